"""What those who were there thought of it: who may say it, until when, and what is shown of it.

Nobody who reads the result learns who said what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from community.activities import Activity, State
from community.refusals import NoLongerThere, Refusal

ASKED_AFTER = timedelta(hours=1)  # people have come home
ASKED_AGAIN_AFTER = timedelta(days=3)
RESULT_AFTER = timedelta(days=3)
OPEN_FOR = timedelta(days=7)
LEVELS = range(1, 6)
FEWEST_FOR_WORDS = 3  # among fewer, words could be told by their author
LONGEST_WORDS = 500


class FeedbackClosed(Refusal):
    """It can no longer be said or changed."""


class WasNotThere(Refusal):
    """Only those checked in are asked."""


class NobodyAsked(Refusal):
    """There is nobody to tell what will be done."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One person's answer."""

    activity_id: int
    person_id: int
    level: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What is shown of all answers. The order of the words tells nothing about their authors."""

    asked: int
    levels: Mapping[int, int] = field(default_factory=dict)  # how often each was given
    words: Sequence[str] = ()
    held_back: int = 0  # sentences that are not shown yet

    @property
    def answered(self) -> int:
        return sum(self.levels.values())

    @property
    def average(self) -> float | None:
        total = sum(level * count for level, count in self.levels.items())
        return total / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class FeedbackDue:
    """The house's own alarm: ask everybody who was there."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class FeedbackAsked:
    """To somebody who was there."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class FeedbackAskedAgain:
    """The same, to somebody who has not answered for three days; there is no third time."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class FeedbackGathered:
    """To the organiser: what people said so far."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class WhatWillBeDone:
    """To everybody who was asked: the organiser's answer."""

    reply_id: int


def due_at(activity: Activity) -> datetime:
    return activity.over_at + ASKED_AFTER


def open_until(activity: Activity) -> datetime:
    return due_at(activity) + OPEN_FOR


def is_open(activity: Activity, now: datetime) -> bool:
    took_place = activity.state not in (State.DRAFT, State.CANCELLED)
    return took_place and due_at(activity) <= now < open_until(activity)


def require_open(activity: Activity, now: datetime) -> None:
    if not is_open(activity, now):
        raise FeedbackClosed


def require_level(level: int) -> None:
    """A button carries it, and a button's data can be forged."""
    if level not in LEVELS:
        raise NoLongerThere


def result(
    activity: Activity, answers: Sequence[Feedback], *, asked: int, now: datetime
) -> Result:
    levels = {level: sum(a.level == level for a in answers) for level in LEVELS}
    words = [a.words for a in answers if a.words]
    if len(answers) < FEWEST_FOR_WORDS and now < open_until(activity):
        return Result(asked, levels, held_back=len(words))
    return Result(asked, levels, sorted(words, key=lambda said: _shuffled(activity, said)))


def _shuffled(activity: Activity, words: str) -> bytes:
    return sha256(f"{activity.id}:{words}".encode()).digest()
