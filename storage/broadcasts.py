"""To whom an announcement has left: a few letters at a time, so that the rest can be held.

How each letter ended is written down by the database itself, when it ends.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from community.announcements import (
    NOT_REACHED,
    UNDER_WAY,
    Announcement,
    Batch,
    Missing,
    Standing,
    Tally,
    standing_of,
)
from community.people import Home
from storage.people import person_of
from storage.sql import Sql, moment_or_none, stamp


class Broadcasts:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    # Questions

    def tally(self, announcement_id: int) -> Tally:
        rows = self._sql.rows(_TALLY, announcement_id)
        return Tally({Standing(row["state"]): row["n"] for row in rows})

    def foreseen(self, announcement: Announcement, people: Sequence[int]) -> Tally:
        """How it would stand with them if it began now."""
        counts = Counter[Standing]()
        for row in self._sql.rows(_HEARERS, json.dumps(people)):
            counts[_standing(row, announcement)] += row["n"]
        return Tally(counts)

    def under_way(self, announcement_id: int) -> int:
        """Letters to people that have not ended; one may be for several."""
        return int(self._sql.one(_UNDER_WAY, announcement_id)["n"])

    def is_over(self, announcement: Announcement) -> bool:
        return announcement.group_state not in UNDER_WAY and not self._sql.row(
            _SOME, announcement.id
        )

    def next_due_at(self, announcement_id: int) -> datetime | None:
        return moment_or_none(self._sql.one(_NEXT, announcement_id)["at"])

    def due(self, announcement_id: int, now: datetime, *, most: int) -> Sequence[Batch]:
        """Who hears it next, each with all for whom they hear."""
        rows = self._sql.rows(_DUE, announcement_id, stamp(now), most)
        return [Batch(row["hearer_id"], tuple(json.loads(row["people"]))) for row in rows]

    def missing(self, announcement_id: int) -> Sequence[Missing]:
        """Those who have not heard it, in the order in which one would walk."""
        states = json.dumps(NOT_REACHED)
        return [_missing(row) for row in self._sql.rows(_MISSING, announcement_id, states)]

    def held(self, person_id: int) -> Sequence[dict[str, object]]:
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    # Verbs

    def begin(self, announcement: Announcement, people: Sequence[int], now: datetime) -> None:
        """Whom it is for is fixed now; how it stands with each is looked at when it is their
        turn, so that however many they are nobody has to wait for it."""
        sql = "UPDATE announcements SET begun_at = ?, group_state = ? WHERE id = ?"
        group = Standing.WAITING if announcement.in_group else "none"
        self._sql.run(sql, stamp(now), group, announcement.id)
        self._sql.run(_RECIPIENTS, announcement.id, json.dumps(people), stamp(now))

    def left(self, announcement_id: int, batch: Batch) -> None:
        """The letter that was put last is the one to them."""
        ids = json.dumps(batch.person_ids)
        self._sql.run(_LEFT, announcement_id, ids)

    def left_to_group(self, announcement_id: int) -> None:
        sql = "UPDATE announcements SET group_state = 'leaving', group_letter ="
        self._sql.run(f"{sql} last_insert_rowid() WHERE id = ?", announcement_id)

    def mark_group(self, announcement_id: int, standing: Standing) -> None:
        sql = "UPDATE announcements SET group_state = ?, group_letter = NULL WHERE id = ?"
        self._sql.run(sql, standing, announcement_id)

    def mark(self, announcement_id: int, batch: Batch, standing: Standing) -> None:
        """It does not go to them, or not any more."""
        self._sql.run(_MARK, announcement_id, json.dumps(batch.person_ids), standing)

    def put_off(self, announcement_id: int, batch: Batch, until: datetime) -> None:
        self._sql.run(_PUT_OFF, announcement_id, json.dumps(batch.person_ids), stamp(until))

    def hear_through(self, announcement_id: int, person_id: int, hearer_id: int | None) -> None:
        """Somebody else acts for them since it began."""
        sql = (
            "UPDATE announcement_recipients SET hearer_id = ?"
            " WHERE announcement_id = ? AND person_id = ?"
        )
        self._sql.run(sql, hearer_id, announcement_id, person_id)

    def hold(self, announcement_id: int) -> None:
        """What has not left stays here, and can leave later."""
        ids = json.dumps([row["id"] for row in self._sql.rows(_HELD_BACK, announcement_id)])
        self._sql.run(_BACK, ids)
        self._sql.run(_GROUP_BACK, ids)
        self._sql.run("DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))", ids)

    def withdraw(self, announcement_id: int) -> None:
        """What has not left never will; what may have left is not sent once more."""
        self.hold(announcement_id)
        self._sql.run(_NOT_AGAIN, announcement_id)
        self._sql.run(_WITHDRAW, announcement_id)
        self._sql.run(_WITHDRAW_POST, announcement_id)

    def forget(self, person_id: int) -> None:
        """The person's place stays, so that the counts do. Whoever they heard for has nobody."""
        self._sql.run(_FORGET, person_id)
        self._sql.run(_NOBODY_HEARS, person_id)


def _standing(row: sqlite3.Row, announcement: Announcement) -> Standing:
    hearer = person_of(row) if row["id"] else None
    return standing_of(hearer, urgent=announcement.urgent)


def _missing(row: sqlite3.Row) -> Missing:
    home = Home(row["building"], row["unit"], row["room"])
    return Missing(row["name"], home, Standing(row["state"]), row["through"])


_TALLY = """
SELECT state, count(*) AS n FROM announcement_recipients WHERE announcement_id = ? GROUP BY state
"""

_UNDER_WAY = """
SELECT count(DISTINCT letter_id) AS n FROM announcement_recipients
 WHERE announcement_id = ? AND state = 'leaving'
"""

_SOME = """
SELECT 1 FROM announcement_recipients
 WHERE announcement_id = ? AND state IN ('waiting', 'leaving') LIMIT 1
"""

_NEXT = """
SELECT min(due_at) AS at FROM announcement_recipients
 WHERE announcement_id = ? AND state = 'waiting'
"""

_DUE = """
SELECT hearer_id, json_group_array(person_id) AS people FROM announcement_recipients
 WHERE announcement_id = ? AND state = 'waiting' AND due_at <= ?
 GROUP BY hearer_id ORDER BY min(due_at), min(person_id) LIMIT ?
"""

# Of all who hear it alike, one: whether they can be reached and want to be.
_HEARERS = """
SELECT h.*, count(*) AS n FROM json_each(?) AS meant JOIN people AS p ON p.id = meant.value
  LEFT JOIN people AS h ON h.id = iif(p.telegram_id IS NULL, p.proxy_id, p.id)
 GROUP BY h.telegram_id IS NULL, h.blocked, h.muted
"""

_RECIPIENTS = """
INSERT INTO announcement_recipients (announcement_id, person_id, hearer_id, state, due_at)
SELECT ?1, p.id, iif(p.telegram_id IS NULL, p.proxy_id, p.id), 'waiting', ?3
  FROM json_each(?2) AS meant JOIN people AS p ON p.id = meant.value ORDER BY p.id
"""

_LEFT = """
UPDATE announcement_recipients SET state = 'leaving', letter_id = last_insert_rowid()
 WHERE announcement_id = ? AND person_id IN (SELECT value FROM json_each(?))
"""

_MARK = """
UPDATE announcement_recipients SET state = ?3, letter_id = NULL
 WHERE announcement_id = ?1 AND person_id IN (SELECT value FROM json_each(?2))
"""

_PUT_OFF = """
UPDATE announcement_recipients SET due_at = ?3
 WHERE announcement_id = ?1 AND person_id IN (SELECT value FROM json_each(?2))
"""

# A call that may have reached Telegram is not forgotten: it has to end.
_HELD_BACK = """
SELECT o.id FROM outbox AS o WHERE o.state = 'waiting' AND o.attempts = 0 AND o.id IN (
    SELECT letter_id FROM announcement_recipients WHERE announcement_id = ?1 AND state = 'leaving'
    UNION SELECT group_letter FROM announcements WHERE id = ?1 AND group_state = 'leaving')
"""

_BACK = """
UPDATE announcement_recipients SET state = 'waiting', letter_id = NULL
 WHERE state = 'leaving' AND letter_id IN (SELECT value FROM json_each(?))
"""

_GROUP_BACK = """
UPDATE announcements SET group_state = 'waiting', group_letter = NULL
 WHERE group_state = 'leaving' AND group_letter IN (SELECT value FROM json_each(?))
"""

_NOT_AGAIN = """
UPDATE outbox SET state = 'unknown', error = 'withdrawn' WHERE state = 'waiting' AND id IN (
    SELECT letter_id FROM announcement_recipients WHERE announcement_id = ?1 AND state = 'leaving'
    UNION SELECT group_letter FROM announcements WHERE id = ?1 AND group_state = 'leaving')
"""

_WITHDRAW = """
UPDATE announcement_recipients SET state = 'withdrawn'
 WHERE announcement_id = ? AND state = 'waiting'
"""

_WITHDRAW_POST = """
UPDATE announcements SET group_state = 'withdrawn' WHERE id = ? AND group_state = 'waiting'
"""

_MISSING = """
SELECT p.name, p.building, p.unit, p.room, r.state,
       iif(h.id IS NULL OR h.id = p.id, '', h.name) AS through
  FROM announcement_recipients AS r JOIN people AS p ON p.id = r.person_id
  LEFT JOIN people AS h ON h.id = r.hearer_id
 WHERE r.announcement_id = ? AND r.state IN (SELECT value FROM json_each(?)) AND p.name <> ''
 ORDER BY p.building = '', p.building, p.unit, p.room, p.name, p.id
"""

_FORGET = """
UPDATE announcement_recipients SET letter_id = NULL, hearer_id = NULL,
    state = iif(state IN ('waiting', 'leaving'), 'erased', state)
 WHERE person_id = ?
"""

_NOBODY_HEARS = """
UPDATE announcement_recipients SET letter_id = NULL, hearer_id = NULL,
    state = iif(state IN ('waiting', 'leaving'), 'unheard', state)
 WHERE hearer_id = ?
"""

_HELD = """
SELECT announcement_id, state FROM announcement_recipients WHERE person_id = ?
 ORDER BY announcement_id
"""
