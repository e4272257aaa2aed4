"""Services and resources, whoever looks after each of them, and when somebody last said that it
is still right."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from community.directory import (
    ASK_AGAIN,
    MOST_ASKS,
    Category,
    Entry,
    Kind,
    next_ask,
    searchable,
    telling_signs,
)
from community.house import House
from community.likeness import grams
from community.people import Person, Role
from community.refusals import NoLongerThere
from storage.sql import Sql, moment, stamp

SAID = ("name", "what", "fee", "hours", "phone", "address", "terms", "promise")


class Directory:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    # Queries

    def entry(self, entry_id: int) -> Entry:
        row = self._sql.row("SELECT * FROM directory_entries WHERE id = ?", entry_id)
        if row is None:
            raise NoLongerThere
        return _entry(row)

    def counts(self) -> dict[Category, int]:
        """Of those that have entries, in the usual order."""
        sql = "SELECT category, count(*) AS n FROM directory_entries GROUP BY category"
        found = {row["category"]: row["n"] for row in self._sql.rows(sql)}
        return {category: found[category] for category in Category if category in found}

    def page(self, category: Category, *, offset: int, limit: int) -> Sequence[Entry]:
        return [_entry(row) for row in self._sql.rows(_PAGE, category, limit, offset)]

    def everything(self) -> Sequence[Entry]:
        return [_entry(row) for row in self._sql.rows(_EVERYTHING)]

    def search(self, words: str, *, limit: int) -> Sequence[Entry]:
        """With every word somewhere, in the name first; else with most of what they say."""
        wanted = searchable(words).split()
        found = self._sql.rows(_WITH_ALL, json.dumps(wanted), limit) if wanted else []
        for pieces in (grams(searchable(words)), telling_signs(searchable(words))):
            found = found or self._sql.rows(_WITH_SOME, json.dumps(sorted(pieces)), limit)
        return [_entry(row) for row in found]

    def same(self, entry: Entry) -> Entry | None:
        """The one that stands there by this name already."""
        row = self._sql.row(_SAME, f"{searchable(entry.name)}\n", entry.kind)
        return _entry(row) if row else None

    def to_check(self, person: Person, *, limit: int) -> Sequence[Entry]:
        """What this person has been asked about, and has not answered yet."""
        is_staff = int(Role.STAFF in person.roles)
        rows = self._sql.rows(_TO_CHECK, person.id, is_staff, MOST_ASKS, limit)
        return [_entry(row) for row in rows]

    def held(self, person_id: int) -> Sequence[Mapping[str, object]]:
        sql = "SELECT name, phone, address FROM directory_entries WHERE keeper_id = ?"
        return [dict(row) for row in self._sql.rows(sql, person_id)]

    # Verbs

    def add(self, entry: Entry, now: datetime, house: House) -> Entry:
        entry.require_agreed()
        row = self._sql.one(_ADD, *_facts(entry), *_fresh(now, house), stamp(now))
        return self.entry(row["id"])

    def change(self, entry: Entry, now: datetime, house: House) -> Entry:
        """Whoever changes it has looked at all of it: it counts as confirmed."""
        entry.require_agreed()
        if not self._sql.run(_CHANGE, *_facts(entry), *_fresh(now, house), entry.id):
            raise NoLongerThere
        return self.entry(entry.id)

    def take_over(self, found: Sequence[Entry], now: datetime, house: House) -> tuple[int, int]:
        """From a table: how many are new, and how many stood there by the same name and kind."""
        renewed = 0
        for entry in found:
            if known := self.same(entry):
                renewed += 1
                self._sql.run(_CHANGE, *_facts(entry), *_fresh(now, house), known.id)
                self._place(known)
            else:
                self.add(entry, now, house)
        return len(found) - renewed, renewed

    def remove(self, entry_id: int) -> None:
        if not self._sql.run("DELETE FROM directory_entries WHERE id = ?", entry_id):
            raise NoLongerThere

    def confirm(self, entry_id: int, now: datetime, house: House) -> None:
        sql = "UPDATE directory_entries SET confirmed_at = ?, ask_at = ?, asked = 0 WHERE id = ?"
        self._sql.run(sql, *_fresh(now, house), entry_id)

    def reported(self, entry_id: int, now: datetime) -> None:
        """Something has changed: nobody is asked until the staff had time to write it down."""
        sql = "UPDATE directory_entries SET ask_at = ?, asked = 0 WHERE id = ?"
        self._sql.run(sql, stamp(now + ASK_AGAIN), entry_id)

    def keep(self, entry_id: int, keeper_id: int | None) -> None:
        """None: the staff. A link that was given out is worth nothing any more."""
        sql = "UPDATE directory_entries SET keeper_id = ?, keeper_code = NULL WHERE id = ?"
        self._sql.run(sql, keeper_id, entry_id)

    def offer(self, entry_id: int, code: str) -> None:
        """Whoever brings this code may look after the entry."""
        sql = "UPDATE directory_entries SET keeper_code = ? WHERE id = ?"
        self._sql.run(sql, code, entry_id)

    def offered(self, code: str) -> Entry | None:
        row = self._sql.row("SELECT * FROM directory_entries WHERE keeper_code = ?", code)
        return _entry(row) if row else None

    def ask(self, now: datetime, house: House) -> tuple[Sequence[int], bool]:
        """Note that those due are asked about now: the keepers to ask, and whether the staff
        have any to check."""
        keepers: dict[int, None] = {}
        for_staff = False
        for row in self._sql.rows(_DUE, stamp(now)):
            asked, ask_at = next_ask(row["asked"], now, house.directory_check)
            sql = "UPDATE directory_entries SET asked = ?, ask_at = ? WHERE id = ?"
            self._sql.run(sql, asked, stamp(ask_at), row["id"])
            if row["hears"] and asked <= MOST_ASKS:
                keepers[row["keeper_id"]] = None
            else:
                for_staff = True
        return list(keepers), for_staff

    def forget(self, person_id: int) -> None:
        """Who is listed as a person and looked after that themself is listed no longer."""
        of_theirs = "DELETE FROM directory_entries WHERE keeper_id = ? AND kind = 'person'"
        self._sql.run(of_theirs, person_id)
        self.hand_back(person_id)

    def hand_back(self, keeper_id: int) -> None:
        """What this person looked after is the staff's again."""
        sql = "UPDATE directory_entries SET keeper_id = NULL WHERE keeper_id = ?"
        self._sql.run(sql, keeper_id)

    def _place(self, known: Entry) -> None:
        """A table has no points on the map: those known stay."""
        sql = "UPDATE directory_entries SET latitude = ?, longitude = ? WHERE id = ?"
        self._sql.run(sql, known.latitude, known.longitude, known.id)


def _facts(entry: Entry) -> tuple[object, ...]:
    said = tuple(getattr(entry, key) for key in SAID)
    searched = "\n".join(searchable(part) for part in said)
    place = (entry.latitude, entry.longitude)
    return (entry.kind, entry.category, *said, *place, int(entry.has_agreed), searched)


def _fresh(now: datetime, house: House) -> tuple[int, int]:
    """Confirmed now, and when to ask the next time."""
    return stamp(now), stamp(now + house.directory_check)


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        **{key: row[key] for key in SAID},
        kind=Kind(row["kind"]),
        category=Category(row["category"]),
        latitude=row["latitude"],
        longitude=row["longitude"],
        has_agreed=bool(row["has_agreed"]),
        id=row["id"],
        keeper_id=row["keeper_id"],
        confirmed_at=moment(row["confirmed_at"]),
        asked=row["asked"],
    )


_COLUMNS = """
kind, category, name, what, fee, hours, phone, address, terms, promise, latitude, longitude,
has_agreed, searched, confirmed_at, ask_at
"""

_ADD = f"""
INSERT INTO directory_entries ({_COLUMNS}, made_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
"""  # noqa: S608 -- from this module

_CHANGE = f"""
UPDATE directory_entries SET asked = 0, ({_COLUMNS})
     = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?
"""  # noqa: S608 -- from this module

_PAGE = "SELECT * FROM directory_entries WHERE category = ? ORDER BY name, id LIMIT ? OFFSET ?"

_EVERYTHING = "SELECT * FROM directory_entries ORDER BY category, name, id"

# A directory has some hundreds of entries: looking through all of them takes a millisecond, finds
# words of any length, and leaves no index that remembers what was deleted.
_WITH_ALL = """
SELECT *, (SELECT count(*) FROM json_each(?1)
            WHERE instr(substr(searched, 1, instr(searched, char(10))), value)) AS in_name
  FROM directory_entries
 WHERE NOT EXISTS (SELECT 1 FROM json_each(?1) WHERE NOT instr(searched, value))
 ORDER BY in_name DESC, name, id LIMIT ?2
"""

_WITH_SOME = """
SELECT *, (SELECT count(*) FROM json_each(?1) WHERE instr(searched, value)) AS hits
  FROM directory_entries WHERE hits > 0 ORDER BY hits DESC, name, id LIMIT ?2
"""

_SAME = """
SELECT * FROM directory_entries WHERE instr(searched, ?) = 1 AND kind = ? ORDER BY id
"""

_HEARS = "coalesce(p.telegram_id IS NOT NULL AND p.blocked = 0, 0)"

_DUE = f"""
SELECT e.id, e.asked, e.keeper_id, {_HEARS} AS hears
  FROM directory_entries AS e LEFT JOIN people AS p ON p.id = e.keeper_id
 WHERE e.ask_at <= ? ORDER BY e.id
"""  # noqa: S608 -- from this module

_TO_CHECK = f"""
SELECT e.* FROM directory_entries AS e LEFT JOIN people AS p ON p.id = e.keeper_id
 WHERE e.asked > 0 AND (e.keeper_id = ?1 OR (?2 AND (NOT {_HEARS} OR e.asked > ?3)))
 ORDER BY e.confirmed_at, e.id LIMIT ?4
"""  # noqa: S608 -- from this module
