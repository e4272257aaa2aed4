"""Hours that volunteers gave, which stay when a shift goes; certificates, honours, the ranking."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from community.assignments import Assignment, served
from community.hours_served import (
    A_MINUTE,
    BadgeReached,
    Certificate,
    Honour,
    Honoured,
    NothingServed,
    Service,
    badges,
    credited,
    new_number,
    points,
    read_number,
)
from community.house import House
from community.people import Person
from community.refusals import NoLongerThere
from community.shifts import Shift
from storage.audit import Audit
from storage.notices import Notices
from storage.people import person_of
from storage.sql import Sql, moment, stamp

NEWS_FOR = timedelta(days=14)


class HoursServed:
    def __init__(self, sql: Sql, *, notices: Notices, audit: Audit) -> None:
        self._sql, self._notices, self._audit = sql, notices, audit

    # Questions

    def of(self, person_id: int, *, offset: int, limit: int) -> Sequence[Service]:
        """The newest first."""
        sql = (
            "SELECT * FROM hours_served WHERE person_id = ?"
            " ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?"
        )
        return [_service(row) for row in self._sql.rows(sql, person_id, limit, offset)]

    def minutes(self, person_id: int) -> int:
        sql = "SELECT coalesce(sum(minutes), 0) AS n FROM hours_served WHERE person_id = ?"
        return int(self._sql.one(sql, person_id)["n"])

    def points(self, person_id: int) -> int:
        """Who helps at an activity has the hours for it, and not the point for coming besides."""
        activities = self._sql.one(_ATTENDED, person_id)["n"]
        return points(self.minutes(person_id), activities)

    def count(self, person_id: int) -> int:
        sql = "SELECT count(*) AS n FROM hours_served WHERE person_id = ?"
        return int(self._sql.one(sql, person_id)["n"])

    def ranking(self, since: datetime, *, limit: int) -> Sequence[tuple[Person, int]]:
        """Minutes of those who want to be in it, the most first."""
        rows = self._sql.rows(_RANKING, stamp(since), limit)
        return [(person_of(row), row["served"]) for row in rows]

    def verify(self, typed: str) -> Certificate | None:
        """What a certificate with this number says."""
        number = read_number(typed)
        row = self._sql.row("SELECT * FROM certificates WHERE number = ?", number)
        return _certificate(row) if row else None

    def honours(self, person_id: int) -> Sequence[Honour]:
        sql = "SELECT * FROM honours WHERE person_id = ? ORDER BY id DESC"
        return [_honour(row) for row in self._sql.rows(sql, person_id)]

    def honour_of(self, honour_id: int) -> Honour:
        row = self._sql.row("SELECT * FROM honours WHERE id = ?", honour_id)
        if row is None:
            raise NoLongerThere
        return _honour(row)

    # Verbs

    def credit(
        self, shift: Shift, assignment: Assignment, *, now: datetime, house: House
    ) -> Service:
        """What somebody who has left is given for it; anew when their times were corrected."""
        person_id, (start, end) = assignment.person_id, served(shift, assignment)
        self.take_back(shift.id, person_id)
        before = self.minutes(person_id)
        counted = self._counted(shift, person_id)
        minutes = credited(end - start, counted=counted, most=house.most_hours) // A_MINUTE
        title = "" if shift.is_visit else shift.title
        facts = (person_id, shift.id, shift.activity_id, title, stamp(start), minutes)
        row = self._sql.one(_CREDIT, *facts)
        for hours in sorted(set(badges(before + minutes)) - set(badges(before))):
            key = f"badge:{person_id}:{hours}"  # said once, whatever is corrected later
            reached, until = BadgeReached(hours), now + NEWS_FOR
            self._notices.put(person_id, reached, due_at=now, until=until, key=key)
        return _service(row)

    def take_back(self, shift_id: int, person_id: int) -> None:
        sql = "DELETE FROM hours_served WHERE shift_id = ? AND person_id = ?"
        self._sql.run(sql, shift_id, person_id)

    def certify(self, person: Person, now: datetime) -> Certificate:
        """The same paper as long as no hours have been added."""
        sums = self._sql.one(_SUMS, person.id)
        if not sums["minutes"]:
            raise NothingServed
        facts = (person.name, sums["minutes"], sums["first_at"], sums["last_at"])
        row = self._sql.row(_ISSUED, person.id, *facts)
        if row is None:
            row = self._sql.one(_ISSUE, new_number(), person.id, *facts, stamp(now))
        return _certificate(row)

    def honour(self, person_id: int, words: str, *, by: int, now: datetime) -> Honour:
        """Thanks by name, in words that the staff have chosen."""
        row = self._sql.one(
            "INSERT INTO honours (person_id, words, given_by, given_at) VALUES (?, ?, ?, ?)"
            " RETURNING *",
            *(person_id, words, by, stamp(now)),
        )
        told, until = Honoured(row["id"]), now + NEWS_FOR
        self._notices.put(person_id, told, due_at=now, until=until, about=f"honour:{row['id']}")
        self._audit.note("honoured", f"person:{person_id}", by=by, now=now)
        return _honour(row)

    def take_honour_back(self, honour_id: int, *, by: int, now: datetime) -> None:
        honour = self.honour_of(honour_id)
        self._sql.run("DELETE FROM honours WHERE id = ?", honour_id)
        self._notices.withdraw(about=f"honour:{honour_id}")
        self._audit.note("honour taken back", f"person:{honour.person_id}", by=by, now=now)

    def forget(self, person_id: int) -> None:
        """The papers and the praise go; the hours remain as a count without a name."""
        self._sql.run("DELETE FROM certificates WHERE person_id = ?", person_id)
        self._sql.run("DELETE FROM honours WHERE person_id = ?", person_id)

    def _counted(self, shift: Shift, person_id: int) -> timedelta:
        """Of the same activity, what other shifts of the person have been given."""
        if shift.activity_id is None:
            return timedelta(0)
        sql = (
            "SELECT coalesce(sum(minutes), 0) AS n FROM hours_served"
            " WHERE person_id = ? AND activity_id = ?"
        )
        return A_MINUTE * int(self._sql.one(sql, person_id, shift.activity_id)["n"])


def _service(row: sqlite3.Row) -> Service:
    return Service(
        row["title"],
        moment(row["started_at"]),
        row["minutes"],
        row["shift_id"],
        row["activity_id"],
    )


def _certificate(row: sqlite3.Row) -> Certificate:
    return Certificate(
        row["number"],
        row["name"],
        row["minutes"],
        moment(row["first_at"]),
        moment(row["last_at"]),
        moment(row["issued_at"]),
    )


def _honour(row: sqlite3.Row) -> Honour:
    return Honour(row["id"], row["person_id"], row["words"], moment(row["given_at"]))


_CREDIT = """
INSERT INTO hours_served (person_id, shift_id, activity_id, title, started_at, minutes)
VALUES (?, ?, ?, ?, ?, ?) RETURNING *
"""

_ATTENDED = """
SELECT count(*) AS n FROM attendance AS a
 WHERE a.person_id = ?1 AND NOT EXISTS (
    SELECT 1 FROM hours_served AS h WHERE h.person_id = ?1 AND h.activity_id = a.activity_id)
"""

_SUMS = """
SELECT coalesce(sum(minutes), 0) AS minutes, min(started_at) AS first_at,
       max(started_at) AS last_at
  FROM hours_served WHERE person_id = ? AND minutes > 0
"""

_ISSUED = """
SELECT * FROM certificates
 WHERE person_id = ? AND name = ? AND minutes = ? AND first_at = ? AND last_at = ?
"""

_ISSUE = """
INSERT INTO certificates (number, person_id, name, minutes, first_at, last_at, issued_at)
VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *
"""

_RANKING = """
SELECT p.*, sum(h.minutes) AS served FROM hours_served AS h
  JOIN volunteers AS v ON v.person_id = h.person_id JOIN people AS p ON p.id = h.person_id
 WHERE h.started_at >= ? AND v.in_ranking = 1 AND p.name <> ''
 GROUP BY p.id HAVING served > 0 ORDER BY served DESC, p.id LIMIT ?
"""
