"""What people do in their clients, and what the bot hears of it."""

from datetime import timedelta

import pytest

from sandbox.refusals import Impossible

WANG, LI, CHEN = 101, 102, 103


async def test_word_reaches_the_bot_as_telegram_sends_it(world, bot):
    world.say(WANG, WANG, "你好 /help")

    assert await bot.heard("message") == [
        {
            "message_id": 1,
            "from": {
                "id": WANG,
                "is_bot": False,
                "first_name": "王芳",
                "username": "wangfang",
                "language_code": "zh-hans",
            },
            "chat": {
                "id": WANG,
                "type": "private",
                "first_name": "王芳",
                "username": "wangfang",
            },
            "date": 1777608000,
            "text": "你好 /help",
            "entities": [{"type": "bot_command", "offset": 3, "length": 5}],
        }
    ]


async def test_person_without_language_has_none_in_her_messages(world, bot):
    world.add_person(5, "无名")
    world.say(5, 5, "在吗")

    assert (await bot.heard("message"))[0]["from"] == {
        "id": 5,
        "is_bot": False,
        "first_name": "无名",
    }


async def test_start_is_a_command_and_a_deep_link_adds_its_word(world, bot):
    world.start(WANG)
    world.start(WANG, "act_5")

    heard = await bot.heard("message")

    assert [message["text"] for message in heard] == ["/start", "/start act_5"]
    assert heard[1]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_blocking_and_unblocking_is_told(world, bot, private):
    await bot.updates()
    world.block(WANG)
    world.block(WANG)
    world.start(WANG)

    told = await bot.heard("my_chat_member")

    assert [
        (each["old_chat_member"]["status"], each["new_chat_member"]["status"]) for each in told
    ] == [("member", "kicked"), ("kicked", "member")]
    assert told[0]["new_chat_member"]["user"]["username"] == "linli_bot"
    assert told[0]["from"]["id"] == WANG


def test_whoever_blocked_the_bot_cannot_write_to_it(world, private):
    world.block(WANG)

    with pytest.raises(Impossible, match="blocked"):
        world.say(WANG, private, "在吗")


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "a" * 4097])
def test_texts_no_client_would_send(world, private, text):
    with pytest.raises(Impossible):
        world.say(WANG, private, text)


async def test_person_may_type_with_entities(world, bot):
    bold = {"type": "bold", "offset": 0, "length": 2}
    world.say(WANG, WANG, "重要的事", entities=[bold])

    assert (await bot.heard("message"))[0]["entities"] == [bold]


async def test_markup_of_people_is_only_text(world, bot):
    world.say(WANG, WANG, '<b>"&amp;</b>')

    assert (await bot.heard("message"))[0]["text"] == '<b>"&amp;</b>'


async def test_edit_is_heard_with_its_date(world, bot, clock, private):
    said = world.say(WANG, private, "三点 /a")["message_id"]
    await bot.updates()
    clock.advance(timedelta(seconds=60))
    world.edit(WANG, private, said, "四点")

    edited = (await bot.heard("edited_message"))[0]

    assert edited["text"] == "四点"
    assert edited["edit_date"] == edited["date"] + 60
    assert "entities" not in edited


async def test_caption_is_edited_as_a_caption(world, bot, private):
    photo = world.send_file(WANG, private, b"x", kind="photo", caption="一")
    await bot.updates()
    world.edit(WANG, private, photo["message_id"], "二 /a")

    edited = (await bot.heard("edited_message"))[0]

    assert edited["caption"] == "二 /a"
    assert edited["caption_entities"][0]["type"] == "bot_command"
    assert "text" not in edited


async def test_deleting_is_not_heard(world, bot, private):
    said = world.say(WANG, private, "算了")["message_id"]
    await bot.updates()

    world.delete(WANG, private, said)

    assert await bot.updates() == []
    assert [message["text"] for message in world.messages(WANG, private)] == ["/start"]


async def test_others_messages_are_edited_and_deleted_by_nobody_but_administrators(
    world, bot, group
):
    hers = world.say(WANG, group, "通知")["message_id"]
    his = world.say(LI, group, "广告")["message_id"]

    with pytest.raises(Impossible):
        world.edit(LI, group, hers, "x")
    with pytest.raises(Impossible):
        world.delete(LI, group, hers)
    world.delete(WANG, group, his)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda world, group: world.say(999, group, "a"), "nobody here has the id 999"),
        (lambda world, group: world.say(WANG, -5, "a"), "there is no chat -5"),
        (lambda world, group: world.say(CHEN, group, "a"), "only members"),
        (lambda world, group: world.say(LI, WANG, "a"), "only members"),
        (lambda world, group: world.edit(WANG, group, 999, "a"), "there is no message 999"),
        (lambda world, group: world.say(WANG, group, "a", reply_to=999), "there is no message"),
        (lambda world, group: world.bot_membership(WANG, "member"), "only groups have members"),
        (lambda world, group: world.send_file(WANG, WANG, b"x", kind="hat"), "no file is sent as"),
    ],
)
def test_deeds_that_are_impossible(world, group, deed, words):
    with pytest.raises(Impossible, match=words):
        deed(world, group)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("document", "名单.xlsx"),
        ("voice", ""),
        ("video", "a.mp4"),
        ("audio", "a.mp3"),
        ("animation", "a.mp4"),
        ("video_note", ""),
    ],
)
async def test_files_reach_the_bot(world, bot, private, kind, name):
    await bot.updates()
    world.send_file(WANG, private, b"bytes", kind=kind, file_name=name, caption="给你")

    heard = (await bot.heard("message"))[0]
    found = await bot("getFile", file_id=heard[kind]["file_id"])

    assert heard["caption"] == "给你"
    assert world.files.at(found["file_path"]).content == b"bytes"


async def test_album_arrives_as_separate_updates_without_an_end(world, bot, private):
    await bot.updates()
    for number in range(3):
        world.send_file(
            WANG,
            private,
            b"x",
            kind="photo",
            caption="" if number else "合影",
            media_group_id="77",
        )

    heard = await bot.heard("message")

    assert [message["media_group_id"] for message in heard] == ["77"] * 3
    assert ["caption" in message for message in heard] == [True, False, False]


async def test_places_contacts_and_stickers_reach_the_bot(world, bot, private):
    await bot.updates()
    world.send_location(WANG, private, 31.2, 121.5)
    world.send_location(WANG, private, 31.2, 121.5, title="活动室", address="1号楼")
    world.send_contact(WANG, private, "+8613800000000", "王芳", user_id=WANG)
    world.send_sticker(WANG, private, "🙂")

    place, venue, contact, sticker = await bot.heard("message")

    assert place["location"] == {"latitude": 31.2, "longitude": 121.5}
    assert venue["venue"]["title"] == "活动室"
    assert venue["location"] == place["location"]
    assert contact["contact"] == {
        "phone_number": "+8613800000000",
        "first_name": "王芳",
        "user_id": WANG,
    }
    assert sticker["sticker"]["emoji"] == "🙂"


async def test_anonymous_administrator_hides_behind_the_group(world, bot, group):
    await bot.updates()
    chat = {"id": group, "title": "幸福里", "type": "supergroup"}
    world.say(WANG, group, "/close", sender_chat=chat)

    heard = (await bot.heard("message"))[0]

    assert heard["from"]["id"] == 1087968824
    assert heard["from"]["is_bot"] is True
    assert heard["sender_chat"] == chat


async def test_channel_writes_under_its_own_name(world, bot, group):
    await bot.updates()
    channel = {"id": -1009, "title": "频道", "type": "channel"}
    world.say(LI, group, "/close", sender_chat=channel)

    assert (await bot.heard("message"))[0]["from"]["id"] == 136817688


@pytest.mark.parametrize(
    "envelope",
    [
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "某人", "date": 1}},
        {"via_bot": {"id": 5, "is_bot": True, "first_name": "B", "username": "b_bot"}},
        {"is_automatic_forward": True},
    ],
)
async def test_any_envelope_can_be_forged(world, bot, private, envelope):
    await bot.updates()
    world.say(WANG, private, "/close", **envelope)

    heard = (await bot.heard("message"))[0]

    assert {name: heard[name] for name in envelope} == envelope


async def test_own_messages_are_marked_and_those_of_others_not(world, bot, private):
    await bot("sendMessage", chat_id=private, text="你好")

    hers, bots = world.messages(WANG, private)

    assert hers["out"] is True
    assert "out" not in bots


def test_private_chat_is_seen_by_nobody_else(world, private):
    assert world.messages(LI, private) == []


async def test_sent_message_does_not_change_when_it_is_edited_later(world, bot, private):
    sent = await bot("sendMessage", chat_id=private, text="一")

    await bot("editMessageText", chat_id=private, message_id=sent["message_id"], text="二")

    assert sent["text"] == "一"
