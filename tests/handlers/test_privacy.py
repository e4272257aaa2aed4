"""What is kept, said and shown and erased."""

import json

from community.house import House
from community.people import Person
from handlers.kit.features import Features
from handlers.kit.router import Router
from tests.town import Town

NOBODY = None  # no turn is needed to ask
PERSON = "SELECT telegram_id, name, roles, building, agreed_at FROM people WHERE id = ?"


async def _id_of(town, neighbour):
    [(number,)] = await town.query("SELECT id FROM people WHERE telegram_id = ?", neighbour.id)
    return number


async def test_the_notice_says_what_why_who_and_how_long(town):
    lan = await town.resident("Lan", "en")
    await lan.types("/privacy")
    said = lan.sees("What this bot keeps about you")
    assert "where you live" in said
    assert "after 30 days" in said
    assert "幸福里社区" in said


async def test_the_notice_follows_what_is_switched_on(tmp_path):
    town = Town(tmp_path, House(name="A", languages=("en",), privacy_contact="<office>"))
    await town.opens()
    lan = await town.resident("Lan", "en")
    await lan.types("/privacy")
    said = lan.sees("Questions: <office>")
    assert "where you live" not in said
    await town.closes()


async def test_a_guest_can_read_the_notice_too(town):
    ming = town.newcomer("Ming", "en")
    await ming.types("/privacy")
    ming.sees("What this bot keeps about you")
    assert ming.labels() == ["Begin"]


async def test_everything_kept_comes_as_a_file(town):
    lan = await town.resident("阿兰", building="2号楼", unit="3", room="501")
    await lan.types("/privacy")
    await lan.taps("查看我的信息")
    lan.sees("您的全部信息")
    held = json.loads(_file(town, lan))
    assert held["person"]["name"] == "阿兰"
    assert held["person"]["building"] == "2号楼"
    assert held["person"]["roles"] == ["resident"]
    assert held["house"]["notices_waiting"] == 0


async def test_erasing_takes_two_taps_and_leaves_nobody(town):
    lan = await town.resident("阿兰", building="2号楼")
    number = await _id_of(town, lan)
    await lan.types("/me")
    await lan.taps("修改名字")
    await lan.types("/privacy")
    await lan.taps("删除我的信息")
    lan.sees("无法恢复")
    assert await _id_of(town, lan) == number
    await lan.taps("确定删除")
    lan.sees("已全部删除")

    assert await town.query(PERSON, number) == [(None, "", 0, "", None)]
    assert await town.query("SELECT * FROM drafts WHERE person_id = ?", number) == []
    assert await town.query("SELECT action, subject FROM audit") == [
        ("erased", f"person:{number}")
    ]
    await town.passes(minutes=20)
    assert await town.query("SELECT * FROM outbox WHERE chat_id = ?", lan.id) == []
    assert await town.query("SELECT * FROM cards WHERE chat_id = ?", lan.id) == []


async def test_one_can_think_better_of_it(town):
    lan = await town.resident("阿兰")
    await lan.types("/privacy")
    await lan.taps("删除我的信息")
    await lan.taps("不，保留")
    lan.sees("这个机器人会保存哪些信息")
    assert await _id_of(town, lan)


async def test_who_was_erased_is_a_guest_again(town):
    lan = await town.staff("小李")
    number = await _id_of(town, lan)
    await lan.types("/invite")
    await lan.types("/privacy")
    for label in ("删除我的信息", "确定删除"):
        await lan.taps(label)
    await lan.types("/me")
    assert "Begin" in lan.labels() or "开始" in lan.labels()
    await lan.starts()
    for label in ("简体中文", "同意", "跳过", "暂时不"):
        await lan.taps(label)
    assert await _id_of(town, lan) != number
    assert "邀请" not in lan.labels()


async def test_erasing_twice_with_an_old_button_is_answered(town):
    lan = await town.resident("阿兰")
    await lan.types("/privacy")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]
    await lan.taps("删除我的信息")
    await lan.taps("确定删除")
    await lan.presses("mine.gone", message)
    lan.sees("认识一下")


async def test_an_erase_button_forged_by_somebody_else_erases_only_themselves(town):
    lan, eve = await town.resident("阿兰"), await town.resident("Eve", "en")
    await lan.types("/privacy")
    await eve.types("/privacy")
    message = town.world.messages(eve.id, eve.id)[-1]["message_id"]
    await eve.presses("mine.gone", message)
    assert await _id_of(town, lan)
    assert await town.query("SELECT id FROM people WHERE telegram_id = ?", eve.id) == []


async def test_a_private_button_forged_onto_a_group_message_shows_nothing_there(town):
    await town.admin.types("/setup", town.group)
    lan = await town.resident("阿兰")
    message = town.world.messages(lan.id, town.group)[-1]["message_id"]
    for forged in ("/me", "/privacy", "/menu", "mine.erase", "set.from:20", "me.name"):
        await lan.presses(forged, message, town.group)
        assert "过期" in lan.toast
        lan.sees_nothing_of("", town.group)


def _file(town, neighbour):
    """The content of the newest document in the private chat."""
    message = town.world.messages(neighbour.id, neighbour.id)[-1]
    return town.world.files.find(message["document"]["file_id"]).content


def test_every_feature_hands_out_and_forgets_what_it_keeps():
    erased = []
    walks = Router(keeps=("your walks",))
    walks.holds(lambda _turn, person: {"walks": [person.id]})
    walks.erases(lambda _turn, person: erased.append(person.id))
    features = Features((walks, Router()))

    assert features.keeps == ["your walks"]
    assert features.held(NOBODY, Person(7, 107)) == {"walks": [7]}
    features.erase(NOBODY, Person(7, 107))
    assert erased == [7]
