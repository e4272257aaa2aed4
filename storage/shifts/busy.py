"""What people are busy with: who can do what is decided against it, here and in every list.

A wish for a place in an activity keeps nobody busy; helping at an activity clashes only with
others, not with that one.
"""

from collections.abc import Sequence
from datetime import datetime

from community.activities import USUAL_LENGTH, Activity
from community.shifts import Shift
from storage.activities import activity_of
from storage.shifts.rows import WITH_RESPONSIBLE, shift_of
from storage.sql import Sql, stamp

USUALLY = int(USUAL_LENGTH.total_seconds())

# Names: ?1 the person, ?2 now.
BUSY = f"""
busy (starts_at, ends_at, activity_id) AS MATERIALIZED (
    SELECT starts_at, ends_at, NULL FROM assignments
     WHERE person_id = ?1 AND ends_at > ?2 AND standing IN ('taken', 'confirmed', 'came')
    UNION ALL
    SELECT a.starts_at, coalesce(a.ends_at, a.starts_at + {USUALLY}), a.id
      FROM sign_ups AS u JOIN activities AS a ON a.id = u.activity_id
     WHERE u.person_id = ?1 AND u.standing <> 'waiting' AND a.state = 'published'
       AND coalesce(a.ends_at, a.starts_at + {USUALLY}) > ?2)
"""  # noqa: S608 -- a constant

# Of whom "who" is the id, during the shift s.
IS_BUSY = f"""
EXISTS (SELECT 1 FROM assignments AS o WHERE o.person_id = who AND o.ends_at > s.starts_at
           AND o.starts_at < s.ends_at AND o.standing IN ('taken', 'confirmed', 'came'))
OR EXISTS (SELECT 1 FROM sign_ups AS u JOIN activities AS a ON a.id = u.activity_id
            WHERE u.person_id = who AND u.standing <> 'waiting' AND a.state = 'published'
              AND a.id IS NOT s.activity_id AND a.starts_at < s.ends_at
              AND coalesce(a.ends_at, a.starts_at + {USUALLY}) > s.starts_at)
"""  # noqa: S608 -- a constant


class Busy:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def clashes(self, person_id: int, shift: Shift) -> Sequence[Shift | Activity]:
        """What else the person has at the time of this shift, the shifts first."""
        span = (stamp(shift.ends_at), stamp(shift.starts_at))
        others = self._sql.rows(_ACTIVITIES, person_id, shift.activity_id, *span)
        return [
            *self.shifts_between(person_id, shift.starts_at, shift.ends_at, apart_from=shift.id),
            *(activity_of(row) for row in others),
        ]

    def shifts_between(
        self, person_id: int, starts_at: datetime, ends_at: datetime, *, apart_from: int = 0
    ) -> Sequence[Shift]:
        span = (stamp(starts_at), stamp(ends_at))
        return [shift_of(row) for row in self._sql.rows(_SHIFTS, person_id, *span, apart_from)]


_SHIFTS = f"""
{WITH_RESPONSIBLE} JOIN assignments AS o ON o.shift_id = s.id
 WHERE o.person_id = ?1 AND o.ends_at > ?2 AND o.starts_at < ?3 AND s.id <> ?4
   AND o.standing IN ('taken', 'confirmed', 'came') ORDER BY s.starts_at, s.id
"""

_ACTIVITIES = f"""
SELECT a.*, p.name AS organiser FROM sign_ups AS u JOIN activities AS a ON a.id = u.activity_id
  JOIN people AS p ON p.id = a.organiser_id
 WHERE u.person_id = ?1 AND u.standing <> 'waiting' AND a.state = 'published' AND a.id IS NOT ?2
   AND a.starts_at < ?3 AND coalesce(a.ends_at, a.starts_at + {USUALLY}) > ?4
 ORDER BY a.starts_at, a.id
"""  # noqa: S608 -- constants
