"""Answers to presses of buttons."""

from typing import TYPE_CHECKING

from sandbox.methods.method import Method
from sandbox.parameters import Given, booleans, integers, strings
from sandbox.refusals import bad_request

if TYPE_CHECKING:
    from sandbox.world import World


def answer_press(world: "World", given: Given) -> bool:
    answer = {
        "text": given.get("text", ""),
        "show_alert": given.get("show_alert", False),
        "url": given.get("url", ""),
    }
    _check_address(world, answer["url"])
    press = world.presses.answer(given["callback_query_id"], answer, world.now())
    chat = world.chats.get(press.chat_id)
    world.tell("answer", chat, person=press.person_id, query=press.query_id, answer=answer)
    return True


def _check_address(world: "World", address: str) -> None:
    """Only a link to the bot itself may open from a press (others are for games)."""
    bot = str(world.bot["username"])
    allowed = tuple(f"{start}{bot}" for start in ("https://t.me/", "http://t.me/", "t.me/"))
    if address and not address.startswith((*allowed, f"tg://resolve?domain={bot}")):
        raise bad_request("URL_INVALID")


METHODS = (
    Method(
        "answerCallbackQuery",
        answer_press,
        strings("callback_query_id text url") | booleans("show_alert") | integers("cache_time"),
        ("callback_query_id",),
    ),
)
