"""What every route of the human side shares: who asks about which chat, and how it is answered."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from types import UnionType
from typing import Any

from aiohttp import web

from sandbox.refusals import Impossible, Refusal
from sandbox.shapes import Json
from sandbox.world import World

NextDue = Callable[[], Awaitable[datetime | None]]


@dataclass(frozen=True, slots=True)
class HumanSide:
    """What the human side knows besides the world itself."""

    world: World
    next_due: NextDue | None = None
    zone: str = "Asia/Shanghai"
    home: str = ""


HUMAN_SIDE = web.AppKey("human_side", HumanSide)


def side_of(request: web.Request) -> HumanSide:
    return request.app[HUMAN_SIDE]


def world_of(request: web.Request) -> World:
    return request.app[HUMAN_SIDE].world


def person_of(request: web.Request) -> int:
    return _number(request, "person")


def chat_of(request: web.Request) -> int:
    return _number(request, "chat")


def message_of(request: web.Request) -> int:
    return _number(request, "message")


async def body_of(request: web.Request) -> Json:
    raw = await request.read()
    try:
        body = json.loads(raw) if raw else {}
    except ValueError as error:
        raise Impossible("the request is not JSON") from error
    if not isinstance(body, dict):
        raise Impossible("the request is not a JSON object")
    return body


def wanted(body: Json, name: str, kind: type[Any] | UnionType) -> Any:
    """A field that has to be there and of this type."""
    if not isinstance(body.get(name), kind):
        raise Impossible(f"{name} is missing or of the wrong kind")
    return body[name]


def offered(body: Json, name: str, kind: type[Any] | UnionType) -> Any:
    """A field that may be missing, but not of another type."""
    return None if body.get(name) is None else wanted(body, name, kind)


def answer(**fields: object) -> web.Response:
    return web.json_response(fields)


@web.middleware
async def say_why_not(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """What a person cannot do is answered with one plain sentence."""
    try:
        return await handler(request)
    except (Impossible, Refusal) as reason:
        return web.json_response({"error": str(reason)}, status=400)


def _number(request: web.Request, name: str) -> int:
    try:
        return int(request.match_info[name])
    except ValueError as error:
        raise Impossible(f"{name} must be a number") from error
