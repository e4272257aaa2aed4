"""Those who had a place and did not come: told kindly and once, excused, put right."""

from tests.handlers.attending import at_the_door, to_the_day, to_the_list

MISSED = "这次没有见到您"
NO_SHOWS = "SELECT claimed_at IS NOT NULL, excused_at IS NOT NULL, reason FROM no_shows"


async def somebody_missed(town):
    """阿兰 came, 阿波 did not; it is the evening after."""
    staff, lan, bo, code = await at_the_door(town, "阿兰", "阿波")
    await lan.types(code)
    await town.passes(hours=5, minutes=30)
    return staff, lan, bo


async def test_who_did_not_come_hears_of_it_kindly_and_once(town):
    _staff, lan, bo = await somebody_missed(town)

    bo.sees(MISSED)
    lan.sees_nothing_of(MISSED)
    await bo.types("/menu")
    await town.passes(days=3)
    bo.sees_nothing_of(MISSED)
    assert await town.query(NO_SHOWS) == [(0, 0, "")]


async def test_something_came_up_and_it_does_not_count(town):
    staff, _lan, bo = await somebody_missed(town)

    await bo.taps("临时有事")
    bo.sees("这次不算缺席")
    await bo.types("孩子发烧")
    bo.sees("谢谢您告诉我们")

    assert await town.query(NO_SHOWS) == [(0, 1, "孩子发烧")]
    await to_the_list(staff)
    await staff.taps("▫️ 阿波")
    staff.sees("已请假：孩子发烧")


async def test_the_reason_can_be_kept_to_oneself(town):
    _staff, _lan, bo = await somebody_missed(town)

    await bo.taps("临时有事")
    await bo.taps("跳过")

    bo.sees("谢谢您告诉我们")
    assert await town.query(NO_SHOWS) == [(0, 1, "")]


async def test_i_was_there_is_confirmed_by_the_organiser_with_a_tap(town):
    staff, _lan, bo = await somebody_missed(town)

    await bo.taps("我来了")
    bo.sees("已请组织者更正")
    staff.sees("阿波")
    staff.sees("本人说来了")
    await staff.taps("对，来了")

    assert await town.query("SELECT * FROM no_shows") == []
    assert await town.query("SELECT count(*) FROM attendance") == [(2,)]
    bo.sees("您觉得这次活动怎么样")


async def test_staff_excuse_from_the_list(town):
    staff, _lan, _bo = await somebody_missed(town)
    await to_the_list(staff)

    await staff.taps("▫️ 阿波")
    staff.sees("90 天内缺席 1 次")
    await staff.taps("算请假")

    staff.sees("已请假")
    staff.sees_nothing_of("90 天内缺席")
    assert ("excused",) in await town.query("SELECT action FROM audit")


async def test_it_expires(town):
    staff, _lan, _bo = await somebody_missed(town)
    await to_the_list(staff)
    await town.passes(days=91)

    await staff.taps("▫️ 阿波")

    staff.sees("阿波")
    staff.sees_nothing_of("天内缺席")


async def test_when_nobody_was_checked_in_the_organiser_is_asked_and_nobody_is_blamed(town):
    staff, lan, bo, _code = await at_the_door(town, "阿兰", "阿波")
    await town.passes(hours=5, minutes=30)

    staff.sees("还没有人签到")
    lan.sees_nothing_of(MISSED)
    await staff.taps("大家都来了")

    staff.sees("已到：2 人")
    for one in (lan, bo):
        one.sees("您觉得这次活动怎么样")
    await town.passes(days=2)
    assert await town.query("SELECT * FROM no_shows") == []


async def test_a_list_filled_in_afterwards_tells_who_was_missed(town):
    staff, lan, bo, _code = await at_the_door(town, "阿兰", "阿波")
    await town.passes(hours=5, minutes=30)
    await staff.taps("打开名单")
    await staff.taps("▫️ 阿兰")

    await town.passes(days=1)

    bo.sees(MISSED)
    lan.sees_nothing_of(MISSED)


async def test_nobody_is_missed_at_night(town):
    staff, lan, bo, code = await at_the_door(town, "阿兰", "阿波")
    await town.query("UPDATE activities SET ends_at = starts_at + 6 * 3600 RETURNING 1")
    await lan.types(code)

    await town.passes(hours=10)  # 23:40
    bo.sees_nothing_of(MISSED)
    await town.passes(hours=9)

    bo.sees(MISSED)
    assert staff


async def test_cancelled_in_the_last_hour_nobody_was_missed(town):
    _staff, lan, bo, code = await at_the_door(town, "阿兰", "阿波")
    await lan.types(code)
    await town.linli.doors.store.transaction(
        lambda db: db.activities.cancel(1, "停电", town.clock.now())
    )

    await town.passes(days=2)

    bo.sees_nothing_of(MISSED)
    lan.sees_nothing_of("您觉得这次活动怎么样")
    assert await town.query("SELECT * FROM no_shows") == []


async def test_an_old_button_about_what_was_put_right_says_so(town):
    staff, _lan, bo = await somebody_missed(town)
    message, data = bo._button("临时有事", bo.id)
    await to_the_list(staff)
    await staff.taps("▫️ 阿波")
    await staff.taps("✅ 到了")

    await bo.presses(data, message)

    assert bo.toast == "这次没有记为缺席，不用处理。"


async def test_too_late_to_change_who_was_there(town):
    staff, _lan, _bo = await somebody_missed(town)
    await to_the_list(staff)
    await staff.taps("▫️ 阿波")
    message, data = staff._button("✅ 到了", staff.id)
    await town.passes(days=8)

    await staff.presses(data, message)

    assert staff.toast == "签到时间已过，不能再改了。"
    await to_the_day(staff)
    assert "出示签到码" not in staff.labels()


async def test_weeks_later_nobody_can_say_any_more_that_they_were_there(town):
    _staff, _lan, bo = await somebody_missed(town)
    message, data = bo._button("我来了", bo.id)
    await town.passes(days=8)

    await bo.presses(data, message)

    assert bo.toast == "签到时间已过，不能再改了。"


async def test_who_acts_for_a_mother_without_telegram_excuses_her(town):
    _staff, lan, code = await at_the_door(town, "阿兰")
    await town.query(
        "INSERT INTO people (name, language, met_at, proxy_id) SELECT '妈妈', 'zh_Hans', 0, id"
        " FROM people WHERE telegram_id = ? RETURNING 1",
        lan.id,
    )
    await town.query(
        "INSERT INTO sign_ups (activity_id, person_id, standing, companions, note, made_at)"
        " SELECT 1, id, 'confirmed', 0, '', 0 FROM people WHERE name = '妈妈' RETURNING 1"
    )
    await lan.types(code)

    await town.passes(hours=5, minutes=30)
    lan.sees("妈妈")
    lan.sees(MISSED)
    await lan.taps("临时有事")
    await lan.types("腿疼")

    assert await town.query(NO_SHOWS) == [(0, 1, "腿疼")]


async def test_somebody_else_cannot_speak_for_her(town):
    _staff, lan, bo = await somebody_missed(town)
    number = (await town.query("SELECT id FROM people WHERE name = '阿波'"))[0][0]
    message, _data = bo._button("我来了", bo.id)

    await lan.presses(f"miss.up:1:{number}", message)

    assert await town.query(NO_SHOWS) == [(0, 0, "")]
