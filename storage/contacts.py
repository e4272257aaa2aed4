"""People without Telegram: who acts for them, how they are recognised, and what is coming.

Their places and answers are kept like everybody's.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from community.contacts import (
    LINK_LASTS,
    ActedForAlready,
    ContactArrived,
    HasTelegram,
    KnownAlready,
    arrived,
    require_room,
)
from community.people import Home, Person, Role
from community.refusals import NoLongerThere
from storage.notices import Notices
from storage.people import People, person_of
from storage.remembered import Remembered
from storage.sql import Sql, stamp


class Contacts:
    def __init__(
        self, sql: Sql, *, people: People, notices: Notices, remembered: Remembered
    ) -> None:
        self._sql, self._people = sql, people
        self._notices, self._remembered = notices, remembered

    def contact(self, person_id: int) -> Person:
        person = self._people.person(person_id)
        if person is None or not person.is_contact:
            raise NoLongerThere
        return person

    def of(self, proxy_id: int) -> Sequence[Person]:
        """Those whom the person acts for, in the order in which they were added."""
        sql = "SELECT * FROM people WHERE proxy_id = ? AND name <> '' ORDER BY id"
        return [person_of(row) for row in self._sql.rows(sql, proxy_id)]

    def unserved(self, now: datetime, *, most: int) -> Sequence[Person]:
        """Those whom nobody acts for and who have something coming, for the staff to tell."""
        return [person_of(row) for row in self._sql.rows(_UNSERVED, stamp(now), most)]

    def named(self, name: str, *, most: int) -> Sequence[Person]:
        """Everybody without Telegram who has this name, whoever acts for them."""
        sql = "SELECT * FROM people WHERE telegram_id IS NULL AND name = ? ORDER BY id LIMIT ?"
        return [person_of(row) for row in self._sql.rows(sql, name, most)] if name else []

    def signed_up(self, proxy_id: int, activity_id: int) -> Sequence[Person]:
        """Those whom the person acts for and who have a place there or wait for one."""
        return [person_of(row) for row in self._sql.rows(_SIGNED_UP, proxy_id, activity_id)]

    def coming(self, proxy_id: int, now: datetime, *, most: int) -> Sequence[tuple[Person, int]]:
        """What they have signed up for and has not begun, the next first: person, activity id."""
        rows = self._sql.rows(_COMING, proxy_id, stamp(now), most)
        return [(person_of(row), row["activity_id"]) for row in rows]

    def meet(self, actor: Person, *, name: str, home: Home, now: datetime) -> Person:
        """The person of this name and home, written down only the first time. Staff may act for
        anybody; who is served by somebody else is not taken over by a resident."""
        found = self._recognised(actor, name, home)
        if found is None:
            require_room(actor, len(self.of(actor.id)))
            return self._write_down(actor, name=name, home=home, now=now)
        if found.telegram_id is not None:
            raise HasTelegram
        if found.proxy_id == actor.id:
            return found
        if Role.STAFF not in actor.roles:
            raise ActedForAlready
        return self.adopt(found, actor) if found.proxy_id is None else found

    def adopt(self, contact: Person, actor: Person) -> Person:
        adopted = replace(contact, proxy_id=actor.id)
        self._people.save(adopted)
        return adopted

    def invite(self, contact: Person, code: str, *, by: Person, now: datetime) -> None:
        """Whoever follows the link with this code, once, is the contact from then on."""
        until = stamp(now + LINK_LASTS)
        self._remembered.put(_link(code), f"{contact.id} {by.id} {until}")

    def welcome(self, code: str, newcomer: Person, now: datetime) -> Person | None:
        """The person who was a contact until now; None when the link is wrong or too old."""
        contact_id, by_id, until = (self._remembered.value(_link(code)) or "0 0 0").split()
        contact = self._people.person(int(contact_id))
        if int(until) < stamp(now) or contact is None or not contact.is_contact:
            return None
        known = arrived(contact, newcomer, now)
        self._forget_newcomer(newcomer)
        sql = "UPDATE people SET telegram_id = ? WHERE id = ?"
        self._sql.run(sql, newcomer.telegram_id, contact.id)
        self._people.save(known)
        self._remembered.forget(_link(code))
        told, until_then = ContactArrived(contact.id), now + LINK_LASTS
        self._notices.put(int(by_id), told, due_at=now, until=until_then)
        return known

    def _forget_newcomer(self, newcomer: Person) -> None:
        """Whoever has begun something of their own is referred to, and stays."""
        try:
            self._sql.run("DELETE FROM people WHERE id = ?", newcomer.id)
        except sqlite3.IntegrityError:
            raise KnownAlready from None

    def note_made_by(self, sign_up_id: int, actor_id: int) -> None:
        """The sign-up was made by somebody else than the person."""
        self._sql.run("UPDATE sign_ups SET made_by = ? WHERE id = ?", actor_id, sign_up_id)

    def forget_proxy(self, proxy_id: int) -> Sequence[Person]:
        """Those who have signed up for something are the staff's from now on; the others are
        given back: nothing else is known of them than what this person has typed."""
        self._sql.run(_TO_STAFF, proxy_id)
        return self.of(proxy_id)

    def _recognised(self, actor: Person, name: str, home: Home) -> Person | None:
        """Without a room the same name can be anybody's, but not among the actor's own. Only
        staff hear that somebody has Telegram."""
        mine = [person for person in self.of(actor.id) if person.name == name]
        for person in mine:
            if person.home == home or not home.room:
                return person
        if not home.room:
            return None
        row = self._sql.row(
            _AT_HOME, name, home.building, home.unit, home.room, Role.STAFF in actor.roles
        )
        return person_of(row) if row else None

    def _write_down(self, actor: Person, *, name: str, home: Home, now: datetime) -> Person:
        row = self._sql.one(
            "INSERT INTO people (name, language, building, unit, room, proxy_id, met_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *",
            *(name, actor.language, home.building, home.unit, home.room),
            *(actor.id, stamp(now)),
        )
        return person_of(row)


def _link(code: str) -> str:
    return f"contact:{sha256(code.encode()).hexdigest()}"


_SIGNED_UP = """
SELECT p.* FROM people AS p JOIN sign_ups AS s ON s.person_id = p.id
 WHERE p.proxy_id = ? AND p.name <> '' AND s.activity_id = ? ORDER BY s.id
"""

_COMING = """
SELECT p.*, s.activity_id FROM people AS p
  JOIN sign_ups AS s ON s.person_id = p.id JOIN activities AS a ON a.id = s.activity_id
 WHERE p.proxy_id = ? AND p.name <> '' AND a.state = 'published' AND a.starts_at > ?
 ORDER BY a.starts_at, a.id, s.id LIMIT ?
"""

_UNSERVED = """
SELECT p.* FROM people AS p
 WHERE p.telegram_id IS NULL AND p.proxy_id IS NULL AND p.name <> '' AND EXISTS (
    SELECT 1 FROM sign_ups AS s JOIN activities AS a ON a.id = s.activity_id
     WHERE s.person_id = p.id AND a.state = 'published' AND a.starts_at > ?)
 ORDER BY p.id LIMIT ?
"""

_TO_STAFF = """
UPDATE people SET proxy_id = NULL
 WHERE proxy_id = ? AND EXISTS (SELECT 1 FROM sign_ups WHERE person_id = people.id)
"""

_AT_HOME = """
SELECT * FROM people WHERE name = ? AND building = ? AND unit = ? AND room = ?
   AND (telegram_id IS NULL OR ?) ORDER BY telegram_id IS NULL DESC, id LIMIT 1
"""
