"""Polls: their limits, who voted for what, when they close. Knows neither chats nor updates."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.refusals import Impossible, bad_request
from sandbox.shapes import Json

QUESTION_LENGTH = 300
OPTION_LENGTH = 100
MOST_OPTIONS = 12
EXPLANATION_LENGTH = 200
EXPLANATION_LINES = 2
SHORTEST, LONGEST = 5, 2_628_000


@dataclass(slots=True)
class Poll:
    shown: Json
    places: list[tuple[int, int]] = field(default_factory=list)  # chat and message ids
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def poll_id(self) -> str:
        return str(self.shown["id"])

    def vote(self, person_id: int, options: Sequence[int]) -> None:
        """No options at all takes a vote back. Refuses what a client would not offer."""
        chosen = tuple(dict.fromkeys(options))
        self._check_vote(person_id, chosen)
        if chosen:
            self.votes[person_id] = chosen
        else:
            self.votes.pop(person_id, None)
        self._count()

    def close(self) -> None:
        self.shown = self.shown | {"is_closed": True}

    def is_over(self, now: datetime) -> bool:
        closes = self.shown.get("close_date")
        return bool(closes and not self.shown["is_closed"] and closes <= now.timestamp())

    def persistent_ids(self, options: Sequence[int]) -> list[str]:
        return [self.shown["options"][each]["persistent_id"] for each in options]

    def _check_vote(self, person_id: int, chosen: tuple[int, ...]) -> None:
        if self.shown["is_closed"]:
            raise Impossible("this poll is closed")
        if any(not 0 <= each < len(self.shown["options"]) for each in chosen):
            raise Impossible("this poll has no such option")
        if len(chosen) > 1 and not self.shown["allows_multiple_answers"]:
            raise Impossible("this poll takes one answer")
        if person_id in self.votes and not self.shown["allows_revoting"]:
            raise Impossible("an answer to this poll cannot be changed")

    def _count(self) -> None:
        counts = [0] * len(self.shown["options"])
        for chosen in self.votes.values():
            for each in chosen:
                counts[each] += 1
        options = [
            option | {"voter_count": count}
            for option, count in zip(self.shown["options"], counts, strict=True)
        ]
        self.shown = self.shown | {"options": options, "total_voter_count": len(self.votes)}


def new_poll(given: Json, now: datetime) -> Json:
    """The poll as its message first shows it; texts are already parsed."""
    is_quiz = _is_quiz(given)
    poll: Json = {
        "id": str(10**18 + secrets.randbelow(8 * 10**18)),
        "question": _within(given["question"], QUESTION_LENGTH, "question"),
        "options": _options(given["options"]),
        "total_voter_count": 0,
        "is_closed": given.get("is_closed", False),
        "is_anonymous": given.get("is_anonymous", True),
        "type": "quiz" if is_quiz else "regular",
        "allows_multiple_answers": given.get("allows_multiple_answers", False),
        "allows_revoting": given.get("allows_revoting", not is_quiz),
        "members_only": given.get("members_only", False),
    }
    if is_quiz:
        poll |= _quiz(given, len(poll["options"]))
    return poll | _closing(given, now)


def _is_quiz(given: Json) -> bool:
    kind = given.get("type") or "regular"
    if kind not in {"regular", "quiz"}:
        raise bad_request("unsupported poll type specified")
    return bool(kind == "quiz")


def _options(texts: list[str]) -> list[Json]:
    if not texts:
        raise bad_request("poll must have at least 1 option")
    if len(texts) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    if len(set(texts)) < len(texts):
        raise bad_request("POLL_OPTION_DUPLICATE")
    return [
        {
            "persistent_id": secrets.token_hex(4),
            "text": _within(text, OPTION_LENGTH, "options"),
            "voter_count": 0,
        }
        for text in texts
    ]


def _within(text: str, limit: int, called: str) -> str:
    if not text:
        raise bad_request(f"poll {called} must be non-empty")
    if len(text) > limit:
        raise bad_request(f"poll {called} length must not exceed {limit}")
    return text


def _quiz(given: Json, options: int) -> Json:
    correct = given.get("correct_option_ids") or []
    if not correct or any(not 0 <= each < options for each in correct):
        raise bad_request("wrong correct option ID specified")
    explanation = given.get("explanation", "")
    too_long = len(explanation) > EXPLANATION_LENGTH
    if too_long or explanation.count("\n") > EXPLANATION_LINES:
        raise bad_request("quiz explanation is too long")
    told = {"explanation": explanation} if explanation else {}
    return {"correct_option_ids": correct} | told


def _closing(given: Json, now: datetime) -> Json:
    period, date = given.get("open_period"), given.get("close_date")
    if period and date:
        raise bad_request("only one of the fields open_period and close_date may be specified")
    moment = int(now.timestamp())
    length = period or (date - moment if date else None)
    if length is None:
        return {}
    if not SHORTEST <= length <= LONGEST:
        raise bad_request("poll close time must be in the future")
    told = {"open_period": period} if period else {}
    return told | {"close_date": moment + length}
