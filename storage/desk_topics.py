"""Which topic of the staff's group belongs to which ticket, and which of its messages shows what.

Knows nothing of the tickets themselves.
"""

from dataclasses import dataclass

from storage.sql import Sql


@dataclass(frozen=True, slots=True)
class Topic:
    chat_id: int
    thread_id: int | None  # None: Telegram has not made it yet


class DeskTopics:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def topic(self, ticket_id: int, chat_id: int) -> Topic | None:
        """The ticket's topic in this group; the one in an earlier group is of no use."""
        sql = "SELECT * FROM desk_topics WHERE ticket_id = ? AND chat_id = ?"
        row = self._sql.row(sql, ticket_id, chat_id)
        return Topic(row["chat_id"], row["thread_id"]) if row else None

    def ticket_in(self, chat_id: int, thread_id: int) -> int | None:
        """Which ticket is talked about in a topic."""
        sql = "SELECT ticket_id FROM desk_topics WHERE chat_id = ? AND thread_id = ?"
        row = self._sql.row(sql, chat_id, thread_id)
        return row["ticket_id"] if row else None

    def asked_for(self, ticket_id: int, chat_id: int) -> None:
        self._sql.run(
            """
            INSERT INTO desk_topics (ticket_id, chat_id) VALUES (?, ?)
            ON CONFLICT (ticket_id) DO UPDATE SET chat_id = excluded.chat_id, thread_id = NULL
            """,
            *(ticket_id, chat_id),
        )

    def made(self, ticket_id: int, thread_id: int) -> bool:
        """False when it is not waited for: made twice, or the ticket has moved on."""
        sql = "UPDATE desk_topics SET thread_id = ? WHERE ticket_id = ? AND thread_id IS NULL"
        return bool(self._sql.run(sql, thread_id, ticket_id))

    def given_up(self, ticket_id: int) -> bool:
        """The group lets the bot make no topics: the ticket stands among the others."""
        sql = "DELETE FROM desk_topics WHERE ticket_id = ? AND thread_id IS NULL"
        return bool(self._sql.run(sql, ticket_id))

    def shown_by(self, chat_id: int, message_id: int) -> str | None:
        """The card that a message of the bot shows."""
        sql = "SELECT card FROM cards WHERE chat_id = ? AND message_id = ?"
        row = self._sql.row(sql, chat_id, message_id)
        return str(row["card"]) if row else None
