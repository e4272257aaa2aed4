"""Types inside objects and arrays, wherever they stand."""

import pytest

from sandbox.fields import check_fields
from sandbox.refusals import Refusal


def refusal(name, value):
    with pytest.raises(Refusal) as refused:
        check_fields(name, value)
    return refused.value.description.removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("entities", []),
        ("entities", [{"type": "bold", "offset": 0, "length": 1}]),
        ("message_ids", [1, 2, 3]),
        ("allowed_updates", ["message"]),
        ("reply_parameters", {"message_id": 1, "chat_id": "@name"}),
        ("reply_parameters", {"message_id": 1, "chat_id": -100}),
        ("reply_markup", {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}),
        ("reply_markup", {"keyboard": [["a", {"text": "b", "request_contact": True}]]}),
        ("media", [{"type": "photo", "media": "attach://a", "has_spoiler": False}]),
        ("permissions", {"can_send_messages": True}),
        ("anything", {"unknown": [1, "a", None, {"deep": 1.5}]}),
    ],
)
def test_what_telegram_reads_passes(name, value):
    check_fields(name, value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("message_ids", ["1"], "can't parse message_ids: expected an Array of Number"),
        ("message_ids", [True], "can't parse message_ids: expected an Array of Number"),
        ("message_ids", [[1]], "can't parse message_ids: expected an Array of Number"),
        ("allowed_updates", [1], "can't parse allowed_updates: expected an Array of String"),
        ("commands", ["help"], "can't parse commands: expected an Array of Object"),
        (
            "commands",
            [{"command": 5}],
            'can\'t parse commands: field "command" must be of type String',
        ),
        (
            "entities",
            [{"type": "bold", "offset": "0"}],
            'can\'t parse entities: field "offset" must be of type Number',
        ),
        (
            "entities",
            [{"type": "bold", "offset": True}],
            'can\'t parse entities: field "offset" must be of type Number',
        ),
        (
            "reply_parameters",
            {"chat_id": 1.5},
            'can\'t parse reply_parameters: field "chat_id" must be of type Number or String',
        ),
        (
            "reply_markup",
            {"inline_keyboard": [[{"text": 1}]]},
            'can\'t parse reply_markup: field "text" must be of type String',
        ),
        (
            "reply_markup",
            {"keyboard": [[{"text": "a", "request_contact": "yes"}]]},
            'can\'t parse reply_markup: field "request_contact" must be of type Boolean',
        ),
        (
            "reply_markup",
            {"force_reply": 1},
            'can\'t parse reply_markup: field "force_reply" must be of type Boolean',
        ),
        (
            "reply_markup",
            {"inline_keyboard": [[{"text": "a", "web_app": "x"}]]},
            'can\'t parse reply_markup: field "web_app" must be of type Object',
        ),
    ],
)
def test_what_telegram_cannot_read_is_refused(name, value, words):
    assert refusal(name, value) == words


def test_nobody_nests_without_end():
    nested = []
    for _ in range(50):
        nested = [nested]

    assert refusal("options", {"a": nested}) == "can't parse options: nested too deep"
