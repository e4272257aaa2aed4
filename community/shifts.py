"""What a shift is: when, where, how many people with which skills.

Who takes it is the business of community.assignments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from community.moments import MomentPassed
from community.refusals import NoLongerThere, Refusal

LEADS = (timedelta(days=1), timedelta(hours=1))
LONGEST = timedelta(hours=24)
MOST_PEOPLE = 500
AHEAD = timedelta(days=14)  # how far shifts are offered to be taken
A_VISIT = timedelta(hours=1)


class ShiftFull(Refusal):
    """Nobody more is needed there."""


class ShiftBegun(Refusal):
    """It has begun or is over."""


class ShiftCancelled(Refusal):
    """It will not take place."""


class LengthUnfit(Refusal):
    """It has to end after it begins, `most` hours later at the latest."""


class PlacesUnfit(Refusal):
    """Not a number of people from `least` to `most`."""


class OnlyAssigned(Refusal):
    """A visit is not taken: the staff ask somebody."""


class ShiftState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Part:
    """People of one kind that a shift needs; without a name they are simply helpers."""

    wanted: int
    name: str = ""
    skill: str = ""
    needs_approval: bool = False
    id: int = 0
    shift_id: int = 0
    taken: int = 0

    @property
    def free(self) -> int:
        return self.wanted - self.taken


@dataclass(frozen=True, slots=True)
class Shift:
    """The id is 0 before it is written down."""

    title: str
    starts_at: datetime
    ends_at: datetime
    id: int = 0
    details: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    activity_id: int | None = None
    series_id: int | None = None
    responsible_id: int | None = None  # of the staff
    responsible: str = ""  # the name
    state: ShiftState = ShiftState.DRAFT
    cancel_reason: str = ""
    is_visit: bool = False
    visited_id: int | None = None
    wanted: int = 0
    taken: int = 0
    parts: tuple[Part, ...] = ()

    @property
    def free(self) -> int:
        return self.wanted - self.taken

    @property
    def over_at(self) -> datetime:
        return self.ends_at

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def card(self) -> str:
        """What its notices are about."""
        return f"shift:{self.id}"

    def part(self, part_id: int) -> Part:
        found = next((part for part in self.parts if part.id == part_id), None)
        if found is None:
            raise NoLongerThere
        return found

    def require_ahead(self, now: datetime) -> None:
        """That it is published and has not begun."""
        self.require_on()
        if now >= self.starts_at:
            raise ShiftBegun

    def require_on(self) -> None:
        if self.state is ShiftState.CANCELLED:
            raise ShiftCancelled
        if self.state is ShiftState.DRAFT:
            raise NoLongerThere

    def require_possible(self, now: datetime) -> None:
        require_length(self.starts_at, self.ends_at)
        if self.starts_at <= now:
            raise MomentPassed


def require_length(starts_at: datetime, ends_at: datetime) -> None:
    """In UTC: on the night on which the clocks change an hour more or less is right."""
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise LengthUnfit(most=LONGEST // timedelta(hours=1))


def require_people(parts: Sequence[Part]) -> None:
    if not parts or not all(1 <= part.wanted <= MOST_PEOPLE for part in parts):
        raise PlacesUnfit(least=1, most=MOST_PEOPLE)
