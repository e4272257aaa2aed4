"""Presses of inline buttons that wait for the bot's answer, and what people saw as the answer."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.refusals import bad_request
from sandbox.shapes import Json

ANSWERABLE = timedelta(seconds=150)
ANSWER_LENGTH = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True)
class Press:
    query_id: str
    person_id: int
    chat_id: int
    pressed_at: datetime


class Presses:
    def __init__(self) -> None:
        self._unanswered: dict[str, Press] = {}
        self._seen: dict[int, list[Json]] = {}
        self.answers: dict[str, Json | None] = {}

    def begin(self, *, person_id: int, chat_id: int, now: datetime) -> Press:
        query_id = str(10**18 + secrets.randbelow(8 * 10**18))
        press = Press(query_id, person_id, chat_id, now)
        self._unanswered[query_id] = press
        self.answers[query_id] = None
        return press

    def answer(self, query_id: str, answer: Json, now: datetime) -> Press:
        """Answers once, while the press is fresh."""
        press = self._unanswered.get(query_id)
        if press is None or now - press.pressed_at > ANSWERABLE:
            raise bad_request(TOO_OLD)
        if len(answer["text"]) > ANSWER_LENGTH:
            raise bad_request("MESSAGE_TOO_LONG")
        del self._unanswered[query_id]
        self.answers[query_id] = answer
        if answer["text"] or answer["url"]:
            self._seen.setdefault(press.person_id, []).append(answer)
        return press

    def toasts(self, person_id: int) -> list[Json]:
        return list(self._seen.get(person_id, ()))
