"""Which form carries which move, and whether this person may begin it now."""

from community.tickets import Move, Ticket
from handlers.kit.context import Context
from handlers.tickets.case_forms import seen_by_staff
from handlers.tickets.sorting import SORTED
from handlers.tickets.writing import WRITTEN

FORMS_OF = {**WRITTEN, **SORTED}


def begin(ctx: Context, ticket: Ticket, move: Move) -> None:
    """Start the move's form, if the move may be made at all by this person now."""
    with seen_by_staff():
        ctx.db.desk.require(ticket.id, move, ctx.person, ctx.house)
    FORMS_OF[move].start(ctx, ticket_id=ticket.id)
