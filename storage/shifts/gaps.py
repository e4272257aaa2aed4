"""Places that somebody gave up: whom the house calls, when, and what the staff hear of it.

Who answers a call takes the place by the verbs of the crew.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from community.gaps import CIRCLES, Gap, apart
from community.hours import QuietHours
from community.house import House
from community.refusals import NoLongerThere
from community.shift_news import GapCall, GapUnfilled, GapWidens
from community.shifts import Part, Shift, ShiftFull
from storage.notices import Notices
from storage.shifts.busy import IS_BUSY
from storage.shifts.timetable import Shifts
from storage.sql import Sql, moment, moment_or_none, stamp

LAST_WORD = len(CIRCLES) + 1  # the alarm after the last circle


class Gaps:
    def __init__(self, sql: Sql, *, shifts: Shifts, notices: Notices) -> None:
        self._sql, self._shifts, self._notices = sql, shifts, notices

    # Questions

    def gap(self, gap_id: int) -> Gap:
        row = self._sql.row(f"{_GAPS} WHERE g.id = ?", gap_id)
        if row is None:
            raise NoLongerThere
        return _gap(row)

    def open_of(self, shift_id: int) -> Sequence[Gap]:
        sql = f"{_GAPS} WHERE g.shift_id = ? AND g.closed_at IS NULL ORDER BY g.id"
        return [_gap(row) for row in self._sql.rows(sql, shift_id)]

    def just_closed(self, now: datetime) -> Sequence[str]:
        """The cards of those closed at this moment, to be drawn anew for all who were called."""
        sql = f"{_GAPS} WHERE g.closed_at = ?"
        return [_gap(row).card for row in self._sql.rows(sql, stamp(now))]

    # Verbs

    def call(self, part_id: int, *, now: datetime, house: House) -> Gap:
        """The staff want somebody for a free place; one that is called for already is enough."""
        shift = self._shifts.of_part(part_id)
        shift.require_ahead(now)
        part = shift.part(part_id)
        calling = [gap for gap in self.open_of(shift.id) if gap.part_id == part_id]
        if part.free < 1:
            raise ShiftFull
        if len(calling) >= part.free:
            return calling[-1]
        return self.open(shift, part, left_by=None, now=now, house=house)

    def open(
        self, shift: Shift, part: Part, *, left_by: int | None, now: datetime, house: House
    ) -> Gap:
        row = self._sql.one(
            "INSERT INTO gaps (shift_id, part_id, left_by, opened_at) VALUES (?, ?, ?, ?)"
            " RETURNING id",
            *(shift.id, part.id, left_by, stamp(now)),
        )
        gap = self.gap(row["id"])
        self._widen_later(gap, shift, 1, at=now, now=now, house=house)
        return self.gap(gap.id)

    def widen(self, gap_id: int, circle: int, *, now: datetime, house: House) -> None:
        """The next circle hears of it, or the staff hear that all have been called."""
        gap = self.gap(gap_id)
        gap.require_open()
        shift = self._shifts.shift(gap.shift_id)
        shift.require_ahead(now)
        if circle <= gap.circle:
            return
        if circle == LAST_WORD:
            self._give_up(gap, shift, now)
            return
        size = CIRCLES[circle - 1]
        called = self._call_circle(gap, shift, circle, size, now)
        following = circle + 1 if called == size else LAST_WORD
        at = now + apart(now, shift.starts_at) if called or gap.called else now
        self._widen_later(gap, shift, following, at=at, now=now, house=house)

    def decline(self, gap_id: int, person_id: int, now: datetime) -> None:
        """Not this time; nothing is held against anybody."""
        sql = "UPDATE gap_calls SET declined_at = ? WHERE gap_id = ? AND person_id = ?"
        self._sql.run(sql, stamp(now), gap_id, person_id)

    def fill(self, gap: Gap, person_id: int, now: datetime) -> None:
        sql = "UPDATE gaps SET closed_at = ?, filled_by = ? WHERE id = ?"
        self._sql.run(sql, stamp(now), person_id, gap.id)
        self._notices.withdraw(about=gap.card)

    def settle(self, part_id: int, *, now: datetime, filled_by: int | None = None) -> None:
        """There are never more gaps than free places: the eldest are closed, the first of them
        by whoever has taken the place."""
        row = self._sql.row("SELECT wanted - taken AS free FROM shift_parts WHERE id = ?", part_id)
        sql = f"{_GAPS} WHERE g.part_id = ? AND g.closed_at IS NULL ORDER BY g.id"
        gaps = [_gap(found) for found in self._sql.rows(sql, part_id)]
        for gap in gaps[: max(0, len(gaps) - (row["free"] if row else 0))]:
            if filled_by is None:
                self._close(gap, now)
            else:
                self.fill(gap, filled_by, now)
            filled_by = None

    def close_all(self, shift_id: int, now: datetime) -> None:
        for gap in self.open_of(shift_id):
            self._close(gap, now)

    def forget(self, person_id: int) -> None:
        self._sql.run("DELETE FROM gap_calls WHERE person_id = ?", person_id)

    def _close(self, gap: Gap, now: datetime) -> None:
        self._sql.run("UPDATE gaps SET closed_at = ? WHERE id = ?", stamp(now), gap.id)
        self._notices.withdraw(about=gap.card)

    def _call_circle(self, gap: Gap, shift: Shift, circle: int, size: int, now: datetime) -> int:
        rows = self._sql.rows(_TO_CALL, gap.part_id, gap.id, gap.left_by, size)
        for row in rows:
            person_id = row["who"]
            self._sql.run(_NOTE_CALL, gap.id, person_id, circle, stamp(now))
            sql = "UPDATE volunteers SET last_called_at = ? WHERE person_id = ?"
            self._sql.run(sql, stamp(now), person_id)
            self._put(person_id, GapCall(gap.id), gap, now, until=shift.starts_at)
        self._sql.run("UPDATE gaps SET circle = ? WHERE id = ?", circle, gap.id)
        return len(rows)

    def _widen_later(
        self, gap: Gap, shift: Shift, circle: int, *, at: datetime, now: datetime, house: House
    ) -> None:
        """Nobody is called at night; when morning comes too late the staff hear at once."""
        civil = QuietHours.of(house).morning_after(at)
        if civil >= shift.starts_at:
            self._give_up(gap, shift, now)
        elif civil <= now:
            self.widen(gap.id, circle, now=now, house=house)
        else:
            self._put(None, GapWidens(gap.id, circle), gap, civil, until=shift.starts_at)

    def _give_up(self, gap: Gap, shift: Shift, now: datetime) -> None:
        for staff_id in self._shifts.hearers(shift):
            self._put(staff_id, GapUnfilled(gap.id), gap, now, until=shift.starts_at)

    def _put(
        self,
        person_id: int | None,
        notice: GapCall | GapWidens | GapUnfilled,
        gap: Gap,
        at: datetime,
        *,
        until: datetime,
    ) -> None:
        self._notices.put(person_id, notice, due_at=at, until=until, about=gap.card)


def _gap(row: sqlite3.Row) -> Gap:
    return Gap(
        row["id"],
        row["shift_id"],
        row["part_id"],
        moment(row["opened_at"]),
        row["circle"],
        row["left_by"],
        moment_or_none(row["closed_at"]),
        row["filled_by"],
        row["called"],
    )


_GAPS = """
SELECT g.*, (SELECT count(*) FROM gap_calls WHERE gap_id = g.id) AS called FROM gaps AS g
"""

_NOTE_CALL = """
INSERT INTO gap_calls (gap_id, person_id, circle, called_at) VALUES (?, ?, ?, ?)
"""

# Free, fitting, asked for it, within reach; who was called least lately first.
_TO_CALL = f"""
SELECT v.person_id AS who FROM volunteers AS v JOIN people AS p ON p.id = v.person_id
  JOIN shift_parts AS part ON part.id = ?1 JOIN shifts AS s ON s.id = part.shift_id
 WHERE v.hears_gaps = 1 AND v.free & s.times = s.times
   AND p.telegram_id IS NOT NULL AND p.blocked = 0 AND p.agreed_at IS NOT NULL
   AND (part.needs_approval = 0 OR v.approved_at IS NOT NULL)
   AND (part.skill = '' OR EXISTS (
        SELECT 1 FROM volunteer_skills AS k WHERE k.person_id = v.person_id
           AND k.skill = part.skill AND k.approved_at IS NOT NULL))
   AND v.person_id IS NOT ?3
   AND NOT EXISTS (SELECT 1 FROM gap_calls AS c WHERE c.gap_id = ?2 AND c.person_id = v.person_id)
   AND NOT ({IS_BUSY.replace("who", "v.person_id")})
 ORDER BY v.last_called_at, v.person_id LIMIT ?4
"""  # noqa: S608 -- constants
