"""Who is in a group, and what an administrator bot may do to them."""

from typing import TYPE_CHECKING

from sandbox.chats import Chat
from sandbox.deeds.membership import change_membership, creator_of
from sandbox.members import (
    ADMINISTRATOR_RIGHTS,
    OPTIONAL_RIGHTS,
    PERMISSIONS,
    Member,
    Status,
)
from sandbox.methods.destinations import managed_chat, open_chat
from sandbox.methods.method import CHAT_ONLY, Method
from sandbox.parameters import Given, Kind, booleans, integers, objects
from sandbox.refusals import bad_request
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World

RESTRICT_REFUSAL = "not enough rights to restrict/unrestrict chat member"
PROMOTE_REFUSAL = "not enough rights"


def chat_member(world: "World", given: Given) -> Json:
    chat = open_chat(world, given["chat_id"])
    user = _user(world, given)
    if chat.is_private:
        if given["user_id"] not in {chat.chat_id, world.bot_id}:
            raise bad_request("member not found")
        return Member(Status.MEMBER).as_chat_member(user)
    return chat.member(given["user_id"]).as_chat_member(user)


def member_count(world: "World", given: Given) -> int:
    chat = open_chat(world, given["chat_id"])
    return 2 if chat.is_private else chat.member_count()


def administrators(world: "World", given: Given) -> list[Json]:
    """Without other bots; this one is told of itself."""
    chat = open_chat(world, given["chat_id"])
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    shown = []
    for user_id, member in chat.members.items():
        user = world.known_user(user_id)
        if user and member.is_administrator:
            shown.append(member.as_chat_member(user))
    return shown


def ban(world: "World", given: Given) -> bool:
    chat, user = _governed(world, given, "can_restrict_members", RESTRICT_REFUSAL)
    banned = Member(Status.KICKED, until_date=given.get("until_date", 0))
    change_membership(world, chat, user=user, new=banned, actor=world.bot)
    return True


def unban(world: "World", given: Given) -> bool:
    """Whoever is in the group is put out by this, unless only banned people are meant."""
    chat, user = _governed(world, given, "can_restrict_members", RESTRICT_REFUSAL)
    is_banned = chat.member(user["id"]).status is Status.KICKED
    if is_banned or not given.get("only_if_banned"):
        change_membership(world, chat, user=user, new=Member(Status.LEFT), actor=world.bot)
    return True


def restrict(world: "World", given: Given) -> bool:
    chat, user = _governed(world, given, "can_restrict_members", RESTRICT_REFUSAL)
    if chat.kind != "supergroup":
        raise bad_request("method is available only for supergroups")
    unknown = given["permissions"].keys() - set(PERMISSIONS)
    if unknown:
        raise bad_request(f"unknown parameter permissions.{min(unknown)}")
    rights = {name: bool(given["permissions"].get(name)) for name in PERMISSIONS}
    is_here = chat.member(user["id"]).is_here
    restricted = Member(Status.RESTRICTED, rights, given.get("until_date", 0), is_here)
    everything = all(rights.values())
    changed = Member(Status.MEMBER) if everything and is_here else restricted
    change_membership(world, chat, user=user, new=changed, actor=world.bot)
    return True


def promote(world: "World", given: Given) -> bool:
    """Granting nothing at all takes the office away."""
    chat, user = _governed(world, given, "can_promote_members", PROMOTE_REFUSAL)
    names = (*ADMINISTRATOR_RIGHTS, *OPTIONAL_RIGHTS)
    rights = {name: given.get(name, False) for name in names}
    changed = Member(Status.ADMINISTRATOR, rights) if any(rights.values()) else None
    change_membership(
        world, chat, user=user, new=changed or Member(Status.MEMBER), actor=world.bot
    )
    return True


def _user(world: "World", given: Given) -> Json:
    user = world.known_user(given["user_id"])
    if user is None:
        raise bad_request("invalid user_id specified")
    return user


def _governed(world: "World", given: Given, right: str, refusal: str) -> tuple[Chat, Json]:
    """The group and the member that an administrator's action means."""
    chat = managed_chat(world, given["chat_id"], right, refusal)
    user = _user(world, given)
    if user is world.bot:
        raise bad_request("can't restrict self")
    if user is creator_of(world, chat):
        raise bad_request("can't remove chat owner")
    if chat.member(user["id"]).is_administrator and right == "can_restrict_members":
        raise bad_request("user is an administrator of the chat")
    return chat, user


WHO = CHAT_ONLY | integers("user_id")
RIGHTS = dict.fromkeys((*ADMINISTRATOR_RIGHTS, *OPTIONAL_RIGHTS), Kind.BOOLEAN)
METHODS = (
    Method("getChatMember", chat_member, WHO, ("chat_id", "user_id")),
    Method("getChatMemberCount", member_count, CHAT_ONLY, ("chat_id",)),
    Method(
        "getChatAdministrators",
        administrators,
        CHAT_ONLY | booleans("return_bots"),
        ("chat_id",),
    ),
    Method(
        "banChatMember",
        ban,
        WHO | integers("until_date") | booleans("revoke_messages"),
        ("chat_id", "user_id"),
    ),
    Method("unbanChatMember", unban, WHO | booleans("only_if_banned"), ("chat_id", "user_id")),
    Method(
        "restrictChatMember",
        restrict,
        WHO
        | objects("permissions")
        | booleans("use_independent_chat_permissions")
        | integers("until_date"),
        ("chat_id", "user_id", "permissions"),
    ),
    Method(
        "promoteChatMember",
        promote,
        WHO | RIGHTS | booleans("is_anonymous"),
        ("chat_id", "user_id"),
    ),
)
