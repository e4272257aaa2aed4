"""Coming and leaving, what is missed, and the hours that come of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.activities import Activity
from community.assignments import Standing
from community.attendance import CheckInNotYet, CheckInOver, How, NotCheckedIn, NotMissed
from community.hours_served import NothingServed
from community.shift_news import ShiftEnds
from community.shifts import Part
from tests.storage.corps import HOUR, HOUSE, START, Corps

DAY = timedelta(days=1)
END = START + 2 * HOUR
SETTLED = END + 3 * HOUR


@pytest.fixture
def corps():
    """小明 and 小红 have a shift from two to four; it is two."""
    corps = Corps()
    for name in ("小明", "小红"):
        corps.volunteer(name)
    corps.watch = corps.shift(Part(2))
    for name in ("小明", "小红"):
        corps.takes(name, corps.watch)
    corps.now = START
    return corps


def comes(corps, name, shift=None, by_id=None):
    shift = shift or corps.watch
    return corps.db.turnouts.check_in(
        shift.id, corps.person(name), now=corps.now, house=HOUSE, by_id=by_id
    )


def goes(corps, name, shift=None):
    shift = shift or corps.watch
    return corps.db.turnouts.check_out(shift.id, corps.person(name), now=corps.now, house=HOUSE)


def settles(corps, attempt=0, shift=None):
    corps.now = max(corps.now, SETTLED)
    alarm = ShiftEnds((shift or corps.watch).id, attempt)
    corps.db.turnouts.settle(alarm, now=corps.now, house=HOUSE)


def minutes(corps, name):
    return corps.db.hours.minutes(corps.person(name))


def serves(corps, name, **facts):
    """A whole shift, written down by the staff."""
    shift = corps.shift(**facts)
    corps.takes(name, shift)
    before, corps.now = corps.now, shift.ends_at
    comes(corps, name, shift, by_id=corps.staff)
    corps.now = before
    return shift


def test_hours_go_from_coming_to_leaving(corps):
    comes(corps, "小明")
    corps.now = START + 1.5 * HOUR

    assert goes(corps, "小明").minutes == 90
    assert corps.of("小明", corps.watch).standing is Standing.LEFT


def test_the_night_on_which_the_clocks_go_back_has_an_hour_more(corps):
    berlin = ZoneInfo("Europe/Berlin")
    starts_at = datetime(2026, 10, 24, 22, tzinfo=berlin).astimezone(UTC)
    ends_at = datetime(2026, 10, 25, 6, tzinfo=berlin).astimezone(UTC)
    night = corps.shift(starts_at=starts_at, lasts=ends_at - starts_at)
    corps.takes("小明", night)
    corps.now = starts_at
    comes(corps, "小明", night)
    corps.now = datetime(2026, 10, 25, 5, tzinfo=berlin).astimezone(UTC)
    goes(corps, "小明", night)

    assert night.length == 9 * HOUR
    assert minutes(corps, "小明") == 8 * 60  # by the clock on the wall it was seven


def test_coming_and_leaving_twice_is_once(corps):
    assert comes(corps, "小明")[1]
    assert not comes(corps, "小明")[1]
    corps.now = END
    assert goes(corps, "小明").minutes == goes(corps, "小明").minutes == 120
    assert minutes(corps, "小明") == 120


def test_check_in_opens_an_hour_before_and_ends_with_the_shift(corps):
    corps.now = START - 2 * HOUR
    with pytest.raises(CheckInNotYet):
        comes(corps, "小明")
    corps.now = END
    with pytest.raises(CheckInOver):
        comes(corps, "小明")


def test_who_has_left_is_free_for_something_else(corps):
    another = corps.shift(starts_at=START + HOUR)
    comes(corps, "小明")
    corps.now = START + HOUR / 2
    goes(corps, "小明")

    assert corps.takes("小明", another).standing is Standing.TAKEN


def test_nobody_leaves_who_has_not_come(corps):
    with pytest.raises(NotCheckedIn):
        goes(corps, "小明")


def test_what_the_staff_write_down_afterwards_was_the_whole_shift(corps):
    corps.now = END + DAY

    comes(corps, "小明", by_id=corps.staff)

    assert minutes(corps, "小明") == 120


def test_who_forgets_to_check_out_gets_the_shifts_end(corps):
    corps.now = START + HOUR / 2
    comes(corps, "小明")

    settles(corps)

    assert minutes(corps, "小明") == 90


def test_a_slip_of_the_finger_is_undone(corps):
    comes(corps, "小明")
    corps.now = END
    goes(corps, "小明")

    for _ in range(2):
        corps.db.turnouts.undo(corps.watch.id, corps.person("小明"), corps.now)

    assert minutes(corps, "小明") == 0
    assert corps.of("小明", corps.watch).standing is Standing.TAKEN


def test_the_staff_know_better_when_somebody_left(corps):
    comes(corps, "小明")
    settles(corps)

    corps.db.turnouts.set_times(
        *(corps.watch.id, corps.person("小明"), START, START + HOUR),
        by=corps.staff, now=corps.now, house=HOUSE,
    )  # fmt: skip

    assert minutes(corps, "小明") == 60


def test_who_did_not_come_is_told_and_counted_until_it_is_excused(corps):
    comes(corps, "小红")
    settles(corps)
    person_id = corps.person("小明")
    assert corps.told("WasMissedInShift") == ["小明"]
    counts = corps.db.turnouts.missed_counts([person_id], now=corps.now, house=HOUSE)
    assert counts == {person_id: 1}

    corps.db.turnouts.excuse(corps.watch.id, person_id, by_id=corps.staff, now=corps.now)

    counts = corps.db.turnouts.missed_counts([person_id], now=corps.now, house=HOUSE)
    assert counts == {}


def test_what_was_missed_is_forgotten_in_time(corps):
    comes(corps, "小红")
    settles(corps)
    corps.now += 91 * DAY
    other = corps.shift(starts_at=corps.now + HOUR)
    corps.now += 8 * HOUR
    settles(corps, shift=other)

    assert corps.of("小明", corps.watch) is None


def test_who_says_they_were_there_is_asked_about_and_can_be_written_in(corps):
    comes(corps, "小红")
    settles(corps)
    person_id = corps.person("小明")

    for _ in range(2):
        corps.db.turnouts.claim(corps.watch.id, person_id, corps.now)
    assert corps.told("SaysWasInShift") == ["小李"]
    comes(corps, "小明", by_id=corps.staff)

    assert minutes(corps, "小明") == 120
    with pytest.raises(NotMissed):
        corps.db.turnouts.claim(corps.watch.id, person_id, corps.now)


def test_when_nobody_was_checked_in_the_staff_are_asked_and_nobody_is_missed(corps):
    settles(corps)
    assert corps.told("NobodyInShift") == ["小李"]
    assert corps.alarms("ShiftEnds")[-1] == "05-10 19:00"

    settles(corps, attempt=1)

    assert corps.told("WasMissedInShift") == []


def test_helpers_on_no_list_are_welcome(corps):
    corps.now = START + HOUR
    person_id = corps.person("邻居")

    corps.db.crews.walk_in(corps.watch.id, person_id, by=corps.staff, now=corps.now)
    comes(corps, "邻居")

    assert corps.db.shifts.shift(corps.watch.id).taken == 3


def test_hours_stay_when_the_shift_is_deleted(corps):
    comes(corps, "小明")
    corps.now = END

    corps.db.turnouts.delete(corps.watch.id, now=corps.now, house=HOUSE)

    [service] = corps.db.hours.of(corps.person("小明"), offset=0, limit=9)
    assert (service.title, service.minutes, service.shift_id) == ("巡逻", 120, None)


def test_one_activity_counts_for_no_more_than_the_cap(corps):
    made = corps.db.activities.create(
        Activity("春节晚会", START + DAY, 20, corps.staff), corps.now
    )
    for number in range(3):
        at = START + DAY + number * 5 * HOUR
        serves(corps, "小明", starts_at=at, lasts=5 * HOUR, activity_id=made.id)

    assert minutes(corps, "小明") == 8 * 60


def test_coming_to_an_activity_is_a_point_unless_one_has_helped_there(corps):
    visited, helped = [
        corps.db.activities.create(Activity(title, START + DAY, 20, corps.staff), corps.now)
        for title in ("听戏", "义卖")
    ]
    serves(corps, "小明", starts_at=START + DAY, lasts=3 * HOUR, activity_id=helped.id)
    for made in (visited, helped):
        corps.db.activities.publish(made.id, now=corps.now, house=HOUSE)
        corps.db.attendance.check_in(
            made.id, corps.person("小明"), now=START + DAY, how=How.STAFF, by_id=corps.staff
        )

    assert corps.db.hours.points(corps.person("小明")) == 2 * 3 + 1


def test_ten_hours_are_worth_a_word_once(corps):
    for day in range(1, 4):
        shift = serves(corps, "小明", starts_at=START + day * DAY, lasts=5 * HOUR)

    assert corps.told("BadgeReached") == ["小明"]
    corps.now = shift.ends_at
    corps.db.turnouts.set_times(
        *(shift.id, corps.person("小明"), shift.starts_at, shift.ends_at - HOUR),
        by=corps.staff, now=corps.now, house=HOUSE,
    )  # fmt: skip
    assert corps.told("BadgeReached") == ["小明"]


def test_a_certificate_can_be_verified_and_is_the_same_until_hours_are_added(corps):
    serves(corps, "小明", starts_at=START + DAY)
    person = corps.known("小明")

    first, again = (corps.db.hours.certify(person, corps.now) for _ in range(2))
    assert first == again
    assert corps.db.hours.verify(first.number.lower().replace("-", " ")) == first
    assert corps.db.hours.verify("0000-0000-0000") is None
    assert (first.name, first.minutes) == ("小明", 120)

    serves(corps, "小明", starts_at=START + 2 * DAY)
    assert corps.db.hours.certify(person, corps.now).minutes == 240
    assert corps.db.hours.verify(first.number) == first


def test_without_hours_there_is_no_certificate(corps):
    with pytest.raises(NothingServed):
        corps.db.hours.certify(corps.known("小明"), corps.now)


def test_the_ranking_has_only_those_who_want_to_be_in_it(corps):
    corps.volunteer("小刚", in_ranking=True)
    for name in ("小明", "小刚"):
        serves(corps, name, starts_at=START + DAY)

    ranking = corps.db.hours.ranking(START, limit=9)

    assert [(person.name, served) for person, served in ranking] == [("小刚", 120)]


def test_thanks_by_name_can_be_taken_back(corps):
    honour = corps.db.hours.honour(corps.person("小明"), "风雨无阻", by=corps.staff, now=corps.now)
    assert corps.told("Honoured") == ["小明"]

    corps.db.hours.take_honour_back(honour.id, by=corps.staff, now=corps.now)

    assert corps.told("Honoured") == []
    assert corps.db.hours.honours(corps.person("小明")) == []


def test_the_code_stays_the_same_and_finds_the_shift(corps):
    code = corps.db.turnouts.code(corps.watch.id)

    assert corps.db.turnouts.code(corps.watch.id) == code
    assert corps.db.turnouts.coded(code, corps.now).id == corps.watch.id
    assert corps.db.turnouts.coded("000000", corps.now) is None
