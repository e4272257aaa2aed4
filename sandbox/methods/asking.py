"""Polls that the bot asks and stops."""

from typing import TYPE_CHECKING, Any

from sandbox.deeds.pressing import close_poll
from sandbox.keyboards import checked_inline
from sandbox.methods.destinations import open_chat
from sandbox.methods.method import ANSWERING, MANNER, PLACE, Method
from sandbox.methods.sending import send
from sandbox.parameters import (
    Given,
    booleans,
    chats,
    integers,
    lists,
    objects,
    strings,
)
from sandbox.polls import Poll, new_poll
from sandbox.refusals import Refusal, bad_request
from sandbox.shapes import Json
from sandbox.texts.formatted import formatted

if TYPE_CHECKING:
    from sandbox.world import World

OPTION_FIELDS = frozenset({"text", "text_parse_mode", "text_entities", "media"})
NOT_OFFERED = (
    "allow_adding_options",
    "country_codes",
    "explanation_media",
    "media",
    "description",
)


def send_poll(world: "World", given: Given) -> Json:
    for name in NOT_OFFERED:
        if given.get(name):
            raise bad_request(f"{name} of polls is not supported here")
    question, entities = _text(world, given.values, "question")
    told = given.values | {
        "question": question,
        "options": [_option(world, option) for option in given["options"]],
        "explanation": _text(world, given.values, "explanation")[0],
    }
    shown = new_poll(told, world.now())
    if entities:
        shown["question_entities"] = entities
    poll = world.polls[shown["id"]] = Poll(shown)
    try:
        return send(world, given, {"poll": poll.shown}, kind="poll")
    except Refusal:
        del world.polls[shown["id"]]
        raise


def stop_poll(world: "World", given: Given) -> Json:
    chat = open_chat(world, given["chat_id"])
    message = chat.history.get(given["message_id"])
    if message is None:
        raise bad_request("message with poll to stop not found")
    if "poll" not in message or message["from"] is not world.bot:
        raise bad_request("poll can't be stopped")
    poll = world.polls[message["poll"]["id"]]
    if poll.shown["is_closed"]:
        raise bad_request("poll has already been closed")
    markup = checked_inline(given.get("reply_markup"))
    kept = {name: value for name, value in message.items() if name != "reply_markup"}
    chat.keep(kept | {"reply_markup": markup} if markup else kept)
    close_poll(world, poll)
    return poll.shown


def _option(world: "World", option: Any) -> str:
    if not isinstance(option, dict) or "text" not in option:
        raise bad_request("can't parse poll option: can't find field \"text\"")
    unknown = option.keys() - OPTION_FIELDS
    if unknown:
        raise bad_request(f"unknown parameter options.{min(unknown)}")
    return _text(world, option, "text")[0]


def _text(world: "World", source: Json, name: str) -> tuple[str, list[Json]]:
    return formatted(
        source.get(name) or "",
        parse_mode=source.get(f"{name}_parse_mode") or "",
        entities=source.get(f"{name}_entities"),
        find_user=world.known_user,
    )


METHODS = (
    Method(
        "sendPoll",
        send_poll,
        PLACE
        | MANNER
        | ANSWERING
        | strings(
            "question question_parse_mode type explanation explanation_parse_mode "
            "description description_parse_mode"
        )
        | lists(
            "question_entities options country_codes correct_option_ids "
            "explanation_entities description_entities"
        )
        | booleans(
            "is_anonymous allows_multiple_answers allows_revoting shuffle_options "
            "allow_adding_options hide_results_until_closes members_only is_closed"
        )
        | objects("explanation_media media")
        | integers("open_period close_date"),
        ("chat_id", "question", "options"),
    ),
    Method(
        "stopPoll",
        stop_poll,
        strings("business_connection_id")
        | chats("chat_id")
        | integers("message_id")
        | objects("reply_markup"),
        ("chat_id", "message_id"),
    ),
)
