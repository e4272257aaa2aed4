"""Who comes is on the group's card only by the names of those who allow it."""

import pytest

from tests.handlers.publishing import announced


@pytest.fixture
async def li(town):
    li = await town.staff("小李")
    await announced(town, li, places=20)
    await li.types("/activities")
    await li.taps("包饺子")
    await li.taps("管理")
    await li.taps("发到群里")
    return li


def card(town):
    """As the group sees it now."""
    said = [m.get("text", "") for m in town.world.messages(town.admin.id, town.group)]
    return next(text for text in said if text.startswith("包饺子"))


async def allows(neighbour):
    await neighbour.types("/settings")
    await neighbour.taps("显示我的名字")


async def test_nobodys_name_is_shown_until_they_allow_it(town, li):
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    assert "王芳" not in card(town)
    await allows(fang)
    assert "参加的邻居：\u2068王芳\u2069" in card(town)
    await fang.taps("不显示我的名字")
    assert "王芳" not in card(town)


async def test_the_others_are_counted_with_their_companions(town, li):
    fang, lei = await town.resident("王芳"), await town.resident("李雷")
    await allows(fang)
    await fang.taps("报名", where=town.group)
    await lei.types("/activities")
    await lei.taps("包饺子")
    await lei.taps("和家人朋友一起")
    await lei.taps("+2")
    await lei.taps("跳过")
    assert "参加的邻居：\u2068王芳\u2069 等，另有 3 人" in card(town)


async def test_eight_names_at_most_and_only_of_those_with_a_place(town, li):
    for n in range(10):
        neighbour = await town.resident(f"邻居{n}")
        await allows(neighbour)
        await neighbour.taps("报名", where=town.group)
    assert "邻居7" in card(town)
    assert "邻居8" not in card(town)
    assert "另有 2 人" in card(town)


async def test_who_gives_up_the_place_is_off_the_card(town, li):
    fang = await town.resident("王芳")
    await allows(fang)
    await fang.taps("报名", where=town.group)
    await fang.types("/activities")
    await fang.taps("包饺子")
    await fang.taps("取消我的名额")
    await fang.taps("确定取消")
    assert "王芳" not in card(town)


async def test_the_names_cost_one_look_into_an_index(town, li):
    plan = await town.query(
        "EXPLAIN QUERY PLAN SELECT p.name FROM sign_ups AS s JOIN people AS p"
        " ON p.id = s.person_id WHERE s.activity_id = 1 AND s.shows_name = 1"
        " AND s.standing = 'confirmed' AND p.name <> '' ORDER BY s.id LIMIT 8"
    )
    assert "sign_ups_shown" in plan[0][3]
    assert not any("TEMP B-TREE" in step[3] for step in plan)
