"""People, their roles and homes, and the invitations that give roles."""

import sqlite3
from datetime import datetime, time

from community.people import Home, Person, Role, Topic
from storage.sql import Sql, moment_or_none, stamp


class People:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def by_telegram(self, telegram_id: int) -> Person | None:
        row = self._sql.row("SELECT * FROM people WHERE telegram_id = ?", telegram_id)
        return person_of(row) if row else None

    def person(self, person_id: int) -> Person | None:
        row = self._sql.row("SELECT * FROM people WHERE id = ?", person_id)
        return person_of(row) if row else None

    def hearer(self, person_id: int) -> Person | None:
        """Who hears what the person is told: themself, or who acts for them; None when that is
        nobody with Telegram."""
        person = self.person(person_id)
        if person and person.is_contact:
            person = self.person(person.proxy_id) if person.proxy_id else None
        return person if person and person.telegram_id else None

    def shown_at(self, activity_id: int, most: int) -> list[str]:
        """The names of those who have a place and allow groups to read it, the first ones."""
        return [row["name"] for row in self._sql.rows(_SHOWN_AT, activity_id, most)]

    def meet(self, telegram_id: int, *, name: str, language: str, now: datetime) -> Person:
        """The person behind a Telegram account, written down at the first contact."""
        row = self._sql.one(
            """
            INSERT INTO people (telegram_id, name, language, met_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (telegram_id) DO UPDATE SET name = excluded.name RETURNING *
            """,
            *(telegram_id, name, language, stamp(now)),
        )
        return person_of(row)

    def save(self, person: Person) -> None:
        """Everything about the person but when they were met."""
        self._sql.run(
            """
            UPDATE people SET name = ?, language = ?, roles = ?, building = ?, unit = ?, room = ?,
                quiet_from = ?, quiet_until = ?, muted = ?, blocked = ?, agreed_at = ?,
                shows_name = ?, proxy_id = ?, simple = ?
             WHERE id = ?
            """,
            *(person.name, person.language, person.roles.value),
            *(person.home.building, person.home.unit, person.home.room),
            *(_minutes(person.quiet_from), _minutes(person.quiet_until)),
            *(" ".join(sorted(person.muted)), int(person.blocked)),
            stamp(person.agreed_at) if person.agreed_at else None,
            *(int(person.shows_name), person.proxy_id, int(person.simple), person.id),
        )

    def is_simply_spoken_to(self, telegram_id: int) -> bool:
        """Whether this person wants short texts and one choice per row."""
        sql = "SELECT 1 FROM people WHERE telegram_id = ? AND simple = 1"
        return self._sql.row(sql, telegram_id) is not None

    def with_role(self, role: Role) -> list[Person]:
        sql = "SELECT * FROM people WHERE roles & ? = ? ORDER BY id"
        return [person_of(row) for row in self._sql.rows(sql, role.value, role.value)]

    def reachable(self, telegram_id: int, *, blocked: bool) -> None:
        """Remember whether the person lets the bot write to them."""
        sql = "UPDATE people SET blocked = ? WHERE telegram_id = ?"
        self._sql.run(sql, int(blocked), telegram_id)


def person_of(row: sqlite3.Row) -> Person:
    return Person(
        row["id"],
        row["telegram_id"],
        row["name"],
        row["language"],
        Role(row["roles"]),
        Home(row["building"], row["unit"], row["room"]),
        _time(row["quiet_from"]),
        _time(row["quiet_until"]),
        frozenset(map(Topic, row["muted"].split())),
        bool(row["blocked"]),
        moment_or_none(row["agreed_at"]),
        bool(row["shows_name"]),
        row["proxy_id"],
        bool(row["simple"]),
    )


_SHOWN_AT = """
SELECT p.name FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
 WHERE s.activity_id = ? AND s.shows_name = 1 AND s.standing = 'confirmed' AND p.name <> ''
 ORDER BY s.id LIMIT ?
"""


def _minutes(clock: time | None) -> int | None:
    return None if clock is None else clock.hour * 60 + clock.minute


def _time(minutes: int | None) -> time | None:
    return None if minutes is None else time(*divmod(minutes, 60))
