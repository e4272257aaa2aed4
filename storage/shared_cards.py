"""Copies of cards in chats of people's own, kept so that what they show can be brought up to date.

Not kept: who shared them, and in which chat, which Telegram does not tell anyway.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.sql import Sql, stamp

MOST = 50  # copies of one card that are kept up to date: those looked at last
KEPT = timedelta(days=30)  # after what the card is about is over


@dataclass(frozen=True, slots=True)
class SharedCard:
    id: int
    card: str
    inline_message_id: str
    language: str


class SharedCards:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def shared(self, shared_id: int) -> SharedCard | None:
        row = self._sql.row("SELECT * FROM shared_cards WHERE id = ?", shared_id)
        if row is None:
            return None
        return SharedCard(row["id"], row["card"], row["inline_message_id"], row["language"])

    def learn(
        self, card: str, inline_message_id: str, *, language: str, now: datetime
    ) -> int | None:
        """The id of a copy that was not known yet. What a known one shows stays as it was: the
        press of a forged button must not change it."""
        sql = "UPDATE shared_cards SET seen_at = ? WHERE inline_message_id = ?"
        if self._sql.run(sql, stamp(now), inline_message_id):
            return None
        row = self._sql.one(
            "INSERT INTO shared_cards (card, inline_message_id, language, seen_at)"
            " VALUES (?, ?, ?, ?) RETURNING id",
            *(card, inline_message_id, language, stamp(now)),
        )
        self._sql.run(_FORGET_MORE, card, MOST)
        return int(row["id"])

    def forget_old(self, now: datetime) -> None:
        """A month after what the copies show is over, and when it is no more."""
        self._sql.run(_FORGET_OLD, stamp(now - KEPT))


_FORGET_MORE = """
DELETE FROM shared_cards WHERE card = ?1 AND id NOT IN (
    SELECT id FROM shared_cards WHERE card = ?1 ORDER BY seen_at DESC, id DESC LIMIT ?2)
"""

_FORGET_OLD = """
DELETE FROM shared_cards WHERE seen_at < ?1 AND card NOT IN (
    SELECT 'activity:' || id FROM activities WHERE coalesce(ends_at, starts_at) >= ?1)
"""
