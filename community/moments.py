"""Dates and times as people type them, in Chinese, English and digits, read into a moment.

Strict: words that are neither a day nor a time are not guessed around.
"""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from community.clock_times import ClockTime, read_clock_time
from community.days import A_DAY, Day, read_day
from community.refusals import Refusal
from community.spelling import simply

FARTHEST = timedelta(days=2 * 366)


class NotAMoment(Refusal):
    """Neither a day nor a time can be read from it."""


class MomentPassed(Refusal):
    """It is over already."""


class TooFarAhead(Refusal):
    """More than two years from now: most likely a slip."""


class DateWithoutTime(Refusal):
    """The day is clear, the time is missing. Facts: day (a date)."""


class TimeWithoutDate(Refusal):
    """The time is clear, the day is missing."""


def read_moment(said: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """In UTC; without a year the next such day. Raises what is declared here and in days."""
    day, rest = read_day(simply(said), now.astimezone(zone).date())
    clock_time, rest = read_clock_time(rest)
    if not _FILLERS.fullmatch(rest) or not (day or clock_time):
        raise NotAMoment
    if day is None:
        raise TimeWithoutDate
    if clock_time is None:
        raise DateWithoutTime(day=day.day)
    return _ahead(day, clock_time, now, zone)


def _ahead(day: Day, clock_time: ClockTime, now: datetime, zone: ZoneInfo) -> datetime:
    if day.day - now.date() > FARTHEST:
        raise TooFarAhead
    if now.date() - day.day > A_DAY:
        raise MomentPassed
    moment = _combine(day.day, clock_time, zone)
    if moment <= now and day.recurs:
        moment = _combine(day.recurs(), clock_time, zone)
    if moment <= now:
        raise MomentPassed
    return moment


def _combine(day: date, clock_time: ClockTime, zone: ZoneInfo) -> datetime:
    day += timedelta(days=clock_time.days_later)
    return datetime.combine(day, clock_time.at, zone).astimezone(UTC)


_FILLERS = re.compile(r"(?:[\s,.、,。的在于()]|the|from)*")
