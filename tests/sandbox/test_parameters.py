"""Parameters as clients write them, and the methods compared with the published Bot API."""

import json
from pathlib import Path

import pytest

from sandbox.methods.calling import TABLE
from sandbox.parameters import Kind

SPEC = Path(__file__).parents[3] / "shared" / "spec" / "botapi-10.1.json"
TYPES = {
    Kind.INTEGER: {"Integer"},
    Kind.FLOAT: {"Float"},
    Kind.BOOLEAN: {"Boolean"},
    Kind.STRING: {"String"},
    Kind.CHAT: {"Integer", "String"},
    Kind.FILE: {"InputFile", "String"},
}
PROMISED = """
getMe logOut close getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage
forwardMessage forwardMessages copyMessage copyMessages sendPhoto sendAudio sendDocument
sendVideo sendAnimation sendVoice sendVideoNote sendSticker sendMediaGroup sendLocation
sendVenue sendContact sendPoll sendDice sendChatAction editMessageText editMessageCaption
editMessageMedia editMessageReplyMarkup stopPoll deleteMessage deleteMessages
answerCallbackQuery answerInlineQuery getFile getUserProfilePhotos getChat getChatMember
getChatMemberCount getChatAdministrators leaveChat banChatMember unbanChatMember
restrictChatMember promoteChatMember setChatTitle setChatDescription setChatPermissions
exportChatInviteLink createChatInviteLink revokeChatInviteLink pinChatMessage unpinChatMessage
unpinAllChatMessages createForumTopic editForumTopic closeForumTopic reopenForumTopic
deleteForumTopic unpinAllForumTopicMessages editGeneralForumTopic closeGeneralForumTopic
reopenGeneralForumTopic hideGeneralForumTopic unhideGeneralForumTopic
unpinAllGeneralForumTopicMessages getForumTopicIconStickers setMyCommands getMyCommands
deleteMyCommands setMyName getMyName setMyDescription getMyDescription setMyShortDescription
getMyShortDescription setChatMenuButton getChatMenuButton setMessageReaction
"""
METHODS = sorted(TABLE.values(), key=lambda method: method.name)


@pytest.fixture(scope="module")
def spec():
    if not SPEC.exists():
        pytest.skip("the published Bot API is not beside this project")
    return json.loads(SPEC.read_text())["methods"]


def test_all_promised_methods_are_there():
    assert sorted(method.name for method in METHODS) == sorted(PROMISED.split())


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_method_takes_the_published_parameters(spec, method):
    published = {field["name"] for field in spec[method.name].get("fields", [])}

    assert set(method.parameters) == published


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_method_requires_what_the_published_one_requires(spec, method):
    fields = spec[method.name].get("fields", [])
    required = {field["name"] for field in fields if field["required"]}

    assert set(method.required) == required


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_parameters_are_of_the_published_types(spec, method):
    for field in spec[method.name].get("fields", []):
        kind = method.parameters[field["name"]]
        types = set(field["types"])
        if kind is Kind.LIST:
            assert all(each.startswith("Array of ") for each in types), field
        elif kind is Kind.OBJECT:
            assert not types & {"Integer", "Float", "Boolean", "String"}, field
        else:
            assert types <= TYPES[kind], field


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
async def test_every_method_refuses_what_it_does_not_know(bot, method):
    refusal = await bot.refusal(method.name, no_such_thing=1)

    assert refusal == "Bad Request: unknown parameter no_such_thing"


@pytest.mark.parametrize(
    "method",
    [each for each in METHODS if each.required and each.name != "setWebhook"],
    ids=lambda method: method.name,
)
async def test_every_method_says_what_is_missing(bot, method):
    refused = await bot.refused(method.name)

    assert refused["error_code"] == 400
    assert refused["description"].startswith("Bad Request: ")


async def test_numbers_and_truths_may_be_written_as_text(bot, private):
    sent = await bot(
        "sendMessage",
        chat_id=str(private),
        text="a",
        protect_content="true",
        reply_markup='{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
    )

    assert sent["has_protected_content"] is True
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "b"


async def test_number_as_text_of_a_message_is_text(bot, private):
    assert (await bot("sendMessage", chat_id=private, text=42))["text"] == "42"


async def test_null_is_as_good_as_nothing(bot, private):
    sent = await bot("sendMessage", chat_id=private, text="a", parse_mode=None, reply_markup=None)

    assert sent["text"] == "a"


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"protect_content": "perhaps"}, "parameter protect_content must be of type Boolean"),
        ({"message_thread_id": "x"}, "parameter message_thread_id must be of type Integer"),
        ({"message_thread_id": True}, "parameter message_thread_id must be of type Integer"),
        ({"parse_mode": ["HTML"]}, "parameter parse_mode must be of type String"),
        ({"reply_parameters": "[1]"}, "object expected as reply parameters"),
        ({"reply_parameters": "{"}, "can't parse reply parameters JSON object"),
        ({"reply_parameters": {"message": 1}}, "unknown parameter reply_parameters.message"),
        (
            {"reply_parameters": {"message_id": "x"}},
            'can\'t parse reply_parameters: field "message_id" must be of type Number',
        ),
        ({"reply_parameters": {"message_id": 9}}, "message to be replied not found"),
        ({"link_preview_options": {"off": True}}, "unknown parameter link_preview_options.off"),
        ({"entities": {"type": "bold"}}, "expected an Array of entities"),
        ({"business_connection_id": "x"}, "business connection not found"),
        ({"message_effect_id": "5"}, "EFFECT_ID_INVALID"),
        ({"disable_web_page_preview": True}, "unknown parameter disable_web_page_preview"),
    ],
)
async def test_parameters_that_are_refused(bot, private, parameters, words):
    refusal = await bot.refusal("sendMessage", chat_id=private, text="a", **parameters)

    assert refusal == f"Bad Request: {words}"


async def test_float_has_to_be_one(bot, private):
    refusal = await bot.refusal("sendLocation", chat_id=private, latitude="north", longitude=1)

    assert refusal == "Bad Request: parameter latitude must be of type Float"
