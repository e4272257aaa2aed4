from datetime import timedelta

import pytest

from community.activities import Activity
from community.attendance import (
    CheckInEnds,
    CheckInNotYet,
    How,
    NotCheckedIn,
    NotMissed,
    Turnout,
)
from tests.storage.test_sign_ups import HOUSE, START, Hall

QUARTER_TO = START - timedelta(minutes=15)
EVENING = START + timedelta(hours=5)


@pytest.fixture
def hall():
    """甲 with two others and 乙 have places; it is a quarter to."""
    hall = Hall(4)
    hall.joins("甲", 2)
    hall.joins("乙")
    hall.now = QUARTER_TO
    return hall


def comes(hall, name, how=How.CODE, by_id=None):
    return hall.db.attendance.check_in(
        hall.id, hall.person(name), now=hall.now, how=how, by_id=by_id
    )


def closes(hall, attempt=0):
    hall.now = max(hall.now, EVENING)
    hall.db.no_shows.record(CheckInEnds(hall.id, attempt), now=hall.now, house=HOUSE)


def told(hall, kind):
    sql = "SELECT person_id FROM notices WHERE kind = ? AND state = 'waiting' ORDER BY id"
    return [row[0] for row in hall.connection.execute(sql, (kind,))]


def another(hall, starts_at):
    organiser = hall.activity.organiser_id
    draft = Activity("下棋", starts_at, 9, organiser)
    return hall.db.activities.create(draft, hall.now)


def test_the_code_stays_the_same_and_is_nobody_elses(hall):
    codes = {
        hall.db.attendance.code(another(hall, START + timedelta(days=n % 30))) for n in range(99)
    }
    first = hall.db.attendance.code(hall.activity)

    assert hall.db.attendance.code(hall.activity) == first
    assert first not in codes
    assert len(codes) == 99
    assert all(len(code) == 6 and code[0] != "0" for code in codes)


def test_of_two_with_one_code_the_nearest_is_meant(hall):
    far = another(hall, START + timedelta(days=365))
    hall.connection.execute("INSERT INTO check_in_codes VALUES (?, '123456')", (hall.id,))
    hall.connection.execute("INSERT INTO check_in_codes VALUES (?, '123456')", (far.id,))

    assert hall.db.attendance.coded("123456", hall.now).id == hall.id
    assert hall.db.attendance.coded("123456", hall.now + timedelta(days=365)).id == far.id
    assert hall.db.attendance.coded("123456", hall.now, far.id).id == far.id
    assert hall.db.attendance.coded("654321", hall.now) is None


def test_coming_twice_is_coming_once(hall):
    first, is_new = comes(hall, "甲")
    hall.now += timedelta(minutes=5)
    second, is_new_again = comes(hall, "甲", How.STAFF, by_id=hall.person("乙"))

    assert (is_new, is_new_again) == (True, False)
    assert second == first
    assert first.people == 3


def test_the_turnout_counts_people(hall):
    comes(hall, "甲")
    comes(hall, "丙")

    assert hall.db.attendance.turnout(hall.id) == Turnout(
        expected=4, here=4, walk_ins=1, missing=1
    )
    assert hall.db.attendance.missing(hall.id) == [hall.person("乙")]
    assert [a.activity_id for a in hall.db.attendance.of(hall.person("丙"))] == [hall.id]


def test_before_the_hour_nobody_comes(hall):
    hall.now = START - timedelta(hours=3)

    with pytest.raises(CheckInNotYet):
        comes(hall, "甲")


def test_undone_twice_is_undone_once(hall):
    comes(hall, "甲")

    for _tap in range(2):
        hall.db.attendance.undo(hall.id, hall.person("甲"), hall.now)

    assert hall.db.attendance.came(hall.id) == []


def test_nobody_can_be_counted_who_is_not_here(hall):
    with pytest.raises(NotCheckedIn):
        hall.db.attendance.set_people(hall.id, hall.person("甲"), 2, now=hall.now, by_manager=True)


def test_the_list_has_places_first_then_walk_ins_then_the_line(hall):
    hall.now = QUARTER_TO
    hall.joins("丁")
    comes(hall, "丙")

    listed = hall.db.attendance.listed(hall.id, offset=0, limit=9)

    assert [one.name for one in listed] == ["甲", "乙", "丙", "丁"]
    assert hall.db.attendance.listed(hall.id, offset=1, limit=1)[0].name == "乙"


@pytest.mark.parametrize("part", ["%", "_", "'", "甲乙"])
def test_a_part_of_a_name_is_no_pattern(hall, part):
    assert hall.db.attendance.found(hall.id, part, limit=9) == []


def test_who_did_not_come_was_missed_once(hall):
    comes(hall, "甲")

    closes(hall)
    closes(hall, attempt=1)

    assert told(hall, "WasMissed") == [hall.person("乙")]
    times = hall.db.no_shows.counts([hall.person("乙")], now=hall.now, house=HOUSE)
    assert times == {hall.person("乙"): 1}


def test_when_nobody_came_nobody_was_missed(hall):
    closes(hall)
    closes(hall, attempt=1)

    assert told(hall, "WasMissed") == []
    assert told(hall, "NobodyCheckedIn") == [hall.activity.organiser_id]


def test_who_came_after_all_was_not_missed(hall):
    comes(hall, "甲")
    closes(hall)
    hall.db.no_shows.claim(hall.id, hall.person("乙"), hall.now)
    comes(hall, "乙", How.STAFF, by_id=hall.person("甲"))

    assert hall.db.no_shows.missed(hall.id, hall.person("乙")) is None
    with pytest.raises(NotMissed):
        hall.db.no_shows.claim(hall.id, hall.person("乙"), hall.now)


def test_an_excuse_and_time_end_it(hall):
    comes(hall, "甲")
    closes(hall)
    bo = hall.person("乙")

    later = hall.now + HOUSE.no_shows_last + timedelta(days=1)
    assert hall.db.no_shows.counts([bo], now=later, house=HOUSE) == {}
    hall.db.no_shows.excuse(hall.id, bo, by_id=bo, now=hall.now)
    assert hall.db.no_shows.counts([bo], now=hall.now, house=HOUSE) == {}


def test_an_alarm_that_rings_too_early_rings_again(hall):
    comes(hall, "甲")
    hall.db.no_shows.record(CheckInEnds(hall.id, 0), now=hall.now, house=HOUSE)

    sql = "SELECT max(due_at) FROM notices WHERE kind = 'CheckInEnds' AND state = 'waiting'"
    assert hall.connection.execute(sql).fetchone()[0] == int(EVENING.timestamp())
    assert told(hall, "WasMissed") == []


def test_erasing_takes_the_words_and_leaves_the_counts(hall):
    comes(hall, "甲")
    closes(hall)
    bo = hall.person("乙")
    hall.db.no_shows.give_reason(hall.id, bo, "发烧")

    hall.db.no_shows.forget(bo)

    assert hall.db.no_shows.missed(hall.id, bo).reason == ""
    assert hall.db.attendance.here(hall.id) == 3
