"""What organisers write to those who signed up, and what is answered: to whom, how often, when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from community.activities import SHORT_NOTICE, Activity, State
from community.hours import A_WHILE, QuietHours
from community.refusals import Refusal

LONGEST_MESSAGE = 1000
LONGEST_ANSWER = 500
MOST_A_DAY = 3  # messages about one activity
MOST_ANSWERS_A_DAY = 10  # of one person to one message
NEWS_LASTS = timedelta(days=3)  # once the activity is over, or will not be


class TooManyMessages(Refusal):
    """`most` have gone out about this activity today."""


class TooManyAnswers(Refusal):
    """The person has answered `most` times today."""


class NobodyToWriteTo(Refusal):
    """No one of those who are meant is on the list."""


class Audience(StrEnum):
    """Whom of those who signed up a message is for."""

    PLACED = "placed"
    WAITING = "waiting"
    ABSENT = "absent"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Message:
    activity_id: int
    sender_id: int
    audience: Audience
    text: str  # empty once its sender has been erased
    sender: str = ""  # the name
    id: int = 0  # 0 before it is written down


@dataclass(frozen=True, slots=True)
class Answer:
    """From one person to another, under a message."""

    message_id: int
    from_id: int
    to_id: int
    text: str
    sender: str = ""  # the name
    id: int = 0


@dataclass(frozen=True, slots=True)
class Recipient:
    """`is_reachable`: they, or who acts for them, have Telegram and have not blocked the bot."""

    person_id: int
    name: str
    is_reachable: bool


@dataclass(frozen=True, slots=True)
class MessageFromOrganiser:
    message_id: int


@dataclass(frozen=True, slots=True)
class UrgentFromOrganiser:
    """The activity begins so soon that it is said even at night."""

    message_id: int


@dataclass(frozen=True, slots=True)
class AnswerWritten:
    """To whoever is answered."""

    answer_id: int


def is_urgent(activity: Activity, hours: QuietHours, now: datetime) -> bool:
    """Whether by the person's morning it would come too late."""
    if activity.state is not State.PUBLISHED or now >= activity.over_at:
        return False
    is_soon = activity.starts_at - now <= SHORT_NOTICE
    return is_soon or hours.morning_after(now) + A_WHILE > activity.starts_at


def useful_until(activity: Activity, now: datetime) -> datetime:
    is_ahead = activity.state is State.PUBLISHED and now < activity.over_at
    return activity.over_at if is_ahead else now + NEWS_LASTS
