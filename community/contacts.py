"""Who may act for whom: people without Telegram, served by a neighbour or by the staff."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from community.people import Home, Person, Role
from community.refusals import NotAllowed, Refusal

MOST_CONTACTS = 6  # that one resident acts for; staff act for anybody
LINK_LASTS = timedelta(days=7)
NEW_FOR = timedelta(minutes=30)  # after the welcome: nothing has been begun yet, even unseen


class TooManyContacts(Refusal):
    """A resident acts for at most `most` people."""


class ActedForAlready(Refusal):
    """Somebody else acts for this person."""


class HasTelegram(Refusal):
    """A person of this name and home has Telegram and can do it alone."""


class KnownAlready(Refusal):
    """Whoever follows a contact's link has begun something of their own here."""


@dataclass(frozen=True, slots=True)
class ContactArrived:
    """To whoever acted for them: they use Telegram now."""

    person_id: int


def arrived(contact: Person, newcomer: Person, now: datetime) -> Person:
    """The contact, with Telegram from now on: what was theirs stays theirs. Keeps the contact's
    id and takes everything that the newcomer has just said in the welcome."""
    if newcomer.agreed_at is None or now - newcomer.agreed_at > NEW_FOR:
        raise KnownAlready
    home = contact.home if newcomer.home == Home() else newcomer.home
    return replace(newcomer, id=contact.id, home=home, proxy_id=None)


def may_act_for(actor: Person, person: Person) -> bool:
    """The person themself, who acts for them, and staff for those without Telegram."""
    if actor.id == person.id:
        return True
    return person.is_contact and (person.proxy_id == actor.id or Role.STAFF in actor.roles)


def require_may_act_for(actor: Person, person: Person) -> None:
    if not may_act_for(actor, person):
        raise NotAllowed


def require_room(actor: Person, contacts: int) -> None:
    """That the actor may act for one more."""
    if Role.STAFF not in actor.roles and contacts >= MOST_CONTACTS:
        raise TooManyContacts(most=MOST_CONTACTS)
