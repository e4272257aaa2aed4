"""What goes wrong around an activity while people are in the middle of something."""

from community.groups import Purpose
from tests.handlers.attending import TO_THE_DOOR, the_code
from tests.handlers.organising import published
from tests.handlers.test_activities_changes import edits

TAKEN = "SELECT taken, reserved, waiting FROM activities WHERE id = 1"


async def a_small_group(town):
    """The neighbourhood's group is a basic one, as most are when they are young."""
    small = town.world.add_group("小群", creator=town.admin.id, kind="group", bot="member")
    await town.settle()
    await town.linli.doors.store.transaction(
        lambda db: db.groups.bind(small, Purpose.NEIGHBOURHOOD)
    )
    return small


async def test_the_group_becomes_a_supergroup_between_the_card_and_the_tap(town):
    staff, lan, bo = [await town.staff(), await town.resident("阿兰"), await town.resident("阿波")]
    small = await a_small_group(town)
    for neighbour in (lan, bo):
        town.world.member(small, neighbour.id, "member")
    await published(staff)
    card = town.world.messages(lan.id, small)[-1]["message_id"]

    large = town.world.upgrade(small)
    town.group = large
    await lan.presses("act.join:1:0", card, where=small)
    assert "报名成功" in lan.toast

    assert "还剩 1/2" in lan.screen(where=large)
    await bo.taps("报名", where=large)
    assert "已满" in bo.screen(where=large)
    assert await town.query(TAKEN) == [(2, 0, 0)]


async def test_twelve_companions_for_three_places(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff, places=3)
    await lan.follows("bring-1")

    await lan.types("12")
    lan.sees("10")
    await lan.types("10")
    lan.sees("3")
    await lan.taps("+3")
    await lan.taps("跳过")

    lan.sees("3 个名额")
    assert await town.query(TAKEN) == [(0, 0, 0)]
    await lan.follows("bring-1")
    await lan.taps("+2")
    await lan.taps("跳过")
    assert await town.query(TAKEN) == [(3, 0, 0)]


async def test_a_forged_number_of_companions_is_refused(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff, places=3)
    await lan.taps("报名", where=town.group)
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    await lan.presses("act.with:1:12:0", message)

    assert "3" in lan.toast
    assert await town.query(TAKEN) == [(1, 0, 0)]


async def test_it_is_cancelled_while_somebody_says_how_many_come_along(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff, places=3)
    await lan.follows("bring-1")
    await lan.taps("+1")
    await staff.taps("修改")
    await staff.taps("取消活动")
    await staff.types("下雨")
    await staff.taps("取消并通知所有人")

    await lan.taps("跳过")

    lan.sees("这个活动已经取消")
    assert await town.query(TAKEN) == [(0, 0, 0)]
    assert await town.query("SELECT count(*) FROM drafts") == [(0,)]


async def test_it_is_cancelled_while_a_colleague_changes_it(town):
    li, wang = await town.staff("小李"), await town.staff("小王")
    await published(li)
    await edits(wang, "包饺子", "时间")
    await li.taps("修改")
    await li.taps("取消活动")
    await li.types("下雨")
    await li.taps("取消并通知所有人")

    await wang.types("5月10日 15:00")
    await wang.taps("修改并通知大家")

    assert "已经取消" in (wang.toast or wang.screen())
    assert await town.query("SELECT state FROM activities") == [("cancelled",)]


async def test_who_is_no_longer_staff_cannot_finish_a_change(town):
    li, wang = await town.staff("小李"), await town.staff("小王")
    await published(li)
    await edits(wang, "包饺子", "名称")
    await town.query("UPDATE people SET roles = 1 WHERE telegram_id = ?", wang.id)

    await wang.types("免费领鸡蛋")

    wang.sees("权限")
    assert await town.query("SELECT title FROM activities") == [("包饺子",)]


async def test_two_colleagues_change_it_at_once_and_nothing_is_lost(town):
    li, wang = await town.staff("小李"), await town.staff("小王")
    await published(li)
    await edits(li, "包饺子", "费用")
    await edits(wang, "包饺子", "名称")

    await li.types("10元")
    await wang.types("包馄饨")

    assert await town.query("SELECT title, cost FROM activities") == [("包馄饨", "10元")]


async def test_group_card_private_card_and_staff_agree_after_every_tap(town):
    staff = await town.staff()
    lan, bo, chen = [await town.resident(name) for name in ("阿兰", "阿波", "阿琛")]
    await published(staff, places=2)

    async def everybody_reads(free, overview):
        await staff.follows("act-1")
        assert free in staff.screen()
        await chen.follows("act-1")
        assert free in chen.screen()
        assert free in chen.screen(where=town.group)
        await staff.taps("管理")
        await staff.taps("人员")
        assert overview in staff.screen()

    await everybody_reads("还剩 2/2", "已占 0/2")
    await lan.taps("报名", where=town.group)
    await everybody_reads("还剩 1/2", "已占 1/2")
    await bo.follows("join-1")
    await everybody_reads("已满", "已占 2/2")
    await chen.taps("候补", where=town.group)
    await everybody_reads("1 组候补", "已占 2/2")
    await lan.follows("act-1")
    await lan.taps("取消我的名额")
    await lan.taps("确定取消")
    chen.sees("好消息")
    await everybody_reads("已满", "已占 2/2")
    await chen.taps("放弃名额")
    await everybody_reads("还剩 1/2", "已占 1/2")


async def test_a_companion_stays_at_home_and_the_waiting_neighbour_is_asked(town):
    staff, lan, bo = [await town.staff(), await town.resident("阿兰"), await town.resident("阿波")]
    await published(staff, places=2)
    await lan.follows("bring-1")
    await lan.taps("+1")
    await lan.taps("跳过")
    await bo.taps("候补", where=town.group)

    await lan.follows("act-1")
    await lan.taps("修改人数")
    await lan.taps("只有我")

    bo.sees("好消息")
    assert await town.query(TAKEN) == [(1, 1, 0)]


async def test_a_place_offered_is_taken_at_the_door_without_an_answer(town):
    """Whoever stands there is let in; the place is not given to anybody else."""
    staff, lan, bo = [await town.staff(), await town.resident("阿兰"), await town.resident("阿波")]
    await published(staff, places=1)
    for neighbour in (lan, bo):
        await neighbour.taps("报名", where=town.group)
    code = await the_code(staff)
    await town.passes(**TO_THE_DOOR)

    await bo.types(code)

    bo.sees("签到成功")
    bo.sees("没有给您预留名额")
    assert await town.query("SELECT how FROM attendance") == [("walk_in",)]


async def test_rain_puts_it_off_when_some_have_come_already(town):
    """They are expected anew on the other day, and asked afterwards only if they come then."""
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)
    code = await the_code(staff)
    await town.passes(**TO_THE_DOOR)
    await lan.types(code)
    lan.sees("签到成功")

    await edits(staff, "包饺子", "时间")
    await staff.types("5月10日 14:00")
    await staff.taps("修改并通知大家")

    assert await town.query("SELECT count(*) FROM attendance") == [(0,)]
    await town.passes(hours=5)
    lan.sees_nothing_of("您觉得这次活动怎么样")
    await lan.types(code)
    lan.sees("您来早了")


async def test_an_excuse_for_staying_away_needs_no_reason_and_counts_nowhere(town):
    staff, lan, bo = [await town.staff(), await town.resident("阿兰"), await town.resident("阿波")]
    await published(staff)
    for neighbour in (lan, bo):
        await neighbour.taps("报名", where=town.group)
    code = await the_code(staff)
    await town.passes(**TO_THE_DOOR)
    await bo.types(code)
    await town.passes(days=1)

    await lan.taps("临时有事")
    await lan.taps("跳过")

    assert await town.query("SELECT excused_at IS NOT NULL FROM no_shows") == [(1,)]
