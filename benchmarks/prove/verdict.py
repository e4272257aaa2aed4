"""What is left when the dust has settled, beside what the model says."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from benchmarks.prove.model import Line, Pair
from benchmarks.prove.residents import Residents
from benchmarks.prove.scene import Scene

MOST_COPIES = 2

_STATE = """
SELECT p.telegram_id, s.activity_id, s.standing, s.companions
  FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id ORDER BY s.id
"""
_OVERSOLD = """
SELECT id FROM activities AS a WHERE capacity < (
    SELECT coalesce(sum(1 + companions), 0) FROM sign_ups AS s
     WHERE s.activity_id = a.id AND standing != 'waiting')
"""
_OUTBOX = "SELECT state, count(*) FROM outbox GROUP BY state"
_ENDLESS = "SELECT id, method FROM outbox WHERE state IN ('waiting', 'claimed')"
_FAILED = "SELECT id, error FROM updates WHERE code IS NOT NULL"
_TITLES = "SELECT id, title FROM activities"
_PLACE = "You have a place: "


@dataclass(frozen=True, slots=True)
class Verdict:
    """`faults` names what must not be, each with all that was found of it."""

    presses: int
    acknowledged: int
    receipts: int
    messages: int
    most_copies: int
    outbox: dict[str, int]
    faults: dict[str, list[Any]]

    @property
    def is_clean(self) -> bool:
        return not any(self.faults.values()) and self.most_copies <= MOST_COPIES


def judge(scene: Scene, residents: Residents) -> Verdict:
    copies = scene.world.sent_copies()
    return Verdict(
        presses=len(residents.expected),
        acknowledged=len(_acknowledged(scene, residents)),
        receipts=len(residents.model.receipts),
        messages=sum(copies.values()),
        most_copies=max(copies.values()),
        outbox=dict(scene.rows(_OUTBOX)),
        faults=_in_the_database(scene, residents) | _in_the_chats(scene, residents, copies),
    )


def _in_the_database(scene: Scene, residents: Residents) -> dict[str, list[Any]]:
    rows, model = scene.rows(_STATE), residents.model
    state = {(person, activity): (how, n) for person, activity, how, n in rows}
    return {
        "acknowledged sign-ups lost": [
            pair for pair in _acknowledged(scene, residents) if pair not in state
        ],
        "activities oversold": scene.rows(_OVERSOLD),
        "sign-ups that differ from the model": sorted(state.items() ^ model.state().items()),
        "waiting lists in another order": _disorder(residents, rows),
        "letters without an end": scene.rows(_ENDLESS),
        "updates that failed": scene.rows(_FAILED),
    }


def _in_the_chats(
    scene: Scene, residents: Residents, copies: Counter[tuple[int, str]]
) -> dict[str, list[Any]]:
    return {
        "presses without an answer": _answers(scene, residents, given=False),
        "answers that differ from the model": _answers(scene, residents, given=True),
        "receipts missing": sorted(residents.model.receipts - _receipts(scene, copies)),
        "group cards out of date": _stale_cards(scene, residents),
    }


def _acknowledged(scene: Scene, residents: Residents) -> list[Pair]:
    """Who was told to have a place, and has not given it up since."""
    told = [
        residents.pairs[query]
        for query, answer in scene.world.answers.items()
        if answer and answer["text"].startswith(_PLACE)
    ]
    return [pair for pair in told if pair not in residents.gone]


def _answers(scene: Scene, residents: Residents, *, given: bool) -> list[Any]:
    answers = scene.world.answers
    if not given:
        return [query for query in residents.expected if answers[query] is None]
    return [
        (begins, answer["text"])
        for query, begins in residents.expected.items()
        if (answer := answers[query]) and not answer["text"].startswith(begins)
    ]


def _disorder(residents: Residents, rows: list[tuple[Any, ...]]) -> list[int]:
    """Activities whose waiting list is not in the order in which people signed up."""
    return [
        number
        for number, line in residents.model.lines.items()
        if [p for p, a, how, _n in rows if a == number and how == "waiting"] != line.waiting()
    ]


def _receipts(scene: Scene, copies: Counter[tuple[int, str]]) -> set[Pair]:
    """Cards that came as messages of their own: only they name the organiser."""
    titles = {title: number for number, title in scene.rows(_TITLES)}
    return {
        (chat, titles[line])
        for chat, text in copies
        if chat > 0 and "Organised by" in text
        for line in text.splitlines()
        if line in titles
    }


def _stale_cards(scene: Scene, residents: Residents) -> list[int]:
    """Cards in the group that tell another number of free or waiting parties than is true."""
    shown = {m["message_id"]: m["text"] for m in scene.world.chat(scene.group_id).history.values()
             if "text" in m}  # fmt: skip
    return [
        number
        for number, line in residents.model.lines.items()
        if number in residents.touched and not _is_true(line, shown[scene.posted[number]])
    ]


def _is_true(line: Line, card: str) -> bool:
    if line.free:
        return f"{line.free} of {line.capacity} places left" in card
    waiting = len(line.waiting())
    return (f"Full; {waiting} waiting" if waiting else "Full") in card.splitlines()
