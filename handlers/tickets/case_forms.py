"""What every form about a ticket has: the ticket it is about, and the case shown at its end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from community.refusals import Refusal
from community.tickets import NotYourMove, Ticket, TicketIsOver, TicketMerged, TicketWithdrawn
from handlers.kit.context import Context, Turn
from handlers.kit.screen import bold, lines, paragraphs, plain
from handlers.kit.steps import Answers, Question
from handlers.tickets.cases import for_staff, title
from handlers.tickets.desk_posts import redraw_case
from locales import _

Act = Callable[[Context, Ticket, Answers], Ticket]


class HasChanged(Refusal):
    """The ticket is no longer what the button or the form was about: `number`."""


@contextmanager
def seen_by_staff() -> Iterator[None]:
    """Residents are led to their own list when a ticket is over, staff to theirs."""
    try:
        yield
    except (TicketIsOver, TicketMerged, TicketWithdrawn, NotYourMove) as refusal:
        raise HasChanged(number=refusal.facts["number"]) from refusal


def ticket_of(turn: Turn, answers: Answers) -> Ticket:
    return turn.db.tickets.ticket(int(answers["ticket_id"]))


def about(question: str) -> Question:
    """The question under the ticket it is about."""

    def asked(turn: Turn, answers: Answers) -> str:
        ticket = ticket_of(turn, answers)
        beginning = plain(ticket.words[:200])
        return paragraphs(lines(bold(title(turn, ticket)), beginning), _(question))

    return asked


def finishing(act: Act, said: str) -> Callable[[Context, Answers], None]:
    def finish(ctx: Context, facts: Answers) -> None:
        with seen_by_staff():
            ticket = act(ctx, ticket_of(ctx.turn, facts), facts)
        news = _(said, number=ticket.id)
        ctx.show(for_staff(ctx.turn, ticket, ctx.person, news=news))
        redraw_case(ctx.turn, ticket)

    return finish
