"""A siege of the office from beginning to end, judged."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.prove.scene import Scene
from benchmarks.prove.siege import Ending, besiege, settle
from benchmarks.prove.tickets.authors import Author
from benchmarks.prove.tickets.clerks import Clerk
from benchmarks.prove.tickets.docket import Docket
from benchmarks.prove.tickets.office import HIDDEN, NAMED, STAFF, office
from benchmarks.prove.tickets.phone import Heard, Phone
from benchmarks.prove.tickets.verdict import TicketVerdict, judge_tickets


async def judged_office(
    endings: Iterable[Ending],
    random: Random,
    *,
    is_forum: bool = False,
    tell: Callable[[int], None] = lambda _kills: None,
) -> TicketVerdict:
    with TemporaryDirectory() as folder:
        async with office(Path(folder), is_forum=is_forum) as scene:
            docket, heard = Docket(random), Heard()
            lives = [asyncio.create_task(life) for life in _lives(scene, docket, heard)]
            await besiege(scene, endings, tell)
            for life in lives:
                life.cancel()
            await asyncio.wait(lives)
            _say_what_broke(lives)
            await settle(scene)
            return judge_tickets(scene, docket, heard)


def _lives(scene: Scene, docket: Docket, heard: Heard) -> Iterator[Coroutine[Any, Any, None]]:
    for resident in (*NAMED, *HIDDEN):
        phone = Phone(scene.world, resident, heard)
        yield Author(phone, docket, anonymous=resident in HIDDEN).lives()
    for clerk in STAFF:
        yield Clerk(Phone(scene.world, clerk, heard), docket, scene.group_id).works()


def _say_what_broke(lives: Iterable[asyncio.Task[None]]) -> None:
    for life in lives:
        if not life.cancelled() and (error := life.exception()):
            raise error
