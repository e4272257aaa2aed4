"""What a method of the Bot API is: a name, declared parameters, and what it does to the world."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.parameters import (
    Given,
    Parameters,
    booleans,
    chats,
    integers,
    objects,
    strings,
)

if TYPE_CHECKING:
    from sandbox.world import World

Act = Callable[["World", Given], Any]

CHAT_ONLY = chats("chat_id")
ANSWERING = objects("reply_parameters reply_markup")
MANNER = booleans("disable_notification protect_content allow_paid_broadcast") | strings(
    "message_effect_id"
)
SUGGESTING = objects("suggested_post_parameters")
PLACE = strings("business_connection_id") | chats("chat_id") | integers("message_thread_id")
DIRECT = integers("direct_messages_topic_id")
SENDING = PLACE | DIRECT | MANNER | SUGGESTING | ANSWERING


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    act: Act
    parameters: Parameters
    required: tuple[str, ...] = ()
