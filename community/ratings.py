"""The three questions at the end of a ticket, and when their answers open it again."""

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum

from community.refusals import Refusal

ASKED_AGAIN_AFTER = timedelta(days=3)
SETTLED_AFTER = timedelta(days=7)  # since the closing
RESTS = timedelta(minutes=10)  # for a second thought, or the reason, after an unhappy answer
LOW = 2  # of five levels: this and less is unhappy
LEVELS = 5


class Question(StrEnum):
    CONTACTED = "contacted"
    SOLVED = "solved"
    SATISFIED = "satisfied"


class Solved(IntEnum):
    NO, PARTLY, YES = range(3)


class Reason(StrEnum):
    """Why a ticket is opened again."""

    NOBODY_CAME = "nobody_came"
    CAME_BACK = "came_back"
    ONLY_PARTLY = "only_partly"
    NOT_WHAT_I_ASKED = "not_what_i_asked"
    UNFRIENDLY = "unfriendly"
    OTHER = "other"
    UNSAID = "unsaid"  # no reason was tapped


FITS = {
    Question.CONTACTED: range(2),
    Question.SOLVED: range(3),
    Question.SATISFIED: range(1, LEVELS + 1),
}


class QuestionOver(Refusal):
    """It is asked about an earlier closing, or no longer, or the answer fits no question."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What one voice says about one closing; rounds count from 1."""

    voice_id: int
    round: int
    contacted: int | None = None
    solved: int | None = None
    satisfied: int | None = None
    reason: Reason | None = None
    words: str = ""
    reopened: bool = False

    @property
    def next(self) -> Question | None:
        """The first question without an answer."""
        return next((q for q in Question if getattr(self, q.value) is None), None)

    @property
    def is_unhappy(self) -> bool:
        """ "No", or one of the two lowest levels."""
        not_solved = self.solved == Solved.NO
        return not_solved or (self.satisfied is not None and self.satisfied <= LOW)

    @property
    def is_content(self) -> bool:
        return self.next is None and not self.is_unhappy

    @property
    def wants_reason(self) -> bool:
        return self.is_unhappy and self.reason is None


@dataclass(frozen=True, slots=True)
class UnhappyRests:
    """The house's own alarm: an unhappy answer has stood long enough to act on it."""

    voice_id: int
    round: int


@dataclass(frozen=True, slots=True)
class SettleDue:
    """The house's own alarm: the closing has stood for a week."""

    ticket_id: int
    round: int
