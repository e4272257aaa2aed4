"""Where staff put a ticket: to a colleague, into another category, together with another one."""

from collections.abc import Sequence

from community.people import Person, Role
from community.refusals import NoLongerThere
from community.tickets import Kind, Move, Ticket
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.screen import isolated, plain
from handlers.kit.steps import Answers, Option, Step, number
from handlers.tickets.case_forms import about, finishing, ticket_of
from handlers.tickets.desk_posts import redraw_case
from handlers.tickets.escalations import tell_passed_on
from handlers.tickets.wording import KINDS, category_name
from locales import N_, spoken

MOST_OPTIONS = 8
LONGEST_NUMBER = 10**9
NOBODY = Person(0, None)


def _assign(ctx: Context, ticket: Ticket, facts: Answers) -> Ticket:
    to = ctx.db.people.person(int(facts["to"]))
    if to is None or Role.STAFF not in to.roles:
        raise NoLongerThere
    assigned = ctx.db.desk.assign(ticket.id, to, ctx.person, now=ctx.now, house=ctx.house)
    if to.id != ctx.person.id:
        tell_passed_on(ctx.turn, assigned, to)
    return assigned


def _recategorise(ctx: Context, ticket: Ticket, facts: Answers) -> Ticket:
    return ctx.db.sorting.recategorise(
        ticket.id,
        ctx.person,
        facts["category"],
        kind=Kind(facts["kind"]),
        now=ctx.now,
        house=ctx.house,
    )


def _merge(ctx: Context, ticket: Ticket, facts: Answers) -> Ticket:
    into = int(facts["into"])
    head = ctx.db.sorting.merge(ticket.id, ctx.person, into, now=ctx.now, house=ctx.house)
    redraw_case(ctx.turn, ticket)
    return head


def _colleagues(turn: Turn, answers: Answers) -> Sequence[Option]:
    owner = ticket_of(turn, answers).owner_id
    staff = turn.db.people.with_role(Role.STAFF)
    return [Option(str(p.id), p.name, literal=True) for p in staff if p.id != owner]


def categories(turn: Turn, _answers: Answers) -> Sequence[Option]:
    return [Option(c.id, c.name(spoken()), literal=True) for c in turn.house.categories]


def _alike(turn: Turn, answers: Answers) -> Sequence[Option]:
    """Other open tickets that sound like it."""
    ticket = ticket_of(turn, answers)
    found = turn.db.tickets.similar(
        ticket.category, ticket.building, ticket.words, person=NOBODY, now=turn.now
    )
    return [
        Option(str(one.ticket.id), f"#{one.ticket.id} {one.ticket.words[:40]}", literal=True)
        for one in found
        if one.ticket.id != ticket.id and one.ticket.is_open
    ][:MOST_OPTIONS]


def _named(value: str, turn: Turn) -> str:
    person = turn.db.people.person(int(value))
    return isolated(person.name) if person else ""


def category_named(value: str, turn: Turn) -> str:
    return plain(category_name(value, turn.house))


ASSIGNING = Form(
    "assign_ticket",
    (Step("to", about(N_("Who takes it?")), options=_colleagues, name=N_("To"), shown=_named),),
    finishing(_assign, N_("#{number} has been passed on; your colleague is told.")),
    role=Role.STAFF,
)

RECATEGORISING = Form(
    "ticket_category",
    (
        Step(
            "kind",
            about(N_("What is it?")),
            options=tuple(Option(kind, label) for kind, label in KINDS.items()),
        ),
        Step(
            "category",
            about(N_("What is it about?")),
            options=categories,
            shown=category_named,
        ),
    ),
    finishing(_recategorise, N_("#{number} has been changed; its clocks follow the category.")),
    role=Role.STAFF,
)

MERGING = Form(
    "merge_ticket",
    (
        Step(
            "into",
            about(N_("With which ticket is it answered together? Tap one, or type its number.")),
            number(1, LONGEST_NUMBER),
            _alike,
            name=N_("Together with"),
            shown=lambda value, _turn: f"#{plain(value)}",
            columns=1,
        ),
    ),
    finishing(
        _merge, N_("Done. Whoever it concerns is told; one answer at #{number} reaches all.")
    ),
    role=Role.STAFF,
    title=N_("Answer both together?"),
    confirm=N_("Yes, together"),
    review=True,
)

SORTED: dict[Move, Form] = {
    Move.ASSIGN: ASSIGNING,
    Move.RECATEGORISE: RECATEGORISING,
    Move.MERGE: MERGING,
}
