"""The staff's list of tickets: what is mine, nobody's, late, due today, and waiting."""

from community.people import Role
from community.refusals import NoLongerThere
from community.tickets import QueueView, Ticket
from handlers.kit.context import Context, Turn
from handlers.kit.dates import when
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Screen, bold, in_pairs, paragraphs, shortened
from handlers.menu import to_menu
from handlers.tickets.cases import title
from handlers.tickets.moves import OpenCase
from locales import N_, _
from storage.tickets.queue import MOST_COUNTED

PER_PAGE = 8
LONGEST_LABEL = 60

VIEWS = tuple(QueueView)
LABELS = {
    QueueView.MINE: N_("Mine"),
    QueueView.UNOWNED: N_("Nobody's"),
    QueueView.OVERDUE: N_("Overdue"),
    QueueView.TODAY: N_("Due today"),
    QueueView.WAITING: N_("Waiting"),
    QueueView.ALL: N_("All open"),
}

router = Router()


class ShowQueue(Press, prefix="case.list"):
    view: int
    page: int


@router.command(
    "queue", role=Role.STAFF, summary=N_("Tickets that are to be dealt with"), label=N_("Tickets")
)
def show_queue(ctx: Context) -> None:
    """What is due first comes first: one's own, or whatever there is."""
    counts = ctx.db.queue.counts(ctx.person, now=ctx.now, house=ctx.house)
    first = QueueView.MINE if counts[QueueView.MINE] else QueueView.ALL
    ctx.show(queue(ctx, first, 0))


@router.press(ShowQueue, role=Role.STAFF)
def show_page(ctx: Context, pressed: ShowQueue) -> None:
    if pressed.view >= len(VIEWS):
        raise NoLongerThere
    ctx.show(queue(ctx, VIEWS[pressed.view], pressed.page))


def queue(ctx: Context, view: QueueView, number: int) -> Screen:
    counts = ctx.db.queue.counts(ctx.person, now=ctx.now, house=ctx.house)
    page = Page(number, counts[view], PER_PAGE)
    found = ctx.db.queue.page(
        view, ctx.person, now=ctx.now, house=ctx.house, offset=page.offset, limit=page.size
    )
    place = VIEWS.index(view)
    rows = [[Button(line(one, ctx.turn), OpenCase(one.id))] for one in found]
    views = [
        Button(_view(other, counts[other], view), ShowQueue(VIEWS.index(other), 0))
        for other in VIEWS
    ]
    text = paragraphs(
        bold(_("Tickets: {view}", view=_(LABELS[view]))),
        _("The most urgent first. Tap one to work on it.") if found else _("None. Well done!"),
    )
    turns = page.turns(lambda to: ShowQueue(place, to))
    return Screen(text, [*rows, turns, *in_pairs(views), [to_menu()]])


def line(ticket: Ticket, turn: Turn) -> str:
    """A ticket on a button: what it is, and until when."""
    mark = "🔴 " if ticket.is_overdue(turn.now) else "❗ " if ticket.urgent else ""
    due = when(ticket.due_at, turn) if ticket.due_at else ""
    label = " · ".join(part for part in (f"{mark}{title(turn, ticket)}", due) if part)
    return shortened(label, LONGEST_LABEL)


def counted(count: int) -> str:
    """Nobody reads further, so nothing counts further."""
    return f"{MOST_COUNTED}+" if count >= MOST_COUNTED else str(count)


def _view(view: QueueView, count: int, here: QueueView) -> str:
    label = f"{_(LABELS[view])} {counted(count)}"
    return f"• {label}" if view is here else label
