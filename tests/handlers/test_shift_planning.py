"""Staff plan shifts: several roles, tables, visits, helpers at an activity, and the digests."""

from community.people import Home
from tests.handlers.organising import published
from tests.handlers.planning import sends_file
from tests.handlers.volunteering import published_shift, ready_volunteer

TABLE = """班次,日期,时间,地点,岗位,人数,技能
夜间巡逻,5月9日,22:00-次日2:00,北门,队长,1,急救
夜间巡逻,5月9日,22:00-次日2:00,北门,队员,三人,
助餐,5月11日,10:30-12:30,食堂,,2,
"""


async def test_a_shift_with_several_roles(town):
    staff = await town.staff()
    await staff.types("/newshift")
    for typed in ("助餐", "5月9日 10:30", "2小时", "食堂", "2", "收银"):
        await staff.types(typed)
    await staff.taps("谁都可以")
    await staff.taps("还需要")
    await staff.types("1")
    await staff.types("搬餐盒")
    await staff.taps("搬重物")
    await staff.taps("没有了")
    for _optional in range(3):
        await staff.taps("跳过")
    await staff.taps("保存为草稿")

    staff.sees("收银：0/2 人")
    staff.sees("搬餐盒：0/1 人 （搬重物）")


async def test_a_table_becomes_shifts_after_one_tap(town):
    staff = await town.staff()
    await sends_table(staff, TABLE)
    staff.sees("• 夜间巡逻 · 5月9日 周六 22:00 至次日 02:00 · 4 人")
    assert await town.query("SELECT count(*) FROM shifts") == [(0,)]

    await staff.taps("发布 2 个班次")

    staff.sees("已建 2 个班次。")
    assert await town.query("SELECT state, wanted FROM shifts ORDER BY id") == [
        ("published", 4),
        ("published", 2),
    ]


async def test_a_table_with_errors_makes_nothing_and_says_where(town):
    staff = await town.staff()

    await sends_table(
        staff, TABLE + "值守,5月40日,25:99,,,0,飞行\n旧班,2025-01-01,9:00-10:00,,,,\n"
    )

    said = staff.screen()
    assert "有 5 处需要修改" in said or "5" in said.split("\n")[0]
    assert "第 5 行" in said
    assert "没有这项技能" in said
    assert await town.query("SELECT count(*) FROM shifts") == [(0,)]


async def test_staff_put_somebody_in_and_they_are_asked(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    await published_shift(staff)
    await staff.taps("加人")
    await staff.taps("按姓名")
    await staff.types("阿")
    await staff.taps("阿兰")

    assert staff.toast == "已记下，并已通知对方。"
    lan.sees("社区给您安排了这一班，您能来吗？")
    await lan.taps("我会到")
    await staff.types("/rota")
    await staff.taps("夜间巡逻")
    await staff.taps("人员名单")
    assert "✅ 阿兰" in staff.labels()


async def test_a_care_visit_is_seen_only_by_those_who_go_and_the_one_responsible(town):
    staff, other = await town.staff(), await town.staff("小王")
    lan, bo = await ready_volunteer(town, "阿兰"), await ready_volunteer(town, "阿波")
    await plan_visit(staff)
    await staff.taps("加人")
    await staff.taps("按姓名")
    await staff.types("阿兰")
    await staff.taps("阿兰")
    staff.sees("还没有经社区确认")
    await staff.taps("仍然安排")

    await lan.taps("我会到")
    await lan.taps("探访对象")
    lan.sees("王奶奶")
    lan.sees("听力不好")
    for somebody in (bo, other):
        await somebody.follows("shift-1")
        somebody.sees("您没有这个权限")
    await other.types("/rota")
    other.sees("接下来有 0 个班次。")
    assert "王奶奶".encode() not in (town.folder / "linli.db").read_bytes()


async def test_a_visit_to_somebody_the_house_knows_is_erased_with_them(town):
    staff = await town.staff()

    def meet(db):
        actor = db.people.by_telegram(staff.id)
        home = Home("2号楼", "", "301")
        db.contacts.meet(actor, name="王奶奶", home=home, now=town.clock.now())

    await town.linli.doors.store.transaction(meet)
    await staff.types("/people")
    for label in ("王奶奶", "关怀探访", "跳过"):
        await staff.taps(label)
    await staff.types("听力不好")
    for typed in ("5月9日 14:00", "1小时"):
        await staff.types(typed)
    await staff.taps("安排探访")
    await staff.taps("探访对象")
    staff.sees("2号楼 301")

    await staff.types("/people")
    await staff.taps("王奶奶")
    await staff.taps("删除")

    assert await town.query("SELECT state, visited, visited_id FROM shifts") == [
        ("cancelled", None, None)
    ]


async def test_a_missed_visit_alarms_the_one_responsible_at_once(town):
    staff = await town.staff()
    await plan_visit(staff)

    await town.passes(days=8, hours=5)

    staff.sees("❗ 这次探访似乎没有进行")


async def test_a_note_after_a_visit_is_read_by_the_one_responsible(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    await plan_visit(staff)
    await staff.taps("加人")
    await staff.taps("按姓名")
    await staff.types("阿兰")
    await staff.taps("阿兰")
    staff.sees("还没有经社区确认")
    await staff.taps("仍然安排")
    await town.passes(days=8, hours=2, minutes=30)

    await lan.follows("shift-1")
    await lan.taps("探访记录")
    await lan.types("精神很好，想要一副老花镜")
    await town.passes(hours=5)

    staff.sees_nothing_of("似乎没有进行")
    await staff.types("/rota")
    await staff.follows("shift-1")
    await staff.taps("管理")
    await staff.taps("探访对象")
    staff.sees("精神很好，想要一副老花镜")


async def test_helpers_at_an_activity_move_and_are_cancelled_with_it(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    await published(staff)
    await staff.taps("修改")
    await staff.taps("志愿者…")
    await staff.types("2")
    await staff.taps("跳过")
    await staff.taps("谁都可以")
    await staff.taps("没有了")
    await staff.taps("保存为草稿")
    await staff.taps("发布")
    await lan.follows("shift-1")
    await lan.taps("我来")

    await staff.types("/activities")
    for label in ("包饺子", "管理", "修改", "取消活动"):
        await staff.taps(label)
    await staff.types("停水")
    await staff.taps("取消并通知所有人")

    lan.sees("这一班取消了，您不用来。")
    lan.sees("停水")


async def test_the_desk_hears_each_morning_of_shifts_that_lack_people(town):
    staff = await town.staff()
    await published_shift(staff, when="5月8日 14:00")

    await town.linli.set_up()
    await town.passes(days=5, hours=21)

    town.admin.sees("未来三天有 1 个班次缺人。", where=town.desk)
    assert town.admin.link_of("夜间巡逻", where=town.desk).endswith("start=shift-1")


async def test_the_week_is_laid_out_on_monday_morning(town):
    staff = await town.staff()
    await published_shift(staff, when="5月6日 14:00")
    await staff.types("/workplan")
    await staff.taps("＋ 添加")
    await staff.types("走访独居老人")
    await staff.types("5月7日")

    await town.linli.set_up()
    await town.passes(days=2, hours=21)

    said = town.admin.sees("本周一览", where=town.desk)
    assert "走访独居老人" in said
    assert "还缺 2 人" in said


async def test_somebody_on_a_shift_is_told_before_signing_up_for_something_else(town):
    staff = await town.staff()
    lan = await ready_volunteer(town, "阿兰")
    await published_shift(staff)
    await lan.follows("shift-1")
    await lan.taps("我来")
    await published(staff)

    await lan.follows("act-1")
    await lan.taps("报名")

    lan.sees("夜间巡逻")


async def sends_table(staff, text):
    await staff.types("/importshifts")
    await sends_file(staff, text.encode(), "排班.csv")


async def plan_visit(staff):
    await staff.types("/newvisit")
    for typed in ("王奶奶", "2号楼301", "13800000000", "听力不好", "5月9日 14:00", "1小时"):
        await staff.types(typed)
    await staff.taps("安排探访")


async def test_visits_of_somebody_who_leaves_the_staff_are_taken_over(town):
    staff, other = await town.staff(), await town.staff("小王")
    await plan_visit(staff)
    await town.admin.types("/staff")
    await town.admin.taps("移除 小李")
    await town.admin.taps("确定移除")
    town.admin.sees("有关怀探访已安排，但原负责人已离开。谁来接手？", where=town.desk)

    await other.follows("visit-1")
    await other.taps("我来负责")
    await other.taps("探访对象")

    other.sees("王奶奶")


async def test_the_work_plan_reminds_whoever_is_in_charge(town):
    staff = await town.staff()
    await staff.types("/workplan")
    await staff.taps("＋ 添加")
    await staff.types("走访独居老人")
    await staff.types("5月14日")
    staff.sees("负责人：")

    await town.passes(days=13)
    staff.sees("📌 5月14日 周四 到期：")
    await staff.taps("✅ 已完成")
    await town.passes(days=3)

    staff.sees_nothing_of("还没完成：")
