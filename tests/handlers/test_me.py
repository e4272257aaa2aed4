"""My things: one screen, and the ways to change it."""

from community.people import Person
from handlers.kit.features import Features
from handlers.kit.router import Router
from handlers.kit.sections import Section
from tests.handlers.organising import published

NOBODY = None  # no turn is needed to ask
WHO = "SELECT name, building, unit, room FROM people WHERE telegram_id = ?"


async def test_one_screen_says_who_i_am_and_what_is_coming(town):
    lan = await town.resident("阿兰", building="2号楼", unit="3", room="501")
    await lan.types("/me")
    said = lan.sees("阿兰")
    assert "2号楼 3单元 501室" in said
    assert "简体中文" in said
    assert "暂时没有安排" in said


async def test_a_home_that_was_not_said_is_not_made_up(town):
    lan = await town.resident("Lan", "en")
    await lan.types("/me")
    lan.sees("Home: not said")


async def test_the_name_can_be_changed(town):
    lan = await town.resident("阿兰")
    await lan.types("/me")
    await lan.taps("修改名字")
    await lan.types("🙂🙂")
    lan.sees("需要几个字")
    await lan.types("名" * 4000)
    lan.sees("最多 64 个")
    await lan.types('<b>"兰')
    lan.sees('<b>"兰')
    assert await town.query(WHO, lan.id) == [('<b>"兰', "", "", "")]


async def test_the_home_can_be_changed(town):
    lan = await town.resident("阿兰", building="2号楼", unit="3", room="501")
    await lan.types("/me")
    await lan.taps("修改住址")
    await lan.types("9号楼")
    lan.sees("按钮")
    await lan.taps("1号楼")
    await town.restart()
    await lan.types("2单元 302")
    lan.sees("1号楼 2单元 302室")
    assert await town.query(WHO, lan.id) == [("阿兰", "1号楼", "2", "302")]


async def test_the_home_can_be_taken_back(town):
    lan = await town.resident("阿兰", building="2号楼", unit="3", room="501")
    await lan.types("/me")
    await lan.taps("修改住址")
    await lan.taps("跳过")
    lan.sees("未填写")
    assert await town.query(WHO, lan.id) == [("阿兰", "", "", "")]


def test_every_feature_adds_its_own_lines_to_a_section():
    walks, meals = Router(), Router()
    walks.mine(Section.COMING)(lambda _turn, person: [f"walk of {person.name}"])
    meals.mine(Section.COMING)(lambda _turn, _person: ["soup", "rice"])
    meals.mine(Section.ASKED)(lambda _turn, _person: ["washing up"])
    meals.mine(Section.SERVED)(lambda _turn, _person: [])

    features = Features((walks, meals))

    assert features.mine(NOBODY, Person(1, 101, "Lan")) == {
        Section.ASKED: ["washing up"],
        Section.COMING: ["walk of Lan", "soup", "rice"],
    }


async def test_what_there_is_stands_in_sections_and_what_there_is_not_is_left_out(town):
    await published(await town.staff())
    lan = await town.resident("Lan", "en")
    await lan.follows("join-1")
    await lan.types("/report")
    await lan.types("/cancel")

    await lan.types("/me")

    said = lan.sees("Lan")
    assert "<b>" not in said
    assert said.index("Coming up") < said.index("包饺子")
    assert "What you reported" not in said
    assert "Waiting for you" not in said
    assert "Nothing is coming up" not in said
