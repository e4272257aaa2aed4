"""Updates that Telegram brings: answered with 200 only when they are committed."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hmac import compare_digest
from typing import Any

from aiohttp import web

from bot.intake import BATCH, Intake
from bot.values import split_address

log = logging.getLogger(__name__)

PATH = "/telegram"
LARGEST = 1 << 20  # bytes of a body; Telegram's updates are far smaller
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of the header

Waiting = tuple[Any, asyncio.Future[None]]


class Webhook:
    """Gathers what arrives at the same time into one transaction, as polling does."""

    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake, self._secret = intake, secret.encode()
        self._waiting: asyncio.Queue[Waiting] = asyncio.Queue(maxsize=10 * BATCH)

    def application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST)
        application.router.add_post(PATH, self._receive)
        return application

    async def run(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < BATCH and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            await self._take(batch)

    async def _take(self, batch: list[Waiting]) -> None:
        try:
            await self._intake.take([raw for raw, _done in batch])
        except Exception as error:
            log.exception("a batch could not be taken; Telegram will bring it again")
            for _raw, done in batch:
                if not done.done():
                    done.set_exception(error)
        else:
            for _raw, done in batch:
                if not done.done():
                    done.set_result(None)

    async def _receive(self, request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "").encode()
        if not compare_digest(shown, self._secret):
            raise web.HTTPForbidden
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            raise web.HTTPBadRequest from None
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        await self._waiting.put((raw, done))
        try:
            await done
        except Exception:  # noqa: BLE001 -- logged where it happened
            raise web.HTTPServiceUnavailable from None
        return web.Response()


@asynccontextmanager
async def listening(application: web.Application, address: str) -> AsyncIterator[str]:
    """Serve on "host:port" (port 0: a free one) while the block runs; yields the address."""
    host, port = split_address(address)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
