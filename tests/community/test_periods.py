"""Periods as people name them."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from community.periods import (
    Period,
    PeriodAhead,
    PeriodBackwards,
    PeriodTooEarly,
    PeriodUnread,
    last_month,
    month,
    quarter,
    read_period,
    year,
)

TODAY = date(2026, 5, 12)


def days(first, last):
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026", days("2026-01-01", "2026-12-31")),
        ("2026年", days("2026-01-01", "2026-12-31")),
        ("2026-04", days("2026-04-01", "2026-04-30")),
        ("2026年4月", days("2026-04-01", "2026-04-30")),
        ("2026.2", days("2026-02-01", "2026-02-28")),
        ("2026 Q2", days("2026-04-01", "2026-06-30")),
        ("2026q1", days("2026-01-01", "2026-03-31")),
        ("2026年第2季度", days("2026-04-01", "2026-06-30")),
        ("2025年第四季度", days("2025-10-01", "2025-12-31")),
        ("2026-04-01 2026-04-15", days("2026-04-01", "2026-04-15")),
        ("2026年4月1日至2026年4月15日", days("2026-04-01", "2026-04-15")),
        ("2026/4/9", days("2026-04-09", "2026-04-09")),
    ],
)
def test_a_period_is_read_as_people_type_it(typed, expected):
    assert read_period(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("soon", PeriodUnread),
        ("2026-13", PeriodUnread),
        ("2026-02-30", PeriodUnread),
        ("2026-01-01 2026-02-01 2026-03-01", PeriodUnread),
        ("", PeriodUnread),
        ("2026-04-15 2026-04-01", PeriodBackwards),
        ("2026-06", PeriodAhead),
        ("2030", PeriodAhead),
        ("1999", PeriodTooEarly),
    ],
)
def test_what_is_no_period_is_refused(typed, refusal):
    with pytest.raises(refusal):
        read_period(typed, TODAY)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (month(TODAY), days("2026-04-01", "2026-04-30")),
        (quarter(TODAY), days("2026-01-01", "2026-03-31")),
        (year(TODAY), days("2025-01-01", "2025-12-31")),
        (days("2026-01-01", "2026-01-31"), days("2025-12-01", "2025-12-31")),
        (days("2026-04-08", "2026-04-14"), days("2026-04-01", "2026-04-07")),
    ],
)
def test_a_period_is_compared_with_the_one_just_before(period, before):
    assert period.before == before


def test_last_month_in_january_is_december():
    assert last_month(date(2026, 1, 31)) == days("2025-12-01", "2025-12-31")


def test_a_period_in_another_zone_begins_at_its_midnight():
    since, until = month(TODAY).moments(ZoneInfo("Asia/Shanghai"))

    assert (since.isoformat(), until.isoformat()) == (
        "2026-05-01T00:00:00+08:00",
        "2026-06-01T00:00:00+08:00",
    )
