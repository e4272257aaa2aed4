from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.activities import Activity, HasStarted, IsCancelled, State
from community.changes import (
    Change,
    ClosesAfterStart,
    EndsBeforeStart,
    Field,
    WayOfGivingFixed,
    confirm_by,
    differences,
    last_call,
    moved,
    require_changeable,
    summed_up,
)
from community.hours import QuietHours
from community.lotteries import DrawAtNight, DrawHeldAlready, DrawTooLate
from community.moments import MomentPassed

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = QuietHours(time(21), time(8), SHANGHAI)
NOON = datetime(2026, 5, 1, 12, tzinfo=SHANGHAI)
A_DAY = timedelta(days=1)


def shanghai(day, hour, minute=0):
    return datetime(2026, 5, day, hour, minute, tzinfo=SHANGHAI)


DUMPLINGS = Activity(
    id=7,
    title="包饺子",
    starts_at=shanghai(9, 14),
    capacity=4,
    organiser_id=9,
    place="活动室",
    state=State.PUBLISHED,
)


def refused(after, before=DUMPLINGS, now=NOON):
    require_changeable(before, after, now=now, hours=HOURS)


# What is another now


def test_only_a_new_time_or_place_moves_an_activity():
    after = replace(DUMPLINGS, title="包粽子", place="小广场", cost="5元")

    changes = differences(DUMPLINGS, after)

    assert [(change.field.value, change.is_move) for change in changes] == [
        ("title", False),
        ("place", True),
        ("cost", False),
    ]


def test_the_same_moment_in_another_zone_is_no_change():
    same = DUMPLINGS.starts_at.astimezone(ZoneInfo("UTC"))

    assert differences(DUMPLINGS, replace(DUMPLINGS, starts_at=same)) == []


def test_several_changes_of_one_thing_are_one():
    first = Change(Field.PLACE, "活动室", "小广场")
    second = Change(Field.PLACE, "小广场", "凉亭")

    assert summed_up([first, second]) == [Change(Field.PLACE, "活动室", "凉亭")]


def test_what_is_changed_back_has_not_changed():
    there = Change(Field.PLACE, "活动室", "小广场")
    back = Change(Field.PLACE, "小广场", "活动室")

    assert summed_up([there, back]) == []


# Another start


def test_the_end_and_the_close_of_sign_up_move_along():
    whole = replace(DUMPLINGS, ends_at=shanghai(9, 16), closes_at=shanghai(8, 20))

    after = moved(whole, shanghai(10, 15), now=NOON, hours=HOURS)

    assert (after.ends_at, after.closes_at) == (shanghai(10, 17), shanghai(9, 21))


def test_sign_up_that_would_be_closed_by_the_move_is_open_until_the_start():
    whole = replace(DUMPLINGS, closes_at=shanghai(7, 14))

    after = moved(whole, shanghai(2, 14), now=NOON, hours=HOURS)

    assert after.closes_at == shanghai(2, 14)


def test_a_draw_stays_where_it_is_still_in_time():
    by_lot = replace(DUMPLINGS, draw_at=shanghai(7, 10))

    later = moved(by_lot, shanghai(20, 14), now=NOON, hours=HOURS)
    sooner = moved(by_lot, shanghai(5, 14), now=NOON, hours=HOURS)

    assert later.draw_at == shanghai(7, 10)
    assert sooner.draw_at == shanghai(5, 13)


def test_a_draw_before_an_early_start_is_on_the_evening_before():
    by_lot = replace(DUMPLINGS, draw_at=shanghai(7, 10))

    sooner = moved(by_lot, shanghai(5, 7), now=NOON, hours=HOURS)

    assert sooner.draw_at == shanghai(4, 20, 30)


# What cannot be


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"starts_at": NOON}, MomentPassed),
        ({"ends_at": shanghai(9, 14)}, EndsBeforeStart),
        ({"closes_at": shanghai(9, 15)}, ClosesAfterStart),
        ({"draw_at": shanghai(7, 10)}, WayOfGivingFixed),
    ],
)
def test_an_impossible_change_is_refused(facts, refusal):
    with pytest.raises(refusal):
        refused(replace(DUMPLINGS, **facts))


@pytest.mark.parametrize(
    ("before", "refusal"),
    [
        (replace(DUMPLINGS, state=State.CANCELLED), IsCancelled),
        (replace(DUMPLINGS, starts_at=NOON), HasStarted),
    ],
)
def test_what_is_over_stays_as_it_was(before, refusal):
    with pytest.raises(refusal):
        refused(replace(before, title="新名称"), before)


@pytest.mark.parametrize(
    ("draw_at", "refusal"),
    [(shanghai(9, 13, 30), DrawTooLate), (shanghai(7, 23), DrawAtNight), (None, WayOfGivingFixed)],
)
def test_a_draw_is_moved_to_a_fair_moment_only(draw_at, refusal):
    by_lot = replace(DUMPLINGS, draw_at=shanghai(7, 10))

    with pytest.raises(refusal):
        refused(replace(by_lot, draw_at=draw_at), by_lot)


def test_a_draw_that_was_held_is_not_moved():
    drawn = replace(DUMPLINGS, draw_at=shanghai(1, 10), drawn_at=shanghai(1, 10))

    with pytest.raises(DrawHeldAlready):
        refused(replace(drawn, draw_at=shanghai(3, 10)), drawn)


def test_a_draft_may_still_become_a_draw():
    draft = replace(DUMPLINGS, state=State.DRAFT)

    refused(replace(draft, draw_at=shanghai(7, 10)), draft)


# Until when to confirm


@pytest.mark.parametrize(
    ("now", "start", "until"),
    [
        (NOON, shanghai(9, 14), shanghai(2, 12)),  # a day to answer
        (shanghai(1, 22), shanghai(9, 14), shanghai(3, 8)),  # counted from the morning
        (shanghai(1, 20), shanghai(9, 14), shanghai(2, 20)),
        (NOON, shanghai(2, 18), shanghai(1, 20, 30)),  # at most the evening before
        (shanghai(1, 19), shanghai(2, 18), None),  # too soon to ask
        (NOON, shanghai(1, 18), None),
    ],
)
def test_a_place_is_confirmed_by_day_and_before_the_day_itself(now, start, until):
    activity = replace(DUMPLINGS, starts_at=start)

    assert confirm_by(activity, HOURS, now=now, lasts=A_DAY) == until


def test_whoever_has_not_answered_hears_once_more_three_hours_before():
    assert last_call(shanghai(2, 12), HOURS, now=NOON) == shanghai(2, 9)


def test_a_last_call_never_comes_at_night_or_right_after_the_question():
    assert last_call(shanghai(3, 8), HOURS, now=shanghai(1, 22)) == shanghai(2, 20, 30)
    assert last_call(shanghai(1, 14), HOURS, now=NOON) is None
