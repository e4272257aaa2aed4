"""What somebody sees in one chat, and how they tap and type: at things that are really there.

Whoever waits for a screen waits for Linli, however often it is killed meanwhile.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from handlers.kit.screen import Press
from sandbox.world import World

LOOKED_AT = 40  # the newest messages: nobody scrolls further
PATIENCE = 60.0  # seconds until somebody has waited in vain
GLANCE = 0.02

Json = dict[str, Any]


class InVain(Exception):  # noqa: N818 -- a fact
    """What somebody waited for has not come."""


@dataclass(slots=True)
class Telltale:
    """What every press should be answered with, and who waited in vain."""

    expected: dict[str, str] = field(default_factory=dict)  # press to how its answer begins
    in_vain: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Phone:
    world: World
    owner: int
    telltale: Telltale

    def types(self, text: str, *, reply_to: int | None = None) -> int:
        message = self.world.say(self.owner, self.owner, text, reply_to=reply_to)
        return int(message["message_id"])

    def taps(self, message_id: int, press: Press | str, said: str = "", chat: int = 0) -> None:
        """`said`: how the line over the button should begin."""
        data = press if isinstance(press, str) else press.pack()
        query_id = self.world.press(self.owner, chat or self.owner, message_id, data)
        self.telltale.expected[query_id] = said

    async def sees(self, *presses: type[Press], fits: Callable[[Press], bool] = bool,
                   after: int = 0) -> tuple[int, Press]:  # fmt: skip
        """The newest button of one of these kinds, in a message after that one."""

        def look() -> tuple[int, Press] | None:
            return next(
                (
                    (message["message_id"], press)
                    for message in self.newest(after)
                    for press in presses_of(message)
                    if isinstance(press, presses) and fits(press)
                ),
                None,
            )

        return await self._awaits(look, f"{[kind.prefix for kind in presses]}")

    async def reads(self, *words: str, after: int = 0) -> int:
        """The newest message with all of these words."""

        def look() -> int | None:
            return next(
                (
                    int(message["message_id"])
                    for message in self.newest(after)
                    if all(word in message.get("text", "") for word in words)
                ),
                None,
            )

        return await self._awaits(look, f"{words}")

    def newest(self, after: int = 0) -> Iterator[Json]:
        """What the bot has said since, the newest first."""
        history = self.world.chats[self.owner].history
        for number, message in zip(range(LOOKED_AT), reversed(history.values()), strict=False):
            if message["message_id"] <= after or number >= LOOKED_AT:
                return
            if message["from"]["id"] == self.world.bot_id:
                yield message

    async def _awaits(self, look: Callable[[], Any], what: str) -> Any:
        try:
            async with asyncio.timeout(PATIENCE):
                while (found := look()) is None:  # noqa: ASYNC110 -- nothing tells of it
                    await asyncio.sleep(GLANCE)
        except TimeoutError:
            raise InVain(f"{self.owner} waits for {what}") from None
        return found


def presses_of(message: Json) -> list[Press]:
    """What its buttons mean."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    data = (button["callback_data"] for row in rows for button in row if "callback_data" in button)
    return [press for each in data if (press := Press.unpack(each))]
