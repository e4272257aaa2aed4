"""Half-filled forms, kept until finished or cancelled; the newest is the open one."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.seal import Seal
from storage.sql import Sql, stamp

KEPT = timedelta(days=30)
SEALED = "sealed"  # the only key of answers that are

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    id: int
    form: str
    known: Answers
    answers: Answers

    @property
    def facts(self) -> Answers:
        """What the form was started with and what has been answered since."""
        return {**self.known, **self.answers}


class Drafts:
    def __init__(self, sql: Sql, seal: Seal) -> None:
        self._sql, self._seal = sql, seal

    def open_of(self, person_id: int) -> Draft | None:
        return self._draft(
            self._sql.row(
                "SELECT * FROM drafts WHERE person_id = ? ORDER BY touched_at DESC, id DESC",
                person_id,
            )
        )

    def one(self, draft_id: int, person_id: int) -> Draft | None:
        sql = "SELECT * FROM drafts WHERE id = ? AND person_id = ?"
        return self._draft(self._sql.row(sql, draft_id, person_id))

    def same(self, person_id: int, form: str, known: Answers) -> Draft | None:
        """A draft of this person begun with the same facts: to go on with, not to begin again."""
        sql = "SELECT * FROM drafts WHERE person_id = ? AND form = ? AND known = ?"
        return self._draft(self._sql.row(sql, person_id, form, _json(known)))

    def start(self, person_id: int, form: str, known: Answers, now: datetime) -> Draft:
        row = self._sql.one(
            "INSERT INTO drafts (person_id, form, known, answers, touched_at)"
            " VALUES (?, ?, ?, '{}', ?) RETURNING id",
            *(person_id, form, _json(known), stamp(now)),
        )
        return Draft(row["id"], form, dict(known), {})

    def held(self, person_id: int) -> list[str]:
        """What the person has said and not sent yet, as JSON."""
        rows = self._sql.rows("SELECT * FROM drafts WHERE person_id = ? ORDER BY id", person_id)
        return [json.dumps(self._answers(row), ensure_ascii=False) for row in rows]

    def save(self, draft: Draft, now: datetime, *, sealed: bool = False) -> None:
        """`sealed`: readable only with the key, also in what SQLite leaves behind of it."""
        sql = "UPDATE drafts SET known = ?, answers = ?, touched_at = ? WHERE id = ?"
        answers = json.dumps(draft.answers, ensure_ascii=False)
        if sealed:
            answers = json.dumps({SEALED: self._seal.close_text(answers, f"draft:{draft.id}")})
        self._sql.run(sql, _json(draft.known), answers, stamp(now), draft.id)

    def drop(self, draft_id: int) -> None:
        self._sql.run("DELETE FROM drafts WHERE id = ?", draft_id)

    def forget_old(self, now: datetime) -> None:
        self._sql.run("DELETE FROM drafts WHERE touched_at < ?", stamp(now - KEPT))

    def _draft(self, row: sqlite3.Row | None) -> Draft | None:
        if row is None:
            return None
        return Draft(row["id"], row["form"], json.loads(row["known"]), self._answers(row))

    def _answers(self, row: sqlite3.Row) -> Answers:
        """Nothing, when they were sealed with a key that is lost."""
        answers: dict[str, str] = json.loads(row["answers"])
        if answers.keys() != {SEALED}:
            return answers
        opened = self._seal.text(answers[SEALED], f"draft:{row['id']}")
        return json.loads(opened) if opened else {}


def _json(known: Answers) -> str:
    return json.dumps(known, ensure_ascii=False, sort_keys=True)
