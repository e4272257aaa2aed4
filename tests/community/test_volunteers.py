from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.volunteers import (
    EVERY_FREE_TIME,
    ApprovalMissing,
    FreeTime,
    PartOfDay,
    Profile,
    SkillMissing,
    SkillUnapproved,
    bits_of,
    times_in,
    times_of,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
MORNING, AFTERNOON, EVENING = PartOfDay


def from_to(start, end, zone=SHANGHAI):
    return times_of(
        datetime.fromisoformat(start).replace(tzinfo=zone).astimezone(UTC),
        datetime.fromisoformat(end).replace(tzinfo=zone).astimezone(UTC),
        zone,
    )


def test_a_shift_needs_the_times_that_it_reaches_well_into():
    needed = from_to("2026-05-09 09:00", "2026-05-09 14:00")

    assert needed == {FreeTime(SATURDAY, MORNING), FreeTime(SATURDAY, AFTERNOON)}


def test_half_an_hour_into_the_afternoon_is_let_go():
    needed = from_to("2026-05-09 09:00", "2026-05-09 12:30")

    assert needed == {FreeTime(SATURDAY, MORNING)}


def test_a_shift_over_midnight_belongs_to_the_evening_it_begins_in():
    needed = from_to("2026-05-08 22:00", "2026-05-09 02:00")

    assert needed == {FreeTime(FRIDAY, EVENING)}


def test_a_few_minutes_are_at_the_time_in_which_most_of_them_lie():
    needed = from_to("2026-05-09 11:50", "2026-05-09 12:15")

    assert needed == {FreeTime(SATURDAY, AFTERNOON)}


@pytest.mark.parametrize("night", ["2026-03-28 23:00", "2026-10-24 23:00"])
def test_the_night_of_a_clock_change_is_one_evening(night):
    start = datetime.fromisoformat(night).replace(tzinfo=BERLIN).astimezone(UTC)

    needed = times_of(start, start + timedelta(hours=5), BERLIN)

    assert needed == {FreeTime(SATURDAY, EVENING)}


def test_free_times_survive_being_written_down():
    free = frozenset({FreeTime(0, MORNING), FreeTime(SUNDAY, EVENING)})

    assert times_in(bits_of(free)) == free
    assert bits_of(EVERY_FREE_TIME) == 2**21 - 1


def test_who_has_not_said_when_is_asked_for_everything():
    busy = Profile(1, free=frozenset({FreeTime(FRIDAY, MORNING)}))

    assert Profile(1).is_free([FreeTime(SUNDAY, EVENING)])
    assert not busy.is_free([FreeTime(SUNDAY, EVENING)])


def test_a_skill_counts_when_the_staff_have_said_yes():
    claims = Profile(1, skills=frozenset({"driving"}))
    shown = Profile(1, skills=frozenset({"driving"}), approved=frozenset({"driving"}))

    shown.require_fit("driving", needs_approval=False)
    with pytest.raises(SkillUnapproved):
        claims.require_fit("driving", needs_approval=False)
    with pytest.raises(SkillMissing):
        claims.require_fit("first_aid", needs_approval=False)
    with pytest.raises(ApprovalMissing):
        shown.require_fit("driving", needs_approval=True)
