"""What is said about a ticket, in order: words, files, and the moves that were made.

Who is behind a voice is not known here.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    RESIDENT = "resident"
    STAFF = "staff"
    HOUSE = "house"


class EntryKind(StrEnum):
    WORDS = "words"
    QUESTION = "question"
    ANSWER = "answer"
    CLOSING = "closing"
    NOTE = "note"
    MOVE = "move"  # the text is the move's name
    CONTACT = "contact"  # a visit or a call


FOR_RESIDENTS = (EntryKind.QUESTION, EntryKind.ANSWER, EntryKind.CLOSING)


@dataclass(frozen=True, slots=True)
class Attachment:
    """What Telegram keeps; of a location the two numbers stand in place of the id."""

    kind: str
    file_id: str


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    ticket_id: int
    side: Side
    kind: EntryKind
    at: datetime
    text: str = ""
    file: Attachment | None = None
    voice_id: int | None = None
    staff_id: int | None = None
    staff: str = ""  # the name, for the desk
    edited_at: datetime | None = None
    follow_up_at: datetime | None = None

    @property
    def is_for_residents(self) -> bool:
        """What staff said to whoever the matter belongs to."""
        return self.kind in FOR_RESIDENTS


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whose matter a ticket is; of an anonymous one nothing says who."""

    id: int
    ticket_id: int
    head_id: int  # the ticket it is answered in: another one after a merge
    origin: "Origin"
    person_id: int | None = None
    anonymous: bool = False
    left: bool = False  # withdrawn, while others stay


class Origin(StrEnum):
    AUTHOR = "author"
    JOINED = "joined"  # "me too"
