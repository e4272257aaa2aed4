"""What does not fit an activity: dates, forged buttons, forms that end too late.

What goes wrong in any chat is in test_bad_input.
"""

import pytest

from tests.handlers.organising import plan_in_form, published

RTL = "\u202eاجتماع\u202c"


async def asked_for_the_time(town):
    staff = await town.staff()
    await staff.types("/newactivity")
    await staff.types("包饺子")
    return staff


async def asked_for_places(town):
    staff = await asked_for_the_time(town)
    await staff.types("明天下午3点")
    await staff.types("活动室")
    return staff


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("🎉🎉🎉", "没看懂是哪天几点"),
        ("\u2800", "没看懂是哪天几点"),
        ("5月20日 周一 14:00", "5月20日不是您写的那个星期几"),
        ("下周六", "例如：5月9日 14:00"),
        ("下午三点", "哪一天"),
        ("2206-05-01 10:00", "两年以后"),
        (RTL, "没看懂是哪天几点"),
    ],
)
async def test_what_is_no_date_is_answered_with_what_would_be_one(town, typed, answer):
    staff = await asked_for_the_time(town)

    await staff.types(typed)
    staff.sees(answer)
    await staff.types("明天下午3点")

    staff.sees("在哪里举行")


@pytest.mark.parametrize("typed", ["二十", "20", "２０", "20人", "二十个名额"])
async def test_numbers_of_places_are_understood_in_chinese_too(town, typed):
    staff = await asked_for_places(town)

    await staff.types(typed)
    await staff.taps("3")
    await staff.taps("先到先得")
    for _optional in range(6):
        await staff.taps("跳过")

    staff.sees("名额：20")


async def test_only_staff_may_plan_publish_and_cancel(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await plan_in_form(staff)
    await lan.types("/activities")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    await lan.types("/newactivity")
    for forged in ("act.open:1", "act.staff:1", "act.drop:1", "act.who:1:0", "act.off:1"):
        await lan.presses(forged, message)
        assert "不能" in lan.toast or "权限" in lan.toast or "社区工作者" in lan.toast

    assert await town.query("SELECT state FROM activities") == [("draft",)]


async def test_a_draft_is_not_shown_to_whoever_guesses_its_number(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await plan_in_form(staff)
    await lan.types("/activities")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    for forged in ("act.show:1", "act.map:1", "act.ics:1", "act.join:1", "act.mine:1"):
        await lan.presses(forged, message)

    assert "包饺子" not in lan.screen()
    assert await town.query("SELECT count(*) FROM sign_ups") == [(0,)]


async def test_private_buttons_pressed_in_the_group_show_nothing_there(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff)
    message = town.world.messages(lan.id, town.group)[-1]["message_id"]

    for forged in ("act.show:1", "act.who:1:0", "act.ask:1", "act.list:0", "act.staff:1"):
        await lan.presses(forged, message, where=town.group)
        await staff.presses(forged, message, where=town.group)

    lan.sees_nothing_of("组织者", where=town.group)
    assert "还剩 2/2" in lan.screen(where=town.group)


async def test_nobody_joins_a_cancelled_activity(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff)
    card = town.world.messages(lan.id, town.group)[-1]
    join = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await staff.taps("修改")
    await staff.taps("取消活动")
    await staff.types("下雨")
    await staff.taps("取消并通知所有人")

    await lan.presses(join, card["message_id"], where=town.group)
    assert lan.toast == "这个活动已经取消。"
    await lan.follows("join-1")

    lan.sees("这个活动已经取消")
    lan.sees("❌ 已取消：下雨")


@pytest.mark.parametrize("link", ["join-999", "join-abc", "act-", "bring-0", "act-" + "9" * 50])
async def test_links_that_lead_nowhere_are_answered(town, link):
    lan = await town.resident("阿兰")

    await lan.follows(link)

    assert lan.news()


@pytest.mark.parametrize("forged", ["act.with:1:9999999999999999", "act.list:9999999999999999"])
async def test_forged_numbers_break_nothing(town, forged):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    await lan.presses(forged, message)

    assert await town.query("SELECT companions FROM sign_ups") == [(0,)]
    assert "出了点问题" not in lan.toast


async def test_a_form_survives_a_restart_and_a_full_house_is_said_at_its_end(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=3)
    await lan.follows("bring-1")
    await lan.taps("+2")
    await town.restart()
    await bo.taps("报名", where=town.group)

    await lan.taps("跳过")

    lan.sees("您是候补第 1 位")
    lan.sees("一起共 3 人")


async def test_a_form_finished_after_sign_up_closed_says_so(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff, when="明天14:00")
    await lan.follows("bring-1")
    await lan.taps("+1")
    await town.passes(days=2)

    await lan.taps("跳过")

    lan.sees("这个活动已经开始了")
    assert await town.query("SELECT count(*) FROM drafts") == [(0,)]


async def test_the_moment_can_pass_while_a_draft_waits(town):
    staff = await town.staff()
    await plan_in_form(staff, when="明天14:00")
    await town.passes(days=2)

    await staff.taps("发布")

    assert "这个时间已经过去了" in staff.toast


async def test_who_blocks_the_bot_loses_nothing_and_is_passed_by(town):
    staff = await town.staff()
    lan, bo, chen = [await town.resident(name) for name in ("阿兰", "阿波", "阿琛")]
    await published(staff, places=1)
    for neighbour in (lan, bo, chen):
        await neighbour.taps("报名", where=town.group)
    await bo.blocks_the_bot()

    await lan.taps("取消我的名额")
    await lan.taps("确定取消")

    chen.sees("好消息")
    assert await town.query("SELECT standing FROM sign_ups ORDER BY id") == [
        ("waiting",),
        ("offered",),
    ]
