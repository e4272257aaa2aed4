"""Delivers updates to the bot's own server, one after another, until it says 2xx to each."""

import asyncio
import contextlib
import json
import re
from typing import TYPE_CHECKING

import aiohttp

from sandbox.refusals import bad_request
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World

PORTS = frozenset({80, 88, 443, 8443})
LOCAL = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\])[:/]")
ADDRESS = re.compile(r"https://[^\s/:]+(?::(?P<port>\d+))?(?:/|$)")
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}$")
SUCCESS = 2
PATIENCE = aiohttp.ClientTimeout(total=30)


class Webhook:
    def __init__(self, world: "World", address: str, *, secret: str, connections: int) -> None:
        self.address = address
        self.connections = connections
        self._world = world
        self._secret = secret
        self._error: Json = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._deliver())

    def stop(self) -> None:
        if self._task:
            self._task.cancel()

    def last_error(self) -> Json:
        return self._error

    async def _deliver(self) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        updates = self._world.updates
        async with aiohttp.ClientSession(headers=headers, timeout=PATIENCE) as client:
            while True:
                await updates.arrival()
                batch = updates.ready(1)
                if batch and await self._took(client, batch[0]):
                    updates.drop_first()
                elif batch:
                    await asyncio.sleep(self._world.webhook_retry_seconds)

    async def _took(self, client: aiohttp.ClientSession, update: Json) -> bool:
        try:
            async with client.post(self.address, json=update) as response:
                body = await response.read()
                if response.status // 100 == SUCCESS:
                    await self._act_on(body)
                    return True
                self._remember(f"Wrong response from the webhook: {response.status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            self._remember(f"Connection failed: {type(error).__name__}")
        return False

    async def _act_on(self, body: bytes) -> None:
        """A bot may answer the request itself with one call."""
        with contextlib.suppress(ValueError):
            call = json.loads(body)
            if isinstance(call, dict) and "method" in call:
                await self._world.call(call.pop("method"), call)

    def _remember(self, words: str) -> None:
        self._error = {
            "last_error_date": self._world.timestamp(),
            "last_error_message": words,
        }
        self._world.tell("webhook", words=words)


def check_address(address: str) -> None:
    """HTTPS on Telegram's ports; plain HTTP only on this machine, as a local Bot API server."""
    if LOCAL.match(address):
        return
    https = ADDRESS.match(address)
    if https is None:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if int(https["port"] or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def check_secret(secret: str) -> None:
    if not SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
