"""The group chats a community has, and what each is for."""

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    NEIGHBOURHOOD = "neighbourhood"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat the bot is or was in."""

    chat_id: int
    title: str
    purpose: Purpose | None = None
    is_forum: bool = False
    is_member: bool = True
    rights: frozenset[str] = frozenset()  # the bot's, in Telegram's words: can_pin_messages


def missing_rights(group: Group, purpose: Purpose) -> list[str]:
    """What the bot would make use of in a group with this purpose and may not do."""
    if purpose is Purpose.NEIGHBOURHOOD:
        wanted = ["can_pin_messages", "can_delete_messages"]
    else:
        wanted = ["can_manage_topics"] if group.is_forum else []
    return [right for right in wanted if right not in group.rights]
