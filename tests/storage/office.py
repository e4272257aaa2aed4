"""An office for tests of tickets: people, staff, and time that goes by with its alarms."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from community import clocks, ratings, ticket_news
from community.house import House
from community.people import Role
from community.refusals import Refusal
from community.reports import NewTicket, Part
from community.tickets import Kind
from storage.notices import End
from tests.storage.test_sign_ups import new_records

SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Wednesday in a week without holidays.
MORNING = datetime(2026, 5, 13, 10, tzinfo=SHANGHAI)
STAFF = Role.RESIDENT | Role.STAFF
KINDS = {
    name: kind
    for module in (clocks, ratings, ticket_news)
    for name, kind in vars(module).items()
    if isinstance(kind, type)
}


def words(text):
    return (Part(text),)


class Office:
    def __init__(self, house=None):
        self.connection, self.db = new_records()
        self.house = house or House()
        self.now = MORNING
        self.rung = []
        self._people = {}

    def person(self, name, roles=Role.RESIDENT):
        if name not in self._people:
            met = self.db.people.meet(
                1000 + len(self._people), name=name, language="zh_Hans", now=self.now
            )
            self._people[name] = met.id
            self.connection.execute(
                "UPDATE people SET roles = ? WHERE id = ?", (roles.value, met.id)
            )
        return self.db.people.person(self._people[name])

    def staff(self, name="小李"):
        return self.person(name, STAFF)

    def admin(self, name="赵主任"):
        return self.person(name, STAFF | Role.ADMIN)

    def opens(self, name, text="水管漏水", *, kind=Kind.COMPLAINT, category="water", **facts):
        new = NewTicket(kind, category, words(text), **facts)
        return self.db.tickets.open(new, self.person(name), now=self.now, house=self.house)

    def voice(self, name, ticket_id):
        return self.db.tickets.voice(ticket_id, self.person(name))

    def claims(self, ticket_id, staff):
        return self.db.desk.claim(ticket_id, staff, now=self.now, house=self.house)

    def asks(self, ticket_id, staff, text="几点在家？"):
        return self.db.desk.ask(ticket_id, staff, words(text), now=self.now, house=self.house)

    def answers(self, ticket_id, staff, text="师傅下午来"):
        return self.db.desk.answer(ticket_id, staff, words(text), now=self.now, house=self.house)

    def closes(self, ticket_id, staff, text="已经修好"):
        return self.db.desk.close(ticket_id, staff, words(text), now=self.now, house=self.house)

    def adds(self, name, ticket_id, text):
        voice = self.voice(name, ticket_id)
        return self.db.tickets.add(voice, words(text), now=self.now, house=self.house)

    def rates(self, name, ticket_id, **answers):
        voice = self.voice(name, ticket_id)
        number = self.db.tickets.ticket(voice.head_id).closings
        for question, value in answers.items():
            rating = self.db.ratings.rate(
                voice, number, ratings.Question(question), value, now=self.now, house=self.house
            )
        return rating

    def ticket(self, ticket_id):
        return self.db.tickets.ticket(ticket_id)

    def passes(self, **span):
        """Time goes by; what the house does by itself is done, and what it tells is noted."""
        until = self.now + timedelta(**span)
        while due := self.db.notices.due(until):
            for notice in due:
                self._rings(notice)
        self.now = until

    def waiting(self, kind):
        rows = self.connection.execute(
            "SELECT person_id, facts FROM notices WHERE state = 'waiting' AND kind = ?"
            " ORDER BY id",
            (kind.__name__,),
        )
        return [(row["person_id"], json.loads(row["facts"])) for row in rows]

    def rows(self, sql, *args):
        return [tuple(row) for row in self.connection.execute(sql, args)]

    def _rings(self, due):
        at = self.connection.execute(
            "SELECT due_at FROM notices WHERE id = ?", (due.id,)
        ).fetchone()[0]
        self.now = max(self.now, datetime.fromtimestamp(at, SHANGHAI))
        notice = KINDS[due.kind](**due.facts)
        try:
            self._does(notice)
        except Refusal:
            self.db.notices.end(due.id, End.MOOT)
            return
        self.rung.append((due.kind, due.person_id))
        self.db.notices.end(due.id, End.TOLD)

    def _does(self, notice):
        if isinstance(notice, clocks.Ring):
            self.db.clocks.rings(notice)
        elif isinstance(notice, ratings.SettleDue):
            self.db.ratings.settle(notice.ticket_id, notice.round, house=self.house)
        elif isinstance(notice, ratings.UnhappyRests):
            voice = self.db.voices.voice(notice.voice_id)
            self.db.ratings.act_on_unhappy(voice, notice.round, now=self.now, house=self.house)
        elif isinstance(notice, ticket_news.HowWasIt):
            voice = self.db.voices.voice(notice.voice_id)
            self.db.ratings.require_unanswered(voice, notice.round)
