"""Whole conversations, as they go on Telegram when something comes in between."""

import asyncio
from datetime import timedelta

import pytest

from sandbox.faults import AnswerLost
from sandbox.shapes import Upload

WANG, LI, CHEN = 101, 102, 103
NOT_MODIFIED = "Bad Request: message is not modified"


def card(places):
    """What the group's card looks like with so many places left."""
    if not places:
        return {"text": "包饺子 · 满了"}
    button = {"text": f"报名（还有 {places}）", "callback_data": "act.join:5"}
    return {
        "text": f"包饺子 · 还有 {places} 个名额",
        "reply_markup": {"inline_keyboard": [[button]]},
    }


async def test_places_go_until_there_are_none(world, bot, group):
    world.member(group, CHEN, "member")
    sent = await bot("sendMessage", chat_id=group, **card(2))
    target = {"chat_id": group, "message_id": sent["message_id"]}
    await bot.updates()
    places = 2

    for person in (WANG, LI, CHEN):
        world.press(person, group, sent["message_id"], "act.join:5")
    for query in await bot.heard("callback_query"):
        words = "已报名" if places else "满了"
        await bot("answerCallbackQuery", callback_query_id=query["id"], text=words)
        if places:
            places -= 1
            await bot("editMessageText", **target, **card(places))

    assert [world.toasts(person)[0]["text"] for person in (WANG, LI, CHEN)] == [
        "已报名",
        "已报名",
        "满了",
    ]
    seen = world.messages(CHEN, group)[-1]
    assert seen["text"] == "包饺子 · 满了"
    assert "reply_markup" not in seen


async def test_stranger_is_led_from_the_group_to_the_private_chat_and_back(world, bot, group):
    sent = await bot("sendMessage", chat_id=group, **card(2))
    await bot.updates()
    query_id = world.press(LI, group, sent["message_id"], "act.join:5")
    refusal = await bot.refusal("sendMessage", chat_id=LI, text="你好")
    link = "https://t.me/linli_bot?start=act_5"
    await bot("answerCallbackQuery", callback_query_id=query_id, url=link)
    world.start(LI, world.toasts(LI)[0]["url"].partition("start=")[2])

    heard = await bot.updates()
    welcome = await bot("sendMessage", chat_id=LI, text="欢迎")

    assert refusal == "Forbidden: bot can't initiate conversation with a user"
    assert heard[-1]["message"]["text"] == "/start act_5"
    assert welcome["chat"]["id"] == LI


async def test_five_taps_are_five_presses_and_the_same_edit_four_times_refused(
    world, bot, private
):
    sent = await bot("sendMessage", chat_id=private, **card(2))
    target = {"chat_id": private, "message_id": sent["message_id"]}
    await bot.updates()

    queries = [world.press(WANG, private, sent["message_id"], "act.join:5") for _ in range(5)]
    outcomes = []
    for query_id in queries:
        await bot("answerCallbackQuery", callback_query_id=query_id, text="已报名")
        status, _answer = await world.call("editMessageText", {**target, **card(1)})
        outcomes.append(status)

    assert len(set(queries)) == 5
    assert outcomes == [200, 400, 400, 400, 400]
    assert len(world.toasts(WANG)) == 5


async def test_bot_that_slept_too_long_finds_the_words_but_not_the_press(
    world, bot, clock, private
):
    sent = await bot("sendMessage", chat_id=private, **card(2))
    await bot.updates()
    query_id = world.press(WANG, private, sent["message_id"], "act.join:5")
    world.say(WANG, private, "在吗")
    clock.advance(timedelta(minutes=5))

    updates = await bot("getUpdates")
    refused = await bot.refused("answerCallbackQuery", callback_query_id=query_id)

    assert [update["message"]["text"] for update in updates] == ["在吗"]
    assert refused["error_code"] == 400


async def test_bot_that_crashed_before_confirming_gets_everything_again(world, bot, private):
    await bot.updates()
    for text in "一二三":
        world.say(WANG, private, text)
    before = await bot("getUpdates", limit=2)

    again = await bot("getUpdates")

    assert again[:2] == before
    assert [update["message"]["text"] for update in again] == list("一二三")


async def test_sending_again_after_a_lost_answer_shows_two_copies(world, bot, private):
    world.faults.add(method="sendMessage", lose_answer=True)
    with pytest.raises(AnswerLost):
        await bot("sendMessage", chat_id=private, text="明天 9 点")

    await bot("sendMessage", chat_id=private, text="明天 9 点")

    assert world.sent_copies()[private, "明天 9 点"] == 2


async def test_editing_again_after_a_lost_answer_is_not_modified(world, bot, private):
    sent = await bot("sendMessage", chat_id=private, **card(2))
    target = {"chat_id": private, "message_id": sent["message_id"]}
    world.faults.add(method="editMessageText", lose_answer=True)
    with pytest.raises(AnswerLost):
        await bot("editMessageText", **target, **card(1))

    refusal = await bot.refusal("editMessageText", **target, **card(1))

    assert refusal.startswith(NOT_MODIFIED)


async def test_group_moves_while_the_bot_talks(world, bot):
    old = world.add_group("小组", creator=WANG, members=[LI], kind="group", bot="administrator")
    sent = await bot("sendMessage", chat_id=old, **card(2))
    new = world.upgrade(old)

    refused = await bot.refused(
        "editMessageText", chat_id=old, message_id=sent["message_id"], text="x"
    )
    moved = refused["parameters"]["migrate_to_chat_id"]
    in_new = await bot.refused(
        "editMessageText", chat_id=moved, message_id=sent["message_id"] + 100, text="x"
    )
    fresh = await bot("sendMessage", chat_id=moved, **card(2))

    assert moved == new
    assert in_new["description"] == "Bad Request: message to edit not found"
    assert world.messages(LI, new)[-1]["message_id"] == fresh["message_id"]


async def test_somebody_leaves_while_a_reminder_is_due(world, bot, private):
    world.block(WANG)
    refusal = await bot.refusal("sendMessage", chat_id=private, text="明天见")
    world.start(WANG)
    told = await bot("sendMessage", chat_id=private, text="明天见")

    kinds = [set(update) - {"update_id"} for update in await bot.updates()]

    assert refusal == "Forbidden: bot was blocked by the user"
    assert told["text"] == "明天见"
    assert kinds == [{"message"}, {"my_chat_member"}, {"my_chat_member"}, {"message"}]


async def test_complaint_with_photos_becomes_a_topic_at_the_desk(world, bot, private, forum):
    await bot.updates()
    for number in range(2):
        world.send_file(
            WANG,
            private,
            b"photo",
            kind="photo",
            caption="" if number else "电梯坏了",
            media_group_id="a1",
        )
    album = await bot.heard("message")

    topic = await bot("createForumTopic", chat_id=forum, name="0007 电梯")
    where = {"chat_id": forum, "message_thread_id": topic["message_thread_id"]}
    await bot(
        "copyMessages",
        **where,
        from_chat_id=private,
        message_ids=[message["message_id"] for message in album],
        remove_caption=True,
    )
    await bot("sendMessage", **where, text="0007 电梯坏了")
    answer = world.say(LI, forum, "已经报修", thread_id=topic["message_thread_id"])

    desk = world.messages(LI, forum)
    assert [set(each) & {"photo", "text"} for each in desk[-4:]] == [
        {"photo"},
        {"photo"},
        {"text"},
        {"text"},
    ]
    assert all("forward_origin" not in each for each in desk)
    assert (await bot.heard("message"))[-1]["text"] == answer["text"]


async def test_poll_of_the_group_closes_overnight(world, bot, clock, group):
    asked = await bot(
        "sendPoll",
        chat_id=group,
        question="装充电桩？",
        options=[{"text": "同意"}, {"text": "不同意"}],
        is_anonymous=False,
        open_period=12 * 3600,
    )
    await bot.updates()
    world.vote(WANG, group, asked["message_id"], [0])
    world.vote(LI, group, asked["message_id"], [1])
    world.vote(LI, group, asked["message_id"], [0])
    clock.advance(timedelta(hours=12))

    updates = await bot.updates()

    assert [
        update["poll_answer"]["option_ids"] for update in updates if "poll_answer" in update
    ] == [
        [0],
        [1],
        [0],
    ]
    last = updates[-1]["poll"]
    assert last["is_closed"] is True
    assert [option["voter_count"] for option in last["options"]] == [2, 0]


async def test_second_bot_started_by_mistake_takes_the_line(world, bot, private):
    await bot.updates()
    first = asyncio.create_task(bot.refused("getUpdates", timeout=50))
    await asyncio.sleep(0)
    second = asyncio.create_task(bot("getUpdates", timeout=50))
    await asyncio.sleep(0)
    third = asyncio.create_task(bot("getUpdates", timeout=50))
    await asyncio.sleep(0)
    world.say(WANG, private, "在吗")

    assert (await first)["error_code"] == 409
    with pytest.raises(AssertionError, match="Conflict"):
        await second
    assert len(await third) == 1


async def test_roster_is_sent_as_a_file_and_fetched_by_its_id_only(world, bot, private):
    upload = Upload("名单.xlsx", b"PK\x03\x04", "application/zip")
    sent = await bot("sendDocument", chat_id=private, document=upload, caption="今天的名单")
    file_id = sent["document"]["file_id"]

    again = await bot("sendDocument", chat_id=private, document=file_id)
    found = await bot("getFile", file_id=file_id)

    assert again["document"] == sent["document"]
    assert world.files.at(found["file_path"]).content == b"PK\x03\x04"
    assert world.messages(WANG, private)[-2]["caption"] == "今天的名单"
