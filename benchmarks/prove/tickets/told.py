"""What the siege of the office has shown, as figures."""

import asyncio
import sys
from collections.abc import Sequence
from random import Random

from benchmarks.figures import bound, table
from benchmarks.prove.siege import Ending, at_points, at_random
from benchmarks.prove.tickets.besieged import judged_office
from benchmarks.prove.tickets.verdict import MOST_COPIES, TicketVerdict

SHOWN = 5  # of each fault

Told = tuple[str, bool]  # the figures, and whether all is well
Row = tuple[str, str]


def tickets(random: Random, kills: int, points: int) -> Told:
    """Once in a plain group, at random moments, and once in one with topics, at named points."""
    told = [
        _told("in a group, at random moments", list(at_random(random, kills)), random),
        _told("in topics, at named points", list(at_points(random, points)), random, True),
    ]
    return "\n\n".join(text for text, _is_clean in told), all(clean for _text, clean in told)


def _told(where: str, endings: Sequence[Ending], random: Random, is_forum: bool = False) -> Told:
    verdict = asyncio.run(judged_office(endings, random, is_forum=is_forum, tell=_counts))
    print(file=sys.stderr)
    rows = [("kills that did any harm", _harm(len(endings), verdict)), *_rows(verdict)]
    for fault, found in (verdict.faults | verdict.search.found).items():
        for each in found[:SHOWN]:
            print(f"{fault}: {str(each)[:500]}", file=sys.stderr)
    figures = "\n\n".join((table(("found", "number"), rows), _search(verdict)))
    return (
        f"### {len(endings)} kills while tickets are dealt with {where}\n\n{figures}",
        verdict.is_clean,
    )


def _rows(verdict: TicketVerdict) -> list[Row]:
    tries = {
        "acknowledged tickets lost": verdict.acknowledged,
        "tickets that nobody opened": verdict.tickets,
        "tickets that differ from the model": verdict.tickets,
        "threads that differ from the model": verdict.tickets,
        "words that are nowhere": verdict.texts,
        "letters without an end": sum(verdict.outbox.values()),
        "calls that Telegram would refuse": sum(verdict.outbox.values()),
        "answers that did not arrive": verdict.answers,
        "words that the desk has not seen": verdict.texts,
        "cards out of date": verdict.tickets,
    }
    return [
        ("tickets, and how many of them anonymous", f"{verdict.tickets:,}, {verdict.anonymous:,}"),
        ("closed and rated, again and again", f"{verdict.closings:,}"),
        ("presses", f"{verdict.presses:,}"),
        *(
            (fault, bound(len(found), tries.get(fault, verdict.presses)))
            for fault, found in verdict.faults.items()
        ),
        (f"copies of one message, {MOST_COPIES} at most", str(verdict.most_copies)),
        ("letters that may or may not have arrived", str(verdict.outbox.get("unknown", 0))),
    ]


def _search(verdict: TicketVerdict) -> str:
    """What was found of those who had asked not to be named."""
    search = verdict.search
    rows = [
        (where, f"{search.looked_at[where]:,}", str(len(found)))
        for where, found in search.found.items()
    ]
    known = f"{search.controls_found} of {search.controls}"
    return (
        f"{table(('anonymous authors looked for in', 'how many', 'found'), rows)}\n\n"
        f"The same search knows who reported under a name: {known}."
    )


def _harm(kills: int, verdict: TicketVerdict) -> str:
    return bound(0, kills) if verdict.is_clean else "see below"


def _counts(kills: int) -> None:
    print(f"{kills} kills", end="\r", file=sys.stderr, flush=True)
