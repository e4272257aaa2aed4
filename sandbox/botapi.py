"""The Bot API over HTTP: any client's way of writing a call becomes one call of the world."""

import json
from collections.abc import Callable
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

from sandbox.faults import AnswerGarbled, AnswerLost
from sandbox.refusals import Refusal, bad_request
from sandbox.shapes import Json, Upload
from sandbox.tokens import refusal_of
from sandbox.world import World

LARGEST_BODY = 64 * 1024 * 1024
Encoder = Callable[[object], str]
ENCODE: Encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def add_routes(app: web.Application, world: World) -> None:
    async def answer_call(request: web.Request) -> web.Response:
        return await _call(world, request)

    async def send_file(request: web.Request) -> web.Response:
        return _download(world, request)

    app.router.add_get("/file/bot{token}/{path:.+}", send_file)
    app.router.add_route("GET", "/bot{token}/{method}", answer_call)
    app.router.add_route("POST", "/bot{token}/{method}", answer_call)


async def _call(world: World, request: web.Request) -> web.Response:
    try:
        refusal = refusal_of(request.match_info["token"], world.token)
        if refusal:
            raise refusal
        parameters = await _parameters(request)
        status, answer = await world.call(request.match_info["method"], parameters)
    except Refusal as refusal:
        status, answer = refusal.status, refusal.answer()
    except AnswerLost:
        return _hung_up(request)
    except AnswerGarbled as garbled:
        return web.Response(body=garbled.body, content_type="text/html")
    return web.Response(
        body=ENCODE(answer).encode(), status=status, content_type="application/json"
    )


def _hung_up(request: web.Request) -> web.Response:
    """Closes the line instead of answering; what is returned reaches nobody."""
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)


def _download(world: World, request: web.Request) -> web.Response:
    stored = world.files.at(request.match_info["path"])
    if request.match_info["token"] != world.token or stored is None:
        raise web.HTTPNotFound
    return web.Response(body=stored.content, content_type=stored.mime)


async def _parameters(request: web.Request) -> Json:
    """From the query and the body: JSON, form or multipart."""
    parameters: Json = dict(request.query)
    if not request.can_read_body:
        return parameters
    if request.content_type == "application/json":
        return parameters | _from_json(await request.read())
    if request.content_type == "multipart/form-data":
        return parameters | await _from_parts(request)
    return parameters | dict(await request.post())


def _from_json(body: bytes) -> Json:
    try:
        fields = json.loads(body) if body else {}
    except ValueError as error:
        raise bad_request("can't parse request body as JSON") from error
    if not isinstance(fields, dict):
        raise bad_request("request body must be a JSON object")
    return fields


async def _from_parts(request: web.Request) -> Json:
    fields: Json = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            fields[part.name] = content.decode("utf-8", "replace")
            continue
        mime = part.headers.get("Content-Type", "application/octet-stream")
        fields[part.name] = Upload(unquote(part.filename), content, mime)
    return fields
