"""What somebody has said so far, message by message, before it is a ticket."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from community.names import clean
from community.refusals import Refusal
from community.reports import Message, Part
from community.threads import Attachment
from handlers.kit.incoming import Content, Incoming, Said

MOST_FILES = 40
MOST_CHARACTERS = 20_000
LONG = 2000  # characters; people's apps cut longer texts in several messages

KINDS = frozenset(Said) - {Said.TEXT, Said.LOCATION, Said.OTHER}


class CannotPassOn(Refusal):
    """A sticker, a contact, …: nothing that staff could work with."""


class TooMuchSaid(Refusal):
    """More than `most` files, or than one person can read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message; `file` is Telegram's file_id, or "latitude,longitude" of a location."""

    message_id: int
    text: str = ""
    kind: str = ""
    file: str = ""
    album: str = ""


def piece_of(incoming: Incoming) -> Piece:
    """Raises CannotPassOn."""
    content = incoming.content
    assert content, "a message has content"
    text, number = _text(content), incoming.message_id
    if content.said in KINDS:
        return Piece(number, text, content.said, content.file_id, content.album)
    if content.said is Said.LOCATION:
        where = f"{content.latitude},{content.longitude}"
        return Piece(number, clean(content.place), content.said, where)
    if content.said is not Said.TEXT or not text:
        raise CannotPassOn
    return Piece(number, text)


def _text(content: Content) -> str:
    return clean(content.text)


def added(pieces: Sequence[Piece], piece: Piece) -> tuple[Piece, ...]:
    """A message that Telegram brings twice is there once. Raises TooMuchSaid."""
    others = [one for one in pieces if one.message_id != piece.message_id]
    everything = (*others, piece)
    characters = sum(len(one.text) for one in everything)
    if characters > MOST_CHARACTERS or len(everything) > MOST_FILES:
        raise TooMuchSaid(most=MOST_FILES)
    return everything


def continues(pieces: Sequence[Piece], piece: Piece) -> bool:
    """Whether this came in one go with the last: more of an album, the rest of a long text."""
    if not pieces:
        return False
    last = pieces[-1]
    return bool(piece.album and piece.album == last.album) or len(last.text) >= LONG


def words_of(pieces: Sequence[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces if piece.text)


def parts_of(pieces: Sequence[Piece], chat_id: int) -> tuple[Part, ...]:
    """As a ticket takes them: each bound to its message, so that an edit of it finds it again."""
    return tuple(
        Part(
            piece.text,
            Attachment(piece.kind, piece.file) if piece.file else None,
            Message(chat_id, piece.message_id),
        )
        for piece in pieces
    )


def packed(pieces: Sequence[Piece]) -> str:
    return json.dumps([asdict(piece) for piece in pieces], ensure_ascii=False)


def unpacked(text: str) -> tuple[Piece, ...]:
    return tuple(Piece(**fields) for fields in json.loads(text or "[]"))
