"""Activities as neighbours and staff live them in the chat."""

from datetime import timedelta

from tests.handlers.organising import plan_in_form, published


async def test_a_tap_in_the_group_becomes_a_place(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff, places=2)
    lan.sees("包饺子", where=town.group)

    await lan.taps("报名", where=town.group)

    assert lan.toast == "报名成功：包饺子 · 5月9日 周六 14:00"
    lan.sees("报名成功，共 1 人")
    lan.sees("还剩 1/2 个名额", where=town.group)
    lan.sees_nothing_of("阿兰", where=town.group)


async def test_five_taps_are_one_place(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff, places=3)

    for _tap in range(5):
        await lan.taps("报名", where=town.group)

    assert lan.toast == "报名成功：包饺子 · 5月9日 周六 14:00"
    assert await town.query("SELECT taken FROM activities") == [(1,)]
    assert "还剩 2/3" in lan.screen(where=town.group)


async def test_an_unknown_neighbour_goes_through_the_welcome_and_lands_in_the_activity(town):
    staff = await town.staff()
    await published(staff, places=2)
    ming = town.newcomer("小明")

    await ming.taps("报名", where=town.group)
    assert ming.led_to == "join-1"
    assert await town.query("SELECT taken FROM activities") == [(0,)]
    await ming.follows(ming.led_to)
    await town.restart()
    await ming.taps("简体中文")
    await ming.taps("同意")
    await ming.taps("跳过")
    await ming.taps("不")

    ming.sees("报名成功，共 1 人")
    assert await town.query("SELECT taken FROM activities") == [(1,)]


async def test_a_family_waits_and_comes_in_together_or_not_at_all(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波", "en")
    await published(staff, places=3)

    await lan.taps("和家人朋友一起", where=town.group)
    assert lan.led_to == "bring-1"
    await lan.follows("bring-1")
    await lan.taps("+1")
    await lan.types("孩子 5 岁")
    lan.sees("报名成功，共 2 人")
    await bo.follows("bring-1")
    await bo.taps("+2")
    await bo.taps("Skip")

    bo.sees("You are number 1 on the waiting list")
    bo.sees("For 3 people together")


async def test_a_freed_place_goes_to_whoever_waits(town):
    staff = await town.staff()
    lan, bo, chen = [await town.resident(name) for name in ("阿兰", "阿波", "阿琛")]
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)
    assert bo.toast == "名额已满，您是候补第 1 位：包饺子 · 5月9日 周六 14:00"
    await chen.taps("报名", where=town.group)

    await lan.taps("取消我的名额")
    lan.sees("确定不参加了吗")
    await lan.taps("确定取消")

    said = bo.sees("好消息")
    assert "包饺子 · 5月9日 周六 14:00" in said
    assert "到 5月1日 周五 16:00 为止" in said
    await bo.taps("接受名额")
    bo.sees("报名成功，共 1 人")
    assert "候补" in chen.screen(where=town.group)


async def test_an_offer_not_taken_goes_on_in_the_morning(town):
    staff = await town.staff()
    lan, bo, chen = [await town.resident(name) for name in ("阿兰", "阿波", "阿琛")]
    await published(staff, places=1)
    for neighbour in (lan, bo, chen):
        await neighbour.taps("报名", where=town.group)
    await town.passes(hours=7)
    await lan.taps("取消我的名额")
    await lan.taps("确定取消")

    await town.passes(hours=12)
    bo.sees_nothing_of("让给了下一位")
    await town.passes(hours=1, minutes=1)

    bo.sees("让给了下一位")
    chen.sees("好消息")
    await bo.taps("重新报名")
    bo.sees("您是候补第 1 位")


async def test_nobody_hears_of_a_free_place_at_night(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)
    await town.passes(hours=11)
    await lan.taps("取消我的名额")
    await lan.taps("确定取消")

    bo.sees_nothing_of("好消息")
    await town.passes(hours=9)

    assert "到 5月2日 周六 12:00 为止" in bo.sees("好消息")


async def test_declining_passes_the_place_on(town):
    staff = await town.staff()
    lan, bo, chen = [await town.resident(name) for name in ("阿兰", "阿波", "阿琛")]
    await published(staff, places=1)
    for neighbour in (lan, bo, chen):
        await neighbour.taps("报名", where=town.group)
    await lan.taps("取消我的名额")
    await lan.taps("确定取消")

    await bo.taps("放弃名额")

    chen.sees("好消息")
    await bo.taps("报名")
    bo.sees("您是候补第 1 位")


async def test_the_number_can_change_later_as_far_as_there_is_room(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=4)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)

    await lan.taps("修改人数")
    await lan.taps("+2")
    lan.sees("共 3 人")
    await bo.taps("修改人数")
    await bo.taps("+1")

    assert bo.toast == "名额不够了，您目前最多可以带 0 位。您原来的名额保持不变。"
    await lan.taps("修改人数")
    await lan.taps("只有我")
    assert "还剩 2/4" in lan.screen(where=town.group)


async def test_the_list_leads_to_a_card_with_map_calendar_and_photo(town):
    staff = await town.staff()
    lan = await town.resident("Lan", "en")
    await published(staff, places=2, with_media=True)

    await lan.types("/activities")
    await lan.taps("Sat 9 May, 14:00 包饺子")
    said = lan.screen()
    assert "Where: 社区活动室" in said
    assert "Cost: free" in said
    assert "Organised by \u2068小李\u2069" in said
    await lan.taps("📍 Map")
    await lan.taps("🖼 Photo")
    lan.sees("包饺子 · Sat 9 May, 14:00")
    await lan.taps("📅 Calendar")

    calls = {method: parameters for method, parameters, _result in town.world.calls}
    assert calls["sendVenue"]["address"] == "社区活动室"
    assert "sendPhoto" in calls
    event = town.world.messages(lan.id, lan.id)[-1]["document"]
    assert event["file_name"] == "activity-1.ics"


async def test_an_empty_list_says_so(town):
    lan = await town.resident("阿兰")

    await lan.types("/activities")

    lan.sees("目前没有活动安排")


async def test_long_lists_turn_pages(town):
    staff = await town.staff()
    for number in range(7):
        await published(staff, title=f"活动{number}")
    lan = await town.resident("阿兰")

    await lan.types("/activities")
    assert "1/2" in lan.labels()
    await lan.taps("›")

    assert [label for label in lan.labels() if "活动6" in label]


async def test_those_with_a_place_are_reminded_the_day_before_and_two_hours_before(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)

    await town.passes(days=7, hours=2, minutes=1)
    said = lan.sees("活动提醒")
    assert "包饺子 · 5月9日 周六 14:00 · 社区活动室" in said
    bo.sees("您是候补第 1 位")
    await lan.taps("查看活动")
    await town.passes(hours=22)
    lan.sees("活动提醒")
    await lan.taps("我去不了")
    await lan.taps("确定取消")

    bo.sees("好消息")


async def test_who_began_and_did_not_finish_hears_once(town):
    staff = await town.staff()
    lan, ming = await town.resident("阿兰"), town.newcomer("小明")
    await published(staff, places=5)
    await lan.follows("bring-1")
    await ming.follows("join-1")

    await town.passes(days=7, hours=22, minutes=59)
    lan.sees_nothing_of("还没有完成")
    await town.passes(minutes=2)

    lan.sees("还没有完成")
    ming.sees("还没有完成")
    await lan.taps("查看活动")
    await town.passes(hours=2)
    lan.sees_nothing_of("还没有完成")


async def test_the_card_in_the_group_closes_when_the_activity_begins(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff)

    await town.passes(days=8, hours=2, minutes=1)

    lan.sees("活动已开始", where=town.group)
    assert lan.labels(where=town.group) == []


async def test_an_activity_in_each_language(town):
    staff = await town.staff("Lee", "en")
    await staff.types("/newactivity")
    for answer in ("Dumplings", "next Saturday at 2pm", "Community room", "1"):
        await staff.types(answer)
    await staff.taps("3")
    await staff.taps("First come")
    for _optional in ("length", "cost", "who", "details", "photo", "map"):
        await staff.taps("Skip")
    staff.sees("Begins: Sat 9 May, 14:00")
    await staff.taps("Save as draft")
    await staff.taps("Publish")
    lan, bo = await town.resident("Lan", "en"), await town.resident("阿波", "zh_Hant")

    await lan.taps("报名", where=town.group)
    lan.sees("You have a place")
    await bo.taps("报名", where=town.group)
    bo.sees("您是候補第 1 位")
    assert "5月9日 週六 14:00" in bo.screen()
    await lan.taps("Give up place")
    await lan.taps("Yes, give it up")

    bo.sees("好消息")
    await bo.taps("接受名額")
    bo.sees("報名成功，共 1 人")


async def test_offers_that_somebody_has_muted_go_to_the_next(town):
    staff = await town.staff()
    lan, bo, chen = [await town.resident(name) for name in ("阿兰", "阿波", "阿琛")]
    await published(staff, places=1)
    for neighbour in (lan, bo, chen):
        await neighbour.taps("报名", where=town.group)
    await bo.types("/settings")
    await bo.taps("空出名额")

    await lan.taps("取消我的名额")
    await lan.taps("确定取消")

    chen.sees("好消息")


async def test_a_group_bound_later_can_be_shown_the_card(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await _member(town, False)
    await published(staff)
    await _member(town, True)
    await staff.types("/activities")
    await staff.taps("包饺子")
    await staff.taps("管理")

    await staff.taps("发到群里")

    lan.sees("包饺子", where=town.group)
    assert "发到群里" not in staff.labels()


async def _member(town, is_member):
    def note(db):
        db.groups.note(town.group, title="群", is_forum=False, is_member=is_member)

    await town.linli.doors.store.transaction(note)


async def test_everyone_hears_why_an_activity_is_cancelled(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波", "zh_Hant")
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)

    await staff.taps("修改")
    await staff.taps("取消活动")
    await staff.types("<b>下雨</b>")
    await staff.taps("取消并通知所有人")

    assert "包饺子" in lan.sees("原因：<b>下雨</b>")
    bo.sees("本次活動取消")
    lan.sees("已取消：<b>下雨</b>", where=town.group)
    assert lan.labels(where=town.group) == []
    await lan.taps("取消我的名额")
    assert lan.toast == "这个活动已经取消。"


async def test_a_cancellation_at_short_notice_is_told_even_at_night(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff, when="明天上午8点半")
    await lan.taps("报名", where=town.group)
    await town.passes(hours=11)

    await staff.taps("修改")
    await staff.taps("取消活动")
    await staff.types("停电")
    await staff.taps("取消并通知所有人")

    lan.sees("原因：停电")


async def test_staff_see_who_is_coming_and_who_has_blocked_the_bot(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident('<b>"&')
    await published(staff, places=1)
    await bo.taps("报名", where=town.group)
    await lan.taps("报名", where=town.group)
    await bo.blocks_the_bot()

    await staff.taps("人员")
    await staff.taps("报名名单")

    said = staff.screen()
    assert '✅ \u2068<b>"&\u2069 🚫' in said
    assert "候补第 1 位 \u2068阿兰\u2069" in said
    assert "已占 1/1 个名额" in said


async def test_a_draft_is_nobodys_but_the_staffs(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await plan_in_form(staff)
    staff.sees("草稿")

    await lan.types("/activities")
    lan.sees("目前没有活动安排")
    await lan.follows("join-1")
    lan.sees_nothing_of("报名成功")
    await staff.types("/activities")
    await staff.taps("草稿")
    await staff.taps("丢弃草稿")

    assert await town.query("SELECT count(*) FROM activities") == [(0,)]


async def test_without_a_group_an_activity_is_published_all_the_same(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await _member(town, False)
    await plan_in_form(staff)

    await staff.taps("发布")

    staff.sees("/setup")
    await lan.types("/activities")
    await lan.taps("包饺子")
    await lan.taps("报名")
    lan.sees("报名成功")


async def test_publishing_twice_posts_once(town):
    staff = await town.staff()
    await plan_in_form(staff)
    message, data = staff._button("发布", staff.id)

    await staff.presses(data, message)
    await staff.presses(data, message)

    posted = [
        m for m in town.world.messages(staff.id, town.group) if "包饺子" in m.get("text", "")
    ]
    assert len(posted) == 1


async def test_my_things_name_what_is_coming(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)

    await lan.types("/me")

    assert "包饺子 · 5月9日 周六 14:00" in lan.sees("报名成功，共 1 人")


async def test_who_is_erased_passes_the_place_on(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)

    await lan.types("/privacy")
    await lan.taps("删除我的信息")
    await lan.taps("确定删除")

    bo.sees("好消息")


async def test_companions_are_asked_for_under_the_name_of_the_activity(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff)

    await lan.follows("bring-1")
    assert "包饺子 · 5月9日 周六 14:00" in lan.sees("有几位和您同行")
    await lan.types("9")
    lan.sees("最多可以带 3 位")
    await lan.types("两位")

    lan.sees("包饺子 · 5月9日 周六 14:00")


async def test_more_places_go_at_once_to_whoever_waits(town):
    staff = await town.staff()
    lan, bo, chen = [await town.resident(name) for name in ("阿兰", "阿波", "阿琛")]
    await published(staff, places=1)
    for neighbour in (lan, bo, chen):
        await neighbour.taps("报名", where=town.group)

    await staff.taps("修改")
    await staff.taps("修改名额")
    assert "包饺子 · 5月9日 周六 14:00" in staff.sees("名额改为多少")
    await staff.types("2")

    staff.sees("名额现在共 2 个")
    bo.sees("好消息")
    chen.sees_nothing_of("好消息")
    lan.sees("名额已满，1 组候补", where=town.group)


async def test_there_cannot_be_fewer_places_than_are_taken(town):
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=5)
    for neighbour in (lan, bo):
        await neighbour.taps("报名", where=town.group)
    await staff.taps("修改")
    await staff.taps("修改名额")

    await staff.types("1")
    assert staff.screen() == (
        "已被占用或保留的名额有 2 个，名额总数不能比这更少。请输入更大的数字，或先请居民取消报名。"
    )
    await staff.types("2")

    staff.sees("名额现在共 2 个")
    lan.sees("名额已满", where=town.group)


async def test_the_number_of_places_is_for_staff_to_change(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff, places=5)
    await lan.types("/activities")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    await lan.presses("act.size:1", message)

    assert lan.toast == "您没有这个权限。如有需要，请联系社区工作者。"
    assert await town.query("SELECT count(*) FROM drafts") == [(0,)]


async def test_places_are_changed_in_each_language(town):
    lee, chen = await town.staff("Lee", "en"), await town.staff("小陳", "zh_Hant")
    await published(await town.staff(), places=2)

    await chen.types("/activities")
    await chen.taps("包饺子")
    await chen.taps("管理")
    await chen.taps("修改")
    await chen.taps("修改名額…")
    chen.sees("名額改為多少")
    await chen.types("0")
    chen.sees("1 到 100000")
    await chen.types("1")
    chen.sees("名額現在共 1 個")
    await lee.types("/activities")
    await lee.taps("包饺子")
    await lee.taps("Manage")
    await lee.taps("Change")
    await lee.taps("Places…")
    await lee.types("7")

    lee.sees("There are 7 places now.")


async def offered_and_not_told(town):
    """A place is freed, and the bot stops before it has written to whoever is next."""
    staff = await town.staff()
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await published(staff, places=1)
    for neighbour in (lan, bo):
        await neighbour.taps("报名", where=town.group)
    await lan.taps("取消我的名额")
    message, leave = lan._button("确定取消", lan.id)
    town.world.press(lan.id, lan.id, message, leave)
    await town.linli.intake.poll(wait=0)
    bo._look_around()
    return bo


async def test_an_offer_that_ended_while_the_bot_was_away_is_not_made_any_more(town):
    bo = await offered_and_not_told(town)

    town.clock.advance(timedelta(hours=5))
    await town.restart()
    await town.settle()

    assert bo.news() == [
        "包饺子 · 5月9日 周六 14:00 · 社区活动室\n\n为您保留到 5月1日 周五 16:00 的名额"
        "已经让给了下一位。如果您还想参加，欢迎重新报名。"
    ]


async def test_an_offer_that_could_not_leave_in_time_never_leaves(town):
    bo = await offered_and_not_told(town)
    await town.linli.clock.tick()

    town.clock.advance(timedelta(hours=5))
    await town.restart()
    await town.settle()

    assert [said for said in bo.news() if "好消息" in said] == []
    bo.sees("为您保留到 5月1日 周五 16:00 的名额已经让给了下一位")
    assert await town.query("SELECT state FROM outbox WHERE card LIKE 'offer:%'") == [
        ("superseded",)
    ]


async def test_an_offer_that_leaves_late_but_in_time_can_be_accepted(town):
    bo = await offered_and_not_told(town)
    await town.linli.clock.tick()

    town.clock.advance(timedelta(hours=3))
    await town.restart()
    await town.settle()

    assert "到 5月1日 周五 16:00 为止" in bo.sees("好消息")
    await bo.taps("接受名额")
    bo.sees("报名成功")


async def all_that_needs_no_time(linli):
    while any(
        [
            await linli.intake.poll(wait=0),
            await linli.delivery.round(),
            await linli.delivery.calls_ended(),
        ]
    ):
        pass


async def test_sixty_people_in_a_minute_leave_a_correct_card_and_a_calm_group(town):
    staff = await town.staff()
    people = [await town.resident(f"居民{number}") for number in range(60)]
    await published(staff, places=50)
    card = town.world.messages(people[0].id, town.group)[-1]
    join = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    changed_at = []

    def listen(event):
        if event["chat"] == town.group and event["type"] in ("message", "edited"):
            changed_at.append(town.clock.now())

    town.world.listeners.append(listen)
    town.world.calls.clear()

    for person in people:
        town.world.press(person.id, town.group, card["message_id"], join)
        await all_that_needs_no_time(town.linli)
        town.clock.advance(timedelta(seconds=1))
    await town.settle()

    assert "名额已满，10 组候补" in people[0].screen(where=town.group)
    assert await town.query("SELECT taken, waiting FROM activities") == [(50, 10)]
    minute = timedelta(seconds=60)
    busiest = max(sum(at <= other < at + minute for other in changed_at) for at in changed_at)
    assert 10 <= busiest <= 20
    assert not [result for _m, _p, result in town.world.calls if "Too Many" in str(result)]


async def test_a_receipt_says_nothing_of_how_many_are_left(town):
    staff = await town.staff()
    await published(staff)
    lan = await town.resident("阿兰")

    await lan.taps("报名", where=town.group)

    assert "个名额" not in lan.sees("报名成功")
    lan.sees("还剩 1/2 个名额", where=town.group)


async def test_a_draft_gets_another_number_of_places(town):
    staff = await town.staff()
    await plan_in_form(staff)
    await staff.taps("✏️ 修改")
    await staff.taps("修改名额")

    await staff.types("7")

    staff.sees("名额：7 个")
    assert await town.query("SELECT state, capacity FROM activities") == [("draft", 7)]
