"""Edits and deletions, and when Telegram says no to them."""

from datetime import timedelta

import pytest

from sandbox.shapes import Upload

WANG, LI = 101, 102
BUTTON = {"inline_keyboard": [[{"text": "报名", "callback_data": "a"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


@pytest.fixture
async def card(bot, private):
    sent = await bot("sendMessage", chat_id=private, text="还有 3 个名额", reply_markup=BUTTON)
    return sent["message_id"]


async def test_edit_replaces_the_text_for_everybody(world, bot, private, card):
    edited = await bot(
        "editMessageText", chat_id=private, message_id=card, text="满了", reply_markup=BUTTON
    )

    assert world.messages(WANG, private)[-1] == edited
    assert edited["text"] == "满了"
    assert edited["reply_markup"] == BUTTON
    assert edited["edit_date"] == 1777608000


async def test_keyboard_that_is_not_repeated_is_gone(bot, private, card):
    edited = await bot("editMessageText", chat_id=private, message_id=card, text="满了")

    assert "reply_markup" not in edited


async def test_edit_that_changes_nothing_is_refused(bot, private, card):
    refusal = await bot.refusal(
        "editMessageText",
        chat_id=private,
        message_id=card,
        text="还有 3 个名额",
        reply_markup=BUTTON,
    )

    assert refusal == NOT_MODIFIED


async def test_second_edit_to_the_same_text_is_refused_too(bot, private, card):
    await bot("editMessageText", chat_id=private, message_id=card, text="满了")

    refusal = await bot.refusal("editMessageText", chat_id=private, message_id=card, text="满了")

    assert refusal == NOT_MODIFIED


async def test_changed_formatting_alone_is_a_change(bot, private, card):
    await bot("editMessageText", chat_id=private, message_id=card, text="满了")

    edited = await bot(
        "editMessageText", chat_id=private, message_id=card, text="<b>满了</b>", parse_mode="HTML"
    )

    assert edited["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


async def test_keyboard_alone_can_be_changed_and_taken_away(bot, private, card):
    edited = await bot("editMessageReplyMarkup", chat_id=private, message_id=card)
    refusal = await bot.refusal("editMessageReplyMarkup", chat_id=private, message_id=card)

    assert edited["text"] == "还有 3 个名额"
    assert "reply_markup" not in edited
    assert refusal == NOT_MODIFIED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        ("a" * 4097, "MESSAGE_TOO_LONG"),
        (" ", "message text is empty"),
    ],
)
async def test_edit_is_measured_as_a_message(bot, private, card, text, words):
    refusal = await bot.refusal("editMessageText", chat_id=private, message_id=card, text=text)

    assert refusal == f"Bad Request: {words}"


async def test_message_that_is_gone_cannot_be_edited(world, bot, private, card):
    world.delete(WANG, private, card)

    refusal = await bot.refusal("editMessageText", chat_id=private, message_id=card, text="满了")

    assert refusal == "Bad Request: message to edit not found"


async def test_messages_of_others_cannot_be_edited(world, bot, private):
    hers = world.say(WANG, private, "你好")["message_id"]

    refusal = await bot.refusal("editMessageText", chat_id=private, message_id=hers, text="x")

    assert refusal == "Bad Request: message can't be edited"


async def test_which_message_has_to_be_said(bot, private):
    assert await bot.refusal("editMessageText", chat_id=private, text="x") == (
        "Bad Request: message identifier is not specified"
    )
    assert await bot.refusal("editMessageText", message_id=1, text="x") == (
        "Bad Request: chat_id is empty"
    )
    assert await bot.refusal("editMessageText", inline_message_id="x", text="x") == (
        "Bad Request: MESSAGE_ID_INVALID"
    )


async def test_text_and_caption_are_different_things(bot, private, card):
    photo = await bot("sendPhoto", chat_id=private, photo=await a_photo(bot, private))

    no_caption = await bot.refusal("editMessageCaption", chat_id=private, message_id=card)
    no_text = await bot.refusal(
        "editMessageText", chat_id=private, message_id=photo["message_id"], text="x"
    )

    assert no_caption == "Bad Request: there is no caption in the message to edit"
    assert no_text == "Bad Request: there is no text in the message to edit"


async def a_photo(bot, chat_id):
    sent = await bot("sendPhoto", chat_id=chat_id, photo=Upload("a.png", b"\x89PNG picture"))
    return sent["photo"][-1]["file_id"]


async def test_caption_is_changed_and_measured(bot, private):
    photo = await bot(
        "sendPhoto", chat_id=private, photo=await a_photo(bot, private), caption="一"
    )
    target = {"chat_id": private, "message_id": photo["message_id"]}

    edited = await bot("editMessageCaption", **target, caption="<i>二</i>", parse_mode="HTML")
    refusal = await bot.refusal("editMessageCaption", **target, caption="a" * 1025)

    assert edited["caption"] == "二"
    assert edited["caption_entities"] == [{"type": "italic", "offset": 0, "length": 1}]
    assert refusal == "Bad Request: message caption is too long"


async def test_photo_is_exchanged_for_another(bot, private):
    photo = await bot(
        "sendPhoto", chat_id=private, photo=await a_photo(bot, private), caption="一"
    )
    other = await a_photo(bot, private)

    edited = await bot(
        "editMessageMedia",
        chat_id=private,
        message_id=photo["message_id"],
        media={"type": "photo", "media": other},
    )

    assert edited["photo"][-1]["file_id"] == other
    assert "caption" not in edited


async def test_own_message_is_deleted_and_not_found_again(world, bot, private, card):
    assert await bot("deleteMessage", chat_id=private, message_id=card) is True

    refusal = await bot.refusal("deleteMessage", chat_id=private, message_id=card)

    assert [message["text"] for message in world.messages(WANG, private)] == ["/start"]
    assert refusal == "Bad Request: message to delete not found"


async def test_after_48_hours_a_message_stays(bot, clock, private, card):
    clock.advance(timedelta(hours=48))

    refusal = await bot.refusal("deleteMessage", chat_id=private, message_id=card)

    assert refusal == "Bad Request: message can't be deleted for everyone"


async def test_just_before_48_hours_it_can_still_go(bot, clock, private, card):
    clock.advance(timedelta(hours=47, minutes=59))

    assert await bot("deleteMessage", chat_id=private, message_id=card) is True


async def test_administrator_deletes_anybodys_message_of_any_age(world, bot, clock, group):
    spam = world.say(LI, group, "广告")["message_id"]
    clock.advance(timedelta(days=30))

    assert await bot("deleteMessage", chat_id=group, message_id=spam) is True


async def test_plain_member_deletes_only_its_own(world, bot, quiet_group):
    hers = world.say(LI, quiet_group, "你好")["message_id"]
    own = await bot("sendMessage", chat_id=quiet_group, text="好")

    refusal = await bot.refusal("deleteMessage", chat_id=quiet_group, message_id=hers)

    assert refusal == "Bad Request: message can't be deleted"
    assert await bot("deleteMessage", chat_id=quiet_group, message_id=own["message_id"]) is True


async def test_many_are_deleted_at_once_and_the_missing_passed_over(world, bot, private, card):
    another = await bot("sendMessage", chat_id=private, text="二")

    gone = await bot(
        "deleteMessages", chat_id=private, message_ids=[card, 999, another["message_id"]]
    )

    assert gone is True
    assert [message["text"] for message in world.messages(WANG, private)] == ["/start"]


async def test_more_than_100_at_once_are_too_many(bot, private):
    refusal = await bot.refusal("deleteMessages", chat_id=private, message_ids=list(range(101)))

    assert refusal == "Bad Request: too many messages to delete"


async def test_deleting_takes_the_pin_along(world, bot, group):
    sent = await bot("sendMessage", chat_id=group, text="置顶")
    await bot("pinChatMessage", chat_id=group, message_id=sent["message_id"])

    await bot("deleteMessage", chat_id=group, message_id=sent["message_id"])

    assert "pinned_message" not in await bot("getChat", chat_id=group)


async def test_forwards_cannot_be_edited_even_by_who_forwarded(world, bot, private):
    said = world.say(WANG, private, "你好")
    sent = await bot(
        "forwardMessage", chat_id=private, from_chat_id=private, message_id=said["message_id"]
    )

    refusal = await bot.refusal(
        "editMessageText", chat_id=private, message_id=sent["message_id"], text="x"
    )

    assert refusal == "Bad Request: message can't be edited"
