"""One update as the house understands it: who, where, what. Knows nothing of how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ANONYMOUS_ADMIN = 1087968824  # who speaks for a group
LANGUAGE_MARK = "~"  # before the language, at the end of a shared button's data


class Said(StrEnum):
    """What a message consists of."""

    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    VOICE = "voice"
    AUDIO = "audio"
    ANIMATION = "animation"
    DOCUMENT = "document"
    LOCATION = "location"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sender:
    id: int
    name: str
    language_code: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """What somebody sent; `text` is also a caption, `file_id` the largest size of a photo."""

    said: Said
    text: str = ""
    file_id: str = ""
    album: str = ""  # Telegram's media_group_id
    latitude: float = 0.0
    longitude: float = 0.0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Words typed after the bot's name, in whatever chat; not sent yet."""

    query_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A copy of a card in a chat of people's own, which the house knows nothing of."""

    inline_message_id: str
    card: str = ""  # when it has just been chosen
    language: str = ""  # when a button of it was pressed


@dataclass(frozen=True, slots=True)
class Told:
    """What Telegram tells of something that the bot has made: a poll's counts, somebody's vote."""

    kind: str  # as the update is called
    about: str  # Telegram's id of the thing
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update that the house can do something with."""

    sender: Sender
    chat_id: int  # 0: not known
    chat_type: str = "private"
    chat_title: str = ""
    is_forum: bool = False
    message_id: int = 0
    thread_id: int | None = None
    query_id: str | None = None
    data: str | None = None
    content: Content | None = None
    is_plain: bool = False  # a new message in the sender's own name: only this can be a command
    membership: str | None = None  # the bot's own new status in the chat
    rights: frozenset[str] = frozenset()
    moved_to: int | None = None
    asked: Asked | None = None
    shared: Shared | None = None
    told: Told | None = None  # who sends a poll's counts is nobody, with the id 0
    replies_to: int | None = None  # the message of the bot that this one answers
    replied_text: str = ""  # what the bot had said in the message that this one answers
    is_edit: bool = False  # something said before, as it reads now
    via_bot: str = ""  # the username of the bot that a person's message was made with

    @property
    def is_private(self) -> bool:
        return self.chat_type == "private"

    @property
    def is_anonymous_admin(self) -> bool:
        """Telegram says that this is some admin of the group, and keeps to itself which."""
        return self.sender.id == ANONYMOUS_ADMIN
