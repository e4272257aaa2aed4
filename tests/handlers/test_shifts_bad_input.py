"""What goes wrong with shifts in a neighbourhood: clashes, two at once, departures, bad clocks."""

from datetime import timedelta

from tests.handlers.volunteering import published_shift, ready_volunteer


async def test_a_shift_may_cross_midnight(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    await published_shift(staff, when="5月9日 23:00")

    await lan.types("/shifts")

    lan.sees("目前没有")
    assert "＋ 5月9日 周六 23:00 夜间巡逻" in lan.labels()


async def test_nobody_hands_over_to_two_people(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    bo = await ready_volunteer(town, "阿波")
    await ready_volunteer(town, "阿陈")
    await lan.taps("转给别人")
    message = town.world.messages(lan.id, lan.id)[-1]
    await lan.taps("阿波")

    await lan.presses(ask(message, "阿陈"), message["message_id"])

    assert lan.toast == "已经问过 阿波，请先等对方答复。"
    bo.sees_nothing_of("收不到")


async def test_nobody_hands_over_to_themself(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    ((me,),) = await town.query("SELECT id FROM people WHERE name = '阿兰'")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    await lan.presses(f"sh.ask:1:{me}", message)

    assert lan.toast == "这是您自己，请选别人。"


async def test_nobody_hands_over_to_who_has_blocked_the_bot_or_has_something_else(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    bo, chen = await ready_volunteer(town, "阿波"), await ready_volunteer(town, "阿陈")
    await bo.blocks_the_bot()
    await published_shift(staff, title="助餐", when="5月9日 15:00")
    await chen.follows("shift-2")
    await chen.taps("我来")

    await lan.taps("转给别人")

    lan.sees("那时没有合适的人有空。您如果来不了，我来找人。")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]
    for name, said in (("阿波", "收不到我的消息"), ("阿陈", "那时另有安排")):
        ((other,),) = await town.query("SELECT id FROM people WHERE name = ?", name)
        await lan.presses(f"sh.ask:1:{other}", message)
        assert said in lan.toast


async def test_a_clash_that_comes_up_while_somebody_is_asked(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    bo = await ready_volunteer(town, "阿波")
    await lan.taps("转给别人")
    await lan.taps("阿波")
    await published_shift(staff, title="助餐", when="5月9日 15:00")
    await bo.follows("shift-2")
    await bo.taps("我来")

    await bo.taps("好，我来")

    bo.sees("您那时另有安排：\u2068助餐\u2069。如果顾不过来，请点不接。")


async def test_an_old_call_is_answered_with_thanks(town):
    staff = await town.staff()
    lan = await takes(town, staff, people="1")
    bo = await ready_volunteer(town, "阿波", hears_gaps=True)
    chen = await ready_volunteer(town, "阿陈", hears_gaps=True)
    await gives_up(lan)
    message = [m for m in town.world.messages(chen.id, chen.id) if "缺人" in m.get("text", "")][-1]
    await bo.taps("我来")

    await chen.presses("gap.yes:1", message["message_id"])

    assert "✅ 已有人接下" in chen.screen()


async def test_volunteers_who_leave_give_their_shifts_back(town):
    staff = await town.staff()
    lan = await takes(town, staff, people="1")
    bo = await ready_volunteer(town, "阿波", hears_gaps=True)

    await lan.types("/privacy")
    await lan.taps("删除我的信息")
    await lan.taps("确定删除")

    bo.sees("🙋 这里缺人")


async def test_residents_who_press_what_is_for_staff_are_refused(town):
    staff = await town.staff()
    lan = await takes(town, staff)
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    for data in ("rota.show:1", "rota.gone:1", "rota.off:1", "shin.list:1", "vol.show:1"):
        await lan.presses(data, message)
        assert lan.toast == "您没有这个权限。如有需要，请联系社区工作者。"
    assert await town.query("SELECT state FROM shifts") == [("published",)]


async def test_a_wrong_code_is_left_to_the_activities_which_count_guesses(town):
    staff = await town.staff()
    lan = await takes(town, staff)

    await lan.types("123456")

    lan.sees("没有活动")


async def test_no_check_in_before_the_time(town):
    staff = await town.staff()
    await takes(town, staff)

    await staff.types("/rota")
    await staff.taps("夜间巡逻")

    assert "签到名单" not in str(staff.labels())


async def test_a_gap_is_filled_by_the_third_circle(town):
    staff = await town.staff()
    lan = await takes(town, staff, people="1")
    others = [await ready_volunteer(town, f"邻居{n}", hears_gaps=True) for n in range(1, 23)]
    await gives_up(lan)
    assert calls(town, others) == 5

    await town.passes(minutes=31)
    assert calls(town, others) == 20
    await town.passes(minutes=31)
    assert calls(town, others) == 22

    last = others[[heard(town, one) for one in others].index(True)]
    await last.taps("我来")

    assert last.toast == "谢谢您！这一班是您的了。"
    assert all("缺人" not in newest(town, one) for one in others if one is not last)


async def test_staff_hear_when_nobody_can_be_called(town):
    staff = await town.staff()
    lan = await takes(town, staff, people="1")

    await gives_up(lan)
    await town.passes(hours=3)

    staff.sees("还缺人，也没有有空的志愿者可以问。")


async def test_a_reminder_that_fell_into_a_stop_of_the_bot_is_late_and_not_lost(town):
    staff = await town.staff()
    await takes(town, staff)
    await town.closes()
    town.clock.advance(timedelta(days=8, hours=4))
    await town.opens()
    await town.settle()

    ends = await town.query(
        "SELECT state, count(*) FROM notices WHERE kind = 'ShiftRemindersDue' GROUP BY state"
    )
    assert sum(count for _state, count in ends) == 2
    assert not [state for state, _count in ends if state == "waiting"]


async def test_a_name_with_markup_and_a_long_title_do_no_harm(town):
    staff = await town.staff("<b>小李&")
    lan = await ready_volunteer(town, "<i>阿&兰")
    await published_shift(staff, title="<script>" + "很" * 80)

    await lan.follows("shift-1")
    await lan.taps("我来")

    lan.sees("&lt;script&gt;" if "&lt;" in lan.screen() else "<script>")


async def takes(town, staff, **plan):
    """A shift, and 阿兰 in it."""
    lan = await ready_volunteer(town, "阿兰")
    await published_shift(staff, **plan)
    await lan.follows("shift-1")
    await lan.taps("我来")
    return lan


async def gives_up(lan):
    await lan.taps("我去不了")
    await lan.taps("我去不了")


def ask(message, name):
    rows = message["reply_markup"]["inline_keyboard"]
    return next(b["callback_data"] for row in rows for b in row if b["text"] == name)


def newest(town, one):
    return town.world.messages(one.id, one.id)[-1].get("text", "")


def heard(town, one):
    return "🙋 这里缺人" in newest(town, one)


def calls(town, people):
    return sum(heard(town, one) for one in people)
