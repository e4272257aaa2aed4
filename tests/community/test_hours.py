from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.hours import QuietHours
from community.house import House
from community.people import Person

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(time(21), time(8), ZONE)


def at(day, hour, minute=0, zone=ZONE):
    return datetime(2026, 5, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        (at(1, 12), at(1, 12)),
        (at(1, 21), at(2, 8)),
        (at(1, 23, 59), at(2, 8)),
        (at(2, 0), at(2, 8)),
        (at(2, 7, 59), at(2, 8)),
        (at(2, 8), at(2, 8)),
        (at(1, 20, 59), at(1, 20, 59)),
    ],
)
def test_what_falls_in_the_night_waits_for_the_morning(moment, morning):
    assert NIGHT.morning_after(moment) == morning


@pytest.mark.parametrize(
    ("moment", "evening"),
    [(at(2, 3), at(1, 20, 30)), (at(1, 22), at(1, 20, 30)), (at(1, 9), at(1, 9))],
)
def test_the_evening_before_is_the_last_civil_half_hour(moment, evening):
    assert NIGHT.evening_before(moment) == evening


def test_a_reminder_waits_for_the_morning_when_it_is_still_of_use_then():
    assert NIGHT.civil(at(2, 6), useful_until=at(2, 9)) == at(2, 8)


def test_a_reminder_that_would_come_too_late_comes_the_evening_before():
    assert NIGHT.civil(at(2, 5), useful_until=at(2, 7)) == at(1, 20, 30)


@pytest.mark.parametrize(
    ("start", "deadline"),
    [
        (at(1, 10), at(1, 14)),
        (at(1, 18), at(2, 8)),  # 22:00 is at night
        (at(1, 23), at(2, 12)),  # told in the morning, counted from then
        (at(2, 4), at(2, 12)),
    ],
)
def test_a_deadline_never_falls_in_the_night(start, deadline):
    assert NIGHT.deadline(start, timedelta(hours=4)) == deadline


def test_quiet_hours_that_do_not_cross_midnight():
    nap = QuietHours(time(13), time(15), ZONE)

    assert nap.morning_after(at(1, 14)) == at(1, 15)
    assert nap.evening_before(at(1, 14)) == at(1, 12, 30)
    assert not nap.covers(at(1, 15))


def test_equal_ends_mean_no_quiet_hours():
    none = QuietHours(time(0), time(0), ZONE)

    assert not any(none.covers(at(1, hour)) for hour in range(24))


def test_a_persons_own_quiet_hours_win_over_the_communitys():
    person = Person(1, 1, quiet_from=time(23), quiet_until=time(7))

    assert QuietHours.of(House(), person) == QuietHours(time(23), time(7), ZONE)
    assert QuietHours.of(House(), Person(2, 2)) == NIGHT
    assert QuietHours.of(House()) == NIGHT


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)], ids=["spring", "autumn"])
def test_the_morning_comes_at_eight_on_the_days_the_clocks_change(month, day):
    berlin = ZoneInfo("Europe/Berlin")
    night = QuietHours(time(21), time(8), berlin)

    morning = night.morning_after(datetime(2026, month, day, 1, tzinfo=berlin))

    assert (morning.astimezone(berlin).hour, morning.astimezone(berlin).day) == (8, day)
