"""Links that give a role: who may make which, how long one holds, when guessing meets silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.people import Person, Role
from community.refusals import NotAllowed, Refusal

LASTS = timedelta(days=7)
CODE_BYTES = 16  # 128 random bits
MOST_GUESSES = 5
SILENCE = timedelta(hours=1)

# Two people have to agree on an admin, so no link gives that role.
MADE_BY = {Role.VOLUNTEER: Role.STAFF | Role.ADMIN, Role.STAFF: Role.ADMIN}
STAFF_ROLES = Role.STAFF | Role.ADMIN


class InvitationUsed(Refusal):
    """Somebody has followed this link already."""


class InvitationExpired(Refusal):
    """The link is too old, or whoever made it may not give this role any more."""


class RoleHeld(Refusal):
    """The person has this role already, so the link stays for somebody else."""


class AdminStays(Refusal):
    """One person alone cannot remove an admin."""


class NotStaff(Refusal):
    """There is nothing to take from this person."""


@dataclass(frozen=True, slots=True)
class Invitation:
    id: int
    role: Role
    made_by: int
    expires_at: datetime
    used_by: int | None = None


@dataclass(frozen=True, slots=True)
class InvitationTaken:
    """To who made it: somebody followed the link and has the role now."""

    person_id: int
    role: int


@dataclass(frozen=True, slots=True)
class RoleRemoved:
    """To the person: an admin took this role from them."""

    role: int


def may_invite(roles: Role, role: Role) -> bool:
    return bool(MADE_BY.get(role, Role.GUEST) & roles)


def invitable(roles: Role) -> list[Role]:
    """What somebody with these roles can invite others to."""
    return [role for role in MADE_BY if may_invite(roles, role)]


def require_may_invite(roles: Role, role: Role) -> None:
    if not may_invite(roles, role):
        raise NotAllowed


def accept(invitation: Invitation, person: Person, *, maker: Role, now: datetime) -> Role:
    """The person's roles from now on. `maker`: the roles that who made it has today."""
    if invitation.role in person.roles:
        raise RoleHeld
    if invitation.used_by is not None:
        raise InvitationUsed
    if now >= invitation.expires_at or not may_invite(maker, invitation.role):
        raise InvitationExpired
    return person.roles | invitation.role


def is_silenced(guesses: Sequence[datetime], now: datetime) -> bool:
    """Whether so many wrong codes came within an hour that nothing is answered for an hour."""
    newest = sorted(guesses)[-MOST_GUESSES:]
    if len(newest) < MOST_GUESSES:
        return False
    return newest[-1] - newest[0] <= SILENCE and now - newest[-1] < SILENCE


def without_staff_roles(person: Person) -> Role:
    """What is left when an admin removes somebody from the staff."""
    if Role.ADMIN in person.roles:
        raise AdminStays
    if Role.STAFF not in person.roles:
        raise NotStaff
    return person.roles & ~STAFF_ROLES
