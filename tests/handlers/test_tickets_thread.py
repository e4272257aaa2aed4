"""A ticket after it was sent: its own message, what is added, the news, and the end."""

import pytest

from community.people import Home
from community.reports import NewTicket, Part
from community.tickets import Kind
from tests.handlers.desk_work import Worker, reported


@pytest.fixture
async def wang(town):
    return await town.resident("王阿姨", "zh_Hans", building="3号楼", room="502")


@pytest.fixture
async def li(town):
    return Worker(town, await town.staff("小李"))


async def test_the_news_is_the_tickets_own_message_again(wang, li):
    await reported(wang)
    wang._look_around()
    await li.claims(1)

    wang.sees("这件事已经有人受理")
    wang.sees("#1 · 电梯")
    wang.sees("正在办理")
    assert "小李" not in "".join(wang.news())


async def test_where_it_stood_before_a_line_leads_down(wang, li):
    await reported(wang)
    wang._look_around()
    await li.answers(1, "师傅明天来")

    wang.sees("见下面的新消息")
    wang.sees("师傅明天来")


async def test_files_of_an_answer_come_with_the_number(wang, li, town):
    await wang.sends_photo("电梯坏了")
    (file_id,) = {
        m["photo"][-1]["file_id"] for m in town.world.messages(wang.id, wang.id) if "photo" in m
    }
    await wang.taps("投诉")
    await wang.taps("噪音") if "噪音" in wang.labels() else await wang.taps("电梯")
    while "跳过" in wang.labels():
        await wang.taps("跳过")
    await wang.taps("提交")
    wang._look_around()
    await li.answers(1, "修好的样子", file_id)

    assert "#1" in wang.news()


async def test_an_answer_in_telegrams_own_way_goes_to_its_ticket(wang, li, town):
    await reported(wang, "路灯坏了", "治安")
    await reported(wang, "垃圾没人清", "垃圾")
    await li.asks(1, "哪一盏路灯？")
    asked = [m for m in town.world.messages(wang.id, wang.id) if "哪一盏路灯" in m.get("text", "")]

    await wang.types("东门那盏", reply_to=asked[-1]["message_id"])

    wang.sees("谢谢，我们继续办理")
    assert await town.query("SELECT ticket_id FROM ticket_entries WHERE text = '东门那盏'") == [
        (1,)
    ]
    assert await town.query("SELECT state FROM tickets WHERE id = 1") == [("in_hand",)]


async def test_what_is_typed_after_a_question_is_offered_as_its_answer_first(wang, li):
    await reported(wang, "路灯坏了", "治安")
    await reported(wang, "垃圾没人清", "垃圾")
    await li.asks(1, "哪一盏路灯？")

    await wang.types("东门那盏")

    assert "回复 #1 治安" in wang.labels()
    await wang.taps("回复 #1 治安")
    wang.sees("谢谢，我们继续办理")


async def test_the_add_button_listens_until_that_is_enough(wang, town):
    await reported(wang)
    await wang.taps("补充")
    await wang.types("现在又停了")
    wang.sees("已补充")
    await wang.sends_photo()
    await wang.taps("好了")
    await wang.types("垃圾没人清")

    wang.sees("现在还没有人看到")
    assert await town.query("SELECT text, file_kind FROM ticket_entries") == [
        ("三号楼电梯坏了", ""),
        ("现在又停了", ""),
        ("", "photo"),
    ]


async def test_a_new_report_ends_the_listening(wang, town):
    await reported(wang)
    await wang.taps("补充")
    await wang.types("/report")
    await wang.types("垃圾没人清")
    await wang.taps("投诉")
    await wang.taps("垃圾")
    await wang.taps("提交")
    await wang.types("还有一件事")

    wang.sees("现在还没有人看到")
    assert await town.query("SELECT ticket_id, text FROM ticket_entries ORDER BY id") == [
        (1, "三号楼电梯坏了"),
        (2, "垃圾没人清"),
    ]


async def test_an_hour_later_nobody_listens_any_more(wang, town):
    await reported(wang)
    await wang.taps("补充")
    await town.passes(hours=2)
    await wang.types("垃圾没人清")

    wang.sees("现在还没有人看到")


async def test_an_album_that_is_added_is_confirmed_once(wang, town):
    await reported(wang)
    await wang.taps("补充")
    for _photo in range(3):
        await wang.sends_photo(album="a1")

    said = [m.get("text", "") for m in town.world.messages(wang.id, wang.id)]
    assert len([text for text in said if "已补充" in text]) == 1
    assert await town.query("SELECT count(*) FROM ticket_entries") == [(4,)]


async def test_an_edited_message_is_kept_beside_what_it_was(wang, town):
    await reported(wang, "三号楼电梯坏了")
    mine = [m for m in town.world.messages(wang.id, wang.id) if m.get("text") == "三号楼电梯坏了"]
    await wang._do(
        lambda world, chat: world.edit(wang.id, chat, mine[0]["message_id"], "三号楼左边电梯坏了")
    )

    wang.sees("三号楼左边电梯坏了")
    assert await town.query("SELECT text FROM ticket_revisions") == [("三号楼电梯坏了",)]


async def test_withdrawing_asks_once_and_can_be_kept(wang, town):
    await reported(wang)
    await wang.taps("撤回")
    wang.sees("要撤回吗")
    await wang.taps("不，保留")
    wang.sees("已收到")
    await wang.taps("撤回")
    await wang.taps("是的，撤回")

    wang.sees("您已撤回")
    assert await town.query("SELECT state FROM tickets") == [("withdrawn",)]


async def test_what_is_withdrawn_cannot_be_withdrawn_again_from_an_old_message(wang, town):
    await reported(wang)
    message, data = wang._button("撤回", wang.id)
    await wang.taps("撤回")
    await wang.taps("是的，撤回")
    await wang.presses(data.replace("askoff", "off"), message)

    assert "已经撤回" in wang.toast


async def test_nobody_can_press_what_belongs_to_another(wang, town):
    thief = await town.resident("小偷")
    await reported(wang)
    await thief.types("/menu")
    message = town.world.messages(thief.id, thief.id)[-1]["message_id"]
    for data in ("tic.show:1", "tic.off:1", "tic.add:1", "tic.all:1:0", "tic.solved:1"):
        await thief.presses(data, message)
        assert "按钮" in thief.toast

    assert await town.query("SELECT state FROM tickets") == [("received",)]


async def test_the_whole_conversation_can_be_read(wang, li):
    await reported(wang)
    for number in range(10):
        await li.answers(1, f"答复{number}")
    await wang.taps("全部往来")

    wang.sees("答复9")
    await wang.taps("›")
    wang.sees("三号楼电梯坏了")


async def test_overdue_is_visible_to_the_resident(wang, town):
    await reported(wang)
    wang._look_around()
    await town.passes(days=6)

    wang.sees("已经超时")


async def test_three_taps_close_it(wang, li, town):
    await reported(wang)
    wang._look_around()
    await li.closes(1)
    wang.sees("有人联系过您吗")
    await wang.taps("联系过")
    wang.sees("问题解决了吗")
    await wang.taps("解决了")
    wang.sees("您满意吗")
    await wang.taps("很满意")

    wang.sees("谢谢您的回答")
    assert await town.query("SELECT contacted, solved, satisfied FROM ticket_ratings") == [
        (1, 2, 5)
    ]


async def test_not_solved_and_a_reason_opens_it_again(wang, li, town):
    await reported(wang)
    await li.closes(1)
    await wang.taps("没人联系")
    await wang.taps("没解决")
    await wang.taps("很不满意")
    wang.sees("问题出在哪里")
    await wang.taps("没有人来")

    assert wang.toast == "已重新办理。"
    wang.sees("正在办理")
    wang.sees("预计")
    assert await town.query("SELECT state, reopenings FROM tickets") == [("in_hand", 1)]


async def test_words_may_follow_the_three_answers(wang, li, town):
    await reported(wang)
    await li.closes(1)
    await wang.taps("联系过")
    await wang.taps("解决了")
    await wang.taps("很满意")
    await wang.taps("再说几句")
    await wang.types("师傅很耐心")

    wang.sees("谢谢，已经转达")
    assert await town.query("SELECT words FROM ticket_ratings") == [("师傅很耐心",)]


async def test_who_has_not_answered_is_asked_again_after_three_days(wang, li, town):
    await reported(wang)
    await li.closes(1)
    wang._look_around()
    await town.passes(days=3, hours=1)

    wang.sees("想问问您结果怎么样")
    wang.sees("有人联系过您吗")


async def test_solved_by_the_resident_asks_at_once(wang, town):
    await reported(wang)
    await wang.taps("已经解决了")

    wang.sees("有人联系过您吗")


async def test_an_anonymous_conversation_goes_both_ways(wang, li, town):
    await wang.types("/report")
    await wang.taps("改为匿名")
    await reported(wang, "保安半夜睡觉", "治安")
    wang._look_around()
    await li.asks(1, "是哪一天？")
    wang.sees("是哪一天")
    await wang.types("昨天夜里")
    await wang.taps("回复 #1")
    await li.closes(1)
    wang.sees("有人联系过您吗")

    person = (await town.query("SELECT id FROM people WHERE name = '王阿姨'"))[0][0]
    assert await town.query(
        "SELECT count(*) FROM outbox WHERE chat_id = ? AND card LIKE 'thread%'", wang.id
    ) == [(0,)]
    assert await town.query("SELECT count(*) FROM notices WHERE person_id = ?", person) == [(0,)]
    assert "王阿姨" not in str(town.world.messages(town.admin.id, town.desk))


async def test_all_of_mine_are_listed_with_where_they_stand(wang, li):
    await reported(wang, "路灯坏了", "治安")
    await reported(wang, "垃圾没人清", "垃圾")
    await li.closes(1)
    await wang.types("/tickets")

    assert wang.labels()[:2] == ["⏳ #2 垃圾", "✅ #1 治安"]


async def test_my_things_show_what_is_open(wang):
    await reported(wang, "路灯坏了", "治安")
    await wang.types("/me")

    wang.sees("#1 · 治安")


async def test_my_things_only_count_what_is_anonymous(wang, town):
    """That screen is kept for a while, and would tell whose the ticket is."""
    await wang.types("/report")
    await wang.taps("改为匿名")
    await reported(wang, "保安半夜睡觉", "治安")
    await wang.types("/me")

    assert "#1" not in wang.sees("正在办理 1 件")


async def test_who_hears_for_a_neighbour_without_telegram_can_answer_for_them(wang, li, town):
    def open_for_contact(db):
        now, proxy = town.clock.now(), db.people.by_telegram(wang.id)
        contact = db.contacts.meet(proxy, name="赵奶奶", home=Home("3号楼", room="101"), now=now)
        new = NewTicket(Kind.HELP, "elderly_care", (Part("灯泡坏了"),))
        staff = db.people.by_telegram(town.admin.id)
        db.tickets.open(new, contact, now=now, house=town.house, opened_by=staff.id)

    await town.linli.doors.store.transaction(open_for_contact)
    await town.settle()
    wang.sees("赵奶奶")
    await wang.taps("补充")
    await wang.types("厨房的")
    wang.sees("已补充")
    await wang.taps("好了")
    wang.sees("厨房的")


async def test_a_category_that_is_gone_is_shown_by_its_id(wang, town):
    await reported(wang)
    await town.query("UPDATE tickets SET category = 'sauna'")
    await wang.types("/tickets")
    assert wang.labels()[0] == "⏳ #1 sauna"
    await wang.taps("sauna")

    wang.sees("#1 · sauna")


async def test_the_board_shows_what_became_of_others_matters(wang, li, town):
    await reported(wang, "路灯坏了", "治安")
    await li.closes(1)

    def put(db):
        staff = db.people.by_telegram(town.admin.id)
        db.board.put(1, "东门路灯不亮", "已换新灯", staff=staff, now=town.clock.now())

    await town.linli.doors.store.transaction(put)
    await wang.types("/board")

    wang.sees("您说：东门路灯不亮")
    wang.sees("我们办了：已换新灯")


async def test_an_empty_board_says_so(wang):
    await wang.types("/board")

    wang.sees("这里还没有内容")


async def test_erasing_a_person_leaves_no_words_of_theirs(wang, town):
    await reported(wang, "三号楼电梯坏了")
    await wang.types("/privacy")
    await wang.taps("删除")
    await wang.taps("确定删除")

    assert await town.query("SELECT count(*) FROM ticket_entries WHERE text LIKE '%电梯%'") == [
        (0,)
    ]
