"""Who is in a shift, and the verbs by which people come in and go.

Whatever becomes free is called for within the verb that freed it.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from community.activities import Activity
from community.assignments import (
    COMING,
    CORRECTED_FOR,
    AlreadyInShift,
    Assignment,
    Member,
    NotInShift,
    Standing,
    require_free,
    require_place,
    require_takeable,
)
from community.gaps import Gap
from community.house import House
from community.shift_news import ShiftAssigned, ShiftUnassigned, VisitGivenUp
from community.shifts import MOST_PEOPLE, Part, PlacesUnfit, Shift, ShiftBegun, ShiftFull
from storage.audit import Audit
from storage.notices import Notices
from storage.shifts.busy import Busy
from storage.shifts.gaps import Gaps
from storage.shifts.rows import assignment_of
from storage.shifts.timetable import Shifts
from storage.sql import Sql, stamp
from storage.volunteers import Volunteers

SOON = timedelta(hours=72)


class Crews:
    def __init__(
        self,
        sql: Sql,
        *,
        shifts: Shifts,
        gaps: Gaps,
        volunteers: Volunteers,
        notices: Notices,
        audit: Audit,
    ) -> None:
        self._sql, self._shifts, self._gaps = sql, shifts, gaps
        self._volunteers, self._notices, self._audit = volunteers, notices, audit
        self._busy = Busy(sql)

    # Questions

    def of(self, person_id: int, shift_id: int) -> Assignment | None:
        sql = "SELECT * FROM assignments WHERE shift_id = ? AND person_id = ?"
        row = self._sql.row(sql, shift_id, person_id)
        return assignment_of(row) if row else None

    def existing(self, person_id: int, shift_id: int) -> Assignment:
        found = self.of(person_id, shift_id)
        if found is None:
            raise NotInShift
        return found

    def crew(self, shift_id: int) -> Sequence[Member]:
        """By part, in the order in which they came in."""
        rows = self._sql.rows(f"{_MEMBERS} WHERE o.shift_id = ? {_BY_PART}", shift_id)
        return [_member(row) for row in rows]

    def mine(self, person_id: int, now: datetime) -> Sequence[tuple[Shift, Assignment]]:
        """What the person has taken and is not over, the next first."""
        rows = self._sql.rows(_MINE, person_id, stamp(now))
        return [(self._shifts.shift(row["shift_id"]), assignment_of(row)) for row in rows]

    def past(
        self, person_id: int, now: datetime, *, offset: int, limit: int
    ) -> Sequence[tuple[Shift, Assignment]]:
        """The last first."""
        rows = self._sql.rows(_PAST, person_id, stamp(now), limit, offset)
        return [(self._shifts.shift(row["shift_id"]), assignment_of(row)) for row in rows]

    def silent(self, now: datetime, *, within: timedelta = SOON) -> Sequence[tuple[Shift, Member]]:
        """Who was asked whether they will be there and has not said, in what begins soon; of
        visits nothing is listed."""
        rows = self._sql.rows(_SILENT, stamp(now), stamp(now + within))
        return [(self._shifts.shift(row["shift_id"]), _member(row)) for row in rows]

    def clashes(self, person_id: int, shift: Shift) -> Sequence[Shift | Activity]:
        return self._busy.clashes(person_id, shift)

    def at_that_time(
        self, person_id: int, starts_at: datetime, ends_at: datetime
    ) -> Sequence[Shift]:
        """The person's shifts between these moments, for whoever plans something else."""
        return self._busy.shifts_between(person_id, starts_at, ends_at)

    # Verbs

    def take(
        self, part_id: int, person_id: int, *, now: datetime, insist: bool = False
    ) -> Assignment:
        """One tap: the place is theirs, or somebody was faster."""
        shift = self._shifts.of_part(part_id)
        self._require_out(shift, person_id)
        profile = self._volunteers.profile(person_id)
        require_takeable(shift, shift.part(part_id), profile, now)
        return self.add(shift, part_id, person_id, now=now, insist=insist)

    def answer(
        self, gap_id: int, person_id: int, *, now: datetime, insist: bool = False
    ) -> Assignment:
        """To a call: the first tap gets the place."""
        gap = self._gaps.gap(gap_id)
        gap.require_open()
        shift, profile = self._shifts.shift(gap.shift_id), self._volunteers.profile(person_id)
        self._require_out(shift, person_id)
        require_takeable(shift, shift.part(gap.part_id), profile, now)
        if not insist:
            require_free(self._busy.clashes(person_id, shift))
        self._gaps.fill(gap, person_id, now)
        return self.add(shift, gap.part_id, person_id, now=now, insist=insist)

    def assign(
        self,
        part_id: int,
        person_id: int,
        *,
        by: int,
        now: datetime,
        insist: bool = False,
    ) -> Assignment:
        """By staff; insisting, they answer for what the person can do and has besides."""
        shift = self._shifts.of_part(part_id)
        part = shift.part(part_id)
        self._require_out(shift, person_id)
        require_place(shift, part, now)
        if not insist:
            profile = self._volunteers.profile(person_id)
            profile.require_fit(part.skill, needs_approval=part.needs_approval)
        made = self.add(shift, part_id, person_id, now=now, insist=insist, by=by)
        told, until = ShiftAssigned(shift.id), shift.starts_at
        self._notices.put(person_id, told, due_at=now, until=until, about=shift.card)
        self._audit.note(f"assigned to {shift.card}", f"person:{person_id}", by=by, now=now)
        return made

    def walk_in(self, shift_id: int, person_id: int, *, by: int, now: datetime) -> Assignment:
        """Somebody helps who is on no list: room is made, whoever else was counted on."""
        shift = self._shifts.shift(shift_id)
        shift.require_on()
        self._require_out(shift, person_id)
        if now >= shift.ends_at + CORRECTED_FOR:
            raise ShiftBegun
        part = next((one for one in shift.parts if one.free), shift.parts[0])
        if not part.free:
            self._resize(part, part.wanted + 1)
        self._audit.note(f"assigned to {shift.card}", f"person:{person_id}", by=by, now=now)
        return self.add(shift, part.id, person_id, now=now, insist=True, by=by)

    def unassign(self, shift_id: int, person_id: int, *, by: int, now: datetime) -> None:
        """By staff, who see to the place themselves."""
        shift = self._shifts.shift(shift_id)
        shift.require_ahead(now)
        self.remove(self.existing(person_id, shift_id))
        told = ShiftUnassigned(shift.id, shift.title, stamp(shift.starts_at))
        self._notices.put(person_id, told, due_at=now, until=shift.starts_at, about=shift.card)
        self._audit.note(f"taken out of {shift.card}", f"person:{person_id}", by=by, now=now)

    def confirm(self, shift_id: int, person_id: int, now: datetime) -> Assignment:
        """Will be there."""
        self._shifts.shift(shift_id).require_ahead(now)
        assignment = self.existing(person_id, shift_id)
        sql = "UPDATE assignments SET standing = 'confirmed' WHERE id = ? AND standing = 'taken'"
        self._sql.run(sql, assignment.id)
        return self.existing(person_id, shift_id)

    def give_up(self, shift_id: int, person_id: int, *, now: datetime, house: House) -> Gap | None:
        """A gap that the house calls for; of a visit only the one responsible hears."""
        shift = self._shifts.shift(shift_id)
        shift.require_ahead(now)
        assignment = self.existing(person_id, shift_id)
        self.remove(assignment)
        part = self._shifts.of_part(assignment.part_id).part(assignment.part_id)
        if not shift.is_visit:
            return self._gaps.open(shift, part, left_by=person_id, now=now, house=house)
        for staff_id in self._shifts.hearers(shift):
            told, until = VisitGivenUp(shift_id), shift.starts_at
            self._notices.put(staff_id, told, due_at=now, until=until, about=shift.card)
        return None

    def set_wanted(self, part_id: int, wanted: int, now: datetime) -> Shift:
        """Never fewer than are in it."""
        shift = self._shifts.of_part(part_id)
        part = shift.part(part_id)
        if not max(1, part.taken) <= wanted <= MOST_PEOPLE:
            raise PlacesUnfit(least=max(1, part.taken), most=MOST_PEOPLE)
        self._resize(part, wanted)
        self._gaps.settle(part_id, now=now)
        return self._shifts.shift(shift.id)

    # For the other verbs about crews

    def add(
        self,
        shift: Shift,
        part_id: int,
        person_id: int,
        *,
        now: datetime,
        insist: bool = False,
        by: int | None = None,
        standing: Standing = Standing.TAKEN,
    ) -> Assignment:
        """Into a free place; raises ShiftFull or ShiftClashes."""
        part = self._shifts.of_part(part_id).part(part_id)
        if part.free < 1:
            raise ShiftFull
        if not insist:
            require_free(self._busy.clashes(person_id, shift))
        row = self._sql.one(
            _INSERT,
            *(shift.id, part_id, person_id, standing, int(insist), stamp(shift.starts_at)),
            *(stamp(shift.ends_at), by, stamp(now)),
        )
        self._gaps.settle(part_id, now=now, filled_by=person_id)
        return assignment_of(row)

    def remove(self, assignment: Assignment) -> None:
        """Only of somebody who is to come; what they were going to hear of it is moot."""
        if assignment.standing not in COMING:
            raise ShiftBegun
        shift_id, person_id = assignment.shift_id, assignment.person_id
        sql = "DELETE FROM hand_overs WHERE shift_id = ? AND from_id = ?"
        self._sql.run(sql, shift_id, person_id)
        self._sql.run("DELETE FROM assignments WHERE id = ?", assignment.id)
        self._notices.withdraw(about=f"shift:{shift_id}", person_id=person_id)

    def _require_out(self, shift: Shift, person_id: int) -> None:
        if self.of(person_id, shift.id):
            raise AlreadyInShift

    def _resize(self, part: Part, wanted: int) -> None:
        self._sql.run("UPDATE shift_parts SET wanted = ? WHERE id = ?", wanted, part.id)


def _member(row: sqlite3.Row) -> Member:
    return Member(
        assignment_of(row),
        row["name"],
        row["part"],
        row["asked_to"] or "",
        bool(row["is_reachable"]),
    )


_MEMBERS = """
SELECT o.*, p.name, part.name AS part,
       p.telegram_id IS NOT NULL AND p.blocked = 0 AS is_reachable,
       (SELECT t.name FROM hand_overs AS h JOIN people AS t ON t.id = h.to_id
         WHERE h.shift_id = o.shift_id AND h.from_id = o.person_id) AS asked_to
  FROM assignments AS o JOIN people AS p ON p.id = o.person_id
  JOIN shift_parts AS part ON part.id = o.part_id
"""
_BY_PART = "ORDER BY o.part_id, o.id"

_SILENT = f"""
{_MEMBERS} JOIN shifts AS s ON s.id = o.shift_id AND s.is_visit = 0
 WHERE o.standing = 'taken' AND o.asked_at IS NOT NULL AND o.starts_at > ? AND o.starts_at <= ?
 ORDER BY o.starts_at, o.shift_id, o.id
"""

_MINE = """
SELECT o.* FROM assignments AS o JOIN shifts AS s ON s.id = o.shift_id
 WHERE o.person_id = ? AND o.ends_at > ? AND s.state = 'published'
 ORDER BY o.starts_at, o.shift_id
"""

_PAST = """
SELECT o.* FROM assignments AS o JOIN shifts AS s ON s.id = o.shift_id
 WHERE o.person_id = ? AND o.ends_at <= ? AND s.state = 'published'
 ORDER BY o.ends_at DESC, o.shift_id DESC LIMIT ? OFFSET ?
"""

_INSERT = """
INSERT INTO assignments (shift_id, part_id, person_id, standing, insisted, starts_at, ends_at,
    made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
"""
