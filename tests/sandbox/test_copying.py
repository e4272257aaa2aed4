"""Forwards and copies, by the bot and by people."""

import pytest

from sandbox.refusals import Impossible

WANG, LI, CHEN = 101, 102, 103


async def test_forward_says_where_it_comes_from(world, bot, private, group):
    said = world.say(WANG, private, "请帮忙")

    sent = await bot(
        "forwardMessage", chat_id=group, from_chat_id=private, message_id=said["message_id"]
    )

    assert sent["text"] == "请帮忙"
    assert sent["from"]["username"] == "linli_bot"
    assert sent["forward_origin"] == {
        "type": "user",
        "sender_user": said["from"],
        "date": said["date"],
    }


async def test_forward_of_a_forward_keeps_the_first_origin(world, bot, private, group):
    said = world.say(WANG, private, "请帮忙")
    once = await bot(
        "forwardMessage", chat_id=group, from_chat_id=private, message_id=said["message_id"]
    )

    twice = await bot(
        "forwardMessage", chat_id=private, from_chat_id=group, message_id=once["message_id"]
    )

    assert twice["forward_origin"]["sender_user"]["id"] == WANG


async def test_copy_says_nothing_of_where_it_comes_from(world, bot, private, group):
    said = world.say(WANG, private, "匿名")

    copied = await bot(
        "copyMessage", chat_id=group, from_chat_id=private, message_id=said["message_id"]
    )

    seen = world.messages(LI, group)[-1]
    assert copied == {"message_id": seen["message_id"]}
    assert seen["text"] == "匿名"
    assert "forward_origin" not in seen
    assert seen["from"]["username"] == "linli_bot"


async def test_copy_leaves_keyboard_and_answer_behind_and_takes_its_own(bot, world, private):
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    first = await bot("sendMessage", chat_id=private, text="一", reply_markup=markup)
    target = {"chat_id": private, "from_chat_id": private, "message_id": first["message_id"]}

    await bot("copyMessage", **target)
    await bot("copyMessage", **target, reply_markup=markup)

    plain, decked = world.messages(WANG, private)[-2:]
    assert "reply_markup" not in plain
    assert decked["reply_markup"] == markup


async def test_copied_photo_gets_another_caption(world, bot, private, group):
    photo = world.send_file(WANG, private, b"x", kind="photo", caption="我家")
    target = {"chat_id": group, "from_chat_id": private, "message_id": photo["message_id"]}

    await bot("copyMessage", **target)
    await bot("copyMessage", **target, caption="<b>一位居民</b>", parse_mode="HTML")

    same, other = world.messages(LI, group)[-2:]
    assert same["caption"] == "我家"
    assert other["caption"] == "一位居民"
    assert other["photo"] == photo["photo"]


async def test_many_are_copied_and_forwarded_in_order(world, bot, private, group):
    ids = [world.say(WANG, private, text)["message_id"] for text in "一二三"]
    target = {"chat_id": group, "from_chat_id": private}

    copied = await bot("copyMessages", **target, message_ids=[*ids, 999])
    forwarded = await bot("forwardMessages", **target, message_ids=ids[:2])

    assert [each["text"] for each in world.messages(LI, group)[-5:]] == list("一二三一二")
    assert len(copied) == 3
    assert len(forwarded) == 2


async def test_captions_can_be_left_out_of_copies(world, bot, private, group):
    photo = world.send_file(WANG, private, b"x", kind="photo", caption="我家")

    await bot(
        "copyMessages",
        chat_id=group,
        from_chat_id=private,
        message_ids=[photo["message_id"]],
        remove_caption=True,
    )

    assert "caption" not in world.messages(LI, group)[-1]


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("forwardMessage", "message to forward not found"),
        ("copyMessage", "message to copy not found"),
    ],
)
async def test_what_is_gone_does_not_travel(bot, private, group, method, words):
    refusal = await bot.refusal(method, chat_id=group, from_chat_id=private, message_id=99)

    assert refusal == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("forwardMessage", "the message can't be forwarded"),
        ("copyMessage", "the message can't be copied"),
    ],
)
async def test_protected_and_service_messages_do_not_travel(bot, private, group, method, words):
    sent = await bot("sendMessage", chat_id=private, text="内部", protect_content=True)

    protected = await bot.refusal(
        method, chat_id=group, from_chat_id=private, message_id=sent["message_id"]
    )
    service = await bot.refusal(method, chat_id=private, from_chat_id=group, message_id=1)

    assert protected == service == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "wrong number of messages to copy"),
        (list(range(101)), "wrong number of messages to copy"),
        ([998, 999], "there are no messages to copy"),
    ],
)
async def test_numbers_of_copies_that_are_refused(bot, private, group, ids, words):
    refusal = await bot.refusal(
        "copyMessages", chat_id=group, from_chat_id=private, message_ids=ids
    )

    assert refusal == f"Bad Request: {words}"


async def test_person_forwards_to_the_bot(world, bot, private, group):
    said = world.say(LI, group, "/delete")
    await bot.updates()
    world.forward(WANG, group, said["message_id"], private)

    heard = (await bot.heard("message"))[0]

    assert heard["from"]["id"] == WANG
    assert heard["forward_origin"]["sender_user"]["id"] == LI
    assert heard["text"] == "/delete"


def test_person_forwards_only_what_she_can_see(world, group):
    with pytest.raises(Impossible):
        world.forward(CHEN, group, 1, CHEN)
    with pytest.raises(Impossible):
        world.forward(WANG, group, 999, WANG)
