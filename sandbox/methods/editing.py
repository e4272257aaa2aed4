"""Edits and deletions of what the bot (or, for an administrator, somebody) wrote."""

from datetime import timedelta
from typing import TYPE_CHECKING

from sandbox.chats import Chat
from sandbox.keyboards import checked_inline
from sandbox.methods.destinations import open_chat
from sandbox.methods.media import input_media
from sandbox.methods.method import Method
from sandbox.methods.sending import caption_content, text_content
from sandbox.parameters import (
    Given,
    booleans,
    chats,
    integers,
    lists,
    objects,
    strings,
)
from sandbox.refusals import bad_request
from sandbox.shapes import Json, names

if TYPE_CHECKING:
    from sandbox.world import World

DELETABLE = timedelta(hours=48)
MOST_AT_ONCE = 100
NO_CHAT = 0  # edits of what was sent via the bot count only overall
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
MEDIA_FIELDS = names("photo video document audio animation voice")
CAPTION_FIELDS = frozenset(
    {"caption", "caption_entities", "show_caption_above_media", "has_media_spoiler"}
)
REPLACED = {
    "text": frozenset({"text", "entities", "link_preview_options"}),
    "caption": CAPTION_FIELDS - {"has_media_spoiler"},
    "media": CAPTION_FIELDS | MEDIA_FIELDS,
    "markup": frozenset(),
}


def edit_text(world: "World", given: Given) -> Json | bool:
    content = text_content(world, given, too_long="MESSAGE_TOO_LONG")
    options = given.get("link_preview_options")
    if options:
        content["link_preview_options"] = options
    chat, message = own_message(world, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _change(world, chat, message, given, ("text", content))


def edit_caption(world: "World", given: Given) -> Json | bool:
    content = caption_content(world, given)
    chat, message = own_message(world, given)
    if MEDIA_FIELDS.isdisjoint(message):
        raise bad_request("there is no caption in the message to edit")
    return _change(world, chat, message, given, ("caption", content))


def edit_media(world: "World", given: Given) -> Json | bool:
    chat, message = own_message(world, given)
    if MEDIA_FIELDS.isdisjoint(message) and "text" not in message:
        raise bad_request("message can't be edited")
    _kind, content = input_media(world, given, given["media"])
    return _change(world, chat, message, given, ("media", content))


def edit_markup(world: "World", given: Given) -> Json | bool:
    chat, message = own_message(world, given)
    return _change(world, chat, message, given, ("markup", {}))


def own_message(world: "World", given: Given) -> tuple[Chat, Json]:
    """The message that an edit means; the bot edits only what it wrote itself."""
    if _is_inline(given):
        return _shared_message(world, given["inline_message_id"])
    for name, words in (
        ("chat_id", "chat_id is empty"),
        ("message_id", "message identifier is not specified"),
    ):
        if name not in given:
            raise bad_request(words)
    chat = open_chat(world, given["chat_id"])
    message = chat.history.get(given["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"] is not world.bot or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _is_inline(given: Given) -> bool:
    return "inline_message_id" in given and "chat_id" not in given and "message_id" not in given


def _shared_message(world: "World", inline_message_id: str) -> tuple[Chat, Json]:
    """What was sent via the bot: it need not be in that chat, and learns nothing of it."""
    chat_id, message_id = world.inline.messages.get(inline_message_id, (0, 0))
    chat = world.chats.get(chat_id)
    message = chat.history.get(message_id) if chat else None
    if chat is None or message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return chat, message


def _change(
    world: "World", chat: Chat, message: Json, given: Given, change: tuple[str, Json]
) -> Json | bool:
    """The markup that an edit does not repeat is gone, as with Telegram."""
    what, content = change
    dropped = REPLACED[what] | {"reply_markup"}
    edited = {name: value for name, value in message.items() if name not in dropped} | content
    markup = checked_inline(given.get("reply_markup"))
    if markup:
        edited["reply_markup"] = markup
    if edited == message:
        raise bad_request(NOT_MODIFIED)
    counts_in = NO_CHAT if _is_inline(given) else chat.chat_id
    world.limits.spend(world.now().timestamp(), counts_in, editing=True)
    edited["edit_date"] = world.timestamp()
    world.replace(chat, edited)
    return _is_inline(given) or edited


def delete_message(world: "World", given: Given) -> bool:
    chat = open_chat(world, given["chat_id"])
    message = chat.history.get(given["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    _refuse_undeletable(world, chat, message)
    world.remove(chat, message["message_id"])
    return True


def delete_messages(world: "World", given: Given) -> bool:
    """Messages that are not there, or cannot be deleted, are passed over."""
    chat = open_chat(world, given["chat_id"])
    if not 1 <= len(given["message_ids"]) <= MOST_AT_ONCE:
        raise bad_request("too many messages to delete")
    for message_id in given["message_ids"]:
        message = chat.history.get(message_id)
        if message and _is_deletable(world, chat, message):
            world.remove(chat, message_id)
    return True


def _refuse_undeletable(world: "World", chat: Chat, message: Json) -> None:
    if _is_deletable(world, chat, message):
        return
    is_old = world.timestamp() - message["date"] >= DELETABLE.total_seconds()
    raise bad_request("message can't be deleted" + (" for everyone" if is_old else ""))


def _is_deletable(world: "World", chat: Chat, message: Json) -> bool:
    """An administrator deletes anything in a supergroup; otherwise two days, own or private."""
    if chat.member(world.bot_id).has("can_delete_messages") and chat.kind == "supergroup":
        return True
    is_fresh = world.timestamp() - message["date"] < DELETABLE.total_seconds()
    is_own = message["from"] is world.bot
    is_moderator = chat.member(world.bot_id).has("can_delete_messages")
    return is_fresh and (is_own or chat.is_private or is_moderator)


TARGET = (
    strings("business_connection_id inline_message_id")
    | chats("chat_id")
    | integers("message_id")
    | objects("reply_markup")
)
CAPTION = (
    strings("caption parse_mode")
    | lists("caption_entities")
    | booleans("show_caption_above_media")
)
METHODS = (
    Method(
        "editMessageText",
        edit_text,
        TARGET
        | strings("text parse_mode")
        | lists("entities")
        | objects("link_preview_options rich_message"),
    ),
    Method("editMessageCaption", edit_caption, TARGET | CAPTION),
    Method("editMessageMedia", edit_media, TARGET | objects("media"), ("media",)),
    Method("editMessageReplyMarkup", edit_markup, TARGET),
    Method(
        "deleteMessage",
        delete_message,
        chats("chat_id") | integers("message_id"),
        ("chat_id", "message_id"),
    ),
    Method(
        "deleteMessages",
        delete_messages,
        chats("chat_id") | lists("message_ids"),
        ("chat_id", "message_ids"),
    ),
)
