"""The bot comes to groups, is told what they are for, and goes."""

import pytest

from community.groups import Purpose

GROUP = "SELECT title, purpose, is_member FROM groups WHERE chat_id = ?"
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


def _new_group(town, title="新群", **kind):
    return town.world.add_group(title, creator=town.admin.id, **kind)


async def test_the_bot_says_hello_where_it_is_added(town):
    chat = _new_group(town, bot="member")
    await town.settle()
    town.admin.sees("我是幸福里社区的机器人", chat)
    town.admin.sees("/setup", chat)
    assert await town.query(GROUP, chat) == [("新群", None, 1)]


async def test_setup_binds_the_group_and_says_which_rights_are_missing(town):
    chat = _new_group(town, bot="member")
    await town.settle()
    await town.admin.types("/setup", chat)
    await town.admin.taps("邻里群", chat)
    said = town.admin.sees("现在这里是幸福里社区的邻里群", chat)
    assert "置顶消息、删除消息" in said
    assert "之前是" in said
    assert await town.query(GROUP, chat) == [("新群", "neighbourhood", 1)]
    assert await town.query(GROUP, town.group) == [("幸福里邻居群", None, 1)]


async def test_with_all_rights_nothing_is_missing(town):
    chat = _new_group(town, bot="member")
    rights = {"can_pin_messages": True, "can_delete_messages": True}
    town.world.bot_membership(chat, "administrator", **rights)
    await town.settle()
    await town.admin.types("/setup", chat)
    await town.admin.taps("邻里群", chat)
    said = town.admin.sees("现在这里是", chat)
    assert "权限" not in said


async def test_a_desk_with_topics_wants_to_manage_them(town):
    chat = _new_group(town, bot="member", is_forum=True)
    await town.settle()
    await town.admin.types("/setup", chat)
    await town.admin.taps("办理台", chat)
    assert "管理话题" in town.admin.sees("现在这里是", chat)

    await town.admin.types("/setup", town.desk)
    await town.admin.taps("办理台", town.desk)
    assert await town.query(GROUP, town.desk) == [("办理台", "desk", 1)]


async def test_setup_survives_a_restart_in_the_middle(town):
    chat = _new_group(town, bot="member")
    await town.settle()
    await town.admin.types("/setup", chat)
    await town.restart()
    await town.admin.taps("邻里群", chat)
    assert await town.query(GROUP, chat) == [("新群", "neighbourhood", 1)]


async def test_setup_is_not_for_residents_staff_or_strangers(town):
    lan, li = await town.resident("阿兰"), await town.staff("小李")
    stranger = town.newcomer("路人")
    for person in (lan, li):
        await person.types("/setup", town.group)
        person.sees("您没有这个权限", town.group)
    await stranger.types("/setup", town.group)
    stranger.sees("认识一下", town.group)
    assert stranger.link_of("开始", town.group).endswith("?start=hello")


async def test_the_buttons_of_setup_are_checked_when_they_are_pressed(town):
    lan, stranger = await town.resident("阿兰"), town.newcomer("路人")
    await town.admin.types("/setup", town.group)
    await lan.taps("办理台", town.group)
    assert "您没有这个权限" in lan.toast
    await stranger.taps("办理台", town.group)
    assert stranger.led_to == "hello"
    message = town.world.messages(town.admin.id, town.group)[-1]["message_id"]
    await town.admin.presses("group.is:9", message, town.group)
    assert "过期" in town.admin.toast
    assert await town.query(GROUP, town.group) == [("幸福里邻居群", "neighbourhood", 1)]


async def test_setup_in_private_points_to_the_group(town):
    await town.admin.types("/setup")
    town.admin.sees("请在相关的群里")
    await town.admin.follows("go-setup")
    town.admin.sees("请在相关的群里")
    await town.admin.types("/menu")
    message = town.world.messages(town.admin.id, town.admin.id)[-1]["message_id"]
    for forged in ("group.is:0", "/setup"):
        await town.admin.presses(forged, message)
        assert "过期" in town.admin.toast


async def test_an_anonymous_admin_is_asked_for_their_own_name(town):
    chat = {"id": town.group, "type": "supergroup", "title": "幸福里邻居群"}
    _says(town, chat, "/setup")
    await town.settle()
    town.admin.sees("请用您本人的身份发送", town.group)
    town.admin.sees_nothing_of("这个群是做什么用的", town.group)


async def test_other_words_of_an_anonymous_admin_are_left_alone(town):
    chat = {"id": town.group, "type": "supergroup", "title": "幸福里邻居群"}
    for words in ("大家好", "/ban@other_bot", "/unknown", "/"):
        _says(town, chat, words)
    await town.settle()
    town.admin.sees_nothing_of("本人", town.group)


@pytest.mark.parametrize(
    "envelope",
    [
        {"sender_chat": {"id": -1009, "type": "channel", "title": "频道"}},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 1}},
        {"via_bot": {"id": 5, "is_bot": True, "first_name": "B", "username": "b_bot"}},
    ],
)
async def test_setup_that_is_not_the_admins_own_plain_word_does_nothing(town, envelope):
    await town.admin.types("/setup", town.group, **envelope)
    town.admin.sees_nothing_of("这个群是做什么用的", town.group)


async def test_a_word_edited_into_setup_does_nothing(town):
    await town.admin.types("你好", town.group)
    await town.admin.edits("/setup", town.group)
    town.admin.sees_nothing_of("这个群是做什么用的", town.group)


async def test_removed_and_added_again_the_group_keeps_its_purpose(town):
    town.world.bot_membership(town.group, "left")
    await town.settle()
    assert await town.query(GROUP, town.group) == [("幸福里邻居群", "neighbourhood", 0)]
    serving = await town.linli.doors.store.transaction(
        lambda db: db.groups.serving(Purpose.NEIGHBOURHOOD)
    )
    assert serving is None

    town.world.bot_membership(town.group, "member")
    await town.settle()
    town.admin.sees("我回来了", town.group)
    assert await town.query(GROUP, town.group) == [("幸福里邻居群", "neighbourhood", 1)]


async def test_a_promotion_is_noted_without_a_word(town):
    town.admin._look_around()
    town.world.bot_membership(town.group, "administrator", can_pin_messages=True)
    await town.settle()
    assert town.admin.news(town.group) == []
    [(rights,)] = await town.query("SELECT rights FROM groups WHERE chat_id = ?", town.group)
    assert "can_pin_messages" in rights.split()


async def test_who_blocks_the_bot_is_known_to_be_out_of_reach_until_they_are_back(town):
    lan = await town.resident("阿兰")
    blocked = "SELECT blocked FROM people WHERE telegram_id = ?"
    await lan.blocks_the_bot()
    assert await town.query(blocked, lan.id) == [(1,)]
    await lan.unblocks_the_bot()
    assert await town.query(blocked, lan.id) == [(0,)]


async def test_a_group_of_english_speakers_is_greeted_in_the_languages_of_the_house(town):
    sam = await town.resident("Sam", "en")
    chat = town.world.add_group("English corner", creator=sam.id, bot="member")
    await town.settle()
    sam.sees("我是幸福里社区的机器人", chat)


def _says(town, chat, text):
    town.world.put_update(
        {
            "message": {
                "message_id": 900,
                "date": 1,
                "from": ANONYMOUS,
                "sender_chat": chat,
                "chat": chat,
                "text": text,
            }
        }
    )
