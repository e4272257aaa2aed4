"""A neighbourhood of volunteers with shifts, straight on the records."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from community.house import House
from community.people import Role
from community.shifts import Part, Shift
from community.volunteers import EVERY_FREE_TIME, Profile
from tests.storage.test_sign_ups import new_records

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUSE = House()
NOON = datetime(2026, 5, 1, 12, tzinfo=SHANGHAI)
START = datetime(2026, 5, 9, 14, tzinfo=SHANGHAI)  # a Saturday
HOUR = timedelta(hours=1)


class Corps:
    def __init__(self):
        self.connection, self.db = new_records()
        self.now = NOON
        self.ids = {}
        self.staff = self.person("小李", Role.RESIDENT | Role.STAFF)

    def person(self, name, roles=Role.RESIDENT):
        if name not in self.ids:
            number = 100 + len(self.ids)
            met = self.db.people.meet(number, name=name, language="zh_Hans", now=self.now)
            self.db.people.save(replace(met, roles=roles, agreed_at=self.now))
            self.ids[name] = met.id
        return self.ids[name]

    def known(self, name):
        return self.db.people.person(self.person(name))

    def volunteer(self, name, *skills, free=EVERY_FREE_TIME, hears_gaps=True, in_ranking=False):
        profile = Profile(
            self.person(name),
            frozenset(skills),
            free=frozenset(free),
            hears_gaps=hears_gaps,
            in_ranking=in_ranking,
        )
        self.db.volunteers.enrol(profile, now=self.now, house=HOUSE)
        return self.ids[name]

    def shift(self, *parts, starts_at=START, lasts=2 * HOUR, title="巡逻", **facts):
        shift = Shift(title, starts_at, starts_at + lasts, responsible_id=self.staff, **facts)
        parts = parts or (Part(1),)
        made = self.db.shifts.create(shift, parts, by=self.staff, now=self.now, house=HOUSE)
        return self.db.shifts.publish(made.id, now=self.now, house=HOUSE)

    def takes(self, name, shift, part=0, *, insist=False):
        part_id = shift.parts[part].id
        return self.db.crews.take(part_id, self.person(name), now=self.now, insist=insist)

    def gives_up(self, name, shift):
        return self.db.crews.give_up(shift.id, self.person(name), now=self.now, house=HOUSE)

    def answers(self, name, gap, *, insist=False):
        return self.db.crews.answer(gap.id, self.person(name), now=self.now, insist=insist)

    def of(self, name, shift):
        return self.db.crews.of(self.person(name), shift.id)

    def told(self, kind):
        """The names of those who are going to hear this, in order."""
        sql = (
            "SELECT p.name FROM notices AS n JOIN people AS p ON p.id = n.person_id"
            " WHERE n.kind = ? AND n.state = 'waiting' ORDER BY n.id"
        )
        return [row[0] for row in self.connection.execute(sql, (kind,))]

    def alarms(self, kind):
        """When the house will do this by itself, on the clock of the neighbourhood."""
        sql = (
            "SELECT due_at FROM notices WHERE kind = ? AND person_id IS NULL"
            " AND state = 'waiting' ORDER BY due_at"
        )
        rows = self.connection.execute(sql, (kind,))
        return [f"{datetime.fromtimestamp(row[0], SHANGHAI):%m-%d %H:%M}" for row in rows]
