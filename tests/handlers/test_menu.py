"""One menu, the same everywhere, and the way out of everything."""

from community.house import House
from handlers import FEATURES
from handlers.kit.features import Features
from handlers.menu import default_commands


def _names(commands):
    return [command["command"] for command in commands]


async def test_the_menu_shows_what_the_person_may_do_two_in_a_row(town):
    lan = await town.resident("阿兰")
    await lan.types("/menu")
    lan.sees("幸福里社区")
    assert "我的" in lan.labels()
    assert "设置" in lan.labels()
    assert "邀请" not in lan.labels()
    rows = town.world.messages(lan.id, lan.id)[-1]["reply_markup"]["inline_keyboard"]
    assert max(len(row) for row in rows) == 2


async def test_what_is_for_staff_comes_after_what_is_for_everybody(town):
    await town.admin.types("/menu")
    labels = town.admin.labels()
    assert labels.index("隐私") < labels.index("邀请")
    assert "社区工作者" in labels


async def test_every_screen_of_the_menu_leads_back_in_place(town):
    for label in ("我的", "设置", "帮助", "隐私", "邀请", "社区工作者"):
        await town.admin.types("/menu")
        count = len(town.world.messages(town.admin.id, town.admin.id))
        await town.admin.taps(label)
        await town.admin.taps("‹ 菜单")
        town.admin.sees("您想做什么")
        assert len(town.world.messages(town.admin.id, town.admin.id)) == count


async def test_help_lists_the_commands_by_whom_they_are_for(town):
    lan = await town.resident("Lan", "en")
    await lan.types("/help")
    said = lan.sees("/menu – What I can do for you")
    assert "/privacy – What is kept about you" in said
    assert "/invite" not in said
    assert "/start" not in said

    await town.admin.types("/help")
    said = town.admin.sees("/staff")
    assert said.index("/menu") < said.index("社区工作者可用") < said.index("/invite")
    assert said.index("/invite") < said.index("管理员可用") < said.index("/setup")


async def test_help_for_a_guest_begins_with_getting_to_know_each_other(town):
    ming = town.newcomer("Ming", "en")
    await ming.types("/help")
    said = ming.sees("/help")
    assert "/me " not in said
    await ming.taps("Begin")
    assert "English" in ming.labels()


async def test_cancel_closes_the_open_form(town):
    lan = await town.resident("阿兰")
    await lan.types("/me")
    await lan.taps("修改名字")
    await lan.types("/cancel")
    lan.sees("已取消")
    await lan.types("新名字")
    lan.sees("现在还没有人看到")


async def test_cancel_says_when_nothing_was_open(town):
    lan = await town.resident("阿兰")
    await lan.types("/cancel")
    lan.sees("没有需要取消的内容")
    stranger = town.newcomer("路人", "en")
    await stranger.types("/cancel")
    stranger.sees("There was nothing to cancel.")


async def test_the_command_list_follows_role_and_language(town):
    ming = town.newcomer("Ming", "en")
    await ming.starts()
    for label in ("English", "I agree", "Skip", "Not now"):
        await ming.taps(label)
    listed = town.world.commands(ming.id, ming.id)
    assert "me" in _names(listed)
    assert "invite" not in _names(listed)
    assert {"command": "menu", "description": "What I can do for you"} in listed

    await ming.types("/language")
    await ming.taps("简体中文")
    listed = town.world.commands(ming.id, ming.id)
    assert {"command": "menu", "description": "我能为您做什么"} in listed


def test_default_lists_exist_for_every_language_of_telegram():
    payloads = default_commands(Features(FEATURES), House())
    private = {
        p["language_code"]: p for p in payloads if p["scope"]["type"] == "all_private_chats"
    }
    assert set(private) == {"", "zh", "en"}
    assert {"command": "me", "description": "我的"} in private["zh"]["commands"]
    assert {"command": "me", "description": "My things"} in private["en"]["commands"]
    assert private[""]["commands"] == private["zh"]["commands"]
    assert "staff" not in _names(private["en"]["commands"])


def test_admins_of_groups_see_setup_and_others_do_not():
    payloads = default_commands(Features(FEATURES), House())
    scopes = {p["scope"]["type"]: _names(p["commands"]) for p in payloads}
    assert scopes["all_chat_administrators"] == ["emergency", "setup"]
    assert "setup" not in scopes.get("all_group_chats", [])


def test_a_house_that_speaks_one_language_lists_commands_in_it():
    payloads = default_commands(Features(FEATURES), House(languages=("zh_Hant",)))
    private = {
        p["language_code"]: p for p in payloads if p["scope"]["type"] == "all_private_chats"
    }
    assert set(private) == {"", "zh"}
    assert {"command": "help", "description": "全部指令"} in private["zh"]["commands"]


async def test_telegram_accepts_the_default_lists(town):
    for payload in default_commands(Features(FEATURES), House()):
        status, answer = await town.world.call("setMyCommands", payload)
        assert (status, answer["ok"]) == (200, True)
