"""Invitations, kept as hashes of their codes, the guesses at them, and the roles they give."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from community.invitations import (
    LASTS,
    MOST_GUESSES,
    Invitation,
    InvitationTaken,
    RoleRemoved,
    accept,
    is_silenced,
    require_may_invite,
    without_staff_roles,
)
from community.people import Person, Role
from storage.audit import Audit
from storage.notices import Notices
from storage.people import People
from storage.sql import Sql, moment, stamp

NEWS_LASTS = timedelta(days=7)


class Invitations:
    def __init__(self, sql: Sql, *, people: People, notices: Notices, audit: Audit) -> None:
        self._sql, self._people, self._notices, self._audit = sql, people, notices, audit

    def make(self, code: str, role: Role, maker: Person, now: datetime) -> None:
        """Raises NotAllowed when this role is not the maker's to give."""
        require_may_invite(maker.roles, role)
        self._sql.run(
            "INSERT INTO invitations (code_hash, role, made_by, made_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?)",
            *(_hash(code), role.value, maker.id, stamp(now), stamp(now + LASTS)),
        )
        self._audit.note("invited", f"role:{role.value}", by=maker.id, now=now)

    def find(self, code: str) -> Invitation | None:
        row = self._sql.row("SELECT * FROM invitations WHERE code_hash = ?", _hash(code))
        return _invitation(row) if row else None

    def take(self, invitation: Invitation, person: Person, now: datetime) -> Person:
        """The person with their new role; raises what `accept` refuses."""
        maker = self._people.person(invitation.made_by)
        roles = accept(invitation, person, maker=maker.roles if maker else Role.GUEST, now=now)
        sql = "UPDATE invitations SET used_by = ?, used_at = ? WHERE id = ?"
        self._sql.run(sql, person.id, stamp(now), invitation.id)
        taken = InvitationTaken(person.id, invitation.role.value)
        self._notices.put(invitation.made_by, taken, due_at=now, until=now + NEWS_LASTS)
        subject = f"person:{person.id} role:{invitation.role.value}"
        self._audit.note("took an invitation", subject, by=person.id, now=now)
        return self._with_roles(person, roles)

    def remove_from_staff(self, person: Person, *, by: Person, now: datetime) -> Person:
        """Raises AdminStays or NotStaff."""
        removed = self._with_roles(person, without_staff_roles(person))
        notice = RoleRemoved(Role.STAFF.value)
        self._notices.put(person.id, notice, due_at=now, until=now + NEWS_LASTS)
        self._audit.note("removed from staff", f"person:{person.id}", by=by.id, now=now)
        return removed

    def guessed(self, telegram_id: int, now: datetime) -> None:
        """A code that nobody ever made."""
        sql = "INSERT INTO guesses (telegram_id, guessed_at) VALUES (?, ?)"
        self._sql.run(sql, telegram_id, stamp(now))

    def is_silenced(self, telegram_id: int, now: datetime) -> bool:
        rows = self._sql.rows(
            "SELECT guessed_at FROM guesses WHERE telegram_id = ?"
            " ORDER BY guessed_at DESC LIMIT ?",
            *(telegram_id, MOST_GUESSES),
        )
        return is_silenced([moment(row["guessed_at"]) for row in rows], now)

    def _with_roles(self, person: Person, roles: Role) -> Person:
        changed = replace(person, roles=roles)
        self._people.save(changed)
        return changed


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def _invitation(row: sqlite3.Row) -> Invitation:
    return Invitation(
        row["id"], Role(row["role"]), row["made_by"], moment(row["expires_at"]), row["used_by"]
    )
