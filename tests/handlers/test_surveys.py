"""Surveys in private: made, tried, published, answered in any order of life, and over."""

from tests.handlers.surveying import adds, answers, asked, drafted, published


async def waits_for(town, *names, **promise):
    """A survey that these people have been asked to answer."""
    staff = await asked(town, **promise)
    people = [await town.resident(name) for name in names]
    await published(town, staff)
    return staff, *people


async def opens(staff):
    await staff.types("/survey")
    await staff.taps("楼道灯")


async def test_a_survey_is_made_tried_and_published(town):
    staff = await asked(town)
    staff.sees("楼道灯")
    await staff.taps("试填")
    staff.sees("只是试填")
    await staff.taps("5")
    await staff.taps("跳过")
    await staff.taps("发送")
    staff.sees("什么都没有保存")
    await staff.taps("‹ 返回")
    lan = await town.resident("阿兰")
    await published(town, staff)

    lan.sees("楼道灯")
    lan.sees("匿名：谁也不知道谁答了什么")
    await opens(staff)
    assert "已答 0 份，共请 3 份" in staff.screen()
    assert await town.query("SELECT count(*) FROM survey_answered") == [(0,)]


async def test_only_the_unhappy_are_asked_why(town):
    _staff, lan, bo = await waits_for(town, "阿兰", "阿波")

    await lan.taps("填写")
    await lan.taps("2")
    lan.sees("哪里最暗")
    await bo.taps("填写")
    await bo.taps("5")
    bo.sees("还想说什么")


async def test_a_changed_answer_takes_what_depends_on_it_along(town):
    _staff, lan = await waits_for(town, "阿兰", names="记名")
    await lan.taps("填写")
    await lan.taps("2")
    await lan.taps("楼梯")
    await lan.taps("跳过")
    lan.sees("楼梯")
    await lan.taps("修改")
    await lan.taps("灯亮吗？")
    await lan.taps("5")
    lan.sees_nothing_of("楼梯")
    await lan.taps("发送")

    assert await town.query("SELECT answer FROM survey_named_answers ORDER BY question_id") == [
        ("5",),
        ("",),
    ]


async def test_a_restart_loses_nothing_and_one_goes_on_where_one_was(town):
    _staff, lan = await waits_for(town, "阿兰")
    await lan.taps("填写")
    await lan.taps("1")
    await lan.taps("稍后再说")
    await town.restart()
    await town.passes(days=1)

    await lan.types("/surveys")
    await lan.taps("楼道灯")

    lan.sees("哪里最暗")
    await lan.taps("‹ 返回")
    lan.sees("灯亮吗")


async def test_words_that_are_no_answer_go_where_they_always_go(town):
    _staff, lan = await waits_for(town, "阿兰")
    await lan.taps("填写")

    await lan.types("/me")
    lan.sees("楼道灯 等您填写")
    await lan.types("5")
    lan.sees("还想说什么")


async def test_once_is_enough_where_there_are_no_names(town):
    _staff, lan = await waits_for(town, "阿兰")
    await answers(lan, "4", "修得快一点")
    lan.sees("谢谢您的回答")

    await lan.follows("survey-1")

    lan.sees("已经答过了")
    await lan.types("/surveys")
    lan.sees("没有等您填写的问卷")


async def test_with_names_the_newest_answer_counts(town):
    staff, lan = await waits_for(town, "阿兰", names="记名")
    await answers(lan, "4", "")
    await lan.follows("survey-1")
    await lan.taps("填写")
    await lan.taps("5")
    await lan.types("现在亮了")
    await lan.taps("发送")

    await opens(staff)
    assert "已答 1 份，共请 3 份" in staff.screen()
    await staff.taps("目前的回答")
    assert "5：1（100%）" in staff.screen()


async def test_one_answer_per_household(town):
    staff = await asked(town, per="每户一份")
    home = {"building": "1号楼", "unit": "2", "room": "501"}
    lan, bo = await town.resident("阿兰", **home), await town.resident("阿波", **home)
    await published(town, staff)
    await answers(lan, "4", "")

    await bo.taps("填写")
    assert "您家里已经有人答过了" in bo.toast
    await bo.types("/surveys")
    bo.sees("没有等您填写的问卷")
    await opens(staff)
    assert "已答 1 份，共请 3 份" in staff.screen()


async def serves(town, proxy):
    """A mother without Telegram, whom the neighbour acts for."""
    await town.query(
        "INSERT INTO people (name, language, building, unit, room, met_at, proxy_id)"
        " SELECT '妈妈', 'zh_Hans', '1号楼', '2', '501', 0, id FROM people WHERE telegram_id = ?"
        " RETURNING 1",
        proxy.id,
    )


async def test_who_acts_for_a_mother_without_telegram_answers_for_her(town):
    staff, lan = await asked(town), await town.resident("阿兰")
    await serves(town, lan)
    await published(town, staff)
    lan.sees("妈妈")

    await lan.types("/surveys")
    await lan.taps("妈妈: 楼道灯")
    await lan.taps("3")
    await lan.taps("跳过")
    await lan.taps("发送")

    await opens(staff)
    assert "其中 1 份由他人代填" in staff.screen()


async def test_staff_go_and_ask_those_without_telegram(town):
    staff, lan = await asked(town), await town.resident("阿兰")
    await serves(town, lan)
    await published(town, staff)
    await staff.taps("没有 Telegram")
    await staff.taps("妈妈 · 1号楼 2-501")
    await staff.taps("5")
    await staff.taps("跳过")
    await staff.taps("发送")

    assert ("answered a survey for", "survey:1 person:4") in await town.query(
        "SELECT action, subject FROM audit"
    )


async def test_what_a_proxy_has_answered_gives_way_to_the_persons_own_word_with_names(town):
    staff, lan = await asked(town, names="记名"), await town.resident("阿兰")
    await serves(town, lan)
    await published(town, staff)
    await lan.types("/surveys")
    await lan.taps("妈妈: 楼道灯")
    await lan.taps("1")
    await lan.taps("门口")
    await lan.taps("跳过")
    await lan.taps("发送")
    mother = await town.resident("妈妈", building="1号楼", unit="2", room="501")

    await mother.follows("survey-1")
    await mother.taps("填写")
    await mother.taps("5")
    await mother.taps("跳过")
    await mother.taps("发送")

    assert await town.query("SELECT answer FROM survey_named_answers ORDER BY question_id") == [
        ("5",),
        ("",),
    ]
    assert await town.query("SELECT by_id FROM survey_answered") == [(None,)]


async def test_without_names_a_proxys_answer_stands(town):
    staff, lan = await asked(town), await town.resident("阿兰")
    await serves(town, lan)
    await published(town, staff)
    await lan.types("/surveys")
    await lan.taps("妈妈: 楼道灯")
    await lan.taps("5")
    await lan.taps("跳过")
    await lan.taps("发送")
    mother = await town.resident("妈妈", building="1号楼", unit="2", room="501")

    await mother.follows("survey-1")

    mother.sees("已经答过了")


async def test_a_survey_that_is_published_is_not_changed_but_copied(town):
    staff, _lan = await waits_for(town, "阿兰")
    message = town.world.messages(staff.id, staff.id)[-1]["message_id"]

    for forged in ("sv.add:1", "sv.names:1:0", "sv.house:1:1", "sv.rm:1:1", "sv.gone:1:1"):
        await staff.presses(forged, message)
        assert "已经发布" in staff.toast or "已发布" in staff.toast, forged
    await opens(staff)
    await staff.taps("复制")
    staff.sees("草稿")
    await staff.taps("加一道题")

    assert await town.query("SELECT survey_id, when_id FROM survey_questions ORDER BY id") == [
        (1, None),
        (1, 1),
        (1, None),
        (2, None),
        (2, 4),
        (2, None),
    ]


async def test_when_it_is_over_nobody_answers_any_more_and_the_maker_hears_of_it(town):
    staff, lan = await waits_for(town, "阿兰")
    message, data = lan._button("填写", lan.id)
    await lan.taps("填写")
    await town.passes(days=8)

    staff.sees("这份问卷结束了")
    await lan.types("路灯坏了")
    lan.sees_nothing_of("问卷")
    await lan.presses(data, message)
    assert "这份问卷已经结束" in lan.toast
    assert await town.query("SELECT count(*) FROM drafts WHERE form = 'survey'") == [(0,)]


async def test_reminded_twice_and_no_third_time_and_not_who_has_answered(town):
    _staff, lan, _bo = await waits_for(town, "阿兰", "阿波")
    await answers(lan, "4", "")
    await lan.types("/menu")
    for _reminder in range(2):
        await town.passes(days=3, hours=12)
        lan.sees_nothing_of("楼道灯")
    told = "SELECT count(*) FROM notices WHERE kind = 'SurveyWaits' AND state = 'told'"

    assert await town.query(f"{told} AND person_id = 4") == [(3,)]
    assert await town.query(f"{told} AND person_id = 3") == [(1,)]


async def test_nobody_is_asked_more_often_than_the_community_has_decided(town):
    lan = await town.resident("阿兰")
    for number in range(5):
        staff = await drafted(town, title=f"第{number}份", staff_name=f"小李{number}")
        await adds(staff, "好吗？", "1 到 5 分")
        await published(town, staff, closes="3 天")

    asked_now = "SELECT count(*) FROM notices WHERE kind = 'SurveyWaits' AND state = 'waiting'"
    assert await town.query("SELECT n FROM asks ORDER BY n DESC LIMIT 1") == [(4,)]
    assert await town.query(asked_now) == [(0,)]
    await lan.types("/surveys")
    lan.sees("问卷")
    assert "第4份" in lan.labels()


async def test_who_cannot_be_asked_this_month_is_asked_the_next(town):
    lan = await town.resident("阿兰")
    for number in range(5):
        staff = await drafted(town, title=f"第{number}份", staff_name=f"小李{number}")
        await adds(staff, "好吗？", "1 到 5 分")
        if number < 4:
            await published(town, staff, closes="3 天")
            continue
        await staff.taps("📣 发布")
        await staff.taps("所有人")
        await staff.taps("全部")
        await staff.types("7月20日 18:00")
        await staff.taps("📣 发布")
    lan.sees_nothing_of("第4份")

    await town.passes(days=32)

    assert [m for m in town.world.messages(lan.id, lan.id) if "第4份" in m.get("text", "")]


async def test_a_sample_is_drawn_and_its_seed_kept(town):
    staff = await asked(town)
    for number in range(9):
        await town.resident(f"居民{number}")
    await published(town, staff, size="4")

    assert await town.query("SELECT count(*) FROM survey_asked") == [(4,)]
    [(seed,)] = await town.query("SELECT seed FROM surveys")
    await opens(staff)
    assert seed in staff.screen()


async def test_only_those_of_a_building_are_asked(town):
    staff = await asked(town)
    lan = await town.resident("阿兰", building="1号楼")
    bo = await town.resident("阿波", building="2号楼")
    await published(town, staff, whom=("按楼栋", "1号楼"))

    lan.sees("楼道灯")
    bo.sees_nothing_of("楼道灯")
    await bo.follows("survey-1")
    bo.sees("这次请的是其他居民")


async def test_several_can_be_ticked_numbers_typed_and_photos_sent(town):
    staff = await drafted(town, names="记名")
    await adds(staff, "周末做什么？", "多选", "散步", "下棋", "跳舞")
    await adds(staff, "家里几口人？", "数字")
    await adds(staff, "拍一张楼道", "照片", must="可以跳过")
    lan = await town.resident("阿兰")
    await published(town, staff)
    await lan.taps("填写")
    await lan.taps("◻️ 散步")
    await lan.taps("◻️ 跳舞")
    await lan.taps("◻️ 下棋")
    await lan.taps("☑️ 下棋")
    await lan.taps("好了")
    await lan.types("四口")
    lan.sees("请输入 0 到 999999 之间的数字")
    await lan.types("4")
    await lan.sends_photo()
    await lan.taps("发送")

    said = await town.query("SELECT answer FROM survey_named_answers ORDER BY question_id")
    assert said[:2] == [("0,2",), ("4",)]
    assert said[2][0]


async def test_a_forged_button_takes_nothing(town):
    _staff, lan, bo = await waits_for(town, "阿兰", "阿波")
    await lan.taps("填写")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]
    sheet = (await town.query("SELECT id FROM drafts WHERE form = 'survey'"))[0][0]

    for forged in (
        f"sv.take:{sheet}:1:9",
        f"sv.take:{sheet}:2:0",
        f"sv.tick:{sheet}:1:1",
        f"sv.skip:{sheet}:1",
        f"sv.send:{sheet}",
        "sv.go:1:3",
        "sv.go:99:0",
    ):
        await lan.presses(forged, message)
        await bo.presses(forged, town.world.messages(bo.id, bo.id)[-1]["message_id"])

    assert await town.query("SELECT count(*) FROM survey_answered") == [(0,)]


async def test_a_resident_sees_nothing_of_the_staffs_screens(town):
    _staff, lan = await waits_for(town, "阿兰")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    for forged in ("sv.show:1", "sv.res:1:0", "sv.table:1", "sv.door:1", "sv.reply:1", "sv.all:0"):
        await lan.presses(forged, message)
        assert "社区工作者" in lan.toast


async def test_a_cry_for_help_is_no_answer(town):
    staff = await drafted(town)
    await adds(staff, "家里几口人？", "数字")
    lan = await town.resident("阿兰")
    await published(town, staff)
    await lan.taps("填写")

    await lan.types("楼道着火了")

    lan.sees("119")
    lan.sees_nothing_of("之间的数字")


async def test_long_surveys_still_fit_a_message(town):
    staff = await drafted(town)
    for number in range(8):
        await adds(
            staff, f"{number}" + "长" * 299, "多选", *(f"{n:x}" + "项" * 59 for n in range(12))
        )
    lan = await town.resident("阿兰")
    await published(town, staff)
    await opens(staff)

    assert "楼道灯" in staff.screen()
    await lan.taps("填写")
    for _question in range(8):
        await lan.taps("◻️ 3项")
        await lan.taps("◻️ 7项")
        await lan.taps("好了")
    assert "发送" in lan.labels()
    assert await town.query("SELECT count(*) FROM outbox WHERE state = 'failed'") == [(0,)]
