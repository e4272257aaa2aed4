"""What an activity is, who may manage it, and what people hear about it.

Who gets a place is the business of community.sign_ups.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from community.moments import MomentPassed
from community.people import Person, Role
from community.refusals import NoLongerThere, NotAllowed, Refusal

LARGEST = 100_000  # places
MOST_COMPANIONS = 10
LAST_DAY = timedelta(days=1)
SHORT_NOTICE = timedelta(hours=12)
USUAL_LENGTH = timedelta(hours=2)


class CapacityUnfit(Refusal):
    """Not a number of places from `least` to `most`."""


class IsCancelled(Refusal):
    """The activity will not take place."""


class HasStarted(Refusal):
    """The activity has begun or is over."""


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity with the counts of its sign-ups; the id is 0 before it is written down."""

    title: str
    starts_at: datetime
    capacity: int
    organiser_id: int
    id: int = 0
    organiser: str = ""  # the name, for private eyes
    details: str = ""
    ends_at: datetime | None = None
    closes_at: datetime | None = None  # None: sign-up is open until the start
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    cost: str = ""  # empty: free
    who_may_come: str = ""  # empty: everyone
    photo: str = ""
    companions_allowed: int = 3
    state: State = State.DRAFT
    cancel_reason: str = ""
    is_paused: bool = False  # nobody new, and nothing is passed on
    draw_at: datetime | None = None  # None: first come, first served
    drawn_at: datetime | None = None
    draw_seal: str = ""  # what everybody may see of the seed before the draw
    series_id: int | None = None  # of those that repeat
    last_move: int = 0  # the newest change of time or place; who has a place confirms it
    taken: int = 0  # places of confirmed parties
    reserved: int = 0  # places of parties with an offer
    waiting: int = 0  # parties in the waiting list

    @property
    def free(self) -> int:
        return self.capacity - self.taken - self.reserved

    @property
    def sign_up_closes_at(self) -> datetime:
        return self.closes_at or self.starts_at

    @property
    def over_at(self) -> datetime:
        """The end, or the usual one where nobody has said."""
        return self.ends_at or self.starts_at + USUAL_LENGTH

    @property
    def card(self) -> str:
        """The name of what the group sees of it, and what its notices are about."""
        return f"activity:{self.id}"

    @property
    def awaits_draw(self) -> bool:
        """Until the draw nobody has a place, and everybody the same chance."""
        return self.draw_at is not None and self.drawn_at is None

    def is_open(self, now: datetime) -> bool:
        is_in_time = self.state is State.PUBLISHED and now < self.sign_up_closes_at
        return is_in_time and not self.is_paused

    def is_last_day(self, now: datetime) -> bool:
        return now >= self.starts_at - LAST_DAY

    def require_ahead(self, now: datetime) -> None:
        """That it is published and has not begun."""
        if self.state is State.CANCELLED:
            raise IsCancelled
        if self.state is State.DRAFT:
            raise NoLongerThere
        if now >= self.starts_at:
            raise HasStarted

    def require_managed_by(self, person: Person) -> None:
        """Whoever organises it, and staff, may manage it."""
        if not self.may_be_managed_by(person):
            raise NotAllowed

    def may_be_managed_by(self, person: Person) -> bool:
        return Role.STAFF in person.roles or (person.is_known and person.id == self.organiser_id)

    def require_possible(self, now: datetime) -> None:
        """That it can still take place as planned."""
        if not 1 <= self.capacity <= LARGEST:
            raise CapacityUnfit(least=1, most=LARGEST)
        if self.starts_at <= now:
            raise MomentPassed


@dataclass(frozen=True, slots=True)
class StartsSoon:
    """To somebody with a place, `lead` seconds before the start."""

    activity_id: int
    lead: int


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """To somebody in the waiting list, on the day before."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class UnfinishedSignUp:
    """To somebody who began to sign up; it will soon be too late."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class PlaceOffered:
    """A freed place is reserved for the party until its deadline."""

    activity_id: int
    sign_up_id: int


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """The deadline went by; the party has left the line. `until` is in seconds of Unix time."""

    activity_id: int
    until: int


@dataclass(frozen=True, slots=True)
class PlaceGiven:
    """Too late to ask: the party that waited has a place now."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class ActivityCancelled:
    activity_id: int


@dataclass(frozen=True, slots=True)
class CancelledAtShortNotice:
    """It would have begun so soon that people hear of it even at night."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class RemindersDue:
    """The house's own alarm: remind everyone of the activity, `lead` seconds ahead."""

    activity_id: int
    lead: int


@dataclass(frozen=True, slots=True)
class LastDayBegins:
    """The house's own alarm: from now on small parties may be offered places past large ones."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class SignUpClosesSoon:
    """The house's own alarm: remind those who began to sign up."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class SignUpEnds:
    """The house's own alarm: from now on the card has no button to join."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class OfferEnds:
    """The house's own alarm: the deadline of an offer."""

    activity_id: int
    sign_up_id: int


@dataclass(frozen=True, slots=True)
class ActivityMoved:
    """To everybody who has signed up: time or place have changed. Asks those with a place."""

    activity_id: int
    move: int


@dataclass(frozen=True, slots=True)
class StillUnconfirmed:
    """To somebody who has not said whether they come all the same; soon it lapses."""

    activity_id: int
    move: int


@dataclass(frozen=True, slots=True)
class PlaceLapsed:
    """It was not confirmed after a change, and has gone to the next. `until` in Unix time."""

    activity_id: int
    until: int


@dataclass(frozen=True, slots=True)
class DrawHeld:
    """To everybody who was in the draw: whether they have a place."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class ConfirmationEnds:
    """The house's own alarm: places that were not confirmed go to the next."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class DrawDue:
    """The house's own alarm: the lots are drawn."""

    activity_id: int
