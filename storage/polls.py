"""Polls that the bot has put into groups: what was asked, and what Telegram has counted so far."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from community.groups import Purpose
from community.polls import GRACE, Poll, PollEnds, PollOver, State
from community.refusals import NoLongerThere
from storage.notices import Notices
from storage.sql import Sql, moment, stamp

ALARM_LASTS = timedelta(days=60)
NEWS_LASTS = timedelta(days=14)


class Polls:
    def __init__(self, sql: Sql, *, notices: Notices) -> None:
        self._sql, self._notices = sql, notices

    def poll(self, poll_id: int) -> Poll:
        row = self._sql.row("SELECT * FROM polls WHERE id = ?", poll_id)
        if row is None:
            raise NoLongerThere
        return self._poll_of(row)

    def listed(self, *, offset: int, limit: int) -> Sequence[Poll]:
        """The newest first."""
        sql = "SELECT * FROM polls ORDER BY id DESC LIMIT ? OFFSET ?"
        return [self._poll_of(row) for row in self._sql.rows(sql, limit, offset)]

    def count(self) -> int:
        return int(self._sql.one("SELECT count(*) AS n FROM polls")["n"])

    def create(self, poll: Poll, now: datetime) -> Poll:
        """On its way to the group; it is closed at its moment whatever Telegram does."""
        row = self._sql.one(
            _CREATE,
            *(poll.question, int(poll.several), int(poll.anonymous), poll.purpose, poll.made_by),
            *(stamp(now), stamp(poll.closes_at)),
        )
        rows = [(row["id"], place, words) for place, words in enumerate(poll.options)]
        sql = "INSERT INTO poll_options (poll_id, place, words) VALUES (?, ?, ?)"
        self._sql.run_many(sql, rows)
        created = self.poll(row["id"])
        at = poll.closes_at + GRACE
        until = at + ALARM_LASTS
        self._notices.put(None, PollEnds(created.id), due_at=at, until=until, about=created.card)
        return created

    def arrived(self, poll_id: int, telegram_id: str, persistent_ids: Sequence[str]) -> None:
        """What Telegram calls it and its options; the newer one where it was sent twice."""
        sql = "UPDATE polls SET telegram_id = ?, state = 'open' WHERE id = ? AND state <> 'closed'"
        self._sql.run(sql, telegram_id, poll_id)
        sql = "UPDATE poll_options SET persistent_id = ? WHERE poll_id = ? AND place = ?"
        rows = [(one, poll_id, place) for place, one in enumerate(persistent_ids)]
        self._sql.run_many(sql, rows)

    def failed(self, poll_id: int) -> None:
        sql = "UPDATE polls SET state = 'failed' WHERE id = ? AND state = 'leaving'"
        self._sql.run(sql, poll_id)
        self._notices.withdraw(about=f"poll:{poll_id}")

    def known_as(self, telegram_id: str) -> Poll | None:
        row = self._sql.row("SELECT * FROM polls WHERE telegram_id = ?", telegram_id)
        return self._poll_of(row) if row else None

    def counted(self, poll: Poll, votes: Sequence[int], voters: int) -> None:
        """What Telegram has counted last, until it is closed."""
        if poll.state is State.CLOSED or len(votes) != len(poll.options):
            return
        self._sql.run("UPDATE polls SET voters = ? WHERE id = ?", voters, poll.id)
        sql = "UPDATE poll_options SET votes = ? WHERE poll_id = ? AND place = ?"
        self._sql.run_many(sql, [(n, poll.id, place) for place, n in enumerate(votes)])

    def voted(self, poll: Poll, person_id: int, chosen: Sequence[str]) -> None:
        """By name, where everybody sees it; the newest vote counts, none at all takes it back."""
        sql = "DELETE FROM poll_votes WHERE poll_id = ? AND person_id = ?"
        self._sql.run(sql, poll.id, person_id)
        rows = [(person_id, poll.id, one) for one in chosen]
        self._sql.run_many(_VOTE, rows)

    def close(self, poll_id: int, now: datetime) -> Poll:
        """Once; whoever made it hears of it."""
        sql = (
            "UPDATE polls SET state = 'closed', closes_at = min(closes_at, ?)"
            " WHERE id = ? AND state = 'open'"
        )
        if not self._sql.run(sql, stamp(now), poll_id):
            raise NoLongerThere
        poll = self.poll(poll_id)
        self._notices.withdraw(about=poll.card)
        until = now + NEWS_LASTS
        self._notices.put(poll.made_by, PollOver(poll_id), due_at=now, until=until)
        return poll

    def message_of(self, poll: Poll) -> tuple[int, int] | None:
        """The chat and the message that show it."""
        row = self._sql.row("SELECT chat_id, message_id FROM cards WHERE card = ?", poll.card)
        return (row["chat_id"], row["message_id"]) if row else None

    def known_voters(self, poll: Poll) -> int:
        """How many people of the house are among those whose votes everybody sees."""
        sql = "SELECT count(DISTINCT person_id) AS n FROM poll_votes WHERE poll_id = ?"
        return int(self._sql.one(sql, poll.id)["n"])

    def held(self, person_id: int) -> Sequence[Mapping[str, Any]]:
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    def forget(self, person_id: int) -> None:
        """The counts are Telegram's, and stay."""
        self._sql.run("DELETE FROM poll_votes WHERE person_id = ?", person_id)

    def _poll_of(self, row: sqlite3.Row) -> Poll:
        sql = "SELECT words, votes FROM poll_options WHERE poll_id = ? ORDER BY place"
        options = self._sql.rows(sql, row["id"])
        return Poll(
            id=row["id"],
            question=row["question"],
            options=tuple(option["words"] for option in options),
            purpose=Purpose(row["purpose"]),
            closes_at=moment(row["closes_at"]),
            several=bool(row["several"]),
            anonymous=bool(row["anonymous"]),
            state=State(row["state"]),
            made_by=row["made_by"],
            voters=row["voters"],
            votes=tuple(option["votes"] for option in options),
        )


_CREATE = """
INSERT INTO polls (question, several, anonymous, purpose, made_by, made_at, closes_at)
VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
"""

_VOTE = """
INSERT INTO poll_votes (poll_id, person_id, place)
SELECT poll_id, ?1, place FROM poll_options WHERE poll_id = ?2 AND persistent_id = ?3
ON CONFLICT DO NOTHING
"""

_HELD = """
SELECT p.question, o.words AS chosen FROM poll_votes AS v
  JOIN polls AS p ON p.id = v.poll_id
  JOIN poll_options AS o ON o.poll_id = v.poll_id AND o.place = v.place
 WHERE v.person_id = ? ORDER BY p.id, o.place
"""
