"""A place in a shift that has become free: who is called, how many at a time, and how fast."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from community.refusals import Refusal

CIRCLES = (5, 15, 100_000)  # people called one after the other: a few, more, everybody
USUALLY_APART = timedelta(minutes=30)
AT_LEAST_APART = timedelta(minutes=5)
HASTE = 6  # near the shift the circles follow each other faster: a sixth of what is left


class GapFilled(Refusal):
    """Somebody was faster: thank you."""


class GapOver(Refusal):
    """It is not needed any more."""


@dataclass(frozen=True, slots=True)
class Gap:
    id: int
    shift_id: int
    part_id: int
    opened_at: datetime
    circle: int = 0  # how many circles have been called
    left_by: int | None = None
    closed_at: datetime | None = None
    filled_by: int | None = None
    called: int = 0  # people

    @property
    def card(self) -> str:
        """The name of what those who are called see."""
        return f"gap:{self.id}"

    def require_open(self) -> None:
        if self.filled_by is not None:
            raise GapFilled
        if self.closed_at is not None:
            raise GapOver


def apart(now: datetime, starts_at: datetime) -> timedelta:
    """How long a circle has to itself."""
    return max(AT_LEAST_APART, min(USUALLY_APART, (starts_at - now) // HASTE))
