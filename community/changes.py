"""What of an activity can be changed, and who has to be asked about it anew.

A change of time or place is a move: whoever has a place is asked to confirm it, by day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from community.activities import MOST_COMPANIONS, Activity, State
from community.hours import A_WHILE, QuietHours
from community.lotteries import DrawHeldAlready, postponed, require_fair
from community.refusals import Refusal

ENOUGH = timedelta(hours=2)  # to answer a question: with less, nobody loses a place over it
LAST_CALL = timedelta(hours=3)  # before the deadline whoever has not answered hears once more
AN_EVENING = time(21)


class EndsBeforeStart(Refusal):
    """It would be over before it begins."""


class ClosesAfterStart(Refusal):
    """Sign-up can last until the start at most."""


class WayOfGivingFixed(Refusal):
    """Once sign-up is open, first come or by lot stays as it was announced."""


class Field(StrEnum):
    """By the names of an activity's facts; the pin is a latitude and a longitude."""

    TITLE = "title"
    STARTS_AT = "starts_at"
    ENDS_AT = "ends_at"
    PLACE = "place"
    PIN = "pin"
    COST = "cost"
    WHO_MAY_COME = "who_may_come"
    DETAILS = "details"
    PHOTO = "photo"
    COMPANIONS_ALLOWED = "companions_allowed"
    CLOSES_AT = "closes_at"
    DRAW_AT = "draw_at"


MOVES = frozenset((Field.STARTS_AT, Field.PLACE))


@dataclass(frozen=True, slots=True)
class Change:
    """`was` and `becomes` as text, moments in ISO format."""

    field: Field
    was: str
    becomes: str

    @property
    def is_move(self) -> bool:
        return self.field in MOVES


def differences(before: Activity, after: Activity) -> list[Change]:
    """One for each fact that is another now."""
    changes = (Change(field, _said(before, field), _said(after, field)) for field in Field)
    return [change for change in changes if change.was != change.becomes]


def moved(
    activity: Activity, starts_at: datetime, *, now: datetime, hours: QuietHours
) -> Activity:
    """Another start: it lasts as long as before, and sign-up closes as long before it."""
    by = starts_at - activity.starts_at
    ends_at = activity.ends_at and activity.ends_at + by
    closes_at = activity.sign_up_closes_at + by
    was_open = now < activity.sign_up_closes_at
    if was_open and closes_at <= now:
        closes_at = starts_at
    after = replace(activity, starts_at=starts_at, ends_at=ends_at, closes_at=closes_at)
    if activity.draw_at is None or not activity.awaits_draw:
        return after
    return replace(after, draw_at=postponed(activity.draw_at, after, now=now, hours=hours))


def require_changeable(
    before: Activity, after: Activity, *, now: datetime, hours: QuietHours
) -> None:
    """That the changed activity can take place, and what was announced is not broken."""
    if before.state is not State.DRAFT:
        before.require_ahead(now)
    after.require_possible(now)
    if not 0 <= after.companions_allowed <= MOST_COMPANIONS:
        raise ValueError(after.companions_allowed)
    if after.ends_at and after.ends_at <= after.starts_at:
        raise EndsBeforeStart
    if after.sign_up_closes_at > after.starts_at:
        raise ClosesAfterStart
    if before.draw_at != after.draw_at:
        _require_same_way(before, after)
    if before.starts_at == after.starts_at:
        require_fair(after, hours)


def confirm_by(
    activity: Activity, hours: QuietHours, *, now: datetime, lasts: timedelta
) -> datetime | None:
    """Until when a place has to be confirmed: the evening before the start at the latest.

    None when there is not enough time left by day: then nobody loses a place.
    """
    latest = _evening_before(activity.starts_at, hours)
    if hours.morning_after(now) + ENOUGH > latest:
        return None
    return min(hours.deadline(now, lasts), latest)


def last_call(deadline: datetime, hours: QuietHours, *, now: datetime) -> datetime | None:
    """When by day to ask once more; None when that would follow on the question itself."""
    at = hours.civil(deadline - LAST_CALL, useful_until=deadline)
    return at if at >= hours.morning_after(now) + A_WHILE else None


def summed_up(changes: Iterable[Change]) -> list[Change]:
    """Several changes of one field are one, and none when it is as it was at first."""
    found: dict[Field, Change] = {}
    for change in changes:
        first = found.get(change.field, change)
        found[change.field] = Change(change.field, first.was, change.becomes)
    return [change for change in found.values() if change.was != change.becomes]


def _evening_before(moment: datetime, hours: QuietHours) -> datetime:
    day = moment.astimezone(hours.zone).date() - timedelta(days=1)
    evening = datetime.combine(day, AN_EVENING, hours.zone)
    return hours.evening_before(evening).astimezone(moment.tzinfo)


def _require_same_way(before: Activity, after: Activity) -> None:
    if before.drawn_at is not None:
        raise DrawHeldAlready
    if before.state is State.PUBLISHED and None in (before.draw_at, after.draw_at):
        raise WayOfGivingFixed


def _said(activity: Activity, field: Field) -> str:
    if field is Field.PIN:
        return "" if activity.latitude is None else f"{activity.latitude},{activity.longitude}"
    if field is Field.CLOSES_AT:
        return _in_utc(activity.sign_up_closes_at)
    value = getattr(activity, field)
    if isinstance(value, datetime):
        return _in_utc(value)
    return "" if value is None else str(value)


def _in_utc(moment: datetime) -> str:
    """The same moment is the same text, whoever read it in whatever zone."""
    return moment.astimezone(UTC).isoformat()
