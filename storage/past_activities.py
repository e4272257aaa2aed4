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


_THEIRS = """
WHERE a.state = 'published' AND a.starts_at > ?1 AND a.starts_at <= ?2
  AND (?3 OR a.organiser_id = ?4
       OR EXISTS (SELECT 1 FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
                   WHERE s.activity_id = a.id AND s.standing = 'confirmed'
                     AND ?4 IN (p.id, p.proxy_id))
       OR EXISTS (SELECT 1 FROM attendance AS t JOIN people AS p ON p.id = t.person_id
                   WHERE t.activity_id = a.id AND ?4 IN (p.id, p.proxy_id)))
"""

_LATELY = f"""
SELECT a.*, o.name AS organiser FROM activities AS a JOIN people AS o ON o.id = a.organiser_id
{_THEIRS} ORDER BY a.starts_at DESC, a.id DESC LIMIT ?5 OFFSET ?6
"""  # noqa: S608 -- constant

_COUNT = f"SELECT count(*) AS n FROM activities AS a {_THEIRS}"  # noqa: S608 -- constant
