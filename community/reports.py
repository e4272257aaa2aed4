"""What a resident hands in, before it is a ticket."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from community.threads import Attachment
from community.tickets import Kind


@dataclass(frozen=True, slots=True)
class Message:
    """Where some words or a file came from, so that an edit of it finds them again."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Part:
    """Words, or a file with or without some; the message is where it was said, if it was."""

    words: str = ""
    file: Attachment | None = None
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class NewTicket:
    kind: Kind
    category: str
    parts: tuple[Part, ...]
    building: str = ""
    place: str = ""
    urgent: bool = False
    anonymous: bool = False
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def says_something(self) -> bool:
        return any(part.words.strip() or part.file for part in self.parts)
