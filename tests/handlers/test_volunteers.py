"""Becoming a volunteer, skills that staff check, hours on paper, and thanks in public."""

import pytest

from handlers.kit.fonts import typeface
from tests.handlers.volunteering import published_shift, ready_volunteer

CAN_PRINT = pytest.mark.skipif(typeface("zh_Hans") is None, reason="no font with Chinese signs")


async def test_a_resident_becomes_a_volunteer_and_says_when_they_are_free(town):
    lan = await town.resident("阿兰")

    await lan.types("/volunteer")
    await lan.taps("我要参加")
    lan.sees("谢谢您！请告诉我们您擅长什么、什么时候有空。")
    await lan.taps("空闲时间")
    await lan.taps("周六上午")
    lan.sees("周六上午")
    await lan.taps("周六晚上")
    await lan.taps("✅周六上午")
    await lan.taps("好了")

    lan.sees("有空：周六晚上")
    assert "缺人叫我" in str(lan.labels())


async def test_a_skill_that_matters_counts_when_the_staff_have_checked_it(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    await lan.types("/volunteer")
    await lan.taps("我的特长")
    await lan.taps("急救")
    assert lan.toast == "这一项要先由社区核实。"
    lan.sees("急救（待核实）")

    staff.sees("想帮忙：急救。请核实是否具备。")
    await staff.taps("去看看")
    await staff.taps("✅ 急救")

    lan.sees("✅ 社区已核实：急救，现在起有效。")


async def test_a_shift_that_needs_a_skill_says_so_kindly(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    await staff.types("/newshift")
    for typed in ("急救站", "5月9日 14:00", "2小时", "广场", "1"):
        await staff.types(typed)
    await staff.taps("跳过")
    await staff.taps("急救")
    await staff.taps("没有了")
    for _optional in range(3):
        await staff.taps("跳过")
    await staff.taps("保存为草稿")
    await staff.taps("发布")

    await lan.types("/shifts")
    lan.sees("目前没有")
    await lan.follows("shift-1")
    await lan.taps("我来")

    assert lan.toast == "这一班需要会：急救。如果您会，请在 /volunteer →“我的特长”里勾选。"


async def test_who_stops_gives_their_shifts_to_others_and_keeps_the_hours(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    bo = await ready_volunteer(town, "阿波", hears_gaps=True)
    await published_shift(staff, people="1")
    await lan.follows("shift-1")
    await lan.taps("我来")

    await lan.types("/volunteer")
    await lan.taps("退出志愿者")
    await lan.taps("退出")

    lan.sees("感谢您一直以来的付出！")
    bo.sees("🙋 这里缺人，您能来帮忙吗？")


@CAN_PRINT
async def test_a_certificate_can_be_checked_by_anybody(town):
    lan = await serves(town, "国" * 64)
    guest = town.newcomer("路人")

    await lan.types("/hours")
    await lan.taps("我的证书")

    message = town.world.messages(lan.id, lan.id)[-1]
    content = town.world.files.find(message["document"]["file_id"]).content
    assert content.startswith(b"%PDF")
    ((number,),) = await town.query("SELECT number FROM certificates")
    await guest.types(f"/verify {number.lower()}")
    guest.sees("✅ 这张证书是真的。")
    assert "时长：2 小时" in guest.screen()


async def test_a_number_that_is_none_is_said_to_be_none(town):
    guest = town.newcomer("路人")

    await guest.follows("verify-ABCDEFGHJKMN")

    guest.sees("没有这个编号的证书。")


async def test_nobody_gets_a_certificate_for_nothing(town):
    lan = await ready_volunteer(town, "阿兰")

    await lan.types("/hours")

    assert "证书" not in str(lan.labels())


async def test_an_honour_stands_in_the_group_only_if_the_name_may(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    bo = await ready_volunteer(town, "阿波")
    await town.query("UPDATE people SET shows_name = 1 WHERE name = '阿波'")

    await honour(staff, "阿兰", "照顾了大家")
    lan.sees("照顾了大家")
    assert "发到群里" not in str(staff.labels())
    await honour(staff, "阿波", "修好了路灯")
    await staff.taps("发到群里")

    bo.sees("修好了路灯", where=town.group)
    bo.sees_nothing_of("照顾了大家", where=town.group)


async def test_only_those_who_want_to_be_are_in_the_ranking(town):
    lan = await serves(town, "阿兰")
    bo = await ready_volunteer(town, "阿波")

    await bo.types("/ranking")
    bo.sees("榜上还没有人。")
    await lan.types("/volunteer")
    await lan.taps("加入时长榜")
    await bo.types("/ranking")

    bo.sees("阿兰")


async def test_what_is_kept_of_a_volunteer_is_told_and_erased(town):
    lan = await serves(town, "阿兰")

    await lan.types("/privacy")
    lan.sees("做志愿者时：您的特长")
    await lan.taps("删除我的信息")
    await lan.taps("确定删除")

    assert await town.query("SELECT count(*) FROM volunteers") == [(0,)]


async def serves(town, name):
    """Two hours on a shift."""
    staff = await town.staff()
    lan = await ready_volunteer(town, name)
    await published_shift(staff)
    await lan.follows("shift-1")
    await lan.taps("我来")
    await town.passes(days=8, hours=2)
    await staff.types("/rota")
    await staff.taps("夜间巡逻")
    await staff.taps("签到名单")
    await staff.taps(name[:5])
    await town.passes(hours=2)
    await staff.taps(name[:5])
    return lan


async def honour(staff, name, words):
    await staff.types("/volunteers")
    await staff.taps(name)
    await staff.taps("表扬")
    await staff.types(words)
