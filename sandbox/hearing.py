"""Which messages of a chat reach the bot: privacy mode, as Telegram keeps it by default."""

from sandbox.chats import Chat
from sandbox.shapes import Json, names

SERVICE_FIELDS = names(
    "new_chat_members left_chat_member new_chat_title pinned_message "
    "migrate_to_chat_id migrate_from_chat_id group_chat_created "
    "supergroup_chat_created forum_topic_created forum_topic_edited forum_topic_closed "
    "forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden"
)


def bot_hears(bot: Json, chat: Chat, message: Json) -> bool:
    """An administrator hears all; a plain member what is meant for it, and service messages."""
    if chat.is_private:
        return True
    member = chat.members.get(bot["id"])
    if member is None or not member.is_here:
        return False
    if member.is_administrator or not SERVICE_FIELDS.isdisjoint(message):
        return True
    return _answers_bot(bot, message) or _is_command(bot, message)


def _answers_bot(bot: Json, message: Json) -> bool:
    replied = message.get("reply_to_message") or {}
    via = message.get("via_bot") or {}
    return bot["id"] in {replied.get("from", {}).get("id"), via.get("id")}


def _is_command(bot: Json, message: Json) -> bool:
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    first = entities[0] if entities else {}
    if first.get("type") != "bot_command" or first.get("offset") != 0:
        return False
    _, separator, addressee = text[: first["length"]].partition("@")
    return not separator or addressee.lower() == bot["username"].lower()
