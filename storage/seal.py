"""The seal that keeps authors secret: what it closes is readable only with a key that stands
outside the database. Knows nothing of tickets but their numbers."""

import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

KEY_FILE = "author.key"
KEY_LENGTH = 32
NONCE = 12
NUMBER = 8  # bytes
SHELF = 64  # numbers: a shelf's length tells its content only in steps of this


class Seal:
    """Equal numbers look different each time they are closed; marks and tokens do not, and
    nothing can be told from them without the key."""

    def __init__(self, key: bytes) -> None:
        assert len(key) == KEY_LENGTH, "a whole key"
        self._key = key

    @property
    def fingerprint(self) -> str:
        """Tells keys apart, and nothing about them."""
        return self._derived("fingerprint").hex()[:16]

    def close(self, person_id: int, ticket_id: int) -> bytes:
        return self._encrypt(_bytes(person_id), b"ticket:%d" % ticket_id)

    def person_behind(self, sealed: bytes, ticket_id: int) -> int | None:
        """None when it was closed with another key, or for another ticket."""
        plain = self._decrypt(sealed, b"ticket:%d" % ticket_id)
        return None if plain is None else int.from_bytes(plain, "big")

    def close_words(self, words: str, about: str) -> bytes:
        """What only few may read, bound to the thing it is about."""
        return self._encrypt(words.encode(), about.encode())

    def words(self, closed: bytes, about: str) -> str | None:
        """None when they were closed with another key, or about something else."""
        plain = self._decrypt(closed, about.encode())
        return None if plain is None else plain.decode()

    def close_text(self, text: str, about: str) -> str:
        """The same for a column of text. What SQLite leaves behind when it moves a row tells
        nothing, even when the row is gone."""
        return b64encode(self.close_words(text, about)).decode()

    def text(self, closed: str, about: str) -> str | None:
        return self.words(b64decode(closed), about)

    def token(self, voice_id: int) -> int:
        """A name for a voice that only the key can read."""
        return int.from_bytes(self._names.encrypt(_bytes(voice_id), None), "big")

    def named(self, token: int) -> int | None:
        """The voice with this name."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 -- as below

        try:
            plain = self._names.decrypt(token.to_bytes(16 + NUMBER, "big"), None)
        except (InvalidTag, OverflowError):
            return None
        return int.from_bytes(plain, "big")

    def mark(self, *numbers: int) -> bytes:
        """Finds the same again: a person's shelf, or the message that an entry came as."""
        plain = b"".join(n.to_bytes(NUMBER, "big", signed=True) for n in numbers)
        return hmac.digest(self._derived("mark"), plain, sha256)[:16]

    def pack(self, numbers: Iterable[int], mark: bytes) -> bytes:
        plain = b"".join(map(_bytes, numbers))
        room = -len(plain) % (SHELF * NUMBER)
        return self._encrypt(plain + bytes(room), mark)

    def unpack(self, packed: bytes, mark: bytes) -> list[int]:
        plain = self._decrypt(packed, mark) or b""
        parts = (plain[at : at + NUMBER] for at in range(0, len(plain), NUMBER))
        return [number for part in parts if (number := int.from_bytes(part, "big"))]

    def _encrypt(self, plain: bytes, about: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._box.encrypt(nonce, plain, about)

    def _decrypt(self, closed: bytes, about: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 -- as below

        try:
            return self._box.decrypt(closed[:NONCE], closed[NONCE:], about)
        except InvalidTag:
            return None

    # Loading the ciphers takes time that a start need not wait for.

    @cached_property
    def _box(self) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        return AESGCM(self._derived("box"))

    @cached_property
    def _names(self) -> "AESSIV":
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415

        return AESSIV(self._derived("names"))

    def _derived(self, purpose: str) -> bytes:
        return hmac.digest(self._key, purpose.encode(), sha256)


def passing_seal() -> Seal:
    """With a key that nobody keeps."""
    return Seal(os.urandom(KEY_LENGTH))


class KeyMissing(Exception):  # noqa: N818 -- a fact about the folder
    """There are sealed authors, but not the key: `path` is where it has to stand."""


class OtherKey(Exception):  # noqa: N818 -- a fact about the file
    """The key at `path` is not the one that the authors were sealed with."""


def seal_in(folder: Path, fingerprint: str | None) -> Seal:
    """The seal of this data folder, made at the first start.

    `fingerprint` is what the database remembers of its key. A file that somebody emptied says
    that the key is lost for good: a new one is made, and old authors stay unknown for ever.
    """
    path = folder / KEY_FILE
    if not path.exists() and fingerprint:
        raise KeyMissing(path)
    if not path.exists() or not path.stat().st_size:
        _make_key(path)
        return Seal(path.read_bytes())
    key = path.read_bytes()
    if len(key) != KEY_LENGTH or (fingerprint and Seal(key).fingerprint != fingerprint):
        raise OtherKey(path)
    return Seal(key)


def _make_key(path: Path) -> None:
    """On the disk before anything is sealed with it, and never half."""
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(os.urandom(KEY_LENGTH))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _bytes(number: int) -> bytes:
    return number.to_bytes(NUMBER, "big")
