"""What somebody sees in one chat, and how they tap and type: only at things that are there.

Whoever waits for a screen waits for Linli, however often it is killed meanwhile.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from handlers.kit.screen import Press
from sandbox.world import World

LOOKED_AT = 40  # the newest messages: nobody scrolls further
PATIENCE = 180.0  # seconds until somebody has waited in vain
GLANCE = 0.02
MOST_WAITING = 60  # updates

Json = dict[str, Any]
T = TypeVar("T")
P = TypeVar("P", bound=Press)


class InVain(Exception):  # noqa: N818 -- a fact
    """What somebody waited for has not come."""


@dataclass(slots=True)
class Heard:
    """What was typed in private, what presses should be answered with, who waited in vain."""

    expected: dict[str, str] = field(default_factory=dict)  # press to how its answer begins
    typed: list[tuple[int, str]] = field(default_factory=list)
    in_vain: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Phone:
    world: World
    owner: int
    heard: Heard

    def types(self, text: str, *, reply_to: int | None = None) -> int:
        self.heard.typed.append((self.owner, text))
        message = self.world.say(self.owner, self.owner, text, reply_to=reply_to)
        return int(message["message_id"])

    def taps(self, message_id: int, press: Press, said: str = "", *, chat: int = 0) -> None:
        """`said`: how the line over the button should begin."""
        chat_id = chat or self.owner
        query_id = self.world.press(self.owner, chat_id, message_id, press.pack())
        self.heard.expected[query_id] = said

    async def pauses(self, seconds: float) -> None:
        """And for as long as Linli has too much to do."""
        await asyncio.sleep(seconds)
        while self.world.pending_updates() > MOST_WAITING:  # noqa: ASYNC110 -- nothing tells
            await asyncio.sleep(GLANCE)

    async def sees(
        self, kind: type[P], fits: Callable[[P], bool] = lambda _press: True, *, after: int = 0
    ) -> tuple[int, P]:
        """The newest button of this kind, in a message after that one."""

        def look(message: Json) -> tuple[int, P] | None:
            found = (press for press in presses_of(message) if isinstance(press, kind))
            return next(((message["message_id"], press) for press in found if fits(press)), None)

        return await self.finds(look, kind.prefix, after=after)

    async def reads(self, *words: str, after: int = 0) -> int:
        """The newest message with all of these words."""

        def look(message: Json) -> int | None:
            has_all = all(word in message.get("text", "") for word in words)
            return int(message["message_id"]) if has_all else None

        return await self.finds(look, " ".join(words), after=after)

    async def finds(self, look: Callable[[Json], T | None], what: str, *, after: int = 0) -> T:
        """What `look` makes of the first message of which it makes something."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    for message in self._newest(after):
                        if (found := look(message)) is not None:
                            return found
                    await asyncio.sleep(GLANCE)
        except TimeoutError:
            raise InVain(f"{self.owner} waits for {what}") from None

    def _newest(self, after: int) -> Iterator[Json]:
        """What the bot has said since, the newest first."""
        history = self.world.chats[self.owner].history
        for number, message in enumerate(reversed(history.values())):
            if message["message_id"] <= after or number >= LOOKED_AT:
                return
            if message["from"]["id"] == self.world.bot_id:
                yield message


def presses_of(message: Json) -> list[Press]:
    """What its buttons mean."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    return [press for each in data if (press := Press.unpack(each))]
