"""People write, edit, delete, forward and react; what they type becomes messages as Telegram's."""

from typing import TYPE_CHECKING, Any

from sandbox.chats import Chat
from sandbox.people import ANONYMOUS_ADMIN, CHANNEL_POSTER
from sandbox.refusals import Impossible
from sandbox.replies import reply_fields
from sandbox.shapes import Json, names
from sandbox.texts.formatted import formatted

if TYPE_CHECKING:
    from sandbox.world import World

TEXT_LENGTH = 4096
CAPTION_FOR = {"text": "caption", "entities": "caption_entities"}
OWN_TO_THE_CHAT = names(
    "message_id from chat date edit_date reply_to_message message_thread_id "
    "is_topic_message media_group_id forward_origin reply_markup sender_chat "
    "author_signature"
)


def say(
    world: "World",
    person_id: int,
    chat_id: int,
    text: str,
    *,
    reply_to: int | None = None,
    thread_id: int | None = None,
    entities: list[Json] | None = None,
    **envelope: Any,
) -> Json:
    """A text message; the envelope (forward_origin, via_bot, sender_chat …) is put on as is."""
    content = _typed(world, text, entities)
    return utter(
        world,
        person_id,
        chat_id,
        content | envelope,
        reply_to=reply_to,
        thread_id=thread_id,
    )


def _typed(world: "World", text: str, entities: list[Json] | None = None) -> Json:
    shown, found = formatted(text, entities=entities, find_user=world.known_user)
    if not shown:
        raise Impossible("an empty message cannot be sent")
    if len(shown) > TEXT_LENGTH:
        raise Impossible("this message is too long; a client would send it in parts")
    return {"text": shown, "entities": found} if found else {"text": shown}


def start(world: "World", person_id: int, parameter: str | None = None) -> Json:
    """Presses Start; a deep link's parameter comes along as the command's word."""
    if world.person(person_id).blocked:
        world.unblock(person_id)
    return say(world, person_id, person_id, f"/start {parameter}" if parameter else "/start")


def utter(
    world: "World",
    person_id: int,
    chat_id: int,
    content: Json,
    *,
    reply_to: int | None = None,
    thread_id: int | None = None,
) -> Json:
    """Any message of a person, once its content is known."""
    chat = place_to_speak(world, person_id, chat_id)
    replied = message_in(chat, reply_to) if reply_to else None
    if thread_id and thread_id not in chat.topics:
        raise Impossible(f"there is no topic {thread_id}")
    sender = _shown_sender(world, person_id, chat, content)
    message = world.post(chat, sender, reply_fields(chat, replied, thread_id) | content)
    chat.read_up_to[person_id] = message["message_id"]
    return message


def place_to_speak(world: "World", person_id: int, chat_id: int) -> Chat:
    person = world.person(person_id)
    chat = world.chat(chat_id)
    if not chat.has_member(person_id):
        raise Impossible("only members can do this")
    if chat.upgraded_to:
        raise Impossible("this group has become a supergroup")
    if not chat.allows(person_id, "can_send_messages"):
        raise Impossible("this member may not write here")
    if chat.is_private:
        if person.blocked:
            raise Impossible("the bot is blocked; unblock it first")
        person.started = True
    return chat


def message_in(chat: Chat, message_id: int) -> Json:
    message = chat.history.get(message_id)
    if message is None:
        raise Impossible(f"there is no message {message_id}")
    return message


def edit(world: "World", person_id: int, chat_id: int, message_id: int, text: str) -> Json:
    chat = place_to_speak(world, person_id, chat_id)
    message = message_in(chat, message_id)
    if message["from"]["id"] != person_id:
        raise Impossible("only one's own messages can be edited")
    if "via_bot" in message:
        raise Impossible("what was sent via a bot only the bot can edit")
    typed = _typed(world, text)
    if "text" not in message:
        typed = {CAPTION_FOR[name]: value for name, value in typed.items()}
    dropped = {*CAPTION_FOR, *CAPTION_FOR.values()}
    edited = {name: value for name, value in message.items() if name not in dropped} | typed
    edited["edit_date"] = world.timestamp()
    world.replace(chat, edited)
    return edited


def delete(world: "World", person_id: int, chat_id: int, message_id: int) -> None:
    """One's own message, any in a private chat, and any for an administrator."""
    chat = world.chat(chat_id)
    message = message_in(chat, message_id)
    is_own = message["from"]["id"] == person_id
    may_delete = chat.member(person_id).has("can_delete_messages")
    if not (is_own or chat.is_private or may_delete):
        raise Impossible("only one's own messages can be deleted")
    world.remove(chat, message_id)


def forward(world: "World", person_id: int, from_chat: int, message_id: int, to_chat: int) -> Json:
    source = world.chat(from_chat)
    if not source.has_member(person_id):
        raise Impossible("only members can do this")
    message = message_in(source, message_id)
    return utter(world, person_id, to_chat, forwarded(message))


def forwarded(message: Json) -> Json:
    """The content of a message with the mark of where it comes from."""
    content = {name: value for name, value in message.items() if name not in OWN_TO_THE_CHAT}
    origin = message.get("forward_origin") or {
        "type": "user",
        "sender_user": message["from"],
        "date": message["date"],
    }
    return {"forward_origin": origin} | content


def react(
    world: "World", person_id: int, chat_id: int, message_id: int, emoji: str | None
) -> None:
    """Puts a reaction under a message, or takes it back; administrators' bots may hear of it."""
    chat = place_to_speak(world, person_id, chat_id)
    message = message_in(chat, message_id)
    chosen = [{"type": "emoji", "emoji": emoji}] if emoji else []
    reactions = chat.reactions.setdefault(message_id, {})
    former = reactions.get(person_id, [])
    reactions[person_id] = chosen
    if chat.is_private or chat.member(world.bot_id).is_administrator:
        told = {
            "chat": chat.brief,
            "message_id": message_id,
            "user": world.person(person_id).user,
            "date": world.timestamp(),
            "old_reaction": former,
            "new_reaction": chosen,
        }
        world.updates.put("message_reaction", told)
    world.tell("edited", chat, message=message)


def _shown_sender(world: "World", person_id: int, chat: Chat, content: Json) -> Json:
    """Who the message is from for everybody else: an anonymous admin or a channel hides."""
    hidden_behind = content.get("sender_chat")
    if not hidden_behind:
        return world.person(person_id).user
    return ANONYMOUS_ADMIN if hidden_behind["id"] == chat.chat_id else CHANNEL_POSTER
