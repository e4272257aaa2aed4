"""People press buttons and vote; polls tell the bot what came of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sandbox.chats import Chat
from sandbox.polls import Poll
from sandbox.refusals import Impossible
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World


def press(world: "World", person_id: int, chat_id: int, message_id: int, data: str) -> str:
    """Presses a button, or pretends to: the data travels as given, as from a forged client."""
    person = world.person(person_id)
    chat = world.chat(chat_id)
    begun = world.presses.begin(person_id=person_id, chat_id=chat_id, now=world.now())
    origin = _origin(world, chat, message_id)
    if origin:
        query: Json = {
            "id": begun.query_id,
            "from": person.user,
            **origin,
            "chat_instance": str(7_000_000_000 + abs(chat_id)),
            "data": data,
        }
        world.updates.put("callback_query", query)
    return begun.query_id


def _origin(world: "World", chat: Chat, message_id: int) -> Json | None:
    """Where the button hangs: of what was sent via the bot only an id of its own, in any chat."""
    inline_message_id = world.inline.id_of(chat.chat_id, message_id)
    if inline_message_id:
        return {"inline_message_id": inline_message_id}
    if chat.is_private or chat.has_member(world.bot_id):
        return {"message": _as_seen(chat, message_id)}
    return None


def _as_seen(chat: Chat, message_id: int) -> Json:
    """The message at this moment; of a deleted one only where it was."""
    message = chat.history.get(message_id)
    return message or {"chat": chat.brief, "message_id": message_id, "date": 0}


def vote(
    world: "World", person_id: int, chat_id: int, message_id: int, options: Sequence[int]
) -> None:
    world.settle()
    chat = world.chat(chat_id)
    message = chat.history.get(message_id) or {}
    if "poll" not in message or not chat.has_member(person_id):
        raise Impossible("there is no poll to vote in")
    poll = world.polls[message["poll"]["id"]]
    poll.vote(person_id, options)
    if not poll.shown["is_anonymous"]:
        answer = {
            "poll_id": poll.poll_id,
            "user": world.person(person_id).user,
            "option_ids": list(poll.votes.get(person_id, ())),
            "option_persistent_ids": poll.persistent_ids(poll.votes.get(person_id, ())),
        }
        world.updates.put("poll_answer", answer)
    show_poll(world, poll)


def close_poll(world: "World", poll: Poll) -> None:
    poll.close()
    show_poll(world, poll)


def show_poll(world: "World", poll: Poll) -> None:
    """The poll's new state, in its message (and everywhere it was forwarded) and for the bot."""
    world.updates.put("poll", poll.shown)
    for chat_id, message_id in poll.places:
        chat = world.chats[chat_id]
        message = chat.history.get(message_id)
        if message:
            world.replace(chat, message | {"poll": poll.shown})
