"""People write to the bot in any chat (inline mode) and put one of its results there."""

import secrets
from typing import TYPE_CHECKING

from sandbox.chats import Chat
from sandbox.deeds.speaking import place_to_speak, utter
from sandbox.inline import QUERY_LENGTH, Query
from sandbox.refusals import Impossible
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World


def ask_inline(
    world: "World", person_id: int, chat_id: int, words: str = "", *, offset: str = ""
) -> str:
    """Types "@bot words" without sending it; returns the id of the query."""
    chat = _place_to_ask(world, person_id, chat_id)
    query = Query(
        query_id=str(10**18 + secrets.randbelow(8 * 10**18)),
        person_id=person_id,
        chat_id=chat_id,
        chat_type=_kind(chat),
        words=words[:QUERY_LENGTH],
        offset=offset,
        asked_at=world.now(),
    )
    if world.inline.ask(query):
        _tell_question(world, query)
    return query.query_id


def _place_to_ask(world: "World", person_id: int, chat_id: int) -> Chat:
    if not world.inline.enabled:
        raise Impossible("this bot has no inline mode")
    chat = world.chat(chat_id)
    if not chat.has_member(world.person(person_id).person_id):
        raise Impossible("only members can do this")
    return chat


def _tell_question(world: "World", query: Query) -> None:
    told = {
        "id": query.query_id,
        "from": world.person(query.person_id).user,
        "chat_type": query.chat_type,
        "query": query.words,
        "offset": query.offset,
    }
    world.updates.put("inline_query", told)


def choose_result(world: "World", person_id: int, query_id: str, result_id: str) -> Json:
    """Sends one of the results into the chat in which was asked, in the person's own name."""
    query, result = world.inline.chosen(query_id, result_id)
    if query.person_id != person_id:
        raise Impossible("somebody else has asked this")
    chat = place_to_speak(world, person_id, query.chat_id)
    content = result["content"] | {"via_bot": world.bot}
    message_id = chat.last_message_id + 1
    inline_message_id = None
    if "reply_markup" in content:
        inline_message_id = world.inline.placed(chat.chat_id, message_id)
    message = utter(world, person_id, chat.chat_id, content)
    if world.inline.feedback:
        _tell_choice(world, query, result_id, inline_message_id)
    return message


def _tell_choice(
    world: "World", query: Query, result_id: str, inline_message_id: str | None
) -> None:
    told: Json = {
        "result_id": result_id,
        "from": world.person(query.person_id).user,
        "query": query.words,
    }
    if inline_message_id:
        told["inline_message_id"] = inline_message_id
    world.updates.put("chosen_inline_result", told)


def _kind(chat: Chat) -> str:
    """How Telegram calls the chat with the bot itself: the sender's own."""
    return "sender" if chat.is_private else chat.kind
