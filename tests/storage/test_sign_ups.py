import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from weakref import finalize
from zoneinfo import ZoneInfo

import pytest

from community.activities import Activity, OfferEnds, State
from community.house import House
from community.people import Role
from community.sign_ups import (
    AlreadySignedUp,
    NoRoomForMore,
    NothingOffered,
    NotSignedUp,
    SignUpPaused,
    Standing,
    TooManyCompanions,
)
from storage.records import Records
from storage.store import MIGRATIONS
from storage.waiting_lists import _NEXT_IN_LINE, _POSITION

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUSE = House()
NOON = datetime(2026, 5, 1, 12, tzinfo=SHANGHAI)
START = datetime(2026, 5, 9, 14, tzinfo=SHANGHAI)


def new_records():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    for script in sorted(MIGRATIONS.glob("*.sql")):
        connection.executescript(script.read_text(encoding="utf-8"))
    records = Records(connection)
    finalize(records, connection.close)  # Python 3.13 minds what is left open
    return connection, records


class Hall:
    """One activity and people for it."""

    def __init__(self, capacity, *, companions_allowed=3):
        self.connection, self.db = new_records()
        self.now = NOON
        self.ids = {}
        published = self.publish(capacity=capacity, companions_allowed=companions_allowed)
        self.id = published.id

    def joins(self, name, companions=0):
        person_id = self.person(name)
        return self.db.sign_ups.sign_up(
            self.id, person_id, now=self.now, house=HOUSE, companions=companions
        )

    def leaves(self, name):
        self.db.sign_ups.leave(self.id, self.person(name), now=self.now, house=HOUSE)

    def changes(self, name, companions):
        return self.db.sign_ups.change_companions(
            self.id, self.person(name), companions, now=self.now, house=HOUSE
        )

    def accepts(self, name):
        return self.db.sign_ups.accept(self.id, self.person(name), self.now)

    def declines(self, name):
        self.db.sign_ups.decline(self.id, self.person(name), now=self.now, house=HOUSE)

    def expires(self, name):
        alarm = OfferEnds(self.id, self.of(name).id)
        self.db.sign_ups.expire(alarm, now=self.now, house=HOUSE)

    def of(self, name):
        return self.db.sign_ups.of(self.person(name), self.id)

    def stands(self, name):
        found = self.of(name)
        return found.standing.value if found else None

    def position(self, name):
        return self.db.sign_ups.position(self.of(name))

    def blocks(self, name):
        self.db.people.reachable(1000 + self.person(name), blocked=True)

    @property
    def activity(self):
        return self.db.activities.activity(self.id)

    def notices(self, state="waiting"):
        sql = (
            "SELECT p.name, n.kind FROM notices AS n LEFT JOIN people AS p ON p.id = n.person_id"
            " WHERE n.state = ? AND kind NOT IN ('RemindersDue', 'LastDayBegins',"
            " 'SignUpClosesSoon', 'SignUpEnds', 'CheckInEnds', 'FeedbackDue') ORDER BY n.id"
        )
        return [tuple(row) for row in self.connection.execute(sql, (state,))]

    def person(self, name):
        if name not in self.ids:
            number = len(self.ids) + 1
            met = self.db.people.meet(1000 + number, name=name, language="zh_Hans", now=NOON)
            self.db.people.save(replace(met, roles=Role.RESIDENT))
            self.ids[name] = met.id
        return self.ids[name]

    def publish(self, *, capacity=3, companions_allowed=3, starts_at=START, title="包饺子"):
        draft = Activity(
            title=title,
            starts_at=starts_at,
            capacity=capacity,
            organiser_id=self.person("小李"),
            companions_allowed=companions_allowed,
        )
        created = self.db.activities.create(draft, self.now)
        return self.db.activities.publish(created.id, now=self.now, house=HOUSE)


def test_places_are_taken_until_none_is_left():
    hall = Hall(2)

    assert [hall.joins(name).standing.value for name in ("甲", "乙", "丙")] == [
        "confirmed",
        "confirmed",
        "waiting",
    ]
    assert hall.activity.free == 0
    assert hall.position("丙") == 1


def test_nobody_signs_up_twice():
    hall = Hall(2)
    hall.joins("甲")

    with pytest.raises(AlreadySignedUp):
        hall.joins("甲")
    assert hall.activity.taken == 1


def test_a_freed_place_is_reserved_for_whoever_waits_first():
    hall = Hall(1)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)

    hall.leaves("甲")

    assert (hall.stands("甲"), hall.stands("乙"), hall.stands("丙")) == (
        None,
        "offered",
        "waiting",
    )
    assert hall.of("乙").offered_until == NOON + timedelta(hours=4)
    assert hall.position("丙") == 1
    assert hall.notices() == [("乙", "PlaceOffered"), (None, "OfferEnds")]


def test_an_accepted_offer_is_a_place_and_a_second_tap_changes_nothing():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")
    hall.leaves("甲")

    hall.accepts("乙")

    assert hall.stands("乙") == "confirmed"
    assert hall.activity.reserved == 0
    with pytest.raises(NothingOffered):
        hall.accepts("乙")
    with pytest.raises(NothingOffered):
        hall.declines("乙")


def test_a_declined_offer_goes_on():
    hall = Hall(1)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)
    hall.leaves("甲")

    hall.declines("乙")

    assert (hall.stands("乙"), hall.stands("丙")) == (None, "offered")


def test_a_lapsed_offer_goes_on_and_the_party_leaves_the_line():
    hall = Hall(1)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)
    hall.leaves("甲")

    hall.expires("乙")

    assert (hall.stands("乙"), hall.stands("丙")) == (None, "offered")
    assert ("乙", "OfferLapsed") in hall.notices()
    assert ("乙", "PlaceOffered") not in hall.notices()


def test_an_alarm_for_an_offer_that_was_accepted_does_nothing():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")
    hall.leaves("甲")
    hall.accepts("乙")

    with pytest.raises(NothingOffered):
        hall.expires("乙")
    assert hall.stands("乙") == "confirmed"


def test_who_comes_back_stands_at_the_end_of_the_line():
    hall = Hall(1)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)
    hall.leaves("乙")

    hall.joins("乙")

    assert (hall.position("丙"), hall.position("乙")) == (1, 2)


def test_a_smaller_party_in_front_gets_the_place_it_now_fits():
    hall = Hall(2)
    hall.joins("甲")
    hall.joins("乙", companions=1)

    hall.changes("乙", 0)

    assert hall.stands("乙") == "offered"


def test_who_asks_for_too_many_keeps_what_they_had():
    hall = Hall(3)
    hall.joins("甲")
    hall.joins("乙")

    with pytest.raises(NoRoomForMore):
        hall.changes("甲", 2)
    assert hall.of("甲").companions == 0


def test_more_places_are_offered_in_order():
    hall = Hall(1)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)

    hall.db.sign_ups.resize(hall.id, 3, now=NOON, house=HOUSE)

    assert (hall.stands("乙"), hall.stands("丙")) == ("offered", "offered")


def test_a_party_that_became_larger_than_the_activity_holds_nobody_up():
    hall = Hall(3)
    hall.joins("甲")
    hall.joins("乙", companions=2)
    hall.joins("丙")
    hall.leaves("甲")
    hall.declines("乙")
    hall.joins("乙", companions=2)

    hall.db.sign_ups.resize(hall.id, 2, now=NOON, house=HOUSE)

    assert hall.joins("丁").standing is Standing.CONFIRMED


def test_who_has_blocked_the_bot_is_passed_by_and_keeps_the_position():
    hall = Hall(1)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)
    hall.blocks("乙")

    hall.leaves("甲")

    assert (hall.stands("乙"), hall.stands("丙")) == ("waiting", "offered")
    assert hall.position("乙") == 1


def test_a_place_that_only_the_unreachable_wait_for_is_anybodys():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")
    hall.blocks("乙")
    hall.leaves("甲")

    assert hall.joins("丙").standing is Standing.CONFIRMED


def test_who_is_not_signed_up_cannot_leave():
    with pytest.raises(NotSignedUp):
        Hall(1).leaves("甲")


def test_the_schema_itself_guards_the_capacity():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")

    with pytest.raises(sqlite3.IntegrityError):
        hall.connection.execute("UPDATE sign_ups SET standing = 'confirmed'")
    with pytest.raises(sqlite3.IntegrityError):
        hall.connection.execute(
            "INSERT INTO sign_ups (activity_id, person_id, standing, companions, note, made_at)"
            " VALUES (?, ?, 'confirmed', 0, '', 0)",
            (hall.id, hall.person("丙")),
        )


def test_the_roster_shows_places_then_offers_then_the_line():
    hall = Hall(2)
    for name in ("甲", "乙", "丙", "丁"):
        hall.joins(name)
    hall.leaves("甲")
    hall.blocks("乙")

    roster = hall.db.sign_ups.roster(hall.id, offset=0, limit=10)

    assert [
        (line.name, line.sign_up.standing.value, line.is_blocked, line.position) for line in roster
    ] == [
        ("乙", "confirmed", True, None),
        ("丙", "offered", False, None),
        ("丁", "waiting", False, 1),
    ]


def test_my_things_are_what_is_to_come():
    hall = Hall(1)
    hall.joins("甲")

    ((activity, sign_up),) = hall.db.sign_ups.mine(hall.person("甲"), NOON)

    assert (activity.title, sign_up.standing) == ("包饺子", Standing.CONFIRMED)
    assert sign_up == hall.of("甲")
    assert hall.db.sign_ups.mine(hall.person("甲"), START) == []


def test_who_is_forgotten_passes_their_place_on():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")

    changed = hall.db.sign_ups.forget(hall.person("甲"), now=NOON, house=HOUSE)

    assert list(changed) == [hall.id]
    assert hall.stands("乙") == "offered"


def test_a_cancelled_activity_tells_everyone_and_moves_nobody():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")

    cancelled = hall.db.activities.cancel(hall.id, "下雨", NOON)

    assert (cancelled.state, cancelled.cancel_reason) == (State.CANCELLED, "下雨")
    assert hall.notices() == [("甲", "ActivityCancelled"), ("乙", "ActivityCancelled")]


def test_an_activity_about_to_begin_is_cancelled_urgently():
    hall = Hall(1)
    hall.joins("甲")

    hall.db.activities.cancel(hall.id, "停电", START - timedelta(hours=12))

    assert hall.notices() == [("甲", "CancelledAtShortNotice")]


def test_everyone_with_a_place_is_reminded_once_at_each_lead():
    hall = Hall(2)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)
    reminders = hall.db.activity_reminders
    a_day, two_hours = HOUSE.remind_before

    for _twice in range(2):
        reminders.remind(hall.id, a_day, now=START - a_day, house=HOUSE)
    reminders.remind(hall.id, two_hours, now=START - two_hours, house=HOUSE)

    assert hall.notices() == [
        ("甲", "StartsSoon"),
        ("乙", "StartsSoon"),
        ("丙", "StillWaiting"),
        ("甲", "StartsSoon"),
        ("乙", "StartsSoon"),
    ]


def test_who_began_to_sign_up_is_reminded_once():
    hall = Hall(2)
    drafts = hall.db.drafts
    drafts.start(hall.person("甲"), "bring", {"activity_id": str(hall.id)}, NOON)
    drafts.start(hall.person("乙"), "welcome", {"then": f"join-{hall.id}"}, NOON)
    drafts.start(hall.person("丙"), "bring", {"activity_id": "999"}, NOON)

    hall.db.activity_reminders.remind_unfinished(hall.id, START - timedelta(days=1))

    assert hall.notices() == [("甲", "UnfinishedSignUp"), ("乙", "UnfinishedSignUp")]


def test_the_houses_alarms_are_set_when_an_activity_is_published():
    hall = Hall(1)

    alarms = hall.connection.execute(
        "SELECT kind, due_at FROM notices ORDER BY due_at, id"
    ).fetchall()

    day_before = int((START - timedelta(days=1)).timestamp())
    assert [tuple(alarm) for alarm in alarms] == [
        ("RemindersDue", day_before),
        ("LastDayBegins", day_before),
        ("SignUpClosesSoon", int((START - timedelta(hours=3)).timestamp())),
        ("RemindersDue", int((START - timedelta(hours=2)).timestamp())),
        ("SignUpEnds", int(START.timestamp())),
        ("FeedbackDue", int((START + timedelta(hours=3)).timestamp())),
        ("CheckInEnds", int((START + timedelta(hours=5)).timestamp())),
    ]


def test_nobody_is_reminded_of_the_end_of_sign_up_where_the_house_does_not_want_it():
    hall = Hall(1)
    quiet = replace(HOUSE, closes_soon=timedelta(0))

    hall.db.notices.withdraw(about=f"activity:{hall.id}")
    hall.connection.execute("UPDATE activities SET state = 'draft'")
    hall.db.activities.publish(hall.id, now=NOON, house=quiet)

    waiting = hall.connection.execute(
        "SELECT kind FROM notices WHERE state = 'waiting' ORDER BY due_at, id"
    )
    assert [kind for (kind,) in waiting] == [
        "RemindersDue",
        "LastDayBegins",
        "RemindersDue",
        "SignUpEnds",
        "FeedbackDue",
        "CheckInEnds",
    ]


def test_what_is_at_the_same_time_is_found_whatever_the_standing():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")
    dumplings = hall.activity
    reading = hall.publish(starts_at=START + timedelta(hours=1), title="读书会")
    evening = hall.publish(starts_at=START + timedelta(hours=2), title="电影")

    for name in ("甲", "乙"):
        found = hall.db.sign_ups.clashes(hall.person(name), reading, NOON)
        assert [activity.title for activity in found] == ["包饺子"]
        assert hall.db.sign_ups.clashes(hall.person(name), dumplings, NOON) == []
        assert hall.db.sign_ups.clashes(hall.person(name), evening, NOON) == []


def test_while_sign_up_is_paused_the_line_is_kept_and_nothing_is_passed_on():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")
    hall.db.activities.pause(hall.id, paused=True, now=NOON)

    with pytest.raises(SignUpPaused):
        hall.joins("丙")
    hall.leaves("甲")

    assert hall.stands("乙") == "waiting"
    hall.db.activities.pause(hall.id, paused=False, now=NOON)
    hall.db.sign_ups.pass_on(hall.id, now=NOON, house=HOUSE)
    assert hall.stands("乙") == "offered"


def test_twelve_companions_for_three_places_are_refused_with_what_is_possible():
    hall = Hall(3)

    with pytest.raises(TooManyCompanions) as raised:
        hall.joins("甲", companions=12)

    assert raised.value.facts == {"most": 3}


def test_the_line_is_read_through_its_index_and_never_counted_through_the_table():
    hall = Hall(1)

    for sql, facts in ((_NEXT_IN_LINE, (1, 0, 0, 4)), (_POSITION, (1, 0, 0))):
        plan = [row[3] for row in hall.connection.execute(f"EXPLAIN QUERY PLAN {sql}", facts)]
        assert "INDEX sign_ups_in_line" in plan[0], plan
        assert not [step for step in plan if "TEMP B-TREE" in step or "SCAN" in step], plan
