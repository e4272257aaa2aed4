"""Who is in a shift: taking it, saying one will come, handing it over, coming and leaving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from community.activities import Activity
from community.attendance import CheckInNotYet, CheckInOver
from community.people import Person
from community.refusals import Refusal
from community.shifts import OnlyAssigned, Part, Shift, ShiftFull
from community.volunteers import Profile

OPENS_BEFORE = timedelta(hours=1)  # of checking in
LEAVES_WITHIN = timedelta(hours=1)  # after the end; whoever checks out later forgot to
SETTLED_AFTER = timedelta(hours=3)
CORRECTED_FOR = timedelta(days=7)


class AlreadyInShift(Refusal):
    """The person is in it."""


class NotInShift(Refusal):
    """The person is not in it (any more)."""


class ShiftClashes(Refusal):
    """The person has `title` at the same time, from `starts_at`."""


class ToOneself(Refusal):
    """Nobody hands over to themself."""


class HandOverPending(Refusal):
    """Somebody else has been asked and has not answered: `name`."""


class CannotBeReached(Refusal):
    """`name` does not get the bot's messages."""


class OtherBusy(Refusal):
    """`name` has something else at that time."""


class OtherUnfit(Refusal):
    """`name` lacks what the shift needs."""


class NothingAsked(Refusal):
    """Nobody asks the person (any more) to take over."""


class Standing(StrEnum):
    TAKEN = "taken"
    CONFIRMED = "confirmed"  # will be there
    CAME = "came"
    LEFT = "left"
    MISSED = "missed"


COMING = (Standing.TAKEN, Standing.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Assignment:
    id: int
    shift_id: int
    part_id: int
    person_id: int
    standing: Standing = Standing.TAKEN
    insisted: bool = False  # knowing of a clash
    made_by: int | None = None
    asked_at: datetime | None = None
    came_at: datetime | None = None
    left_at: datetime | None = None
    claimed_at: datetime | None = None
    excused_at: datetime | None = None
    reason: str = ""

    @property
    def is_silent(self) -> bool:
        """Was reminded and has not answered."""
        return self.standing is Standing.TAKEN and self.asked_at is not None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a shift, for those who may see the names."""

    assignment: Assignment
    name: str
    part: str = ""
    asked_to: str = ""  # who is asked to take over
    is_reachable: bool = True


@dataclass(frozen=True, slots=True)
class HandOver:
    id: int
    shift_id: int
    from_id: int
    to_id: int
    asked_at: datetime


def require_free(others: Sequence[Shift | Activity]) -> None:
    if others:
        raise ShiftClashes(title=others[0].title, starts_at=others[0].starts_at)


def require_place(shift: Shift, part: Part, now: datetime) -> None:
    shift.require_ahead(now)
    if part.free < 1:
        raise ShiftFull


def require_takeable(shift: Shift, part: Part, profile: Profile, now: datetime) -> None:
    require_place(shift, part, now)
    if shift.is_visit:
        raise OnlyAssigned
    profile.require_fit(part.skill, needs_approval=part.needs_approval)


def require_reachable(person: Person | None, name: str) -> Person:
    if person is None or person.telegram_id is None or person.blocked or not person.is_known:
        raise CannotBeReached(name=name)
    return person


def served(shift: Shift, assignment: Assignment) -> tuple[datetime, datetime]:
    """From check-in to check-out; whoever did not check out stayed until the end."""
    assert assignment.came_at, "somebody who came"
    left = assignment.left_at or max(shift.ends_at, assignment.came_at)
    return assignment.came_at, left


def require_check_in(shift: Shift, now: datetime, *, by_staff: bool) -> None:
    """From an hour before to the end; the staff can copy a list from paper for a week."""
    shift.require_on()
    if now < shift.starts_at - OPENS_BEFORE:
        raise CheckInNotYet
    if now >= (corrected_until(shift) if by_staff else shift.ends_at):
        raise CheckInOver


def corrected_until(shift: Shift) -> datetime:
    return shift.ends_at + CORRECTED_FOR


def came_at(shift: Shift, now: datetime) -> datetime:
    """Written down after the end, it was the whole shift."""
    return now if now < shift.ends_at else shift.starts_at


def left_at(shift: Shift, assignment: Assignment, now: datetime) -> datetime:
    assert assignment.came_at, "somebody who came"
    forgot = now > shift.ends_at + LEAVES_WITHIN
    return max(shift.ends_at if forgot else now, assignment.came_at)
