"""What took place lately: for those who took part, who organised it, and the staff."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from community.activities import Activity
from community.people import Person, Role
from storage.activities import activity_of
from storage.sql import Sql, stamp

LATELY = timedelta(days=8)  # the day itself and the week in which people say how it was


class PastActivities:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def lately(
        self, person: Person, now: datetime, *, offset: int, limit: int
    ) -> Sequence[Activity]:
        """The newest first: of staff's everything, else what the person, or somebody they act
        for, had a place in or came to, and what they organised."""
        rows = self._sql.rows(_LATELY, *_facts(person, now), limit, offset)
        return [activity_of(row) for row in rows]

    def count(self, person: Person, now: datetime) -> int:
        return int(self._sql.one(_COUNT, *_facts(person, now))["n"])


def _facts(person: Person, now: datetime) -> tuple[int, int, bool, int]:
    return stamp(now - LATELY), stamp(now), Role.STAFF in person.roles, person.id


# CROSS JOIN keeps the few whom the person acts for in front of all who have signed up.
_THEIRS = """
WHERE a.state = 'published' AND a.starts_at > ?1 AND a.starts_at <= ?2
  AND (?3 OR a.organiser_id = ?4
       OR EXISTS (SELECT 1 FROM theirs AS p CROSS JOIN sign_ups AS s
                   WHERE s.activity_id = a.id AND s.person_id = p.id
                     AND s.standing = 'confirmed')
       OR EXISTS (SELECT 1 FROM theirs AS p CROSS JOIN attendance AS t
                   WHERE t.activity_id = a.id AND t.person_id = p.id))
"""

_WITH = "WITH theirs (id) AS (SELECT ?4 UNION ALL SELECT id FROM people WHERE proxy_id = ?4)"

_LATELY = f"""
{_WITH}
SELECT a.*, o.name AS organiser FROM activities AS a JOIN people AS o ON o.id = a.organiser_id
{_THEIRS} ORDER BY a.starts_at DESC, a.id DESC LIMIT ?5 OFFSET ?6
"""  # noqa: S608 -- constant

_COUNT = f"{_WITH} SELECT count(*) AS n FROM activities AS a {_THEIRS}"  # noqa: S608 -- constant
