"""A small neighbourhood in the sandbox, at a moment that stands still until a test moves it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.world import World

NOON = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
WANG, LI, CHEN = 101, 102, 103


class BotOnTheLine:
    """Calls the Bot API by hand and says what came back."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._offset = 0

    async def __call__(self, method: str, **parameters: Any) -> Any:
        status, answer = await self._world.call(method, parameters)
        assert status == 200, answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        _status, answer = await self._world.call(method, parameters)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def refused(self, method: str, **parameters: Any) -> dict[str, Any]:
        status, answer = await self._world.call(method, parameters)
        assert not answer["ok"], answer
        assert status == answer["error_code"]
        return answer

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """Everything that waits, confirmed right away."""
        fetched = await self("getUpdates", **parameters)
        if fetched:
            await self("getUpdates", offset=fetched[-1]["update_id"] + 1, limit=1)
        return fetched

    async def heard(self, kind: str) -> list[dict[str, Any]]:
        return [update[kind] for update in await self.updates() if kind in update]


@pytest.fixture
def clock() -> Clock:
    return Clock(frozen_at=NOON)


@pytest.fixture
def world(clock: Clock) -> World:
    world = World(clock=clock, limited=False)
    world.add_person(WANG, "王芳", username="wangfang", language_code="zh-hans")
    world.add_person(LI, "Li", last_name="Ming", language_code="en")
    world.add_person(CHEN, "陳靜", language_code="zh-hant")
    return world


@pytest.fixture
def bot(world: World) -> BotOnTheLine:
    return BotOnTheLine(world)


@pytest.fixture
def private(world: World) -> int:
    """Wang's private chat with the bot, in which she has pressed Start."""
    world.start(WANG)
    return WANG


@pytest.fixture
def group(world: World) -> int:
    """A supergroup with the bot as an administrator."""
    return world.add_group("幸福里", creator=WANG, members=[LI], bot="administrator")


@pytest.fixture
def quiet_group(world: World) -> int:
    """A supergroup with the bot as a plain member, in privacy mode."""
    return world.add_group("幸福里", creator=WANG, members=[LI], bot="member")


@pytest.fixture
def forum(world: World) -> int:
    return world.add_group(
        "办理台", creator=WANG, members=[LI], is_forum=True, bot="administrator"
    )


Until = Callable[[Callable[[], object]], Awaitable[None]]


@pytest.fixture
def until(world: World) -> Until:
    """Waits, as long as things happen in the world, for something to be so."""

    async def wait(condition: Callable[[], object]) -> None:
        happened = asyncio.Event()
        world.listeners.append(lambda _event: happened.set())
        async with asyncio.timeout(20):
            while not condition():
                happened.clear()
                await happened.wait()

    return wait
