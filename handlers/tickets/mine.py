"""The tickets of one resident: the list of them, and the moves they may make with each."""

from collections.abc import Mapping, Sequence

from community.people import Person, Role
from community.tickets import (
    NothingToSay,
    NotYourMove,
    State,
    Ticket,
    TicketIsOver,
    TicketMerged,
    TicketWithdrawn,
    TooManyOpen,
)
from handlers.kit.context import Context, Turn
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Row, Screen, bold, paragraphs
from handlers.kit.sections import Section
from handlers.menu import to_menu
from handlers.tickets.buttons import (
    AskWithdraw,
    OpenTicket,
    ShowThread,
    ShowTicket,
    ShowTickets,
    Solved,
    Withdraw,
)
from handlers.tickets.cards import asked_to_withdraw, card, show_anew, whole
from handlers.tickets.desk_posts import redraw_case
from handlers.tickets.discreet import show
from handlers.tickets.own import own
from handlers.tickets.wording import category_name, numbered
from locales import N_, _, ngettext

IN_MY_THINGS = 3  # tickets

router = Router(
    keeps=(
        N_("what you report to the staff and what is answered; anonymously if you wish: then "
           "the staff do not see that it is yours"),
    ),
    refusals={
        TooManyOpen: N_("You have {most} open reports. Please add to one of them: /tickets"),
        TicketWithdrawn: N_("#{number} was withdrawn. Send /report to begin anew."),
        TicketIsOver: N_("#{number} is closed. Send /tickets to see it."),
        TicketMerged: N_("#{number} is answered together with #{into}. Send /tickets to see it."),
        NotYourMove: N_("That cannot be done with #{number} now. Send /tickets to see it."),
        NothingToSay: N_("Please say in a few words what it is about, or send a photo."),
    },
)  # fmt: skip


@router.command(
    "tickets", role=Role.RESIDENT, summary=N_("What you reported"), label=N_("My reports")
)
def show_list(ctx: Context) -> None:
    show(ctx, mine(ctx.turn, ctx.person, 0))


@router.press(ShowTickets, role=Role.RESIDENT)
def show_page(ctx: Context, pressed: ShowTickets) -> None:
    show(ctx, mine(ctx.turn, ctx.person, pressed.page))


@router.press(OpenTicket, role=Role.RESIDENT)
def open_ticket(ctx: Context, pressed: OpenTicket) -> None:
    voice = own(ctx, pressed.voice_id)
    show_anew(ctx.private, voice, card(ctx.turn, voice))


@router.press(ShowTicket, role=Role.RESIDENT)
def show_ticket(ctx: Context, pressed: ShowTicket) -> None:
    show(ctx, card(ctx.turn, own(ctx, pressed.voice_id)))


@router.press(ShowThread, role=Role.RESIDENT)
def show_thread(ctx: Context, pressed: ShowThread) -> None:
    voice = own(ctx, pressed.voice_id)
    show(ctx, whole(ctx.turn, voice, pressed.page))


@router.press(AskWithdraw, role=Role.RESIDENT)
def ask_withdraw(ctx: Context, pressed: AskWithdraw) -> None:
    voice = own(ctx, pressed.voice_id)
    show(ctx, asked_to_withdraw(ctx.turn, voice))


@router.press(Withdraw, role=Role.RESIDENT)
def withdraw(ctx: Context, pressed: Withdraw) -> None:
    voice = own(ctx, pressed.voice_id)
    ticket = ctx.db.tickets.withdraw(voice, now=ctx.now, house=ctx.house)
    _moved(ctx, pressed.voice_id, ticket)


@router.press(Solved, role=Role.RESIDENT)
def solved(ctx: Context, pressed: Solved) -> None:
    """Asked at once how it was, in the same message."""
    voice = own(ctx, pressed.voice_id)
    ticket = ctx.db.tickets.solved(voice, now=ctx.now, house=ctx.house)
    ctx.toast(_("Glad to hear it!"))
    _moved(ctx, pressed.voice_id, ticket)


def mine(turn: Turn, person: Person, page: int) -> Screen:
    """A button for each: the state in a sign, so that it can be read at a glance."""
    pages = Page(page, turn.db.tickets.count_mine(person))
    found = turn.db.tickets.mine(person, offset=pages.offset, limit=pages.size)
    rows: list[Row] = [
        [Button(_short(one.ticket, turn), OpenTicket(one.voice.id))] for one in found
    ]
    rows += [pages.turns(ShowTickets), [Button(_("Report or ask"), Opens("report")), to_menu()]]
    none = _("You have not reported anything yet.")
    signs = _("⏳ being worked on · ❓ waits for you · ✅ closed")
    text = paragraphs(bold(_("What you reported")), signs if found else none)
    return Screen(text, rows)


@router.mine(Section.REPORTED)
def lines_of_mine(turn: Turn, person: Person) -> Sequence[str]:
    """The open ones, and where to find all of them. Of anonymous ones only how many: this letter
    is kept for a while, and would tell whose they are."""
    many = turn.db.tickets.count_mine(person, open_only=True)
    if not many:
        return []
    found = turn.db.tickets.mine(person, limit=IN_MY_THINGS, open_only=True)
    shown = [
        f"{_sign(one.ticket)} {numbered(one.ticket, turn.house)}"
        for one in found
        if not one.voice.anonymous
    ]
    return [*shown, ngettext("{n} open report: /tickets", "{n} open reports: /tickets", many)]


@router.holds
def hold(turn: Turn, person: Person) -> Mapping[str, object]:
    return {"tickets": turn.db.tickets.held(person)}


@router.erases
def forget(turn: Turn, person: Person) -> None:
    turn.db.tickets.forget(person, now=turn.now, house=turn.house)


def _moved(ctx: Context, voice_id: int, ticket: Ticket) -> None:
    redraw_case(ctx.turn, ticket)
    show(ctx, card(ctx.turn, own(ctx, voice_id)))


def _short(ticket: Ticket, turn: Turn) -> str:
    """Plain text, for a button."""
    return f"{_sign(ticket)} #{ticket.id} {category_name(ticket.category, turn.house)}"


def _sign(ticket: Ticket) -> str:
    if ticket.state is State.ASKED:
        return "❓"
    return "⏳" if ticket.is_open else "✅"
