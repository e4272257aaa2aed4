"""Forum topics: created, renamed, closed, reopened, deleted, and General among them."""

from typing import TYPE_CHECKING

from sandbox.chats import Chat, Topic
from sandbox.deeds.groups import TOPIC_COLORS, open_topic
from sandbox.methods.destinations import open_chat
from sandbox.methods.method import CHAT_ONLY, Act, Method
from sandbox.parameters import Given, integers, strings
from sandbox.refusals import bad_request
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World

NAME_LENGTH = 128
NOT_MODIFIED = "TOPIC_NOT_MODIFIED"


def create_topic(world: "World", given: Given) -> Json:
    chat = _forum(world, given, "not enough rights to create a topic")
    color = given.get("icon_color", TOPIC_COLORS[0])
    if color not in TOPIC_COLORS:
        raise bad_request("invalid forum topic icon color specified")
    topic = Topic(_name(given["name"]), color)
    topic.icon_custom_emoji_id = given.get("icon_custom_emoji_id")
    thread_id = open_topic(world, chat, world.bot, topic)
    created: Json = {
        "message_thread_id": thread_id,
        "name": topic.name,
        "icon_color": topic.icon_color,
    }
    if topic.icon_custom_emoji_id:
        created["icon_custom_emoji_id"] = topic.icon_custom_emoji_id
    return created


def edit_topic(world: "World", given: Given) -> bool:
    chat, topic = _topic(world, given)
    changes: Json = {}
    if given.get("name"):
        changes["name"] = topic.name = _name(given["name"])
    if "icon_custom_emoji_id" in given:
        topic.icon_custom_emoji_id = changes["icon_custom_emoji_id"] = given[
            "icon_custom_emoji_id"
        ]
    if not changes:
        raise bad_request(NOT_MODIFIED)
    _announce(world, chat, given.get("message_thread_id"), {"forum_topic_edited": changes})
    return True


def delete_topic(world: "World", given: Given) -> bool:
    """Takes the topic's messages along."""
    chat = _forum(world, given, "not enough rights to delete a topic")
    thread_id = given["message_thread_id"]
    if chat.topics.pop(thread_id, None) is None:
        raise bad_request("TOPIC_ID_INVALID")
    for message in tuple(chat.history.values()):
        if message.get("message_thread_id") == thread_id:
            world.remove(chat, message["message_id"])
    return True


def set_closed(world: "World", given: Given, *, closed: bool) -> bool:
    chat, topic = _topic(world, given)
    if topic.is_closed == closed:
        raise bad_request(NOT_MODIFIED)
    topic.is_closed = closed
    field = "forum_topic_closed" if closed else "forum_topic_reopened"
    _announce(world, chat, given.get("message_thread_id"), {field: {}})
    return True


def set_hidden(world: "World", given: Given, *, hidden: bool) -> bool:
    """General only; hiding it closes it too."""
    chat, topic = _topic(world, given)
    if topic.is_hidden == hidden:
        raise bad_request(NOT_MODIFIED)
    topic.is_hidden = topic.is_closed = hidden
    field = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
    _announce(world, chat, None, {field: {}})
    return True


def unpin_all(world: "World", given: Given) -> bool:
    chat, _topic_meant = _topic(world, given)
    thread_id = given.get("message_thread_id")
    chat.pinned = [
        message_id
        for message_id in chat.pinned
        if chat.history[message_id].get("message_thread_id") != thread_id
    ]
    return True


def icon_stickers(_world: "World", _given: Given) -> list[Json]:
    return []


def _announce(world: "World", chat: Chat, thread_id: int | None, content: Json) -> None:
    where = {"message_thread_id": thread_id, "is_topic_message": True} if thread_id else {}
    world.post(chat, world.bot, where | content)
    world.tell("chat", chat)


def _topic(world: "World", given: Given) -> tuple[Chat, Topic]:
    chat = _forum(world, given, "not enough rights to manage topics")
    if "message_thread_id" not in given:
        return chat, chat.general
    topic = chat.topics.get(given["message_thread_id"])
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, topic


def _forum(world: "World", given: Given, refusal: str) -> Chat:
    chat = open_chat(world, given["chat_id"])
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not chat.member(world.bot_id).has("can_manage_topics"):
        raise bad_request(refusal)
    return chat


def _name(name: str) -> str:
    if not name.strip():
        raise bad_request("topic name must be non-empty")
    if len(name) > NAME_LENGTH:
        raise bad_request("TOPIC_TITLE_TOO_LONG")
    return name.strip()


def _closing(*, closed: bool) -> Act:
    return lambda world, given: set_closed(world, given, closed=closed)


def _hiding(*, hidden: bool) -> Act:
    return lambda world, given: set_hidden(world, given, hidden=hidden)


TOPIC = CHAT_ONLY | integers("message_thread_id")
ONE = ("chat_id", "message_thread_id")
GENERAL = ("chat_id",)
METHODS = (
    Method(
        "createForumTopic",
        create_topic,
        CHAT_ONLY | strings("name icon_custom_emoji_id") | integers("icon_color"),
        ("chat_id", "name"),
    ),
    Method(
        "editForumTopic",
        edit_topic,
        TOPIC | strings("name icon_custom_emoji_id"),
        ONE,
    ),
    Method("closeForumTopic", _closing(closed=True), TOPIC, ONE),
    Method("reopenForumTopic", _closing(closed=False), TOPIC, ONE),
    Method("deleteForumTopic", delete_topic, TOPIC, ONE),
    Method("unpinAllForumTopicMessages", unpin_all, TOPIC, ONE),
    Method("editGeneralForumTopic", edit_topic, CHAT_ONLY | strings("name"), ("chat_id", "name")),
    Method("closeGeneralForumTopic", _closing(closed=True), CHAT_ONLY, GENERAL),
    Method("reopenGeneralForumTopic", _closing(closed=False), CHAT_ONLY, GENERAL),
    Method("hideGeneralForumTopic", _hiding(hidden=True), CHAT_ONLY, GENERAL),
    Method("unhideGeneralForumTopic", _hiding(hidden=False), CHAT_ONLY, GENERAL),
    Method("unpinAllGeneralForumTopicMessages", unpin_all, CHAT_ONLY, GENERAL),
    Method("getForumTopicIconStickers", icon_stickers, {}),
)
