"""What is left of the tickets when the dust has settled, beside what the model says."""

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from math import ceil
from typing import Any

from benchmarks.prove.scene import Scene
from benchmarks.prove.tickets.docket import Docket, mark_of
from benchmarks.prove.tickets.model import Case
from benchmarks.prove.tickets.office import STAFF
from benchmarks.prove.tickets.phone import Heard, presses_of
from benchmarks.prove.tickets.planted import Search, searched
from handlers.tickets import buttons, moves
from storage.drafts import Drafts
from storage.seal import KEY_FILE, Seal
from storage.sql import Sql
from storage.store import DATABASE

MOST_COPIES = 2

_TICKETS = """
SELECT t.id, t.state, p.telegram_id AS owner, t.anonymous, t.reopenings, t.closings
  FROM tickets AS t LEFT JOIN people AS p ON p.id = t.owner_id
"""
_ENTRIES = """
SELECT ticket_id, side, kind, text FROM ticket_entries WHERE kind <> 'move' ORDER BY id
"""
_RATINGS = """
SELECT ticket_id, contacted, solved, satisfied, reason, reopened FROM ticket_ratings
 ORDER BY round
"""
_KEPT = "SELECT text FROM ticket_entries UNION SELECT text FROM ticket_revisions"
_CARDS = "SELECT card, chat_id, message_id FROM cards WHERE card LIKE 'case:%'"
_OUTBOX = "SELECT state, count(*) FROM outbox GROUP BY state"
_ENDLESS = "SELECT id, method FROM outbox WHERE state IN ('waiting', 'claimed')"
# An answer that goes once more after a crash finds its press answered.
_REFUSED = """
SELECT method, error FROM outbox WHERE state = 'failed' AND error NOT LIKE 'query is too old%'
"""
_FAILED = "SELECT id, error FROM updates WHERE code IS NOT NULL"

AT_THE_DESK = {
    "received": "🆕 New",
    "in_hand": "🔧 In hand",
    "asked": "❓ Waiting for the resident",
    "closed": "✅ Closed",
    "settled": "☑️ Settled",
    "withdrawn": "✖️ Withdrawn",
}
TO_THE_AUTHOR = {
    "received": "We have it.",
    "in_hand": "Somebody has it in hand.",
    "asked": "We have a question for you.",
    "closed": "\nClosed.",
    "settled": "Closed. Thank you",
    "withdrawn": "You have withdrawn it.",
}
# News that comes once: with each a text that stands nowhere else.
# Several answers at once may have come together, in as many messages that look alike.
SAID_BY_STAFF = "The community · "
ONCE = ("There is an answer", "There is a question", "This has been closed")


@dataclass(frozen=True, slots=True)
class TicketVerdict:
    """`faults` names what must not be, each with all that was found of it."""

    tickets: int
    anonymous: int
    acknowledged: int
    presses: int
    texts: int
    answers: int
    closings: int
    most_copies: int
    outbox: dict[str, int]
    faults: dict[str, list[Any]]
    search: Search

    @property
    def is_clean(self) -> bool:
        is_clean = not any(self.faults.values()) and self.search.is_clean
        return is_clean and self.most_copies <= MOST_COPIES


def judge_tickets(scene: Scene, docket: Docket, heard: Heard) -> TicketVerdict:
    told = _told(scene)
    cases = docket.cases
    return TicketVerdict(
        tickets=len(cases),
        anonymous=sum(case.anonymous for case in cases),
        acknowledged=sum(case.number > 0 for case in cases),
        presses=len(heard.expected),
        texts=len(_typed(heard)),
        answers=sum(len(_from_staff(case)) for case in cases),
        closings=sum(len(case.closings) for case in cases),
        most_copies=_most_copies(scene),
        outbox=dict(scene.rows(_OUTBOX)),
        faults=_in_the_database(scene, docket, heard)
        | _presses(scene, heard)
        | _in_the_chats(scene, cases, told),
        search=searched(scene, docket),
    )


def _in_the_database(scene: Scene, docket: Docket, heard: Heard) -> dict[str, list[Any]]:
    threads: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for ticket_id, *entry in scene.rows(_ENTRIES):
        threads[ticket_id].append((entry[0], entry[1], entry[2]))
    numbers = {mark_of(thread[0][2]): number for number, thread in threads.items()}
    for case in docket.cases:
        case.number = case.number or numbers.get(mark_of(case.words), 0)
    there = set(numbers.values())
    kept = {text for (text,) in scene.rows(_KEPT)}
    unsent = _unsent(scene)
    return {
        "acknowledged tickets lost": [c for c in docket.cases if c.number not in there],
        "tickets that nobody opened": sorted(set(threads) - {c.number for c in docket.cases}),
        "tickets that differ from the model": _differences(scene, docket.cases),
        "threads that differ from the model": [
            (case.number, threads[case.number], case.thread)
            for case in docket.cases
            if threads[case.number] != case.thread
        ],
        "words that are nowhere": [
            text for text in _typed(heard) if text not in kept and text not in unsent
        ],
        "letters without an end": scene.rows(_ENDLESS),
        "calls that Telegram would refuse": scene.rows(_REFUSED),
        "updates that failed": scene.rows(_FAILED),
    }


def _unsent(scene: Scene) -> str:
    """What is kept of reports in the making, which only the key opens."""
    seal = Seal((scene.folder / KEY_FILE).read_bytes())
    with closing(sqlite3.connect(scene.folder / DATABASE)) as connection:
        connection.row_factory = sqlite3.Row
        drafts = Drafts(Sql(connection), seal)
        return "".join(
            text
            for (person,) in scene.rows("SELECT id FROM people")
            for text in drafts.held(person)
        )


def _differences(scene: Scene, cases: list[Case]) -> list[Any]:
    """Each ticket's standing, and the answers about every closing."""
    found = {row[0]: list(row[1:]) for row in scene.rows(_TICKETS)}
    rated: dict[int, list[list[Any]]] = defaultdict(list)
    for ticket_id, *answers in scene.rows(_RATINGS):
        rated[ticket_id].append(answers)
    pairs = [(case.number, _standing(case), found.get(case.number)) for case in cases]
    pairs += [(case.number, _answers(case), rated[case.number]) for case in cases]
    return [(number, wanted, is_so) for number, wanted, is_so in pairs if wanted != is_so]


def _standing(case: Case) -> list[Any]:
    closings = len(case.closings)
    return [case.state, case.owner, int(case.anonymous), case.reopenings, closings]


def _answers(case: Case) -> list[Any]:
    return [[a.contacted, a.solved, a.satisfied, a.reason, int(a.reopened)] for a in case.closings]


def _presses(scene: Scene, heard: Heard) -> dict[str, list[Any]]:
    answers = scene.world.answers
    return {
        "presses without an answer": [query for query in heard.expected if answers[query] is None],
        "answers that differ from the model": [
            (begins, answer["text"])
            for query, begins in heard.expected.items()
            if (answer := answers[query]) and not answer["text"].startswith(begins)
        ],
        "waited in vain": heard.in_vain,
    }


def _in_the_chats(scene: Scene, cases: list[Case], told: dict[int, str]) -> dict[str, list[Any]]:
    desk = told[scene.group_id]
    return {
        "answers that did not arrive": [
            (case.number, text)
            for case in cases
            for text in _from_staff(case)
            if text not in told[case.author]
        ],
        "words that the desk has not seen": [
            (case.number, text)
            for case in cases
            for side, _kind, text in case.thread
            if side == "resident" and text.rstrip("!") not in desk
        ],
        "cards out of date": _stale(scene, cases),
    }


def _stale(scene: Scene, cases: list[Case]) -> list[Any]:
    """Where it is not known which message shows a ticket at the desk, it is not looked for."""
    desk = _at_the_desk(scene)
    return [
        (case.number, case.state)
        for case in cases
        if AT_THE_DESK[case.state] not in desk.get(case.number, AT_THE_DESK[case.state])
        or TO_THE_AUTHOR[case.state] not in _own_card(scene, case)
    ]


def _at_the_desk(scene: Scene) -> dict[int, str]:
    """The card of each ticket that Linli looks after."""
    history = scene.world.chats[scene.group_id].history
    return {
        int(card.removeprefix("case:")): history[message_id]["text"]
        for card, chat_id, message_id in scene.rows(_CARDS)
        if chat_id == scene.group_id
    }


def _own_card(scene: Scene, case: Case) -> str:
    cards = [
        message["text"]
        for message in scene.world.chats[case.author].history.values()
        if f"#{case.number} · " in message.get("text", "")
        and any(isinstance(press, buttons.ShowThread) for press in presses_of(message))
    ]
    return cards[-1] if cards else ""


def _told(scene: Scene) -> dict[int, str]:
    """Everything that was said in each chat, edits as well."""
    said: dict[int, list[str]] = defaultdict(list)
    for _method, payload, _answer in scene.world.calls:
        if "chat_id" in payload and "text" in payload:
            said[int(payload["chat_id"])].append(payload["text"])
    return defaultdict(str, {chat: "\n".join(texts) for chat, texts in said.items()})


def _most_copies(scene: Scene) -> int:
    """Of what is said once: news of a text, a resident's words at the desk, a ticket's card."""
    copies = Counter(
        {
            key: ceil(number / max(1, key[1].count(SAID_BY_STAFF)))
            for key, number in scene.world.sent_copies().items()
            if any(words in key[1] for words in ONCE) or "🗣 The resident of" in key[1]
        }
    )
    cards = Counter(
        press.ticket_id
        for message in scene.world.chats[scene.group_id].history.values()
        for press in presses_of(message)
        if isinstance(press, moves.OpenCase)
    )
    return max((*copies.values(), *cards.values()), default=0)


def _from_staff(case: Case) -> list[str]:
    return [text for side, _kind, text in case.thread if side == "staff"]


def _typed(heard: Heard) -> list[str]:
    """Texts of residents, not commands."""
    return [text for person, text in heard.typed if person not in STAFF and text[0] != "/"]
