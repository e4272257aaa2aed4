"""When what an organiser writes may be said at night, and until when it is of use."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from community.activities import Activity, State
from community.hours import QuietHours
from community.house import SHANGHAI
from community.messages import is_urgent, useful_until

NIGHT = datetime(2026, 5, 1, 15, tzinfo=UTC)  # 23:00 in Shanghai
HOURS = QuietHours(time(21), time(8), SHANGHAI)
MORNING = NIGHT + timedelta(hours=9)
TOMORROW = Activity("茶会", NIGHT + timedelta(hours=20), 10, 1, state=State.PUBLISHED)


def test_what_can_wait_for_the_morning_is_not_urgent():
    assert not is_urgent(TOMORROW, HOURS, NIGHT)


def test_what_begins_within_twelve_hours_is_urgent():
    assert is_urgent(replace(TOMORROW, starts_at=NIGHT + timedelta(hours=12)), HOURS, NIGHT)


def test_what_begins_before_a_late_riser_is_awake_is_urgent():
    late_riser = QuietHours(time(21), time(19), SHANGHAI)

    assert is_urgent(TOMORROW, late_riser, NIGHT)


def test_nothing_is_urgent_about_what_is_over_or_cancelled():
    assert not is_urgent(TOMORROW, HOURS, TOMORROW.over_at)
    assert not is_urgent(replace(TOMORROW, state=State.CANCELLED), HOURS, MORNING)


def test_words_before_an_activity_are_of_use_until_it_is_over():
    assert useful_until(TOMORROW, NIGHT) == TOMORROW.over_at


def test_words_afterwards_are_of_use_for_three_days():
    over = TOMORROW.over_at

    assert useful_until(TOMORROW, over) == over + timedelta(days=3)
    assert useful_until(replace(TOMORROW, state=State.CANCELLED), NIGHT) == (
        NIGHT + timedelta(days=3)
    )
