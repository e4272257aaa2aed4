"""How a message points at another one, and at the topic both are in."""

from sandbox.chats import Chat
from sandbox.shapes import Json


def shallow(message: Json) -> Json:
    """A message as it is shown inside another one: what it answers itself is left out."""
    if "reply_to_message" not in message and "reply_markup" not in message:
        return message
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def reply_fields(chat: Chat, replied: Json | None, thread_id: int | None) -> Json:
    """The fields of a message in a topic, or in answer to another message.

    In a topic, a message that answers nothing answers the one that created the topic; in a
    supergroup without topics, an answer bears the id of the thread it starts or continues.
    """
    fields: Json = {}
    if chat.is_forum:
        thread_id = thread_id or (replied or {}).get("message_thread_id")
        if thread_id:
            fields |= {"message_thread_id": thread_id, "is_topic_message": True}
            replied = replied or chat.history.get(thread_id)
    elif replied and chat.kind == "supergroup":
        fields["message_thread_id"] = replied.get("message_thread_id", replied["message_id"])
    if replied:
        fields["reply_to_message"] = shallow(replied)
    return fields
