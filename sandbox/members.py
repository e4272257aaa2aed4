"""Who is what in a group, and which rights come with it. Knows nothing of updates."""

from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.shapes import Json


class Status(StrEnum):
    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
OPTIONAL_RIGHTS = (
    "can_post_messages",
    "can_edit_messages",
    "can_manage_direct_messages",
    "can_manage_tags",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
UNGRANTED = frozenset({"can_promote_members"})
_PRESENT = frozenset({Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER})


@dataclass(slots=True)
class Member:
    status: Status
    rights: dict[str, bool] = field(default_factory=dict)
    until_date: int = 0
    is_member: bool = True  # only a restricted member can be outside

    @property
    def is_here(self) -> bool:
        return self.status in _PRESENT or (self.status is Status.RESTRICTED and self.is_member)

    @property
    def is_administrator(self) -> bool:
        return self.status in {Status.ADMINISTRATOR, Status.CREATOR}

    def has(self, right: str) -> bool:
        """An administrator's right; what was not said is granted, but for making others admin."""
        if self.status is Status.CREATOR:
            return True
        if self.status is not Status.ADMINISTRATOR:
            return False
        return self.rights.get(right, right not in UNGRANTED)

    def may(self, permission: str) -> bool:
        """What an ordinary member may do, given what this one is restricted to."""
        if self.status is Status.RESTRICTED:
            return self.is_member and self.rights.get(permission, False)
        return self.is_here

    def as_chat_member(self, user: Json) -> Json:
        shown: Json = {"status": self.status.value, "user": user}
        if self.status is Status.CREATOR:
            return shown | {"is_anonymous": False}
        if self.status is Status.ADMINISTRATOR:
            return shown | self._administrator()
        if self.status is Status.RESTRICTED:
            rights = {name: self.rights.get(name, False) for name in PERMISSIONS}
            return shown | {"is_member": self.is_member, "until_date": self.until_date} | rights
        if self.status is Status.KICKED:
            return shown | {"until_date": self.until_date}
        return shown

    def _administrator(self) -> Json:
        rights: Json = {name: self.has(name) for name in ADMINISTRATOR_RIGHTS}
        rights |= {name: True for name in OPTIONAL_RIGHTS if self.rights.get(name)}
        return {"can_be_edited": False, "is_anonymous": False} | rights
