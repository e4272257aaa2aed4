"""sendMessage as a chat sees it, and everything Telegram refuses to send."""

import pytest

WANG, LI, CHEN = 101, 102, 103


async def test_message_appears_in_the_chat_of_the_person(world, bot, private):
    sent = await bot("sendMessage", chat_id=private, text="你好")

    assert world.messages(WANG, private)[-1] == sent
    assert sent["text"] == "你好"
    assert sent["from"]["username"] == "linli_bot"
    assert sent["chat"] == {
        "id": WANG,
        "type": "private",
        "first_name": "王芳",
        "username": "wangfang",
    }
    assert sent["date"] == 1777608000


async def test_message_ids_grow_within_a_chat(bot, private, group):
    first = await bot("sendMessage", chat_id=private, text="一")
    await bot("sendMessage", chat_id=group, text="别处")
    second = await bot("sendMessage", chat_id=private, text="二")

    assert second["message_id"] == first["message_id"] + 1


async def test_bot_hears_nothing_of_its_own_messages(bot, private):
    await bot.updates()

    await bot("sendMessage", chat_id=private, text="你好")

    assert await bot.updates() == []


async def test_4096_characters_are_sent_and_one_more_is_refused(bot, private):
    sent = await bot("sendMessage", chat_id=private, text="长" * 4096)
    refusal = await bot.refusal("sendMessage", chat_id=private, text="长" * 4097)

    assert len(sent["text"]) == 4096
    assert refusal == "Bad Request: message is too long"


async def test_length_is_counted_after_tags_are_taken_out(bot, private):
    sent = await bot(
        "sendMessage", chat_id=private, text="<b>" + "a" * 4096 + "</b>", parse_mode="HTML"
    )

    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\n\n\t", "\u200b", "\u2060\ufeff", "\u3000", "\u202e", "<b></b>", "<i> </i>"],
)
async def test_text_that_shows_nothing_is_empty(bot, private, text):
    refusal = await bot.refusal("sendMessage", chat_id=private, text=text, parse_mode="HTML")

    assert refusal == "Bad Request: message text is empty"


async def test_missing_chat_and_missing_text_are_told_apart(bot, private):
    assert await bot.refusal("sendMessage", text="a") == "Bad Request: chat_id is empty"
    assert (
        await bot.refusal("sendMessage", chat_id="", text="a") == "Bad Request: chat_id is empty"
    )
    assert (
        await bot.refusal("sendMessage", chat_id=private) == "Bad Request: message text is empty"
    )


@pytest.mark.parametrize("chat_id", [999, -1001, "@nobody", "somewhere", "12x"])
async def test_chat_that_is_not_there_is_not_found(bot, chat_id):
    refused = await bot.refused("sendMessage", chat_id=chat_id, text="a")

    assert refused == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: chat not found",
    }


async def test_bot_cannot_write_first(bot):
    refused = await bot.refused("sendMessage", chat_id=LI, text="你好")

    assert refused["error_code"] == 403
    assert refused["description"] == "Forbidden: bot can't initiate conversation with a user"


async def test_blocked_bot_is_told_so_until_it_is_unblocked(world, bot, private):
    world.block(WANG)
    refusal = await bot.refusal("sendMessage", chat_id=private, text="在吗")
    world.unblock(WANG)
    sent = await bot("sendMessage", chat_id=private, text="在吗")

    assert refusal == "Forbidden: bot was blocked by the user"
    assert sent["text"] == "在吗"


async def test_deleted_account_is_told(world, bot, private):
    world.deactivate(WANG)

    refusal = await bot.refusal("sendMessage", chat_id=private, text="在吗")

    assert refusal == "Forbidden: user is deactivated"


async def test_text_is_trimmed_and_cleaned_before_it_is_shown(bot, private):
    sent = await bot("sendMessage", chat_id=private, text="  a\tb\r\n\u202ec\n ")

    assert sent["text"] == "a b\nc"


async def test_entities_move_with_the_trimmed_text(bot, private):
    sent = await bot("sendMessage", chat_id=private, text="  <b> 你好 </b>  ", parse_mode="HTML")

    assert sent["text"] == "你好"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


async def test_entities_may_be_given_instead_of_tags(bot, private):
    given = [{"type": "bold", "offset": 2, "length": 2}]

    sent = await bot("sendMessage", chat_id=private, text="😀好的", entities=given)

    assert sent["entities"] == given


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "loud", "offset": 0, "length": 1}, "unsupported type specified"),
        ({"type": "bold", "offset": 0, "length": 9}, "entity beyond the end of the text"),
        ({"type": "bold", "offset": -1, "length": 1}, "entity beyond the end of the text"),
        ({"type": "bold", "length": 1}, 'Field "offset" must be of type Number'),
    ],
)
async def test_impossible_entities_are_refused(bot, private, entity, words):
    refusal = await bot.refusal("sendMessage", chat_id=private, text="abc", entities=[entity])

    assert words in refusal


async def test_unknown_parse_mode_is_refused(bot, private):
    refusal = await bot.refusal("sendMessage", chat_id=private, text="a", parse_mode="BBCode")

    assert refusal == "Bad Request: unsupported parse_mode"


async def test_answer_shows_what_it_answers(world, bot, private):
    asked = world.say(WANG, private, "几点？")

    sent = await bot(
        "sendMessage",
        chat_id=private,
        text="三点",
        reply_parameters={"message_id": asked["message_id"]},
    )

    assert sent["reply_to_message"]["text"] == "几点？"


async def test_answer_within_an_answer_is_shown_only_one_deep(world, bot, private):
    first = world.say(WANG, private, "一")
    second = world.say(WANG, private, "二", reply_to=first["message_id"])

    sent = await bot(
        "sendMessage",
        chat_id=private,
        text="三",
        reply_parameters={"message_id": second["message_id"]},
    )

    assert "reply_to_message" not in sent["reply_to_message"]


async def test_answer_to_a_message_that_is_gone_is_refused_or_sent_plainly(world, bot, private):
    asked = world.say(WANG, private, "几点？")["message_id"]
    world.delete(WANG, private, asked)

    refusal = await bot.refusal(
        "sendMessage", chat_id=private, text="三点", reply_parameters={"message_id": asked}
    )
    sent = await bot(
        "sendMessage",
        chat_id=private,
        text="三点",
        reply_parameters={"message_id": asked, "allow_sending_without_reply": True},
    )

    assert refusal == "Bad Request: message to be replied not found"
    assert "reply_to_message" not in sent


async def test_quotation_has_to_be_in_the_message(world, bot, private):
    asked = world.say(WANG, private, "今天几点开会？")["message_id"]

    sent = await bot(
        "sendMessage",
        chat_id=private,
        text="三点",
        reply_parameters={"message_id": asked, "quote": "几点"},
    )
    refusal = await bot.refusal(
        "sendMessage",
        chat_id=private,
        text="三点",
        reply_parameters={"message_id": asked, "quote": "哪里"},
    )

    assert sent["quote"] == {"text": "几点", "position": 2, "is_manual": True}
    assert refusal == "Bad Request: QUOTE_TEXT_INVALID"


async def test_answer_to_another_chat_shows_where_it_was(world, bot, private, group):
    asked = world.say(WANG, group, "谁有空？")

    sent = await bot(
        "sendMessage",
        chat_id=private,
        text="他有空",
        reply_parameters={"message_id": asked["message_id"], "chat_id": group},
    )

    assert sent["external_reply"]["chat"]["id"] == group
    assert "reply_to_message" not in sent


async def test_answer_in_a_supergroup_bears_the_id_of_its_thread(world, bot, group):
    asked = world.say(LI, group, "谁有空？")

    answer = await bot(
        "sendMessage",
        chat_id=group,
        text="我",
        reply_parameters={"message_id": asked["message_id"]},
    )
    further = world.say(LI, group, "好", reply_to=answer["message_id"])

    assert answer["message_thread_id"] == asked["message_id"]
    assert further["message_thread_id"] == asked["message_id"]
    assert "is_topic_message" not in answer


async def test_protected_message_says_so(bot, private):
    sent = await bot("sendMessage", chat_id=private, text="内部", protect_content=True)

    assert sent["has_protected_content"] is True


async def test_link_preview_options_are_kept(bot, private):
    sent = await bot(
        "sendMessage",
        chat_id=private,
        text="https://example.com",
        link_preview_options={"is_disabled": True},
    )

    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_restricted_bot_may_not_write(world, bot, group):
    world.bot_membership(group, "restricted", can_send_messages=False)

    refusal = await bot.refusal("sendMessage", chat_id=group, text="a")

    assert refusal == "Bad Request: not enough rights to send text messages to the chat"


async def test_copies_of_each_text_are_counted(world, bot, private, group):
    for _ in range(2):
        await bot("sendMessage", chat_id=private, text="提醒")
    await bot("sendMessage", chat_id=group, text="提醒")
    world.say(WANG, private, "提醒")

    assert world.sent_copies() == {(private, "提醒"): 2, (group, "提醒"): 1}


async def test_every_call_is_remembered_with_its_outcome(world, bot, private):
    sent = await bot("sendMessage", chat_id=str(private), text="好")
    refused = await bot.refused("sendMessage", chat_id=private, text="")

    assert world.calls == [
        ("sendMessage", {"chat_id": private, "text": "好"}, sent),
        ("sendMessage", {"chat_id": private, "text": ""}, refused),
    ]


async def test_unknown_method_is_not_found(bot):
    refused = await bot.refused("sendLetter", chat_id=1)

    assert refused == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_methods_may_be_cased_freely(bot, private):
    sent = await bot("SENDmessage", chat_id=private, text="a")

    assert sent["text"] == "a"


@pytest.mark.parametrize(
    ("method", "parameters", "field"),
    [
        ("sendLocation", {"latitude": 31.2, "longitude": 121.5}, "location"),
        (
            "sendVenue",
            {"latitude": 31, "longitude": 121, "title": "活动室", "address": "1号楼"},
            "venue",
        ),
        ("sendContact", {"phone_number": "+8613800000000", "first_name": "物业"}, "contact"),
        ("sendDice", {}, "dice"),
        ("sendDice", {"emoji": "🎯"}, "dice"),
    ],
)
async def test_other_kinds_of_messages_arrive(bot, private, method, parameters, field):
    sent = await bot(method, chat_id=private, **parameters)

    assert field in sent


async def test_venue_is_a_location_too(bot, private):
    sent = await bot(
        "sendVenue",
        chat_id=private,
        latitude=31.2,
        longitude=121.5,
        title="活动室",
        address="1号楼",
    )

    assert sent["location"] == {"latitude": 31.2, "longitude": 121.5}
    assert sent["venue"] == {
        "location": {"latitude": 31.2, "longitude": 121.5},
        "title": "活动室",
        "address": "1号楼",
    }


async def test_dice_shows_one_to_six(bot, private):
    sent = await bot("sendDice", chat_id=private)

    assert 1 <= sent["dice"]["value"] <= 6


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendLocation", {"latitude": 91, "longitude": 0}, "wrong location specified"),
        ("sendLocation", {"latitude": 1}, "parameter longitude is empty"),
        ("sendVenue", {"latitude": 1, "longitude": 1, "title": "a"}, "parameter address is empty"),
        ("sendContact", {"phone_number": "1"}, "parameter first_name is empty"),
        ("sendDice", {"emoji": "🐟"}, "EMOTICON_INVALID"),
        ("sendChatAction", {"action": "sleeping"}, "wrong parameter action in request"),
    ],
)
async def test_wrong_places_and_signs_are_refused(bot, private, method, parameters, words):
    refusal = await bot.refusal(method, chat_id=private, **parameters)

    assert refusal == f"Bad Request: {words}"


async def test_being_busy_leaves_no_message(world, bot, private):
    before = world.messages(WANG, private)

    assert await bot("sendChatAction", chat_id=private, action="typing") is True
    assert world.messages(WANG, private) == before
