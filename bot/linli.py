"""Put together: everything that runs, around one store and one way to Telegram."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
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
from bot.departures import Departures
from bot.doors import Doors
from bot.intake import Intake
from bot.pace import Pace
from community.groups import Purpose
from community.house import House
from handlers import FEATURES
from handlers.kit.features import Features
from handlers.menu import default_commands
from storage.outbox import Lane
from storage.records import Records
from storage.store import open_store

log = logging.getLogger(__name__)

Part = Coroutine[Any, Any, None]

LONGEST_PAUSE = 30.0  # seconds between tries while Telegram does not answer at start


@dataclass(frozen=True, slots=True)
class Linli:
    doors: Doors
    intake: Intake
    clock: Clock
    delivery: Delivery

    async def set_up(self) -> None:
        """What the settings say about groups, and the commands that Telegram is to list."""
        await self.doors.store.transaction(self._set_up)
        self.delivery.wake()

    async def run(self, *more: Part) -> None:
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

    def _set_up(self, db: Records) -> None:
        turn = self.doors.turn(db)
        desk = turn.house.desk_group
        if desk and db.groups.serving(Purpose.DESK) is None:
            db.groups.note(desk, title="", is_forum=False, is_member=True)
            db.groups.bind(desk, Purpose.DESK)
        turn.features.start(turn)
        for payload in default_commands(turn.features, turn.house):
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
    pace: Pace | None = None,
) -> AsyncIterator[Linli]:
    """A bot that Telegram has recognised, with its database open; not yet running."""
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(folder))
        polling = request()
        bot = Bot(
            token,
            f"{base_url}/bot",
            f"{base_url}/file/bot",
            request=request(),
            get_updates_request=polling,
        )
        stack.push_async_callback(bot.shutdown)
        await persistently(bot.initialize)
        departures = Departures(folder / "departures")
        stack.callback(departures.close)
        doors = Doors(store, Features(FEATURES), house, now, bot, polling, departures)
        delivery = Delivery(doors, ticks=ticks, pace=pace)
        clock = Clock(doors, rang=delivery.wake)

        def committed() -> None:
            clock.wake()
            delivery.wake()

        yield Linli(doors, Intake(doors, committed=committed), clock, delivery)


async def persistently(act: Callable[[], Awaitable[object]]) -> None:
    """Until Telegram does it: an outage at start heals by itself."""
    pause = 1.0
    while True:
        try:
            await act()
        except TelegramError as error:
            log.warning("Telegram cannot yet (%s); again in %.0f s", error.message, pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)
        else:
            return
