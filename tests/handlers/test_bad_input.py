"""Everything that goes wrong in a chat, in the order people think of it: what is said to it, word
for word, and that what they had typed before is still there.

Configuration errors, a newer database, a full disk and a second instance are in tests/system.
"""

import pytest

from tests.handlers.organising import plan_in_form, published

WHEN = "什么时候开始？随您怎么写，例如：下周六 9:30、5月20日下午两点。"
WHERE = "在哪里举行？"
HOW_MANY = "一共多少个名额？请点选或输入数字。"
NOT_READ = "没看懂是哪天几点。请这样写：明天下午3点，或 5月20日 14:00。"
NOT_ALLOWED = "您没有这个权限。如有需要，请联系社区工作者。"
OUT_OF_DATE = "这个按钮已经过期。发送 /menu 看看现在能做什么。"
WORDS_WANTED = "这里请用文字回答，刚才发来的没有采用。"
SOMETHING_WANTED = "这里需要几个字，请输入回答。"
OWN_COMMANDS_ONLY = "我只执行您自己输入或点击的命令，请重新发送。"
FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 1}}
VIA_BOT = {"via_bot": {"id": 5, "is_bot": True, "first_name": "B", "username": "b_bot"}}
FROM_CHANNEL = {"sender_chat": {"id": -1009, "type": "channel", "title": "频道"}}


async def asked_for_the_title(town):
    staff = await town.staff()
    await staff.types("/newactivity")
    return staff


async def asked_for_the_time(town):
    staff = await asked_for_the_title(town)
    await staff.types("包饺子")
    assert staff.news() == [WHEN]
    return staff


async def asked_for_the_number(town):
    staff = await asked_for_the_time(town)
    await staff.types("明天下午3点")
    await staff.types("活动室")
    assert staff.news() == [HOW_MANY]
    return staff


async def goes_on_to_the_summary(staff):
    """From the number of places; everything said before is in it."""
    await staff.types("20")
    await staff.taps("3")
    await staff.taps("先到先得")
    for _optional in range(6):
        await staff.taps("跳过")
    said = staff.sees("名称：包饺子")
    assert "时间：5月2日 周六 15:00" in said
    assert "地点：活动室" in said
    assert "名额：20" in said


# Dates


@pytest.mark.parametrize("typed", ["随便", "还没定呢", "话" * 4000])
async def test_text_where_a_date_is_asked(town, typed):
    staff = await asked_for_the_time(town)

    await staff.types(typed)

    assert staff.news() == [NOT_READ]
    await staff.types("明天下午3点")
    assert staff.news() == [WHERE]


@pytest.mark.parametrize("typed", ["2020-01-01 10:00", "昨天下午3点", "今天9:00"])
async def test_a_date_in_the_past(town, typed):
    staff = await asked_for_the_time(town)

    await staff.types(typed)

    assert staff.news() == ["这个时间已经过去了，请填一个将来的时间。"]
    await staff.types("明天下午3点")
    assert staff.news() == [WHERE]


@pytest.mark.parametrize("typed", ["2月31日 10:00", "31 February 10:00", "2027-02-31 10:00"])
async def test_the_31st_of_february(town, typed):
    staff = await asked_for_the_time(town)

    await staff.types(typed)

    assert staff.news() == ["没有这一天：2月没有31日。"]
    await staff.types("明天下午3点")
    assert staff.news() == [WHERE]


@pytest.mark.parametrize(
    "typed", ["明天下午3点", "tomorrow 3pm", "明天下午三點", "５月２日１５：００"]
)
async def test_dates_as_people_type_them_are_understood(town, typed):
    staff = await asked_for_the_time(town)

    await staff.types(typed)
    assert staff.news() == [WHERE]
    await staff.types("活动室")

    await goes_on_to_the_summary(staff)


# Numbers


@pytest.mark.parametrize(
    "typed", ["0", "-1", "1e9", "1000000000", "很多", "🙂", "2.5", "9" * 4000]
)
async def test_a_number_of_places_that_cannot_be(town, typed):
    staff = await asked_for_the_number(town)

    await staff.types(typed)

    assert staff.news() == ["请输入 1 到 100000 之间的数字。"]
    await goes_on_to_the_summary(staff)


# Words


async def test_five_thousand_characters_which_telegram_sends_in_two_parts(town):
    staff = await asked_for_the_number(town)
    await staff.types("20")
    await staff.taps("3")
    await staff.taps("先到先得")
    for _optional in ("length", "cost", "who"):
        await staff.taps("跳过")
    assert staff.screen() == "还有什么要说明的吗？"
    staff._look_around()

    town.world.say(staff.id, staff.id, "长" * 4096)
    town.world.say(staff.id, staff.id, "长" * 904)
    await town.settle()

    assert staff.news() == [
        "您输入了 4096 个字，最多 1000 个，请写短一些。",
        "这像是上一条长文的后半部分，所以也没有采用。请写短一些，重新发一条。",
    ]
    await staff.types("自带围裙")
    assert staff.news() == ["要加一张照片吗？请直接发送。"]


async def test_a_text_too_long_and_at_once_a_shorter_one(town):
    staff = await asked_for_the_title(town)

    await staff.types("长" * 4096)
    assert staff.news() == ["您输入了 4096 个字，最多 100 个，请写短一些。"]
    await staff.types("包饺子")

    assert staff.news() == [WHEN]


@pytest.mark.parametrize("typed", ["\u2800", "\u200b\u200b."])
async def test_only_spaces_of_the_kind_that_telegram_lets_through(town, typed):
    staff = await asked_for_the_title(town)

    await staff.types(typed)

    assert staff.news() == [SOMETHING_WANTED]
    await staff.types("包饺子")
    assert staff.news() == [WHEN]


@pytest.mark.parametrize("typed", ["🎉", "🎉🎊👨‍👩‍👧", "。。。", "-"])
async def test_only_emoji_or_signs(town, typed):
    staff = await asked_for_the_title(town)

    await staff.types(typed)

    assert staff.news() == [SOMETHING_WANTED]
    await staff.types("包饺子")
    assert staff.news() == [WHEN]


async def test_words_from_right_to_left_and_stacked_marks(town):
    staff, lan = await town.staff(), await town.resident("阿兰")

    await published(staff, title="\u202eاجتماع\u202c z" + "\u0301" * 40 + "algo")

    said = lan.screen(where=town.group)
    assert said.startswith("اجتماع ź")
    assert "\u202e" not in said
    assert said.count("\u0301") <= 2


async def test_a_title_that_looks_like_markup(town):
    staff, lan = await town.staff(), await town.resident("阿兰")

    await published(staff, title='<b>"& {taken}')

    card = town.world.messages(lan.id, town.group)[-1]
    assert card["text"].startswith('<b>"& {taken}\n')
    assert card["entities"][0] == {"type": "bold", "offset": 0, "length": 13}


async def test_a_name_that_looks_like_markup(town):
    staff, odd = await town.staff(), town.newcomer('<b>"&')
    await published(staff)

    await odd.follows("join-1")
    await odd.taps("简体中文")
    await odd.taps("同意")
    await odd.taps("跳过")
    await odd.taps("暂时不")
    odd.sees("报名成功，共 1 人。")
    await staff.taps("人员")
    await staff.taps("报名名单")

    assert '✅ \u2068<b>"&\u2069' in staff.screen()


# What is not text


async def test_a_photo_where_text_is_asked(town):
    staff = await asked_for_the_title(town)

    await staff.sends_photo(caption="包饺子")

    assert staff.news() == [WORDS_WANTED]
    await staff.types("包饺子")
    assert staff.news() == [WHEN]


async def test_an_album_where_text_is_asked_is_answered_once(town):
    staff = await asked_for_the_title(town)
    staff._look_around()

    for _picture in range(5):
        await sends_quietly(town, staff, album="77")

    assert staff.news() == [WORDS_WANTED]
    await sends_quietly(town, staff, album="78")
    assert staff.news() == [WORDS_WANTED, WORDS_WANTED]
    await staff.types("包饺子")
    assert staff.news() == [WHEN]


async def test_an_album_where_one_photo_is_asked_gives_its_first(town):
    staff = await asked_for_the_number(town)
    await staff.types("20")
    await staff.taps("3")
    await staff.taps("先到先得")
    for _optional in ("length", "cost", "who", "details"):
        await staff.taps("跳过")

    for _picture in range(3):
        await sends_quietly(town, staff, album="77")

    assert staff.news()[-1] == "要加上地图位置吗？请发送定位。"
    await staff.taps("跳过")
    staff.sees("照片：已添加")


async def sends_quietly(town, neighbour, album):
    """Without looking around before, so that `news` gathers."""
    town.world.send_file(
        neighbour.id, neighbour.id, b"\xff\xd8\xff", kind="photo", media_group_id=album
    )
    await town.settle()


async def test_a_sticker_where_text_is_asked(town):
    staff = await asked_for_the_title(town)

    await staff.sends_sticker()

    assert staff.news() == [WORDS_WANTED]
    await staff.types("包饺子")
    assert staff.news() == [WHEN]


async def test_a_place_on_the_map_where_text_is_asked(town):
    staff = await asked_for_the_title(town)

    await staff.sends_location(31.2, 121.5)

    assert staff.news() == [WORDS_WANTED]
    await staff.types("包饺子")
    assert staff.news() == [WHEN]


async def test_words_where_a_photo_or_a_place_is_asked(town):
    staff = await asked_for_the_number(town)
    await staff.types("20")
    await staff.taps("3")
    await staff.taps("先到先得")
    for _optional in ("length", "cost", "who", "details"):
        await staff.taps("跳过")

    await staff.types("没有照片")
    assert staff.news() == ["请发一张照片，或者点“跳过”。"]
    await staff.sends_photo()
    await staff.types("在活动室")
    assert staff.news() == ["请发送位置（附件 → 位置），或者点“跳过”。"]
    await staff.sends_location(31.2, 121.5)

    assert "地图：已添加" in staff.sees("照片：已添加")


# Commands that are nobody's own


@pytest.mark.parametrize("envelope", [FORWARDED, VIA_BOT], ids=["forwarded", "via a bot"])
async def test_a_command_that_is_not_the_persons_own(town, envelope):
    staff = await asked_for_the_time(town)

    await staff.types("/cancel", **envelope)

    assert staff.news() == [OWN_COMMANDS_ONLY]
    await staff.types("明天下午3点")
    assert staff.news() == [WHERE]


async def test_forwarded_words_are_an_answer(town):
    staff = await asked_for_the_time(town)

    await staff.types("明天下午3点", **FORWARDED)

    assert staff.news() == [WHERE]


async def test_forwarded_words_that_answer_nothing(town):
    staff = await town.staff()
    await published(staff)
    lan = await town.resident("阿兰")

    await lan.types("join-1", **FORWARDED)

    lan.sees("现在还没有人看到")
    assert await town.query("SELECT count(*) FROM sign_ups") == [(0,)]


async def test_an_answer_edited_into_a_command(town):
    staff = await asked_for_the_time(town)

    await staff.edits("/cancel")

    assert staff.news() == []
    await staff.types("明天下午3点")
    assert staff.news() == [WHERE]


@pytest.mark.parametrize("envelope", [FORWARDED, VIA_BOT, FROM_CHANNEL])
async def test_a_command_in_the_group_that_is_not_the_persons_own(town, envelope):
    await town.admin.types("/setup", town.group, **envelope)

    assert [said for said in town.admin.news(town.group) if said != "/setup"] == []


async def test_a_word_in_the_group_edited_into_a_command(town):
    await town.admin.types("你好", town.group)

    await town.admin.edits("/setup", town.group)

    assert town.admin.news(town.group) == []


async def test_a_command_of_an_anonymous_admin(town):
    group = {"id": town.group, "type": "supergroup", "title": "幸福里邻居群"}

    await town.admin.types("/setup", town.group, sender_chat=group)

    assert "请用您本人的身份发送，不要以群的名义。" in town.admin.news(town.group)


# Presses


async def test_a_press_in_the_group_by_somebody_who_may_not(town):
    lan = await town.resident("阿兰")
    await town.admin.types("/setup", town.group)

    await lan.taps("办理台", town.group)

    assert lan.toast == NOT_ALLOWED
    assert lan.news(town.group) == []
    await town.admin.taps("邻里群", town.group)
    town.admin.sees("现在这里是幸福里社区的邻里群", town.group)


async def test_a_press_on_somebody_elses_form(town):
    staff = await asked_for_the_number(town)
    other = await town.staff("小王")
    await other.types("/menu")
    message = town.world.messages(other.id, other.id)[-1]["message_id"]

    _theirs, ten_places = staff._button("10", staff.id)
    await other.presses(ten_places, message)

    assert other.toast == OUT_OF_DATE
    await goes_on_to_the_summary(staff)


async def test_a_press_on_an_activity_that_has_been_deleted(town):
    staff = await town.staff()
    await plan_in_form(staff)
    message, publish = staff._button("发布", staff.id)
    await staff.taps("丢弃草稿")

    await staff.presses(publish, message)

    assert staff.toast == OUT_OF_DATE


async def test_a_press_on_an_activity_that_never_was(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    message = town.world.messages(lan.id, town.group)[-1]["message_id"]

    await lan.presses("act.join:999", message, where=town.group)

    assert lan.toast == OUT_OF_DATE


async def test_the_same_press_five_times(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff, places=3)

    for _tap in range(5):
        await lan.taps("报名", where=town.group)
        assert lan.toast == "报名成功：包饺子 · 5月9日 周六 14:00"

    assert await town.query("SELECT taken, waiting FROM activities") == [(1, 0)]


async def test_the_same_answer_to_a_form_five_times(town):
    staff = await asked_for_the_number(town)
    message, ten_places = staff._button("10", staff.id)

    await staff.presses(ten_places, message)
    for _tap in range(4):
        await staff.presses(ten_places, message)
        assert staff.toast == OUT_OF_DATE

    staff.sees_nothing_of("名额")
    assert await town.query("SELECT json_extract(answers, '$.capacity') FROM drafts") == [("10",)]


# Two things at once


async def test_two_forms_at_once(town):
    staff = await town.staff()
    await published(staff, places=5)
    await staff.types("/newactivity")
    await staff.types("读书会")

    await staff.follows("bring-1")
    await staff.taps("+1")
    await staff.taps("跳过")

    staff.sees("✅ 报名成功，共 2 人。")
    assert staff.screen() == f"您之前填到这里：\n\n{WHEN}"
    await staff.types("明天下午3点")
    assert staff.news() == [WHERE]


async def test_the_bot_is_removed_from_the_group_and_added_again(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff, places=2)
    town.world.bot_membership(town.group, "left")
    await town.settle()
    await lan.types("/activities")
    await lan.taps("包饺子")
    await lan.taps("报名")
    lan.sees("✅ 报名成功，共 1 人。")

    lan._look_around()
    town.world.bot_membership(town.group, "administrator")
    await town.settle()

    said = lan.sees("我回来了。", where=town.group)
    assert "现在这里是幸福里社区的邻里群。" in said
    lan.sees("还剩 1/2 个名额", where=town.group)


async def test_somebody_with_a_place_blocks_the_bot(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff, places=2)
    await lan.taps("报名", where=town.group)

    await lan.blocks_the_bot()
    await town.passes(days=7, hours=3)

    await staff.taps("人员")
    await staff.taps("报名名单")
    assert "✅ \u2068阿兰\u2069 🚫\n\n🚫 表示已屏蔽机器人，收不到通知。" in staff.screen()
    await lan.unblocks_the_bot()
    await lan.types("/me")
    lan.sees("✅ 报名成功，共 1 人。")


# Correcting oneself


async def test_typing_again_works_after_each_refusal(town):
    staff = await asked_for_the_title(town)

    for wrong, right in (
        ("🎉", "包饺子"),
        ("2月31日 10:00", "明天下午3点"),
        ("长" * 101, "活动室"),
        ("0", "20"),
        ("99", "3"),
        ("随便", "先到先得"),
        ("很久", "90分钟"),
        ("长" * 51, "10元"),
        ("🙂", "老人"),
        ("长" * 1001, "自带围裙"),
    ):
        before = staff.screen()
        await staff.types(wrong)
        assert len(staff.news()) == 1
        await staff.types(right)
        assert staff.screen() not in (before, staff.news()[:-1])
    await staff.taps("跳过")
    await staff.taps("跳过")

    said = staff.sees("名称：包饺子")
    for line in ("活动室", "20", "3", "10元", "老人", "自带围裙"):
        assert f"：{line}\n" in f"{said}\n"


async def test_the_buttons_of_the_question_work_after_a_refusal(town):
    staff = await asked_for_the_number(town)

    await staff.types("很多")
    await staff.taps("返回")
    staff.sees(WHERE)
    await staff.types("🎉")
    await staff.types("院子")
    await staff.types("-1")
    await staff.taps("30")
    staff.sees("每人")
    await staff.types("很多")
    await staff.taps("取消")

    staff.sees("已取消，没有提交任何内容。")
    assert await town.query("SELECT count(*) FROM drafts") == [(0,)]
