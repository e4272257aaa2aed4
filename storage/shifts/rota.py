"""Lists of shifts: what somebody can take, what is coming, what still lacks people.

The cost of what somebody can take depends on the next days, not on all there is.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from community.shifts import AHEAD, Part, Shift
from community.volunteers import bits_of
from storage.shifts.busy import BUSY
from storage.shifts.rows import WITH_RESPONSIBLE
from storage.shifts.timetable import Shifts
from storage.sql import Sql, stamp
from storage.volunteers import Volunteers

SOON = timedelta(hours=72)


class Rota:
    def __init__(self, sql: Sql, *, shifts: Shifts, volunteers: Volunteers) -> None:
        self._sql, self._shifts, self._volunteers = sql, shifts, volunteers

    def can_take(
        self, person_id: int, now: datetime, *, limit: int = 8, offset: int = 0
    ) -> Sequence[tuple[Shift, Part]]:
        """What fits their skills, their free times and what they have already, the next first;
        of each shift the first part that they can do."""
        profile = self._volunteers.profile(person_id)
        free, vouched = bits_of(profile.free), int(profile.is_approved)
        known = (person_id, stamp(now), stamp(now + AHEAD), free, vouched)
        rows = self._sql.rows(_CAN_TAKE, *known, limit, offset)
        found = [(self._shifts.shift(row["id"]), row["part_id"]) for row in rows]
        return [(shift, shift.part(part_id)) for shift, part_id in found]

    def coming(
        self, now: datetime, *, offset: int, limit: int, viewer_id: int = 0
    ) -> Sequence[Shift]:
        """What is not over, the next first; visits only for those responsible for them."""
        sql = f"{WITH_RESPONSIBLE} WHERE {_COMING} ORDER BY s.starts_at, s.id LIMIT ? OFFSET ?"
        rows = self._sql.rows(sql, stamp(now), stamp(now), viewer_id, limit, offset)
        return [self._shifts.with_parts(row) for row in rows]

    def count_coming(self, now: datetime, *, viewer_id: int = 0) -> int:
        sql = f"SELECT count(*) AS n FROM shifts AS s WHERE {_COMING}"  # noqa: S608 -- constant
        return int(self._sql.one(sql, stamp(now), stamp(now), viewer_id)["n"])

    def unfilled(self, now: datetime, *, within: timedelta = SOON) -> Sequence[Shift]:
        """What begins soon and lacks people; visits are between few."""
        rows = self._sql.rows(_UNFILLED, stamp(now), stamp(now + within))
        return [self._shifts.with_parts(row) for row in rows]


# A shift of a day at most: what began earlier is over.
_COMING = """
s.state = 'published' AND s.starts_at > ? - 86400 AND s.ends_at > ?
AND (s.is_visit = 0 OR s.responsible_id = ?)
"""

_UNFILLED = f"""
{WITH_RESPONSIBLE}
 WHERE s.state = 'published' AND s.is_visit = 0 AND s.taken < s.wanted
   AND s.starts_at > ? AND s.starts_at <= ? ORDER BY s.starts_at, s.id
"""

# What does not fit is passed over in the index alone.
_CAN_TAKE = f"""
WITH {BUSY}
SELECT s.id, p.id AS part_id FROM shifts AS s INDEXED BY shifts_to_take
  JOIN shift_parts AS p ON p.id = (
    SELECT min(fit.id) FROM shift_parts AS fit
     WHERE fit.shift_id = s.id AND fit.taken < fit.wanted AND (fit.needs_approval = 0 OR ?5)
       AND (fit.skill = '' OR EXISTS (
            SELECT 1 FROM volunteer_skills AS k WHERE k.person_id = ?1 AND k.skill = fit.skill
               AND k.approved_at IS NOT NULL)))
 WHERE s.state = 'published' AND s.is_visit = 0 AND s.taken < s.wanted
   AND s.starts_at > ?2 AND s.starts_at <= ?3 AND (?4 = 0 OR s.times & ?4 = s.times)
   AND NOT EXISTS (
        SELECT 1 FROM busy AS b WHERE b.starts_at < s.ends_at AND b.ends_at > s.starts_at
           AND (b.activity_id IS NULL OR b.activity_id IS NOT s.activity_id))
 ORDER BY s.starts_at, s.id LIMIT ?6 OFFSET ?7
"""  # noqa: S608 -- constants
