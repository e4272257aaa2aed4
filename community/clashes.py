"""What cannot both be done: two things of one person at the same time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar


class TakesTime(Protocol):
    """Anything with a beginning and an end: an activity, a shift."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def over_at(self) -> datetime: ...


T = TypeVar("T", bound=TakesTime)


def clash(one: TakesTime, other: TakesTime) -> bool:
    """One that begins when the other ends does not."""
    return one.starts_at < other.over_at and other.starts_at < one.over_at


def clashing(one: TakesTime, others: Iterable[T]) -> list[T]:
    return [other for other in others if clash(one, other)]
