"""The words of measuring: what is counted in a period, and a figure made of it.

Knows no formula and no wording.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from community.people import Home
from community.rates import percent

SATISFIED = 4  # of five levels: this and more
REPEATS_WITHIN = 90  # days
KINDS_OF_THE_ACTIVE = 3  # of things that somebody takes part in
MONTHS_OF_THE_ACTIVE = 6


class Indicator(StrEnum):
    PARTICIPATION_RESIDENTS = "participation_residents"
    PARTICIPATION_UNITS = "participation_units"
    BENEFIT_HOUSEHOLDS = "benefit_households"
    BENEFIT_UNITS = "benefit_units"
    NEED_SATISFACTION = "need_satisfaction"
    SATISFACTION_ALL = "satisfaction_all"
    SATISFACTION_SURVEYED = "satisfaction_surveyed"
    SATISFACTION_UNITS = "satisfaction_units"
    TICKET_RESPONSE = "ticket_response"
    TICKET_SOLUTION = "ticket_solution"
    TICKET_SATISFACTION = "ticket_satisfaction"
    ON_TIME = "on_time"
    REWORK = "rework"
    REPEAT = "repeat"


class Whole(StrEnum):
    """What a figure is a part of; the first four are about who lives here."""

    RESIDENTS = "residents"
    RESIDENTS_ABLE = "residents_able"
    HOUSEHOLDS = "households"
    UNITS = "units"
    NEEDS = "needs"
    ANSWERS = "answers"
    CLOSED = "closed"
    DUE = "due"
    TICKETS = "tickets"


class By(StrEnum):
    """What facts can be told apart by."""

    ALL = "all"
    BUILDING = "building"
    CATEGORY = "category"  # of tickets; nothing else has one


@dataclass(frozen=True, slots=True)
class Population:
    """Who lives here, 0 where nobody knows; `configured` are those that the config says."""

    residents: int = 0
    residents_able: int = 0  # able to serve
    households: int = 0
    units: int = 0
    configured: frozenset[Whole] = frozenset()

    def count(self, whole: Whole) -> int | None:
        return getattr(self, whole.value) or None


NOBODY_KNOWN = Population()


@dataclass(frozen=True, slots=True)
class Spread:
    """Half took at most so many seconds, nine of ten at most so many."""

    median: float
    ninth: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records say about one period."""

    took_part: int = 0
    units_took_part: int = 0
    homeless: int = 0  # who took part or received something and whose home is not known
    households_served: int = 0
    units_served: int = 0
    needs_raised: int = 0
    needs_met: int = 0
    people_asked: int = 0
    people_answered: int = 0
    people_satisfied: int = 0
    survey_id: int = 0  # that asked; 0: they were asked after activities and tickets
    units_answered: int = 0
    units_satisfied: int = 0
    closings_asked: int = 0
    contacted_answers: int = 0
    contacted: int = 0
    solved_answers: int = 0
    solved: int = 0
    solved_partly: int = 0
    level_answers: int = 0
    level_satisfied: int = 0
    due: int = 0
    on_time: int = 0
    closed: int = 0
    reopened: int = 0
    tickets: int = 0
    repeated: int = 0
    first_answer: Spread | None = None
    solution: Spread | None = None

    @property
    def is_empty(self) -> bool:
        return self == NOTHING


NOTHING = Facts()


@dataclass(frozen=True, slots=True)
class Figure:
    """Of `asked` people some did not answer; they are in neither part nor whole."""

    indicator: Indicator
    part: int
    whole: int | None
    of: Whole
    asked: int | None = None
    partly: int = 0  # in the whole only, and shown

    @property
    def percent(self) -> Decimal | None:
        """None when it cannot be computed."""
        return percent(self.part, self.whole)

    @property
    def unanswered(self) -> int:
        return (self.asked or 0) - (self.whole or 0) if self.asked else 0


class Shown(StrEnum):
    """What a line beneath a figure is."""

    PERSON = "person"
    PLACE = "place"  # a household, or a unit
    TICKET = "ticket"
    ACTIVITY = "activity"


NOWHERE = Home()


@dataclass(frozen=True, slots=True)
class Line:
    """One of those that a figure was counted from; `part` of `whole` counts in it."""

    shown: Shown
    id: int = 0
    name: str = ""  # of the person or activity; of a ticket the id of its category
    home: Home = NOWHERE
    part: int = 0
    whole: int = 0
