"""What can go wrong on the way to Telegram, on demand: errors, waits, lost answers, garbage."""

import asyncio
from dataclasses import dataclass
from typing import Any

from sandbox.refusals import Refusal, too_many_requests

EVERY_METHOD = "*"
BAD_REQUEST = 400
DESCRIPTIONS = {
    BAD_REQUEST: "Bad Request: injected",
    401: "Unauthorized",
    403: "Forbidden: injected",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
GARBAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


class AnswerLost(Exception):  # noqa: N818 -- a fault that was asked for
    """The connection broke before the answer arrived."""


class AnswerGarbled(Exception):  # noqa: N818 -- a fault that was asked for
    """Something that is not the Bot API answered."""

    body = GARBAGE


@dataclass(slots=True)
class Fault:
    method: str = EVERY_METHOD
    times: int = 1
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    delay_seconds: float = 0.0
    lose_answer: bool = False  # the call takes effect, its answer never arrives
    lose_request: bool = False  # the call never arrives
    garbage: bool = False

    def __post_init__(self) -> None:
        if self.description and self.status is None:
            self.status = BAD_REQUEST

    def concerns(self, method: str) -> bool:
        return self.method in {EVERY_METHOD, method}

    async def strike_before(self) -> None:
        """What happens instead of the call, if anything."""
        if self.delay_seconds:
            await asyncio.sleep(self.delay_seconds)
        if self.lose_request:
            raise AnswerLost
        if self.garbage:
            raise AnswerGarbled
        if self.retry_after is not None:
            raise too_many_requests(self.retry_after)
        if self.status is not None:
            words = self.description or DESCRIPTIONS.get(self.status, "Internal Server Error")
            raise Refusal(self.status, words)


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, **facts: Any) -> None:
        """A fault by its facts: method, times, status … as a Fault has them."""
        self._waiting.append(Fault(**facts))

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """The first fault that waits for this method; it counts as having struck."""
        if not self._waiting:
            return None
        fault = next((each for each in self._waiting if each.concerns(method)), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times <= 0:
            self._waiting.remove(fault)
        return fault
