"""Looks for the authors of anonymous tickets wherever somebody without the key could look.

Their names, user names and ids were planted: they stand nowhere by chance. The same search has
to find those who reported under their names, or it proves nothing.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.prove.scene import Scene
from benchmarks.prove.tickets.docket import Docket, mark_of
from benchmarks.prove.tickets.model import Case
from benchmarks.prove.tickets.office import HIDDEN, NAMED, STAFF, name_of, username_of
from storage.backup import back_up
from storage.seal import KEY_FILE
from storage.store import DATABASE

BACKUP = "backup.db"
NOT_SEARCHED = (KEY_FILE, "lock", "config.toml")
ID_BYTES = 6  # as SQLite writes numbers of this size
MARKED = re.compile(rb"zq[0-9]{6}x")
NEAR, CLOSE = 4000, 200  # bytes
LONGEST_METHOD = 40


@dataclass(slots=True)
class Search:
    """How many places of each kind were looked through, and what was found there."""

    looked_at: dict[str, int] = field(default_factory=dict)
    found: dict[str, list[Any]] = field(default_factory=dict)
    controls: int = 0  # tickets under a name
    controls_found: int = 0  # of which the same search knows the author

    @property
    def is_clean(self) -> bool:
        return not any(self.found.values()) and self.controls_found == self.controls


def searched(scene: Scene, docket: Docket) -> Search:
    back_up(scene.folder / DATABASE, scene.folder / BACKUP)
    search = Search()
    hidden = [case for case in docket.cases if case.anonymous]
    named = [case for case in docket.cases if not case.anonymous and case.number]
    _in_letters(scene, search)
    for name, what in ((DATABASE, "the database"), (BACKUP, "a backup")):
        rows = list(_rows(scene.folder / name))
        search.looked_at[f"rows of {what}"] = len(rows)
        search.found[f"rows of {what}"] = list(_ties(rows, hidden))
    _in_files(scene, search, hidden)
    tied = {case.number for case, _table in _ties(list(_rows(scene.folder / DATABASE)), named)}
    search.controls, search.controls_found = len(named), len(tied)
    return search


def _in_letters(scene: Scene, search: Search) -> None:
    """Whatever the staff were sent, in their group and in private."""
    to_staff = [
        json.dumps(payload, ensure_ascii=False, default=str)
        for _method, payload, _answer in scene.world.calls
        if payload.get("chat_id") and int(payload["chat_id"]) in (scene.group_id, *STAFF)
    ]
    needles = [needle for resident in HIDDEN for needle in _named(resident)]
    search.looked_at["letters to the staff"] = len(to_staff)
    search.found["letters to the staff"] = _with_any(needles, to_staff)
    if not _with_any([name_of(resident) for resident in NAMED], to_staff):
        search.found["letters to the staff"].append("nobody's name is found at all")


def _in_files(scene: Scene, search: Search, hidden: list[Case]) -> None:
    """Byte by byte, what was deleted as well: SQLite leaves copies of rows that it has moved."""
    for path in sorted(scene.folder.rglob("*")):
        if not path.is_file() or path.name in NOT_SEARCHED:
            continue
        content = path.read_bytes()
        where = f"bytes of {path.name}"
        search.looked_at[where] = len(content)
        if path.name in (DATABASE, BACKUP):
            search.found[where] = list(_tied_in(content, hidden))
        else:
            needles = (*(n for r in HIDDEN for n in _named(r)), *(_marks(hidden)))
            search.found[where] = [n for n in needles if n.encode() in content]


def _tied_in(content: bytes, hidden: list[Case]) -> Iterator[tuple[str, int]]:
    """Words of a ticket in a letter to its author, in what they had not sent yet, or near their
    name: in whatever rows there are or were."""
    authors = {mark: case.author for case in hidden for mark in _marks([case])}
    for found in MARKED.finditer(content):
        author = authors.get(found[0].decode())
        before = content[max(0, found.start() - NEAR) : found.start()]
        if author and (_goes_to(author, before) or _is_draft(before) or _is_near(author, before)):
            yield found[0].decode(), found.start()


def _goes_to(author: int, before: bytes) -> bool:
    """The newest letter that begins there: SQLite writes the chat before the method."""
    begun = before.rfind(b'{"text":"')
    head = before[max(0, begun - LONGEST_METHOD) : begun]
    return begun >= 0 and author.to_bytes(ID_BYTES, "big") in head


def _is_draft(before: bytes) -> bool:
    return before.rfind(b'"pieces"') > before.rfind(b'{"text":"')


def _is_near(author: int, before: bytes) -> bool:
    return any(needle.encode() in before[-CLOSE:] for needle in _named(author))


def _marks(cases: Iterable[Case]) -> Iterator[str]:
    for case in cases:
        yield from (mark_of(text) for side, _kind, text in case.thread if side == "resident")


def _named(resident: int) -> tuple[str, ...]:
    return name_of(resident), username_of(resident), str(resident)


def _rows(database: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 -- its own
                yield table, dict(row)


def _ties(rows: list[tuple[str, dict[str, Any]]], cases: list[Case]) -> Iterator[tuple[Case, str]]:
    """Rows in which an author and their ticket stand together."""
    people = {row["telegram_id"]: row["id"] for table, row in rows if table == "people"}
    voices: dict[int, set[int]] = {}
    for table, row in rows:
        if table == "ticket_voices":
            voices.setdefault(row["ticket_id"], set()).add(row["id"])
    for case in cases:
        author = people[case.author]
        for table, row in rows:
            if _is_of(row, case.author, author) and _is_about(row, case, voices):
                yield case, table


def _is_of(row: dict[str, Any], telegram_id: int, person_id: int) -> bool:
    numbers = [value for key, value in row.items() if key.endswith(("person_id", "_by"))]
    texts = " ".join(value for value in row.values() if isinstance(value, str))
    is_named = any(needle in texts for needle in _named(telegram_id))
    return is_named or telegram_id in row.values() or person_id in numbers


def _is_about(row: dict[str, Any], case: Case, voices: dict[int, set[int]]) -> bool:
    if row.get("ticket_id") == case.number or row.get("voice_id") in voices.get(case.number, ()):
        return True
    texts = " ".join(value for value in row.values() if isinstance(value, str))
    numbered = rf"(#|(ticket|case|asking|topic):|\"ticket_id\": ?){case.number}\b"
    return mark_of(case.words) in texts or re.search(numbered, texts) is not None


def _with_any(needles: Iterable[str], texts: Iterable[str]) -> list[str]:
    pattern = re.compile("|".join(map(re.escape, needles)))
    return [text for text in texts if pattern.search(text)]
