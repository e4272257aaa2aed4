"""Changes of an activity as those who have signed up live them: asked anew, told, never lost."""

from datetime import timedelta

from tests.handlers.organising import plan_in_form, published


async def edits(staff, title, field):
    await staff.types("/activities")
    await staff.taps(title)
    await staff.taps("管理")
    await staff.taps("修改")
    await staff.taps("修改内容")
    await staff.taps(field)


async def moves(staff, when, title="包饺子"):
    await edits(staff, title, "时间")
    await staff.types(when)
    await staff.taps("修改并通知大家")


async def test_a_changed_time_is_confirmed_by_those_who_still_come(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)

    await edits(staff, "包饺子", "时间")
    await staff.types("5月10日 15:00")
    staff.sees("将请 1 人在 5月2日 周六 12:00 前重新确认")
    await staff.taps("修改并通知大家")

    staff.sees("已修改，正在通知全部 1 份报名的邻居")
    said = lan.sees("您还去吗？请在 5月2日 周六 12:00 前回复")
    assert "新时间：5月10日 周日 15:00（原来：5月9日 周六 14:00）" in said
    lan.sees("5月10日 周日 15:00", where=town.group)
    await lan.taps("我会去")
    assert lan.toast == "谢谢您，到时见！"
    await town.passes(days=2)
    lan.sees_nothing_of("让给下一位")
    assert await town.query("SELECT taken FROM activities") == [(1,)]


async def test_a_place_that_nobody_confirms_goes_to_whoever_waits(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)

    await moves(staff, "5月10日 15:00")
    bo.sees("新时间：5月10日 周日 15:00")
    bo.sees("您是候补第 1 位")
    await town.passes(hours=21, minutes=1)
    lan.sees("您还没有告诉我们去不去")
    await town.passes(hours=3)

    lan.sees("到 5月2日 周六 12:00 没有收到您的回复")
    assert "5月10日 周日 15:00" in bo.sees("好消息")
    await lan.taps("重新报名")
    lan.sees("您是候补第 1 位")


async def test_who_cannot_come_at_the_new_time_gives_the_place_up(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)
    await moves(staff, "5月10日 15:00")

    await lan.taps("我去不了")
    await lan.taps("确定取消")

    bo.sees("好消息")


async def test_an_old_question_never_confirms_a_change_that_was_not_read(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)
    await moves(staff, "5月10日 15:00")
    message, data = lan._button("我会去", lan.id)
    await moves(staff, "5月11日 16:00")

    await lan.presses(data, message)

    assert lan.toast == "之后又有变动，请看一下新的时间和地点。"
    lan.sees("5月11日 周一 16:00")
    assert await town.query("SELECT confirm_by IS NULL FROM sign_ups") == [(0,)]
    await lan.taps("我会去")
    assert await town.query("SELECT confirm_by IS NULL FROM sign_ups") == [(1,)]


async def test_two_changes_in_the_night_are_one_question_in_the_morning(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)
    await town.passes(hours=10)

    await moves(staff, "5月10日 15:00")
    await moves(staff, "5月10日 16:00")
    lan.sees_nothing_of("活动有变动")
    await town.passes(hours=11)

    said = [text for text in lan.news() if "请注意，活动有变动" in text]
    assert len(said) == 1
    assert "新时间：5月10日 周日 16:00（原来：5月9日 周六 14:00）" in said[0]
    assert "请在 5月3日 周日 08:00 前回复" in said[0]


async def test_when_it_begins_too_soon_to_ask_nobody_loses_a_place(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff, when="今天 19:00")
    await lan.taps("报名", where=town.group)

    await edits(staff, "包饺子", "时间")
    await staff.types("今天 20:00")
    staff.sees("大家的名额都保留")
    await staff.taps("修改并通知大家")

    lan.sees("您的名额保留。如果去不了，请马上告诉我们。")
    await town.passes(hours=7)
    assert await town.query("SELECT taken FROM activities") == [(1,)]


async def test_an_offer_that_is_out_fits_the_new_time(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)
    await lan.taps("取消我的名额")
    await lan.taps("确定取消")
    bo.sees("好消息")

    await moves(staff, "今天 15:00")

    said = bo.sees("请注意，活动有变动")
    assert "到 5月1日 周五 15:00 为止" in said
    assert "5月1日 周五 15:00" in bo.sees("好消息")  # the message from before, as it is now
    await bo.taps("接受名额")
    bo.sees("报名成功")


async def test_a_date_in_the_past_is_refused_and_nothing_changes(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)
    await edits(staff, "包饺子", "时间")

    await staff.types("2026年4月30日 10:00")

    staff.sees("已经过去")
    lan.sees_nothing_of("变动")
    await staff.types("5月10日 15:00")
    staff.sees("将请 1 人")


async def test_confirming_after_the_deadline_shows_how_things_stand(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)
    await moves(staff, "5月10日 15:00")
    message, data = lan._button("我会去", lan.id)
    await town.passes(days=1, minutes=1)

    await lan.presses(data, message)

    assert lan.toast == "这个名额已经不是您的了，现在的情况见下面。"
    await lan.taps("报名")
    lan.sees("报名成功")


async def test_who_was_not_reached_before_the_deadline_does_not_lose_the_place(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)
    await town.passes(hours=10)
    await moves(staff, "5月10日 15:00")
    town.clock.advance(timedelta(hours=40))  # the bot was away: all is due at once

    await town.settle()

    lan.sees("请注意，活动有变动")
    assert await town.query("SELECT taken, confirm_by > 0 FROM activities, sign_ups") == [(1, 1)]


async def test_a_new_place_is_asked_about_too_and_other_changes_are_not(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)

    await edits(staff, "包饺子", "费用")
    await staff.types("5元")
    lan.sees("费用：5元", where=town.group)
    lan.sees_nothing_of("变动")
    await edits(staff, "包饺子", "地点")
    await staff.types("小广场")
    await staff.taps("修改并通知大家")

    lan.sees("新地点：小广场（原来：社区活动室）")


async def test_the_reminders_move_with_the_activity(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff, when="明天 20:00")
    await lan.taps("报名", where=town.group)
    await moves(staff, "5月9日 14:00")
    await lan.taps("我会去")

    await town.passes(hours=32)
    lan.sees_nothing_of("提醒")
    await town.passes(days=6)

    lan.sees("5月9日 周六 14:00")


async def test_a_change_that_makes_a_clash_says_so(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await published(staff, title="读书会", when="5月10日 14:00")
    await lan.follows("join-1")
    await lan.follows("join-2")

    await moves(staff, "5月10日 15:00")

    said = lan.sees("请注意，活动有变动")
    assert "同一时间您还报了：\n<b>" not in said
    assert "读书会 · 5月10日 周日 14:00" in said


async def test_a_draft_is_changed_without_asking_anybody(town):
    staff = await town.staff()
    await plan_in_form(staff)
    await staff.taps("修改")
    await staff.taps("修改内容")
    await staff.taps("时间")

    await staff.types("5月10日 15:00")

    staff.sees("已修改。")
    staff.sees("时间：5月10日 周日 15:00")


async def test_nobody_new_while_sign_up_is_paused(town):
    staff = await town.staff()
    lan, bo, chen = [await town.resident(name) for name in ("阿兰", "阿波", "阿琛")]
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)
    message, data = chen._button("报名", town.group)
    await staff.taps("修改")
    await staff.taps("暂停报名")

    chen.sees("报名暂停中", where=town.group)
    await chen.presses(data, message, where=town.group)
    assert chen.toast == "报名暂停中，请您过些时候再来看看。"
    await lan.taps("取消我的名额")
    await lan.taps("确定取消")
    bo.sees_nothing_of("好消息")
    await staff.taps("恢复报名")

    bo.sees("好消息")


async def test_fewer_companions_allowed_leave_families_as_they_are(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff, places=5)
    await lan.follows("bring-1")
    await lan.taps("+3")
    await lan.taps("跳过")
    await edits(staff, "包饺子", "可带人数")
    await staff.types("1")

    await lan.types("/activities")
    await lan.taps("包饺子")
    lan.sees("共 4 人")
    await lan.taps("修改人数")
    await lan.taps("+2")

    lan.sees("共 3 人")


async def test_staff_take_over_from_an_organiser_who_has_left(town):
    staff, chen = await town.staff(), await town.staff("小陈")
    await published(staff)
    await staff.types("/privacy")
    await staff.taps("删除我的信息")
    await staff.taps("确定删除")

    town.admin.sees("有一位组织者离开了", where=town.desk)
    assert town.admin.link_of("包饺子", where=town.desk).endswith("start=act-1")
    await chen.types("/activities")
    await chen.taps("包饺子")
    await chen.taps("管理")
    await chen.taps("修改")
    await chen.taps("由我接手组织")

    chen.sees("现在由您组织这个活动")


async def test_a_draft_that_is_discarded_while_its_form_is_open(town):
    staff = await town.staff()
    await plan_in_form(staff)
    message, discard = staff._button("丢弃", staff.id)
    await staff.taps("修改")
    await staff.taps("修改内容")
    await staff.taps("名称")

    await staff.presses(discard, message)

    staff.sees("草稿已丢弃")
    assert await town.query("SELECT count(*) FROM drafts") == [(0,)]


async def test_an_offer_accepted_a_second_too_late_says_that_it_is_over(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=1)
    for neighbour in (lan, bo):
        await neighbour.taps("报名", where=town.group)
    await lan.taps("取消我的名额")
    await lan.taps("确定取消")
    message, data = bo._button("接受名额", bo.id)
    await town.passes(hours=4, seconds=1)

    await bo.presses(data, message)

    assert "没有报名" in bo.toast
    bo.sees_nothing_of("报名成功")
    assert await town.query("SELECT taken FROM activities") == [(0,)]


async def test_an_offer_says_what_else_is_at_that_time(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=1)
    for neighbour in (lan, bo):
        await neighbour.taps("报名", where=town.group)
    await published(staff, title="读书会", when="5月9日 15:00", lasts="2小时")
    await bo.follows("join-2")
    await bo.taps("仍然报名")

    await lan.taps("取消我的名额")
    await lan.taps("确定取消")

    assert "同一时间您还报了：\n读书会 · 5月9日 周六 15:00" in bo.sees("好消息")


async def test_a_party_that_grows_while_it_waits_keeps_its_position(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=2)
    await lan.follows("bring-1")
    await lan.taps("+1")
    await lan.taps("跳过")
    await bo.taps("报名", where=town.group)
    bo.sees("您是候补第 1 位")

    await bo.taps("修改人数")
    await bo.taps("+1")

    bo.sees("您是候补第 1 位")
    await lan.taps("取消我的名额")
    await lan.taps("确定取消")
    assert "2 个名额" in bo.sees("好消息")


async def test_the_end_is_shown_where_somebody_has_said_it(town):
    staff = await town.staff()
    await published(staff, lasts="一个半小时")
    assert "5月9日 周六 14:00–15:30" in staff.screen(where=town.group)

    await edits(staff, "包饺子", "时长")
    await staff.types("很久")
    staff.sees("没看懂是多长时间")
    await staff.taps("2 小时")

    assert "5月9日 周六 14:00–16:00" in staff.screen(where=town.group)


async def test_sign_up_can_be_closed_earlier_but_not_after_the_start(town):
    staff = await town.staff()
    await published(staff)
    await edits(staff, "包饺子", "报名截止")

    await staff.types("5月10日 10:00")
    staff.sees("报名最晚到活动开始为止")
    await staff.types("5月8日 18:00")
    await town.passes(days=7, hours=7)

    assert "报名已截止" in staff.screen(where=town.group)


async def test_a_manager_without_rights_changes_nothing(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await lan.types("/activities")
    await lan.taps("包饺子")
    message, _data = lan._button("报名", lan.id)

    for data in ("act.edit:1", "act.field:1:1", "act.pause:1", "act.take:1"):
        await lan.presses(data, message)
        assert lan.toast == "您没有这个权限。如有需要，请联系社区工作者。"
