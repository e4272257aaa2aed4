"""Surveys: their questions and branches, what can be an answer, who is asked, and until when.

Knows nothing of who answered what: nothing here holds a person and an answer together for longer
than it takes to send it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from community.names import one_line
from community.refusals import Refusal
from community.targets import Among, Target

Answers = Mapping[int, str]  # by question; a choice is its places with commas, empty is skipped

MOST_QUESTIONS = 30
LONGEST_TITLE, LONGEST_INTRO, LONGEST_QUESTION, LONGEST_WORDS = 100, 1000, 300, 1000
FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_OPTION = 2, 12, 60
LARGEST_NUMBER = 999_999
LEVELS = range(1, 6)
SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=92)
MOST_REMINDERS = 2
APART = timedelta(days=1)  # two reminders, and the last of them from the end
SATISFACTION = "satisfaction"  # a question by which the community is measured


class NotADraft(Refusal):
    """It is published, and stays as people have read it."""


class NoQuestions(Refusal):
    """A survey without questions cannot be published."""


class TooManyQuestions(Refusal):
    """A survey asks at most `most`."""


class OptionsUnfit(Refusal):
    """A choice has from `least` to `most` different options of up to `length` characters."""


class OthersDepend(Refusal):
    """Another question is asked only after this one: `number`, from 1."""


class ClosingUnfit(Refusal):
    """It is open for an hour at least and for three months at most."""


class SurveyOver(Refusal):
    """It can no longer be answered."""


class NotAsked(Refusal):
    """It goes to others."""


class AnsweredAlready(Refusal):
    """Once is enough; without names nobody can find an answer to change it."""


class HouseholdAnswered(Refusal):
    """Somebody of the same flat has answered, and it is one answer per household."""


class StillSecret(Refusal):
    """Answers without names are not shown before the end: one more would tell whose it is."""


class TooFewAnswered(Refusal):
    """Fewer than `least` have answered without names."""


class NotOverYet(Refusal):
    """What will be done is said when everybody has been heard."""


class NobodyAnswered(Refusal):
    """There is nobody to tell what will be done."""


class State(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Kind(StrEnum):
    """What an answer looks like."""

    SCALE = "scale"
    ONE = "one"
    MANY = "many"
    NUMBER = "number"
    TEXT = "text"
    PHOTO = "photo"


class Part(IntEnum):
    """By what those who were asked are told apart."""

    ALL, BUILDING, LANGUAGE = range(3)


CHOICES = (Kind.SCALE, Kind.ONE, Kind.MANY)  # what others can depend on
OPEN_ENDED = (Kind.TEXT, Kind.PHOTO)


@dataclass(frozen=True, slots=True)
class Question:
    """With `when_id` it is asked only of those who answered that one with one of `when_any`."""

    id: int
    kind: Kind
    words: str
    options: tuple[str, ...] = ()
    required: bool = True
    when_id: int | None = None
    when_any: tuple[str, ...] = ()
    measure: str = ""

    @property
    def values(self) -> Sequence[str]:
        """What can be tapped."""
        if self.kind is Kind.SCALE:
            return [str(level) for level in LEVELS]
        return [str(place) for place in range(len(self.options))]

    def applies(self, answers: Answers) -> bool:
        if self.when_id is None:
            return True
        return bool(set(answers.get(self.when_id, "").split(",")) & set(self.when_any))


@dataclass(frozen=True, slots=True)
class Survey:
    """`quarter`: of the house's own survey, as 2026-2; its texts are said in each language."""

    id: int
    title: str
    intro: str = ""
    anonymous: bool = True
    by_household: bool = False
    house_words: bool = False
    state: State = State.DRAFT
    target: Target = field(default_factory=Target)
    sample: int | None = None
    seed: str = ""
    made_by: int | None = None
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    quarter: str | None = None

    @property
    def about(self) -> str:
        return f"survey:{self.id}"

    @property
    def is_for_all(self) -> bool:
        """Who comes to the community later may answer too."""
        return self.target.among is Among.EVERYBODY and self.sample is None

    def is_open(self, now: datetime) -> bool:
        return self.state is State.OPEN and self.closes_at is not None and now < self.closes_at

    def require_draft(self) -> None:
        if self.state is not State.DRAFT:
            raise NotADraft


@dataclass(frozen=True, slots=True)
class Plan:
    """How a draft is published."""

    target: Target
    sample: int | None
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many were asked and have answered; `label` where it is only a part of them."""

    asked: int
    answered: int
    by_proxy: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What is shown of one question. `counts` by value; open answers in an order of no meaning.
    Held back: too few have answered it to show anything."""

    question: Question
    answered: int = 0
    skipped: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    words: Sequence[str] = ()
    held_back: bool = False

    @property
    def average(self) -> float | None:
        is_number = self.question.kind in (Kind.SCALE, Kind.NUMBER)
        if not is_number or self.held_back or not self.answered:
            return None
        total = sum(int(value) * count for value, count in self.counts.items())
        return total / self.answered


def read_options(typed: str) -> tuple[str, ...]:
    """One on each line."""
    options = tuple(option for line in typed.splitlines() if (option := one_line(line)))
    fit = FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS and len(set(options)) == len(options)
    if not fit or any(len(option) > LONGEST_OPTION for option in options):
        raise OptionsUnfit(least=FEWEST_OPTIONS, most=MOST_OPTIONS, length=LONGEST_OPTION)
    return options


def open_question(questions: Sequence[Question], answers: Answers) -> Question | None:
    """The first one that applies and has no answer."""
    kept = given(questions, answers)
    return next((q for q in questions if q.id not in kept and q.applies(kept)), None)


def given(questions: Sequence[Question], answers: Answers) -> dict[int, str]:
    """The answers to what still applies: one that was changed may have taken others with it."""
    kept: dict[int, str] = {}
    for question in questions:
        if question.id in answers and question.applies(kept):
            kept[question.id] = answers[question.id]
    return kept


def ticked(before: str, value: str) -> str:
    """One of several taken, or taken back."""
    chosen = {place for place in before.split(",") if place} ^ {value}
    return ",".join(sorted(chosen, key=int))


def require_closing(closes_at: datetime, now: datetime) -> None:
    if not SHORTEST <= closes_at - now <= LONGEST:
        raise ClosingUnfit


def reminders_at(opened_at: datetime, closes_at: datetime) -> Sequence[datetime]:
    """Halfway and on the last day, where there is time for it."""
    half = opened_at + (closes_at - opened_at) / 2
    last = closes_at - APART
    wanted = [half] if half - opened_at >= APART else []
    if last - (wanted[-1] if wanted else opened_at) >= APART:
        wanted.append(last)
    return wanted[:MOST_REMINDERS]


def tally(question: Question, answers: Iterable[str], *, anonymous: bool, least: int) -> Result:
    """What is shown of the answers to one question."""
    found = list(answers)
    said = sorted(answer for answer in found if answer)
    if anonymous and len(said) < least:
        return Result(question, len(said), held_back=True)
    if question.kind in OPEN_ENDED:
        return Result(question, len(said), len(found) - len(said), {}, said)
    places = [place for answer in said for place in answer.split(",")]
    values = question.values if question.kind in CHOICES else sorted(set(places), key=int)
    counts = {value: places.count(value) for value in values}
    return Result(question, len(said), len(found) - len(said), counts)


def percent(part: int, whole: int) -> int:
    """Whole percent, half up; nothing of nothing is nothing."""
    return (part * 200 + whole) // (2 * whole) if whole else 0
