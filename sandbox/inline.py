"""Inline mode: what people ask a bot in any chat, its answers, and the messages that came of them.

A query waits half a minute for its answer; an answer is kept for as long as the bot allows, and
the same question is then answered without asking the bot again.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.presses import TOO_OLD
from sandbox.refusals import Impossible, bad_request
from sandbox.shapes import Json

ANSWERABLE = timedelta(seconds=30)
QUERY_LENGTH = 256

Question = tuple[int | None, str, str, str]  # who if it matters, words, offset, kind of chat


@dataclass(frozen=True, slots=True)
class Query:
    query_id: str
    person_id: int
    chat_id: int
    chat_type: str
    words: str
    offset: str
    asked_at: datetime

    def question(self, *, is_personal: bool) -> Question:
        asked_by = self.person_id if is_personal else None
        return asked_by, self.words, self.offset, self.chat_type


@dataclass(slots=True)
class InlineMode:
    """`feedback` says whether the bot hears which result was chosen; Telegram's default is no."""

    enabled: bool = True
    feedback: bool = False
    answers: dict[str, Json | None] = field(default_factory=dict)
    messages: dict[str, tuple[int, int]] = field(default_factory=dict)  # where each one stands
    _queries: dict[str, Query] = field(default_factory=dict)
    _cached: dict[Question, tuple[datetime, Json]] = field(default_factory=dict)

    def ask(self, query: Query) -> bool:
        """Whether the bot has to be asked: otherwise the answer is there already."""
        self._queries[query.query_id] = query
        self.answers[query.query_id] = self._known(query)
        return self.answers[query.query_id] is None

    def answer(self, query_id: str, answer: Json, now: datetime) -> Query:
        """Answers once, while the query is fresh."""
        query = self._queries.get(query_id)
        if query is None or self.answers[query_id] or now - query.asked_at > ANSWERABLE:
            raise bad_request(TOO_OLD)
        self.answers[query_id] = answer
        kept_until = now + timedelta(seconds=answer["cache_time"])
        if kept_until > now:
            question = query.question(is_personal=answer["is_personal"])
            self._cached[question] = (kept_until, answer)
        return query

    def chosen(self, query_id: str, result_id: str) -> tuple[Query, Json]:
        answer = self.answers.get(query_id)
        results = answer["results"] if answer else []
        found = next((result for result in results if result["id"] == result_id), None)
        if found is None:
            raise Impossible("there is no such result to choose")
        return self._queries[query_id], found

    def placed(self, chat_id: int, message_id: int) -> str:
        """The id under which the message can be edited, wherever it stands."""
        inline_message_id = secrets.token_urlsafe(20)
        self.messages[inline_message_id] = (chat_id, message_id)
        return inline_message_id

    def id_of(self, chat_id: int, message_id: int) -> str | None:
        place = (chat_id, message_id)
        return next((one for one, where in self.messages.items() if where == place), None)

    def _known(self, query: Query) -> Json | None:
        for is_personal in (True, False):
            until, answer = self._cached.get(
                query.question(is_personal=is_personal), (query.asked_at, None)
            )
            if until > query.asked_at:
                return answer
        return None
