"""What was done to others' data and rights, by whom: added to, read, and never changed."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.sql import Sql, moment, stamp


@dataclass(frozen=True, slots=True)
class Entry:
    """`subject` names things by id ("person:7"), so that erasing a person erases the name."""

    at: datetime
    person_id: int | None
    action: str
    subject: str


class Audit:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def note(self, action: str, subject: str, *, by: int | None, now: datetime) -> None:
        """`by` None: the house itself, as its configuration says."""
        sql = "INSERT INTO audit (at, person_id, action, subject) VALUES (?, ?, ?, ?)"
        self._sql.run(sql, stamp(now), by, action, subject)

    def newest(self, most: int, *, offset: int = 0) -> list[Entry]:
        sql = "SELECT * FROM audit ORDER BY id DESC LIMIT ? OFFSET ?"
        return [_entry(row) for row in self._sql.rows(sql, most, offset)]

    def count(self) -> int:
        return int(self._sql.one("SELECT count(*) AS n FROM audit")["n"])


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(moment(row["at"]), row["person_id"], row["action"], row["subject"])
