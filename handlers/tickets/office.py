"""Tickets for people who come to the office or call, and the log of visits and calls (S7, S10)."""

from dataclasses import replace

from community.names import one_line
from community.people import Role
from community.reports import NewTicket, Part
from community.tickets import Kind
from handlers.kit.context import Context
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.steps import Answers, Option, Step, words
from handlers.kit.times import moment, moment_of
from handlers.me import BUILDING, ROOMS, answered_home
from handlers.tickets.case_forms import about, ticket_of
from handlers.tickets.desk import show_case
from handlers.tickets.desk_posts import open_case, redraw_case
from handlers.tickets.moves import LogContact
from handlers.tickets.sorting import categories, category_named
from handlers.tickets.wording import KINDS
from locales import N_, _

LONGEST_NAME = 64
LONGEST = 3500

router = Router()


@router.command(
    "newticket",
    role=Role.STAFF,
    summary=N_("Write down a ticket for somebody"),
    label=N_("For somebody"),
)
def begin(ctx: Context) -> None:
    WRITING_DOWN.start(ctx)


@router.press(LogContact, role=Role.STAFF)
def begin_logging(ctx: Context, pressed: LogContact) -> None:
    ctx.db.tickets.ticket(pressed.ticket_id)
    LOGGING.start(ctx, ticket_id=pressed.ticket_id)


def write_down(ctx: Context, facts: Answers) -> None:
    """As if the person had written it; it is marked as written by staff."""
    home = answered_home(facts)
    person = ctx.db.contacts.meet(ctx.person, name=one_line(facts["name"]), home=home, now=ctx.now)
    opened = ctx.db.tickets.open(
        NewTicket(
            Kind(facts["kind"]), facts["category"], (Part(facts["words"]),), building=home.building
        ),
        person,
        now=ctx.now,
        house=ctx.house,
        opened_by=ctx.person.id,
    )
    if not opened.again:
        open_case(ctx.turn, opened.ticket)
    show_case(ctx, opened.ticket, _("Written down as #{number}.", number=opened.ticket.id))


def log(ctx: Context, facts: Answers) -> None:
    ticket = ctx.db.desk.contact(
        ticket_of(ctx.turn, facts).id,
        ctx.person,
        (Part(facts["words"]),),
        follow_up_at=moment_of(facts["again"]),
        now=ctx.now,
        house=ctx.house,
    )
    redraw_case(ctx.turn, ticket)
    show_case(ctx, ticket, _("Noted at #{number}.", number=ticket.id))


WRITING_DOWN = Form(
    "office_ticket",
    (
        Step(
            "name", N_("Who is it for? Type the name."), words(most=LONGEST_NAME), name=N_("For")
        ),
        replace(BUILDING, name=N_("Building")),
        replace(ROOMS, name=N_("Room")),
        Step(
            "kind",
            N_("What is it?"),
            options=tuple(Option(kind, label) for kind, label in KINDS.items()),
            name=N_("Kind"),
            shown=lambda value, _turn: _(KINDS[Kind(value)]),
        ),
        Step(
            "category",
            N_("What is it about?"),
            options=categories,
            name=N_("Category"),
            shown=category_named,
        ),
        Step(
            "words",
            N_("What did they say? Write it as they said it."),
            words(most=LONGEST, multiline=True),
            name=N_("Text"),
        ),
    ),
    write_down,
    role=Role.STAFF,
    title=N_("Write this down?"),
    confirm=N_("Write it down"),
    review=True,
)

LOGGING = Form(
    "log_contact",
    (
        Step(
            "words",
            about(N_("What came of the visit or call? The resident does not see this.")),
            words(most=LONGEST, multiline=True),
            name=N_("Text"),
        ),
        Step(
            "again",
            N_("When will you look after it again? Type a day and a time, or skip."),
            moment,
            optional=True,
        ),
    ),
    log,
    role=Role.STAFF,
)
