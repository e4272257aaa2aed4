"""Fields of what comes in from Telegram, each checked strictly, since anything can come."""

from typing import TypeGuard

LARGEST_ID = 2**52  # the largest id Telegram gives: more would not survive every client
LONGEST_CODE = 1024  # characters; of what Telegram makes up, far more than there ever are


def text_of(raw: object, key: str) -> str:
    """Half a surrogate pair, which JSON can carry and nothing else, becomes a question mark."""
    found = raw.get(key) if isinstance(raw, dict) else None
    return found.encode("utf-8", "replace").decode() if isinstance(found, str) else ""


def is_code(found: object) -> TypeGuard[str]:
    """Something that Telegram made up and only wants back."""
    return isinstance(found, str) and found.isascii() and len(found) <= LONGEST_CODE


def is_id(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and abs(found) < LARGEST_ID


def is_count(found: object) -> TypeGuard[int]:
    return isinstance(found, int) and not isinstance(found, bool) and 0 <= found < LARGEST_ID
