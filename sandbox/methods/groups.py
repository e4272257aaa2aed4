"""What a bot may ask about a chat, and change of it: title, pins, links, reactions."""

import secrets
from typing import TYPE_CHECKING

from sandbox.chats import Chat
from sandbox.deeds.membership import change_membership
from sandbox.members import PERMISSIONS, Member, Status
from sandbox.methods.destinations import find_chat, managed_chat, open_chat
from sandbox.methods.method import CHAT_ONLY, Method
from sandbox.parameters import (
    Given,
    booleans,
    chats,
    integers,
    lists,
    objects,
    strings,
)
from sandbox.refusals import bad_request
from sandbox.replies import shallow
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World

TITLE_LENGTH = 128
DESCRIPTION_LENGTH = 255
PIN_REFUSAL = "not enough rights to manage pinned messages in the chat"
LINK_REFUSAL = "not enough rights to manage chat invite link"
ALL_GIFTS = [
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
]


def chat_info(world: "World", given: Given) -> Json:
    chat = find_chat(world, given["chat_id"])
    if not chat.is_private:
        open_chat(world, chat.chat_id)
    info = chat.brief | {
        "accent_color_id": abs(chat.chat_id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(ALL_GIFTS, False),
    }
    if chat.description:
        info["description"] = chat.description
    if not chat.is_private:
        info["permissions"] = {name: chat.permissions.get(name, True) for name in PERMISSIONS}
    pinned = chat.history.get(chat.pinned[-1]) if chat.pinned else None
    return info | {"pinned_message": shallow(pinned)} if pinned else info


def leave_chat(world: "World", given: Given) -> bool:
    chat = open_chat(world, given["chat_id"])
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    change_membership(world, chat, user=world.bot, new=Member(Status.LEFT), actor=world.bot)
    return True


def set_title(world: "World", given: Given) -> bool:
    refusal = "not enough rights to change chat title"
    chat = managed_chat(world, given["chat_id"], "can_change_info", refusal)
    if len(given["title"]) > TITLE_LENGTH:
        raise bad_request("chat title is too long")
    chat.brief = chat.brief | {"title": given["title"]}
    world.post(chat, world.bot, {"new_chat_title": given["title"]})
    return True


def set_description(world: "World", given: Given) -> bool:
    refusal = "not enough rights to set chat description"
    chat = managed_chat(world, given["chat_id"], "can_change_info", refusal)
    description = given.get("description", "")
    if len(description) > DESCRIPTION_LENGTH:
        raise bad_request("chat description is too long")
    if description == chat.description:
        raise bad_request("chat description is not modified")
    chat.description = description
    return True


def set_permissions(world: "World", given: Given) -> bool:
    refusal = "not enough rights to change chat permissions"
    chat = managed_chat(world, given["chat_id"], "can_restrict_members", refusal)
    unknown = given["permissions"].keys() - set(PERMISSIONS)
    if unknown:
        raise bad_request(f"unknown parameter permissions.{min(unknown)}")
    chat.permissions = {name: given["permissions"].get(name, False) for name in PERMISSIONS}
    return True


def export_link(world: "World", given: Given) -> str:
    return str(create_link(world, given, is_primary=True)["invite_link"])


def create_link(world: "World", given: Given, *, is_primary: bool = False) -> Json:
    chat = managed_chat(world, given["chat_id"], "can_invite_users", LINK_REFUSAL)
    link: Json = {
        "invite_link": f"https://t.me/+{secrets.token_urlsafe(12)}",
        "creator": world.bot,
        "creates_join_request": given.get("creates_join_request", False),
        "is_primary": is_primary,
        "is_revoked": False,
    }
    told = ("name", "expire_date", "member_limit")
    link |= {name: given[name] for name in told if given.get(name)}
    chat.invite_links[link["invite_link"]] = link
    return link


def revoke_link(world: "World", given: Given) -> Json:
    chat = managed_chat(world, given["chat_id"], "can_invite_users", LINK_REFUSAL)
    link = chat.invite_links.get(given["invite_link"])
    if link is None:
        raise bad_request("INVITE_HASH_EXPIRED")
    revoked = link | {"is_revoked": True}
    chat.invite_links[given["invite_link"]] = revoked
    return revoked


def pin_message(world: "World", given: Given) -> bool:
    chat = _pinnable(world, given)
    message = chat.history.get(given["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    if message["message_id"] in chat.pinned:
        chat.pinned.remove(message["message_id"])
    chat.pinned.append(message["message_id"])
    world.post(chat, world.bot, {"pinned_message": shallow(message)})
    return True


def unpin_message(world: "World", given: Given) -> bool:
    chat = _pinnable(world, given)
    message_id = given.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    world.tell("chat", chat)
    return True


def unpin_all(world: "World", given: Given) -> bool:
    chat = _pinnable(world, given)
    chat.pinned.clear()
    world.tell("chat", chat)
    return True


def react(world: "World", given: Given) -> bool:
    chat = open_chat(world, given["chat_id"])
    message = chat.history.get(given["message_id"])
    if message is None:
        raise bad_request("message to react not found")
    chosen = given.get("reaction") or []
    if any(not isinstance(each, dict) or each.get("type") != "emoji" for each in chosen):
        raise bad_request("REACTION_INVALID")
    if len(chosen) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    chat.reactions.setdefault(message["message_id"], {})[world.bot_id] = chosen
    world.tell("edited", chat, message=message)
    return True


def _pinnable(world: "World", given: Given) -> Chat:
    chat = open_chat(world, given["chat_id"])
    if not chat.is_private and not chat.member(world.bot_id).has("can_pin_messages"):
        raise bad_request(PIN_REFUSAL)
    return chat


METHODS = (
    Method("getChat", chat_info, CHAT_ONLY, ("chat_id",)),
    Method("leaveChat", leave_chat, CHAT_ONLY, ("chat_id",)),
    Method("setChatTitle", set_title, CHAT_ONLY | strings("title"), ("chat_id", "title")),
    Method(
        "setChatDescription", set_description, CHAT_ONLY | strings("description"), ("chat_id",)
    ),
    Method(
        "setChatPermissions",
        set_permissions,
        CHAT_ONLY | objects("permissions") | booleans("use_independent_chat_permissions"),
        ("chat_id", "permissions"),
    ),
    Method("exportChatInviteLink", export_link, CHAT_ONLY, ("chat_id",)),
    Method(
        "createChatInviteLink",
        create_link,
        CHAT_ONLY
        | strings("name")
        | integers("expire_date member_limit")
        | booleans("creates_join_request"),
        ("chat_id",),
    ),
    Method(
        "revokeChatInviteLink",
        revoke_link,
        CHAT_ONLY | strings("invite_link"),
        ("chat_id", "invite_link"),
    ),
    Method(
        "pinChatMessage",
        pin_message,
        strings("business_connection_id")
        | chats("chat_id")
        | integers("message_id")
        | booleans("disable_notification"),
        ("chat_id", "message_id"),
    ),
    Method(
        "unpinChatMessage",
        unpin_message,
        strings("business_connection_id") | chats("chat_id") | integers("message_id"),
        ("chat_id",),
    ),
    Method("unpinAllChatMessages", unpin_all, CHAT_ONLY, ("chat_id",)),
    Method(
        "setMessageReaction",
        react,
        CHAT_ONLY | integers("message_id") | lists("reaction") | booleans("is_big"),
        ("chat_id", "message_id"),
    ),
)
