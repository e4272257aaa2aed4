"""Activities that repeat, and copies: the same again at another moment."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.activities import Activity, State
from community.days_off import Holiday, holiday
from community.plan_dates import Rhythm
from community.refusals import Refusal

MOST_DATES = 60
FARTHEST = timedelta(days=2 * 366)
A_DAY = timedelta(days=1)


class NoDates(Refusal):
    """Nothing falls between the activity and the end of its series."""


@dataclass(frozen=True, slots=True)
class Series:
    """`rhythm` is None for one without weekdays, as five evenings are."""

    id: int
    rhythm: Rhythm | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A date of a series to be; on a public holiday it is left out unless somebody keeps it."""

    day: date
    off: Holiday | None
    is_kept: bool


def copy_of(activity: Activity, starts_at: datetime, organiser_id: int) -> Activity:
    """A draft with everything but what people have done with the first one."""
    shift = starts_at - activity.starts_at
    return replace(
        activity,
        id=0,
        series_id=None,
        starts_at=starts_at,
        ends_at=activity.ends_at + shift if activity.ends_at else None,
        closes_at=activity.closes_at + shift if activity.closes_at else None,
        draw_at=activity.draw_at + shift if activity.draw_at else None,
        organiser_id=organiser_id,
        state=State.DRAFT,
        cancel_reason="",
        is_paused=False,
        drawn_at=None,
        draw_seal="",
        last_move=0,
        taken=0,
        reserved=0,
        waiting=0,
    )


def proposed(
    rhythm: Rhythm,
    first: date,
    *,
    after: date,
    until: date | None = None,
    times: int | None = None,
) -> list[Proposed]:
    """The dates after a day: until another, or so many that take place. Every other week counts
    from the first one's."""
    last = min(until or after + FARTHEST, after + FARTHEST)
    monday = first - timedelta(days=first.weekday())
    wanted = min(times or MOST_DATES, MOST_DATES)
    found: list[Proposed] = []
    day = after + A_DAY
    while day <= last and len(found) < MOST_DATES and sum(one.is_kept for one in found) < wanted:
        weeks = (day - monday).days // 7
        if day.isoweekday() in rhythm.weekdays and weeks % rhythm.weeks == 0:
            off = holiday(day)
            found.append(Proposed(day, off, is_kept=off is None))
        day += A_DAY
    if not found:
        raise NoDates
    return found


def moment_on(day: date, like: datetime, zone: ZoneInfo) -> datetime:
    """The same time of day by the clock on the wall, whatever the season."""
    return at_clock(day, like.astimezone(zone).time(), zone).astimezone(like.tzinfo)


def at_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone)
