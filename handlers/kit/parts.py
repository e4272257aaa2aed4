"""What Telegram brings in parts: the pictures of an album, and a text too long for one message.

Kept in memory only: after a restart at worst an answer is given once more.
"""

from typing import Any

from handlers.kit.incoming import Incoming

KNOWN = 200  # of each kind
LONG = 2000  # characters; people's apps cut at 4096, or at a good place before


class Parts:
    def __init__(self) -> None:
        self._albums: dict[str, int] = {}  # the first message of each, by Telegram's id
        self._cut: dict[int, int] = {}  # the newest long text that was refused in each chat

    def came(self, incoming: Incoming) -> None:
        if incoming.content and (album := incoming.content.album):
            self._albums.setdefault(album, incoming.message_id)
            _forget_oldest(self._albums)

    def refused(self, incoming: Incoming) -> None:
        if incoming.content and len(incoming.content.text) >= LONG:
            self._cut.pop(incoming.chat_id, None)
            self._cut[incoming.chat_id] = incoming.message_id
            _forget_oldest(self._cut)

    def is_rest_of_album(self, incoming: Incoming) -> bool:
        """By message, so that a first one that comes again is answered again."""
        album = incoming.content.album if incoming.content else ""
        return self._albums.get(album, incoming.message_id) != incoming.message_id

    def is_rest_of_text(self, incoming: Incoming) -> bool:
        """Nothing stands between the two, so it was sent before the first could be answered."""
        return self._cut.get(incoming.chat_id) == incoming.message_id - 1


def _forget_oldest(known: dict[Any, int]) -> None:
    if len(known) > KNOWN:
        del known[next(iter(known))]
