"""Where a call goes: the chat it names, whether the bot may be there, and the topic in it."""

from typing import TYPE_CHECKING, NoReturn

from sandbox.chats import Chat
from sandbox.members import Member, Status
from sandbox.refusals import bad_request, forbidden

if TYPE_CHECKING:
    from sandbox.world import World


def find_chat(world: "World", chat_id: int | str) -> Chat:
    """The chat of this id or @username, whatever the bot is in it."""
    chat = _by_username(world, chat_id) if isinstance(chat_id, str) else world.chats.get(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    if chat.upgraded_to:
        words = "group chat was upgraded to a supergroup chat"
        raise bad_request(words, {"migrate_to_chat_id": chat.upgraded_to})
    return chat


def open_chat(world: "World", chat_id: int | str) -> Chat:
    """A chat the bot is in: a person who talks with it, or a group that it is a member of."""
    chat = find_chat(world, chat_id)
    if chat.is_private:
        _refuse_silent_person(world, chat)
    elif not chat.has_member(world.bot_id):
        _refuse_outsider(chat, chat.member(world.bot_id))
    return chat


def writable_chat(world: "World", chat_id: int | str, permission: str, called: str) -> Chat:
    chat = open_chat(world, chat_id)
    if not chat.allows(world.bot_id, permission):
        raise bad_request(f"not enough rights to send {called} to the chat")
    return chat


def managed_chat(world: "World", chat_id: int | str, right: str, words: str) -> Chat:
    """A group in which the bot has this administrator's right."""
    chat = open_chat(world, chat_id)
    if chat.is_private:
        raise bad_request("method is available for supergroup and channel chats only")
    if not chat.member(world.bot_id).has(right):
        raise bad_request(words)
    return chat


def checked_thread(world: "World", chat: Chat, thread_id: int | None) -> int | None:
    """The topic to write in; General has no thread id, and only managers write in closed ones."""
    may_manage = chat.member(world.bot_id).has("can_manage_topics")
    if not thread_id:
        if chat.is_forum and chat.general.is_closed and not may_manage:
            raise bad_request("TOPIC_CLOSED")
        return None
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.is_closed and not may_manage:
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def _by_username(world: "World", name: str) -> Chat | None:
    wanted = name.removeprefix("@").lower()
    groups = (chat for chat in world.chats.values() if not chat.is_private)
    return next(
        (chat for chat in groups if str(chat.brief.get("username", "")).lower() == wanted), None
    )


def _refuse_silent_person(world: "World", chat: Chat) -> None:
    person = world.people[chat.chat_id]
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _refuse_outsider(chat: Chat, bot: Member) -> NoReturn:
    if bot.status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {chat.called}")
    raise forbidden(f"bot is not a member of the {chat.called}")
