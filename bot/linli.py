"""Put together: everything that runs, around one store and one way to Telegram."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.clock import Clock
from bot.delivery import Delivery
from bot.doors import Doors
from bot.intake import Intake
from community.house import House
from handlers import FEATURES
from handlers.kit.features import Features
from storage.outbox import Lane
from storage.records import Records
from storage.store import open_store

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0  # seconds between tries while Telegram does not answer at start


@dataclass(frozen=True, slots=True)
class Linli:
    doors: Doors
    intake: Intake
    clock: Clock
    delivery: Delivery

    async def announce_commands(self) -> None:
        """Tell Telegram which commands to list, as part of what waits to be sent."""
        await self.doors.store.transaction(self._put_commands)

    async def run(self, *more: Coroutine[Any, Any, None]) -> None:
        """All parts until one fails or the task is cancelled; `more` brings the updates in."""
        async with asyncio.TaskGroup() as tasks:
            for part in (self.delivery.run(), self.clock.run(), *more):
                tasks.create_task(part)

    async def settle(self, pass_time: Callable[[timedelta], None]) -> None:
        """Until nothing moves: updates taken, notices told, letters sent. Where sending has to
        wait, time is made to pass: for tests and for preparing the playground."""
        while True:
            moved = [
                await self.intake.poll(wait=0),
                await self.clock.tick(),
                await self.delivery.round(),
                await self.delivery.calls_ended(),
            ]
            if any(moved):
                continue
            wait = self.delivery.waits()
            if wait is None:
                return
            pass_time(timedelta(seconds=wait))

    def _put_commands(self, db: Records) -> None:
        turn = self.doors.turn(db)
        for payload in turn.features.default_commands(turn.house):
            db.outbox.put(Lane.ANSWER, "setMyCommands", payload, now=turn.now)


@asynccontextmanager
async def open_linli(
    folder: Path,
    *,
    house: House,
    token: str,
    base_url: str,
    request: Callable[[], BaseRequest],
    now: Callable[[], datetime],
    ticks: Callable[[], float] = monotonic,
) -> AsyncIterator[Linli]:
    """A bot that Telegram has recognised, with its database open; not yet running."""
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(folder))
        polling = request()
        bot = Bot(token, f"{base_url}/bot", request=request(), get_updates_request=polling)
        stack.push_async_callback(bot.shutdown)
        await _recognised(bot)
        doors = Doors(store, Features(FEATURES), house, now, bot, polling)
        delivery = Delivery(doors, ticks=ticks)
        clock = Clock(doors, rang=delivery.wake)

        def committed() -> None:
            clock.wake()
            delivery.wake()

        yield Linli(doors, Intake(doors, committed=committed), clock, delivery)


async def _recognised(bot: Bot) -> None:
    """Ask Telegram who we are until it answers: an outage at start heals by itself."""
    pause = 1.0
    while True:
        try:
            await bot.initialize()
        except TelegramError as error:
            log.warning("Telegram does not know us yet (%s); again in %.0f s", error, pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)
        else:
            return
