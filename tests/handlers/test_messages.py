"""What staff write to those who signed up, who hears of it when, and what is answered."""

from datetime import timedelta

from tests.handlers.organising import published


def said_to(neighbour, part):
    """What came, without the signs around names that keep scripts apart."""
    return neighbour.sees(part).translate({0x2068: None, 0x2069: None})


async def people_page(staff):
    await staff.types("/activities")
    for label in ("包饺子", "管理", "人员"):
        await staff.taps(label)


async def writes(staff, *, to="有名额的", text="请带围裙"):
    await people_page(staff)
    await staff.taps("发消息")
    await staff.taps(to)
    await staff.types(text)


async def one_placed_and_one_waiting(town, **plan):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("Bo", "en")
    await published(staff, places=1, **plan)
    for neighbour in (lan, bo):
        await neighbour.taps("报名", where=town.group)
    return staff, lan, bo


async def test_those_with_a_place_hear_what_staff_write(town):
    staff, lan, bo = await one_placed_and_one_waiting(town)

    await writes(staff)

    staff.sees("他们会收到")
    await staff.taps("发给 1 人")
    staff.sees("已发送给 1 人")
    assert said_to(lan, "📣") == "包饺子 · 5月9日 周六 14:00\n\n📣 小李 给您留言：\n\n请带围裙"
    bo.sees_nothing_of("围裙")
    assert ("wrote to people", "activity:1 message:1") in await town.query(
        "SELECT action, subject FROM audit"
    )


async def test_those_who_wait_can_be_written_to_and_read_the_rest_in_their_language(town):
    staff, lan, bo = await one_placed_and_one_waiting(town)

    await writes(staff, to="候补的", text="下周再来一次")
    await staff.taps("发给 1 人")

    lan.sees_nothing_of("下周")
    assert "writes:\n\n下周再来一次" in bo.sees("Sat 9 May, 14:00")


async def test_only_groups_that_somebody_belongs_to_are_offered(town):
    staff, _lan, _bo = await one_placed_and_one_waiting(town)

    await people_page(staff)
    await staff.taps("发消息")

    assert staff.labels() == ["有名额的（1）", "候补的（1）", "所有人（2）", "取消"]


async def test_nobody_signed_up_means_nothing_to_write(town):
    staff = await town.staff()
    await published(staff)

    await people_page(staff)
    await staff.taps("发消息")

    assert staff.toast == "名单上还没有人，所以没有发送。"


async def test_those_who_did_not_come_can_be_written_to_afterwards(town):
    staff, lan, bo = await one_placed_and_one_waiting(town)
    await town.query("INSERT INTO no_shows (activity_id, person_id, at) SELECT 1, id, 0"
                     " FROM people WHERE name = '阿兰'")  # fmt: skip

    await writes(staff, to="没来的", text="想您了")
    await staff.taps("发给 1 人")

    lan.sees("想您了")
    bo.sees_nothing_of("想您了")


async def test_a_nervous_thumb_sends_once(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)
    await writes(staff)
    message, data = staff._button("发给 1 人", staff.id)

    for _tap in range(3):
        town.world.press(staff.id, staff.id, message, data)
    await town.settle()

    assert len([said for said in lan.news() if "围裙" in said]) == 1
    assert await town.query("SELECT count(*) FROM activity_messages") == [(1,)]


async def test_a_fourth_message_on_one_day_is_refused_before_it_is_written(town):
    staff, _lan, _bo = await one_placed_and_one_waiting(town)
    for number in range(3):
        await writes(staff, text=f"消息{number}")
        await staff.taps("发给 1 人")

    await people_page(staff)
    await staff.taps("发消息")

    assert staff.toast.startswith("今天已经为这个活动发了 3 条消息")
    await town.passes(hours=20)
    await writes(staff)
    staff.sees("他们会收到")


async def test_staff_hear_who_does_not_get_it(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)
    await lan.blocks_the_bot()

    await writes(staff, to="所有人")
    await staff.taps("发给 2 人")

    said = said_to(staff, "已发送给 1 人")
    assert "有 1 人收不到（没有 Telegram，或屏蔽了机器人）：阿兰" in said


async def test_at_night_a_message_waits_for_the_morning(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)
    await town.passes(hours=11)

    await writes(staff)
    await staff.taps("发给 1 人")

    lan.sees_nothing_of("围裙")
    await town.passes(hours=9)
    lan.sees("围裙")


async def test_before_an_early_start_it_is_said_at_night(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town, when="明天 8:00")
    await town.passes(hours=11)

    await writes(staff)
    await staff.taps("发给 1 人")

    lan.sees("围裙")


async def test_a_message_that_waits_goes_with_the_activity(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)
    await town.passes(hours=11)
    await writes(staff)
    await staff.taps("发给 1 人")

    await staff.types("/activities")
    for label in ("包饺子", "管理", "修改", "取消活动"):
        await staff.taps(label)
    await staff.types("下雨")
    await staff.taps("取消并通知所有人")
    await town.passes(hours=10)

    lan.sees("下雨")
    lan.sees_nothing_of("围裙")


async def test_an_answer_goes_to_who_wrote_and_can_be_answered(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)
    await writes(staff)
    await staff.taps("发给 1 人")

    await lan.taps("回复")
    assert lan.labels() == ["取消"]
    await lan.taps("取消")
    assert lan.labels() == ["回复", "查看活动"]
    await lan.taps("回复")
    assert "只有小李能看到" in said_to(lan, "您想说什么")
    await lan.types("我没有围裙")
    assert said_to(lan, "您的回复") == "您的回复会转给小李。"
    assert said_to(staff, "💬").endswith("💬 阿兰 回复您：\n\n我没有围裙")
    await staff.taps("回复")
    await staff.types("我借您一条")

    lan.sees("我借您一条")


async def test_whoever_is_not_on_the_list_cannot_answer(town):
    staff, lan, bo = await one_placed_and_one_waiting(town)
    chen = await town.resident("小陈")
    await writes(staff, to="候补的")
    await staff.taps("发给 1 人")
    await bo.taps("Answer")
    await bo.types("hello")
    await chen.types("/activities")
    message = town.world.messages(chen.id, chen.id)[-1]["message_id"]

    await chen.presses("msg.answer:1", message)
    assert chen.toast == "您没有报名这个活动，没有需要更改的内容。"
    await chen.presses("msg.back:1", message)
    assert chen.toast == "您没有这个权限。如有需要，请联系社区工作者。"
    await lan.presses("msg.write:1", message)
    assert lan.toast == "您没有这个权限。如有需要，请联系社区工作者。"


async def test_markup_is_shown_as_it_was_typed(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)

    await writes(staff, text="<b>请</b> & {n}\n\n第二段")
    await staff.taps("发给 1 人")

    assert lan.sees("📣").endswith("<b>请</b> & {n}\n\n第二段")


async def test_a_thousand_characters_go_and_one_more_does_not(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)

    await writes(staff, text="长" * 1001)
    staff.sees("1001")
    await staff.types("长" * 1000)
    await staff.taps("发给 1 人")

    lan.sees("长" * 1000)


async def test_erased_words_are_gone(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)
    await writes(staff)
    await staff.taps("发给 1 人")
    await lan.taps("回复")
    await lan.types("秘密")

    await lan.types("/privacy")
    await lan.taps("删除我")
    await lan.taps("确定")

    assert await town.query("SELECT count(*) FROM activity_answers") == [(0,)]


async def test_who_acts_for_somebody_hears_it_for_them_and_can_answer(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)
    chen = await town.resident("小陈")
    await town.query(
        "INSERT INTO people (id, name, language, proxy_id, met_at)"
        " SELECT 500, '陈奶奶', 'zh_Hans', id, 0 FROM people WHERE name = '小陈'"
    )
    await town.query(
        "INSERT INTO sign_ups (activity_id, person_id, standing, companions, note, made_at)"
        " VALUES (1, 500, 'waiting', 0, '', 0)"
    )

    await writes(staff, to="候补的")
    await staff.taps("发给 2 人")

    assert "陈奶奶" in chen.sees("围裙")
    await chen.taps("回复")
    await chen.types("奶奶带")
    staff.sees("奶奶带")
    lan.sees_nothing_of("围裙")


async def test_answers_are_forgotten_in_time(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)
    await writes(staff)
    await staff.taps("发给 1 人")
    await lan.taps("回复")
    await lan.types("好的")

    town.clock.advance(timedelta(days=91))
    await town.linli.clock.tidy()

    assert await town.query("SELECT count(*) FROM activity_answers") == [(0,)]


async def test_somebody_who_answers_all_day_is_asked_to_go_on_tomorrow(town):
    staff, lan, _bo = await one_placed_and_one_waiting(town)
    await writes(staff)
    await staff.taps("发给 1 人")
    for number in range(10):
        await lan.taps("回复")
        await lan.types(f"第{number}条")
    await lan.taps("回复")

    await lan.types("第十一条")

    lan.sees("今天已经回复了很多条")
