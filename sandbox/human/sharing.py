"""Inline mode from the page: words after the bot's name are asked, a result is chosen."""

from aiohttp import web

from sandbox.deeds.viewing import as_seen_by
from sandbox.human.acting import CHAT, wait_for_answer
from sandbox.human.paths import answer, body_of, chat_of, offered, person_of, wanted, world_of
from sandbox.shapes import Json

routes = web.RouteTableDef()
SHOWN = ("id", "title", "description")


@routes.post(CHAT + "/inline")
async def ask(request: web.Request) -> web.Response:
    """Waits for the bot's answer, unless the same was asked a moment ago."""
    world, body = world_of(request), await body_of(request)
    query_id = world.ask_inline(
        person_of(request),
        chat_of(request),
        wanted(body, "query", str),
        offset=offered(body, "offset", str) or "",
    )
    found = world.inline.answers[query_id] or await wait_for_answer(world, query_id)
    return answer(query=query_id, answered=found is not None, **_shown(found or {}))


@routes.post(CHAT + "/inline/{query}")
async def choose(request: web.Request) -> web.Response:
    world, person_id = world_of(request), person_of(request)
    result_id = wanted(await body_of(request), "result", str)
    message = world.choose_result(person_id, request.match_info["query"], result_id)
    return answer(message=as_seen_by(world, person_id, message))


def _shown(found: Json) -> Json:
    results = [{name: result[name] for name in SHOWN} for result in found.get("results", ())]
    return {
        "results": results,
        "button": found.get("button"),
        "next_offset": found.get("next_offset", ""),
    }
