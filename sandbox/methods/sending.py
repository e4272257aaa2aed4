"""sendMessage, and what every message that a bot sends has in common."""

from typing import TYPE_CHECKING, Any

from sandbox.chats import Chat
from sandbox.keyboards import checked_markup
from sandbox.methods.destinations import checked_thread, find_chat, writable_chat
from sandbox.methods.method import SENDING, Method
from sandbox.parameters import Given, lists, objects, strings
from sandbox.refusals import bad_request
from sandbox.replies import reply_fields
from sandbox.shapes import Json
from sandbox.texts.formatted import formatted

if TYPE_CHECKING:
    from sandbox.world import World

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
PERMISSIONS = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "video": ("can_send_videos", "videos"),
    "document": ("can_send_documents", "documents"),
    "audio": ("can_send_audios", "music"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "video_note": ("can_send_video_notes", "video notes"),
    "poll": ("can_send_polls", "polls"),
}
OTHER_PERMISSION = ("can_send_other_messages", "messages of this kind")


def send_message(world: "World", given: Given) -> Json:
    content = text_content(world, given, too_long="message is too long")
    options = given.get("link_preview_options")
    if options:
        content["link_preview_options"] = options
    return send(world, given, content, kind="text")


def text_content(world: "World", given: Given, *, too_long: str) -> Json:
    shown, entities = formatted(
        given.get("text", ""),
        parse_mode=given.get("parse_mode", ""),
        entities=given.get("entities"),
        find_user=world.known_user,
    )
    if not shown:
        raise bad_request("message text is empty")
    if len(shown) > TEXT_LENGTH:
        raise bad_request(too_long)
    return {"text": shown, "entities": entities} if entities else {"text": shown}


def caption_content(world: "World", given: Given | Json) -> Json:
    shown, entities = formatted(
        given.get("caption", ""),
        parse_mode=given.get("parse_mode", ""),
        entities=given.get("caption_entities"),
        find_user=world.known_user,
    )
    if len(shown) > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    content: Json = {"caption": shown} if shown else {}
    if entities:
        content["caption_entities"] = entities
    if given.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    if given.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def send(world: "World", given: Given, content: Json, *, kind: str) -> Json:
    """Puts one message of the bot where the call says, if everything allows it."""
    envelope, chat = addressed(world, given, kind)
    markup = checked_markup(given.get("reply_markup"), private=chat.is_private)
    if markup and "inline_keyboard" in markup:
        envelope["reply_markup"] = markup
    world.limits.spend(world.now().timestamp(), chat.chat_id)
    if markup and "inline_keyboard" not in markup:
        chat.keyboards[chat.last_message_id + 1] = markup
    return world.post(chat, world.bot, envelope | content)


def addressed(world: "World", given: Given, kind: str) -> tuple[Json, Chat]:
    """The chat, and the fields that say where in it a message stands."""
    permission, called = PERMISSIONS.get(kind, OTHER_PERMISSION)
    chat = writable_chat(world, given["chat_id"], permission, called)
    thread_id = checked_thread(world, chat, given.get("message_thread_id"))
    envelope = _reply(world, chat, given.get("reply_parameters"), thread_id)
    if given.get("protect_content"):
        envelope["has_protected_content"] = True
    return envelope, chat


def _reply(world: "World", chat: Chat, reply: Json | None, thread_id: int | None) -> Json:
    if not reply:
        return reply_fields(chat, None, thread_id)
    source = find_chat(world, reply["chat_id"]) if reply.get("chat_id") else chat
    replied = source.history.get(reply.get("message_id", 0))
    if replied is None:
        if reply.get("allow_sending_without_reply"):
            return reply_fields(chat, None, thread_id)
        raise bad_request("message to be replied not found")
    quote = _quote(replied, reply)
    if source is not chat:
        return reply_fields(chat, None, thread_id) | _external(replied) | quote
    return reply_fields(chat, replied, thread_id) | quote


def _quote(replied: Json, reply: Json) -> Json:
    quote = reply.get("quote")
    if not quote:
        return {}
    whole: Any = replied.get("text") or replied.get("caption") or ""
    if quote not in whole:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": quote, "position": whole.index(quote), "is_manual": True}}


def _external(replied: Json) -> Json:
    origin = {"type": "user", "sender_user": replied["from"], "date": replied["date"]}
    told = {"origin": origin, "chat": replied["chat"], "message_id": replied["message_id"]}
    return {"external_reply": told}


METHODS = (
    Method(
        "sendMessage",
        send_message,
        SENDING | strings("text parse_mode") | lists("entities") | objects("link_preview_options"),
        ("chat_id", "text"),
    ),
)
