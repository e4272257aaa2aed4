"""Shifts, who takes them, and handing them over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community.activities import Activity
from community.assignments import (
    AlreadyInShift,
    CannotBeReached,
    HandOverPending,
    NothingAsked,
    NotInShift,
    OtherBusy,
    OtherUnfit,
    ShiftClashes,
    Standing,
    ToOneself,
)
from community.moments import MomentPassed
from community.plan_dates import Rhythm
from community.refusals import NoLongerThere
from community.series import moment_on, proposed
from community.shift_news import ShiftRemindersDue
from community.shifts import Part, PlacesUnfit, ShiftBegun, ShiftCancelled, ShiftFull, ShiftState
from community.volunteers import EVERY_FREE_TIME, ApprovalMissing, SkillMissing, SkillUnapproved
from tests.storage.corps import HOUR, HOUSE, NOON, SHANGHAI, START, Corps

DAY = timedelta(days=1)


@pytest.fixture
def corps():
    corps = Corps()
    for name in ("小明", "小红"):
        corps.volunteer(name)
    return corps


def asks(corps, one, other, shift):
    return corps.db.hand_overs.ask(shift.id, corps.person(one), corps.person(other), now=corps.now)


def accepts(corps, name, asked):
    return corps.db.hand_overs.accept(asked.id, corps.person(name), now=corps.now)


def can_take(corps, name, **more):
    found = corps.db.rota.can_take(corps.person(name), corps.now, **more)
    return [shift.id for shift, _part in found]


def activity(corps, starts_at=START, ends_at=START + 2 * HOUR):
    made = corps.db.activities.create(
        Activity("插花", starts_at, 20, corps.staff, ends_at=ends_at), corps.now
    )
    return corps.db.activities.publish(made.id, now=corps.now, house=HOUSE)


# Taking


def test_the_last_place_goes_to_one_of_two(corps):
    shift = corps.shift(Part(1))
    corps.takes("小明", shift)

    with pytest.raises(ShiftFull):
        corps.takes("小红", shift)

    assert corps.db.shifts.shift(shift.id).free == 0


def test_nobody_takes_a_shift_twice(corps):
    shift = corps.shift(Part(2))
    corps.takes("小明", shift)

    with pytest.raises(AlreadyInShift):
        corps.takes("小明", shift)


def test_a_part_is_for_those_who_can_do_it(corps):
    shift = corps.shift(Part(2, "做饭", "cooking"), Part(1, "带队", needs_approval=True))
    corps.volunteer("小刚", "cooking", "first_aid")

    with pytest.raises(SkillMissing):
        corps.takes("小明", shift)
    with pytest.raises(ApprovalMissing):
        corps.takes("小明", shift, 1)
    assert corps.takes("小刚", shift).standing is Standing.TAKEN


def test_a_skill_on_ones_own_word_is_not_enough_where_it_has_to_be_shown(corps):
    shift = corps.shift(Part(1, "急救", "first_aid"))
    corps.volunteer("小刚", "first_aid")

    with pytest.raises(SkillUnapproved):
        corps.takes("小刚", shift)


def test_two_shifts_at_once_only_for_who_insists(corps):
    first, second = corps.shift(), corps.shift(starts_at=START + HOUR)
    corps.takes("小明", first)

    with pytest.raises(ShiftClashes) as refused:
        corps.takes("小明", second)

    assert refused.value.facts == {"title": "巡逻", "starts_at": START}
    assert corps.takes("小明", second, insist=True).insisted


def test_one_shift_after_the_other_is_no_clash(corps):
    first, second = corps.shift(), corps.shift(starts_at=START + 2 * HOUR)
    corps.takes("小明", first)

    assert corps.takes("小明", second).standing is Standing.TAKEN


def test_a_place_in_an_activity_clashes_but_not_with_helping_there(corps):
    there = activity(corps)
    corps.db.sign_ups.sign_up(there.id, corps.person("小明"), now=corps.now, house=HOUSE)
    helping, elsewhere = corps.shift(activity_id=there.id), corps.shift(title="助餐")

    with pytest.raises(ShiftClashes):
        corps.takes("小明", elsewhere)
    assert can_take(corps, "小明") == [helping.id]
    assert corps.takes("小明", helping).standing is Standing.TAKEN


def test_a_shift_that_has_begun_is_not_taken_any_more(corps):
    shift = corps.shift()
    corps.now = shift.starts_at

    with pytest.raises(ShiftBegun):
        corps.takes("小明", shift)


def test_nobody_plans_into_the_past(corps):
    with pytest.raises(MomentPassed):
        corps.shift(starts_at=NOON - HOUR)


# What one can take


def test_what_one_can_take_is_the_next_first_and_fits(corps):
    later, soon = corps.shift(starts_at=START + DAY), corps.shift()
    corps.shift(Part(1, "急救", "first_aid"), starts_at=START + 2 * DAY)
    corps.shift(starts_at=NOON + 15 * DAY)
    taken = corps.shift(starts_at=START + 3 * DAY)
    corps.takes("小红", taken)

    assert can_take(corps, "小明") == [soon.id, later.id]


def test_who_is_free_on_saturday_afternoons_sees_those(corps):
    saturday = [when for when in EVERY_FREE_TIME if when.weekday == 5]
    corps.volunteer("小刚", free=saturday)
    on_saturday = corps.shift()
    corps.shift(starts_at=START + DAY)

    assert can_take(corps, "小刚") == [on_saturday.id]


def test_what_one_has_at_that_time_is_not_offered_again(corps):
    first = corps.shift()
    corps.shift(starts_at=START + HOUR)
    corps.takes("小明", first)

    assert can_take(corps, "小明") == []


def test_of_a_shift_the_part_one_can_do_is_offered(corps):
    shift = corps.shift(Part(1, "急救", "first_aid"), Part(2))

    [(found, part)] = corps.db.rota.can_take(corps.person("小明"), corps.now)

    assert (found.id, part.id) == (shift.id, shift.parts[1].id)


# Reminders and giving up


def test_everybody_in_it_is_asked_the_day_before_and_reminded_an_hour_before(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    assert corps.alarms("ShiftRemindersDue") == ["05-08 14:00", "05-09 13:00"]

    corps.now = START - DAY
    alarm = ShiftRemindersDue(shift.id, 86400)
    corps.db.shift_reminders.remind(alarm, now=corps.now, house=HOUSE)

    assert corps.told("ShiftNear") == ["小明"]
    assert corps.of("小明", shift).is_silent
    corps.db.crews.confirm(shift.id, corps.person("小明"), corps.now)
    assert not corps.of("小明", shift).is_silent


def test_silence_is_shown_to_the_staff(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    corps.now = START - DAY
    alarm = ShiftRemindersDue(shift.id, 86400)
    corps.db.shift_reminders.remind(alarm, now=corps.now, house=HOUSE)

    [(silent_in, member)] = corps.db.crews.silent(corps.now)

    assert (silent_in.id, member.name) == (shift.id, "小明")


def test_a_reminder_twice_is_one(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    corps.now = START - HOUR
    for _ in range(2):
        alarm = ShiftRemindersDue(shift.id, 3600)
        corps.db.shift_reminders.remind(alarm, now=corps.now, house=HOUSE)

    assert corps.told("ShiftNear") == ["小明"]


def test_a_reminder_that_comes_too_late_is_written_down_as_such(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    corps.now = START + HOUR
    corps.db.shift_reminders.remind(ShiftRemindersDue(shift.id, 3600), now=corps.now, house=HOUSE)

    [due] = corps.db.notices.due(corps.now)[-1:]
    assert due.kind == "ShiftNear"
    assert due.useful_until == START
    assert not corps.of("小明", shift).is_silent


def test_an_early_shift_is_remembered_the_evening_before(corps):
    corps.shift(starts_at=START.replace(hour=6))

    assert corps.alarms("ShiftRemindersDue") == ["05-08 08:00", "05-08 20:30"]


def test_what_was_given_up_can_be_taken_again(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    corps.gives_up("小明", shift)

    assert corps.of("小明", shift) is None
    assert corps.takes("小红", shift).standing is Standing.TAKEN
    with pytest.raises(NotInShift):
        corps.gives_up("小明", shift)


# Handing over


def test_a_shift_changes_hands_when_the_other_says_yes(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    asked = asks(corps, "小明", "小红", shift)
    assert corps.told("HandOverAsked") == ["小红"]
    assert corps.of("小明", shift)

    accepts(corps, "小红", asked)

    assert corps.of("小明", shift) is None
    assert corps.of("小红", shift).standing is Standing.TAKEN
    assert corps.told("HandOverAccepted") == ["小明"]
    assert corps.db.shifts.shift(shift.id).taken == 1


def test_whoever_takes_over_after_the_reminder_has_said_they_come(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    corps.now = START - DAY
    corps.db.shift_reminders.remind(ShiftRemindersDue(shift.id, 86400), now=corps.now, house=HOUSE)

    accepts(corps, "小红", asks(corps, "小明", "小红", shift))

    assert corps.of("小红", shift).standing is Standing.CONFIRMED


def test_a_no_leaves_it_where_it_is(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    asked = asks(corps, "小明", "小红", shift)

    corps.db.hand_overs.decline(asked.id, corps.person("小红"), corps.now)

    assert corps.of("小明", shift)
    assert corps.told("HandOverDeclined") == ["小明"]
    assert corps.db.hand_overs.of(shift.id, corps.person("小明")) is None


def test_one_is_asked_at_a_time(corps):
    corps.volunteer("小刚")
    shift = corps.shift()
    corps.takes("小明", shift)
    asks(corps, "小明", "小红", shift)

    with pytest.raises(HandOverPending) as refused:
        asks(corps, "小明", "小刚", shift)

    assert refused.value.facts == {"name": "小红"}


def test_nobody_hands_over_to_themself(corps):
    shift = corps.shift()
    corps.takes("小明", shift)

    with pytest.raises(ToOneself):
        asks(corps, "小明", "小明", shift)


def test_nobody_is_asked_who_has_something_else_then(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    corps.takes("小红", corps.shift(starts_at=START + HOUR))

    with pytest.raises(OtherBusy):
        asks(corps, "小明", "小红", shift)


def test_nobody_is_asked_who_cannot_do_it(corps):
    shift = corps.shift(Part(1, "做饭", "cooking"))
    corps.volunteer("小刚", "cooking")
    corps.takes("小刚", shift)

    with pytest.raises(OtherUnfit):
        asks(corps, "小刚", "小红", shift)


def test_nobody_is_asked_who_has_blocked_the_bot(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    corps.db.people.reachable(corps.known("小红").telegram_id, blocked=True)

    with pytest.raises(CannotBeReached) as refused:
        asks(corps, "小明", "小红", shift)

    assert refused.value.facts == {"name": "小红"}


def test_who_has_become_busy_meanwhile_does_not_take_over(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    asked = asks(corps, "小明", "小红", shift)
    corps.takes("小红", corps.shift(starts_at=START + HOUR))

    with pytest.raises(ShiftClashes):
        accepts(corps, "小红", asked)

    assert corps.of("小明", shift)


def test_a_question_that_was_taken_back_has_no_answer(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    asked = asks(corps, "小明", "小红", shift)
    corps.db.hand_overs.withdraw(shift.id, corps.person("小明"))

    with pytest.raises(NothingAsked):
        accepts(corps, "小红", asked)


def test_a_yes_by_somebody_who_was_not_asked_counts_for_nothing(corps):
    corps.volunteer("小刚")
    shift = corps.shift()
    corps.takes("小明", shift)
    asked = asks(corps, "小明", "小红", shift)

    with pytest.raises(NothingAsked):
        accepts(corps, "小刚", asked)


def test_those_who_could_take_over_are_free_able_and_within_reach(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    corps.volunteer("小刚", free=EVERY_FREE_TIME[:1])
    corps.volunteer("未说", free=())
    corps.volunteer("忙人")
    corps.takes("忙人", corps.shift(starts_at=START + HOUR))

    found = corps.db.hand_overs.candidates(shift.id, corps.person("小明"), offset=0, limit=9)

    assert [person.name for person in found] == ["小红", "未说"]


def test_questions_to_somebody_who_leaves_come_back_as_a_no(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    asks(corps, "小明", "小红", shift)

    corps.db.farewells.resign(corps.person("小红"), now=corps.now, house=HOUSE)

    assert corps.told("HandOverDeclined") == ["小明"]


# Changes by the staff


def test_a_moved_shift_asks_everybody_anew(corps):
    shift = corps.shift()
    corps.takes("小明", shift)
    corps.db.crews.confirm(shift.id, corps.person("小明"), corps.now)

    start = START + DAY
    corps.db.shifts.move(shift.id, start, start + HOUR, now=corps.now, house=HOUSE)

    assert corps.told("ShiftMoved") == ["小明"]
    assert corps.of("小明", shift).is_silent
    assert corps.alarms("ShiftRemindersDue") == ["05-09 14:00", "05-10 13:00"]


def test_a_cancelled_shift_is_told_and_refuses_everything(corps):
    shift = corps.shift()
    corps.takes("小明", shift)

    corps.db.shifts.cancel(shift.id, "下雨", corps.now)

    assert corps.told("ShiftCalledOff") == ["小明"]
    assert corps.alarms("ShiftRemindersDue") == []
    with pytest.raises(ShiftCancelled):
        corps.takes("小红", shift)


def test_a_shift_deleted_with_people_in_it_is_told_to_them(corps):
    shift = corps.shift()
    corps.takes("小明", shift)

    corps.db.shifts.delete(shift.id, corps.now)

    assert corps.told("ShiftCalledOff") == ["小明"]
    assert corps.db.crews.mine(corps.person("小明"), corps.now) == []
    with pytest.raises(NoLongerThere):
        corps.db.shifts.shift(shift.id)


def test_an_activitys_shifts_move_and_end_with_it(corps):
    before = activity(corps)
    shift = corps.shift(activity_id=before.id, starts_at=START - HOUR, lasts=4 * HOUR)
    after = replace(before, starts_at=START + DAY, ends_at=START + DAY + HOUR)

    corps.db.shifts.follow_activity(before, after, now=corps.now, house=HOUSE)
    moved = corps.db.shifts.shift(shift.id)
    cancelled = corps.db.activities.cancel(before.id, "下雨", corps.now)
    corps.db.shifts.follow_activity(after, cancelled, now=corps.now, house=HOUSE)

    assert moved.starts_at == START + DAY - HOUR
    assert moved.length == 4 * HOUR
    assert corps.db.shifts.shift(shift.id).state is ShiftState.CANCELLED


def test_no_fewer_are_wanted_than_are_in_it(corps):
    shift = corps.shift(Part(2))
    corps.takes("小明", shift)
    corps.takes("小红", shift)

    with pytest.raises(PlacesUnfit) as refused:
        corps.db.crews.set_wanted(shift.parts[0].id, 1, corps.now)

    assert refused.value.facts == {"least": 2, "most": 500}


def test_the_staff_see_what_lacks_people_in_the_next_three_days(corps):
    filled, open_ = corps.shift(), corps.shift(starts_at=START + DAY)
    corps.takes("小明", filled)
    corps.shift(starts_at=START + 5 * DAY)
    corps.now = START - HOUR

    assert [shift.id for shift in corps.db.rota.unfilled(corps.now)] == [open_.id]


def test_who_is_assigned_by_staff_hears_of_it(corps):
    shift = corps.shift(Part(1, "急救", "first_aid"))
    part_id = shift.parts[0].id
    one = corps.person("小明")
    with pytest.raises(SkillMissing):
        corps.db.crews.assign(part_id, one, by=corps.staff, now=corps.now)

    corps.db.crews.assign(part_id, one, by=corps.staff, now=corps.now, insist=True)
    assert corps.told("ShiftAssigned") == ["小明"]

    corps.db.crews.unassign(shift.id, one, by=corps.staff, now=corps.now)
    assert corps.told("ShiftAssigned") == []
    assert corps.told("ShiftUnassigned") == ["小明"]


# Series


def test_a_weekly_series_rests_on_holidays_and_keeps_its_time_of_day(corps):
    first = corps.shift(starts_at=START.replace(day=8), lasts=3 * HOUR)  # Fridays
    weekly = Rhythm((5,), 1)
    day = first.starts_at.astimezone(SHANGHAI).date()
    dates = proposed(weekly, day, after=day, until=day.replace(month=6, day=26))
    starts = [moment_on(one.day, START, SHANGHAI) for one in dates if one.is_kept]

    made = corps.db.shifts.repeat(
        first.id, weekly, starts, by=corps.staff, now=corps.now, house=HOUSE
    )

    days = [f"{one.starts_at.astimezone(SHANGHAI):%m-%d %H:%M}" for one in made]
    dragon_boat = "06-19 14:00"
    assert dragon_boat not in days
    assert days == [
        "05-15 14:00", "05-22 14:00", "05-29 14:00", "06-05 14:00", "06-12 14:00", "06-26 14:00",
    ]  # fmt: skip
    assert {one.state for one in made} == {ShiftState.PUBLISHED}


def test_repeating_again_adds_only_what_is_missing(corps):
    first = corps.shift()
    facts = {"by": corps.staff, "now": corps.now, "house": HOUSE}
    weekly = Rhythm((6,), 1)
    corps.db.shifts.repeat(first.id, weekly, [START + 7 * DAY], **facts)

    made = corps.db.shifts.repeat(first.id, weekly, [START + n * 7 * DAY for n in (1, 2)], **facts)

    assert [one.starts_at for one in made] == [START + 14 * DAY]


def test_the_rest_of_a_series_can_be_cancelled_at_once(corps):
    first = corps.shift()
    [second] = corps.db.shifts.repeat(
        *(first.id, Rhythm((6,), 1), [START + 7 * DAY]),
        by=corps.staff, now=corps.now, house=HOUSE,
    )  # fmt: skip
    corps.takes("小明", second)
    corps.now = START + DAY

    corps.db.shifts.cancel_later(corps.db.shifts.shift(first.id), "", corps.now)

    assert corps.db.shifts.shift(first.id).state is ShiftState.PUBLISHED
    assert corps.db.shifts.shift(second.id).state is ShiftState.CANCELLED


def test_drafts_are_published_together_or_vanish(corps):
    facts = {"by": corps.staff, "now": corps.now, "house": HOUSE}
    like = corps.shift()
    drafts = [corps.db.shifts.create(like, like.parts, **facts) for _ in range(2)]

    assert [one.id for one in corps.db.shifts.drafts_of(corps.staff)] == [one.id for one in drafts]
    corps.db.shifts.discard(drafts[1].id)
    corps.db.shifts.publish_all([drafts[0].id], now=corps.now, house=HOUSE)

    assert corps.db.shifts.drafts_of(corps.staff) == []
    with pytest.raises(NoLongerThere):
        corps.db.shifts.shift(drafts[1].id)
