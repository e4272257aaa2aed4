"""A thousand reminders at once, while the clock and the machine misbehave."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.neighbourhood import FIRST_PERSON, everybody_signs_up, prepare
from benchmarks.prove.scene import now
from benchmarks.subjects import TOKEN
from bot.linli import Linli, open_linli
from community.house import House
from sandbox.clock import Clock
from sandbox.request import SandboxRequest
from sandbox.world import World

PEOPLE = 1000
HOUR = timedelta(hours=1)
LEAD = 2 * HOUR


@dataclass(slots=True)
class Street:
    """Linli in a town whose clock stands still until it is moved; due is a moment from now."""

    folder: Path
    world: World
    due_at: datetime
    linli: Linli = field(init=False)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def opens(self) -> None:
        clock = self.world.clock
        self.linli = await self._stack.enter_async_context(
            open_linli(
                self.folder,
                house=House(zone=ZoneInfo("Etc/GMT"), quiet_from=_MIDNIGHT, quiet_until=_MIDNIGHT),
                token=TOKEN,
                base_url="http://telegram.invalid",
                request=lambda: SandboxRequest(self.world),
                now=clock.now,
                ticks=lambda: clock.now().timestamp(),
            )
        )
        await self.linli.delivery.recover()

    async def closes(self) -> None:
        await self._stack.aclose()

    async def passes(self, time: timedelta) -> None:
        """The clock moves, by itself or by somebody's hand, and Linli notices."""
        self.world.clock.advance(time)
        await self.linli.settle(self.world.clock.advance)


async def on_time(street: Street) -> None:
    await street.passes(street.due_at - street.world.now())


async def blocked_for_half_an_hour(street: Street) -> None:
    await street.passes(street.due_at - street.world.now() + HOUR / 2)


async def down_when_due(street: Street) -> None:
    await street.closes()
    street.world.clock.advance(street.due_at - street.world.now() + HOUR / 2)
    await street.opens()
    await street.passes(timedelta(0))


async def clock_set_back(street: Street) -> None:
    """An hour back just before they are due, and another when they have been sent."""
    await street.passes(-HOUR)
    await street.passes(street.due_at - street.world.now())
    await street.passes(-HOUR)
    await street.passes(2 * HOUR)


async def clock_set_forward(street: Street) -> None:
    await street.passes(HOUR)
    await street.passes(-HOUR)
    await street.passes(HOUR)


async def down_until_it_has_begun(street: Street) -> None:
    await street.closes()
    street.world.clock.advance(street.due_at - street.world.now() + LEAD + HOUR)
    await street.opens()
    await street.passes(timedelta(0))


Case = Callable[[Street], Awaitable[None]]
TOLD: Sequence[Case] = (
    on_time,
    blocked_for_half_an_hour,
    down_when_due,
    clock_set_back,
    clock_set_forward,
)
CASES: Sequence[tuple[Case, int]] = (
    *((case, PEOPLE) for case in TOLD),
    (down_until_it_has_begun, 0),
)
_MIDNIGHT = datetime.min.time()


async def reminded(case: Case) -> tuple[int, int]:
    """How many people were reminded exactly once, and how many messages there were in all."""
    async with _street() as street:
        await street.opens()
        await case(street)
        sent = street.world.sent_copies()
        await street.closes()
    reminders = {key: n for key, n in sent.items() if "A reminder of what is coming" in key[1]}
    return sum(n == 1 for n in reminders.values()), sum(reminders.values())


@asynccontextmanager
async def _street() -> AsyncIterator[Street]:
    start = now().replace(microsecond=0)
    due_at = start + HOUR / 12
    world = World(clock=Clock(frozen_at=start), token=TOKEN)
    for number in range(PEOPLE):
        world.add_person(FIRST_PERSON + number, f"邻居{number}")
        world.person(FIRST_PERSON + number).started = True
    with TemporaryDirectory() as folder:
        place = Path(folder)
        await asyncio.to_thread(_fill, place, due_at + LEAD)
        yield Street(place, world, due_at)


def _fill(folder: Path, starts_at: datetime) -> None:
    prepare(folder, PEOPLE, activities=1, capacity=PEOPLE, starts_at=starts_at, languages=("en",))
    everybody_signs_up(folder, activity_id=1)
