"""Places drawn by lot, so that anybody can check afterwards that nobody was favoured.

A secret seed is made before anybody signs up and its hash is shown; after the draw the seed is
shown too. The order of the lots follows from the seed and the numbers of the sign-ups alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from community.activities import Activity
from community.hours import QuietHours
from community.refusals import Refusal

ROOM_TO_TELL = timedelta(hours=1)  # from the draw to the start, at least
BEHIND_ALL = 1_000_000_000  # the rank of whoever signs up after the draw


class DrawTooLate(Refusal):
    """The draw has to be held an hour before the activity begins, so that people hear of it."""


class DrawPassed(Refusal):
    """The moment planned for the draw is over, and sign-up has not even begun."""


class DrawAtNight(Refusal):
    """The draw would be held in the quiet hours: from `start` until `end`."""


class DrawHeldAlready(Refusal):
    """The lots are drawn: the moment of the draw is past."""


@dataclass(frozen=True, slots=True)
class Lot:
    """The place of a sign-up in the drawn order, from 1, and whether it gave a place."""

    rank: int
    sign_up_id: int
    party: int
    has_place: bool


def seal(seed: str) -> str:
    """What is shown of the seed before the draw: nobody can tell the seed from it."""
    return sha256(seed.encode()).hexdigest()


def in_drawn_order(seed: str, numbers: Iterable[int]) -> list[int]:
    """The numbers of the sign-ups as the seed sorts them."""
    return sorted(numbers, key=lambda number: sha256(f"{seed}:{number}".encode()).hexdigest())


def draw(seed: str, parties: dict[int, int], places: int) -> Iterator[Lot]:
    """Down the drawn order each party that still fits gets its places, all of them or none.

    `parties`: the number of a sign-up to how many people it is for.
    """
    for rank, number in enumerate(in_drawn_order(seed, parties), start=1):
        fits = parties[number] <= places
        places -= parties[number] if fits else 0
        yield Lot(rank, number, parties[number], fits)


def require_fair(activity: Activity, hours: QuietHours) -> None:
    """That a draw, if there is to be one, is before the start and by day."""
    if activity.draw_at is None or activity.drawn_at is not None:
        return
    if activity.draw_at > activity.starts_at - ROOM_TO_TELL:
        raise DrawTooLate
    if hours.covers(activity.draw_at):
        raise DrawAtNight(start=f"{hours.start:%H:%M}", end=f"{hours.end:%H:%M}")


def postponed(draw_at: datetime, moved: Activity, *, now: datetime, hours: QuietHours) -> datetime:
    """The draw when the start has moved: as planned where that is still fair, else as late by
    day before the new start as can be, but not before now."""
    if now < draw_at <= moved.starts_at - ROOM_TO_TELL:
        return draw_at
    return max(now, hours.evening_before(moved.starts_at - ROOM_TO_TELL))
