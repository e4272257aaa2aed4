"""Groups are founded, get topics, and become supergroups."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sandbox.chats import Chat, Topic
from sandbox.deeds.membership import bot_membership, creator_of
from sandbox.members import Member, Status
from sandbox.refusals import Impossible
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World

SUPERGROUP_IDS = -1_001_000_000_000
GROUP_IDS = -4_000_000
TOPIC_COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def add_group(
    world: "World",
    title: str,
    *,
    creator: int,
    members: Iterable[int] = (),
    kind: str = "supergroup",
    is_forum: bool = False,
    bot: str | None = None,
) -> int:
    """A new group; `bot` says what the bot becomes in it, if it is added at once."""
    if kind not in {"group", "supergroup"} or (is_forum and kind == "group"):
        raise Impossible("a group is a group or a supergroup, and only the latter has topics")
    chat = _found(world, title, kind=kind, is_forum=is_forum)
    chat.members[world.person(creator).person_id] = Member(Status.CREATOR)
    for person_id in members:
        chat.members.setdefault(world.person(person_id).person_id, Member(Status.MEMBER))
    world.post(chat, world.person(creator).user, {f"{kind}_chat_created": True})
    if bot:
        bot_membership(world, chat.chat_id, bot)
    return chat.chat_id


def upgrade(world: "World", chat_id: int) -> int:
    """A basic group becomes a supergroup with another id; the old one only says so."""
    old = world.chat(chat_id)
    if old.kind != "group" or old.upgraded_to:
        raise Impossible("only a basic group can become a supergroup")
    actor = creator_of(world, old)
    new = _found(world, old.brief["title"], kind="supergroup", is_forum=False)
    new.members = dict(old.members)
    world.post(old, actor, {"migrate_to_chat_id": new.chat_id})
    world.post(new, actor, {"migrate_from_chat_id": old.chat_id})
    old.upgraded_to = new.chat_id
    world.tell("chat", old)
    world.tell("chat", new)
    return new.chat_id


def topic(world: "World", chat_id: int, name: str) -> int:
    chat = world.chat(chat_id)
    if not chat.is_forum:
        raise Impossible("this group has no topics")
    return open_topic(world, chat, creator_of(world, chat), Topic(name, TOPIC_COLORS[0]))


def open_topic(world: "World", chat: Chat, actor: Json, new: Topic) -> int:
    """The id of a topic is the id of the message that says it was created."""
    thread_id = chat.last_message_id + 1
    told: Json = {"name": new.name, "icon_color": new.icon_color}
    if new.icon_custom_emoji_id:
        told["icon_custom_emoji_id"] = new.icon_custom_emoji_id
    chat.topics[thread_id] = new
    content = {
        "message_thread_id": thread_id,
        "is_topic_message": True,
        "forum_topic_created": told,
    }
    world.post(chat, actor, content)
    return thread_id


def _found(world: "World", title: str, *, kind: str, is_forum: bool) -> Chat:
    start = SUPERGROUP_IDS if kind == "supergroup" else GROUP_IDS
    chat_id = start - 1 - sum(chat.kind == kind for chat in world.chats.values())
    brief: Json = {"id": chat_id, "title": title, "type": kind}
    if is_forum:
        brief["is_forum"] = True
    chat = Chat(brief)
    world.chats[chat_id] = chat
    return chat
