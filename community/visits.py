"""Care visits and calls: whom, and who may know of it."""

from dataclasses import dataclass
from datetime import datetime

from community.refusals import Refusal


class NothingToVisit(Refusal):
    """Neither a name nor an address."""


@dataclass(frozen=True, slots=True)
class Visited:
    """Who is visited or called; `words` is what has to be known before."""

    name: str
    address: str = ""
    phone: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class VisitNote:
    """What was found; the text is empty when it can be read no more."""

    by_id: int
    by: str
    at: datetime
    words: str
