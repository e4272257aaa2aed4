"""What goes wrong while an announcement is on its way to many."""

from datetime import timedelta

from tests.handlers.announcing import (
    WORDS,
    contact,
    copies,
    crowd,
    erased,
    goes_on,
    heard,
    standings,
    taps_meanwhile,
    written,
)

MANY = 150


async def on_its_way(town, staff, seconds=2):
    """Some have it, most do not."""
    await written(town, staff)
    await taps_meanwhile(town, staff, "现在发送", seconds=seconds)


async def test_stopped_halfway_the_rest_never_hears_it(town):
    people = await crowd(town, MANY)
    staff = await town.staff()
    await on_its_way(town, staff)

    await taps_meanwhile(town, staff, "停止")
    await taps_meanwhile(town, staff, "是的，停止发送")
    reached, _most = heard(town, people)
    await town.passes(hours=1)

    assert 10 < reached < 120
    assert heard(town, people) == (reached, 1)
    found = await standings(town)
    assert found["sent"] + found["withdrawn"] == MANY + 2
    staff.sees("不再发送")


async def test_paused_it_waits_and_then_reaches_everybody_once(town):
    people = await crowd(town, MANY)
    staff = await town.staff()
    await on_its_way(town, staff)

    await taps_meanwhile(town, staff, "暂停")
    reached, _most = heard(town, people)
    await town.passes(hours=1)
    assert heard(town, people) == (reached, 1)
    await staff.taps("继续")
    await town.passes(minutes=1)

    assert heard(town, people) == (MANY, 1)
    staff.sees(f"已送达：{MANY + 2}")


async def test_a_press_is_answered_before_the_rest_of_it(town):
    people = await crowd(town, MANY)
    staff, alice = await town.staff(), await town.resident("Alice")
    await on_its_way(town, staff)

    alice._look_around()
    town.world.say(alice.id, alice.id, "/menu")
    await goes_on(town, seconds=1)

    alice.sees("想做什么")
    assert heard(town, people)[0] < MANY


async def test_whoever_blocks_the_bot_halfway_is_counted_and_listed(town):
    people = await crowd(town, MANY)
    staff = await town.staff()
    await on_its_way(town, staff)

    town.world.block(people[-1])
    await town.passes(minutes=2)

    assert heard(town, people) == (MANY - 1, 1)
    staff.sees("屏蔽了机器人：1")


async def test_told_to_wait_for_five_minutes_in_the_middle(town):
    people = await crowd(town, MANY)
    staff = await town.staff()
    await on_its_way(town, staff)

    town.world.faults.add(method="sendMessage", retry_after=300)
    await goes_on(town, seconds=200)
    assert heard(town, people)[0] < MANY
    await town.passes(minutes=5)

    assert heard(town, people) == (MANY, 1)
    staff.sees(f"已送达：{MANY + 2}")


async def test_stopped_while_told_to_wait_nothing_leaves_afterwards(town):
    people = await crowd(town, MANY)
    staff = await town.staff()
    await on_its_way(town, staff)
    town.world.faults.add(method="sendMessage", retry_after=300)
    await goes_on(town, seconds=1)

    message, data = staff._button("停止", staff.id)
    town.world.press(staff.id, staff.id, message, f"{data}:1")
    await goes_on(town, seconds=5)
    reached, _most = heard(town, people)
    await town.passes(minutes=20)

    assert reached < MANY
    assert heard(town, people) == (reached, 1)


async def test_ended_and_started_again_in_the_middle(town):
    people = await crowd(town, MANY)
    staff = await town.staff()
    await on_its_way(town, staff)

    await town.restart()
    await town.passes(minutes=2)

    assert heard(town, people) == (MANY, 1)


async def test_an_answer_that_never_comes_is_sent_twice_at_most(town):
    people = await crowd(town, MANY)
    staff = await town.staff()
    await on_its_way(town, staff)

    town.world.faults.add(method="sendMessage", lose_answer=True, times=3)
    await town.passes(minutes=2)

    reached, most = heard(town, people)
    assert (reached, most) == (MANY, 2)


async def test_whoever_is_erased_halfway_hears_nothing_more_and_is_counted(town):
    await crowd(town, MANY)
    staff, alice = await town.staff(), await town.resident("Alice")
    await contact(town, "王奶奶", alice)
    await on_its_way(town, staff, seconds=1)

    await erased(town, alice)
    await town.passes(minutes=2)

    assert copies(town, alice) == 0
    found = await standings(town)
    assert found == {"sent": MANY + 2, "erased": 2}
    staff.sees("已注销：2")


async def test_a_house_closed_over_the_moment_asks_before_it_goes_late(town):
    alice = await town.resident("Alice")
    staff = await town.staff()
    await written(town, staff, at="明天上午10点")
    await staff.taps("定时发送")
    await town.closes()
    town.clock.advance(timedelta(hours=40))
    await town.opens()

    await town.passes(hours=6)
    alice.sees_nothing_of(WORDS)
    staff.sees("到点时我没有在运行")
    await staff.taps("继续")
    await town.passes(seconds=30)

    alice.sees(WORDS)


async def test_two_of_the_staff_start_it_at_the_same_moment(town):
    alice = await town.resident("Alice")
    staff, other = await town.staff(), await town.staff("小王")
    await written(town, staff)
    await other.types("/announce")
    await other.taps("停水")

    for one in (staff, other):
        message, data = one._button("现在发送", one.id)
        town.world.press(one.id, one.id, message, data)
    await town.passes(minutes=1)

    assert copies(town, alice) == 1
    assert "已在发送或已结束" in other.toast


async def test_when_its_maker_has_been_erased_it_still_goes(town):
    alice = await town.resident("Alice")
    staff = await town.staff()
    await written(town, staff, at="明天上午10点")
    await staff.taps("定时发送")

    await erased(town, staff)
    await town.passes(hours=23)

    assert copies(town, alice) == 1


async def test_an_alarm_that_was_lost_is_set_again_at_the_next_start(town):
    people = await crowd(town, MANY)
    staff = await town.staff()
    await on_its_way(town, staff)
    await town.linli.doors.store.transaction(
        lambda db: db.updates._sql.run(
            "UPDATE notices SET state = 'failed' WHERE kind = 'AnnouncementGoesOn'"
        )
    )

    await town.restart()
    await town.linli.set_up()
    await town.passes(minutes=2)

    assert heard(town, people) == (MANY, 1)


async def test_the_night_comes_in_the_middle_and_the_rest_hears_it_in_the_morning(town):
    people = await crowd(town, MANY)
    staff = await town.staff()
    await town.passes(hours=8, minutes=59, seconds=57)
    await on_its_way(town, staff)

    await town.passes(hours=10)
    reached, _most = heard(town, people)
    await town.passes(hours=2)

    assert reached < MANY
    assert heard(town, people) == (MANY, 1)


async def test_who_acts_for_somebody_changes_while_it_is_on_its_way(town):
    await crowd(town, MANY)
    staff, alice, bob = (
        await town.staff(),
        await town.resident("Alice"),
        await town.resident("Bob"),
    )
    wang = await contact(town, "王奶奶", alice)
    await on_its_way(town, staff, seconds=1)

    await town.linli.doors.store.transaction(
        lambda db: db.contacts.adopt(db.people.person(wang), db.people.by_telegram(bob.id))
    )
    await town.passes(minutes=2)

    assert copies(town, alice) == 1
    assert any("王奶奶" in said for said in bob.news())
    assert not any("王奶奶" in said for said in alice.news())


async def test_who_reads_whom_it_has_not_reached_is_left_in_peace(town):
    await crowd(town, MANY)
    blocker = await town.resident("张三")
    await blocker.blocks_the_bot()
    staff = await town.staff()
    await on_its_way(town, staff)
    await town.linli.doors.store.transaction(
        lambda db: db.people._sql.run(
            "UPDATE announcement_recipients SET state = 'blocked' WHERE person_id = "
            "(SELECT id FROM people WHERE name = '张三')"
        )
    )
    await goes_on(town, seconds=2)

    await taps_meanwhile(town, staff, "未送达", seconds=4)

    staff.sees("有 1 人没有收到。")
    staff.sees_nothing_of("发送中")
