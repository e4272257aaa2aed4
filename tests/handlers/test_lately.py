"""What is over can still be found for a week: to say how it was, and to read what came of it."""

from tests.handlers.attending import at_the_door, to_the_list


async def test_who_was_there_finds_it_again_and_says_how_it_was(town):
    _staff, lan, code = await at_the_door(town, "阿兰")
    await lan.types(code)
    await town.passes(days=4)
    await lan.types("/activities")

    await lan.taps("往期活动")
    await lan.taps("包饺子")
    lan.sees("✅ 您参加了")
    await lan.taps("怎么样")
    await lan.taps("5")

    assert await town.query("SELECT level FROM feedback") == [(5,)]


async def test_who_was_not_there_is_not_asked_on_the_card(town):
    _staff, _lan, bo, _code = await at_the_door(town, "阿兰", "阿波")
    await town.passes(days=4)
    await bo.types("/activities")

    await bo.taps("往期活动")
    await bo.taps("包饺子")

    assert not [label for label in bo.labels() if "怎么样" in label]
    assert "您有名额" not in bo.screen()


async def test_staff_find_what_people_said(town):
    staff, lan, code = await at_the_door(town, "阿兰")
    await lan.types(code)
    await town.passes(hours=3, minutes=25)
    await lan.taps("4")
    await staff.types("/activities")

    await staff.taps("往期活动")
    await staff.taps("包饺子")
    await staff.taps("管理")
    await staff.taps("大家的评价")

    staff.sees("4.0 分")


async def test_nobody_else_has_a_list_of_what_is_over(town):
    await at_the_door(town, "阿兰")
    bo = await town.resident("阿波")
    await town.passes(days=1)
    await bo.types("/activities")
    message = town.world.messages(bo.id, bo.id)[-1]["message_id"]

    assert "往期活动" not in bo.labels()
    await bo.presses("act.past:0", message)

    bo.sees("这里还没有内容")


async def test_after_eight_days_it_is_gone_from_the_list(town):
    staff, _lan, _code = await at_the_door(town, "阿兰")
    await town.passes(days=9)

    await staff.types("/activities")

    assert "往期活动" not in staff.labels()


async def test_who_wants_no_reminders_is_still_asked_how_it_was(town):
    _staff, lan, code = await at_the_door(town, "阿兰")
    await lan.types(code)
    await lan.types("/settings")
    await lan.taps("静音提醒")

    await town.passes(hours=4)

    lan.sees("您觉得这次活动怎么样")


async def test_who_wants_no_feedback_is_not_asked(town):
    _staff, lan, code = await at_the_door(town, "阿兰")
    await lan.types(code)
    await lan.types("/settings")
    await lan.taps("静音活动反馈")

    await town.passes(hours=4)

    lan.sees_nothing_of("您觉得这次活动怎么样")


async def test_who_acted_for_a_mother_without_telegram_says_how_it_was_for_her(town):
    staff, lan, _code = await at_the_door(town, "阿兰")
    await lan.follows("act-1")
    await lan.taps("代他人报名")
    await lan.types("王奶奶")
    for label in ("跳过", "没有别人"):
        await lan.taps(label)
    await to_the_list(staff)
    await staff.taps("王奶奶")
    await town.passes(days=2)
    await lan.types("/activities")

    await lan.taps("往期活动")
    await lan.taps("包饺子")
    await lan.taps("王奶奶")
    lan.sees("✅ 您参加了")
    await lan.taps("怎么样")
    await lan.taps("4")

    assert await town.query(
        "SELECT p.name, f.level FROM feedback AS f JOIN people AS p ON p.id = f.person_id"
    ) == [("王奶奶", 4)]
