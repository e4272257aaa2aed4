"""Who came to a shift and when they left; who did not come, without ever making much of it."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from community.assignments import (
    COMING,
    Assignment,
    Standing,
    came_at,
    corrected_until,
    left_at,
    require_check_in,
)
from community.attendance import CODE_DIGITS, CheckInOver, NotCheckedIn, NotMissed
from community.hours_served import Service
from community.house import House
from community.refusals import NoLongerThere
from community.shift_news import NobodyInShift, SaysWasInShift, ShiftEnds, WasMissedInShift
from community.shifts import Shift, ShiftState, require_length
from storage.audit import Audit
from storage.hours_served import HoursServed
from storage.notices import Notices
from storage.shifts.crews import Crews
from storage.shifts.gaps import Gaps
from storage.shifts.timetable import Shifts
from storage.sql import Sql, stamp

NEWS_FOR = timedelta(days=7)
SETTLED_AGAIN = timedelta(days=1)  # for staff who checked nobody in and were asked


class Turnouts:
    def __init__(
        self,
        sql: Sql,
        *,
        shifts: Shifts,
        crews: Crews,
        gaps: Gaps,
        hours: HoursServed,
        notices: Notices,
        audit: Audit,
    ) -> None:
        self._sql, self._shifts, self._crews, self._gaps = sql, shifts, crews, gaps
        self._hours, self._notices, self._audit = hours, notices, audit

    # Codes

    def code(self, shift_id: int) -> str:
        """The shift's own, made when it is first needed."""
        row = self._sql.row("SELECT code FROM shifts WHERE id = ?", shift_id)
        if row is None:
            raise NoLongerThere
        if row["code"]:
            return str(row["code"])
        code = self._unused_code()
        self._sql.run("UPDATE shifts SET code = ? WHERE id = ?", code, shift_id)
        return code

    def coded(self, code: str, now: datetime, shift_id: int | None = None) -> Shift | None:
        """Of several shifts that had this code over the years the one named or nearest."""
        row = self._sql.row(_CODED, code, shift_id, stamp(now))
        return self._shifts.shift(row["id"]) if row else None

    # Coming and leaving

    def check_in(
        self,
        shift_id: int,
        person_id: int,
        *,
        now: datetime,
        house: House,
        by_id: int | None = None,
    ) -> tuple[Assignment, bool]:
        """The assignment, and whether it is new: a second check-in changes nothing. Written down
        after the end it was the whole shift."""
        shift = self._shifts.shift(shift_id)
        before = self._crews.existing(person_id, shift_id)
        if before.standing in (Standing.CAME, Standing.LEFT):
            return before, False
        require_check_in(shift, now, by_staff=by_id is not None)
        left = shift.ends_at if now >= shift.ends_at else None
        self._write_down(before, came_at(shift, now), left)
        after = self._crews.existing(person_id, shift_id)
        if left:
            self._hours.credit(shift, after, now=now, house=house)
        return after, True

    def check_out(self, shift_id: int, person_id: int, *, now: datetime, house: House) -> Service:
        """Who has left already has; long after the end it is the end that counts."""
        shift = self._shifts.shift(shift_id)
        before = self._crews.existing(person_id, shift_id)
        if before.came_at is None:
            raise NotCheckedIn
        if before.left_at is None:
            self._write_down(before, before.came_at, left_at(shift, before, now))
        after = self._crews.existing(person_id, shift_id)
        return self._hours.credit(shift, after, now=now, house=house)

    def undo(self, shift_id: int, person_id: int, now: datetime) -> None:
        """A slip of the finger; nothing when it was undone already."""
        shift = self._shifts.shift(shift_id)
        require_check_in(shift, now, by_staff=True)
        assignment = self._crews.existing(person_id, shift_id)
        if assignment.came_at:
            self._sql.run(_UNDO, assignment.id)
            self._hours.take_back(shift_id, person_id)

    def set_times(
        self,
        shift_id: int,
        person_id: int,
        came: datetime,
        left: datetime,
        *,
        by: int,
        now: datetime,
        house: House,
    ) -> Service:
        """The staff know better."""
        shift = self._shifts.shift(shift_id)
        require_check_in(shift, now, by_staff=True)
        require_length(came, left)
        self._write_down(self._crews.existing(person_id, shift_id), came, left)
        self._audit.note(f"hours of {shift.card} set", f"person:{person_id}", by=by, now=now)
        after = self._crews.existing(person_id, shift_id)
        return self._hours.credit(shift, after, now=now, house=house)

    def delete(self, shift_id: int, *, now: datetime, house: House) -> None:
        """The shift goes altogether; whoever was there keeps the hours."""
        for member in self._crews.crew(shift_id):
            if member.assignment.standing is Standing.CAME:
                person_id = member.assignment.person_id
                self.check_out(shift_id, person_id, now=now, house=house)
        self._shifts.delete(shift_id, now)

    def settle(self, alarm: ShiftEnds, *, now: datetime, house: House) -> None:
        """Who came and did not check out stayed until the end. Who did not come was missed, if
        anybody was checked in at all: otherwise the staff are asked first."""
        shift = self._shifts.shift(alarm.shift_id)
        self._gaps.close_all(shift.id, now)
        if shift.state is not ShiftState.PUBLISHED:
            return
        crew = [member.assignment for member in self._crews.crew(shift.id)]
        for one in crew:
            if one.standing is Standing.CAME:
                self.check_out(shift.id, one.person_id, now=now, house=house)
        coming = [one for one in crew if one.standing in COMING]
        if len(coming) < len(crew) or shift.is_visit:
            self._miss(shift, coming, now)
        elif coming and alarm.attempt == 0:
            self._ask_staff(shift, now)
        sql = "DELETE FROM assignments WHERE missed_at < ?"
        self._sql.run(sql, stamp(now - house.no_shows_last))

    # Those who did not come

    def claim(self, shift_id: int, person_id: int, now: datetime) -> None:
        """The person says that they were there: the staff can confirm."""
        shift = self._shifts.shift(shift_id)
        if now >= corrected_until(shift):
            raise CheckInOver
        assignment = self._missed(shift_id, person_id)
        if assignment.claimed_at or assignment.excused_at:
            return
        self._sql.run(
            "UPDATE assignments SET claimed_at = ? WHERE id = ?", stamp(now), assignment.id
        )
        for staff_id in self._shifts.hearers(shift):
            says, until = SaysWasInShift(shift_id, person_id), corrected_until(shift)
            self._notices.put(staff_id, says, due_at=now, until=until, about=shift.card)

    def excuse(self, shift_id: int, person_id: int, *, by_id: int, now: datetime) -> Assignment:
        """By staff, or by the person, who has a reason; once excused it stays so."""
        assignment = self._missed(shift_id, person_id)
        sql = (
            "UPDATE assignments SET excused_at = ?, excused_by = ?"
            " WHERE id = ? AND excused_at IS NULL"
        )
        self._sql.run(sql, stamp(now), by_id, assignment.id)
        return self._crews.existing(person_id, shift_id)

    def give_reason(self, shift_id: int, person_id: int, reason: str) -> None:
        assignment = self._missed(shift_id, person_id)
        self._sql.run("UPDATE assignments SET reason = ? WHERE id = ?", reason, assignment.id)

    def missed_counts(
        self, people: Collection[int], *, now: datetime, house: House
    ) -> Mapping[int, int]:
        """How often each was missed and not excused, before it expires."""
        numbers = ",".join(map(str, map(int, people)))
        since = stamp(now - house.no_shows_last)
        return {row["person_id"]: row["n"] for row in self._sql.rows(_COUNTS, since, numbers)}

    def forget(self, person_id: int) -> None:
        """The words go; what was counted stays."""
        self._sql.run("UPDATE assignments SET reason = '' WHERE person_id = ?", person_id)

    def _missed(self, shift_id: int, person_id: int) -> Assignment:
        assignment = self._crews.existing(person_id, shift_id)
        if assignment.standing is not Standing.MISSED:
            raise NotMissed
        return assignment

    def _miss(self, shift: Shift, missing: Collection[Assignment], now: datetime) -> None:
        for one in missing:
            sql = "UPDATE assignments SET standing = 'missed', missed_at = ? WHERE id = ?"
            self._sql.run(sql, stamp(now), one.id)
            told, until = WasMissedInShift(shift.id), now + NEWS_FOR
            self._notices.put(one.person_id, told, due_at=now, until=until, about=shift.card)

    def _ask_staff(self, shift: Shift, now: datetime) -> None:
        for staff_id in self._shifts.hearers(shift):
            asked, until = NobodyInShift(shift.id), corrected_until(shift)
            self._notices.put(staff_id, asked, due_at=now, until=until, about=shift.card)
        at, again = now + SETTLED_AGAIN, ShiftEnds(shift.id, 1)
        self._notices.put(None, again, due_at=at, until=at + NEWS_FOR, about=shift.card)

    def _write_down(self, before: Assignment, came: datetime, left: datetime | None) -> None:
        standing = Standing.LEFT if left else Standing.CAME
        left_stamp = stamp(left) if left else None
        self._sql.run(_WRITE_DOWN, standing, stamp(came), left_stamp, before.id)

    def _unused_code(self) -> str:
        least = 10 ** (CODE_DIGITS - 1)  # no zero in front, which some would leave out
        while self._sql.row(_IN_USE, code := str(least + secrets.randbelow(9 * least))):
            pass
        return code


_WRITE_DOWN = """
UPDATE assignments SET standing = ?, came_at = ?, left_at = ?, missed_at = NULL,
    claimed_at = NULL, excused_at = NULL, excused_by = NULL, reason = '' WHERE id = ?
"""

_UNDO = """
UPDATE assignments SET standing = 'taken', came_at = NULL, left_at = NULL WHERE id = ?
"""

_CODED = """
SELECT id FROM shifts WHERE code = ?1
 ORDER BY id IS NOT ?2, abs(starts_at - ?3), id DESC LIMIT 1
"""

_IN_USE = """
SELECT 1 FROM shifts WHERE code = ?1 UNION ALL SELECT 1 FROM check_in_codes WHERE code = ?1
"""

_COUNTS = """
SELECT person_id, count(*) AS n FROM assignments
 WHERE standing = 'missed' AND excused_at IS NULL AND missed_at >= ?1
   AND person_id IN (SELECT value FROM json_each('[' || ?2 || ']'))
 GROUP BY person_id
"""
