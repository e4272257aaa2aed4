"""Learning who wrote an anonymous ticket, in an emergency: two staff members, a reason, a line
in the audit log, and a word to the person."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from community.people import Person, Role
from community.refusals import NoLongerThere
from community.threads import Entry, EntryKind, Side
from community.ticket_news import AuthorRevealed
from community.tickets import NothingToSay, NotYourMove, SecondPersonNeeded
from storage.audit import Audit
from storage.sql import Sql, stamp
from storage.tickets.cases import Cases
from storage.tickets.voices import Voices


@dataclass(frozen=True, slots=True)
class Reveal:
    id: int
    ticket_id: int
    reason: str
    asked_by: int
    agreed_by: int | None = None


class Reveals:
    def __init__(self, sql: Sql, *, cases: Cases, voices: Voices, audit: Audit) -> None:
        self._sql, self._cases, self._voices, self._audit = sql, cases, voices, audit

    def reveal(self, reveal_id: int) -> Reveal:
        row = self._sql.row("SELECT * FROM reveals WHERE id = ?", reveal_id)
        if row is None:
            raise NoLongerThere
        return _reveal(row)

    def ask(self, ticket_id: int, staff: Person, reason: str, *, now: datetime) -> Reveal:
        """A second one has to agree before anybody learns anything."""
        _require_staff(staff, ticket_id)
        ticket = self._cases.ticket(ticket_id)
        if not ticket.anonymous:
            raise NotYourMove(number=ticket_id)
        if not reason.strip():
            raise NothingToSay
        sql = (
            "INSERT INTO reveals (ticket_id, reason, asked_by, asked_at)"
            " VALUES (?, ?, ?, ?) RETURNING *"
        )
        row = self._sql.one(sql, ticket_id, reason.strip(), staff.id, stamp(now))
        self._audit.note("asked to reveal the author", ticket.card, by=staff.id, now=now)
        return _reveal(row)

    def agree(self, reveal_id: int, staff: Person, *, now: datetime) -> Person:
        """Who it is, said to the two only; the person is told why. Raises NoLongerThere when
        nobody can know any more."""
        reveal = self.reveal(reveal_id)
        _require_staff(staff, reveal.ticket_id)
        if staff.id == reveal.asked_by:
            raise SecondPersonNeeded(number=reveal.ticket_id)
        author = self._author(reveal.ticket_id)
        if reveal.agreed_by is None:
            self._agreed(reveal, staff, now)
        elif staff.id != reveal.agreed_by:
            raise NotYourMove(number=reveal.ticket_id)
        return author

    def _agreed(self, reveal: Reveal, staff: Person, now: datetime) -> None:
        sql = "UPDATE reveals SET agreed_by = ?, agreed_at = ? WHERE id = ?"
        self._sql.run(sql, staff.id, stamp(now), reveal.id)
        said = Entry(0, reveal.ticket_id, Side.HOUSE, EntryKind.NOTE, now, reveal.reason)
        entry = self._cases.note(said)
        subject = f"case:{reveal.ticket_id}"
        self._audit.note("revealed the author", subject, by=staff.id, now=now)
        self._voices.tell_author(
            reveal.ticket_id,
            lambda voice: AuthorRevealed(voice.id, reveal.ticket_id, entry.id),
            now=now,
        )

    def _author(self, ticket_id: int) -> Person:
        person = self._voices.person_behind(self._voices.author(ticket_id))
        if person is None:
            raise NoLongerThere
        return person


def _require_staff(staff: Person, ticket_id: int) -> None:
    if Role.STAFF not in staff.roles:
        raise NotYourMove(number=ticket_id)


def _reveal(row: sqlite3.Row) -> Reveal:
    return Reveal(row["id"], row["ticket_id"], row["reason"], row["asked_by"], row["agreed_by"])
