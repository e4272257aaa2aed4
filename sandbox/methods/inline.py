"""Answers to inline queries: what Telegram accepts as results, and its refusals."""

import re
from typing import TYPE_CHECKING, Any

from sandbox.fields import check_fields
from sandbox.keyboards import checked_inline
from sandbox.methods.method import Method
from sandbox.methods.sending import text_content
from sandbox.parameters import Given, Kind, booleans, coerced, integers, lists, objects, strings
from sandbox.refusals import Refusal, bad_request
from sandbox.shapes import Json, names

if TYPE_CHECKING:
    from sandbox.world import World

MOST_RESULTS = 50
LONGEST_ID = 64  # bytes, of a result and of an offset
CACHE_SECONDS = 300
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}$")
ARTICLE_FIELDS = names(
    "type id title input_message_content reply_markup url description thumbnail_url "
    "thumbnail_width thumbnail_height"
)
CONTENT_FIELDS = names("message_text parse_mode entities link_preview_options")
BUTTON_FIELDS = names("text start_parameter web_app")


def answer_inline_query(world: "World", given: Given) -> bool:
    results = [_article(world, result) for result in given["results"]]
    _check_together(results)
    if len(given.get("next_offset", "").encode()) > LONGEST_ID:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = {
        "results": results,
        "button": _button(given.get("button")),
        "next_offset": given.get("next_offset", ""),
        "cache_time": given.get("cache_time", CACHE_SECONDS),
        "is_personal": given.get("is_personal", False),
    }
    query = world.inline.answer(given["inline_query_id"], answer, world.now())
    chat = world.chats.get(query.chat_id)
    world.tell("answer", chat, person=query.person_id, query=query.query_id, answer=answer)
    return True


def _check_together(results: list[Json]) -> None:
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")


def _article(world: "World", result: Json) -> Json:
    """What people see of the result, and the message it becomes when it is chosen."""
    if _wanted(result, "type") != "article":
        raise bad_request("inline query results of this type are not supported here")
    _check_names("results", result, ARTICLE_FIELDS)
    result_id = _wanted(result, "id")
    if not 1 <= len(result_id.encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not _wanted(result, "title").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = _content(world, result.get("input_message_content"))
    markup = checked_inline(_object("reply_markup", result.get("reply_markup")))
    return {
        "id": result_id,
        "title": result["title"],
        "description": result.get("description", ""),
        "content": content | ({"reply_markup": markup} if markup else {}),
    }


def _content(world: "World", content: Any) -> Json:
    if not isinstance(content, dict):
        raise _unreadable('Can\'t find field "input_message_content"')
    if "message_text" not in content:
        raise bad_request("input message content is not specified")
    _check_names("input_message_content", content, CONTENT_FIELDS)
    check_fields("input_message_content", content)
    text = {"text": content["message_text"], **content}
    shown = text_content(world, Given(text, {}), too_long="MESSAGE_TOO_LONG")
    options = content.get("link_preview_options")
    return shown | ({"link_preview_options": options} if options else {})


def _button(button: Json | None) -> Json | None:
    """One that leads to the private chat with the bot; web apps are not for the sandbox."""
    if not button:
        return None
    _check_names("button", button, BUTTON_FIELDS)
    if not button.get("text"):
        raise bad_request("can't parse InlineQueryResultsButton: Can't find field \"text\"")
    if "web_app" in button:
        raise bad_request("web apps are not supported here")
    if not START_PARAMETER.match(button.get("start_parameter") or ""):
        raise bad_request("START_PARAM_INVALID")
    return button


def _wanted(result: Json, name: str) -> str:
    found = result.get(name)
    if found is None:
        raise _unreadable(f'Can\'t find field "{name}"')
    if not isinstance(found, str):
        raise _unreadable(f'Field "{name}" must be of type String')
    return found


def _object(name: str, value: Any) -> Json | None:
    markup: Json | None = coerced(name, value, Kind.OBJECT)
    return markup


def _check_names(where: str, given: Json, known: frozenset[str]) -> None:
    unknown = given.keys() - known
    if unknown:
        raise bad_request(f"unknown parameter {where}.{min(unknown)}")


def _unreadable(words: str) -> Refusal:
    return bad_request(f"can't parse inline query result: {words}")


METHODS = (
    Method(
        "answerInlineQuery",
        answer_inline_query,
        strings("inline_query_id next_offset")
        | lists("results")
        | integers("cache_time")
        | booleans("is_personal")
        | objects("button"),
        ("inline_query_id", "results"),
    ),
)
