"""What Telegram does to every text before it counts it: characters dropped, edges trimmed.

Positions of entities are counted in UTF-16 units, here as everywhere in Telegram.
"""

import re

from sandbox.shapes import Json

SPACED = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u202f\u205f"
    "\u2060-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]*"
)


def utf16_length(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    encoded = text.encode("utf-16-le")
    return encoded[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def cleaned(text: str) -> str:
    """One for one where a character is replaced; only use before entities are counted."""
    return DROPPED.sub("", SPACED.sub(" ", text))


def shows_nothing(text: str) -> bool:
    return INVISIBLE.fullmatch(text) is not None


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without blanks at both ends; entities move along and vanish when nothing of them stays."""
    if not text[:1].isspace() and not text[-1:].isspace():
        return text, [entity for entity in entities if entity["length"] > 0]
    kept = text.strip()
    cut = utf16_length(text) - utf16_length(text.lstrip())
    end = utf16_length(kept)
    moved = [_moved(entity, cut, end) for entity in entities]
    return kept, [entity for entity in moved if entity["length"] > 0]


def _moved(entity: Json, cut: int, end: int) -> Json:
    start = max(0, entity["offset"] - cut)
    stop = min(end, entity["offset"] + entity["length"] - cut)
    return entity | {"offset": start, "length": stop - start}
