"""Whom something is for: everybody, or those of one kind; and a sample of them that is fair."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from community.refusals import Refusal


class NobodyThere(Refusal):
    """Nobody is among those it is meant for."""


class Among(StrEnum):
    EVERYBODY = "everybody"
    BUILDINGS = "buildings"
    LANGUAGES = "languages"
    ROLE = "role"
    ACTIVITY = "activity"  # those who were there


@dataclass(frozen=True, slots=True)
class Target:
    """`which`: buildings, languages, the name of a role, or the number of an activity."""

    among: Among = Among.EVERYBODY
    which: tuple[str, ...] = ()


def sampled(person_ids: Iterable[int], size: int, seed: str) -> list[int]:
    """So many of them, each as likely as any other; the same seed draws the same again."""
    drawn = sorted(person_ids, key=lambda one: sha256(f"{seed}:{one}".encode()).digest())
    return sorted(drawn[:size])
