"""Cases that staff put on the board for everybody to read: "you said, we did"."""

from datetime import datetime

from community.groups import Purpose
from community.people import Person, Role
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Link, Screen, bold, lines, paragraphs, plain
from handlers.kit.steps import Answers, Step, words
from handlers.tickets.case_forms import about, ticket_of
from handlers.tickets.desk import show_case
from handlers.tickets.moves import PutOnBoard, TakeOffBoard
from locales import N_, _, speaking

LONGEST = 300
MOST_SHOWN = 8  # cases in one message in the group

router = Router()


@router.press(PutOnBoard, role=Role.STAFF)
def begin(ctx: Context, pressed: PutOnBoard) -> None:
    ctx.db.tickets.ticket(pressed.ticket_id)
    PUTTING.start(ctx, ticket_id=pressed.ticket_id)


@router.press(TakeOffBoard, role=Role.STAFF)
def take_off(ctx: Context, pressed: TakeOffBoard) -> None:
    ctx.db.board.take_off(pressed.ticket_id, staff=ctx.person, now=ctx.now)
    ctx.redraw(_card(ctx.turn))
    ctx.toast(_("It is no longer on the board."))
    show_case(ctx, ctx.db.tickets.ticket(pressed.ticket_id))


def put(ctx: Context, facts: Answers) -> None:
    """The group's message of this month lists it; the first of a month is a new message."""
    ticket = ticket_of(ctx.turn, facts)
    ctx.db.board.put(ticket.id, facts["said"], facts["done"], staff=ctx.person, now=ctx.now)
    _show_in_group(ctx.turn)
    show_case(ctx, ticket, _("It is on the board now. Thank you for telling what was done."))


@router.card("board")
def draw(turn: Turn, month: int, _viewer: Person | None) -> Screen:
    since = datetime(month // 100, month % 100, 1, tzinfo=turn.house.zone)
    cases = turn.db.board.since(since, most=MOST_SHOWN)
    said = [
        lines(
            _("🗣 You said: {text}", text=plain(case.said)),
            _("✅ We did: {text}", text=plain(case.done)),
        )
        for case in cases
    ]
    more = Link(_("All cases"), turn.link("go-board"))
    return Screen(paragraphs(bold(_("You said, we did")), *said), [[more]], card=f"board:{month}")


def _show_in_group(turn: Turn) -> None:
    group = turn.db.groups.serving(Purpose.NEIGHBOURHOOD)
    if group is None:
        return
    card = _card(turn)
    if turn.db.outbox.is_shown(card, group.chat_id):
        turn.db.outbox.redraw(card, turn.now)
        return
    with speaking(turn.house.language):
        Chat(turn, group.chat_id).say(draw(turn, _month(turn), None))


def _card(turn: Turn) -> str:
    return f"board:{_month(turn)}"


def _month(turn: Turn) -> int:
    local = turn.now.astimezone(turn.house.zone)
    return local.year * 100 + local.month


PUTTING = Form(
    "board_case",
    (
        Step(
            "said",
            about(
                N_(
                    "What was said? In a few words of your own: no names, no flats, nothing by "
                    "which a neighbour could be recognised."
                )
            ),
            words(most=LONGEST, multiline=True),
            name=N_("You said"),
        ),
        Step(
            "done",
            about(N_("And what was done?")),
            words(most=LONGEST, multiline=True),
            name=N_("We did"),
        ),
    ),
    put,
    role=Role.STAFF,
    title=N_("Show this to the whole neighbourhood?"),
    confirm=N_("Put on the board"),
    review=True,
)
