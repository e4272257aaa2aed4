"""What was worked out for somebody and waits for their yes, however often the bot restarts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from community.refusals import NoLongerThere
from storage.sql import Sql, stamp

KEPT = timedelta(days=30)


class Kind(StrEnum):
    PLAN = "plan"
    SERIES = "series"
    SHIFTS = "shifts"
    DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class Proposal:
    id: int
    facts: Mapping[str, Any]
    is_used: bool


class Proposals:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, person_id: int, kind: Kind, facts: Mapping[str, Any], now: datetime) -> int:
        row = self._sql.one(
            "INSERT INTO proposals (person_id, kind, facts, made_at) VALUES (?, ?, ?, ?)"
            " RETURNING id",
            *(person_id, kind, _json(facts), stamp(now)),
        )
        return int(row["id"])

    def proposal(self, proposal_id: int, person_id: int, kind: Kind) -> Proposal:
        sql = "SELECT * FROM proposals WHERE id = ? AND person_id = ? AND kind = ?"
        row = self._sql.row(sql, proposal_id, person_id, kind)
        if row is None:
            raise NoLongerThere
        return Proposal(row["id"], json.loads(row["facts"]), row["used_at"] is not None)

    def change(self, proposal_id: int, facts: Mapping[str, Any]) -> None:
        self._sql.run("UPDATE proposals SET facts = ? WHERE id = ?", _json(facts), proposal_id)

    def use(self, proposal_id: int, now: datetime) -> None:
        """Once: what it proposed has been done, and only that is kept of it."""
        sql = "UPDATE proposals SET used_at = ?, facts = '{}' WHERE id = ?"
        self._sql.run(sql, stamp(now), proposal_id)

    def forget_old(self, now: datetime) -> None:
        self._sql.run("DELETE FROM proposals WHERE made_at < ?", stamp(now - KEPT))

    def forget(self, person_id: int) -> None:
        self._sql.run("DELETE FROM proposals WHERE person_id = ?", person_id)


def _json(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
