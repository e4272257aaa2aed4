"""What a method of the Bot API is: a name, declared parameters, and what it does to the world."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.parameters import BOOLEAN, CHAT, INTEGER, OBJECT, STRING, Given, Kind, Parameters

if TYPE_CHECKING:
    from sandbox.world import World

Act = Callable[["World", Given], Any]

CHAT_ONLY: dict[str, Kind] = {"chat_id": CHAT}
ANSWERING: dict[str, Kind] = {"reply_parameters": OBJECT, "reply_markup": OBJECT}
MANNER: dict[str, Kind] = {
    "disable_notification": BOOLEAN,
    "protect_content": BOOLEAN,
    "allow_paid_broadcast": BOOLEAN,
    "message_effect_id": STRING,
}
SUGGESTING: dict[str, Kind] = {"suggested_post_parameters": OBJECT}
PLACE: dict[str, Kind] = {
    "business_connection_id": STRING,
    "chat_id": CHAT,
    "message_thread_id": INTEGER,
}
DIRECT: dict[str, Kind] = {"direct_messages_topic_id": INTEGER}
SENDING: dict[str, Kind] = PLACE | DIRECT | MANNER | SUGGESTING | ANSWERING


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    act: Act
    parameters: Parameters
    required: tuple[str, ...] = ()
