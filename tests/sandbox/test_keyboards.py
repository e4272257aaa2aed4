"""Keyboards under messages, and those that Telegram does not take."""

import pytest

WANG = 101


def inline(*rows):
    return {"inline_keyboard": [list(row) for row in rows]}


def button(text="报名", **action):
    return {"text": text, **(action or {"callback_data": "a"})}


async def refusal_of(bot, markup, chat_id=WANG):
    refusal = await bot.refusal("sendMessage", chat_id=chat_id, text="a", reply_markup=markup)
    return refusal.removeprefix("Bad Request: ")


async def test_keyboard_hangs_under_the_message(world, bot, private):
    markup = inline([button()], [button("网页", url="https://example.com")])

    await bot("sendMessage", chat_id=private, text="来吗", reply_markup=markup)

    assert world.messages(WANG, private)[-1]["reply_markup"] == markup


@pytest.mark.parametrize("data", ["a", "a" * 64, "报" * 21])
async def test_data_of_up_to_64_bytes_is_taken(bot, private, data):
    sent = await bot(
        "sendMessage",
        chat_id=private,
        text="a",
        reply_markup=inline([button(callback_data=data)]),
    )

    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == data


@pytest.mark.parametrize("data", ["", "a" * 65, "报" * 22])
async def test_data_of_no_or_more_than_64_bytes_is_invalid(bot, private, data):
    words = await refusal_of(bot, inline([button(callback_data=data)]))

    assert words == "BUTTON_DATA_INVALID"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (inline([{"text": "a"}]), "text buttons are allowed in reply keyboards only"),
        (inline([button("  ")]), "inline keyboard button text must be non-empty"),
        (
            inline([{"callback_data": "a"}]),
            "can't parse inline keyboard button: can't find field \"text\"",
        ),
        (
            inline([button(callback_data="a", url="https://example.com")]),
            "inline keyboard button must have exactly one action",
        ),
        (
            inline([button(callback_data=5)]),
            'can\'t parse reply_markup: field "callback_data" must be of type String',
        ),
        (inline([button(url="")]), "BUTTON_URL_INVALID"),
        (
            inline([button(url="ftp://example.com")]),
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            inline([button(url="nowhere")]),
            "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (
            inline([button(callback_data="a", color="red")]),
            "unknown parameter inline_keyboard.color",
        ),
        (
            {"inline_keyboard": "x"},
            'can\'t parse reply_markup: field "inline_keyboard" must be of type Array',
        ),
        (
            {"inline_keyboard": ["x"]},
            "can't parse reply_markup: expected an Array of Array",
        ),
        ({"buttons": []}, "object expected as reply markup"),
        ({"inline_keyboard": [], "selective": True}, "unknown parameter reply_markup.selective"),
        ("{not json", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
    ],
)
async def test_broken_keyboards_are_refused(bot, private, markup, words):
    assert await refusal_of(bot, markup) == words


async def test_100_buttons_of_8_in_a_row_are_the_most(bot, private):
    full = inline(*[[button()] * 8] * 12, [button()] * 4)
    one_more = inline(*[[button()] * 8] * 12, [button()] * 5)
    too_wide = inline([button()] * 9)

    await bot("sendMessage", chat_id=private, text="a", reply_markup=full)
    assert await refusal_of(bot, one_more) == "reply markup is too long"
    assert await refusal_of(bot, too_wide) == "reply markup is too long"


async def test_empty_rows_vanish_and_an_empty_keyboard_is_none(bot, private):
    some = await bot("sendMessage", chat_id=private, text="a", reply_markup=inline([], [button()]))
    none = await bot("sendMessage", chat_id=private, text="b", reply_markup=inline([]))

    assert some["reply_markup"] == inline([button()])
    assert "reply_markup" not in none


@pytest.mark.parametrize(
    "address",
    [
        "https://t.me/linli_bot?start=a",
        "t.me/linli_bot",
        "tg://user?id=101",
        "http://example.com:80/",
    ],
)
async def test_addresses_that_open(bot, private, address):
    sent = await bot(
        "sendMessage", chat_id=private, text="a", reply_markup=inline([button(url=address)])
    )

    assert sent["reply_markup"]["inline_keyboard"][0][0]["url"] == address


async def test_reply_keyboard_takes_plain_words_as_buttons(world, bot, private):
    sent = await bot(
        "sendMessage",
        chat_id=private,
        text="哪栋？",
        reply_markup={"keyboard": [["1号楼", {"text": "2号楼"}]], "one_time_keyboard": True},
    )

    assert "reply_markup" not in sent
    assert world.messages(WANG, private)[-1]["reply_markup"] == {
        "keyboard": [[{"text": "1号楼"}, {"text": "2号楼"}]],
        "one_time_keyboard": True,
    }


async def test_phone_can_be_asked_for_in_private_only(bot, private, group):
    markup = {"keyboard": [[{"text": "我的电话", "request_contact": True}]]}

    await bot("sendMessage", chat_id=private, text="电话？", reply_markup=markup)
    words = await refusal_of(bot, markup, group)

    assert words == "phone number can be requested in private chats only"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ({"keyboard": [[{}]]}, "can't parse keyboard button: text must be non-empty"),
        ({"keyboard": [[{"text": "a", "data": "b"}]]}, "unknown parameter keyboard.data"),
        (
            {"force_reply": True, "input_field_placeholder": "a" * 65},
            "reply markup input field placeholder is too long",
        ),
        ({"remove_keyboard": True, "resize": 1}, "unknown parameter reply_markup.resize"),
    ],
)
async def test_broken_reply_keyboards_are_refused(bot, private, markup, words):
    assert await refusal_of(bot, markup) == words


@pytest.mark.parametrize(
    "markup", [{"remove_keyboard": True}, {"force_reply": True, "selective": True}]
)
async def test_other_markups_are_seen_by_people_and_not_repeated_to_the_bot(
    world, bot, private, markup
):
    sent = await bot("sendMessage", chat_id=private, text="a", reply_markup=markup)

    assert "reply_markup" not in sent
    assert world.messages(WANG, private)[-1]["reply_markup"] == markup


async def test_only_inline_keyboards_can_be_edited_in(bot, private):
    sent = await bot("sendMessage", chat_id=private, text="a")

    refusal = await bot.refusal(
        "editMessageReplyMarkup",
        chat_id=private,
        message_id=sent["message_id"],
        reply_markup={"keyboard": [["a"]]},
    )

    assert refusal == "Bad Request: inline keyboard expected"
