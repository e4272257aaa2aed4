"""The few ways in which every storage module talks to its connection."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

Parameters = Sequence[object] | Mapping[str, object]


class Sql:
    """Statements run in place: whoever holds this is already in the database's thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, *args: object) -> list[sqlite3.Row]:
        return self._connection.execute(sql, args).fetchall()

    def named(self, sql: str, given: Mapping[str, object]) -> list[sqlite3.Row]:
        """As rows(), with parameters by name."""
        return self._connection.execute(sql, given).fetchall()

    def row(self, sql: str, *args: object) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._connection.execute(sql, args).fetchone()
        return found

    def one(self, sql: str, *args: object) -> sqlite3.Row:
        """The single row that this statement always gives."""
        found = self.row(sql, *args)
        assert found is not None, sql
        return found

    def run(self, sql: str, *args: object) -> int:
        """The number of rows changed."""
        return self._connection.execute(sql, args).rowcount

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        self._connection.executemany(sql, rows)


def stamp(moment: datetime) -> int:
    """Moments are stored as whole seconds of UTC."""
    return int(moment.timestamp())


def moment(stamped: int) -> datetime:
    return datetime.fromtimestamp(stamped, UTC)


def moment_or_none(stamped: int | None) -> datetime | None:
    return None if stamped is None else moment(stamped)
