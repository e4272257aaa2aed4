"""What happens, told live to the pages that look on: a stream of server-sent events."""

import asyncio
import contextlib
import json
from collections.abc import Iterator

from aiohttp import web

from sandbox.chats import Chat
from sandbox.deeds.viewing import as_seen_by, chat_row
from sandbox.human.paths import world_of
from sandbox.shapes import Json
from sandbox.world import World

QUIET_SECONDS = 15.0
TO_EVERYBODY = frozenset({"clock", "commands"})
FOR_ONE = frozenset({"answer", "read"})
routes = web.RouteTableDef()


@routes.get("/human/events")
async def stream(request: web.Request) -> web.StreamResponse:
    world = world_of(request)
    asked = request.query.get("people", "").split(",")
    people = [int(each) for each in asked if each.isdecimal()]
    waiting: asyncio.Queue[Json] = asyncio.Queue()

    def listen(event: Json) -> None:
        for told in told_to(world, people, event):
            waiting.put_nowait(told)

    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
    )
    await response.prepare(request)
    await response.write(b": here\n\n")
    world.listeners.append(listen)
    try:
        with contextlib.suppress(ConnectionResetError):
            await _tell(response, waiting)
    finally:
        world.listeners.remove(listen)
    return response


async def _tell(response: web.StreamResponse, waiting: asyncio.Queue[Json]) -> None:
    while True:
        try:
            event = await asyncio.wait_for(waiting.get(), QUIET_SECONDS)
            line = f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
        except TimeoutError:
            line = ": still here\n\n"
        await response.write(line.encode())


def told_to(world: World, people: list[int], event: Json) -> Iterator[Json]:
    """One event as each of these people sees it, for those whom it concerns."""
    chat = world.chats.get(event["chat"] or 0)
    for person_id in people:
        if _concerns(event, chat, person_id):
            yield _seen_by(world, person_id, chat, event)


def _concerns(event: Json, chat: Chat | None, person_id: int) -> bool:
    if event["type"] in TO_EVERYBODY:
        return True
    if event["type"] in FOR_ONE:
        return bool(event["person"] == person_id)
    if chat is None:
        return False
    if event["type"] == "chat" and not chat.is_private:
        return person_id in chat.members
    return chat.has_member(person_id)


def _seen_by(world: World, person_id: int, chat: Chat | None, event: Json) -> Json:
    told = event | {"person": person_id}
    if "message" in event:
        told["message"] = as_seen_by(world, person_id, event["message"])
    if chat and chat.has_member(person_id):
        told["chat_info"] = chat_row(world, person_id, chat)
    return told
