"""Arriving: by code, by QR code, off the list at the door, with and without a place."""

from datetime import timedelta

from tests.handlers.attending import (
    AFTERNOON,
    TO_THE_DOOR,
    at_the_door,
    published,
    the_code,
    to_the_day,
    to_the_list,
)

LATER = AFTERNOON + timedelta(days=7)


async def test_the_code_at_the_entrance_checks_in(town):
    _staff, lan, code = await at_the_door(town)

    await lan.types(code)

    lan.sees("签到成功，共 1 人")
    assert await town.query("SELECT how, people FROM attendance") == [("code", 1)]


async def test_full_width_digits_and_spaces_are_digits_too(town):
    _staff, lan, code = await at_the_door(town)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)

    await lan.types(f" {wide[:3]}　{wide[3:]} ")

    lan.sees("签到成功")


async def test_the_scanned_code_checks_in_and_twice_is_once(town):
    _staff, lan, code = await at_the_door(town)

    await lan.follows(f"in-1-{code}")
    lan.sees("签到成功")
    await lan.follows(f"in-1-{code}")

    lan.sees("签到成功")
    assert await town.query("SELECT how, people FROM attendance") == [("qr", 1)]


async def test_an_unknown_neighbour_is_welcomed_first_and_then_in(town):
    _staff, _lan, code = await at_the_door(town)
    ming = town.newcomer("小明")

    await ming.types(code)
    assert f"in-1-{code}" in ming.link_of("开始")
    await ming.follows(f"in-1-{code}")
    for label in ("简体中文", "同意", "跳过", "暂时不"):
        await ming.taps(label)

    ming.sees("签到成功")
    ming.sees("没有给您预留名额")
    assert await town.query("SELECT how FROM attendance") == [("walk_in",)]


async def test_a_family_says_that_fewer_have_come(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(town, staff)
    await lan.follows("bring-1")
    await lan.taps("+2")
    await lan.taps("跳过")
    code = await the_code(staff)
    await town.passes(**TO_THE_DOOR)

    await lan.types(code)
    lan.sees("签到成功，共 3 人")
    await lan.taps("2")

    lan.sees("签到成功，共 2 人")
    await to_the_day(staff)
    staff.sees("应到：3 人")
    staff.sees("已到：2 人")


async def test_before_the_hour_the_code_says_from_when(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(town, staff)
    await lan.follows("join-1")
    code = await the_code(staff)

    await lan.types(code)

    lan.sees("请在 5月9日 周六 13:00 之后")
    assert await town.query("SELECT * FROM attendance") == []


async def test_yesterdays_code_says_that_it_is_over(town):
    _staff, lan, code = await at_the_door(town)
    await town.passes(days=1)

    await lan.types(code)

    lan.sees("已经结束")
    assert await town.query("SELECT * FROM attendance") == []


async def test_the_code_of_a_cancelled_activity_says_so(town):
    _staff, lan, code = await at_the_door(town)
    await town.linli.doors.store.transaction(
        lambda db: db.activities.cancel(1, "停电", town.clock.now())
    )

    await lan.types(code)

    lan.sees("停电")
    assert await town.query("SELECT * FROM attendance") == []


async def test_the_code_of_another_activity_asks_where_one_is(town):
    staff, lan, _code = await at_the_door(town)
    half_past = AFTERNOON + timedelta(minutes=30)
    other = await the_code(staff, await published(town, staff, title="下棋", starts_at=half_past))

    await lan.types(other)
    lan.sees("您报名的是")
    assert await town.query("SELECT * FROM attendance") == []
    await lan.taps("下棋")

    lan.sees("没有给您预留名额")
    assert await town.query("SELECT activity_id, how FROM attendance") == [(2, "walk_in")]


async def test_saturdays_code_today_names_the_right_activity(town):
    staff, lan, _code = await at_the_door(town)
    other = await the_code(staff, await published(town, staff, title="下棋", starts_at=LATER))

    await lan.types(other)

    lan.sees("您来早了")
    lan.sees("您报名的是：包饺子 · 5月9日 周六 14:00")


async def test_who_waits_for_a_place_is_welcome_too(town):
    _staff, _lan, bo, code = await at_the_door(town, "阿兰", "阿波", places=1)

    await bo.types(code)

    bo.sees("签到成功")
    assert await town.query("SELECT how FROM attendance") == [("walk_in",)]


async def test_the_roster_tells_staff_how_often_somebody_stayed_away(town):
    staff, lan, bo, code = await at_the_door(town, "阿兰", "阿波")
    await lan.types(code)
    await town.passes(days=1)
    await bo.follows(f"join-{await published(town, staff, title='下棋', starts_at=LATER)}")

    await staff.follows("act-2")
    await staff.taps("管理")
    await staff.taps("人员")
    await staff.taps("报名名单")

    staff.sees("90 天内缺席 1 次")


async def test_fifty_guesses_meet_silence_and_the_list_still_works(town):
    staff, lan, code = await at_the_door(town)
    wrong = str((int(code) + 1) % 900000 + 100000)

    for _guess in range(4):
        await lan.types(wrong)
        lan.sees("没有活动用这个签到码")
    await lan.types(wrong)
    lan.sees("一小时内我不再识别")
    for _guess in range(45):
        await lan.types(wrong)
        assert lan.news() == []
    await lan.types(code)
    assert lan.news() == []

    await to_the_list(staff)
    await staff.taps("阿兰")
    assert staff.toast == "阿兰 已签到。"
    assert await town.query("SELECT count(*) FROM guesses") == [(5,)]
    await town.passes(hours=1)
    await lan.types(code)
    lan.sees("签到成功")


async def test_six_digits_that_answer_a_question_are_no_code(town):
    staff = await town.staff()
    await staff.types("/newactivity")

    await staff.types("123456")

    staff.sees("什么时候开始")
    assert await town.query("SELECT * FROM guesses") == []


async def test_a_forwarded_code_does_not_count(town):
    _staff, lan, code = await at_the_door(town)

    await lan.types(code, forward_origin={"type": "hidden_user", "date": 0,
                                          "sender_user_name": "x"})  # fmt: skip

    assert await town.query("SELECT * FROM attendance") == []


async def test_a_tap_at_the_door_checks_in_and_can_be_undone(town):
    staff, _lan, _code = await at_the_door(town)
    await to_the_list(staff)

    await staff.taps("▫️ 阿兰")
    staff.sees("已到：1 人")
    await staff.taps("✅ 阿兰")
    staff.sees("13:40 已到，由 小李 签到")
    await staff.taps("撤销签到")

    staff.sees("已到：0 人")
    assert await town.query("SELECT * FROM attendance") == []
    actions = [row[0] for row in await town.query("SELECT action FROM audit ORDER BY id")]
    assert actions[-2:] == ["checked in", "undid the check-in"]


async def test_two_at_two_doors_let_in_once(town):
    staff, _lan, _code = await at_the_door(town)
    wang = await town.staff("小王")
    for one in (staff, wang):
        await to_the_list(one)
    message, data = wang._button("▫️ 阿兰", wang.id)

    await staff.taps("▫️ 阿兰")
    await wang.presses(data, message)

    assert wang.toast == "阿兰：13:40 已到，由 小李 签到"
    assert await town.query("SELECT count(*) FROM attendance") == [(1,)]


async def test_a_part_of_the_name_is_enough(town):
    staff, _lan, _bo, _code = await at_the_door(town, "阿兰", "阿波 Bob")
    await to_the_list(staff)

    await staff.taps("找名字")
    await staff.types("bo")
    assert "▫️ 阿波 Bob" in staff.labels()
    assert "▫️ 阿兰" not in staff.labels()
    await staff.taps("▫️ 阿波")

    staff.sees("13:40 已到")


async def test_nobody_of_that_name_leads_to_adding_one(town):
    staff, _lan, _code = await at_the_door(town)
    await to_the_list(staff)
    await staff.taps("找名字")
    await staff.types("王阿姨")
    staff.sees("名单里没有名字带")

    await staff.taps("添加来宾")
    await staff.types("王阿姨")

    staff.sees("王阿姨")
    assert await town.query("SELECT how, people FROM attendance") == [("walk_in", 1)]


async def test_of_a_name_written_down_by_mistake_nothing_stays(town):
    staff, _lan, _code = await at_the_door(town)
    await to_the_list(staff)
    await staff.taps("添加来宾")
    await staff.types("王啊姨")

    await staff.taps("撤销签到")

    staff.sees("已到：0 人")
    assert await town.query("SELECT * FROM people WHERE name = '王啊姨'") == []


async def test_more_people_than_places_is_noticed(town):
    staff, lan, code = await at_the_door(town, places=1)
    bo = await town.resident("阿波")
    await lan.types(code)

    await bo.types(code)

    bo.sees("没有给您预留名额")
    await to_the_day(staff)
    staff.sees("已到：2 人；其中无名额 1 人")
    staff.sees("人数超过名额：到场 2 人，名额 1 个")


async def test_a_check_in_sent_while_the_bot_was_away_counts(town):
    _staff, lan, code = await at_the_door(town)
    await town.closes()
    town.world.say(lan.id, lan.id, code)
    await town.opens()
    await town.settle()

    assert await town.query("SELECT how FROM attendance") == [("code",)]


async def test_only_those_who_manage_it_see_the_list(town):
    _staff, lan, _code = await at_the_door(town)
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    for data in ("in.list:1:0", "in.here:1:2:0", "in.all:1", "in.code:1", "in.undo:1:2"):
        await lan.presses(data, message)

    assert await town.query("SELECT * FROM attendance") == []
    assert "社区工作者" in lan.toast


async def test_a_forged_name_is_not_let_in(town):
    staff, _lan, _code = await at_the_door(town)
    bo = await town.resident("阿波")
    number = (await town.query("SELECT id FROM people WHERE telegram_id = ?", bo.id))[0][0]
    await to_the_list(staff)
    message, _data = staff._button("▫️ 阿兰", staff.id)

    await staff.presses(f"in.here:1:{number}:0", message)

    assert await town.query("SELECT * FROM attendance") == []


async def test_who_left_the_community_is_asked_to_arrive_anew(town):
    _staff, lan, code = await at_the_door(town)
    await lan.types("/privacy")
    await lan.taps("删除我")
    await lan.taps("确定删除")

    await lan.types(code)

    assert f"in-1-{code}" in lan.link_of("开始")
    assert await town.query("SELECT * FROM attendance") == []


async def test_a_mother_without_telegram_comes_along(town):
    _staff, lan, code = await at_the_door(town)
    await town.query(
        "INSERT INTO people (name, language, met_at, proxy_id) SELECT '妈妈', 'zh_Hans', 0, id"
        " FROM people WHERE telegram_id = ? RETURNING 1",
        lan.id,
    )
    await town.query(
        "INSERT INTO sign_ups (activity_id, person_id, standing, companions, note, made_at)"
        " SELECT 1, id, 'confirmed', 0, '', 0 FROM people WHERE name = '妈妈' RETURNING 1"
    )

    await lan.types(code)
    await lan.taps("妈妈 也到了")

    assert lan.toast == "妈妈 已签到。"
    assert await town.query("SELECT count(*) FROM attendance") == [(2,)]


async def test_the_group_reads_how_many_were_there(town):
    staff, lan, code = await at_the_door(town)
    await staff.follows("act-1")
    await staff.taps("管理")
    await staff.taps("发到群里")
    await lan.types(code)

    await town.passes(hours=6)

    assert "活动已结束，共 1 人到场。" in lan.screen(where=town.group)


async def test_a_neighbour_without_place_and_phone_is_found_by_name(town):
    staff, _lan, _code = await at_the_door(town)
    await town.resident("阿波", building="3号楼", room="502")
    await to_the_list(staff)

    await staff.taps("找名字")
    await staff.types("波")
    await staff.taps("＋ 阿波 · 3号楼 502")

    assert staff.toast == "阿波 已签到。"
    assert await town.query("SELECT how, by_id IS NOT NULL FROM attendance") == [("walk_in", 1)]


async def test_an_organiser_who_is_no_staff_finds_only_those_on_the_list(town):
    staff, _lan, _code = await at_the_door(town)
    await town.resident("阿波")
    await to_the_list(staff)
    await town.query("UPDATE people SET roles = 1 WHERE telegram_id = ? RETURNING 1", staff.id)

    await staff.taps("找名字")
    await staff.types("波")

    staff.sees("名单里没有名字带")
    assert not [label for label in staff.labels() if "阿波" in label]


async def test_a_code_is_never_the_answer_to_a_question_left_open(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(town, staff)
    await staff.follows("act-1")
    for label in ("管理", "修改", "报名问题", "过敏忌口"):
        await staff.taps(label)
    code = await the_code(staff)
    await lan.follows("join-1")
    lan.sees("过敏")
    await town.passes(**TO_THE_DOOR)

    await lan.types(code)

    lan.sees("签到成功")
    assert await town.query("SELECT how FROM attendance") == [("code",)]
    assert await town.query("SELECT * FROM answers") == []


async def test_a_number_that_is_no_code_is_the_answer(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(town, staff)
    await staff.follows("act-1")
    for label in ("管理", "修改", "报名问题", "电话"):
        await staff.taps(label)
    await lan.follows("join-1")

    await lan.types("661234")

    assert await town.query("SELECT answer FROM answers") == [("661234",)]
    assert await town.query("SELECT * FROM attendance") == []


async def test_guesses_behind_a_form_that_refuses_them_are_counted(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(town, staff)
    await staff.follows("act-1")
    for label in ("管理", "修改", "报名问题", "轮椅"):
        await staff.taps(label)
    code = await the_code(staff)
    await lan.follows("join-1")
    await town.passes(**TO_THE_DOOR)
    for _guess in range(5):
        await lan.types("999999")
        lan.sees("请点问题下面的按钮")

    await lan.types(code)

    assert await town.query("SELECT * FROM attendance") == []
