"""The bot about itself: who it is, its command menus, its name and descriptions, its files."""

from typing import TYPE_CHECKING

from sandbox.menus import scope_key
from sandbox.methods.destinations import find_chat
from sandbox.methods.method import Method
from sandbox.parameters import Given, Kind, integers, lists, objects, strings
from sandbox.refusals import bad_request
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World

ABILITIES: Json = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "can_manage_bots": False,
    "supports_guest_queries": False,
    "supports_join_request_queries": False,
}
MENU_BUTTONS = frozenset({"default", "commands", "web_app"})


def about_me(world: "World", _given: Given) -> Json:
    return world.bot | ABILITIES | {"supports_inline_queries": world.inline.enabled}


def agreed(_world: "World", _given: Given) -> bool:
    return True


def set_commands(world: "World", given: Given) -> bool:
    world.menus.set_commands(
        given["commands"], _scope(world, given), given.get("language_code", "")
    )
    world.tell("commands")
    return True


def list_commands(world: "World", given: Given) -> list[Json]:
    return world.menus.commands(_scope(world, given), given.get("language_code", ""))


def delete_commands(world: "World", given: Given) -> bool:
    world.menus.delete_commands(_scope(world, given), given.get("language_code", ""))
    world.tell("commands")
    return True


def _scope(world: "World", given: Given) -> tuple[object, ...]:
    """Scopes of one chat hold the id of a chat that is there."""
    key = scope_key(given.get("scope"))
    if len(key) == 1:
        return key
    kind, chat_id, *rest = key
    if not isinstance(chat_id, int | str):
        raise bad_request("chat not found")
    chat = find_chat(world, int(chat_id) if str(chat_id).lstrip("-").isdigit() else str(chat_id))
    if chat.is_private and kind != "chat":
        raise bad_request("chat is not a group")
    return (kind, chat.chat_id, *rest)


def _text_setter(kind: str, name: str) -> Method:
    def act(world: "World", given: Given) -> bool:
        world.menus.set_text(kind, given.get(kind, ""), given.get("language_code", ""))
        return True

    return Method(name, act, {kind: Kind.STRING, "language_code": Kind.STRING})


def _text_getter(kind: str, name: str) -> Method:
    def act(world: "World", given: Given) -> Json:
        text = world.menus.text(kind, given.get("language_code", ""))
        return {kind: text or (world.bot["first_name"] if kind == "name" else "")}

    return Method(name, act, strings("language_code"))


def set_menu_button(world: "World", given: Given) -> bool:
    button = given.get("menu_button") or {"type": "default"}
    if button.get("type") not in MENU_BUTTONS:
        raise bad_request("can't parse MenuButton: unsupported type specified")
    world.menus.buttons[given.get("chat_id", 0)] = button
    return True


def menu_button(world: "World", given: Given) -> Json:
    buttons = world.menus.buttons
    return buttons.get(given.get("chat_id", 0)) or buttons.get(0) or {"type": "default"}


def find_file(world: "World", given: Given) -> Json:
    return world.files.download(given["file_id"])


def profile_photos(world: "World", given: Given) -> Json:
    if world.known_user(given["user_id"]) is None:
        raise bad_request("invalid user_id specified")
    return {"total_count": 0, "photos": []}


SCOPED = objects("scope") | strings("language_code")
METHODS = (
    Method("getMe", about_me, {}),
    Method("logOut", agreed, {}),
    Method("close", agreed, {}),
    Method("setMyCommands", set_commands, SCOPED | lists("commands"), ("commands",)),
    Method("getMyCommands", list_commands, SCOPED),
    Method("deleteMyCommands", delete_commands, SCOPED),
    _text_setter("name", "setMyName"),
    _text_getter("name", "getMyName"),
    _text_setter("description", "setMyDescription"),
    _text_getter("description", "getMyDescription"),
    _text_setter("short_description", "setMyShortDescription"),
    _text_getter("short_description", "getMyShortDescription"),
    Method("setChatMenuButton", set_menu_button, integers("chat_id") | objects("menu_button")),
    Method("getChatMenuButton", menu_button, integers("chat_id")),
    Method("getFile", find_file, strings("file_id"), ("file_id",)),
    Method(
        "getUserProfilePhotos",
        profile_photos,
        integers("user_id offset limit"),
        ("user_id",),
    ),
)
