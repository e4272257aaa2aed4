"""Forwards and copies of messages, one or many."""

from typing import TYPE_CHECKING

from sandbox.chats import Chat
from sandbox.deeds.speaking import OWN_TO_THE_CHAT, forwarded
from sandbox.hearing import SERVICE_FIELDS
from sandbox.methods.destinations import open_chat
from sandbox.methods.editing import CAPTION_FIELDS, MEDIA_FIELDS
from sandbox.methods.method import ANSWERING, MANNER, SUGGESTING, Method
from sandbox.methods.sending import addressed, caption_content, send
from sandbox.parameters import (
    Given,
    booleans,
    chats,
    integers,
    lists,
    strings,
)
from sandbox.refusals import Refusal, bad_request
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World

MOST_AT_ONCE = 100


def forward_message(world: "World", given: Given) -> Json:
    source = open_chat(world, given["from_chat_id"])
    message = _travelling(source, given["message_id"], "forward")
    return send(world, given, forwarded(message), kind="text")


def copy_message(world: "World", given: Given) -> Json:
    source = open_chat(world, given["from_chat_id"])
    content = _copied(_travelling(source, given["message_id"], "copy"))
    if "caption" in given and not MEDIA_FIELDS.isdisjoint(content):
        content = {name: content[name] for name in content if name not in CAPTION_FIELDS}
        content |= caption_content(world, given)
    sent = send(world, given, content, kind="text")
    return {"message_id": sent["message_id"]}


def forward_messages(world: "World", given: Given) -> list[Json]:
    source = open_chat(world, given["from_chat_id"])
    contents = [forwarded(message) for message in _all_travelling(source, given, "forward")]
    return _post_all(world, given, contents)


def copy_messages(world: "World", given: Given) -> list[Json]:
    source = open_chat(world, given["from_chat_id"])
    contents = [_copied(message) for message in _all_travelling(source, given, "copy")]
    if given.get("remove_caption"):
        contents = [
            {name: value for name, value in content.items() if name not in CAPTION_FIELDS}
            for content in contents
        ]
    return _post_all(world, given, contents)


def _post_all(world: "World", given: Given, contents: list[Json]) -> list[Json]:
    envelope, chat = addressed(world, given, "text")
    world.limits.spend(world.now().timestamp(), chat.chat_id, count=len(contents))
    posted = [world.post(chat, world.bot, envelope | content) for content in contents]
    return [{"message_id": message["message_id"]} for message in posted]


def _travelling(source: Chat, message_id: int, verb: str) -> Json:
    message = source.history.get(message_id)
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message.get("has_protected_content") or not SERVICE_FIELDS.isdisjoint(message):
        past = {"forward": "forwarded", "copy": "copied"}[verb]
        raise bad_request(f"the message can't be {past}")
    return message


def _all_travelling(source: Chat, given: Given, verb: str) -> list[Json]:
    """What cannot travel is passed over; nothing left is an error."""
    if not 1 <= len(given["message_ids"]) <= MOST_AT_ONCE:
        raise bad_request(f"wrong number of messages to {verb}")
    found = []
    for message_id in given["message_ids"]:
        try:
            found.append(_travelling(source, message_id, verb))
        except Refusal:
            continue
    if not found:
        raise bad_request(f"there are no messages to {verb}")
    return found


def _copied(message: Json) -> Json:
    left_behind = OWN_TO_THE_CHAT | {"via_bot", "has_protected_content"}
    return {name: value for name, value in message.items() if name not in left_behind}


FROM = chats("from_chat_id") | integers("direct_messages_topic_id")
WHERE = chats("chat_id") | integers("message_thread_id") | FROM
QUIETLY = booleans("disable_notification protect_content")
ONE = integers("message_id video_start_timestamp")

METHODS = (
    Method(
        "forwardMessage",
        forward_message,
        WHERE | ONE | QUIETLY | SUGGESTING | strings("message_effect_id"),
        ("chat_id", "from_chat_id", "message_id"),
    ),
    Method(
        "copyMessage",
        copy_message,
        WHERE
        | ONE
        | MANNER
        | SUGGESTING
        | ANSWERING
        | strings("caption parse_mode")
        | lists("caption_entities")
        | booleans("show_caption_above_media"),
        ("chat_id", "from_chat_id", "message_id"),
    ),
    Method(
        "forwardMessages",
        forward_messages,
        WHERE | QUIETLY | lists("message_ids"),
        ("chat_id", "from_chat_id", "message_ids"),
    ),
    Method(
        "copyMessages",
        copy_messages,
        WHERE | QUIETLY | lists("message_ids") | booleans("remove_caption"),
        ("chat_id", "from_chat_id", "message_ids"),
    ),
)
