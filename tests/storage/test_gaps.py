"""A place given up: who is called, in which order, at which hours, and who gets it."""

import sqlite3
from datetime import timedelta

import pytest

from community.gaps import GapFilled, GapOver
from community.shifts import Part, ShiftBegun
from community.volunteers import EVERY_FREE_TIME
from tests.storage.corps import HOUR, HOUSE, NOON, START, Corps

MINUTES = timedelta(minutes=1)


@pytest.fixture
def corps():
    """小明 has a shift that thirty others could take."""
    corps = Corps()
    corps.volunteer("小明")
    for number in range(1, 31):
        corps.volunteer(f"志{number:02}")
    corps.night_watch = corps.shift()
    corps.takes("小明", corps.night_watch)
    return corps


def widens(corps, gap, circle):
    corps.db.gaps.widen(gap.id, circle, now=corps.now, house=HOUSE)


def called(corps):
    return corps.told("GapCall")


def test_five_are_called_at_once_and_never_who_gave_it_up(corps):
    gap = corps.gives_up("小明", corps.night_watch)

    assert called(corps) == ["志01", "志02", "志03", "志04", "志05"]
    assert (gap.circle, gap.called) == (1, 5)
    assert corps.alarms("GapWidens") == ["05-01 12:30"]


def test_then_fifteen_more_then_everybody_then_the_staff(corps):
    gap = corps.gives_up("小明", corps.night_watch)

    corps.now += 30 * MINUTES
    widens(corps, gap, 2)
    assert len(called(corps)) == 20
    corps.now += 30 * MINUTES
    widens(corps, gap, 3)
    assert len(called(corps)) == 30
    assert corps.told("GapUnfilled") == []
    corps.now += 30 * MINUTES
    widens(corps, gap, 4)

    assert corps.told("GapUnfilled") == ["小李"]
    assert len(set(called(corps))) == 30


def test_the_same_alarm_twice_calls_nobody_twice(corps):
    gap = corps.gives_up("小明", corps.night_watch)
    for _ in range(2):
        widens(corps, gap, 2)

    assert len(called(corps)) == 20


def test_the_first_tap_gets_it_and_the_others_are_told_by_their_cards(corps):
    gap = corps.gives_up("小明", corps.night_watch)
    corps.now += MINUTES

    corps.answers("志03", gap)

    assert corps.of("志03", corps.night_watch)
    assert corps.db.gaps.gap(gap.id).filled_by == corps.person("志03")
    assert corps.db.gaps.just_closed(corps.now) == [gap.card]
    assert called(corps) == []
    with pytest.raises(GapFilled):
        corps.answers("志01", gap)


def test_a_gap_that_is_filled_calls_nobody_any_more(corps):
    gap = corps.gives_up("小明", corps.night_watch)
    corps.answers("志03", gap)

    assert corps.alarms("GapWidens") == []
    with pytest.raises(GapFilled):
        widens(corps, gap, 2)


def test_who_takes_the_place_from_the_list_fills_the_gap(corps):
    gap = corps.gives_up("小明", corps.night_watch)

    corps.takes("志30", corps.night_watch)

    assert corps.db.gaps.gap(gap.id).filled_by == corps.person("志30")


def test_a_gap_stays_open_as_long_as_a_place_is_free_for_it(corps):
    shift = corps.shift(Part(3), starts_at=START + 5 * HOUR)
    corps.takes("小明", shift)
    gap = corps.gives_up("小明", shift)

    for name in ("志01", "志02"):
        corps.takes(name, shift)
    assert corps.db.gaps.open_of(shift.id) == [corps.db.gaps.gap(gap.id)]
    corps.takes("志03", shift)

    assert corps.db.gaps.open_of(shift.id) == []


def test_those_who_were_called_least_lately_come_first(corps):
    gap = corps.gives_up("小明", corps.night_watch)
    corps.answers("志01", gap)
    second = corps.shift(title="助餐", starts_at=START + 5 * HOUR)
    corps.takes("小明", second)
    corps.now += HOUR

    corps.gives_up("小明", second)

    assert called(corps) == ["志06", "志07", "志08", "志09", "志10"]


def test_only_free_fitting_reachable_people_who_want_calls_are_called(corps):
    corps = Corps()
    shift = corps.shift(Part(1, "做饭", "cooking"))
    corps.volunteer("小明", "cooking")
    corps.volunteer("不会做饭")
    corps.volunteer("别的时间", "cooking", free=EVERY_FREE_TIME[:3])
    corps.volunteer("没说何时", "cooking", free=())
    corps.volunteer("不要呼叫", "cooking", hears_gaps=False)
    corps.volunteer("屏蔽了", "cooking")
    corps.db.people.reachable(corps.known("屏蔽了").telegram_id, blocked=True)
    corps.volunteer("有别的班", "cooking")
    corps.takes("有别的班", corps.shift(starts_at=START + HOUR))
    corps.volunteer("合适的人", "cooking")
    corps.takes("小明", shift)

    corps.gives_up("小明", shift)

    assert called(corps) == ["合适的人"]


def test_when_all_have_been_called_the_staff_hear_after_one_more_wait(corps):
    corps = Corps()
    shift = corps.shift()
    for name in ("小明", "小红"):
        corps.volunteer(name)
    corps.takes("小明", shift)
    gap = corps.gives_up("小明", shift)
    assert called(corps) == ["小红"]
    assert corps.told("GapUnfilled") == []

    corps.now += 30 * MINUTES
    widens(corps, gap, 4)

    assert corps.told("GapUnfilled") == ["小李"]


def test_when_nobody_could_be_called_the_staff_hear_at_once(corps):
    corps = Corps()
    shift = corps.shift()
    corps.volunteer("小明")
    corps.takes("小明", shift)

    corps.gives_up("小明", shift)

    assert corps.told("GapUnfilled") == ["小李"]


def test_nobody_is_called_at_night(corps):
    corps.now = NOON + 10 * HOUR

    gap = corps.gives_up("小明", corps.night_watch)

    assert gap.circle == 0
    assert called(corps) == []
    assert corps.alarms("GapWidens") == ["05-02 08:00"]


def test_a_gap_at_night_for_the_early_morning_is_the_staffs(corps):
    shift = corps.shift(starts_at=NOON + 19 * HOUR)
    corps.takes("小明", shift)
    corps.now = NOON + 12 * HOUR

    corps.gives_up("小明", shift)

    assert called(corps) == []
    assert corps.told("GapUnfilled") == ["小李"]


def test_near_the_shift_the_circles_follow_faster(corps):
    corps.now = START - HOUR

    corps.gives_up("小明", corps.night_watch)

    assert corps.alarms("GapWidens") == ["05-09 13:10"]


def test_a_call_answered_after_the_beginning_comes_too_late(corps):
    gap = corps.gives_up("小明", corps.night_watch)
    corps.now = START

    with pytest.raises(ShiftBegun):
        corps.answers("志01", gap)


def test_a_cancelled_shift_needs_nobody(corps):
    gap = corps.gives_up("小明", corps.night_watch)
    corps.db.shifts.cancel(corps.night_watch.id, "", corps.now)

    with pytest.raises(GapOver):
        corps.answers("志01", gap)


def test_staff_call_for_a_place_that_nobody_has_taken_once(corps):
    shift = corps.shift(starts_at=START + 5 * HOUR)
    part_id = shift.parts[0].id

    first = corps.db.gaps.call(part_id, now=corps.now, house=HOUSE)
    again = corps.db.gaps.call(part_id, now=corps.now, house=HOUSE)

    assert first.id == again.id
    assert len(called(corps)) == 5


def test_the_schema_gives_no_gap_twice(corps):
    gap = corps.gives_up("小明", corps.night_watch)
    corps.answers("志01", gap)

    with pytest.raises(sqlite3.IntegrityError):
        corps.connection.execute("UPDATE gaps SET filled_by = ?", (corps.person("志02"),))
