"""Hours that volunteers gave: how they count, what they lead to, and their certificate."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.refusals import Refusal

BADGES = (10, 50, 100)  # hours
MOST_HOURS = timedelta(hours=8)  # that one activity counts for
POINTS_AN_HOUR = 2
A_MINUTE = timedelta(minutes=1)
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another
_LENGTH = 12
_MEANT = str.maketrans("OILU", "011V")


class NothingServed(Refusal):
    """There are no hours yet that could be certified."""


@dataclass(frozen=True, slots=True)
class Service:
    """Hours of one shift; the shift itself may be gone."""

    title: str  # empty: a visit, of which nothing more is said
    started_at: datetime
    minutes: int
    shift_id: int | None = None
    activity_id: int | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    number: str
    name: str
    minutes: int
    first_at: datetime
    last_at: datetime
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Honour:
    id: int
    person_id: int
    words: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class BadgeReached:
    """To a volunteer: so many hours."""

    hours: int


@dataclass(frozen=True, slots=True)
class Honoured:
    """To somebody whom the staff thank by name."""

    honour_id: int


def credited(lasted: timedelta, *, counted: timedelta, most: timedelta) -> timedelta:
    """What counts of it, when so much of the same activity has been counted already."""
    return max(timedelta(0), min(lasted, most - counted))


def points(minutes: int, activities: int) -> int:
    """For what was served, and one for every activity that somebody simply came to."""
    return minutes * POINTS_AN_HOUR // 60 + activities


def badges(minutes: int) -> tuple[int, ...]:
    return tuple(hours for hours in BADGES if minutes >= hours * 60)


def new_number() -> str:
    """Sixty random bits, in groups that can be read out."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return "-".join(signs[at : at + 4] for at in range(0, _LENGTH, 4))


def read_number(typed: str) -> str | None:
    """However it is typed: small letters, spaces, O for 0."""
    text = unicodedata.normalize("NFKC", typed[:60]).upper()
    signs = re.sub(r"[\s\-–—]", "", text).translate(_MEANT)
    if not re.fullmatch(rf"[{_SIGNS}]{{{_LENGTH}}}", signs):
        return None
    return "-".join(signs[at : at + 4] for at in range(0, _LENGTH, 4))
