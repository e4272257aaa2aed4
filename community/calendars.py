"""Working time: when the staff work, and how much of it lies between two moments.

Public holidays come from outside: all that is asked is whether a day is among them.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

Spans = tuple[tuple[time, time], ...]

OFFICE: Spans = ((time(9), time(12)), (time(13, 30), time(17, 30)))
FIVE_DAYS: Mapping[int, Spans] = MappingProxyType(dict.fromkeys(range(5), OFFICE))
SHANGHAI = ZoneInfo("Asia/Shanghai")
FARTHEST = 3660  # days; nobody is promised something for in ten years


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Hours by weekday (0 is Monday), without the holidays; on an extra day, such as a weekend
    worked before a long holiday, the hours are those of the first working weekday."""

    hours: Mapping[int, Spans] = field(default_factory=lambda: FIVE_DAYS)
    holidays: Container[date] = frozenset()
    extra_days: Container[date] = frozenset()
    zone: ZoneInfo = SHANGHAI

    def after(self, start: datetime, lasts: timedelta) -> datetime:
        """The moment at which this much working time has gone by since `start`."""
        left = lasts
        for begins, ends in self._spans_from(start):
            if left <= ends - begins:
                return (begins + left).astimezone(start.tzinfo)
            left -= ends - begins
        return start + lasts  # nobody ever works: all hours count

    def before(self, end: datetime, lasts: timedelta) -> datetime:
        """The moment from which on this much working time goes by until `end`."""
        left = lasts
        for begins, ends in self._spans_until(end):
            if left <= ends - begins:
                return (ends - left).astimezone(end.tzinfo)
            left -= ends - begins
        return end - lasts

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from one moment to the other; none when they are the other way."""
        total = timedelta(0)
        for begins, ends in self._spans_from(start):
            if begins >= end:
                break
            total += min(ends, end) - begins
        return total

    def spans(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The times at which somebody works between the two; one, if nobody ever does."""
        if not any(self.hours.values()):
            yield start, end
        for begins, ends in self._spans_from(start):
            if begins >= end:
                break
            yield begins, min(ends, end)

    def _spans_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        if not any(self.hours.values()):
            return
        first = start.astimezone(self.zone).date()
        for number in range(FARTHEST):
            for begins, ends in self._spans_on(first + timedelta(days=number)):
                if ends > start:
                    yield max(begins, start), ends

    def _spans_until(self, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The latest first."""
        if not any(self.hours.values()):
            return
        last = end.astimezone(self.zone).date()
        for number in range(FARTHEST):
            for begins, ends in reversed(tuple(self._spans_on(last - timedelta(days=number)))):
                if begins < end:
                    yield begins, min(ends, end)

    def _spans_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """In UTC: sums of local times would be wrong on the days on which clocks change."""
        for begins, ends in self._hours_on(day):
            yield self._moment(day, begins), self._moment(day, ends)

    def _hours_on(self, day: date) -> Spans:
        if day in self.extra_days:
            return next(self.hours[weekday] for weekday in range(7) if self.hours.get(weekday))
        return () if day in self.holidays else self.hours.get(day.weekday(), ())

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)
