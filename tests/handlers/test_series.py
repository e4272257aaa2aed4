"""Activities that repeat, and copies, as whoever organises them lives it."""

from tests.handlers.organising import plan_in_form, published


async def repeated(staff, *, times="4", label="生成"):
    await staff.taps("修改")
    await staff.taps("重复举办")
    await staff.taps("每周")
    await staff.taps("星期六")
    await staff.types(times)
    await staff.taps(label)


async def starts(town):
    rows = await town.query(
        "SELECT strftime('%m-%d %H:%M', starts_at + 28800, 'unixepoch'), state FROM activities"
        " ORDER BY starts_at"
    )
    return [" ".join(row) for row in rows]


async def test_an_activity_repeats_every_week(town):
    staff = await town.staff()
    await published(staff)

    await repeated(staff, times="2")

    staff.sees("已生成 2 份草稿")
    assert await starts(town) == [
        "05-09 14:00 published",
        "05-16 14:00 draft",
        "05-23 14:00 draft",
    ]
    assert await town.query("SELECT DISTINCT series_id FROM activities") == [(1,)]


async def test_repeats_are_published_with_the_first(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)

    await repeated(staff, times="3", label="发布 3 个")

    staff.sees("🔁 每周六；另有 5月16日 周六、5月23日 周六、5月30日 周六", where=town.group)
    await lan.follows("act-2")
    lan.sees("时间：5月16日 周六 14:00")


async def test_a_public_holiday_is_left_out_unless_it_is_kept(town):
    staff = await town.staff()
    await plan_in_form(staff, when="9月24日 14:00")
    await staff.taps("修改")
    await staff.taps("重复举办")
    await staff.taps("每周")
    await staff.taps("星期四")
    await staff.types("10月8日")

    said = staff.sees("每周四，再办 1 次")
    assert "法定节假日默认不办" in said
    assert "⬜ 10月1日 周四 国庆节" in staff.labels()
    await staff.taps("⬜ 10月1日")
    staff.sees("每周四，再办 2 次")
    await staff.taps("生成 2 份草稿")

    assert await starts(town) == ["09-24 14:00 draft", "10-01 14:00 draft", "10-08 14:00 draft"]


async def test_two_quick_taps_on_a_date_do_not_undo_each_other(town):
    staff = await town.staff()
    await published(staff)
    await staff.taps("修改")
    await staff.taps("重复举办")
    await staff.taps("每周")
    await staff.taps("星期六")
    await staff.taps("4×")
    message, data = staff._button("✅ 5月23日", staff.id)

    await staff.presses(data, message)
    await staff.presses(data, message)
    await town.restart()
    await staff.taps("生成 3 份草稿")

    assert "05-23 14:00 draft" not in await starts(town)


async def test_all_later_ones_move_to_another_time_and_people_hear_of_theirs(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await repeated(staff, times="2", label="发布 2 个")
    await lan.follows("act-2")
    await lan.taps("报名")
    await staff.taps("5月16日")
    await staff.taps("修改")
    await staff.taps("🔁 系列")

    await staff.taps("改时间")
    await staff.types("晚上7点")

    staff.sees("2 场已改为 19:00 开始")
    lan.sees("新时间：5月16日 周六 19:00")
    assert [line[:11] for line in await starts(town)] == [
        "05-09 14:00",
        "05-16 19:00",
        "05-23 19:00",
    ]


async def test_the_rest_of_a_series_is_cancelled_and_drafts_vanish(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)
    await repeated(staff, times="1", label="发布 1 个")
    await lan.follows("act-2")
    await lan.taps("报名")
    await staff.types("/activities")
    await staff.taps("5月16日")
    await staff.taps("管理")
    await repeated(staff, times="1")
    await staff.taps("5月16日")
    await staff.taps("修改")
    await staff.taps("🔁 系列")

    await staff.taps("取消后面各场")
    await staff.types("场地维修")
    await staff.taps("取消并通知大家")

    staff.sees("已取消 1 场")
    lan.sees("场地维修")
    assert "另有" not in staff.sees("🔁 每周六", where=town.group)
    assert await starts(town) == ["05-09 14:00 published", "05-16 14:00 cancelled"]


async def test_one_of_a_series_is_cancelled_alone(town):
    staff = await town.staff()
    await published(staff)
    await repeated(staff, times="2", label="发布 2 个")

    await staff.taps("5月16日")
    await staff.taps("修改")
    await staff.taps("取消活动")
    await staff.types("下雨")
    await staff.taps("取消并通知所有人")

    assert [line.split()[-1] for line in await starts(town)] == [
        "published",
        "cancelled",
        "published",
    ]


async def test_a_copy_asks_only_for_the_new_date(town):
    staff = await town.staff()
    await published(staff, with_media=True)
    await town.query(
        "INSERT INTO questions (activity_id, kind, text, is_required)"
        " VALUES (1, 'words', '有什么忌口？', 0) RETURNING 1"
    )

    await staff.taps("修改")
    await staff.taps("复制")
    await staff.types("6月6日 9:30")

    staff.sees("已复制")
    assert await town.query(
        "SELECT title, place, capacity, photo <> '', latitude, state FROM activities WHERE id = 2"
    ) == [("包饺子", "社区活动室", 2, 1, 31.23, "draft")]
    assert await town.query("SELECT text FROM questions WHERE activity_id = 2") == [
        ("有什么忌口？",)
    ]


async def test_nobody_repeats_what_is_not_theirs(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await published(staff)

    for data in ("ser.begin:1", "ser.copy:1", "ser.all:1:0", "ser.off:1", "ser.time:1"):
        await lan.types("/activities")
        message = lan._messages(lan.id)[-1]["message_id"]
        await lan.presses(data, message)

        assert "您" in lan.toast
    assert await town.query("SELECT count(*) FROM activities") == [(1,)]


async def test_words_that_are_no_weekday_and_no_end_are_asked_again(town):
    staff = await town.staff()
    await published(staff)
    await staff.taps("修改")
    await staff.taps("重复举办")
    await staff.taps("每两周")

    await staff.types("随便")
    staff.sees("请输入星期几")
    await staff.types("二、五")
    staff.sees("再办几次")
    await staff.types("很多次")
    staff.sees("请输入最后一天")
    await staff.types("6月30日")
    staff.sees("每 2 周的周二、周五")
