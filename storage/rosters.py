"""The whole list of an activity in one reading, for a table."""

import sqlite3
from collections.abc import Sequence

from community.people import Home
from community.rosters import RosterLine
from community.sign_ups import Standing
from storage.sql import Sql, moment_or_none


class Rosters:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def of(self, activity_id: int) -> Sequence[RosterLine]:
        """Those with a place, who came without one, those with an offer, and the line."""
        return [_line(row) for row in self._sql.rows(_ROSTER, activity_id)]


def _line(row: sqlite3.Row) -> RosterLine:
    return RosterLine(
        name=row["name"],
        home=Home(row["building"], row["unit"], row["room"]),
        standing=Standing(row["standing"]) if row["standing"] else None,
        sign_up_id=row["sign_up_id"] or 0,
        position=row["position"],
        offered_until=moment_or_none(row["offered_until"]),
        companions=row["companions"] or 0,
        note=row["note"] or "",
        made_by=row["made_by"] or "",
        made_at=moment_or_none(row["made_at"]),
        came=row["came"] or 0,
        was_missed=bool(row["was_missed"]),
    )


_ROSTER = """
SELECT p.name, p.building, p.unit, p.room, s.standing, s.id AS sign_up_id, s.offered_until,
       s.companions, s.note, b.name AS made_by, s.made_at, t.people AS came,
       n.id IS NOT NULL AS was_missed,
       CASE WHEN s.standing = 'waiting'
            THEN row_number() OVER (PARTITION BY s.standing ORDER BY s.rank, s.id) END AS position
  FROM (SELECT person_id FROM sign_ups WHERE activity_id = ?1
        UNION SELECT person_id FROM attendance WHERE activity_id = ?1) AS l
  JOIN people AS p ON p.id = l.person_id
  LEFT JOIN sign_ups AS s ON s.activity_id = ?1 AND s.person_id = p.id
  LEFT JOIN people AS b ON b.id = s.made_by
  LEFT JOIN attendance AS t ON t.activity_id = ?1 AND t.person_id = p.id
  LEFT JOIN no_shows AS n
         ON n.activity_id = ?1 AND n.person_id = p.id AND n.excused_at IS NULL
 ORDER BY CASE s.standing WHEN 'confirmed' THEN 0 WHEN 'offered' THEN 2 WHEN 'waiting' THEN 3
               ELSE 1 END,
          position, s.id, t.id
"""
