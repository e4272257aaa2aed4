"""A siege from beginning to end, judged."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.prove.residents import Residents
from benchmarks.prove.scene import scene
from benchmarks.prove.siege import Ending, besiege, settle
from benchmarks.prove.verdict import Verdict, judge

PER_SECOND = 30.0  # presses; about a third of what one slow core can take


async def judged_siege(
    endings: Iterable[Ending],
    random: Random,
    *,
    per_second: float = PER_SECOND,
    tell: Callable[[int], None] = lambda _kills: None,
) -> Verdict:
    with TemporaryDirectory() as folder:
        async with scene(Path(folder)) as place:
            residents = Residents(place, random, per_second)
            tapping = asyncio.create_task(residents.tap_for_ever())
            await besiege(place, endings, tell)
            tapping.cancel()
            await settle(place)
            return judge(place, residents)
