"""The bot's command menus, and its name and descriptions, per scope and language."""

import pytest

WANG, LI, CHEN = 101, 102, 103


def menu(*names):
    return [{"command": name, "description": f"about {name}"} for name in names]


def seen(world, person_id, chat_id):
    return [each["command"] for each in world.commands(person_id, chat_id)]


async def test_default_menu_is_seen_everywhere(world, bot, private, group):
    await bot("setMyCommands", commands=menu("help"))

    assert seen(world, WANG, private) == ["help"]
    assert seen(world, WANG, group) == ["help"]


async def test_language_of_the_person_goes_before_none(world, bot, group):
    await bot("setMyCommands", commands=menu("help"))
    await bot("setMyCommands", commands=menu("bangzhu"), language_code="zh")

    assert seen(world, WANG, group) == ["bangzhu"]
    assert seen(world, LI, group) == ["help"]


async def test_narrower_scope_without_language_goes_before_wider_with_it(world, bot, group):
    await bot("setMyCommands", commands=menu("wide"), language_code="zh")
    await bot("setMyCommands", commands=menu("narrow"), scope={"type": "all_group_chats"})

    assert seen(world, WANG, group) == ["narrow"]
    assert seen(world, WANG, WANG) == ["wide"]


async def test_seven_scopes_from_the_widest_to_the_narrowest(world, bot, private, group):
    scopes = [
        {"type": "default"},
        {"type": "all_group_chats"},
        {"type": "all_chat_administrators"},
        {"type": "chat", "chat_id": group},
        {"type": "chat_administrators", "chat_id": group},
        {"type": "chat_member", "chat_id": group, "user_id": WANG},
    ]
    wang, li = [], []
    for scope in scopes:
        await bot("setMyCommands", commands=menu(scope["type"]), scope=scope)
        wang += seen(world, WANG, group)
        li += seen(world, LI, group)
    await bot("setMyCommands", commands=menu("all"), scope={"type": "all_private_chats"})
    await bot("setMyCommands", commands=menu("hers"), scope={"type": "chat", "chat_id": private})

    assert wang == [scope["type"] for scope in scopes]
    assert li == [
        "default",
        "all_group_chats",
        "all_group_chats",
        "chat",
        "chat",
        "chat",
    ]
    assert seen(world, WANG, private) == ["hers"]
    assert seen(world, LI, LI) == ["all"]


async def test_menu_is_read_back_exactly_as_set(bot):
    await bot("setMyCommands", commands=menu("a"), language_code="zh")

    assert await bot("getMyCommands", language_code="zh") == menu("a")
    assert await bot("getMyCommands") == []
    assert await bot("getMyCommands", scope={"type": "all_group_chats"}) == []


async def test_menu_is_deleted_and_an_empty_one_is_none(world, bot, private):
    await bot("setMyCommands", commands=menu("a"))
    await bot("deleteMyCommands")
    deleted = seen(world, WANG, private)
    await bot("setMyCommands", commands=menu("a"))
    await bot("setMyCommands", commands=[])

    assert deleted == []
    assert seen(world, WANG, private) == []


async def test_group_without_the_bot_shows_no_menu(world, bot, group):
    await bot("setMyCommands", commands=menu("a"))
    world.bot_membership(group, "kicked")

    assert seen(world, WANG, group) == []


async def test_chat_of_a_scope_may_be_written_as_text(world, bot, group):
    scope = {"type": "chat", "chat_id": str(group)}

    await bot("setMyCommands", commands=menu("a"), scope=scope)

    assert seen(world, LI, group) == ["a"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"commands": menu(*["a"] * 101)}, "too many commands specified"),
        ({"commands": menu("Help")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("a" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("帮助")}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "a", "description": " "}]},
            "command description must be non-empty",
        ),
        (
            {"commands": [{"command": "a", "description": "长" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            {"commands": [{"command": "a"}]},
            "can't parse BotCommand: fields command and description are expected",
        ),
        ({"language_code": "zh-hans"}, "invalid language code specified"),
        ({"scope": {"type": "moon"}}, "can't parse BotCommandScope: unsupported type specified"),
        ({"scope": {"type": "chat"}}, "chat_id is empty"),
        ({"scope": {"type": "chat", "chat_id": 999}}, "chat not found"),
        (
            {"scope": {"type": "chat", "chat_id": [1]}},
            'can\'t parse scope: field "chat_id" must be of type Number or String',
        ),
        ({"scope": {"type": "chat_administrators", "chat_id": WANG}}, "chat is not a group"),
        ({"scope": {"type": "default", "chat_id": 1}}, "unknown parameter scope.chat_id"),
    ],
)
async def test_menus_that_are_refused(bot, private, changes, words):
    refusal = await bot.refusal("setMyCommands", **({"commands": menu("a")} | changes))

    assert refusal == f"Bad Request: {words}"


async def test_bot_has_a_name_and_descriptions_per_language(bot):
    await bot("setMyName", name="邻里", language_code="zh")
    await bot("setMyDescription", description="帮邻居的忙")
    await bot("setMyShortDescription", short_description="帮忙")

    assert await bot("getMyName", language_code="zh") == {"name": "邻里"}
    assert await bot("getMyName") == {"name": "邻里 Linli"}
    assert await bot("getMyDescription", language_code="en") == {"description": "帮邻居的忙"}
    assert await bot("getMyShortDescription") == {"short_description": "帮忙"}


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("setMyName", {"name": "a" * 65}, "name is too long"),
        ("setMyDescription", {"description": "a" * 513}, "description is too long"),
        (
            "setMyShortDescription",
            {"short_description": "a" * 121},
            "short description is too long",
        ),
    ],
)
async def test_names_have_their_lengths(bot, method, parameters, words):
    assert await bot.refusal(method, **parameters) == f"Bad Request: {words}"


async def test_menu_button_is_set_for_all_or_one(bot, private):
    await bot("setChatMenuButton", menu_button={"type": "commands"})
    await bot("setChatMenuButton", chat_id=private, menu_button={"type": "default"})

    assert await bot("getChatMenuButton") == {"type": "commands"}
    assert await bot("getChatMenuButton", chat_id=private) == {"type": "default"}
    assert await bot("getChatMenuButton", chat_id=LI) == {"type": "commands"}
    assert await bot.refusal("setChatMenuButton", menu_button={"type": "big"}) == (
        "Bad Request: can't parse MenuButton: unsupported type specified"
    )


async def test_bot_knows_itself(bot):
    me = await bot("getMe")

    assert me["id"] == 12345
    assert me["is_bot"] is True
    assert me["username"] == "linli_bot"
    assert me["can_read_all_group_messages"] is False


async def test_nobody_has_a_profile_photo(bot):
    assert await bot("getUserProfilePhotos", user_id=WANG) == {"total_count": 0, "photos": []}
    assert await bot.refusal("getUserProfilePhotos", user_id=9) == (
        "Bad Request: invalid user_id specified"
    )


@pytest.mark.parametrize("method", ["logOut", "close"])
async def test_leaving_the_server_is_agreed_to(bot, method):
    assert await bot(method) is True
