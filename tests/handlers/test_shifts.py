"""Shifts as volunteers and staff live through them, from the plan to the thanks."""

from tests.handlers.volunteering import plan_shift, published_shift, ready_volunteer


async def test_a_shift_is_planned_published_and_taken_with_one_tap(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    await published_shift(staff)
    staff.sees("0/2 人")

    await lan.types("/shifts")
    assert "＋ 5月9日 周六 14:00 夜间巡逻" in lan.labels()
    await lan.taps("夜间巡逻")

    lan.sees("北门岗亭")
    assert lan.toast == "谢谢您！这一班是您的了。"
    lan.sees("✅ 您在这个班次里")
    await lan.types("/me")
    lan.sees("夜间巡逻")


async def test_the_last_place_goes_to_one_of_two(town):
    staff = await town.staff()
    lan, bo = await ready_volunteer(town, "阿兰"), await ready_volunteer(town, "阿波")
    await published_shift(staff, people="1")
    for one in (lan, bo):
        await one.types("/shifts")

    await lan.taps("夜间巡逻")
    await bo.taps("夜间巡逻")

    assert bo.toast == "有人先接了，这里已经不缺人。谢谢您！"
    assert await town.query("SELECT count(*) FROM assignments") == [(1,)]


async def test_who_has_a_place_is_reminded_the_day_before_and_says_so_in_one_tap(town):
    staff = await town.staff()
    lan = await takes(town, staff)

    await town.passes(days=7, hours=3)
    lan.sees("班次提醒：")
    await lan.taps("我会到")
    assert lan.toast == "谢谢您！到时见。"
    await town.passes(days=1)

    lan.sees("⏰ 您的班次快开始了：")
    lan.sees_nothing_of("您能到吗？")


async def test_silence_after_a_reminder_is_shown_to_the_staff_only(town):
    staff = await town.staff()
    await takes(town, staff)

    await town.passes(days=7, hours=12)
    await staff.types("/rota")
    await staff.taps("夜间巡逻")

    staff.sees("❔ 1 人已提醒，未回复。")


async def test_a_gap_calls_others_and_the_first_tap_gets_it(town):
    staff = await town.staff()
    lan = await takes(town, staff, people="1")
    bo = await ready_volunteer(town, "阿波", hears_gaps=True)
    chen = await ready_volunteer(town, "阿陈", hears_gaps=True)

    await lan.types("/shifts")
    await lan.taps("夜间巡逻")
    await lan.taps("我去不了")
    await lan.taps("我去不了")
    lan.sees("谢谢您告诉我们，我正在找别人。")
    bo.sees("🙋 这里缺人，您能来帮忙吗？")
    chen.sees("🙋 这里缺人，您能来帮忙吗？")
    await bo.taps("我来")

    assert bo.toast == "谢谢您！这一班是您的了。"
    chen.sees("✅ 已有人接下，谢谢您愿意帮忙！")
    await chen.types("/shifts")
    chen.sees("我的班次\n目前没有。")


async def test_a_shift_is_handed_over_when_the_other_agrees(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    bo = await ready_volunteer(town, "阿波")

    await lan.types("/shifts")
    await lan.taps("夜间巡逻")
    await lan.taps("转给别人")
    await lan.taps("阿波")
    lan.sees("您已请")
    bo.sees("想请您接这一班")
    await bo.taps("好，我来")

    lan.sees("接下了您的班，您不用来了。")
    await lan.types("/shifts")
    lan.sees("我的班次\n目前没有。")


async def test_who_declines_to_take_over_leaves_it_where_it_was(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    bo = await ready_volunteer(town, "阿波")
    await lan.types("/shifts")
    await lan.taps("夜间巡逻")
    await lan.taps("转给别人")
    await lan.taps("阿波")

    await bo.taps("接不了")

    lan.sees("接不了，这一班还是您的。")
    await bo.types("/shifts")
    bo.sees("我的班次\n目前没有。")


async def test_coming_and_leaving_with_the_code_counts_the_hours(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    await town.passes(days=8, hours=1, minutes=50)
    await staff.types("/rota")
    for label in ("夜间巡逻", "签到名单", "出示签到码"):
        await staff.taps(label)
    code = "".join(staff.screen().split("\n\n")[1].split())

    await lan.types(code)
    lan.sees("🟢 签到成功，谢谢您来！")
    await town.passes(hours=2)
    await lan.taps("我要离岗")

    lan.sees("🏁 辛苦了！已计入 2 小时。")
    await lan.types("/hours")
    lan.sees("合计：2 小时")


async def test_a_deleted_shift_keeps_the_hours_and_tells_those_in_it(town):
    staff = await town.staff()
    lan = await takes(town, staff)

    await staff.types("/rota")
    await staff.taps("夜间巡逻")
    await staff.taps("删除…")
    staff.sees("班上有 1 人，都会收到通知。")
    await staff.taps("删除")

    lan.sees("这一班取消了，您不用来。")
    await lan.types("/shifts")
    lan.sees("我的班次\n目前没有。")


async def test_a_cancelled_shift_says_why(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    await staff.types("/rota")
    await staff.taps("夜间巡逻")
    await staff.taps("取消班次")

    await staff.types("暴雨")

    lan.sees("原因：暴雨")


async def test_a_clash_is_said_and_can_be_insisted_on(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    await published_shift(staff, title="助餐", when="5月9日 15:00")
    await lan.types("/shifts")
    assert not [label for label in lan.labels() if "助餐" in label]
    await lan.follows("shift-2")

    await lan.taps("我来")
    lan.sees("⚠️ 同一时间您还有")
    await lan.taps("仍然接下")

    assert lan.toast == "谢谢您！这一班是您的了。"


async def test_a_weekly_series_leaves_out_public_holidays(town):
    staff = await town.staff()
    await published_shift(staff, when="6月12日 14:00", until="6月26日")

    # 19 June 2026 is the Dragon Boat Festival.
    rows = await town.query("SELECT date(starts_at, 'unixepoch') FROM shifts ORDER BY starts_at")
    assert rows == [("2026-06-12",), ("2026-06-26",)]


async def test_who_did_not_come_is_asked_kindly_and_alone(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    bo = await ready_volunteer(town, "阿波")
    await bo.follows("shift-1")
    await bo.taps("我来")
    await town.passes(days=8, hours=2)
    await staff.types("/rota")
    await staff.taps("夜间巡逻")
    await staff.taps("签到名单")
    await staff.taps("阿波")

    await town.passes(hours=20)

    lan.sees("没有见到您")
    bo.sees_nothing_of("没有见到您")
    lan.sees_nothing_of("没有见到您", where=town.group)
    await lan.taps("临时有事")
    await lan.types("孩子发烧")
    assert await town.query("SELECT reason FROM assignments WHERE standing = 'missed'") == [
        ("孩子发烧",)
    ]


async def test_staff_are_asked_when_nobody_was_checked_in(town):
    staff = await town.staff()
    lan = await takes(town, staff)

    await town.passes(days=9)

    staff.sees("还没有人签到。谁到岗了？")
    lan.sees_nothing_of("没有见到您")


async def takes(town, staff, **plan):
    """A shift, and 阿兰 in it."""
    lan = await ready_volunteer(town, "阿兰")
    await published_shift(staff, **plan)
    await lan.types("/shifts")
    await lan.taps("夜间巡逻")
    return lan


async def test_who_helps_without_being_on_the_list_is_added_on_the_spot(town):
    staff = await town.staff()
    await takes(town, staff, people="1")
    wang = await town.resident("王阿姨")
    await town.passes(days=8, hours=2)
    await staff.types("/rota")
    for label in ("夜间巡逻", "签到名单", "名单外的人"):
        await staff.taps(label)
    await staff.types("王")
    await staff.taps("王阿姨")
    await town.passes(hours=2)
    await staff.taps("王阿姨")

    await wang.types("/hours")
    wang.sees("合计：2 小时")


async def test_names_are_for_those_in_the_shift_and_the_staff(town):
    staff = await town.staff()
    await takes(town, staff)
    bo = await ready_volunteer(town, "阿波")

    await bo.follows("shift-1")
    bo.sees_nothing_of("阿兰")
    await bo.taps("我来")

    bo.sees("同班的人：\n🙂 \u2068阿兰\u2069")


async def test_an_english_volunteer_reads_english(town):
    staff = await town.staff()
    emma = await ready_volunteer(town, "Emma", language="en")
    await published_shift(staff)

    await emma.types("/shifts")
    emma.sees("They fit what you can do and when you are free. One tap and it is yours")
    await emma.taps("Sat 9 May, 14:00")

    assert emma.toast == "Thank you! It is yours."


async def test_the_rest_of_a_series_is_cancelled_with_one_reason(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    await plan_shift(staff, until="5月23日")
    await staff.taps("全部发布（3 班）")
    await lan.follows("shift-2")
    await lan.taps("我来")

    await staff.types("/rota")
    await staff.taps("5月16日")
    await staff.taps("取消班次")
    await staff.taps("以后的也取消")
    await staff.types("岗亭装修")

    staff.sees("已取消 2 个班次")
    lan.sees("原因：岗亭装修")
    assert await town.query("SELECT state FROM shifts ORDER BY starts_at") == [
        ("published",),
        ("cancelled",),
        ("cancelled",),
    ]


async def test_staff_correct_when_somebody_came_and_left(town):
    staff = await town.staff()
    await takes(town, staff)
    await town.passes(days=8, hours=2)
    await staff.types("/rota")
    for label in ("夜间巡逻", "签到名单", "阿兰"):
        await staff.taps(label)
    await town.passes(hours=2)
    for label in ("阿兰", "阿兰", "更正时间"):
        await staff.taps(label)
    await staff.types("下午两点差一刻钟左右")
    staff.sees("请只输入时间")
    await staff.types("13:45")
    await staff.types("16:15")

    staff.sees("计入 2.5 小时")
    assert await town.query("SELECT minutes FROM hours_served") == [(150,)]


async def test_points_come_from_service_and_from_coming(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    await town.passes(days=8, hours=2)
    await staff.types("/rota")
    for label in ("夜间巡逻", "签到名单", "阿兰"):
        await staff.taps(label)
    await town.passes(hours=2)
    await staff.taps("阿兰")

    await lan.types("/hours")
    lan.sees("积分：4 分")
