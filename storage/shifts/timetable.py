"""Shifts, the verbs that change them, and the house's own alarms about them.

Who is in a shift has its own records; the counts are kept by the schema's triggers.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from community.activities import Activity, State
from community.house import House
from community.people import Role
from community.plan_dates import Rhythm
from community.refusals import NoLongerThere
from community.shift_news import ShiftCalledOff, ShiftMoved
from community.shifts import Part, Shift, ShiftState, require_people
from community.volunteers import bits_of, times_of
from storage.notices import Notices
from storage.people import People
from storage.series import SeriesRecords
from storage.shifts.alarms import set_alarms
from storage.shifts.rows import WITH_RESPONSIBLE, part_of, shift_of
from storage.sql import Sql, stamp


class Shifts:
    def __init__(
        self, sql: Sql, *, notices: Notices, people: People, series: SeriesRecords
    ) -> None:
        self._sql, self._notices = sql, notices
        self._people, self._series = people, series

    # Questions

    def shift(self, shift_id: int) -> Shift:
        row = self._sql.row(f"{WITH_RESPONSIBLE} WHERE s.id = ?", shift_id)
        if row is None:
            raise NoLongerThere
        return self.with_parts(row)

    def of_part(self, part_id: int) -> Shift:
        row = self._sql.row("SELECT shift_id FROM shift_parts WHERE id = ?", part_id)
        if row is None:
            raise NoLongerThere
        return self.shift(row["shift_id"])

    def with_parts(self, row: sqlite3.Row) -> Shift:
        sql = "SELECT * FROM shift_parts WHERE shift_id = ? ORDER BY id"
        parts = tuple(part_of(part) for part in self._sql.rows(sql, row["id"]))
        return replace(shift_of(row), parts=parts)

    def of_activity(self, activity_id: int) -> Sequence[Shift]:
        return self._found("s.activity_id = ? ORDER BY s.starts_at, s.id", activity_id)

    def wanted_for(self, activity_id: int) -> int:
        """How many volunteers the plan wants for the activity; 0: it does not say."""
        sql = "SELECT volunteers_wanted FROM activities WHERE id = ?"
        row = self._sql.row(sql, activity_id)
        return int(row["volunteers_wanted"]) if row else 0

    def drafts_of(self, person_id: int) -> Sequence[Shift]:
        """What this person has begun and not published, the next first."""
        where = "s.created_by = ? AND s.state = 'draft' ORDER BY s.starts_at, s.id"
        return self._found(where, person_id)

    def later(self, shift: Shift, now: datetime) -> Sequence[Shift]:
        """This one and all of its series after it, but what has begun or is cancelled."""
        where = (
            "(s.id = ? OR s.series_id = ?) AND s.starts_at >= ? AND s.starts_at > ?"
            " AND s.state <> 'cancelled' ORDER BY s.starts_at, s.id"
        )
        return self._found(where, shift.id, shift.series_id, stamp(shift.starts_at), stamp(now))

    def hearers(self, shift: Shift) -> Sequence[int]:
        """The staff member responsible, as long as there is one; else all of them."""
        staff = [person.id for person in self._people.with_role(Role.STAFF)]
        return [shift.responsible_id] if shift.responsible_id in staff else staff

    def is_orphaned(self, shift: Shift) -> bool:
        """Whoever was responsible is not of the staff any more."""
        person = self._people.person(shift.responsible_id) if shift.responsible_id else None
        return person is None or Role.STAFF not in person.roles

    # Verbs

    def create(
        self, shift: Shift, parts: Sequence[Part], *, by: int, now: datetime, house: House
    ) -> Shift:
        """A draft."""
        shift.require_possible(now)
        require_people(parts)
        row = self._sql.one(
            _INSERT,
            *(shift.title, shift.details, shift.place, shift.latitude, shift.longitude),
            *(stamp(shift.starts_at), stamp(shift.ends_at), _times(shift, house)),
            *(shift.activity_id, shift.series_id, shift.responsible_id, int(shift.is_visit)),
            *(shift.visited_id, by, stamp(now)),
        )
        for part in parts:
            facts = (part.name, part.skill, int(part.needs_approval), part.wanted)
            self._sql.run(_INSERT_PART, row["id"], *facts)
        return self.shift(row["id"])

    def publish(self, shift_id: int, *, now: datetime, house: House) -> Shift:
        """One that is published already stays as it is."""
        shift = self.shift(shift_id)
        if shift.state is ShiftState.DRAFT:
            shift.require_possible(now)
            self._set_state(shift, ShiftState.PUBLISHED)
            set_alarms(self._notices, shift, now, house)
        published = self.shift(shift_id)
        published.require_ahead(now)
        return published

    def publish_all(
        self, shift_ids: Sequence[int], *, now: datetime, house: House
    ) -> Sequence[Shift]:
        return [self.publish(shift_id, now=now, house=house) for shift_id in shift_ids]

    def discard(self, shift_id: int) -> None:
        """Only a draft can vanish without a word."""
        sql = "DELETE FROM shifts WHERE id = ? AND state = 'draft'"
        if not self._sql.run(sql, shift_id):
            raise NoLongerThere

    def repeat(
        self,
        shift_id: int,
        rhythm: Rhythm,
        starts: Sequence[datetime],
        *,
        by: int,
        now: datetime,
        house: House,
    ) -> Sequence[Shift]:
        """The same at these moments, published if it is; what its series has already is left."""
        first = self.shift(shift_id)
        series_id = first.series_id or self._series.begin(rhythm, by=by, now=now)
        self._sql.run("UPDATE shifts SET series_id = ? WHERE id = ?", series_id, shift_id)
        sql = "SELECT starts_at FROM shifts WHERE series_id = ?"
        known = {row["starts_at"] for row in self._sql.rows(sql, series_id)}
        like = replace(first, series_id=series_id)
        new = [at for at in starts if stamp(at) not in known]
        made = [self._copy(like, at, by=by, now=now, house=house) for at in new]
        if first.state is not ShiftState.PUBLISHED:
            return made
        return self.publish_all([one.id for one in made], now=now, house=house)

    def edit(self, shift: Shift) -> Shift:
        """What it is called and where it is; when has its own verb."""
        self._sql.run(
            _UPDATE,
            *(shift.title, shift.details, shift.place, shift.latitude, shift.longitude),
            *(shift.responsible_id, shift.id),
        )
        return self.shift(shift.id)

    def move(
        self, shift_id: int, starts_at: datetime, ends_at: datetime, *, now: datetime, house: House
    ) -> Shift:
        """Everybody in it is told and asked anew; a clash that this makes is not theirs."""
        before = self.shift(shift_id)
        after = replace(before, starts_at=starts_at, ends_at=ends_at)
        after.require_possible(now)
        if before.state is ShiftState.PUBLISHED:
            before.require_ahead(now)
        span = (stamp(starts_at), stamp(ends_at))
        sql = "UPDATE shifts SET starts_at = ?, ends_at = ?, times = ? WHERE id = ?"
        self._sql.run(sql, *span, _times(after, house), shift_id)
        self._sql.run(_MOVE_CREW, *span, stamp(now), shift_id)
        if before.state is ShiftState.PUBLISHED:
            set_alarms(self._notices, after, now, house)
            self._tell(after, ShiftMoved(shift_id), until=starts_at, now=now)
        return self.shift(shift_id)

    def follow_activity(
        self, before: Activity, after: Activity, *, now: datetime, house: House
    ) -> Sequence[Shift]:
        """The activity's shifts move with it, and are cancelled with it; gives those changed."""
        ahead = [one for one in self.of_activity(after.id) if one.starts_at > now]
        on = [one for one in ahead if one.state is not ShiftState.CANCELLED]
        if after.state is State.CANCELLED:
            return [self.cancel(one.id, after.cancel_reason, now) for one in on]
        by = after.starts_at - before.starts_at
        if not by:
            return []
        return [
            self.move(one.id, one.starts_at + by, one.ends_at + by, now=now, house=house)
            for one in on
        ]

    def cancel(self, shift_id: int, reason: str, now: datetime) -> Shift:
        """Everybody in it is told; what was a draft vanishes."""
        shift = self.shift(shift_id)
        if shift.state is ShiftState.DRAFT:
            self.discard(shift_id)
            return replace(shift, state=ShiftState.CANCELLED)
        shift.require_ahead(now)
        self._call_off(shift, reason, now)
        self._set_state(shift, ShiftState.CANCELLED, reason)
        return self.shift(shift_id)

    def cancel_later(self, shift: Shift, reason: str, now: datetime) -> Sequence[Shift]:
        return [self.cancel(one.id, reason, now) for one in self.later(shift, now)]

    def delete(self, shift_id: int, now: datetime) -> None:
        """It goes altogether; the hours that were written down stay."""
        shift = self.shift(shift_id)
        if shift.state is ShiftState.PUBLISHED:
            self._call_off(shift, "", now)
        self._sql.run("DELETE FROM shifts WHERE id = ?", shift_id)

    def _call_off(self, shift: Shift, reason: str, now: datetime) -> None:
        """Who is on the way or there already hears of it too."""
        self._notices.withdraw(about=shift.card)
        sql = "UPDATE gaps SET closed_at = ? WHERE shift_id = ? AND closed_at IS NULL"
        self._sql.run(sql, stamp(now), shift.id)
        if now < shift.ends_at:
            news = ShiftCalledOff(shift.id, shift.title, stamp(shift.starts_at), reason)
            self._tell(shift, news, until=shift.ends_at, now=now)

    def _tell(
        self, shift: Shift, news: ShiftMoved | ShiftCalledOff, *, until: datetime, now: datetime
    ) -> None:
        sql = "SELECT person_id FROM assignments WHERE shift_id = ? AND left_at IS NULL"
        for row in self._sql.rows(f"{sql} ORDER BY id", shift.id):
            self._notices.put(row["person_id"], news, due_at=now, until=until, about=shift.card)

    def _copy(
        self, like: Shift, starts_at: datetime, *, by: int, now: datetime, house: House
    ) -> Shift:
        another = replace(like, id=0, starts_at=starts_at, ends_at=starts_at + like.length)
        return self.create(another, like.parts, by=by, now=now, house=house)

    def _found(self, where: str, *args: object) -> Sequence[Shift]:
        rows = self._sql.rows(f"{WITH_RESPONSIBLE} WHERE {where}", *args)
        return [self.with_parts(row) for row in rows]

    def _set_state(self, shift: Shift, state: ShiftState, reason: str = "") -> None:
        sql = "UPDATE shifts SET state = ?, cancel_reason = ? WHERE id = ?"
        self._sql.run(sql, state, reason, shift.id)


def _times(shift: Shift, house: House) -> int:
    return bits_of(times_of(shift.starts_at, shift.ends_at, house.zone))


_INSERT = """
INSERT INTO shifts (title, details, place, latitude, longitude, starts_at, ends_at, times,
    activity_id, series_id, responsible_id, is_visit, visited_id, created_by, created_at, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft') RETURNING id
"""

_INSERT_PART = """
INSERT INTO shift_parts (shift_id, name, skill, needs_approval, wanted) VALUES (?, ?, ?, ?, ?)
"""

_UPDATE = """
UPDATE shifts SET title = ?, details = ?, place = ?, latitude = ?, longitude = ?,
    responsible_id = ? WHERE id = ?
"""

_MOVE_CREW = """
UPDATE assignments SET starts_at = ?, ends_at = ?, insisted = 1, standing = 'taken', asked_at = ?
 WHERE shift_id = ? AND standing IN ('taken', 'confirmed')
"""
