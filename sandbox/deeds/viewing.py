"""What people see: messages, toasts, the command menu, their list of chats."""

from typing import TYPE_CHECKING

from sandbox.chats import Chat
from sandbox.menus import scopes_for
from sandbox.replies import shallow
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World


def messages(world: "World", person_id: int, chat_id: int) -> list[Json]:
    """All that is in a chat now, oldest first; nothing for those who are not in it."""
    world.settle()
    chat = world.chats.get(chat_id)
    if chat is None or not chat.has_member(person_id):
        return []
    return [as_seen_by(world, person_id, message) for message in chat.history.values()]


def as_seen_by(world: "World", person_id: int, message: Json) -> Json:
    """The Bot API's message, marked as one's own, with one's own vote and any keyboard."""
    extra: Json = {}
    keyboards = world.chats[message["chat"]["id"]].keyboards
    if message["message_id"] in keyboards:
        extra["reply_markup"] = keyboards[message["message_id"]]
    if message.get("from", {}).get("id") == person_id:
        extra["out"] = True
    if "poll" in message:
        poll = world.polls.get(message["poll"]["id"])
        if poll and person_id in poll.votes:
            extra["chosen"] = list(poll.votes[person_id])
    return message | extra if extra else message


def toasts(world: "World", person_id: int) -> list[Json]:
    return world.presses.toasts(person_id)


def commands(world: "World", person_id: int, chat_id: int) -> list[Json]:
    """The menu this person's client shows in this chat."""
    person = world.person(person_id)
    chat = world.chat(chat_id)
    if not chat.is_private and not chat.has_member(world.bot_id):
        return []
    scopes = scopes_for(
        chat_id=chat_id,
        person_id=person_id,
        is_administrator=chat.member(person_id).is_administrator,
    )
    return world.menus.resolved(scopes, (person.language_code or "")[:2].lower())


def chats_of(world: "World", person_id: int) -> list[Json]:
    """The rows of a person's chat list, the newest activity first."""
    mine = [
        chat
        for chat in world.chats.values()
        if chat.has_member(person_id) and not chat.upgraded_to
    ]
    mine.sort(key=lambda chat: (chat.latest() or {}).get("date", 0), reverse=True)
    return [chat_row(world, person_id, chat) for chat in mine]


def chat_row(world: "World", person_id: int, chat: Chat) -> Json:
    last = chat.latest()
    row: Json = {
        "id": chat.chat_id,
        "type": chat.kind,
        "title": world.bot["first_name"] if chat.is_private else chat.brief["title"],
        "is_forum": chat.is_forum,
        "bot_is_member": chat.is_private or chat.has_member(world.bot_id),
        "unread": chat.unread(person_id),
        "last": as_seen_by(world, person_id, last) if last else None,
        "members": 2 if chat.is_private else chat.member_count(),
    }
    pinned = chat.history.get(chat.pinned[-1]) if chat.pinned else None
    if pinned:
        row["pinned_message"] = shallow(pinned)
    if chat.is_private:
        person = world.person(person_id)
        row |= {"started": person.started, "blocked": person.blocked}
    return row
