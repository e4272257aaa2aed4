"""Who was there: codes, check-ins and the list at the door.

Knows nothing of what is made of those who did not come.
"""

import secrets
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from community.activities import Activity
from community.attendance import (
    CODE_DIGITS,
    CODES_APART,
    Attendance,
    Expected,
    How,
    Missed,
    NotCheckedIn,
    Phase,
    Turnout,
    check_in,
    corrected_until,
    most_people,
    phase,
    require_possible,
    with_people,
)
from community.people import Person
from community.sign_ups import Standing
from storage.activities import Activities
from storage.people import person_of
from storage.sign_ups import SignUps
from storage.sql import Sql, moment, moment_or_none, stamp

LONGEST = timedelta(days=14)  # no activity from start to end takes longer


class Attendances:
    def __init__(self, sql: Sql, *, activities: Activities, sign_ups: SignUps) -> None:
        self._sql, self._activities, self._sign_ups = sql, activities, sign_ups

    # Codes

    def code(self, activity: Activity) -> str:
        """The activity's own, made when it is first needed; unlike any other of these weeks."""
        sql = "SELECT code FROM check_in_codes WHERE activity_id = ?"
        if row := self._sql.row(sql, activity.id):
            return str(row["code"])
        code = self._unused_code(activity)
        self._sql.run("INSERT INTO check_in_codes VALUES (?, ?)", activity.id, code)
        return code

    def coded(self, code: str, now: datetime, activity_id: int | None = None) -> Activity | None:
        """Of several activities that had this code over the years the one named or nearest."""
        row = self._sql.row(_CODED, code, activity_id, stamp(now))
        return self._activities.activity(row["activity_id"]) if row else None

    # Questions

    def at(self, activity_id: int, person_id: int) -> Attendance | None:
        sql = "SELECT * FROM attendance WHERE activity_id = ? AND person_id = ?"
        row = self._sql.row(sql, activity_id, person_id)
        return attendance_of(row) if row else None

    def came(self, activity_id: int) -> Sequence[Attendance]:
        sql = "SELECT * FROM attendance WHERE activity_id = ? ORDER BY id"
        return [attendance_of(row) for row in self._sql.rows(sql, activity_id)]

    def of(self, person_id: int) -> Sequence[Attendance]:
        """Everything the person has been to, the newest first."""
        sql = "SELECT * FROM attendance WHERE person_id = ? ORDER BY at DESC, id DESC"
        return [attendance_of(row) for row in self._sql.rows(sql, person_id)]

    def missing(self, activity_id: int) -> Sequence[int]:
        """The ids of people who have a place and are not here."""
        return [row["person_id"] for row in self._sql.rows(_MISSING, activity_id)]

    def here(self, activity_id: int) -> int:
        """How many people were there, with those they brought."""
        sql = "SELECT coalesce(sum(people), 0) AS n FROM attendance WHERE activity_id = ?"
        return int(self._sql.one(sql, activity_id)["n"])

    def turnout(self, activity_id: int) -> Turnout:
        row = self._sql.one(_TURNOUT, activity_id)
        return Turnout(row["expected"], row["here"], row["walk_ins"], row["missing"])

    def count_listed(self, activity_id: int) -> int:
        sql = f"SELECT count(*) AS n FROM ({_LIST}) AS l"  # noqa: S608 -- constant
        return int(self._sql.one(sql, activity_id)["n"])

    def listed(self, activity_id: int, *, offset: int, limit: int) -> Sequence[Expected]:
        """Those with a place in the order they took it, who came without one, and the line."""
        rows = self._sql.rows(f"{_EXPECTED} {_ORDER} LIMIT ? OFFSET ?", activity_id, limit, offset)
        return [_expected(row) for row in rows]

    def found(self, activity_id: int, part: str, *, limit: int) -> Sequence[Expected]:
        """Those on the list whose name has this in it."""
        sql = f"{_EXPECTED} WHERE instr(lower(p.name), lower(?2)) > 0 {_ORDER} LIMIT ?3"
        return [_expected(row) for row in self._sql.rows(sql, activity_id, part, limit)]

    def known(self, activity_id: int, part: str, *, limit: int) -> Sequence[Person]:
        """Neighbours of such a name who are not on the list, with Telegram or without."""
        return [person_of(row) for row in self._sql.rows(_KNOWN, activity_id, part, limit)]

    def expected(self, activity_id: int, person_id: int) -> Expected | None:
        row = self._sql.row(f"{_EXPECTED} WHERE p.id = ?2", activity_id, person_id)
        return _expected(row) if row else None

    def also_expected(self, person_id: int, activity_id: int, now: datetime) -> Activity | None:
        """Another activity at which the person has a place and could check in just now."""
        earliest, latest = stamp(now - LONGEST), stamp(now + LONGEST)
        for row in self._sql.rows(_PLACES_OF, person_id, activity_id, earliest, latest):
            activity = self._activities.activity(row["activity_id"])
            if phase(activity, now) is Phase.OPEN:
                return activity
        return None

    def held(self, person_id: int) -> Sequence[dict[str, object]]:
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    # Verbs

    def check_in(
        self,
        activity_id: int,
        person_id: int,
        *,
        now: datetime,
        how: How,
        by_id: int | None = None,
    ) -> tuple[Attendance, bool]:
        """The attendance, and whether it is new: a second check-in changes nothing."""
        if before := self.at(activity_id, person_id):
            return before, False
        activity = self._activities.activity(activity_id)
        sign_up = self._sign_ups.of(person_id, activity_id)
        made = check_in(activity, person_id, sign_up=sign_up, now=now, how=how, by_id=by_id)
        self._sql.run(
            "INSERT INTO attendance (activity_id, person_id, people, at, by_id, how)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            *(activity_id, person_id, made.people, stamp(now), by_id, made.how),
        )
        self._sql.run(_NOT_MISSED, activity_id, person_id)
        return made, True

    def write_down(self, name: str, language: str, now: datetime) -> int:
        """Somebody without Telegram; the id of the person."""
        sql = "INSERT INTO people (name, language, met_at) VALUES (?, ?, ?) RETURNING id"
        return int(self._sql.one(sql, name, language, stamp(now))["id"])

    def undo(self, activity_id: int, person_id: int, now: datetime) -> None:
        """A slip of the finger at the door; nothing when it was undone already. Of somebody who
        was only written down there nothing is kept."""
        activity = self._activities.activity(activity_id)
        require_possible(activity, now, by_manager=True)
        sql = "DELETE FROM attendance WHERE activity_id = ? AND person_id = ?"
        if self._sql.run(sql, activity_id, person_id):
            self._sql.run(_FORGET_STRANGER, person_id)

    def set_people(
        self, activity_id: int, person_id: int, people: int, *, now: datetime, by_manager: bool
    ) -> Attendance:
        """How many came together, the person included."""
        activity, before = self._activities.activity(activity_id), self.at(activity_id, person_id)
        require_possible(activity, now, by_manager=by_manager)
        if before is None:
            raise NotCheckedIn
        most = most_people(activity, self._sign_ups.of(person_id, activity_id))
        changed = with_people(before, people, most=most)
        sql = "UPDATE attendance SET people = ? WHERE activity_id = ? AND person_id = ?"
        self._sql.run(sql, changed.people, activity_id, person_id)
        return changed

    def _unused_code(self, activity: Activity) -> str:
        first, last = activity.starts_at - CODES_APART, corrected_until(activity) + CODES_APART
        rows = self._sql.rows(_CODES_NEAR, stamp(first), stamp(last))
        near = {row["code"] for row in rows}
        least = 10 ** (CODE_DIGITS - 1)  # no zero in front, which some would leave out
        while (code := str(least + secrets.randbelow(9 * least))) in near:
            pass
        return code


def attendance_of(row: sqlite3.Row) -> Attendance:
    return Attendance(
        row["activity_id"],
        row["person_id"],
        row["people"],
        moment(row["at"]),
        How(row["how"]),
        row["by_id"],
    )


def missed_of(row: sqlite3.Row, *, at: str = "at") -> Missed:
    return Missed(
        row["activity_id"],
        row["person_id"],
        moment(row[at]),
        moment_or_none(row["claimed_at"]),
        moment_or_none(row["excused_at"]),
        row["excused_by"],
        row["reason"],
    )


def _expected(row: sqlite3.Row) -> Expected:
    return Expected(
        row["person_id"],
        row["name"],
        Standing(row["standing"]) if row["standing"] else None,
        row["companions"] or 0,
        attendance_of(row) if row["at"] is not None else None,
        row["checked_in_by"] or "",
        missed_of(row, at="missed_at") if row["missed_at"] is not None else None,
    )


_CODED = """
SELECT c.activity_id FROM check_in_codes AS c JOIN activities AS a ON a.id = c.activity_id
 WHERE c.code = ?1 AND (?2 IS NULL OR c.activity_id = ?2)
 ORDER BY abs(a.starts_at - ?3) LIMIT 1
"""

_CODES_NEAR = """
SELECT c.code FROM check_in_codes AS c JOIN activities AS a ON a.id = c.activity_id
 WHERE a.starts_at BETWEEN ? AND ?
"""

_MISSING = """
SELECT s.person_id FROM sign_ups AS s WHERE s.activity_id = ?1 AND s.standing = 'confirmed'
   AND NOT EXISTS (SELECT 1 FROM attendance AS t
                    WHERE t.activity_id = ?1 AND t.person_id = s.person_id)
 ORDER BY s.id
"""

_TURNOUT = """
SELECT (SELECT coalesce(sum(1 + companions), 0) FROM sign_ups
         WHERE activity_id = ?1 AND standing = 'confirmed') AS expected,
       (SELECT coalesce(sum(people), 0) FROM attendance WHERE activity_id = ?1) AS here,
       (SELECT coalesce(sum(people), 0) FROM attendance
         WHERE activity_id = ?1 AND how = 'walk_in') AS walk_ins,
       (SELECT coalesce(sum(1 + companions), 0) FROM sign_ups AS s
         WHERE s.activity_id = ?1 AND s.standing = 'confirmed'
           AND NOT EXISTS (SELECT 1 FROM attendance AS t
                            WHERE t.activity_id = ?1 AND t.person_id = s.person_id)) AS missing
"""

_LIST = """
SELECT person_id FROM sign_ups WHERE activity_id = ?1
UNION SELECT person_id FROM attendance WHERE activity_id = ?1
"""

_EXPECTED = f"""
SELECT ?1 AS activity_id, p.id AS person_id, p.name, s.standing, s.companions, t.people, t.at,
       t.how, t.by_id, b.name AS checked_in_by, n.at AS missed_at, n.claimed_at, n.excused_at,
       n.excused_by, coalesce(n.reason, '') AS reason
  FROM ({_LIST}) AS l JOIN people AS p ON p.id = l.person_id
  LEFT JOIN sign_ups AS s ON s.activity_id = ?1 AND s.person_id = p.id
  LEFT JOIN attendance AS t ON t.activity_id = ?1 AND t.person_id = p.id
  LEFT JOIN people AS b ON b.id = t.by_id
  LEFT JOIN no_shows AS n ON n.activity_id = ?1 AND n.person_id = p.id
"""  # noqa: S608 -- constant

_KNOWN = f"""
SELECT * FROM people
 WHERE instr(lower(name), lower(?2)) > 0 AND (agreed_at IS NOT NULL OR telegram_id IS NULL)
   AND id NOT IN ({_LIST}) ORDER BY id DESC LIMIT ?3
"""  # noqa: S608 -- constant

_ORDER = """
ORDER BY coalesce(s.standing <> 'confirmed' AND t.id IS NULL, 0), s.id IS NULL, s.id, t.id
"""

_PLACES_OF = """
SELECT s.activity_id FROM sign_ups AS s JOIN activities AS a ON a.id = s.activity_id
 WHERE s.person_id = ? AND s.activity_id <> ? AND s.standing = 'confirmed'
   AND a.state NOT IN ('draft', 'cancelled') AND a.starts_at BETWEEN ? AND ?
 ORDER BY a.starts_at
"""

_NOT_MISSED = "DELETE FROM no_shows WHERE activity_id = ? AND person_id = ?"

# Who is known for anything else has a home, somebody who acts for them, or a sign-up.
_FORGET_STRANGER = """
DELETE FROM people
 WHERE id = ?1 AND telegram_id IS NULL AND proxy_id IS NULL AND agreed_at IS NULL
   AND name <> '' AND building = '' AND room = ''
   AND NOT EXISTS (SELECT 1 FROM sign_ups WHERE person_id = ?1)
   AND NOT EXISTS (SELECT 1 FROM attendance WHERE person_id = ?1)
   AND NOT EXISTS (SELECT 1 FROM people_of_shifts WHERE person_id = ?1)
"""

_HELD = """
SELECT a.title, datetime(a.starts_at, 'unixepoch') AS starts_at_utc, t.people, t.how,
       datetime(t.at, 'unixepoch') AS checked_in_at_utc
  FROM attendance AS t JOIN activities AS a ON a.id = t.activity_id
 WHERE t.person_id = ? ORDER BY t.id
"""
