"""Public holidays of a country, with the weekends worked before and after long ones.

The library that knows them is loaded when the first day is asked for, not at the start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Holidays of the country and days of one's own; asked like a set, for any year."""

    country: str = ""
    more: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        return day in self.more or _is_in(_holidays, self.country, day)


@dataclass(frozen=True, slots=True)
class WorkedWeekends:
    """Weekends on which the country works instead (调休), and days of one's own."""

    country: str = ""
    more: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        return day in self.more or _is_in(_worked, self.country, day)


def _is_in(days_of: Callable[[str, int], frozenset[date]], country: str, day: object) -> bool:
    return bool(country) and isinstance(day, date) and day in days_of(country, day.year)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(_year(country, year))


@cache
def _worked(country: str, year: int) -> frozenset[date]:
    return frozenset(_year(country, year).weekend_workdays)


@cache
def _year(country: str, year: int) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 -- takes longer than a start may

    return country_holidays(country, years=year)
