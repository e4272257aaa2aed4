"""Whatever comes, from people without an office: no update may stop Linli or change the house."""

import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.bots.linli_unpaced import unpaced
from benchmarks.neighbourhood import FIRST_UPDATE
from benchmarks.prove.mutations import GUESTS, mutated
from benchmarks.prove.scene import Scene, now, scene
from benchmarks.subjects import TOKEN
from bot.linli import Linli, open_linli
from community.house import House
from sandbox.request import SandboxRequest

BATCH = 100
# What the sandbox rightly refuses: presses that nobody made, chats and messages that are not.
EXPECTED = (
    *("query is too old", "chat not found", "message to edit not found", "can't be edited"),
    *(
        "can't initiate conversation",
        "bot was kicked",
        "not a member",
        "thread not found",
        "no text in",
        "message_id_invalid",
    ),
)
# Nothing of this is for residents to change.
HOUSE = (
    "SELECT id, title, state, capacity FROM activities",
    "SELECT chat_id, purpose FROM groups WHERE purpose IS NOT NULL",
    "SELECT telegram_id, roles FROM people WHERE roles & 12",
    "SELECT count(*) FROM invitations",
    "SELECT id, owner_id, marked FROM tickets WHERE owner_id IS NOT NULL OR marked",
    "SELECT count(*) FROM reveals",
    "SELECT count(*) FROM board_cases",
    "SELECT count(*) FROM shifts",
    "SELECT count(*) FROM plan_items",
    "SELECT count(*) FROM surveys",
)


@dataclass(slots=True)
class Findings:
    updates: int = 0
    slowest: float = 0.0  # seconds for a batch of a hundred
    failures: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    changed: list[Any] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.failures or self.refused or self.changed)


class _Failures(logging.Handler):
    """Where each failure came from, as Linli logged it."""

    def __init__(self, found: Counter[str]) -> None:
        super().__init__(logging.ERROR)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error:
            self._found[f"{record.name}: {error!r} in {_where(error)}"] += 1


async def fuzz(random: Random, count: int) -> Findings:
    findings = Findings()
    listener = _Failures(findings.failures)
    logging.getLogger("bot").addHandler(listener)
    try:
        with TemporaryDirectory() as folder:
            async with scene(Path(folder)) as place, open_linli(
                place.folder, house=House(), token=TOKEN, base_url="http://telegram.invalid",
                request=lambda: SandboxRequest(place.world), now=now, pace=unpaced(),
            ) as linli:  # fmt: skip
                await _pelt(place, linli, random, count, findings)
    finally:
        logging.getLogger("bot").removeHandler(listener)
    return findings


async def _pelt(
    place: Scene, linli: Linli, random: Random, count: int, findings: Findings
) -> None:
    for person in GUESTS:
        place.world.add_person(person, "甲")
        place.world.person(person).started = True
    before = [place.rows(sql) for sql in HOUSE]
    number = FIRST_UPDATE
    while findings.updates < count:
        batch = [mutated(random, number + i, place.group_id) for i in range(BATCH)]
        number += BATCH
        findings.slowest = max(findings.slowest, await _taken(linli, batch))
        findings.updates += BATCH
        await _delivered(linli)
        place.world.calls.clear()
    findings.changed = [pair for pair in zip(before, map(place.rows, HOUSE), strict=True)
                        if pair[0] != pair[1]]  # fmt: skip
    findings.refused = _refused(place)


async def _taken(linli: Linli, batch: list[Any]) -> float:
    started = time.monotonic()
    await linli.intake.take(batch)
    return time.monotonic() - started


async def _delivered(linli: Linli) -> None:
    """What can go now; what is put off for a while is left for later."""
    while (
        await linli.clock.tick()
        + await linli.delivery.round()
        + await linli.delivery.calls_ended()
    ):
        pass


def _refused(place: Scene) -> Counter[str]:
    rows = place.rows(
        "SELECT method || ': ' || error, count(*) FROM outbox WHERE state = 'failed' GROUP BY 1"
    )
    return Counter({said: n for said, n in rows if not any(e in said.lower() for e in EXPECTED)})


def _where(error: BaseException) -> str:
    """The innermost places it passed through."""
    trace, places = error.__traceback__, []
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " < ".join(reversed(places[-3:]))
