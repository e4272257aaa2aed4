"""What a figure was counted from, line by line. Who said what is never among it: satisfaction is
told by activity, and only where several have answered."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from community.figures import REPEATS_WITHIN, SATISFIED, Indicator, Line, Shown
from community.house import House
from community.people import Home
from community.periods import Period
from storage.indicator_statements import (
    ASKED,
    CAME,
    CLOSED_TICKETS,
    HISTORY,
    MET,
    PROMISED,
    RAISED,
    RECEIVED,
    SERVED,
    TOOK_PART,
)
from storage.sql import Sql, stamp


class Rows:
    def __init__(self, sql: Sql, house: House) -> None:
        self._sql, self._house = sql, house

    def of(
        self, indicator: Indicator, period: Period, now: datetime, *, offset: int, limit: int
    ) -> tuple[Sequence[Line], int]:
        """A page of them, and how many there are. All has been laid out before."""
        shown, sql = _STATEMENTS[indicator]
        since, until = map(stamp, period.moments(self._house.zone))
        given = {
            "since": since,
            "until": until,
            "now": min(until, stamp(now)),
            "satisfied": SATISFIED,
            "repeats": REPEATS_WITHIN * 86_400,
            "fewest": self._house.least_answers,
            "offset": offset,
            "limit": limit,
        }
        (total,) = self._sql.named(f"SELECT count(*) AS n FROM ({sql})", given)  # noqa: S608
        rows = self._sql.named(f"{sql} LIMIT :limit OFFSET :offset", given)
        return [_line(shown, row) for row in rows], total["n"]


def _line(shown: Shown, row: sqlite3.Row) -> Line:
    home = Home(row["building"], row["unit"], row["room"])
    return Line(shown, row["id"], row["name"], home, row["part"], row["whole"])


def _places(people: str, columns: str, known: str) -> str:
    return f"""
    WITH one AS ({people})
    SELECT 0 AS id, '' AS name, {columns}, count(*) AS part, 0 AS whole
      FROM one JOIN people AS p ON p.id = one.person_id
     WHERE {known} <> '' GROUP BY p.building, p.unit, 5 ORDER BY p.building, p.unit, room
    """  # noqa: S608 -- constants, as everywhere below


def _answers(question: str, part: str) -> str:
    return f"""
    SELECT t.id, t.category AS name, t.building, '' AS unit, '' AS room, sum({part}) AS part,
        count(*) AS whole
      FROM {ASKED} AND r.{question} IS NOT NULL GROUP BY t.id
     ORDER BY part * 1.0 / whole, t.id DESC
    """  # noqa: S608


def _tickets(part: str, rest: str, first: str = "part") -> str:
    return f"""
    SELECT t.id, t.category AS name, t.building, '' AS unit, '' AS room, {part} AS part, 1 AS whole
      FROM {rest} ORDER BY {first}, t.id DESC
    """  # noqa: S608


_PEOPLE = f"""
WITH one AS ({CAME} UNION ALL {SERVED})
SELECT p.id, p.name, p.building, p.unit, p.room, count(*) AS part, 0 AS whole
  FROM one JOIN people AS p ON p.id = one.person_id
 GROUP BY p.id ORDER BY part DESC, p.name, p.id
"""  # noqa: S608

_UNITS = "p.building, p.unit, '' AS room"
_ROOMS = "p.building, p.unit, p.room"

_CONTENT_UNITS = """
SELECT 0 AS id, '' AS name, p.building, p.unit, '' AS room, sum(o.level >= :satisfied) AS part,
    count(o.level) AS whole
  FROM temp.opinions AS o JOIN people AS p ON p.id = o.person_id
 WHERE p.unit <> '' AND o.level IS NOT NULL GROUP BY p.building, p.unit
HAVING count(o.level) >= :fewest ORDER BY p.building, p.unit
"""

_OPINIONS = """
SELECT x.id, x.title AS name, '' AS building, '' AS unit, '' AS room,
    sum(f.level >= :satisfied) AS part, count(f.level) AS whole
  FROM feedback_requests AS q JOIN activities AS x ON x.id = q.activity_id
  JOIN feedback AS f ON f.activity_id = q.activity_id AND f.person_id = q.person_id
 WHERE q.asked_at >= :since AND q.asked_at < :until
 GROUP BY x.id HAVING count(f.level) >= :fewest ORDER BY x.starts_at DESC, x.id DESC
"""

_ON_TIME = f"{PROMISED} {_tickets('t.is_on_time', 'owed AS t')}"
_REPEATS = f"{HISTORY} {_tickets('t.is_repeated', 'history AS t', 'part DESC')}"

_STATEMENTS = {
    Indicator.PARTICIPATION_RESIDENTS: (Shown.PERSON, _PEOPLE),
    Indicator.PARTICIPATION_UNITS: (Shown.PLACE, _places(TOOK_PART, _UNITS, "p.unit")),
    Indicator.BENEFIT_HOUSEHOLDS: (Shown.PLACE, _places(RECEIVED, _ROOMS, "p.room")),
    Indicator.BENEFIT_UNITS: (Shown.PLACE, _places(RECEIVED, _UNITS, "p.unit")),
    Indicator.NEED_SATISFACTION: (
        Shown.TICKET,
        _tickets(MET, f"tickets AS t WHERE {RAISED}"),
    ),
    Indicator.SATISFACTION_ALL: (Shown.ACTIVITY, _OPINIONS),
    Indicator.SATISFACTION_SURVEYED: (Shown.ACTIVITY, _OPINIONS),
    Indicator.SATISFACTION_UNITS: (Shown.PLACE, _CONTENT_UNITS),
    Indicator.TICKET_RESPONSE: (Shown.TICKET, _answers("contacted", "r.contacted")),
    Indicator.TICKET_SOLUTION: (Shown.TICKET, _answers("solved", "r.solved = 2")),
    Indicator.TICKET_SATISFACTION: (
        Shown.TICKET,
        _answers("satisfied", "r.satisfied >= :satisfied"),
    ),
    Indicator.ON_TIME: (Shown.TICKET, _ON_TIME),
    Indicator.REWORK: (
        Shown.TICKET,
        _tickets("t.reopenings > 0", f"tickets AS t WHERE {CLOSED_TICKETS}", "part DESC"),
    ),
    Indicator.REPEAT: (Shown.TICKET, _REPEATS),
}
