from tests.handlers.announcing import (
    WORDS,
    contact,
    copies,
    directed,
    neighbours,
    sent,
    standings,
    written,
)
from tests.handlers.attending import published


async def test_everybody_hears_it_with_the_communitys_name(town):
    alice = await town.resident("Alice")
    staff = await town.staff()

    await sent(town, staff)

    assert alice.sees(WORDS) == f"📣 幸福里社区\n\n{WORDS}"


async def test_it_is_seen_as_people_will_read_it_before_anything_leaves(town):
    alice = await town.resident("Alice")
    staff = await town.staff()

    await written(town, staff)

    staff.sees(f"📣 幸福里社区\n\n{WORDS}")
    staff.sees("将发给 3 人。")
    alice.sees_nothing_of(WORDS)


async def test_the_figures_come_up_to_date_by_themselves(town):
    await neighbours(town, 3)
    staff = await town.staff()

    await sent(town, staff)

    assert "✅ 已完成" in staff.sees("已送达：5")


async def test_only_the_building_it_is_about_hears_it(town):
    near = await town.resident("近邻", building="1号楼")
    far = await town.resident("远邻", building="2号楼")
    staff = await town.staff()

    await sent(town, staff, whom=("按楼栋", "1号楼"))

    near.sees(WORDS)
    far.sees_nothing_of(WORDS)


async def test_only_the_language_it_is_written_in(town):
    alice, bob = await town.resident("Alice", "zh_Hant"), await town.resident("Bob", "en")
    staff = await town.staff()

    await sent(town, staff, "Water is off on Saturday.", whom=("按语言", "English"))

    bob.sees("Water is off on Saturday.")
    alice.sees_nothing_of("Water is off")


async def test_only_volunteers(town):
    helper, alice = await town.volunteer("Helper"), await town.resident("Alice")
    staff = await town.staff()

    await sent(town, staff, whom=("按身份", "所有志愿者"))

    helper.sees(WORDS)
    alice.sees_nothing_of(WORDS)


async def test_only_those_who_were_at_an_activity(town):
    came, alice = await town.resident("来过的"), await town.resident("Alice")
    staff = await town.staff()
    await published(town, staff)
    await town.linli.doors.store.transaction(
        lambda db: db.people._sql.run(
            "INSERT INTO attendance (activity_id, person_id, people, at, how)"
            " SELECT 1, id, 1, 0, 'code' FROM people WHERE telegram_id = ?",
            came.id,
        )
    )

    await sent(town, staff, whom=("活动参加者", "包饺子"))

    came.sees(WORDS)
    alice.sees_nothing_of(WORDS)


async def test_a_sample_is_drawn_by_lot_and_its_seed_kept(town):
    people = await neighbours(town, 6)
    staff = await town.staff()

    await sent(town, staff, size="三")

    assert "随机抽取 3 人" in staff.sees("随机种子")
    assert sum(copies(town, one) for one in (*people, staff, town.admin)) >= 3
    assert await standings(town) == {"sent": 3}


async def test_it_can_be_said_in_the_group_and_in_private(town):
    alice = await town.resident("Alice")
    staff = await town.staff()

    await sent(town, staff, where="两处都发")

    alice.sees(WORDS, where=town.group)
    alice.sees(WORDS)
    staff.sees("群里：已发出")


async def test_in_the_group_alone_nobody_is_written_to(town):
    alice = await town.resident("Alice")
    staff = await town.staff()

    await sent(town, staff, where="群里")

    alice.sees(WORDS, where=town.group)
    alice.sees_nothing_of(WORDS)
    staff.sees("✅ 已完成")


async def test_a_picture_goes_with_the_words(town):
    alice = await town.resident("Alice")
    staff = await town.staff()
    await staff.types("/announce")
    await staff.taps("写新公告")
    await staff.types(WORDS)
    await staff.sends_photo()
    await directed(staff)

    await staff.taps("现在发送")
    await town.passes(seconds=30)

    alice.sees(WORDS)
    assert "photo" in alice._messages(alice.id)[-1]


async def test_a_picture_leaves_less_room_and_nothing_typed_is_lost(town):
    staff = await town.staff()
    await staff.types("/announce")
    await staff.taps("写新公告")
    await staff.types("水" * 1025)

    await staff.sends_photo()

    staff.sees("最多 1024 个字，这段有 1025 个字")
    await staff.taps("跳过")
    staff.sees("发到哪里？")


async def test_planned_for_a_moment_it_leaves_then(town):
    alice = await town.resident("Alice")
    staff = await town.staff()
    await written(town, staff, at="明天上午10点")
    await staff.taps("定时发送")

    await town.passes(hours=21)
    alice.sees_nothing_of(WORDS)
    await town.passes(hours=2)

    alice.sees(WORDS)


async def test_who_came_after_it_was_planned_hears_it_too(town):
    staff = await town.staff()
    await written(town, staff, at="明天上午10点")
    await staff.taps("定时发送")
    late = await town.resident("新来的")

    await town.passes(hours=23)

    late.sees(WORDS)


async def test_one_planned_can_be_called_off(town):
    alice = await town.resident("Alice")
    staff = await town.staff()
    await written(town, staff, at="明天上午10点")
    await staff.taps("定时发送")

    await staff.taps("停止")
    await staff.taps("是的，停止发送")
    await town.passes(hours=23)

    staff.sees("🚫 已停止")
    alice.sees_nothing_of(WORDS)


async def test_who_sleeps_gets_it_in_the_morning(town):
    alice = await town.resident("Alice")
    staff = await town.staff()
    await town.passes(hours=11)

    await sent(town, staff)
    alice.sees_nothing_of(WORDS)
    await town.passes(hours=10)

    alice.sees(WORDS)


async def test_what_is_urgent_wakes_people_and_only_admins_can_say_so(town):
    alice = await town.resident("Alice")
    staff = await town.staff()
    await town.passes(hours=11)
    await town.admin.types("/announce")
    await town.admin.taps("写新公告")
    await town.admin.types("煤气泄漏，请马上开窗离开！")
    await town.admin.taps("跳过")
    await town.admin.taps("私聊")
    await town.admin.taps("所有人")
    await town.admin.taps("全部")
    await town.admin.taps("🔴 紧急")
    await town.admin.taps("由我来点发送")

    await staff.types("/announce")
    await staff.taps("煤气泄漏")
    await staff.taps("现在发送")
    assert staff.toast == "您没有这个权限。如有需要，请联系社区工作者。"
    alice.sees_nothing_of("煤气泄漏")
    await town.admin.taps("现在发送")
    await town.passes(seconds=30)

    alice.sees("煤气泄漏")


async def test_who_wants_no_announcements_gets_none(town):
    alice = await town.resident("Alice")
    staff = await town.staff()
    await town.linli.doors.store.transaction(
        lambda db: db.people._sql.run(
            "UPDATE people SET muted = 'announcements' WHERE telegram_id = ?", alice.id
        )
    )

    await sent(town, staff)

    alice.sees_nothing_of(WORDS)
    staff.sees("不接收公告：1")


async def test_who_hears_for_somebody_else_gets_one_message_for_both(town):
    alice = await town.resident("Alice")
    await contact(town, "王奶奶", alice)
    staff = await town.staff()

    await sent(town, staff)

    assert "请也转告：\u2068王奶奶\u2069。" in alice.sees(WORDS)
    assert copies(town, alice) == 1
    staff.sees("已送达：4")


async def test_those_not_reached_are_listed_by_building(town):
    await contact(town, "王奶奶", building="2号楼", unit="1", room="301")
    blocker = await town.resident("张三", building="1号楼", unit="3", room="402")
    await blocker.blocks_the_bot()
    staff = await town.staff()
    await sent(town, staff)

    await staff.taps("未送达（2）")

    said = staff.sees("有 2 人没有收到。")
    assert said.index("1号楼 (1)") < said.index("张三") < said.index("2号楼 (1)")
    assert "王奶奶\u2069 · 没有 Telegram" in said


async def test_the_list_can_be_taken_as_a_table(town):
    await contact(town, "王奶奶", building="2号楼")
    staff = await town.staff()
    await sent(town, staff)
    await staff.taps("未送达（1）")

    await staff.taps("表格")

    staff.sees("公告 1 没有送达的人")
    assert (await town.query("SELECT action FROM audit ORDER BY id DESC LIMIT 1")) == [
        ("took the list of those not reached",)
    ]


async def test_its_words_can_be_changed_before_it_goes(town):
    alice = await town.resident("Alice")
    staff = await town.staff()
    await written(town, staff)

    await staff.taps("改内容")
    await staff.types("周日停水。")
    await staff.taps("跳过")
    await staff.taps("现在发送")
    await town.passes(seconds=30)

    alice.sees("周日停水。")
    alice.sees_nothing_of(WORDS)


async def test_its_people_can_be_changed_before_it_goes(town):
    alice, helper = await town.resident("Alice"), await town.volunteer("Helper")
    staff = await town.staff()
    await written(town, staff)

    await staff.taps("改对象和时间")
    await directed(staff, whom=("按身份", "所有志愿者"))
    await staff.taps("现在发送")
    await town.passes(seconds=30)

    helper.sees(WORDS)
    alice.sees_nothing_of(WORDS)


async def test_a_draft_can_be_deleted(town):
    staff = await town.staff()
    await written(town, staff)

    await staff.taps("删除")
    await staff.taps("确定删除")

    staff.sees("还没有公告。")


async def test_residents_cannot_announce(town):
    alice = await town.resident("Alice")

    await alice.types("/announce")

    alice.sees_nothing_of("写新公告")


async def test_signs_of_html_arrive_as_they_were_typed(town):
    alice = await town.resident("Alice")
    staff = await town.staff()

    await sent(town, staff, "温度<5℃ & 风>6级 <b>请</b>关窗 &amp; <script>")

    alice.sees("温度<5℃ & 风>6级 <b>请</b>关窗 &amp; <script>")


async def test_the_longest_text_arrives_whole_without_the_heading(town):
    alice = await town.resident("Alice")
    await contact(town, "王奶奶", alice)
    staff = await town.staff()

    await sent(town, staff, "水<" * 2048)

    assert alice.sees("水<" * 2048) == "水<" * 2048
    alice.sees("请也转告：\u2068王奶奶\u2069。")


async def test_a_text_that_a_phone_sends_in_two_parts_loses_nothing_unseen(town):
    staff = await town.staff()
    await staff.types("/announce")
    await staff.taps("写新公告")

    await staff.types("水" * 4096)
    await staff.types("水")

    staff.sees("请发一张照片")


async def test_a_group_that_is_gone_is_said_before_it_starts(town):
    staff = await town.staff()
    await written(town, staff, where="群里")
    await town.linli.doors.store.transaction(lambda db: db.groups.lost(town.group))

    await staff.taps("现在发送")

    assert "我还不在邻居群里" in staff.toast


async def test_everything_is_said_in_english_too(town):
    bob = await town.staff("Bob", "en")
    await bob.types("/announce")
    await bob.taps("New announcement")
    await bob.types("Water is off on Saturday.")
    await bob.taps("Skip")
    await bob.taps("In private")
    await bob.taps("Everybody")
    await bob.taps("All of them")
    await bob.taps("When I say so")

    await bob.taps("Send it now")
    await town.passes(seconds=30)

    assert "Sent: 2" in bob.sees("✅ Done")
