"""Places drawn by lot: everybody has the same chance, and anybody can check it."""

from hashlib import sha256

from tests.handlers.organising import plan_in_form, published


async def in_the_draw(town, staff, *names, places=1, **plan):
    await published(staff, places=places, draw_at="5月5日 10:00", **plan)
    neighbours = [await town.resident(name) for name in names]
    for neighbour in neighbours:
        await neighbour.taps("报名抽签", where=town.group)
    return neighbours


async def drawn(town):
    """Whose lots came first, as anybody would work it out."""
    ((seed, seal),) = await town.query("SELECT draw_seed, draw_seal FROM activities")
    assert sha256(seed.encode()).hexdigest() == seal
    rows = await town.query(
        "SELECT s.id, p.name, s.companions FROM sign_ups AS s JOIN people AS p"
        " ON p.id = s.person_id"
    )
    rows.sort(key=lambda row: sha256(f"{seed}:{row[0]}".encode()).hexdigest())
    return [(name, companions) for _number, name, companions in rows]


async def test_until_the_draw_nobody_has_a_place_and_nobody_a_position(town):
    staff = await town.staff()
    lan, bo = await in_the_draw(town, staff, "阿兰", "阿波")

    assert bo.toast == "您已参加抽签：包饺子 · 5月9日 周六 14:00"
    said = bo.sees("您已参加抽签，您的签号是 2")
    assert "第" not in said.partition("签号")[0]
    card = bo.sees("2 份报名待抽签", where=town.group)
    assert "🎲 5月5日 周二 10:00 抽签" in card
    assert "抽签封条：" in card
    lan.sees_nothing_of("好消息")


async def test_the_lots_decide_and_everybody_hears(town):
    staff = await town.staff()
    neighbours = await in_the_draw(town, staff, "阿兰", "阿波", "阿琛")

    await town.passes(days=4)

    order = [name for name, _companions in await drawn(town)]
    by_name = {neighbour.name: neighbour for neighbour in neighbours}
    by_name[order[0]].sees("🎉 抽签结果：您中签了！")
    assert "您是候补第 1 位" in by_name[order[1]].sees("这次没有抽中您")
    assert "您是候补第 2 位" in by_name[order[2]].sees("这次没有抽中您")


async def test_those_not_drawn_move_up_in_the_drawn_order_and_newcomers_stand_behind(town):
    staff = await town.staff()
    neighbours = await in_the_draw(town, staff, "阿兰", "阿波", "阿琛")
    await town.passes(days=4)
    order = [name for name, _companions in await drawn(town)]
    by_name = {neighbour.name: neighbour for neighbour in neighbours}
    late = await town.resident("阿德")

    await late.taps("报名", where=town.group)
    late.sees("您是候补第 3 位")
    await by_name[order[0]].taps("我去不了")
    await by_name[order[0]].taps("确定取消")

    by_name[order[1]].sees("好消息")
    by_name[order[2]].sees_nothing_of("好消息")


async def test_anybody_can_look_how_it_was_drawn(town):
    staff = await town.staff()
    (lan, *_others) = await in_the_draw(town, staff, "阿兰", "阿波")
    await lan.taps("抽签说明")
    before = lan.sees("抽签密码已事先定好")
    ((seed, seal),) = await town.query("SELECT draw_seed, draw_seal FROM activities")
    assert seal in before
    assert seed not in before

    await town.passes(days=4)
    await lan.taps("抽签过程")

    said = lan.sees(f"密码：{seed}")
    assert f"从一开始就公开的封条（SHA-256）：{seal}" in said
    assert "1. 签号" in said
    assert "✅" in said
    assert "您的签号：1" in said


async def test_a_family_that_does_not_fit_is_passed_by_and_leads_the_line(town):
    staff = await town.staff()
    await published(staff, places=1, draw_at="5月5日 10:00")
    lan, bo = await town.resident("阿兰"), await town.resident("阿波")
    await bo.follows("join-1")
    await staff.taps("修改")
    await staff.taps("名额…")
    await staff.types("3")
    await lan.follows("bring-1")
    await lan.taps("+2")
    await lan.taps("跳过")
    lan.sees("共 3 人")

    await town.passes(days=4)

    first = (await drawn(town))[0][0]
    winner, other = (lan, bo) if first == "阿兰" else (bo, lan)
    winner.sees("您中签了")
    other.sees("您是候补第 1 位")


async def test_with_more_places_than_people_everybody_is_in(town):
    staff = await town.staff()
    lan, bo = await in_the_draw(town, staff, "阿兰", "阿波", places=5)

    await town.passes(days=4)

    lan.sees("您中签了")
    bo.sees("您中签了")
    lan.sees("还剩 3/5 个名额", where=town.group)


async def test_a_draw_with_nobody_in_it(town):
    staff = await town.staff()
    await published(staff, draw_at="5月5日 10:00")

    await town.passes(days=4)

    lan = await town.resident("阿兰")
    await lan.taps("报名", where=town.group)
    lan.sees("报名成功")


async def test_leaving_the_draw_is_free(town):
    staff = await town.staff()
    lan, bo = await in_the_draw(town, staff, "阿兰", "阿波")

    await lan.taps("退出抽签")
    await lan.taps("确定取消")
    await town.passes(days=4)

    bo.sees("您中签了")
    lan.sees_nothing_of("抽签结果")


async def test_the_number_of_places_can_change_before_the_draw(town):
    staff = await town.staff()
    lan, bo = await in_the_draw(town, staff, "阿兰", "阿波")

    await staff.taps("修改")
    await staff.taps("名额…")
    await staff.types("2")
    await town.passes(days=4)

    lan.sees("您中签了")
    bo.sees("您中签了")


async def test_a_draw_is_by_day_and_before_the_start(town):
    staff = await town.staff()
    await staff.types("/newactivity")
    for answer in ("包饺子", "5月9日 14:00", "活动室", "2", "0"):
        await staff.types(answer)
    await staff.taps("抽签")

    await staff.types("5月9日 13:30")
    staff.sees("抽签至少要在活动开始前一小时")
    await staff.types("5月8日 23:00")
    staff.sees("21:00 到 08:00 大家在休息")
    await staff.types("5月8日 10:00")

    staff.sees("活动多长时间")


async def test_a_draft_whose_draw_is_past_is_not_published_before_that_is_changed(town):
    staff = await town.staff()
    await plan_in_form(staff, draw_at="5月5日 10:00")
    await town.passes(days=5)

    await staff.taps("发布")
    assert staff.toast.startswith("原定的抽签时间已过")
    await staff.taps("修改")
    await staff.taps("修改内容")
    await staff.taps("抽签时间")
    await staff.types("5月8日 10:00")
    await staff.taps("发布")

    staff.sees("已发布")


async def test_once_sign_up_is_open_the_draw_stays_a_draw(town):
    staff = await town.staff()
    await in_the_draw(town, staff, "阿兰")
    await staff.taps("修改")
    await staff.taps("修改内容")
    await staff.taps("抽签时间")

    await staff.taps("不抽签")

    assert "现在不能再改了" in staff.toast


async def test_the_draw_comes_before_a_start_that_has_moved_forward(town):
    staff = await town.staff()
    (lan,) = await in_the_draw(town, staff, "阿兰")
    await staff.taps("修改")
    await staff.taps("修改内容")
    await staff.taps("时间")
    await staff.types("5月4日 14:00")
    await staff.taps("修改并通知大家")
    lan.sees("新时间：5月4日 周一 14:00")

    await town.passes(days=3, hours=1)

    lan.sees("您中签了")
