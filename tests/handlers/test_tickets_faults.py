"""Tickets when people, groups and time do not behave as one would wish."""

from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from community.calendars import WorkingTime
from community.people import Role
from handlers.tickets.queue import counted
from sandbox.members import Member, Status
from tests.handlers.desk_work import reported as reported_in_chat
from tests.handlers.test_tickets_desk import LIFT, at_the_desk, replies, reported, shown_in_desk
from tests.town import A_PHOTO, HOUSE, Town

OFFICE = ((time(9), time(12)), (time(13, 30), time(17, 30)))
# Labour Day of 2026 in China, and the Saturday worked instead.
MAY = WorkingTime(
    hours=dict.fromkeys(range(5), OFFICE),
    holidays=frozenset(date(2026, 5, day) for day in range(1, 6)),
    extra_days=frozenset({date(2026, 5, 9)}),
    zone=HOUSE.zone,
)


@pytest.fixture
async def li(town):
    (one,) = await at_the_desk(town, "小李")
    return one


@pytest.fixture
async def wang(town):
    return await town.resident("王秀兰", building="3号楼", room="502")


async def sends(neighbour, kind, **facts):
    chat = facts.pop("where", None)
    await neighbour._do(
        lambda world, here: world.send_file(neighbour.id, here, A_PHOTO, kind=kind, **facts), chat
    )


@pytest.fixture
async def a_town(tmp_path):
    """`await a_town(…)`: a town whose house differs in this."""
    async with AsyncExitStack() as stack:

        async def found(**differences):
            town = Town(tmp_path, replace(HOUSE, **differences))
            await town.opens()
            stack.push_async_callback(town.closes)
            await town.binds_its_groups()
            return town

        yield found


async def thread_of(town, number):
    [(thread_id,)] = await town.query(
        "SELECT thread_id FROM desk_topics WHERE ticket_id = ?", number
    )
    return thread_id


# What residents send.


@pytest.mark.parametrize("kind", ["video_note", "audio", "animation", "voice", "video"])
async def test_whatever_can_be_filmed_or_recorded_is_taken(town, li, wang, kind):
    await sends(wang, kind)
    await wang.taps("投诉")
    await wang.taps("其他")
    await wang.taps("提交")
    assert await town.query("SELECT file_kind FROM ticket_entries") == [(kind,)]
    assert any(kind in m for m in town.world.messages(li.id, town.desk))


async def test_thirty_photos_stand_under_one_case(town, li, wang):
    for _photo in range(30):
        await wang.sends_photo(album="all")
    await wang.taps("投诉")
    await wang.taps("其他")
    await wang.taps("提交")
    li.sees("30 个附件", town.desk)
    assert len([m for m in town.world.messages(li.id, town.desk) if "photo" in m]) == 30


async def test_a_place_that_is_no_building_is_typed(town, li):
    ming = await town.resident("阿明")
    await ming.types("路灯坏了")
    await ming.taps("投诉")
    await ming.taps("治安")
    await ming.taps("其他地方")
    ming.sees("在哪里")
    await ming.types("池塘边的小路")
    ming.sees("地点：池塘边的小路")
    await ming.taps("提交")
    assert "池塘边的小路" in li.sees("路灯坏了", town.desk)


async def test_where_exactly_need_not_be_said(town):
    ming = await town.resident("阿明")
    await ming.types("路灯坏了")
    await ming.taps("投诉")
    await ming.taps("治安")
    await ming.taps("其他地方")
    await ming.taps("跳过")
    await ming.taps("提交")
    assert await town.query("SELECT building, place FROM tickets") == [("", "")]


async def test_insults_are_shown_as_they_are_and_can_be_marked(town, li, wang):
    number = await reported(town, wang, "你们这些废物，小心我上门")
    li.sees("你们这些废物", town.desk)
    await li.follows(f"case-{number}")
    await li.taps("标记言语")
    li.sees("有辱骂或威胁")
    assert await town.query("SELECT marked FROM tickets") == [(1,)]
    wang.sees_nothing_of("辱骂")


async def test_a_stranger_is_told_to_say_it_again_after_the_welcome(town):
    ming = town.newcomer("阿明")
    await ming.types("三号楼电梯坏了")
    ming.sees("请再发一次")
    await ming.types("/report")
    ming.sees_nothing_of("请再发一次")


# What staff send.


async def test_the_ready_made_text_is_in_the_residents_language(town, li):
    ann = await town.resident("Ann", "en")
    number = await reported(town, ann)
    await li.follows(f"case-{number}")
    assert "English" in li.screen()
    await li.taps("答复")
    await li.taps("用现成的答复（English）")
    li.sees(f"Hello, we have taken up #{number} (Lift)")
    await li.taps("发送")
    ann.sees("we have taken up")


async def test_each_stage_has_a_ready_made_text_of_its_own(town, li, wang):
    number = await reported(town, wang)
    await li.follows(f"case-{number}")
    for move, begins in (("答复", "已经受理"), ("答复", "已安排"), ("办结", "已经处理完毕")):
        await li.taps(move)
        await li.taps("用现成的答复")
        li.sees(begins)
        await li.taps("办结并回访" if move == "办结" else "发送")
        await li.follows(f"case-{number}")
    assert await town.query("SELECT state FROM tickets") == [("closed",)]


async def test_of_an_anonymous_author_not_even_the_language_is_told(town, li):
    ann = await town.resident("Ann", "en")
    number = await reported(town, ann, anonymous=True)
    await li.follows(f"case-{number}")
    assert "English" not in li.screen()
    await li.taps("答复")
    assert "用现成的答复" in li.labels()


async def test_an_album_as_an_answer_is_one_piece_of_news(town, li, wang):
    await reported(town, wang)
    case = shown_in_desk(town, li, LIFT)
    wang._look_around()
    for number in range(3):
        caption = "修好的样子" if number == 0 else ""
        await sends(li, "photo", where=town.desk, caption=caption, reply_to=case,
                    media_group_id="a")  # fmt: skip
    said = [m for m in town.world.messages(li.id, town.desk) if "正发给" in m.get("text", "")]
    assert len(said) == 1
    told = [m for m in town.world.messages(wang.id, wang.id) if "修好的样子" in m.get("text", "")]
    assert len(told) == 1
    assert len([m for m in town.world.messages(wang.id, wang.id) if "photo" in m]) == 3


async def test_an_answer_that_is_put_right_is_put_right_for_the_resident(town, li, wang):
    await reported(town, wang)
    await replies(town, li, LIFT, "师傅下午三点到")
    wang._look_around()
    await li.edits("师傅下午五点到", town.desk)
    assert "三点" not in wang.sees("师傅下午五点到")
    assert await town.query("SELECT text FROM ticket_revisions") == [("师傅下午三点到",)]


async def test_words_in_the_topic_that_answer_nothing_stay_among_the_staff(town, li, wang):
    number = await reported(town, wang)
    thread_id = await thread_of(town, number)
    await li.types("这家又来了", town.desk, thread_id=thread_id)
    li.sees("只有同事看得到", town.desk)
    await li.types("好的", town.desk, thread_id=thread_id)
    li.sees_nothing_of("只有同事看得到", town.desk)
    assert await town.query("SELECT count(*) FROM ticket_entries") == [(1,)]


async def test_in_the_wrong_topic_the_message_replied_to_decides_and_is_named(town, li, wang):
    lift = await reported(town, wang)
    rubbish = await reported(town, wang, "垃圾三天没收了", category="rubbish")
    await li.types(
        "今晚就清",
        town.desk,
        reply_to=shown_in_desk(town, li, "垃圾三天没收了"),
        thread_id=await thread_of(town, lift),
    )
    li.sees(f"正发给 #{rubbish} 垃圾", town.desk)
    assert await town.query("SELECT ticket_id FROM ticket_entries WHERE text = '今晚就清'") == [
        (rubbish,)
    ]


async def test_every_part_of_a_long_text_can_be_replied_to(town, li, wang):
    number = await reported(town, wang, "水" * 3800 + "火" * 100)
    await replies(town, li, "水水水水", "收到")
    assert await town.query("SELECT ticket_id FROM ticket_entries WHERE text = '收到'") == [
        (number,)
    ]


async def test_talk_about_a_reveal_never_reaches_the_resident(town, li, wang):
    number = await reported(town, wang, "我不想活了", anonymous=True)
    await li.follows(f"case-{number}")
    await li.taps("紧急：查明是谁")
    await li.types("要马上联系。")
    await li.taps("征询")
    await replies(town, li, "要马上联系", "谁在值班？")
    assert await town.query("SELECT count(*) FROM ticket_entries WHERE text = '谁在值班？'") == [
        (0,)
    ]


async def test_what_was_withdrawn_while_staff_wrote_is_said_and_leads_to_the_queue(town, li, wang):
    await reported_in_chat(wang)
    await li.follows("case-1")
    await li.taps("办结")
    await li.types("换了门机")
    await wang.taps("撤回")
    await wang.taps("是的")
    await li.taps("办结并回访")
    assert "/queue" in li.toast
    assert await town.query("SELECT state FROM tickets") == [("withdrawn",)]


async def test_both_residents_hear_that_their_reports_are_answered_together(town, li, wang):
    ann = await town.resident("Ann", "en")
    first = await reported(town, wang)
    second = await reported(town, ann, "Lift stuck again in building 3")
    await li.follows(f"case-{second}")
    await li.taps("并入")
    await li.types(str(first))
    await li.taps("一并答复")
    ann.sees(f"#{second} is about the same as this one")
    await li.follows(f"case-{first}")
    await li.taps("答复")
    await li.types("师傅在修")
    await li.taps("发送")
    assert "有答复" in wang.sees("师傅在修")
    assert "There is an answer" in ann.sees("师傅在修")
    await li.follows(f"case-{second}")
    await li.taps("重新拆出")
    ann.sees("answered by itself again")


async def test_staff_who_ask_somebody_without_telegram_answer_for_them_and_it_is_marked(town, li):
    await li.types("/newticket")
    await li.types("张奶奶")
    await li.taps("3号楼")
    await li.types("2-501")
    await li.taps("投诉")
    await li.taps("电梯")
    await li.types("电梯门夹人")
    await li.taps("登记")
    await li.follows("case-1")
    await li.taps("办结")
    await li.types("修好了")
    await li.taps("办结并回访")
    assert "张奶奶" in li.sees("有人联系过您吗")
    await li.taps("联系过")
    await li.taps("解决了")
    await li.taps("很满意")
    (answers,) = await town.query(
        "SELECT contacted, solved, satisfied, by_staff FROM ticket_ratings"
    )
    assert answers[:3] == (1, 2, 5)
    assert answers[3] is not None


# The group of the staff.


async def test_a_desk_without_topics_works_the_same(town, li, wang):
    hall = town.world.add_group("值班群", creator=town.admin.id, bot="administrator")
    town.world.member(hall, li.id, "member")
    await town.settle()
    await town.admin.types("/setup", hall)
    await town.admin.taps("办理台", hall)
    number = await reported(town, wang)
    shown = [m for m in town.world.messages(li.id, hall) if LIFT in m.get("text", "")]
    await li.types("师傅下午到", hall, reply_to=shown[-1]["message_id"])
    wang.sees("师傅下午到")
    await li.types("大家吃饭去吧", hall)
    assert await town.query("SELECT count(*) FROM ticket_entries") == [(2,)]
    assert number == 1


async def test_a_desk_that_vanished_without_a_word_is_noticed(town, li, wang):
    desk = town.world.chat(town.desk)
    desk.members[town.world.bot_id] = Member(Status.KICKED)
    number = await reported(town, wang)
    await town.passes(minutes=1)
    town.admin.sees("/setup")
    hall = town.world.add_group("新办理台", creator=town.admin.id, bot="administrator")
    await town.settle()
    await town.admin.types("/setup", hall)
    await town.admin.taps("办理台", hall)
    texts = [m.get("text", "") for m in town.world.messages(town.admin.id, hall)]
    assert any(f"#{number}" in text and LIFT in text for text in texts)


async def test_a_desk_that_became_a_supergroup_goes_on(town, li, wang):
    small = town.world.add_group("值班群", creator=town.admin.id, kind="group", bot="member")
    town.world.member(small, li.id, "member")
    await town.settle()
    await town.admin.types("/setup", small)
    await town.admin.taps("办理台", small)
    over = await reported(town, wang, "垃圾三天没收了", category="rubbish")
    await reported(town, wang)
    await li.follows(f"case-{over}")
    await li.taps("办结")
    await li.types("清了")
    await li.taps("办结并回访")

    large = town.world.upgrade(small)
    await town.settle()

    shown = [m for m in town.world.messages(li.id, large) if "text" in m]
    assert not [m for m in shown if "垃圾" in m["text"]]
    case = next(m for m in shown if LIFT in m["text"])
    await li.types("师傅在路上", large, reply_to=case["message_id"])
    wang.sees("师傅在路上")


# Time, and what the config says.


async def test_the_morning_list_comes_on_working_days_only(a_town):
    town = await a_town(working=MAY)
    wang = await town.resident("王秀兰")
    await reported(town, wang)
    await town.linli.set_up()
    await town.passes(days=10)
    mornings = [
        datetime.fromtimestamp(m["date"], HOUSE.zone).date()
        for m in town.world.messages(town.admin.id, town.desk)
        if "早上好" in m.get("text", "")
    ]
    assert [day.day for day in mornings] == [6, 7, 8, 9, 11]


async def test_the_clock_runs_on_a_saturday_that_is_worked_and_on_no_holiday(a_town):
    town = await a_town(working=MAY)
    wang = await town.resident("王秀兰", building="3号楼")
    await town.passes(days=7, hours=6)  # Friday evening, before the Saturday that is worked
    await reported_in_chat(wang)  # a lift: an answer within an hour of working time
    wang.sees("5月9日 周六 10:00")
    await town.passes(days=1)
    await reported_in_chat(wang, "电梯门夹人")
    wang.sees("5月11日 周一 10:00")


async def test_the_supervisor_of_the_config_hears_first(a_town):
    town = await a_town(supervisors=(901,))
    zhou = town._arrives("周主任", "zh-hans", telegram_id=901)
    await town.knows(zhou, Role.RESIDENT | Role.STAFF, "zh_Hans")
    wang = await town.resident("王秀兰")
    await reported(town, wang)
    await town.passes(hours=4)
    assert any("🔴" in m["text"] for m in town.world.messages(zhou.id, zhou.id))
    assert not any("🔴" in m["text"] for m in town.world.messages(town.admin.id, town.admin.id))


async def test_a_category_that_is_gone_does_not_stop_the_staff(a_town):
    town = await a_town()
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await town.closes()
    town.house = replace(
        HOUSE,
        categories=replace(
            HOUSE.categories, all=tuple(c for c in HOUSE.categories if c.id != "lift")
        ),
    )
    await town.opens()
    (li,) = await at_the_desk(town, "小李")
    await li.types("/queue")
    await li.taps(f"#{number} lift")
    await li.taps("答复")
    assert "用现成的答复" not in li.labels()
    await li.types("修好了")
    await li.taps("发送")
    wang.sees("修好了")


def test_nothing_is_counted_further_than_anybody_reads():
    assert counted(7) == "7"
    assert counted(100) == "100+"
