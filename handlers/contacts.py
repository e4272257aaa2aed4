"""The people without Telegram whom somebody acts for: who they are, and letting them go."""

import secrets

from community.contacts import LINK_LASTS, ContactArrived, KnownAlready, require_may_act_for
from community.invitations import CODE_BYTES
from community.people import Person, Role
from community.refusals import NoLongerThere
from handlers.activities.proxies import forget
from handlers.kit.context import Chat, Context
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Press, Screen, bold, isolated, lines, paragraphs
from handlers.kit.whose import home_line, plainly_named
from handlers.menu import menu, to_menu
from handlers.shifts.buttons import PlanVisit
from locales import N_, _

MOST_LISTED = 30

router = Router(
    refusals={
        KnownAlready: N_(
            "This link is for somebody who is new here. Please forward it to them. If it is for "
            "you and you have signed up for something yourself, please ask the staff."
        )
    }
)


class ShowContact(Press, prefix="proxy.show"):
    person_id: int


class AdoptContact(Press, prefix="proxy.adopt"):
    person_id: int


class ForgetContact(Press, prefix="proxy.gone"):
    person_id: int


class InviteContact(Press, prefix="proxy.link"):
    """They have Telegram now."""

    person_id: int


@router.command("people", role=Role.RESIDENT, summary=N_("People you act for"))
def show_contacts(ctx: Context) -> None:
    ctx.show(_contacts(ctx))


@router.press(ShowContact, role=Role.RESIDENT)
def show_contact(ctx: Context, pressed: ShowContact) -> None:
    contact = _mine(ctx, pressed.person_id)
    text = paragraphs(
        lines(bold(contact.name), home_line(contact.home)),
        _("Nobody acts for them: they have to be told in person.") if not contact.proxy_id else "",
        _("If you no longer act for them, what is kept about them is erased and places they have "
          "go to others."),
    )  # fmt: skip
    adopt = [] if contact.proxy_id else [Button(_("I act for them"), AdoptContact(contact.id))]
    has_telegram = Button(_("Has Telegram now"), InviteContact(contact.id))
    is_staff = Role.STAFF in ctx.person.roles
    visit = [Button(_("Care visit"), PlanVisit(contact.id))] if is_staff else []
    erase = Button(_("Erase"), ForgetContact(contact.id))
    rows = [adopt, visit, [has_telegram], [erase], [_back()]]
    ctx.show(Screen(text, rows))


@router.press(AdoptContact, role=Role.STAFF)
def adopt_contact(ctx: Context, pressed: AdoptContact) -> None:
    """From now on this one of the staff hears what is for them."""
    contact = _mine(ctx, pressed.person_id)
    if contact.proxy_id is None:
        ctx.db.contacts.adopt(contact, ctx.person)
        subject = f"person:{contact.id}"
        ctx.db.audit.note("acts for a contact", subject, by=ctx.person.id, now=ctx.now)
    ctx.show(_contacts(ctx))


@router.press(ForgetContact, role=Role.RESIDENT)
def forget_contact(ctx: Context, pressed: ForgetContact) -> None:
    contact = _mine(ctx, pressed.person_id)
    forget(ctx.turn, contact)
    if Role.STAFF in ctx.person.roles:
        subject = f"person:{contact.id}"
        ctx.db.audit.note("erased a contact", subject, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("Done."))
    ctx.show(_contacts(ctx))


@router.press(InviteContact, role=Role.RESIDENT)
def invite_contact(ctx: Context, pressed: InviteContact) -> None:
    """A link that makes whoever follows it the contact, with all their places."""
    contact, code = _mine(ctx, pressed.person_id), secrets.token_urlsafe(CODE_BYTES)
    ctx.db.contacts.invite(contact, code, by=ctx.person, now=ctx.now)
    subject = f"person:{contact.id}"
    ctx.db.audit.note("invited a contact", subject, by=ctx.person.id, now=ctx.now)
    text = _("Forward the next message to {name}, and to nobody else. The link works once, for "
             "{days} days.", name=isolated(contact.name), days=LINK_LASTS.days)  # fmt: skip
    ctx.show(Screen(text, [[_back()]]))
    own = _("{name}, with this link your places are in your own hands:",
            name=isolated(contact.name))  # fmt: skip
    ctx.say(Screen(paragraphs(own, ctx.turn.link(f"mine-{code}"))))


@router.link("mine")
def arrive(ctx: Context, code: str) -> None:
    """A wrong code is answered, not refused: a refusal would undo that it was counted."""
    telegram_id, guesses = ctx.incoming.sender.id, ctx.db.invitations
    if guesses.is_silenced(telegram_id, ctx.now):
        return
    known = ctx.db.contacts.welcome(code, ctx.person, ctx.now)
    if known is None:
        guesses.guessed(telegram_id, ctx.now)
        ctx.say(Screen(_("This link is not valid (any more). Please ask for a new one."),
                       [[to_menu()]]))  # fmt: skip
        return
    ctx.person = known
    text = _("Everything that was arranged for you is yours now. See “My things”.")
    ctx.show(menu(ctx.turn, ctx.person, text))


@router.notice(ContactArrived)
def tell_arrived(chat: Chat, _person: Person, notice: ContactArrived) -> None:
    known = chat.turn.db.people.person(notice.person_id)
    if known is None or not known.is_known:
        raise NoLongerThere
    text = _("{name} uses Telegram now and hears everything directly. Thank you for helping!",
             name=isolated(known.name))  # fmt: skip
    chat.say(Screen(text, [[to_menu()]]))


def _contacts(ctx: Context) -> Screen:
    found = ctx.db.contacts.of(ctx.person.id)[-MOST_LISTED:]
    if Role.STAFF in ctx.person.roles:
        found = [*found, *ctx.db.contacts.unserved(ctx.now, most=MOST_LISTED)]
    if not found:
        text = _(
            "You act for nobody yet. To sign up somebody without Telegram, open an activity and "
            "tap “For others”."
        )
        return Screen(text, [[to_menu()]])
    rows = [[Button(plainly_named(one), ShowContact(one.id))] for one in found]
    text = _("For these people you sign up, and I write to you instead of them:")
    alone = [isolated(one.name) for one in found if one.proxy_id is None]
    nobody = _("Nobody acts for: {names}", names=_(", ").join(alone)) if alone else ""
    return Screen(paragraphs(text, nobody), [*rows, [to_menu()]])


def _mine(ctx: Context, person_id: int) -> Person:
    contact = ctx.db.contacts.contact(person_id)
    require_may_act_for(ctx.person, contact)
    return contact


def _back() -> Button:
    return Button(_("‹ Back"), Opens("people"))
