"""Announcements: what is said to many at once, to whom, and when it may be held or taken back.

Knows nothing of how a letter leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from community.people import Home, Person, Topic
from community.refusals import NoLongerThere, Refusal
from community.targets import Target

LONGEST_WORDS = 4096  # of one message, as Telegram counts
LONGEST_CAPTION = 1024  # the same under a picture
FARTHEST = timedelta(days=90)
TOO_LATE = timedelta(hours=6)  # after which one that was planned waits for somebody's word
AT_ONCE = 100  # letters under way; the rest waits where it can be held
EVERY = timedelta(seconds=2)  # in which so many have left
STUCK = timedelta(seconds=10)  # between two looks when none have


class TooLongForPhoto(Refusal):
    """Under a picture there is room for `most` characters; facts: most, length."""


class TooFarAway(Refusal):
    """It is planned for more than `days` days from now."""


class NoGroup(Refusal):
    """There is no neighbourhood group to post it in."""


class HasBegun(Refusal):
    """People have read it: its words and its people stay."""


class State(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"
    CANCELLED = "cancelled"


class Standing(StrEnum):
    """How it is with one of those whom it is for."""

    WAITING = "waiting"
    LEAVING = "leaving"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"  # it may have arrived
    MUTED = "muted"
    UNHEARD = "unheard"  # no Telegram, and nobody who hears for them
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


UNDER_WAY = (Standing.WAITING, Standing.LEAVING)
# Somebody can knock at their door: those who muted it or asked to be forgotten chose so.
NOT_REACHED = (Standing.UNHEARD, Standing.BLOCKED, Standing.FAILED, Standing.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Announcement:
    words: str
    made_by: int
    photo: str = ""
    in_group: bool = False
    in_private: bool = True
    target: Target = field(default_factory=Target)
    sample: int | None = None
    urgent: bool = False
    starts_at: datetime | None = None  # None: as soon as somebody says so
    seed: str = ""
    state: State = State.DRAFT
    begun_at: datetime | None = None
    group_state: Standing | None = None
    id: int = 0  # 0 before it is written down

    @property
    def card(self) -> str:
        return f"announcement:{self.id}"

    def require(self, *states: State) -> None:
        if self.state not in states:
            raise NoLongerThere

    def require_draft(self) -> None:
        if self.state is not State.DRAFT:
            raise HasBegun


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people it stands how with."""

    counts: Mapping[Standing, int]

    def of(self, *standings: Standing) -> int:
        return sum(self.counts.get(standing, 0) for standing in standings)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Missing:
    """One of those who have not heard it; `through` is who would have told them."""

    name: str
    home: Home
    standing: Standing
    through: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Those for whom one person hears; None: nobody does."""

    hearer_id: int | None
    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnnouncementGoesOn:
    """The house's own alarm."""

    announcement_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementOver:
    """To whoever made it."""

    announcement_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementHeld:
    """To whoever made it: its moment passed while the house was closed."""

    announcement_id: int


def require_fits(words: str, photo: str) -> None:
    if photo and len(words) > LONGEST_CAPTION:
        raise TooLongForPhoto(most=LONGEST_CAPTION, length=len(words))


def require_soon(starts_at: datetime, now: datetime) -> None:
    if starts_at - now > FARTHEST:
        raise TooFarAway(days=FARTHEST.days)


def standing_of(hearer: Person | None, *, urgent: bool) -> Standing:
    """Of somebody for whom `hearer` hears, before anything has left."""
    if hearer is None or hearer.telegram_id is None:
        return Standing.UNHEARD
    if hearer.blocked:
        return Standing.BLOCKED
    if Topic.ANNOUNCEMENTS in hearer.muted and not urgent:
        return Standing.MUTED
    return Standing.WAITING
