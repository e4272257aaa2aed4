"""The staff's side of tickets: cases in their group, answers by reply, the queue, the clocks."""

import pytest

from community.reports import NewTicket, Part
from community.tickets import Kind
from handlers.tickets.desk_posts import open_case

LIFT = "三号楼的电梯又停了，我妈上不去"


async def reported(
    town, neighbour, words=LIFT, *, category="lift", kind=Kind.COMPLAINT, **facts
) -> int:
    """A ticket as the resident's form opens it."""

    def open_it(db) -> int:
        turn = town.linli.doors.turn(db)
        person = db.people.by_telegram(neighbour.id)
        new = NewTicket(kind, category, (Part(words),), building="3号楼", **facts)
        opened = db.tickets.open(new, person, now=turn.now, house=turn.house)
        open_case(turn, opened.ticket)
        return opened.ticket.id

    number = await town.linli.doors.store.transaction(open_it)
    await town.settle()
    return number


def shown_in_desk(town, staff, text) -> int:
    """The message in the staff's group with these words."""
    found = [m for m in town.world.messages(staff.id, town.desk) if text in m.get("text", "")]
    assert found, [m.get("text") for m in town.world.messages(staff.id, town.desk)]
    return found[-1]["message_id"]


async def replies(town, staff, to, text) -> None:
    await staff.types(text, town.desk, reply_to=shown_in_desk(town, staff, to))


async def at_the_desk(town, *names):
    staff = [await town.staff(name) for name in names]
    for one in staff:
        town.world.member(town.desk, one.id, "member")
    return staff


async def test_a_ticket_appears_in_a_topic_of_its_own(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    case = li.sees(LIFT, town.desk)
    assert f"#{number} 电梯 3号楼" in case
    assert "投诉" in case
    assert "王秀兰" in case
    assert "还没人领" in case
    topics = await town.query("SELECT thread_id FROM desk_topics WHERE ticket_id = ?", number)
    assert topics[0][0] is not None


async def test_without_the_right_to_make_topics_it_stands_among_the_others(town):
    (li,) = await at_the_desk(town, "小李")
    town.world.bot_membership(town.desk, "member")
    await town.settle()
    wang = await town.resident("王秀兰")
    await reported(town, wang)
    li.sees(LIFT, town.desk)
    assert await town.query("SELECT * FROM desk_topics") == []


async def test_a_reply_to_the_case_is_the_answer(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await replies(town, li, LIFT, "维修师傅下午三点到。")
    li.sees(f"正发给 #{number} 电梯 3号楼 的居民", town.desk)
    assert "维修师傅下午三点到" in wang.sees("维修师傅下午三点到")
    wang.sees_nothing_of("小李")


async def test_whoever_is_no_staff_cannot_answer_in_the_desk(town):
    await at_the_desk(town, "小李")
    stranger = await town.resident("路人")
    town.world.member(town.desk, stranger.id, "member")
    wang = await town.resident("王秀兰")
    await reported(town, wang)
    await replies(town, stranger, LIFT, "我来回答")
    wang.sees_nothing_of("我来回答")


async def test_two_take_it_at_the_same_second_and_one_has_it(town):
    li, zhao = await at_the_desk(town, "小李", "小赵")
    wang = await town.resident("王秀兰")
    await reported(town, wang)
    before = zhao._button("我来办", town.desk)
    await li.taps("我来办", town.desk)
    await zhao.presses(before[1], before[0], town.desk)
    assert "小李" in zhao.toast
    assert "办理中：" in zhao.screen(town.desk) or "小李" in li.sees("办理中", town.desk)


async def test_the_buttons_in_private_are_the_moves_of_this_person(town):
    li, zhao = await at_the_desk(town, "小李", "小赵")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.follows(f"case-{number}")
    await li.taps("我来办")
    assert "退回待领" in " ".join(li.labels())
    await zhao.follows(f"case-{number}")
    assert "退回待领" not in " ".join(zhao.labels())
    assert any("答复" in label for label in zhao.labels())


async def test_an_answer_is_written_in_private_and_can_be_ready_made(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.taps("答复", town.desk)
    await li.follows(li.led_to)
    await li.taps("用现成的答复")
    await li.taps("发送")
    assert f"#{number}" in wang.sees(f"#{number}")


async def test_a_question_stops_the_clock_until_the_resident_answers(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.follows(f"case-{number}")
    await li.taps("追问")
    await li.types("是哪一部电梯？")
    await li.taps("发送")
    li.sees("计时已暂停")
    wang.sees("是哪一部电梯")


async def test_closing_asks_the_resident(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.follows(f"case-{number}")
    await li.taps("办结")
    await li.types("电梯已经修好，换了门机。")
    await li.taps("办结并回访")
    li.sees("已办结")
    wang.sees("换了门机")


async def test_not_ours_needs_a_second_person(town):
    li, zhao = await at_the_desk(town, "小李", "小赵")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang, "隔壁超市的酱油太咸", category="other")
    await li.follows(f"case-{number}")
    await li.taps("不归我们")
    await li.types("请拨打 12315。")
    await li.taps("提议")
    li.sees("须第二位同事同意")
    assert not any("同意不受理" in label for label in li.labels())
    await zhao.follows(f"case-{number}")
    await zhao.taps("同意不受理")
    zhao.sees("不受理")
    wang.sees("12315")


async def test_it_can_be_passed_on_and_the_colleague_hears_of_it(town):
    li, zhao = await at_the_desk(town, "小李", "小赵")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.follows(f"case-{number}")
    await li.taps("转给")
    await li.taps("小赵")
    li.sees("小赵")
    zhao.sees("转给您办理")


async def test_the_queue_shows_what_is_nobodys_and_what_is_mine(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    first = await reported(town, wang)
    second = await reported(town, wang, "垃圾三天没收了", category="rubbish")
    await li.types("/queue")
    assert any(f"#{first}" in label for label in li.labels())
    await li.taps(f"#{second}")
    await li.taps("我来办")
    await li.types("/queue")
    li.sees("我的")
    assert any(f"#{second}" in label for label in li.labels())
    assert not any(f"#{first}" in label for label in li.labels())


async def test_the_owner_is_warned_then_the_supervisors_hear_and_each_once(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.follows(f"case-{number}")
    await li.taps("我来办")
    await town.passes(days=20)
    await town.restart()
    await town.passes(hours=1)
    said = [m for m in town.world.messages(town.admin.id, town.admin.id) if "🔴" in m["text"]]
    assert 1 <= len(said) <= 4
    assert len({m["text"] for m in said}) == len(said)


async def test_every_working_morning_the_desk_hears_what_the_day_brings(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await town.linli.set_up()
    await town.passes(days=7)
    mornings = [m for m in town.world.messages(li.id, town.desk) if "早上好" in m.get("text", "")]
    assert mornings
    assert "在办诉求单：1 件" in mornings[-1]["text"]
    labels = [b["text"] for row in mornings[-1]["reply_markup"]["inline_keyboard"] for b in row]
    assert any(f"#{number}" in label for label in labels)


async def test_an_anonymous_author_is_found_out_by_two_and_told_so(town):
    li, zhao = await at_the_desk(town, "小李", "小赵")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang, "我不想活了", anonymous=True)
    assert "王秀兰" not in li.sees("我不想活了", town.desk)
    await li.follows(f"case-{number}")
    assert "王秀兰" not in li.screen()
    await li.taps("紧急：查明是谁")
    await li.types("有轻生的话，要马上联系。")
    await li.taps("征询")
    await zhao.taps("同意", town.desk)
    zhao.sees("王秀兰")
    li.sees("王秀兰")
    wang.sees("要马上联系")
    assert not any("王秀兰" in m.get("text", "") for m in town.world.messages(li.id, town.desk))


async def test_whoever_asked_cannot_agree_alone(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang, "有人要打我", anonymous=True)
    await li.follows(f"case-{number}")
    await li.taps("紧急：查明是谁")
    await li.types("要马上联系。")
    await li.taps("征询")
    await li.taps("同意", town.desk)
    li.sees_nothing_of("王秀兰")


async def test_a_closed_case_goes_on_the_board_of_the_month(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.follows(f"case-{number}")
    await li.taps("办结")
    await li.types("修好了。")
    await li.taps("办结并回访")
    await li.taps("公示")
    await li.types("三号楼电梯常停")
    await li.types("换了门机，一周内没有再停")
    await li.taps("公示")
    board = wang.sees("您说，我们办", town.group)
    assert "换了门机" in board
    assert "王秀兰" not in board


async def test_staff_write_down_a_ticket_for_somebody_at_the_office(town):
    (li,) = await at_the_desk(town, "小李")
    await li.types("/newticket")
    await li.types("张奶奶")
    await li.taps("3号楼")
    await li.types("2-501")
    await li.taps("投诉")
    await li.taps("电梯")
    await li.types("电梯门夹人")
    await li.taps("登记")
    li.sees("已登记为")
    assert "张奶奶" in li.sees("电梯门夹人", town.desk)


async def test_a_call_is_logged_and_comes_up_again(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.follows(f"case-{number}")
    await li.taps("走访或电话")
    await li.types("打过电话，周一再看")
    await li.types("5月4日 10:00")
    li.sees("打过电话")
    await town.passes(days=3)
    li.sees("今天要再跟进")
    wang.sees_nothing_of("打过电话")


async def test_when_somebody_leaves_the_staff_their_tickets_are_nobodys(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.follows(f"case-{number}")
    await li.taps("我来办")
    await town.admin.types("/staff")
    await town.admin.taps("移除 小李")
    await town.admin.taps("确定移除")
    owners = await town.query("SELECT owner_id, state FROM tickets WHERE id = ?", number)
    assert owners == [(None, "received")]


async def test_without_a_desk_the_admin_hears_that_nobody_looks(town):
    await town.query("UPDATE groups SET is_member = 0 WHERE purpose = 'desk'")
    wang = await town.resident("王秀兰")
    await reported(town, wang)
    town.admin.sees("/setup")


@pytest.mark.parametrize(("language", "word"), [("zh_Hant", "辦結"), ("en", "Close")])
async def test_the_case_in_private_speaks_the_staffs_language(town, language, word):
    lee = await town.staff("Lee", language)
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await lee.follows(f"case-{number}")
    assert any(word in label for label in lee.labels())


async def test_a_new_desk_is_shown_what_is_open(town):
    await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    await reported(town, wang)
    room = town.world.add_group("新办理台", creator=town.admin.id, bot="administrator")
    await town.settle()
    await town.admin.types("/setup", room)
    await town.admin.taps("办理台", room)
    said = [m.get("text", "") for m in town.world.messages(town.admin.id, room)]
    assert any(LIFT in text for text in said)


async def test_a_restart_between_any_two_steps_loses_nothing(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await town.restart()
    await li.taps("我来办", town.desk)
    await town.restart()
    await li.taps("答复", town.desk)
    await li.follows(li.led_to)
    await town.restart()
    await li.types("师傅在路上。")
    await town.restart()
    await li.taps("发送")
    wang.sees("师傅在路上")
    await town.restart()
    await replies(town, li, LIFT, "已经修好。")
    wang.sees("已经修好")
    assert await town.query("SELECT state FROM tickets WHERE id = ?", number) == [("in_hand",)]


async def test_a_resident_who_blocked_the_bot_is_flagged_on_the_case(town):
    (li,) = await at_the_desk(town, "小李")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await wang.blocks_the_bot()
    await li.follows(f"case-{number}")
    li.sees("联系不上这位居民")
