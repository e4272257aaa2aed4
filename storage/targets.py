"""Who is meant when something is for everybody, a building, a language, a role, or those who were
at an activity."""

import json
from collections.abc import Sequence

from community.people import Role
from community.targets import Among, Target
from storage.sql import Sql

MOST_ACTIVITIES = 8


class Targets:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def people(self, target: Target) -> Sequence[int]:
        """The ids of residents and of those without Telegram whom somebody serves."""
        if target.among is Among.ACTIVITY:
            rows = self._sql.rows(_ATTENDED, int(target.which[0]))
        elif target.among is Among.ROLE:
            rows = self._sql.rows(_WITH_ROLE, Role[target.which[0]].value)
        else:
            column = {Among.BUILDINGS: 1, Among.LANGUAGES: 2}.get(target.among, 0)
            rows = self._sql.rows(_LIVING, column, json.dumps(target.which))
        return [row["id"] for row in rows]

    def buildings(self) -> Sequence[str]:
        """Where people say that they live."""
        sql = "SELECT DISTINCT building FROM people WHERE building <> '' ORDER BY building"
        return [row["building"] for row in self._sql.rows(sql)]

    def attended(self) -> Sequence[tuple[int, str]]:
        """The newest activities that somebody was at: number and title."""
        return [(row["id"], row["title"]) for row in self._sql.rows(_RECENT, MOST_ACTIVITIES)]


# Whoever has been erased has no name.
_THERE = "p.name <> '' AND (p.roles & 1 OR p.telegram_id IS NULL)"

_LIVING = f"""
SELECT p.id FROM people AS p WHERE {_THERE}
   AND (?1 = 0 OR CASE ?1 WHEN 1 THEN p.building ELSE p.language END
                  IN (SELECT value FROM json_each(?2))) ORDER BY p.id
"""  # noqa: S608 -- constants

_WITH_ROLE = f"SELECT p.id FROM people AS p WHERE {_THERE} AND p.roles & ?1 = ?1 ORDER BY p.id"  # noqa: S608

_ATTENDED = f"""
SELECT p.id FROM people AS p JOIN attendance AS a ON a.person_id = p.id
 WHERE {_THERE} AND a.activity_id = ? ORDER BY p.id
"""  # noqa: S608

_RECENT = """
SELECT id, title FROM activities WHERE EXISTS (
    SELECT 1 FROM attendance WHERE activity_id = activities.id)
 ORDER BY starts_at DESC LIMIT ?
"""
