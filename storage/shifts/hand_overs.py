"""Handing a shift over to somebody else, who has to agree; until then it stays where it is."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from community.assignments import (
    COMING,
    AlreadyInShift,
    HandOver,
    HandOverPending,
    NothingAsked,
    OtherBusy,
    OtherUnfit,
    Standing,
    ToOneself,
    require_free,
    require_reachable,
)
from community.people import Person
from community.shift_news import HandOverAccepted, HandOverAsked, HandOverDeclined
from community.shifts import OnlyAssigned, Part, Shift, ShiftBegun
from community.volunteers import ApprovalMissing, SkillMissing, SkillUnapproved
from storage.notices import Notices
from storage.people import People, person_of
from storage.shifts.busy import IS_BUSY
from storage.shifts.crews import Crews
from storage.shifts.timetable import Shifts
from storage.sql import Sql, moment, stamp
from storage.volunteers import Volunteers


class HandOvers:
    def __init__(
        self,
        sql: Sql,
        *,
        shifts: Shifts,
        crews: Crews,
        volunteers: Volunteers,
        people: People,
        notices: Notices,
    ) -> None:
        self._sql, self._shifts, self._crews = sql, shifts, crews
        self._volunteers, self._people, self._notices = volunteers, people, notices

    # Questions

    def of(self, shift_id: int, from_id: int) -> HandOver | None:
        sql = "SELECT * FROM hand_overs WHERE shift_id = ? AND from_id = ?"
        row = self._sql.row(sql, shift_id, from_id)
        return _hand_over(row) if row else None

    def hand_over(self, hand_over_id: int) -> HandOver:
        row = self._sql.row("SELECT * FROM hand_overs WHERE id = ?", hand_over_id)
        if row is None:
            raise NothingAsked
        return _hand_over(row)

    def candidates(
        self, shift_id: int, from_id: int, *, offset: int, limit: int
    ) -> Sequence[Person]:
        """Who could take over: reachable, able, with nothing else then; by name, those who have
        said they are free at such times first."""
        part_id = self._crews.existing(from_id, shift_id).part_id
        rows = self._sql.rows(_CANDIDATES, part_id, limit, offset)
        return [person_of(row) for row in rows]

    # Verbs

    def ask(self, shift_id: int, from_id: int, to_id: int, *, now: datetime) -> HandOver:
        shift, part = self._ahead(shift_id, from_id, now)
        if from_id == to_id:
            raise ToOneself
        if pending := self.of(shift_id, from_id):
            raise HandOverPending(name=self._name(pending.to_id))
        person = require_reachable(self._people.person(to_id), self._name(to_id))
        self._require_able(shift, part, person)
        sql = "INSERT INTO hand_overs (shift_id, from_id, to_id, asked_at) VALUES (?, ?, ?, ?)"
        row = self._sql.one(f"{sql} RETURNING *", shift_id, from_id, to_id, stamp(now))
        asked, until = HandOverAsked(row["id"]), shift.starts_at
        self._notices.put(to_id, asked, due_at=now, until=until, about=shift.card)
        return _hand_over(row)

    def accept(self, hand_over_id: int, person_id: int, *, now: datetime) -> Shift:
        """The place changes hands in one step: nobody else can come between."""
        asked = self._asked(hand_over_id, person_id)
        shift, part = self._ahead(asked.shift_id, asked.from_id, now)
        before = self._crews.existing(asked.from_id, shift.id)
        if self._crews.of(person_id, shift.id):
            raise AlreadyInShift
        profile = self._volunteers.profile(person_id)
        profile.require_fit(part.skill, needs_approval=part.needs_approval)
        require_free(self._crews.clashes(person_id, shift))
        self._crews.remove(before)
        standing = Standing.CONFIRMED if before.asked_at else Standing.TAKEN
        self._crews.add(shift, part.id, person_id, now=now, standing=standing)
        self._tell(asked, shift, HandOverAccepted(shift.id, person_id), now)
        return self._shifts.shift(shift.id)

    def decline(self, hand_over_id: int, person_id: int, now: datetime) -> Shift:
        asked = self._asked(hand_over_id, person_id)
        shift = self._shifts.shift(asked.shift_id)
        self._sql.run("DELETE FROM hand_overs WHERE id = ?", hand_over_id)
        self._tell(asked, shift, HandOverDeclined(shift.id, person_id), now)
        return shift

    def withdraw(self, shift_id: int, from_id: int) -> None:
        """The question is taken back; the other's button says so when it is tapped."""
        sql = "DELETE FROM hand_overs WHERE shift_id = ? AND from_id = ?"
        if not self._sql.run(sql, shift_id, from_id):
            raise NothingAsked

    def forget(self, person_id: int, now: datetime) -> None:
        """Questions to somebody who is gone come back as a no."""
        sql = "SELECT * FROM hand_overs WHERE to_id = ? ORDER BY id"
        for row in self._sql.rows(sql, person_id):
            self.decline(row["id"], person_id, now)
        self._sql.run("DELETE FROM hand_overs WHERE from_id = ?", person_id)

    def _ahead(self, shift_id: int, from_id: int, now: datetime) -> tuple[Shift, Part]:
        shift = self._shifts.shift(shift_id)
        shift.require_ahead(now)
        assignment = self._crews.existing(from_id, shift_id)
        if assignment.standing not in COMING:
            raise ShiftBegun
        if shift.is_visit:
            raise OnlyAssigned
        return shift, shift.part(assignment.part_id)

    def _require_able(self, shift: Shift, part: Part, person: Person) -> None:
        if self._crews.of(person.id, shift.id) or self._crews.clashes(person.id, shift):
            raise OtherBusy(name=person.name)
        profile = self._volunteers.profile(person.id)
        try:
            profile.require_fit(part.skill, needs_approval=part.needs_approval)
        except (SkillMissing, SkillUnapproved, ApprovalMissing):
            raise OtherUnfit(name=person.name) from None

    def _asked(self, hand_over_id: int, person_id: int) -> HandOver:
        asked = self.hand_over(hand_over_id)
        if asked.to_id != person_id:
            raise NothingAsked
        return asked

    def _tell(
        self,
        asked: HandOver,
        shift: Shift,
        news: HandOverAccepted | HandOverDeclined,
        now: datetime,
    ) -> None:
        until = shift.starts_at
        self._notices.put(asked.from_id, news, due_at=now, until=until, about=shift.card)

    def _name(self, person_id: int) -> str:
        person = self._people.person(person_id)
        return person.name if person else ""


def _hand_over(row: sqlite3.Row) -> HandOver:
    asked_at = moment(row["asked_at"])
    return HandOver(row["id"], row["shift_id"], row["from_id"], row["to_id"], asked_at)


_CANDIDATES = f"""
SELECT p.* FROM volunteers AS v JOIN people AS p ON p.id = v.person_id
  JOIN shift_parts AS part ON part.id = ?1 JOIN shifts AS s ON s.id = part.shift_id
 WHERE (v.free = 0 OR v.free & s.times = s.times)
   AND p.telegram_id IS NOT NULL AND p.blocked = 0 AND p.agreed_at IS NOT NULL
   AND (part.needs_approval = 0 OR v.approved_at IS NOT NULL)
   AND (part.skill = '' OR EXISTS (
        SELECT 1 FROM volunteer_skills AS k WHERE k.person_id = v.person_id
           AND k.skill = part.skill AND k.approved_at IS NOT NULL))
   AND NOT ({IS_BUSY.replace("who", "v.person_id")})
 ORDER BY v.free = 0, p.name, p.id LIMIT ?2 OFFSET ?3
"""  # noqa: S608 -- constants
