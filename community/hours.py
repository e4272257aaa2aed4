"""When it is polite to write to people unasked, and deadlines that never fall in the night."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.house import House
from community.people import Person

A_WHILE = timedelta(minutes=30)  # what a notice needs to be of use before its moment passes


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A daily span of local time, which may cross midnight; equal ends mean none."""

    start: time
    end: time
    zone: ZoneInfo

    @classmethod
    def of(cls, house: House, person: Person | None = None) -> "QuietHours":
        """The community's, or the person's own where they chose some."""
        if person is None or person.quiet_from is None or person.quiet_until is None:
            return cls(house.quiet_from, house.quiet_until, house.zone)
        return cls(person.quiet_from, person.quiet_until, house.zone)

    def covers(self, moment: datetime) -> bool:
        clock = moment.astimezone(self.zone).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def morning_after(self, moment: datetime) -> datetime:
        """The moment itself by day, the end of the quiet hours at night."""
        if not self.covers(moment):
            return moment
        local = moment.astimezone(self.zone)
        day = local.date() if local.time() < self.end else local.date() + timedelta(days=1)
        return datetime.combine(day, self.end, self.zone).astimezone(moment.tzinfo)

    def evening_before(self, moment: datetime) -> datetime:
        """The moment itself by day, the last civil half hour before the quiet ones at night."""
        if not self.covers(moment):
            return moment
        local = moment.astimezone(self.zone)
        day = local.date() if local.time() >= self.start else local.date() - timedelta(days=1)
        begins = datetime.combine(day, self.start, self.zone)
        return (begins - A_WHILE).astimezone(moment.tzinfo)

    def civil(self, moment: datetime, *, useful_until: datetime) -> datetime:
        """When to say by day what is due at `moment`: in the morning, or on the evening before
        when by the morning it would be of no use."""
        morning = self.morning_after(moment)
        return morning if morning + A_WHILE <= useful_until else self.evening_before(moment)

    def deadline(self, start: datetime, lasts: timedelta) -> datetime:
        """`lasts` after the first civil moment from `start`, or the morning after that."""
        return self.morning_after(self.morning_after(start) + lasts)
