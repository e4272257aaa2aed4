"""The group chats the bot is in and their purposes; a chat that moves takes everything along."""

import sqlite3
from collections.abc import Collection
from datetime import datetime

from community.groups import Group, Purpose
from storage.sql import Sql, stamp


class Groups:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def group(self, chat_id: int) -> Group | None:
        row = self._sql.row("SELECT * FROM groups WHERE chat_id = ?", chat_id)
        return _group(row) if row else None

    def serving(self, purpose: Purpose) -> Group | None:
        """The group with this purpose, if the bot is still in it."""
        sql = "SELECT * FROM groups WHERE purpose = ? AND is_member = 1"
        row = self._sql.row(sql, purpose)
        return _group(row) if row else None

    def note(self, chat_id: int, *, title: str, is_forum: bool, is_member: bool) -> None:
        """What Telegram said of the group last."""
        self._sql.run(
            """
            INSERT INTO groups (chat_id, title, is_forum, is_member) VALUES (?, ?, ?, ?)
            ON CONFLICT (chat_id) DO UPDATE SET title = excluded.title,
                is_forum = excluded.is_forum, is_member = excluded.is_member
            """,
            *(chat_id, title, int(is_forum), int(is_member)),
        )

    def permit(self, chat_id: int, rights: Collection[str]) -> None:
        """What the bot may do there, as Telegram said last."""
        sql = "UPDATE groups SET rights = ? WHERE chat_id = ?"
        self._sql.run(sql, " ".join(sorted(rights)), chat_id)

    def bind(self, chat_id: int, purpose: Purpose) -> None:
        """Give the group its purpose; another group that had it loses it."""
        self._sql.run("UPDATE groups SET purpose = NULL WHERE purpose = ?", purpose)
        self._sql.run("UPDATE groups SET purpose = ? WHERE chat_id = ?", purpose, chat_id)

    def lost(self, chat_id: int) -> None:
        """Telegram lets nothing in any more, until the bot is added to it again."""
        self._sql.run("UPDATE groups SET is_member = 0 WHERE chat_id = ?", chat_id)

    def move(self, old: int, new: int, now: datetime) -> None:
        """A group became a supergroup: what stood under the old chat id goes on under the new."""
        if old == new or self.group(old) is None:
            return
        self._sql.run("DELETE FROM groups WHERE chat_id = ?", new)
        self._sql.run("UPDATE groups SET chat_id = ? WHERE chat_id = ?", new, old)
        # Messages of the old group cannot be edited any more: its cards are posted anew, but
        # for the tickets that are over.
        self._sql.run(_END_EDITS, old)
        self._sql.run(_POST_CARDS, new, stamp(now), old)
        self._sql.run("DELETE FROM cards WHERE chat_id IN (?, ?)", old, new)
        self._sql.run(
            "UPDATE outbox SET chat_id = ? WHERE chat_id = ? AND state IN ('waiting', 'claimed')",
            *(new, old),
        )


def _group(row: sqlite3.Row) -> Group:
    purpose = Purpose(row["purpose"]) if row["purpose"] else None
    return Group(
        row["chat_id"],
        row["title"],
        purpose,
        bool(row["is_forum"]),
        bool(row["is_member"]),
        frozenset(row["rights"].split()),
    )


_POST_CARDS = """
INSERT INTO outbox (lane, chat_id, method, card, put_at)
SELECT 1, ?, 'sendMessage', card, ? FROM cards
 WHERE chat_id = ? AND NOT (card LIKE 'case:%' AND EXISTS (
    SELECT 1 FROM tickets WHERE id = CAST(substr(card, 6) AS INTEGER) AND is_open = 0))
"""

_END_EDITS = """
UPDATE outbox SET state = 'superseded' WHERE chat_id = ? AND method = 'editMessageText'
   AND state = 'waiting'
"""
