"""Care visits: whom, where and what was found stand sealed in the database, and are opened only
for those assigned and the staff member responsible."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from community.assignments import COMING, OPENS_BEFORE, Standing
from community.house import House
from community.people import Person, Role
from community.refusals import NotAllowed
from community.shift_news import VisitCheck, VisitMissed
from community.shifts import Part, Shift, ShiftState
from community.visits import NothingToVisit, Visited, VisitNote
from storage.audit import Audit
from storage.notices import Notices
from storage.seal import Seal
from storage.shifts.alarms import STILL_USEFUL
from storage.shifts.crews import Crews
from storage.shifts.timetable import Shifts
from storage.shifts.turnouts import Turnouts
from storage.sql import Sql, moment, stamp


class Visits:
    def __init__(
        self,
        sql: Sql,
        *,
        shifts: Shifts,
        crews: Crews,
        turnouts: Turnouts,
        notices: Notices,
        audit: Audit,
        seal: Seal,
    ) -> None:
        self._sql, self._shifts, self._crews = sql, shifts, crews
        self._turnouts, self._notices = turnouts, notices
        self._audit, self._seal = audit, seal

    # Questions

    def may_see(self, shift: Shift, person: Person) -> bool:
        """Not even the other staff."""
        is_staff = Role.STAFF in person.roles
        if is_staff and person.id == shift.responsible_id:
            return True
        return self._crews.of(person.id, shift.id) is not None

    def visited(self, shift_id: int, person: Person) -> Visited:
        """Raises NotAllowed. Of somebody erased, or sealed with another key, nothing is left."""
        self._require_may_see(shift_id, person)
        row = self._sql.one("SELECT visited FROM shifts WHERE id = ?", shift_id)
        words = self._seal.words(row["visited"], _visit(shift_id)) if row["visited"] else None
        return Visited(**json.loads(words)) if words else Visited("")

    def notes(self, shift_id: int, person: Person) -> Sequence[VisitNote]:
        self._require_may_see(shift_id, person)
        rows = self._sql.rows(_NOTES, shift_id)
        return [
            VisitNote(
                row["by_id"],
                row["name"],
                moment(row["at"]),
                self._seal.words(row["words"], _visit(shift_id)) or "",
            )
            for row in rows
        ]

    # Verbs

    def create(
        self,
        shift: Shift,
        visited: Visited,
        *,
        by: int,
        now: datetime,
        house: House,
        wanted: int = 1,
    ) -> Shift:
        """Published, to be given to people the staff vouch for; `shift.visited_id` names a
        person the house knows."""
        if not (visited.name or visited.address):
            raise NothingToVisit
        responsible_id = shift.responsible_id or by
        draft = replace(shift, is_visit=True, responsible_id=responsible_id)
        parts = [Part(wanted, needs_approval=True)]
        made = self._shifts.create(draft, parts, by=by, now=now, house=house)
        sealed = self._seal.close_words(
            json.dumps(asdict(visited), ensure_ascii=False), _visit(made.id)
        )
        self._sql.run("UPDATE shifts SET visited = ? WHERE id = ?", sealed, made.id)
        self._audit.note("visit planned", made.card, by=by, now=now)
        return self._shifts.publish(made.id, now=now, house=house)

    def note(
        self, shift_id: int, person: Person, words: str, *, now: datetime, house: House
    ) -> None:
        """Who has something to tell from a visit has made it."""
        shift = self._require_may_see(shift_id, person)
        sealed = self._seal.close_words(words, _visit(shift_id))
        sql = "INSERT INTO visit_notes (shift_id, by_id, words, at) VALUES (?, ?, ?, ?)"
        self._sql.run(sql, shift_id, person.id, sealed, stamp(now))
        assignment = self._crews.of(person.id, shift_id)
        was_to_come = assignment and assignment.standing in (*COMING, Standing.MISSED)
        if was_to_come and now >= shift.starts_at - OPENS_BEFORE:
            self._turnouts.check_in(shift_id, person.id, now=now, house=house, by_id=person.id)

    def take_over(self, shift_id: int, person: Person, now: datetime) -> Shift:
        """Only when whoever was responsible is not of the staff any more."""
        shift = self._shifts.shift(shift_id)
        is_staff = Role.STAFF in person.roles
        if not (is_staff and shift.is_visit and self._shifts.is_orphaned(shift)):
            raise NotAllowed
        self._audit.note("visit taken over", shift.card, by=person.id, now=now)
        return self._shifts.edit(replace(shift, responsible_id=person.id))

    def check(self, alarm: VisitCheck, now: datetime) -> None:
        """Soon after its end: nobody came and nobody wrote is said at once, at any hour."""
        shift = self._shifts.shift(alarm.shift_id)
        if shift.state is not ShiftState.PUBLISHED or self._was_made(shift.id):
            return
        for staff_id in self._shifts.hearers(shift):
            missed, until = VisitMissed(shift.id), now + STILL_USEFUL
            self._notices.put(staff_id, missed, due_at=now, until=until, about=shift.card)

    def forget(self, person_id: int, now: datetime) -> None:
        """Of somebody who was visited: who, where and what was found; planned visits fall away.
        Of somebody who visited: their name is no longer behind their notes."""
        for row in self._sql.rows(_PLANNED, person_id, stamp(now)):
            self._shifts.cancel(row["id"], "", now)
        self._sql.run(_FORGET_NOTES, person_id)
        sql = "UPDATE shifts SET visited = NULL, visited_id = NULL WHERE visited_id = ?"
        self._sql.run(sql, person_id)

    def _was_made(self, shift_id: int) -> bool:
        return self._sql.row(_WAS_MADE, shift_id) is not None

    def _require_may_see(self, shift_id: int, person: Person) -> Shift:
        shift = self._shifts.shift(shift_id)
        if not shift.is_visit or not self.may_see(shift, person):
            raise NotAllowed
        return shift


def _visit(shift_id: int) -> str:
    return f"visit:{shift_id}"


_NOTES = """
SELECT n.*, p.name FROM visit_notes AS n JOIN people AS p ON p.id = n.by_id
 WHERE n.shift_id = ? ORDER BY n.id
"""

_WAS_MADE = """
SELECT 1 FROM visit_notes WHERE shift_id = ?1
UNION ALL SELECT 1 FROM assignments WHERE shift_id = ?1 AND came_at IS NOT NULL LIMIT 1
"""

_PLANNED = """
SELECT id FROM shifts WHERE visited_id = ? AND state = 'published' AND starts_at > ?
"""

_FORGET_NOTES = """
DELETE FROM visit_notes WHERE shift_id IN (SELECT id FROM shifts WHERE visited_id = ?)
"""
