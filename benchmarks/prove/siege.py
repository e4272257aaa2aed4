"""Linli as a process that is ended again and again, and started again at once."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from benchmarks.prove.crashing import POINTS
from benchmarks.prove.scene import Scene
from benchmarks.subjects import linli_environment

LOG = "log.txt"
IN_ENGLISH = {"LINLI_COMMUNITY__LANGUAGES": "en"}  # the model knows only these words
KILLED = -signal.SIGKILL
LONGEST_LIFE = 2.0  # seconds after it has come up
WHILE_STARTING = 0.2  # of all kills hit it before
LONGEST_WAIT = timedelta(seconds=60)
PATIENCE = 60.0
STOPS_WITHIN = 10.0  # as promised, when asked to


_CLAIMED = "SELECT id FROM outbox WHERE state = 'claimed'"
_UNENDED = "SELECT id FROM outbox WHERE state IN ('waiting', 'claimed')"


class Died(Exception):  # noqa: N818 -- a fact
    """Linli ended by itself."""


@dataclass(frozen=True, slots=True)
class Ending:
    """After so many seconds of its life, or at the so manieth time it comes to a point."""

    seconds: float = 0.0
    while_starting: bool = False
    point: str = ""
    count: int = 1


def at_random(random: Random, count: int) -> Iterable[Ending]:
    for _ in range(count):
        is_early = random.random() < WHILE_STARTING
        yield Ending(random.uniform(0, LONGEST_LIFE), while_starting=is_early)


def at_points(random: Random, count: int) -> Iterable[Ending]:
    """So many at each point that is passed while Linli runs, in any order."""
    endings = [
        Ending(point=point, count=random.randint(1, 12))
        for point in POINTS
        if point != "migrating"
        for _ in range(count)
    ]
    random.shuffle(endings)
    return endings


async def besiege(
    scene: Scene, endings: Iterable[Ending], tell: Callable[[int], None] = lambda _n: None
) -> int:
    """Returns how many times it was killed."""
    kills = 0
    for ending in endings:
        async with living(scene, ending) as process:
            await _end(scene, process, ending)
        if ending.point and ending.point != "migrating":
            await _recovery(scene)
        if _waits_too_long(scene):
            await _breather(scene)
        kills += 1
        tell(kills)
    return kills


async def settle(scene: Scene) -> None:
    """Linli may live until nothing waits any more, and is then asked to stop."""
    await _live_until(scene, _is_settled)


async def _recovery(scene: Scene) -> None:
    """A message is known to be sent unless two crashes in a row hit it: points are aimed so well
    that they would, so there is a quiet moment after each."""
    doubtful = f"id IN ({', '.join(str(number) for (number,) in scene.rows(_CLAIMED))})"
    await _live_until(scene, lambda scene: not scene.rows(f"{_UNENDED} AND {doubtful}"))


def _waits_too_long(scene: Scene) -> bool:
    """Telegram forgets presses after 150 seconds, which then nobody can be blamed for."""
    oldest = next(iter(scene.world.presses._unanswered.values()), None)
    waited = scene.world.now() - oldest.pressed_at if oldest else timedelta(0)
    return waited > LONGEST_WAIT and scene.world.pending_updates() > 0


async def _breather(scene: Scene) -> None:
    """On a machine that is so busy that Linli hardly comes up between two kills."""
    async with living(scene):
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while scene.world.pending_updates():  # noqa: ASYNC110 -- nothing tells of it
                    await asyncio.sleep(0.1)


async def _live_until(scene: Scene, is_over: Callable[[Scene], bool]) -> None:
    async with living(scene) as process:
        await _first_call(scene, process)
        async with asyncio.timeout(PATIENCE):
            while not is_over(scene):  # noqa: ASYNC110 -- nothing tells of it
                await asyncio.sleep(0.1)
        process.terminate()
        code = await asyncio.wait_for(process.wait(), STOPS_WITHIN)
    if code != 0:
        raise Died(f"it ended with {code} when asked to stop: {last_words(scene)}")


@asynccontextmanager
async def living(scene: Scene, ending: Ending | None = None) -> AsyncIterator[Process]:
    environment = os.environ | linli_environment(scene.address, scene.folder) | IN_ENGLISH
    if ending and ending.point:
        environment["CRASH_AT"] = f"{ending.point}:{ending.count}"
    with (scene.folder / LOG).open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.prove.crashing"), env=environment, stderr=log
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def last_words(scene: Scene) -> str:
    return (scene.folder / LOG).read_text(encoding="utf-8")[-2000:]


async def _end(scene: Scene, process: Process, ending: Ending) -> None:
    if ending.point:
        await _wait_for_death(scene, process)
        return
    if not ending.while_starting:
        await _first_call(scene, process)
    await asyncio.sleep(ending.seconds)
    if process.returncode is not None:
        raise Died(f"it ended with {process.returncode}: {last_words(scene)}")
    process.kill()
    await process.wait()


async def _wait_for_death(scene: Scene, process: Process) -> None:
    code = await asyncio.wait_for(process.wait(), PATIENCE)
    if code != KILLED:
        raise Died(f"it ended with {code}: {last_words(scene)}")


async def _first_call(scene: Scene, process: Process) -> None:
    """It is up when it has asked Telegram who it is."""
    before = len(scene.world.calls)
    async with asyncio.timeout(PATIENCE):
        while len(scene.world.calls) == before and process.returncode is None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def _is_settled(scene: Scene) -> bool:
    if scene.world.pending_updates():
        return False
    waiting = scene.rows(
        "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'claimed') UNION ALL"
        " SELECT count(*) FROM notices WHERE state = 'waiting' AND due_at <= unixepoch()"
    )
    return waiting == [(0,), (0,)]
