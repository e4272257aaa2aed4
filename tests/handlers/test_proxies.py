"""People without Telegram: signed up by a neighbour or by staff, and heard for."""

from datetime import timedelta

import pytest

from tests.handlers.publishing import AFTERNOON, announced

SIGN_UPS = (
    "SELECT p.name, s.standing, s.companions, m.name FROM sign_ups AS s"
    " JOIN people AS p ON p.id = s.person_id LEFT JOIN people AS m ON m.id = s.made_by"
    " ORDER BY s.id"
)
AN_HOUR_LATER = AFTERNOON + timedelta(hours=1)
NEXT_DAY = AFTERNOON + timedelta(days=1)
CONTACTS = (
    "SELECT p.name, p.building, p.unit, p.room, x.name FROM people AS p"
    " LEFT JOIN people AS x ON x.id = p.proxy_id WHERE p.telegram_id IS NULL ORDER BY p.id"
)


@pytest.fixture
async def li(town):
    """Staff, who have published an activity with two places."""
    li = await town.staff("小李")
    await announced(town, li)
    return li


@pytest.fixture
async def lei(town):
    return await town.resident("李雷", building="3号楼", unit="1", room="301")


async def posts(li, activity="包饺子"):
    """In the group."""
    await opens(li, activity)
    await li.taps("管理")
    await li.taps("发到群里")


async def opens(neighbour, activity="包饺子"):
    await neighbour.types("/activities")
    await neighbour.taps(activity)


async def signs_up_granny(neighbour, name="王奶奶"):
    await opens(neighbour)
    await neighbour.taps("代他人报名")
    await neighbour.types(name)
    await neighbour.taps("是，同住")
    await neighbour.taps("没有别人")


async def test_a_resident_signs_up_a_parent_and_sees_both_places(town, li, lei):
    await opens(lei)
    await lei.taps("代他人报名")
    lei.sees("要为谁报名")
    await lei.types("王奶奶")
    lei.sees("住在一起")
    await lei.taps("是，同住")
    await lei.taps("没有别人")
    lei.sees("代\u2068王奶奶\u2069")
    lei.sees("✅ 报名成功")
    assert lei.toast.startswith("王奶奶：")
    assert await town.query(SIGN_UPS) == [("王奶奶", "confirmed", 0, "李雷")]
    assert await town.query(CONTACTS) == [("王奶奶", "3号楼", "1", "301", "李雷")]
    await lei.taps("我自己的报名")
    lei.sees("王奶奶\u2069已报名成功")
    await lei.taps("报名")
    assert [row[0] for row in await town.query(SIGN_UPS)] == ["王奶奶", "李雷"]
    await lei.types("/me")
    lei.sees("代\u2068王奶奶")


async def test_the_place_of_a_parent_is_changed_and_given_up(town, li, lei):
    await signs_up_granny(lei)
    await lei.taps("修改人数")
    await lei.taps("+1")
    assert await town.query(SIGN_UPS) == [("王奶奶", "confirmed", 1, "李雷")]
    await lei.taps("取消我的名额")
    await lei.taps("确定取消")
    assert await town.query(SIGN_UPS) == []
    await lei.taps("报名")
    assert await town.query(SIGN_UPS) == [("王奶奶", "confirmed", 0, "李雷")]


async def test_staff_sign_up_a_neighbour_whom_they_meet_again_by_name(town, li):
    for title in ("包饺子", "量血压"):
        if title == "量血压":
            await announced(town, li, title=title, starts_at=NEXT_DAY)
        await li.types("/activities")
        await li.taps(title)
        await li.taps("管理")
        await li.taps("👥 人员")
        await li.taps("代为报名")
        await li.types("张大爷")
        if title == "量血压":
            li.sees("已经登记过叫\u2068张大爷")
            await li.taps("张大爷 · 2号楼 3-402")
        else:
            await li.taps("2号楼")
            await li.types("3-402")
        await li.taps("没有别人")
    assert await town.query(CONTACTS) == [("张大爷", "2号楼", "3", "402", "小李")]
    assert len(await town.query(SIGN_UPS)) == 2
    assert await town.query("SELECT count(*) FROM audit WHERE action = 'signed up'") == [(2,)]
    await li.types("/activities")
    await li.taps("量血压")
    await li.taps("管理")
    await li.taps("👥 人员")
    await li.taps("报名名单")
    li.sees("社区代报")


async def test_the_same_name_at_the_same_home_is_counted_once(town, li, lei):
    await signs_up_granny(lei)
    await opens(lei)
    await lei.taps("代他人报名")
    await lei.taps("王奶奶")
    await lei.taps("+2")
    lei.sees("✅ 报名成功")
    assert await town.query(SIGN_UPS) == [("王奶奶", "confirmed", 0, "李雷")]


async def test_nobody_takes_over_who_is_served_by_somebody_else(town, li, lei):
    await signs_up_granny(lei)
    mei = await town.resident("韩梅梅", building="3号楼", unit="1", room="301")
    await signs_up_granny(mei)
    assert "已经有人为这位居民代办了" in mei.toast
    assert await town.query(SIGN_UPS) == [("王奶奶", "confirmed", 0, "李雷")]


async def test_a_forged_press_for_somebody_elses_contact_does_nothing(town, li, lei):
    await signs_up_granny(lei)
    mei = await town.resident("韩梅梅")
    (contact,) = await town.query("SELECT id FROM people WHERE name = '王奶奶'")
    await opens(mei)
    message = town.world.messages(mei.id, mei.id)[-1]["message_id"]
    for press in ("act.leave:1:{}", "act.with:1:2:{}", "act.show:1:{}", "act.said:1:{}"):
        await mei.presses(press.format(contact[0]), message)
        assert "不能" in mei.toast or "不是" in mei.toast or "工作" in mei.toast
    assert await town.query(SIGN_UPS) == [("王奶奶", "confirmed", 0, "李雷")]


async def test_a_resident_acts_for_six_at_most(town, li, lei):
    await announced(town, li, title="大合唱", places=20)
    for n in range(6):
        await opens(lei, "大合唱")
        await lei.taps("代他人报名")
        await lei.types(f"老人{n}")
        await lei.taps("是，同住")
        await lei.taps("没有别人")
    await opens(lei, "大合唱")
    await lei.taps("代他人报名")
    await lei.types("老人六")
    lei.sees("已经代办 6 位")
    assert len(await town.query(CONTACTS)) == 6


async def test_an_offer_to_a_parent_goes_to_the_child_who_accepts_it(town, li):
    lei = await town.resident("Lei", "en", building="3号楼", unit="1", room="301")
    await announced(town, li, title="下棋", places=1)
    first = await town.resident("先到")
    await opens(first, "下棋")
    await first.taps("报名")
    await lei.types("/activities")
    await lei.taps("下棋")
    await lei.taps("For others")
    await lei.types("王奶奶")
    await lei.taps("Yes, with me")
    await lei.taps("Nobody else")
    await opens(first, "下棋")
    await first.taps("取消我的名额")
    lei._look_around()
    await first.taps("确定取消")
    said = lei.sees("Good news!")
    assert "For \u2068王奶奶\u2069 (3号楼 unit 1 room 301):" in said
    await lei.taps("Accept")
    assert await town.query(SIGN_UPS) == [("王奶奶", "confirmed", 0, "Lei")]


async def test_reminders_for_a_parent_come_to_the_child(town, li, lei):
    await signs_up_granny(lei)
    lei._look_around()
    await town.passes(days=7, hours=12)
    reminder = lei.sees("代\u2068王奶奶\u2069")
    assert "包饺子" in reminder
    await lei.taps("我去不了")
    await lei.taps("确定取消")
    assert await town.query(SIGN_UPS) == []


async def test_staff_see_who_has_to_be_told_in_person(town, li, lei):
    await signs_up_granny(lei)
    await lei.blocks_the_bot()
    await opens(li)
    await li.taps("管理")
    await li.taps("👥 人员")
    await li.taps("报名名单")
    roster = li.sees("需当面告知")
    assert "由\u2068李雷\u2069代报" in roster
    await town.passes(days=8, hours=12)
    ends = await town.query(
        "SELECT DISTINCT n.state FROM notices AS n JOIN people AS p ON p.id = n.person_id"
        " WHERE p.name = '王奶奶' AND n.kind = 'StartsSoon'"
    )
    assert ends == [("failed",)]


async def test_a_clash_is_said_before_the_place_is_taken(town, li, lei):
    await announced(town, li, title="量血压", starts_at=AN_HOUR_LATER)
    await signs_up_granny(lei)
    await opens(lei, "量血压")
    await lei.taps("代他人报名")
    await lei.taps("王奶奶")
    await lei.taps("+1")
    lei.sees("同一时间已经报名了")
    assert len(await town.query(SIGN_UPS)) == 1
    await lei.taps("仍然报名")
    assert await town.query(SIGN_UPS) == [
        ("王奶奶", "confirmed", 0, "李雷"),
        ("王奶奶", "confirmed", 1, "李雷"),
    ]


async def test_a_tap_in_the_group_that_clashes_is_asked_about_in_private(town, li, lei):
    await announced(town, li, title="量血压", starts_at=AN_HOUR_LATER)
    await posts(li, "量血压")
    await opens(lei)
    await lei.taps("报名")
    await lei.taps("报名", where=town.group)
    assert len(await town.query(SIGN_UPS)) == 1
    await lei.follows("join-2")
    lei.sees("同一时间已经报名了")
    await lei.taps("仍然报名")
    assert len(await town.query(SIGN_UPS)) == 2


async def test_a_child_who_is_erased_leaves_the_parent_to_the_staff(town, li, lei):
    await signs_up_granny(lei)
    await lei.types("/privacy")
    await lei.taps("删除我")
    await lei.taps("删除")
    assert ("王奶奶", "3号楼", "1", "301", None) in await town.query(CONTACTS)
    assert [row[:2] for row in await town.query(SIGN_UPS)] == [("王奶奶", "confirmed")]
    await opens(li)
    await li.taps("代他人报名")
    await li.types("王奶奶")
    await li.taps("王奶奶 · 3号楼 1-301")
    await li.taps("没有别人")
    li.sees("代\u2068王奶奶")
    assert ("王奶奶", "3号楼", "1", "301", "小李") in await town.query(CONTACTS)


async def test_a_contact_is_let_go_and_erased(town, li, lei):
    await signs_up_granny(lei)
    await lei.types("/settings")
    await lei.taps("我代办的居民")
    await lei.taps("王奶奶")
    await lei.taps("删除")
    assert await town.query(SIGN_UPS) == []
    assert [row[0] for row in await town.query(CONTACTS)] == [""]


async def test_who_is_banned_from_the_group_keeps_a_place(town, li, lei):
    await posts(li)
    await lei.taps("报名", where=town.group)
    town.world.member(town.group, lei.id, "kicked")
    await town.settle()
    assert await town.query(SIGN_UPS) == [("李雷", "confirmed", 0, None)]
    await lei.types("/me")
    lei.sees("✅ 报名成功")


async def test_staff_take_on_whom_nobody_acts_for_any_more(town, li, lei):
    await signs_up_granny(lei)
    await lei.types("/privacy")
    await lei.taps("删除我")
    await lei.taps("删除")
    await li.types("/people")
    li.sees("还没有代办人：\u2068王奶奶\u2069")
    await li.taps("王奶奶")
    await li.taps("由我代办")
    assert ("王奶奶", "3号楼", "1", "301", "小李") in await town.query(CONTACTS)
    li.sees_nothing_of("还没有代办人")


async def test_somebody_elses_contacts_are_not_on_ones_list(town, li, lei):
    await signs_up_granny(lei)
    mei = await town.resident("韓梅梅", "zh_Hant")
    await mei.types("/people")
    mei.sees("您還沒有為別人代辦")
    (contact,) = await town.query("SELECT id FROM people WHERE name = '王奶奶'")
    message = town.world.messages(mei.id, mei.id)[-1]["message_id"]
    for data in ("proxy.show", "proxy.gone", "proxy.adopt"):
        await mei.presses(f"{data}:{contact[0]}", message)
    assert await town.query(SIGN_UPS) == [("王奶奶", "confirmed", 0, "李雷")]
