"""Who takes part in many kinds of things and has agreed that the staff may see it."""

from collections.abc import Sequence
from datetime import datetime

from community.figures import KINDS_OF_THE_ACTIVE, Line, Shown
from community.people import Home, Person
from storage.sql import Sql, stamp


class ActiveResidents:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    @property
    def file(self) -> str:
        """Where the database is, for who counts on a connection of their own."""
        return str(self._sql.one("PRAGMA database_list")["file"])

    def is_willing(self, person_id: int) -> bool:
        sql = "SELECT 1 FROM willing_residents WHERE person_id = ?"
        return self._sql.row(sql, person_id) is not None

    def agree(self, person_id: int, now: datetime) -> None:
        sql = (
            "INSERT INTO willing_residents (person_id, since) VALUES (?, ?) ON CONFLICT DO NOTHING"
        )
        self._sql.run(sql, person_id, stamp(now))

    def withdraw(self, person_id: int) -> None:
        self._sql.run("DELETE FROM willing_residents WHERE person_id = ?", person_id)

    def since(self, since: datetime) -> Sequence[Line]:
        """Those with enough kinds of things since then, most first."""
        rows = self._sql.named(_ACTIVE, {"since": stamp(since), "kinds": KINDS_OF_THE_ACTIVE})
        return [
            Line(
                Shown.PERSON,
                row["id"],
                row["name"],
                Home(row["building"], row["unit"], row["room"]),
                row["kinds"],
            )
            for row in rows
        ]

    def forget(self, person: Person) -> None:
        self.withdraw(person.id)


# Only named tickets: of others nobody may know whose they are. Of surveys it is known who has
# answered, and never what.
_ACTIVE = """
SELECT * FROM (
    SELECT p.id, p.name, p.building, p.unit, p.room,
        EXISTS (SELECT 1 FROM attendance AS a JOIN activities AS x ON x.id = a.activity_id
                 WHERE a.person_id = p.id AND x.starts_at >= :since)
        + EXISTS (SELECT 1 FROM assignments WHERE person_id = p.id AND came_at >= :since)
        + EXISTS (SELECT 1 FROM activities WHERE organiser_id = p.id AND state = 'published'
                     AND starts_at >= :since)
        + EXISTS (SELECT 1 FROM ticket_voices WHERE person_id = p.id AND joined_at >= :since)
        + (EXISTS (SELECT 1 FROM feedback WHERE person_id = p.id AND said_at >= :since)
           OR EXISTS (SELECT 1 FROM survey_asked AS q JOIN surveys AS s ON s.id = q.survey_id
                 JOIN survey_answered AS a ON a.survey_id = s.id AND a.person_id = q.person_id
                WHERE q.person_id = p.id AND s.closes_at >= :since)) AS kinds
      FROM willing_residents AS w JOIN people AS p ON p.id = w.person_id)
 WHERE kinds >= :kinds ORDER BY kinds DESC, name, id
"""
