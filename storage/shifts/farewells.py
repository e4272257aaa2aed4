"""People who stop volunteering, or are erased: everything about shifts and hours in one place."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from community.assignments import COMING
from community.house import House
from community.shifts import ShiftBegun
from storage.expenses import Expenses
from storage.hours_served import HoursServed
from storage.shifts.crews import Crews
from storage.shifts.gaps import Gaps
from storage.shifts.hand_overs import HandOvers
from storage.shifts.turnouts import Turnouts
from storage.shifts.visits import Visits
from storage.sql import Sql
from storage.volunteers import Volunteers
from storage.work_items import WorkItems


class Farewells:
    def __init__(
        self,
        sql: Sql,
        *,
        volunteers: Volunteers,
        crews: Crews,
        hand_overs: HandOvers,
        gaps: Gaps,
        turnouts: Turnouts,
        visits: Visits,
        hours: HoursServed,
        work: WorkItems,
        expenses: Expenses,
    ) -> None:
        self._sql, self._volunteers, self._crews = sql, volunteers, crews
        self._hand_overs, self._gaps, self._turnouts = hand_overs, gaps, turnouts
        self._visits, self._hours, self._work = visits, hours, work
        self._expenses = expenses

    def held(self, person_id: int) -> Mapping[str, object]:
        """Everything kept about the person's volunteering."""
        found = {name: self._rows(sql, person_id) for name, sql in _HELD.items()}
        found["expenses"] = list(self._expenses.held(person_id))
        return {name: rows for name, rows in found.items() if rows}

    def resign(self, person_id: int, *, now: datetime, house: House) -> Sequence[int]:
        """No volunteer any more: what was to come is given up and called for; the hours stay.
        Gives the shifts whose places changed."""
        changed = []
        for shift, assignment in self._crews.mine(person_id, now):
            if assignment.standing not in COMING:
                continue
            try:
                self._crews.give_up(shift.id, person_id, now=now, house=house)
            except ShiftBegun:
                continue  # who is expected now is missed, or comes a last time
            changed.append(shift.id)
        self._hand_overs.forget(person_id, now)
        self._volunteers.dismiss(person_id)
        return changed

    def forget(self, person_id: int, *, now: datetime, house: House) -> Sequence[int]:
        changed = self.resign(person_id, now=now, house=house)
        self._gaps.forget(person_id)
        self._turnouts.forget(person_id)
        self._visits.forget(person_id, now)
        self._hours.forget(person_id)
        self._work.forget(person_id)
        self._expenses.forget(person_id)
        return changed

    def _rows(self, sql: str, person_id: int) -> list[dict[str, object]]:
        return [dict(row) for row in self._sql.rows(sql, person_id)]


_HELD = {
    "volunteer": (
        "SELECT languages, hears_gaps, in_ranking, approved_at IS NOT NULL AS approved,"
        " datetime(joined_at, 'unixepoch') AS joined_at_utc FROM volunteers WHERE person_id = ?"
    ),
    "volunteer_skills": (
        "SELECT skill, approved_at IS NOT NULL AS approved FROM volunteer_skills"
        " WHERE person_id = ? ORDER BY skill"
    ),
    "shifts": (
        "SELECT s.title, datetime(o.starts_at, 'unixepoch') AS starts_at_utc, o.standing,"
        " o.reason FROM assignments AS o JOIN shifts AS s ON s.id = o.shift_id"
        " WHERE o.person_id = ? ORDER BY o.starts_at, o.id"
    ),
    "calls": (
        "SELECT s.title, datetime(c.called_at, 'unixepoch') AS called_at_utc FROM gap_calls AS c"
        " JOIN gaps AS g ON g.id = c.gap_id JOIN shifts AS s ON s.id = g.shift_id"
        " WHERE c.person_id = ? ORDER BY c.called_at"
    ),
    "hours": (
        "SELECT title, datetime(started_at, 'unixepoch') AS started_at_utc, minutes"
        " FROM hours_served WHERE person_id = ? ORDER BY started_at, id"
    ),
    "certificates": (
        "SELECT number, name, minutes, datetime(issued_at, 'unixepoch') AS issued_at_utc"
        " FROM certificates WHERE person_id = ? ORDER BY issued_at"
    ),
    "honours": "SELECT words FROM honours WHERE person_id = ? ORDER BY id",
    "visits": (
        "SELECT datetime(starts_at, 'unixepoch') AS starts_at_utc, place FROM shifts"
        " WHERE visited_id = ? ORDER BY starts_at"
    ),
}
