"""Arriving, as people live it."""

import pytest

from community.house import House
from community.people import Role
from tests.town import Town

PEOPLE = "SELECT name, language, roles, building, unit, room FROM people WHERE telegram_id = ?"
RESIDENT, VOLUNTEER, STAFF, ADMIN = 1, 2, 4, 8
LANGUAGE, _NOTICE, BUILDING, _ROOMS, HELP = range(5)  # the questions, in a button's data


async def test_four_taps_lead_to_the_menu(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    assert ming.labels() == ["简体中文", "繁體中文", "English"]

    await ming.taps("简体中文")
    ming.sees("这个机器人会保存哪些信息")
    await ming.taps("同意")
    ming.sees("您住哪栋楼")
    await ming.taps("跳过")
    ming.sees("志愿者")
    await ming.taps("暂时不")

    ming.sees("幸福里社区")
    ming.sees("阿明")
    assert "我的" in ming.labels()
    assert await town.query(PEOPLE, ming.id) == [("阿明", "zh_Hans", RESIDENT, "", "", "")]


@pytest.mark.parametrize(
    ("taps", "greeting"),
    [
        (("简体中文", "同意", "跳过", "暂时不"), "阿明\u2069，欢迎来到幸福里社区！"),
        (("繁體中文", "同意", "略過", "暫時不"), "阿明\u2069，歡迎來到幸福里社区！"),
        (("English", "I agree", "Skip", "Not now"), "Welcome to 幸福里社区, \u2068阿明\u2069!"),
    ],
)
async def test_it_takes_four_taps_in_every_language(town, taps, greeting):
    ming = town.newcomer("阿明")
    await ming.starts()
    for label in taps:
        await ming.taps(label)
    ming.sees(greeting)


async def test_whoever_says_where_they_live_and_helps_is_a_volunteer_at_home(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    await ming.taps("简体中文")
    await ming.taps("同意")
    await ming.taps("2号楼")
    ming.sees("哪个单元")
    await ming.types("2单元 501")
    await ming.taps("愿意")

    roles = RESIDENT | VOLUNTEER
    assert await town.query(PEOPLE, ming.id) == [("阿明", "zh_Hans", roles, "2号楼", "2", "501")]


async def test_the_room_can_be_skipped_when_the_building_is_said(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    for label in ("简体中文", "同意", "3号楼", "跳过", "暂时不"):
        await ming.taps(label)

    assert await town.query(PEOPLE, ming.id) == [("阿明", "zh_Hans", RESIDENT, "3号楼", "", "")]


async def test_a_room_that_cannot_be_read_is_asked_for_again(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    for label in ("简体中文", "同意", "2号楼"):
        await ming.taps(label)

    await ming.types("河边的红房子")
    ming.sees("没看懂")
    await ming.sends_photo()
    ming.sees("请用文字回答")
    await ming.types("501")
    ming.sees("志愿者")


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("zh-hant", "繁體中文"),
        ("zh-TW", "繁體中文"),
        ("zh-HK", "繁體中文"),
        ("zh-hans", "简体中文"),
        ("zh-CN", "简体中文"),
        ("en-GB", "English"),
        ("fr", "English"),
        (None, "简体中文"),
    ],
)
async def test_the_language_of_telegram_is_offered_first(town, code, first):
    someone = town.newcomer("Sam", code)
    await someone.starts()
    assert someone.labels()[0] == first
    assert len(someone.labels()) == 3


async def test_the_chosen_language_holds_from_the_next_word_on(town):
    sam = town.newcomer("Sam", "fr")
    await sam.starts()
    sam.sees("Hello! Which language shall I speak?")
    await sam.taps("繁體中文")
    sam.sees("這個機器人會保存哪些資料")
    await sam.taps("同意")
    sam.sees("您住哪一棟樓")


async def test_one_can_go_back_and_choose_another_language(town):
    sam = town.newcomer("Sam", "en")
    await sam.starts()
    await sam.taps("繁體中文")
    await sam.taps("‹ 返回")
    await sam.taps("English")
    sam.sees("What this bot keeps about you")
    await sam.taps("I agree")
    await sam.taps("1号楼")
    await sam.taps("‹ Back")
    sam.sees("Which building")


async def test_who_declines_is_kept_nowhere(town):
    ming = town.newcomer("阿明")
    await ming.follows("act-7")
    await ming.taps("简体中文")
    await ming.taps("不同意")
    ming.sees("没有保存您的任何信息")
    await town.passes(minutes=20)

    assert await town.query("SELECT * FROM people WHERE telegram_id = ?", ming.id) == []
    assert await town.query("SELECT * FROM drafts") == []
    assert await town.query("SELECT * FROM outbox WHERE chat_id = ?", ming.id) == []
    assert await town.query("SELECT * FROM cards WHERE chat_id = ?", ming.id) == []


async def test_no_name_is_kept_before_somebody_agrees(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    await ming.taps("简体中文")
    assert await town.query(PEOPLE, ming.id) == [("", "zh_Hans", 0, "", "", "")]


async def test_who_declined_can_come_back(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    for label in ("简体中文", "不同意"):
        await ming.taps(label)
    await ming.starts()
    for label in ("简体中文", "同意", "跳过", "暂时不"):
        await ming.taps(label)
    assert "我的" in ming.labels()


async def test_cancelling_the_welcome_declines(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    await ming.types("/cancel")
    ming.sees("没有保存您的任何信息")
    assert await town.query(PEOPLE, ming.id) == []


async def test_the_link_is_kept_through_the_welcome(town):
    ming = town.newcomer("阿明")
    await ming.follows("go-settings")
    for label in ("简体中文", "同意", "跳过", "暂时不"):
        await ming.taps(label)
    ming.sees("免打扰时段")


async def test_a_link_that_is_closed_to_them_does_not_undo_the_welcome(town):
    ming = town.newcomer("阿明")
    await ming.follows("go-staff")
    for label in ("简体中文", "同意", "跳过", "暂时不"):
        await ming.taps(label)
    ming.sees("您没有这个权限")
    ming.sees("欢迎来到")


async def test_a_link_that_leads_nowhere_ends_at_the_menu(town):
    ming = town.newcomer("阿明")
    await ming.follows("nowhere-7")
    for label in ("简体中文", "同意", "跳过", "暂时不"):
        await ming.taps(label)
    ming.sees("欢迎来到")
    await ming.follows("go-start")
    ming.sees("您想做什么")


async def test_a_newer_link_wins_and_the_answers_stay(town):
    ming = town.newcomer("阿明")
    await ming.follows("go-help")
    await ming.taps("简体中文")
    await ming.follows("go-settings")
    ming.sees("这个机器人会保存哪些信息")
    await ming.starts()
    for label in ("同意", "跳过", "暂时不"):
        await ming.taps(label)
    ming.sees("免打扰时段")


async def test_a_restart_in_the_middle_loses_nothing(town):
    ming = town.newcomer("阿明")
    await ming.follows("go-settings")
    await ming.taps("简体中文")
    await ming.taps("同意")
    await ming.taps("2号楼")
    await town.restart()
    await ming.types("2-501")
    await town.restart()
    await ming.taps("愿意")
    ming.sees("免打扰时段")
    roles = RESIDENT | VOLUNTEER
    assert await town.query(PEOPLE, ming.id) == [("阿明", "zh_Hans", roles, "2号楼", "2", "501")]


async def test_a_typed_label_counts_as_a_tap(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    for words in ("简体中文", "同意", "2号楼", "501", "愿意"):
        await ming.types(words)
    roles = RESIDENT | VOLUNTEER
    assert await town.query(PEOPLE, ming.id) == [("阿明", "zh_Hans", roles, "2号楼", "", "501")]


async def test_back_skip_and_no_can_be_typed_too(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    for words in ("简体中文", "同意", "跳过", "‹ 返回", "‹ 返回"):
        await ming.types(words)
    ming.sees("这个机器人会保存哪些信息")
    await ming.types("不同意")
    ming.sees("没有保存您的任何信息")
    assert await town.query(PEOPLE, ming.id) == []


async def test_the_welcome_is_declined_under_the_notice_only(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    await ming.taps("简体中文")
    assert ming.labels() == ["同意", "‹ 返回", "不同意"]
    await ming.taps("同意")
    assert ming.labels() == ["1号楼", "2号楼", "3号楼", "‹ 返回", "跳过"]
    await ming.taps("2号楼")
    assert ming.labels() == ["‹ 返回", "跳过"]
    await ming.taps("跳过")
    assert ming.labels() == ["愿意", "暂时不", "‹ 返回"]


async def test_a_language_button_of_before_still_means_what_it_says(town):
    sam = town.newcomer("Sam", "en")
    await sam.starts()
    first = town.world.messages(sam.id, sam.id)[-1]["message_id"]
    english = sam.labels().index("English")
    await sam.starts()
    await sam.taps("繁體中文")
    await sam.taps("‹ 返回")
    await sam.presses(f"f.pick:1:{LANGUAGE}:{english}", first)
    sam.sees("What this bot keeps about you")


async def test_other_words_are_led_to_the_buttons(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    await ming.types("你好")
    ming.sees("按钮")
    await ming.sends_sticker()
    ming.sees("按钮")


async def test_old_buttons_skip_no_question(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    message = town.world.messages(ming.id, ming.id)[-1]["message_id"]
    for data in (f"f.pick:1:{HELP}:0", f"f.pick:1:{BUILDING}:0", f"f.skip:1:{BUILDING}"):
        await ming.presses(data, message)
        assert "过期" in ming.toast
    await ming.presses(f"f.pick:1:{LANGUAGE}:77", message)
    assert "过期" in ming.toast
    assert await town.query(PEOPLE, ming.id) == [("", "zh_Hans", 0, "", "", "")]


async def test_a_forged_building_is_refused(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    await ming.taps("简体中文")
    await ming.taps("同意")
    message = town.world.messages(ming.id, ming.id)[-1]["message_id"]
    await ming.presses(f"f.pick:1:{BUILDING}:99", message)
    assert "过期" in ming.toast
    ming.sees_nothing_of("志愿者")


async def test_a_welcome_button_forged_onto_a_group_message_changes_nothing_there(town):
    ming = town.newcomer("阿明")
    await ming.starts()
    town.world.say(town.admin.id, town.group, "/setup")
    await town.settle()
    message = town.world.messages(ming.id, town.group)[-1]["message_id"]
    await ming.presses(f"f.pick:1:{LANGUAGE}:0", message, town.group)
    assert "过期" in ming.toast
    ming.sees_nothing_of("保存", town.group)


async def test_start_for_somebody_known_is_the_menu_or_the_place_of_the_link(town):
    lan = await town.resident("阿兰")
    await lan.starts()
    lan.sees("您想做什么")
    await lan.follows("go-settings")
    lan.sees("免打扰时段")
    await lan.follows("x" * 64)
    lan.sees("您想做什么")


async def test_who_blocked_the_bot_and_starts_again_is_reachable(town):
    lan = await town.resident("阿兰")
    await lan.blocks_the_bot()
    blocked = "SELECT blocked FROM people WHERE telegram_id = ?"
    assert await town.query(blocked, lan.id) == [(1,)]
    await lan.unblocks_the_bot()
    await lan.starts()
    assert await town.query(blocked, lan.id) == [(0,)]
    lan.sees("您想做什么")


async def test_the_configured_admin_becomes_admin_by_arriving(tmp_path):
    town = Town(tmp_path, House(name="幸福里社区", first_admin=900))
    await town.opens()
    await town.admin.starts()
    for label in ("简体中文", "同意", "暂时不"):
        await town.admin.taps(label)
    assert "邀请" in town.admin.labels()
    roles = RESIDENT | STAFF | ADMIN
    assert await town.query(PEOPLE, 900) == [("管理员", "zh_Hans", roles, "", "", "")]
    assert await town.query("SELECT person_id, action FROM audit") == [
        (None, "appointed first admin")
    ]
    await town.closes()


async def test_a_resident_whom_the_configuration_names_later_becomes_admin_by_start(town):
    await town.knows(town.admin, roles=Role.RESIDENT, language="zh_Hans")
    await town.admin.starts()
    assert "社区工作者" in town.admin.labels()


async def test_start_in_the_group_leads_to_the_private_chat(town):
    ming = town.newcomer("阿明")
    await ming.types("/start", town.group)
    assert ming.link_of("打开", town.group).endswith("?start=go-start")
    await ming.follows("go-start")
    for label in ("简体中文", "同意", "跳过", "暂时不"):
        await ming.taps(label)
    ming.sees("您想做什么")


async def test_a_guest_who_types_a_members_command_is_welcomed_first(town):
    ming = town.newcomer("阿明")
    await ming.types("/me")
    await ming.taps("开始")
    assert "简体中文" in ming.labels()


async def test_names_of_any_script_and_sign_are_shown_as_they_are(town):
    eve = town.newcomer('<b>"&\u202e', "en")
    await eve.starts()
    for label in ("English", "I agree", "Skip", "Not now"):
        await eve.taps(label)
    eve.sees('<b>"&')
