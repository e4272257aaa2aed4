"""The people without Telegram whom somebody acts for: who they are, and letting them go."""

from community.contacts import require_may_act_for
from community.people import Person, Role
from handlers.activities.proxies import forget
from handlers.kit.context import Context
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Press, Screen, bold, isolated, lines, paragraphs
from handlers.kit.whose import home_line, plainly_named
from handlers.menu import to_menu
from locales import N_, _

MOST_LISTED = 30

router = Router()


class ShowContact(Press, prefix="proxy.show"):
    person_id: int


class AdoptContact(Press, prefix="proxy.adopt"):
    person_id: int


class ForgetContact(Press, prefix="proxy.gone"):
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
    rows = [adopt, [Button(_("Erase"), ForgetContact(contact.id))], [_back()]]
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


def _contacts(ctx: Context) -> Screen:
    found = ctx.db.contacts.of(ctx.person.id)[-MOST_LISTED:]
    if Role.STAFF in ctx.person.roles:
        found = [*found, *ctx.db.contacts.unserved(ctx.now, most=MOST_LISTED)]
    if not found:
        text = _(
            "You act for nobody yet. To sign up somebody without Telegram, open an activity and "
            "tap “For someone else”."
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
