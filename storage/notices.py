"""What people will be told, and when. Stored as facts; worded when it is due."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from storage.sql import Sql, moment, moment_or_none, stamp

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

AT_ONCE = 500  # notices worded in one transaction


class End(StrEnum):
    """How a notice ended."""

    TOLD = "told"
    MOOT = "moot"
    LATE = "late"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Due:
    """A notice whose moment has come."""

    id: int
    person_id: int | None
    kind: str
    facts: dict[str, Any]
    useful_until: datetime


class Notices:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(
        self,
        person_id: int | None,
        notice: "DataclassInstance",
        *,
        due_at: datetime,
        until: datetime,
        key: str | None = None,
        about: str | None = None,
    ) -> None:
        """One with a key that waits already is moved to the new moment; one that has ended stays
        ended. `person_id` None is for what the house does by itself at a moment."""
        self._sql.run(
            """
            INSERT INTO notices (key, person_id, about, kind, facts, due_at, useful_until)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET
                facts = excluded.facts, due_at = excluded.due_at,
                useful_until = excluded.useful_until
            WHERE notices.state = 'waiting'
            """,
            *(key, person_id, about, type(notice).__name__, json.dumps(asdict(notice))),
            *(stamp(due_at), stamp(until)),
        )

    def withdraw(
        self, *, about: str, person_id: int | None = None, kinds: Collection[type] = ()
    ) -> None:
        """What waits about this thing (for this person, or of these kinds only) is moot now."""
        self._sql.run(
            "UPDATE notices SET state = 'moot', key = NULL WHERE state = 'waiting' AND about = ?1"
            " AND (?2 IS NULL OR person_id = ?2)"
            " AND (?3 = '[]' OR kind IN (SELECT value FROM json_each(?3)))",
            *(about, person_id, json.dumps([kind.__name__ for kind in kinds])),
        )

    def due(self, now: datetime) -> list[Due]:
        return [
            Due(
                r["id"],
                r["person_id"],
                r["kind"],
                json.loads(r["facts"]),
                moment(r["useful_until"]),
            )
            for r in self._sql.rows(
                "SELECT * FROM notices WHERE state = 'waiting' AND due_at <= ?"
                " ORDER BY due_at, id LIMIT ?",
                *(stamp(now), AT_ONCE),
            )
        ]

    def next_due_at(self) -> datetime | None:
        sql = "SELECT min(due_at) AS first FROM notices WHERE state = 'waiting'"
        return moment_or_none(self._sql.one(sql)["first"])

    def end(self, notice_id: int, how: End) -> None:
        self._sql.run("UPDATE notices SET state = ? WHERE id = ?", how, notice_id)

    def postpone(self, notice_id: int, until: datetime) -> None:
        self._sql.run("UPDATE notices SET due_at = ? WHERE id = ?", stamp(until), notice_id)
