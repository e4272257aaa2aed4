"""Telegram's own polls in the group: posted by a form, counted, closed, and drawn as a picture."""

from datetime import timedelta

from handlers.kit import fonts
from handlers.polls import closing

OPTIONS = ("周六上午", "周日上午", "都可以")


async def posts(
    town, staff, *, several="只选一个", names="不，匿名", closes="一天", where="邻里群"
):
    await staff.types("/poll")
    await staff.taps("新投票")
    await staff.types("哪天大扫除？")
    await staff.types("\n".join(OPTIONS))
    await staff.taps(several)
    await staff.taps(names)
    await staff.taps(where)
    await (staff.taps(closes) if closes in ("一天", "3 天", "一周") else staff.types(closes))
    await staff.taps("📣 发出")
    return message_with_poll(town, staff)["message_id"]


def message_with_poll(town, person, where=None):
    found = [m for m in town.world.messages(person.id, where or town.group) if "poll" in m]
    return found[-1] if found else None


async def votes(town, person, message_id, *options, where=None):
    town.world.vote(person.id, where or town.group, message_id, list(options))
    await town.settle()


def pictures(town, person, where=None):
    return [m for m in town.world.messages(person.id, where or town.group) if "photo" in m]


async def counted(town):
    return await town.query("SELECT words, votes FROM poll_options ORDER BY place")


async def test_a_poll_is_posted_and_counted_by_telegram(town):
    staff, lan, bo = await town.staff(), await town.resident("阿兰"), await town.resident("阿波")
    message = await posts(town, staff)
    await votes(town, lan, message, 0)
    await votes(town, bo, message, 1)
    await votes(town, bo, message, 0)

    assert await counted(town) == [("周六上午", 2), ("周日上午", 0), ("都可以", 0)]
    await staff.taps("刷新票数")
    assert "周六上午：2（100%）" in staff.screen()
    assert await town.query("SELECT count(*) FROM poll_votes") == [(0,)]


async def test_when_it_is_over_the_picture_stands_under_it(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    message = await posts(town, staff)
    await votes(town, lan, message, 1)
    await town.passes(days=1, minutes=1)

    [picture] = pictures(town, lan)
    assert "得票最多：周日上午" in picture["caption"]
    assert picture["reply_to_message"]["message_id"] == message
    staff.sees("1 人投票")
    assert await town.query("SELECT state FROM polls") == [("closed",)]


async def test_it_is_closed_by_hand_while_somebody_votes(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    message = await posts(town, staff)
    await staff.taps("现在结束")
    town.world.vote(lan.id, town.group, message, [2])
    await staff.taps("确定结束")

    assert message_with_poll(town, lan)["poll"]["is_closed"]
    assert await counted(town) == [("周六上午", 0), ("周日上午", 0), ("都可以", 1)]
    assert len(pictures(town, lan)) == 1
    await staff.types("/poll")
    await staff.taps("哪天大扫除")
    assert "现在结束" not in staff.labels()


async def test_one_that_is_open_for_longer_than_telegram_waits_is_closed_by_the_house(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    message = await posts(town, staff, closes="7月10日 18:00")
    assert "close_date" not in message_with_poll(town, lan)["poll"]
    await votes(town, lan, message, 0)
    await town.passes(days=71)

    assert message_with_poll(town, lan)["poll"]["is_closed"]
    assert len(pictures(town, lan)) == 1


async def test_who_voted_for_what_is_known_where_everybody_sees_it(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    stranger = town.newcomer("路人")
    message = await posts(town, staff, several="可选几个", names="是，记名")
    await votes(town, lan, message, 0, 2)
    await votes(town, stranger, message, 1)
    chosen = "SELECT place FROM poll_votes ORDER BY place"
    assert await town.query(chosen) == [(0,), (2,)]

    await votes(town, lan, message, 1)
    assert await town.query(chosen) == [(1,)]
    assert await counted(town) == [("周六上午", 0), ("周日上午", 2), ("都可以", 0)]
    await lan.types("/privacy")
    await lan.taps("删除我")
    await lan.taps("确定删除")
    assert await town.query(chosen) == []


async def test_votes_in_chats_it_was_forwarded_to_are_in_the_count(town):
    staff, lan, bo = await town.staff(), await town.resident("阿兰"), await town.resident("阿波")
    message = await posts(town, staff)
    other = town.world.add_group("舞蹈队", creator=lan.id)
    town.world.member(other, bo.id, "member")
    town.world.forward(lan.id, town.group, message, other)
    await town.settle()
    await votes(town, bo, message_with_poll(town, bo, other)["message_id"], 2, where=other)

    assert await counted(town) == [("周六上午", 0), ("周日上午", 0), ("都可以", 1)]


async def test_without_a_font_the_result_is_said_in_words(town, monkeypatch):
    monkeypatch.setattr(closing, "typeface", lambda *_any: None)
    staff, lan = await town.staff(), await town.resident("阿兰")
    message = await posts(town, staff)
    await votes(town, lan, message, 0)
    await town.passes(days=1, minutes=1)

    assert pictures(town, lan) == []
    lan.sees("周六上午：1（100%）", town.group)
    staff.sees("没有中文字体")
    assert fonts.REMEDY


async def test_a_poll_that_could_not_be_posted_says_so(town):
    staff = await town.staff()
    town.world.bot_membership(town.group, "restricted", can_send_messages=True)
    await town.settle()
    await staff.types("/poll")
    await staff.taps("新投票")
    await staff.types("哪天大扫除？")
    await staff.types("\n".join(OPTIONS))
    for tap in ("只选一个", "不，匿名", "邻里群", "一天", "📣 发出"):
        await staff.taps(tap)
    await staff.types("/poll")
    await staff.taps("哪天大扫除")

    staff.sees("没能发出去")


async def test_options_that_fit_no_poll_are_refused_with_the_remedy(town):
    staff = await town.staff()
    await staff.types("/poll")
    await staff.taps("新投票")
    await staff.types("哪天？")
    for typed in ("只有一个", "同样\n同样", "\n".join(map(str, range(13))), f"一\n{'长' * 101}"):
        await staff.types(typed)
        staff.sees("请写 2 到 12 个不同的选项")


async def test_a_restart_in_the_middle_loses_nothing(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    message = await posts(town, staff)
    await votes(town, lan, message, 0)
    await town.restart()
    town.clock.advance(timedelta(days=1, minutes=1))
    await town.passes(minutes=10)

    assert len(pictures(town, lan)) == 1


async def test_a_resident_cannot_touch_the_polls_of_the_staff(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await posts(town, staff)
    await lan.types("/menu")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    for forged in ("poll.show:1", "poll.close:1:1", "poll.new", "poll.all:0"):
        await lan.presses(forged, message)
        assert "社区工作者" in lan.toast
    assert await town.query("SELECT state FROM polls") == [("open",)]
