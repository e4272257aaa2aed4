"""You said, we did: closed cases that staff chose to show, in words that name nobody."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from community.people import Person
from community.tickets import OVER, Kind, NotYourMove
from storage.audit import Audit
from storage.sql import Sql, moment, stamp
from storage.tickets.cases import Cases


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody said and what was done, both written by staff for everyone to read."""

    ticket_id: int
    kind: Kind
    category: str
    building: str
    said: str
    done: str
    put_at: datetime


class Board:
    def __init__(self, sql: Sql, *, cases: Cases, audit: Audit) -> None:
        self._sql, self._cases, self._audit = sql, cases, audit

    def put(self, ticket_id: int, said: str, done: str, *, staff: Person, now: datetime) -> Case:
        """Only what is over; written again, the words are replaced."""
        ticket = self._cases.ticket(ticket_id)
        if ticket.state not in OVER:
            raise NotYourMove(number=ticket_id)
        self._sql.run(_PUT, ticket_id, said, done, staff.id, stamp(now))
        self._audit.note("put on the board", ticket.card, by=staff.id, now=now)
        return _case(self._sql.one(f"{_CASES} WHERE b.ticket_id = ?", ticket_id))

    def take_off(self, ticket_id: int, *, staff: Person, now: datetime) -> None:
        if self._sql.run("DELETE FROM board_cases WHERE ticket_id = ?", ticket_id):
            self._audit.note("taken off the board", f"case:{ticket_id}", by=staff.id, now=now)

    def has(self, ticket_id: int) -> bool:
        sql = "SELECT 1 FROM board_cases WHERE ticket_id = ?"
        return self._sql.row(sql, ticket_id) is not None

    def since(self, moment: datetime, *, most: int) -> Sequence[Case]:
        """The newest of those put up from then on, the oldest of them first."""
        sql = f"{_CASES} WHERE b.put_at >= ? ORDER BY b.put_at DESC, b.ticket_id DESC LIMIT ?"
        return [_case(row) for row in reversed(self._sql.rows(sql, stamp(moment), most))]

    def page(self, *, offset: int = 0, limit: int = 5) -> Sequence[Case]:
        """The newest first."""
        sql = f"{_CASES} ORDER BY b.put_at DESC, b.ticket_id DESC LIMIT ? OFFSET ?"
        return [_case(row) for row in self._sql.rows(sql, limit, offset)]

    def count(self) -> int:
        return int(self._sql.one("SELECT count(*) AS n FROM board_cases")["n"])


def _case(row: sqlite3.Row) -> Case:
    return Case(
        row["ticket_id"],
        Kind(row["kind"]),
        row["category"],
        row["building"],
        row["said"],
        row["done"],
        moment(row["put_at"]),
    )


_CASES = """
SELECT b.*, t.kind, t.category, t.building
FROM board_cases AS b JOIN tickets AS t ON t.id = b.ticket_id
"""

_PUT = """
INSERT INTO board_cases (ticket_id, said, done, put_by, put_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (ticket_id) DO UPDATE SET said = excluded.said, done = excluded.done
"""
