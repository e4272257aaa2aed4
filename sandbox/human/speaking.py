"""What people write and send from the page: texts, files, albums, places, edits, forwards."""

import secrets

from aiohttp import BodyPartReader, web

from sandbox.deeds.viewing import as_seen_by
from sandbox.fields import check_fields
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
from sandbox.shapes import Json, Upload
from sandbox.world import World

routes = web.RouteTableDef()
MESSAGES = "/human/people/{person}/chats/{chat}/messages"
MESSAGE = MESSAGES + "/{message}"


@routes.post(MESSAGES)
async def send(request: web.Request) -> web.Response:
    world, person_id = world_of(request), person_of(request)
    if request.content_type == "multipart/form-data":
        return await _send_files(request)
    body = await body_of(request)
    message = _sent(world, person_id, chat_of(request), body)
    return answer(message=as_seen_by(world, person_id, message))


def _sent(world: World, person_id: int, chat_id: int, body: Json) -> Json:
    reply_to = offered(body, "reply_to", int)
    if "location" in body:
        return _send_place(world, person_id, chat_id, body)
    if "contact" in body:
        return _send_contact(world, person_id, chat_id, body)
    if "sticker" in body:
        return world.send_sticker(
            person_id, chat_id, wanted(body, "sticker", str), reply_to=reply_to
        )
    entities = offered(body, "entities", list)
    check_fields("entities", entities)
    return world.say(
        person_id,
        chat_id,
        wanted(body, "text", str),
        reply_to=reply_to,
        thread_id=offered(body, "thread_id", int),
        entities=entities,
    )


def _send_place(world: World, person_id: int, chat_id: int, body: Json) -> Json:
    place = wanted(body, "location", dict)
    return world.send_location(
        person_id,
        chat_id,
        wanted(place, "latitude", float | int),
        wanted(place, "longitude", float | int),
        title=offered(body, "title", str) or "",
        address=offered(body, "address", str) or "",
        reply_to=offered(body, "reply_to", int),
    )


def _send_contact(world: World, person_id: int, chat_id: int, body: Json) -> Json:
    contact = wanted(body, "contact", dict)
    return world.send_contact(
        person_id,
        chat_id,
        wanted(contact, "phone_number", str),
        offered(contact, "first_name", str) or world.person(person_id).first_name,
        last_name=offered(contact, "last_name", str) or "",
        user_id=offered(contact, "user_id", int),
        reply_to=offered(body, "reply_to", int),
    )


async def _send_files(request: web.Request) -> web.Response:
    """One file is a message; several are an album, captioned on its first part."""
    world, person_id = world_of(request), person_of(request)
    fields, uploads = await _parts(request)
    if not uploads:
        raise Impossible("there is no file in the request")
    album = str(secrets.randbelow(10**16)) if len(uploads) > 1 else None
    sent = [
        world.send_file(
            person_id,
            chat_of(request),
            upload.content,
            kind=fields.get("kind", "document"),
            file_name=upload.name,
            caption="" if index else fields.get("caption", ""),
            reply_to=_number(fields, "reply_to"),
            thread_id=_number(fields, "thread_id"),
            media_group_id=album,
        )
        for index, upload in enumerate(uploads)
    ]
    shown = [as_seen_by(world, person_id, message) for message in sent]
    return answer(messages=shown) if album else answer(message=shown[0])


async def _parts(request: web.Request) -> tuple[dict[str, str], list[Upload]]:
    fields: dict[str, str] = {}
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=True))
        if part.filename:
            uploads.append(Upload(part.filename, content))
        elif part.name:
            fields[part.name] = content.decode("utf-8", "replace")
    return fields, uploads


def _number(fields: dict[str, str], name: str) -> int | None:
    value = fields.get(name, "")
    return int(value) if value.isdecimal() else None


@routes.patch(MESSAGE)
async def edit(request: web.Request) -> web.Response:
    world, person_id = world_of(request), person_of(request)
    text = wanted(await body_of(request), "text", str)
    message = world.edit(person_id, chat_of(request), message_of(request), text)
    return answer(message=as_seen_by(world, person_id, message))


@routes.delete(MESSAGE)
async def delete(request: web.Request) -> web.Response:
    world_of(request).delete(person_of(request), chat_of(request), message_of(request))
    return answer()


@routes.post(MESSAGE + "/forward")
async def forward(request: web.Request) -> web.Response:
    world, person_id = world_of(request), person_of(request)
    to_chat = wanted(await body_of(request), "to", int)
    message = world.forward(person_id, chat_of(request), message_of(request), to_chat)
    return answer(message=as_seen_by(world, person_id, message))
