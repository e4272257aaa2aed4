"""Spans of whole days that figures are counted for, as people name them, and those before."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.refusals import Refusal

A_DAY = timedelta(days=1)
MONTHS_A_YEAR = 12
A_QUARTER = 3  # months
EARLIEST = date(2000, 1, 1)


class PeriodUnread(Refusal):
    """Words that name no days."""


class PeriodBackwards(Refusal):
    """It ends before it begins. Facts: first, last."""


class PeriodAhead(Refusal):
    """It has not begun. Facts: first."""


class PeriodTooEarly(Refusal):
    """Before there was any Telegram."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both whole."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many whole months of the calendar it is; 0 when it is something else."""
        ends = monthrange(self.last.year, self.last.month)[1]
        if self.first.day != 1 or self.last.day != ends:
            return 0
        years = self.last.year - self.first.year
        return years * MONTHS_A_YEAR + self.last.month - self.first.month + 1

    @property
    def before(self) -> "Period":
        """What it is compared with: as many whole months, or as many days, just before."""
        last = self.first - A_DAY
        if self.months:
            return Period(_months_later(self.first, -self.months), last)
        return Period(self.first - timedelta(days=self.days), last)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From the one, up to but without the other."""
        after = self.last + A_DAY
        return datetime.combine(self.first, time(), zone), datetime.combine(after, time(), zone)

    def require_past(self, today: date) -> None:
        """That it makes sense to count in it."""
        if self.last < self.first:
            raise PeriodBackwards(first=self.first, last=self.last)
        if self.first > today:
            raise PeriodAhead(first=self.first)
        if self.first < EARLIEST:
            raise PeriodTooEarly


def month(day: date) -> Period:
    return _of_months(day.replace(day=1), 1)


def last_month(day: date) -> Period:
    return month(day.replace(day=1) - A_DAY)


def quarter(day: date) -> Period:
    first = (day.month - 1) // A_QUARTER * A_QUARTER + 1
    return _of_months(date(day.year, first, 1), A_QUARTER)


def year(day: date) -> Period:
    return _of_months(date(day.year, 1, 1), MONTHS_A_YEAR)


def read_period(text: str, today: date) -> Period:
    """ "2026", "2026-04", "2026年第2季度", "2026 Q2", "2026-04-01 2026-04-15"; raises a refusal
    of this module."""
    said = text.strip().upper()
    period = _days(said) or _quarter(said) or _month(said) or _year(said)
    if period is None:
        raise PeriodUnread
    period.require_past(today)
    return period


def _days(said: str) -> Period | None:
    found = [_date(*map(int, parts)) for parts in _DAY.findall(said)]
    if not found or len(found) > 2:  # noqa: PLR2004 -- from and until
        return None
    return Period(found[0], found[-1])


def _quarter(said: str) -> Period | None:
    match = _QUARTER.fullmatch(said)
    if match is None:
        return None
    number = "一二三四".find(match["n"]) + 1 or int(match["n"])
    return _of_months(_date(int(match["y"]), number * A_QUARTER - 2, 1), A_QUARTER)


def _month(said: str) -> Period | None:
    match = _MONTH.fullmatch(said)
    return month(_date(int(match["y"]), int(match["m"]), 1)) if match else None


def _year(said: str) -> Period | None:
    match = _YEAR.fullmatch(said)
    return year(_date(int(match["y"]), 1, 1)) if match else None


def _date(year_: int, month_: int, day: int) -> date:
    try:
        return date(year_, month_, day)
    except ValueError:
        raise PeriodUnread from None


def _of_months(first: date, count: int) -> Period:
    return Period(first, _months_later(first, count) - A_DAY)


def _months_later(first: date, count: int) -> date:
    months = first.year * MONTHS_A_YEAR + first.month - 1 + count
    return date(months // MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1, 1)


_DAY = re.compile(r"([12]\d{3})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_QUARTER = re.compile(r"(?P<y>[12]\d{3})年?\s*-?(?:第|Q)\s*(?P<n>[1-4一二三四])\s*(?:季度?)?")
_MONTH = re.compile(r"(?P<y>[12]\d{3})[-/.年](?P<m>\d{1,2})月?")
_YEAR = re.compile(r"(?P<y>[12]\d{3})年?")
