"""Presses of inline buttons, their answers, and what people see of them."""

from datetime import timedelta

import pytest

WANG, LI = 101, 102
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
JOIN = {"inline_keyboard": [[{"text": "报名", "callback_data": "join"}]]}


@pytest.fixture
async def card(bot, private):
    sent = await bot("sendMessage", chat_id=private, text="来吗", reply_markup=JOIN)
    return sent["message_id"]


async def test_press_reaches_the_bot_with_its_message_and_data(world, bot, private, card):
    query_id = world.press(WANG, private, card, "join")

    press = (await bot.heard("callback_query"))[0]

    assert press["id"] == query_id
    assert press["from"]["id"] == WANG
    assert press["data"] == "join"
    assert press["message"]["text"] == "来吗"
    assert press["message"]["reply_markup"] == JOIN
    assert press["chat_instance"]


async def test_answer_is_seen_as_a_toast(world, bot, private, card):
    query_id = world.press(WANG, private, card, "join")
    waiting = world.answers[query_id]

    await bot("answerCallbackQuery", callback_query_id=query_id, text="已报名")

    assert waiting is None
    assert world.answers[query_id] == {"text": "已报名", "show_alert": False, "url": ""}
    assert world.toasts(WANG) == [{"text": "已报名", "show_alert": False, "url": ""}]


async def test_answer_may_be_an_alert_or_a_link(world, bot, private, card):
    one, two = (world.press(WANG, private, card, "join") for _ in range(2))

    await bot("answerCallbackQuery", callback_query_id=one, text="满了", show_alert=True)
    await bot("answerCallbackQuery", callback_query_id=two, url="https://t.me/linli_bot?start=a")

    assert world.toasts(WANG) == [
        {"text": "满了", "show_alert": True, "url": ""},
        {"text": "", "show_alert": False, "url": "https://t.me/linli_bot?start=a"},
    ]


async def test_silent_answer_only_ends_the_waiting(world, bot, private, card):
    query_id = world.press(WANG, private, card, "join")

    await bot("answerCallbackQuery", callback_query_id=query_id)

    assert world.answers[query_id] == {"text": "", "show_alert": False, "url": ""}
    assert world.toasts(WANG) == []


async def test_toast_is_seen_only_by_who_pressed(world, bot, group):
    sent = await bot("sendMessage", chat_id=group, text="来吗", reply_markup=JOIN)
    query_id = world.press(LI, group, sent["message_id"], "join")

    await bot("answerCallbackQuery", callback_query_id=query_id, text="已报名")

    assert world.toasts(WANG) == []
    assert len(world.toasts(LI)) == 1


async def test_answer_after_150_seconds_is_too_old(world, bot, clock, private, card):
    query_id = world.press(WANG, private, card, "join")
    clock.advance(timedelta(seconds=151))

    assert await bot.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD
    assert world.answers[query_id] is None


async def test_press_is_answered_once(world, bot, private, card):
    query_id = world.press(WANG, private, card, "join")
    await bot("answerCallbackQuery", callback_query_id=query_id, text="一")

    refusal = await bot.refusal("answerCallbackQuery", callback_query_id=query_id, text="二")

    assert refusal == TOO_OLD
    assert world.toasts(WANG)[-1]["text"] == "一"


@pytest.mark.parametrize("query_id", ["", "12345", "abc"])
async def test_press_that_never_was_cannot_be_answered(bot, query_id):
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_toast_holds_200_characters(world, bot, private, card):
    query_id = world.press(WANG, private, card, "join")

    refusal = await bot.refusal("answerCallbackQuery", callback_query_id=query_id, text="长" * 201)
    await bot("answerCallbackQuery", callback_query_id=query_id, text="长" * 200)

    assert refusal == "Bad Request: MESSAGE_TOO_LONG"


@pytest.mark.parametrize(
    "url", ["https://example.com", "https://t.me/other_bot?start=a", "javascript:alert(1)"]
)
async def test_press_opens_nothing_but_the_bot_itself(world, bot, private, card, url):
    query_id = world.press(WANG, private, card, "join")

    refusal = await bot.refusal("answerCallbackQuery", callback_query_id=query_id, url=url)

    assert refusal == "Bad Request: URL_INVALID"


async def test_forged_data_travels_as_it_is(world, bot, private, card):
    world.press(WANG, private, card, "delete:everything" + "x" * 100)

    press = (await bot.heard("callback_query"))[0]

    assert press["data"] == "delete:everything" + "x" * 100


async def test_press_on_a_deleted_message_shows_only_where_it_was(world, bot, private, card):
    world.delete(WANG, private, card)
    world.press(WANG, private, card, "join")

    press = (await bot.heard("callback_query"))[0]

    assert press["message"] == {
        "chat": {"id": WANG, "type": "private", "first_name": "王芳", "username": "wangfang"},
        "message_id": card,
        "date": 0,
    }


async def test_anybody_may_press_what_was_meant_for_somebody_else(world, bot, private, card):
    world.press(LI, private, card, "join")

    assert (await bot.heard("callback_query"))[0]["from"]["id"] == LI


async def test_press_in_a_group_without_the_bot_stays_unanswered(world, bot, group):
    sent = await bot("sendMessage", chat_id=group, text="来吗", reply_markup=JOIN)
    world.bot_membership(group, "kicked")
    await bot.updates()

    query_id = world.press(LI, group, sent["message_id"], "join")

    assert await bot.updates() == []
    assert world.answers[query_id] is None


async def test_inline_queries_are_nobodys_here(bot):
    refusal = await bot.refusal("answerInlineQuery", inline_query_id="1", results=[])

    assert refusal == TOO_OLD
