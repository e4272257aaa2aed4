"""Links that make somebody a volunteer or staff, and the list of the staff."""

import secrets
from datetime import timedelta

from community.invitations import (
    CODE_BYTES,
    LASTS,
    MADE_BY,
    AdminStays,
    InvitationExpired,
    InvitationTaken,
    InvitationUsed,
    NotStaff,
    RoleHeld,
    RoleRemoved,
    invitable,
)
from community.people import Person, Role
from community.refusals import NoLongerThere
from handlers.kit.context import Chat, Context
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import (
    Button,
    Opens,
    Press,
    Screen,
    bold,
    isolated,
    lines,
    paragraphs,
    plain,
)
from handlers.menu import list_commands, menu, to_menu
from handlers.privacy import forget_strangers
from locales import N_, _

router = Router(
    refusals={
        InvitationUsed: N_("This invitation has been used already. Please ask for a new one."),
        InvitationExpired: N_("This invitation is no longer valid. Please ask for a new one."),
        RoleHeld: N_("You have this role already; the invitation can go to somebody else."),
        AdminStays: N_("An admin cannot be removed here."),
        NotStaff: N_("This person is not on the staff (any more)."),
    }
)

TO_BE = {Role.VOLUNTEER: N_("A volunteer"), Role.STAFF: N_("Staff")}
INVITED = {
    Role.VOLUNTEER: N_("You are invited to help as a volunteer in {community}:"),
    Role.STAFF: N_("You are invited to join the staff of {community}:"),
}
WELCOME = {
    Role.VOLUNTEER: N_("You are a volunteer now. Thank you!"),
    Role.STAFF: N_("You are on the staff now. Welcome!"),
}
TAKEN = {
    Role.VOLUNTEER: N_("{name} has followed your invitation and is a volunteer now."),
    Role.STAFF: N_("{name} has followed your invitation and is on the staff now."),
}


class Invite(Press, prefix="inv.make"):
    role: int


class TurnPage(Press, prefix="staff.page"):
    page: int


class AskRemove(Press, prefix="staff.ask"):
    person_id: int


class Remove(Press, prefix="staff.gone"):
    person_id: int


@router.command(
    "invite", role=Role.STAFF, summary=N_("Invite volunteers or staff"), label=N_("Invite")
)
def choose_role(ctx: Context) -> None:
    buttons = [Button(_(TO_BE[role]), Invite(role.value)) for role in invitable(ctx.person.roles)]
    ctx.show(Screen(_("Whom do you want to invite?"), [buttons, [to_menu()]]))


@router.press(Invite, role=Role.STAFF)
def invite(ctx: Context, pressed: Invite) -> None:
    role = next((role for role in MADE_BY if role.value == pressed.role), None)
    if role is None:
        raise NoLongerThere
    code = secrets.token_urlsafe(CODE_BYTES)
    ctx.db.invitations.make(code, role, ctx.person, ctx.now)
    forget_strangers(ctx.turn)
    days = LASTS // timedelta(days=1)
    text = _("Forward the next message to one person. The link works once, for {days} days.",
             days=days)  # fmt: skip
    ctx.show(Screen(text, [[Button(_("Another one"), Opens("invite")), to_menu()]]))
    invited = _(INVITED[role], community=bold(ctx.house.name))
    ctx.say(Screen(paragraphs(invited, ctx.turn.link(f"invite-{code}"))))


@router.link("invite")
def follow(ctx: Context, code: str) -> None:
    """A wrong code is answered, not refused: a refusal would undo that it was counted."""
    telegram_id = ctx.incoming.sender.id
    if ctx.db.invitations.is_silenced(telegram_id, ctx.now):
        return
    invitation = ctx.db.invitations.find(code)
    if invitation is None:
        ctx.db.invitations.guessed(telegram_id, ctx.now)
        ctx.say(Screen(_("I do not know this invitation. Please check the link."), [[to_menu()]]))
        return
    ctx.person = ctx.db.invitations.take(invitation, ctx.person, ctx.now)
    list_commands(ctx.turn, ctx.person)
    ctx.show(menu(ctx.turn, ctx.person, _(WELCOME[invitation.role])))


@router.command("staff", role=Role.ADMIN, summary=N_("Who is on the staff"), label=N_("Staff"))
def show_staff(ctx: Context) -> None:
    ctx.show(_staff(ctx, 0))


@router.press(TurnPage, role=Role.ADMIN)
def turn_page(ctx: Context, pressed: TurnPage) -> None:
    ctx.show(_staff(ctx, pressed.page))


@router.press(AskRemove, role=Role.ADMIN)
def ask_remove(ctx: Context, pressed: AskRemove) -> None:
    person = _person(ctx, pressed.person_id)
    text = _("Remove {name} from the staff?", name=isolated(person.name))
    yes, no = Button(_("Yes, remove"), Remove(person.id)), Button(_("No"), TurnPage(0))
    ctx.show(Screen(text, [[yes, no]]))


@router.press(Remove, role=Role.ADMIN)
def remove(ctx: Context, pressed: Remove) -> None:
    person = _person(ctx, pressed.person_id)
    removed = ctx.db.invitations.remove_from_staff(person, by=ctx.person, now=ctx.now)
    ctx.turn.features.left_staff(ctx.turn, removed)
    list_commands(ctx.turn, removed)
    ctx.toast(_("Removed."))
    ctx.show(_staff(ctx, 0))


@router.notice(InvitationTaken)
def tell_taken(chat: Chat, _person: Person, notice: InvitationTaken) -> None:
    taker = chat.turn.db.people.person(notice.person_id)
    if taker is None or not taker.is_known:
        raise NoLongerThere
    chat.say(Screen(_(TAKEN[Role(notice.role)], name=isolated(taker.name)), [[to_menu()]]))


@router.notice(RoleRemoved)
def tell_removed(chat: Chat, _person: Person, _notice: RoleRemoved) -> None:
    text = _("You are no longer on the staff of {community}. Thank you for your work!",
             community=plain(chat.turn.house.name))  # fmt: skip
    chat.say(Screen(text, [[to_menu()]]))


def _staff(ctx: Context, number: int) -> Screen:
    staff = ctx.db.people.with_role(Role.STAFF)
    page = Page(number, len(staff))
    shown = staff[page.offset : page.offset + page.size]
    names = [_named(person) for person in shown]
    removable = [p for p in shown if Role.ADMIN not in p.roles]
    buttons = [[Button(_("Remove {name}", name=p.name), AskRemove(p.id))] for p in removable]
    last = [Button(_("Invite"), Opens("invite")), to_menu()]
    return Screen(
        paragraphs(bold(_("Staff")), lines(*names)), [*buttons, page.turns(TurnPage), last]
    )


def _named(person: Person) -> str:
    name = isolated(person.name)
    return _("{name} (admin)", name=name) if Role.ADMIN in person.roles else name


def _person(ctx: Context, person_id: int) -> Person:
    person = ctx.db.people.person(person_id)
    if person is None or not person.is_known:
        raise NoLongerThere
    return person
