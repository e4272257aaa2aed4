"""A chat and its history: message ids, messages as they are now, topics, pins, reading marks.

Messages are never changed in place: an edit puts a new dict where the old one was, so whoever
holds the old one (an update that waits) still shows what people saw.
"""

from dataclasses import dataclass, field

from sandbox.members import Member, Status
from sandbox.shapes import Json


@dataclass(slots=True)
class Topic:
    name: str
    icon_color: int
    is_closed: bool = False
    is_hidden: bool = False
    icon_custom_emoji_id: str | None = None


@dataclass(slots=True)
class Chat:
    brief: Json
    members: dict[int, Member] = field(default_factory=dict)
    history: dict[int, Json] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    general: Topic = field(default_factory=lambda: Topic("General", 0x6FB9F0))
    read_up_to: dict[int, int] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    permissions: dict[str, bool] = field(default_factory=dict)
    description: str = ""
    reactions: dict[int, dict[int, list[Json]]] = field(default_factory=dict)
    invite_links: dict[str, Json] = field(default_factory=dict)
    upgraded_to: int | None = None
    keyboards: dict[int, Json] = field(default_factory=dict)  # what bots are not told again
    last_message_id: int = 0

    @property
    def chat_id(self) -> int:
        return int(self.brief["id"])

    @property
    def kind(self) -> str:
        return str(self.brief["type"])

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    @property
    def is_forum(self) -> bool:
        return bool(self.brief.get("is_forum"))

    @property
    def called(self) -> str:
        """How Telegram's refusals call this kind of chat."""
        return f"{self.kind} chat"

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id

    def keep(self, message: Json) -> None:
        self.history[message["message_id"]] = message

    def latest(self) -> Json | None:
        return next(reversed(self.history.values()), None)

    def has_member(self, user_id: int) -> bool:
        if self.is_private:
            return user_id == self.chat_id
        member = self.members.get(user_id)
        return bool(member and member.is_here)

    def member(self, user_id: int) -> Member:
        return self.members.get(user_id) or Member(Status.LEFT)

    def allows(self, user_id: int, permission: str) -> bool:
        """Whether a member may do this, by their own restriction and by the group's rule."""
        if self.is_private:
            return True
        member = self.member(user_id)
        if member.is_administrator:
            return True
        return member.may(permission) and self.permissions.get(permission, True)

    def unread(self, person_id: int) -> int:
        seen = self.read_up_to.get(person_id, 0)
        count = 0
        for message in reversed(self.history.values()):
            if message["message_id"] <= seen:
                break
            count += message.get("from", {}).get("id") != person_id
        return count

    def member_count(self) -> int:
        return sum(member.is_here for member in self.members.values())
