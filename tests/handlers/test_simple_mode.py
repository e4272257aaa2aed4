"""Simple mode: short texts and one choice per row, on every screen of whoever wants it."""

import pytest

from handlers.kit.paging import Page
from handlers.kit.screen import Button, Opens, Press, Screen
from handlers.kit.simply import one_per_row
from locales import speaking
from tests.handlers.organising import published

SIMPLE = "SELECT simple FROM people WHERE telegram_id = ?"


class TurnTo(Press, prefix="test.turn"):
    number: int


def rows(town, neighbour):
    """Of the newest message that has buttons."""
    for message in reversed(town.world.messages(neighbour.id, neighbour.id)):
        if "reply_markup" in message:
            return message["reply_markup"]["inline_keyboard"]
    return []


@pytest.fixture
async def hua(town):
    """An old neighbour who has switched simple mode on."""
    hua = await town.resident("华奶奶", building="1号楼")
    await hua.types("/settings")
    await hua.taps("简洁模式")
    return hua


async def test_it_is_switched_on_and_off_by_a_tap(town, hua):
    hua.sees("简洁模式已打开：文字更短，每行一个按钮。")
    assert await town.query(SIMPLE, hua.id) == [(1,)]

    await hua.taps("退出简洁模式")

    hua.sees("免打扰")
    assert await town.query(SIMPLE, hua.id) == [(0,)]
    assert max(map(len, rows(town, hua))) > 1


async def test_every_screen_of_the_whole_menu_has_one_button_per_row(town):
    await published(await town.staff())
    await town.admin.types("/settings")
    await town.admin.taps("简洁模式")
    await town.admin.types("/menu")
    await town.admin.taps("其他全部功能")
    menu = rows(town, town.admin)
    assert len(menu) > 12
    assert {len(row) for row in menu} == {1}

    message = town.world.messages(town.admin.id, town.admin.id)[-1]["message_id"]
    for [button] in menu:
        await town.admin.presses(button["callback_data"], message)

        assert {len(row) for row in rows(town, town.admin)} == {1}, button["text"]


async def test_the_menu_has_only_what_everybody_needs_first(hua):
    await hua.types("/menu")

    assert hua.labels() == [
        "活动", "反映与求助", "我的诉求", "便民服务", "我的", "紧急电话", "设置", "其他全部功能"
    ]  # fmt: skip


async def test_questions_are_asked_with_one_button_per_row(town, hua):
    await hua.types("/me")
    await hua.taps("修改住址")

    assert hua.labels()[:3] == ["1号楼", "2号楼", "3号楼"]
    assert {len(row) for row in rows(town, hua)} == {1}


async def test_what_comes_unasked_and_what_is_drawn_late_follows_it_too(town, hua):
    staff = await town.staff()
    await published(staff)
    await hua.follows("join-1")

    await town.passes(days=8)

    hua.sees("包饺子")
    assert {len(row) for row in rows(town, hua)} == {1}


async def test_a_group_is_not_changed_by_who_is_in_it(town, hua):
    await published(await town.staff())

    await hua.taps("报名", where=town.group)

    assert "和家人朋友一起" in hua.labels(where=town.group)


async def test_it_survives_a_restart_and_is_in_ones_file(town, hua):
    await town.restart()
    await hua.types("/privacy")
    await hua.taps("我的信息")

    document = [m for m in town.world.messages(hua.id, hua.id) if "document" in m][-1]
    content = town.world.files.find(document["document"]["file_id"]).content

    assert b'"simple": true' in content


def test_what_turns_pages_says_so_and_the_count_goes():
    screen = Screen("", [Page(1, 60).turns(TurnTo)])

    with speaking("en"):
        shown = one_per_row(screen)

    assert [[b.label for b in row] for row in shown.rows] == [["‹ Previous"], ["Next ›"]]


def test_numbers_to_choose_from_stay():
    """A line of marks from one to five is a choice, not a way to turn pages."""
    screen = Screen("", [[Button(str(n), Opens("x")) for n in (1, 2, 3)]])

    assert [[b.label for b in row] for row in one_per_row(screen).rows] == [["1"], ["2"], ["3"]]
