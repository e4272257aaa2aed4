from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.calendars import WorkingTime

SHANGHAI = ZoneInfo("Asia/Shanghai")
# 9-12 and 13:30-17:30, Monday to Friday: seven hours a day.
OFFICE = WorkingTime()
HOUR = timedelta(hours=1)


def at(day, clock, month=5):
    hour, minute = divmod(clock, 100)
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (at(13, 1000), 1, at(13, 1100)),
        (at(13, 1000), 2, at(13, 1200)),  # to the end of the morning, not over lunch
        (at(13, 1000), 3, at(13, 1430)),
        (at(13, 2200), 1, at(14, 1000)),  # sent at night
        (at(15, 1700), 1, at(18, 930)),  # on a Friday afternoon
        (at(16, 1000), 7, at(18, 1730)),  # on a Saturday
    ],
)
def test_promised_time_is_working_time(start, hours, due):
    assert OFFICE.after(start, hours * HOUR) == due


def test_holidays_do_not_count_and_worked_weekends_do():
    holidays = frozenset({date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5)})
    office = WorkingTime(holidays=holidays, extra_days=frozenset({date(2026, 5, 9)}))

    assert office.after(at(30, 1630, month=4), 2 * HOUR) == at(6, 1000)
    assert office.after(at(8, 1730), HOUR) == at(9, 1000)


def test_what_lies_between_two_moments():
    assert OFFICE.between(at(15, 1700), at(18, 930)) == HOUR
    assert OFFICE.between(at(18, 930), at(15, 1700)) == timedelta(0)


def test_counting_back_passes_over_the_weekend():
    assert OFFICE.before(at(18, 930), HOUR) == at(15, 1700)


def test_where_nobody_ever_works_all_hours_count():
    never = WorkingTime(hours={})

    assert never.after(at(13, 1000), HOUR) == at(13, 1100)
    assert never.between(at(13, 1000), at(13, 1100)) == timedelta(0)


def test_hours_count_right_when_the_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    nights = WorkingTime(hours={6: ((time(0), time(6)),)}, zone=berlin)
    night = datetime(2026, 3, 29, tzinfo=berlin)  # has an hour less

    assert nights.between(night, night + timedelta(hours=9)) == 5 * HOUR


NEW_YEAR = datetime(2026, 1, 1, tzinfo=SHANGHAI)
MOMENTS = st.integers(0, 730 * 24 * 3600).map(lambda s: NEW_YEAR + timedelta(seconds=s))
SPANS = st.timedeltas(timedelta(seconds=1), timedelta(hours=200))


@given(MOMENTS, SPANS)
def test_what_is_counted_on_can_be_counted_back(start, lasts):
    due = OFFICE.after(start, lasts)

    assert OFFICE.between(start, due) == lasts
    assert OFFICE.between(OFFICE.before(due, lasts), due) == lasts
