"""What people do from the page besides writing: press, vote, start, block, join, run groups."""

import asyncio
import contextlib
from typing import Any

from aiohttp import web

from sandbox.deeds.speaking import message_in
from sandbox.human.links import read_link
from sandbox.human.paths import (
    answer,
    body_of,
    chat_of,
    message_of,
    offered,
    person_of,
    wanted,
    world_of,
)
from sandbox.refusals import Impossible
from sandbox.shapes import Json, without_nothing
from sandbox.world import World

PATIENCE = 15.0
BOT_BECOMES = {
    "add": "member",
    "remove": "kicked",
    "promote": "administrator",
    "demote": "member",
}
routes = web.RouteTableDef()
PERSON = "/human/people/{person}"
CHAT = PERSON + "/chats/{chat}"
MESSAGE = CHAT + "/messages/{message}"


@routes.post(MESSAGE + "/press")
async def press(request: web.Request) -> web.Response:
    """Waits for the bot's answer as a client does, showing that it waits."""
    world, person_id = world_of(request), person_of(request)
    chat = world.chat(chat_of(request))
    if not chat.has_member(person_id):
        raise Impossible("only members can do this")
    message = message_in(chat, message_of(request))
    data = _pressed(message, await body_of(request))
    answered = await wait_for_answer(
        world, world.press(person_id, chat.chat_id, message["message_id"], data)
    )
    return answer(answered=answered is not None, **without_nothing(answered or {}))


def _pressed(message: Json, place: Json) -> str:
    keyboard: Any = message.get("reply_markup", {}).get("inline_keyboard", [])
    try:
        button = keyboard[wanted(place, "row", int)][wanted(place, "column", int)]
        return str(button["callback_data"])
    except (IndexError, KeyError) as error:
        raise Impossible("there is no such button to press") from error


async def wait_for_answer(world: World, query_id: str) -> Json | None:
    """What the bot answers to a press or an inline query, or nothing when it takes too long."""
    answered: asyncio.Future[Json] = asyncio.get_running_loop().create_future()

    def listen(event: Json) -> None:
        if event.get("query") == query_id and not answered.done():
            answered.set_result(event["answer"])

    world.listeners.append(listen)
    try:
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(answered, PATIENCE)
        return None
    finally:
        world.listeners.remove(listen)


@routes.post(MESSAGE + "/vote")
async def vote(request: web.Request) -> web.Response:
    options = wanted(await body_of(request), "options", list)
    if not all(isinstance(option, int) for option in options):
        raise Impossible("options are numbers")
    world_of(request).vote(person_of(request), chat_of(request), message_of(request), options)
    return answer()


@routes.post(CHAT + "/read")
async def read(request: web.Request) -> web.Response:
    world, person_id = world_of(request), person_of(request)
    chat = world.chat(chat_of(request))
    message_id = wanted(await body_of(request), "message_id", int)
    if message_id > chat.read_up_to.get(person_id, 0):
        chat.read_up_to[person_id] = message_id
        world.tell("read", chat, person=person_id)
    return answer()


@routes.post(PERSON + "/open")
async def open_link(request: web.Request) -> web.Response:
    world, person_id = world_of(request), person_of(request)
    link = wanted(await body_of(request), "link", str)
    name, parameter = read_link(link)
    if name.lower() != world.bot["username"].lower():
        raise Impossible("this link leads out of the sandbox")
    return answer(chat=world.person(person_id).person_id, start=parameter)


@routes.post(PERSON + "/start")
async def start(request: web.Request) -> web.Response:
    world, person_id = world_of(request), person_of(request)
    message = world.start(person_id, offered(await body_of(request), "parameter", str))
    return answer(message=message | {"out": True})


@routes.post(PERSON + "/block")
async def block(request: web.Request) -> web.Response:
    world, person_id = world_of(request), person_of(request)
    blocked = wanted(await body_of(request), "blocked", bool)
    (world.block if blocked else world.unblock)(person_id)
    return answer()


@routes.post(PERSON + "/groups")
async def found_group(request: web.Request) -> web.Response:
    body = await body_of(request)
    chat_id = world_of(request).add_group(
        wanted(body, "title", str),
        creator=person_of(request),
        is_forum=bool(body.get("is_forum")),
    )
    return answer(chat=chat_id)


@routes.post(CHAT + "/bot")
async def move_bot(request: web.Request) -> web.Response:
    action = wanted(await body_of(request), "action", str)
    if action not in BOT_BECOMES:
        raise Impossible(f"the bot cannot be told to {action}")
    person_id = person_of(request)
    world_of(request).bot_membership(chat_of(request), BOT_BECOMES[action], by=person_id)
    return answer()


@routes.post(CHAT + "/leave")
async def leave(request: web.Request) -> web.Response:
    world_of(request).member(chat_of(request), person_of(request), "left")
    return answer()


@routes.post(CHAT + "/join")
async def join(request: web.Request) -> web.Response:
    world_of(request).member(chat_of(request), person_of(request), "member")
    return answer()


@routes.post(CHAT + "/upgrade")
async def upgrade(request: web.Request) -> web.Response:
    return answer(chat=world_of(request).upgrade(chat_of(request)))
