"""The sandbox with Linli in it: one process, no token, a page to play neighbours on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from tempfile import TemporaryDirectory

from bot.linli import Linli, open_linli
from bot.neighbourhood import Neighbourhood
from bot.neighbours import HOUSE
from bot.wire import AiohttpRequest
from sandbox.server import serve
from sandbox.world import World

PORT = 8484


async def play(port: int | None) -> None:
    """Serve the page until cancelled; everything played is forgotten at the end. Without a port
    it is the usual one, or any when that is taken."""
    async with playground(_usual_port() if port is None else port) as (linli, address):
        print(f"Linli is playing at {address}  (Ctrl+C ends it)", flush=True)  # noqa: T201
        await linli.run(linli.intake.run(), linli.intake.watch())


@asynccontextmanager
async def playground(port: int) -> AsyncIterator[tuple[Linli, str]]:
    """The sample neighbourhood, lived in and ready; Linli is not yet running."""
    world = World()
    world.inline.feedback = True  # as the guide to Telegram advises
    ready: list[Linli] = []

    async def next_due() -> datetime | None:
        return await ready[0].clock.next_due_at() if ready else None

    neighbourhood = Neighbourhood(world)
    async with (
        serve(
            world, port=port, next_due=next_due, zone=str(HOUSE.zone), home=HOUSE.name
        ) as address,
        _linli_in(world, address) as linli,
    ):
        await linli.set_up()
        await neighbourhood.comes_to_life(linli)
        ready.append(linli)
        world.clock.listeners.extend((linli.clock.wake, linli.delivery.wake))
        yield linli, address


def _usual_port() -> int:
    with socket() as trial:
        trial.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", PORT))
        except OSError:
            return 0
    return PORT


@asynccontextmanager
async def _linli_in(world: World, address: str) -> AsyncIterator[Linli]:
    """Linli on the sandbox's Bot API and on its time, with a database that ends with it."""
    with TemporaryDirectory(prefix="linli-") as folder:
        async with open_linli(
            Path(folder),
            house=HOUSE,
            token=world.token,
            base_url=address,
            request=AiohttpRequest,
            now=world.clock.now,
            ticks=lambda: world.clock.now().timestamp(),
        ) as linli:
            yield linli
