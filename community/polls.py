"""Polls in groups: what Telegram's own can hold, when they close, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from community.groups import Purpose
from community.names import one_line
from community.refusals import Refusal

LONGEST_QUESTION, LONGEST_OPTION = 300, 100
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=92)
LONGEST_BY_ITSELF = timedelta(seconds=2_628_000)  # longer ones Telegram does not close
GRACE = timedelta(minutes=5)  # after which one that did not close by itself is closed


class OptionsUnfit(Refusal):
    """A poll has from `least` to `most` different options of up to `length` characters."""


class PollClosingUnfit(Refusal):
    """It is open for five minutes at least and for three months at most."""


class NoGroupForPolls(Refusal):
    """No group has been given its purpose yet."""


class PollIsOver(Refusal):
    """It is closed, or has not arrived in the group."""


class State(StrEnum):
    LEAVING = "leaving"
    OPEN = "open"
    CLOSED = "closed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Poll:
    """`voters` and `votes` are as Telegram counts: with those of chats it was forwarded to."""

    id: int
    question: str
    options: tuple[str, ...]
    purpose: Purpose
    closes_at: datetime
    several: bool = False
    anonymous: bool = True
    state: State = State.LEAVING
    made_by: int = 0
    voters: int = 0
    votes: tuple[int, ...] = ()

    @property
    def card(self) -> str:
        return f"poll:{self.id}"


@dataclass(frozen=True, slots=True)
class PollEnds:
    """The house's own alarm: closed by hand if Telegram has not done it."""

    poll_id: int


@dataclass(frozen=True, slots=True)
class PollOver:
    """To whoever made it."""

    poll_id: int


def read_options(typed: str) -> tuple[str, ...]:
    """One on each line."""
    options = tuple(option for line in typed.splitlines() if (option := one_line(line)))
    fit = FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS and len(set(options)) == len(options)
    if not fit or any(len(option) > LONGEST_OPTION for option in options):
        raise OptionsUnfit(least=FEWEST_OPTIONS, most=MOST_OPTIONS, length=LONGEST_OPTION)
    return options


def require_closing(closes_at: datetime, now: datetime) -> None:
    if not SHORTEST <= closes_at - now <= LONGEST:
        raise PollClosingUnfit


def open_period(poll: Poll, now: datetime) -> int | None:
    """Seconds after which Telegram closes it; None when it cannot wait for so long."""
    left = poll.closes_at - now
    return int(left.total_seconds()) if left <= LONGEST_BY_ITSELF else None


def winners(poll: Poll) -> Sequence[str]:
    """The options that nobody outdid; none where nobody voted."""
    most = max(poll.votes, default=0)
    return [o for o, n in zip(poll.options, poll.votes, strict=True) if most and n == most]
