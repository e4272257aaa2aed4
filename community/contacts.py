"""Who may act for whom: people without Telegram, served by a neighbour or by the staff."""

from community.people import Person, Role
from community.refusals import NotAllowed, Refusal

MOST_CONTACTS = 6  # that one resident acts for; staff act for anybody


class TooManyContacts(Refusal):
    """A resident acts for at most `most` people."""


class ActedForAlready(Refusal):
    """Somebody else acts for this person."""


class HasTelegram(Refusal):
    """A person of this name and home has Telegram and can do it alone."""


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
