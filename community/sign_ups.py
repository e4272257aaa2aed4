"""Who gets a place: capacity, companions, the waiting list, offers and their deadlines.

A caller loads an activity and a sign-up, asks one question, and stores the answer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from community.activities import LARGEST, Activity, CapacityUnfit, State
from community.hours import A_WHILE, QuietHours
from community.lotteries import BEHIND_ALL
from community.refusals import Refusal


class SignUpClosed(Refusal):
    """It is too late to sign up or to bring more people."""


class SignUpPaused(Refusal):
    """Nobody new for the moment; who has signed up stays."""


class AlreadySignedUp(Refusal):
    """The person has a place or waits for one."""


class NotSignedUp(Refusal):
    """The person neither has a place nor waits for one."""


class TooManyCompanions(Refusal):
    """Each may bring `most`."""


class PartyTooLarge(Refusal):
    """More people than the activity has places: `most`."""


class NoRoomForMore(Refusal):
    """The larger party does not fit, or others wait; up to `possible` companions do."""


class DecideFirst(Refusal):
    """A place is reserved: accept or decline it before changing the number."""


class NothingOffered(Refusal):
    """No place is reserved for the person, or not any more."""


class MovedAgain(Refusal):
    """The question was about an earlier time or place than the one that holds now."""


class PlacesTaken(Refusal):
    """`taken` places are given away already: the capacity cannot be less."""


class Standing(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class SignUp:
    """A person and those they bring; the party gets its places together or waits together."""

    activity_id: int
    person_id: int
    standing: Standing
    companions: int = 0
    note: str = ""
    offered_until: datetime | None = None
    id: int = 0  # 0 before it is written down
    rank: int = 0  # the order of the line is (rank, id)
    confirm_by: datetime | None = None  # after a move: not confirmed by then, the place lapses
    asked_at: datetime | None = None  # when the person was really asked
    knows_move: int = 0  # the newest move the person was told

    @property
    def party(self) -> int:
        return 1 + self.companions

    def is_offered(self, now: datetime) -> bool:
        """Whether it is worth saying that a place is reserved."""
        return self.offered_until is not None and now < self.offered_until


@dataclass(frozen=True, slots=True)
class Listed:
    """A sign-up as staff see it."""

    sign_up: SignUp
    name: str
    is_blocked: bool  # the person has blocked the bot and hears nothing
    position: int | None = None  # in the waiting list, from 1
    made_by: str = ""  # the name of whoever signed them up, when that was somebody else
    is_by_staff: bool = False
    has_to_be_told: bool = False  # in person: without Telegram, and nobody hears for them


def admit(
    activity: Activity,
    person_id: int,
    *,
    now: datetime,
    someone_waits: bool,
    companions: int = 0,
    note: str = "",
) -> SignUp:
    """Confirm the party, or put it at the end of the waiting list."""
    activity.require_ahead(now)
    _require_open(activity, now)
    _require_bearable(activity, companions, most=activity.companions_allowed)
    asked = SignUp(
        activity.id,
        person_id,
        Standing.CONFIRMED,
        companions,
        note,
        rank=BEHIND_ALL if activity.drawn_at else 0,
        knows_move=activity.last_move,
    )
    if activity.awaits_draw:
        return replace(asked, standing=Standing.WAITING)
    # A newcomer must not overtake people who already wait, even if they would fit.
    if asked.party <= activity.free and _is_free_for_all(activity, now, someone_waits):
        return asked
    return replace(asked, standing=Standing.WAITING)


def change_companions(
    activity: Activity, sign_up: SignUp, companions: int, *, now: datetime, someone_waits: bool
) -> SignUp:
    """The party with another number; who waits keeps their position."""
    activity.require_ahead(now)
    if sign_up.standing is Standing.OFFERED:
        raise DecideFirst
    more = companions - sign_up.companions
    if more > 0:
        _require_open(activity, now)
    # Who brought more before that was limited may keep them, or bring fewer of them.
    most = max(activity.companions_allowed, sign_up.companions)
    _require_bearable(activity, companions, most=most)
    if sign_up.standing is Standing.CONFIRMED and more > 0:
        room = activity.free if _is_free_for_all(activity, now, someone_waits) else 0
        if more > room:
            raise NoRoomForMore(possible=sign_up.companions + room)
    return replace(sign_up, companions=companions)


def accept(activity: Activity, sign_up: SignUp, now: datetime) -> SignUp:
    """A place stays reserved until its alarm takes it back, so a tap in the last second counts."""
    activity.require_ahead(now)
    if sign_up.standing is not Standing.OFFERED:
        raise NothingOffered
    return replace(sign_up, standing=Standing.CONFIRMED, offered_until=None)


def confirm(activity: Activity, sign_up: SignUp, move: int, now: datetime) -> SignUp:
    """Only to what the person has read: a question about an earlier move confirms nothing."""
    activity.require_ahead(now)
    if sign_up.standing is not Standing.CONFIRMED:
        raise NotSignedUp
    if move != activity.last_move:
        raise MovedAgain
    return replace(sign_up, confirm_by=None, knows_move=move)


def resize(activity: Activity, capacity: int) -> Activity:
    if not 1 <= capacity <= LARGEST:
        raise CapacityUnfit(least=1, most=LARGEST)
    taken = activity.taken + activity.reserved
    if capacity < taken:
        raise PlacesTaken(taken=taken)
    return replace(activity, capacity=capacity)


def pass_on(
    activity: Activity,
    line: Iterable[tuple[SignUp, QuietHours]],
    *,
    now: datetime,
    lasts: timedelta,
) -> Iterator[SignUp]:
    """Who of those waiting gets the free places, each with their own quiet hours.

    Strictly in order, so that a large party is not overtaken; on the last day parties that fit
    pass by one that does not. Reads no more of the line than is needed.
    """
    free = activity.free
    if free < 1 or not _gives_places(activity, now):
        return
    for waiting, hours in line:
        if waiting.party <= free:
            if given := offer(activity, waiting, now=now, hours=hours, lasts=lasts):
                free -= given.party
                yield given
        elif not activity.is_last_day(now):
            return
        if free < 1:
            return


def offer(
    activity: Activity, waiting: SignUp, *, now: datetime, hours: QuietHours, lasts: timedelta
) -> SignUp | None:
    """An offer with a deadline by day, or the place itself when there is no time to ask.

    None when the person cannot be told before the start.
    """
    told_at = hours.morning_after(now)
    if told_at >= activity.starts_at:
        return None
    latest = hours.evening_before(activity.sign_up_closes_at)
    if told_at + A_WHILE > latest:
        return replace(waiting, standing=Standing.CONFIRMED, offered_until=None)
    until = min(hours.deadline(now, lasts), latest)
    return replace(waiting, standing=Standing.OFFERED, offered_until=until)


def _gives_places(activity: Activity, now: datetime) -> bool:
    if activity.is_paused or activity.awaits_draw:
        return False
    return activity.state is State.PUBLISHED and now < activity.starts_at


def _require_open(activity: Activity, now: datetime) -> None:
    if now >= activity.sign_up_closes_at:
        raise SignUpClosed
    if activity.is_paused:
        raise SignUpPaused


def _require_bearable(activity: Activity, companions: int, *, most: int) -> None:
    if not 0 <= companions <= most:
        raise TooManyCompanions(most=most)
    if 1 + companions > activity.capacity:
        raise PartyTooLarge(most=activity.capacity)


def _is_free_for_all(activity: Activity, now: datetime, someone_waits: bool) -> bool:
    """Whether a free place is anybody's: on the last day those still waiting do not fit it."""
    return not someone_waits or activity.is_last_day(now)
