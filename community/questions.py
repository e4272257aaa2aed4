"""What an organiser asks everybody who signs up, and what can be an answer to it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from community.names import one_line, says_something
from community.refusals import Refusal

MOST_QUESTIONS = 8  # of one activity
LONGEST_QUESTION = 200
LONGEST_ANSWER = 200
LARGEST_NUMBER = 999_999
FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_OPTION = 2, 8, 30


class TooManyQuestions(Refusal):
    """An activity asks at most `most`."""


class OptionsUnfit(Refusal):
    """A choice has from `least` to `most` options of up to `length` characters."""


class Kind(StrEnum):
    """What an answer looks like."""

    WORDS = "words"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"


class Ready(StrEnum):
    """Questions that are asked so often that they need not be typed."""

    AGE = "age"
    ALLERGIES = "allergies"
    PHONE = "phone"
    COMPANIONS = "companions"
    WHEELCHAIR = "wheelchair"


KINDS = {
    Ready.AGE: Kind.NUMBER,
    Ready.ALLERGIES: Kind.WORDS,
    Ready.PHONE: Kind.WORDS,
    Ready.COMPANIONS: Kind.WORDS,
    Ready.WHEELCHAIR: Kind.YES_NO,
}


@dataclass(frozen=True, slots=True)
class Question:
    """One that is ready has no text of its own: everybody reads it in their language."""

    activity_id: int
    kind: Kind
    text: str = ""
    ready: Ready | None = None
    options: tuple[str, ...] = ()
    is_required: bool = False
    id: int = 0  # 0 before it is written down

    def concerns(self, companions: int) -> bool:
        """Who comes alone is not asked for the names of others."""
        return companions > 0 or self.ready is not Ready.COMPANIONS

    def for_activity(self, activity_id: int) -> "Question":
        """The same question, to be asked of others."""
        return replace(self, activity_id=activity_id, id=0)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what one person has answered; None: not yet, empty: rather not."""

    question: Question
    answer: str | None

    @property
    def is_open(self) -> bool:
        return self.answer is None


@dataclass(frozen=True, slots=True)
class QuestionsAdded:
    """To somebody who signed up before the organiser asked."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class AnswersWanted:
    """On the day before sign-up closes, to somebody who has not answered what is needed."""

    activity_id: int


def read_options(typed: str) -> tuple[str, ...]:
    """One on each line, or with commas or slashes between. Raises OptionsUnfit."""
    for sign in "、，,/；;":
        typed = typed.replace(sign, "\n")
    given = [one_line(line) for line in typed.split("\n")]
    options = tuple(dict.fromkeys(option for option in given if says_something(option)))
    is_few = not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS
    if is_few or any(len(option) > LONGEST_OPTION for option in options):
        raise OptionsUnfit(least=FEWEST_OPTIONS, most=MOST_OPTIONS, length=LONGEST_OPTION)
    return options
