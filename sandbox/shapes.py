"""The names of the loose shapes that travel: JSON objects, and files on their way in."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a client hands it over, before the sandbox keeps it."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


def without_nothing(fields: Json) -> Json:
    """Telegram leaves empty fields out instead of sending null."""
    return {name: value for name, value in fields.items() if value not in (None, "")}


def names(words: str) -> frozenset[str]:
    return frozenset(words.split())
