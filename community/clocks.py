"""The two clocks of a ticket, in working time: when they are due, when they warn, when they stop.

Each function gives the ticket with its clocks changed, and writes nothing down.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from community.calendars import WorkingTime
from community.tickets import Kind, Ticket

WARNS_AT = 0.75  # of the promised time
AGAIN_AFTER = timedelta(hours=7)  # of working time: about a day later


class Clock(StrEnum):
    FIRST = "first"  # until the first answer
    SOLUTION = "solution"


@dataclass(frozen=True, slots=True)
class ClockWarns:
    """The house's own alarm: three quarters of the time are gone. `due` in Unix seconds."""

    ticket_id: int
    clock: str
    due: int


@dataclass(frozen=True, slots=True)
class ClockOverdue:
    """The house's own alarm: the time is over, the supervisor hears of it."""

    ticket_id: int
    clock: str
    due: int


@dataclass(frozen=True, slots=True)
class ClockOverdueAgain:
    """The house's own alarm: a working day later, the administrators hear of it."""

    ticket_id: int
    clock: str
    due: int


Ring = ClockWarns | ClockOverdue | ClockOverdueAgain


def due_of(ticket: Ticket, clock: Clock) -> datetime | None:
    return ticket.first_due_at if clock is Clock.FIRST else ticket.solution_due_at


def rings_of(ticket: Ticket, working: WorkingTime) -> list[tuple[datetime, Ring]]:
    """Every alarm of the clocks that run, with its moment."""
    promised = {Clock.FIRST: ticket.answer_within, Clock.SOLUTION: ticket.solve_within}
    found: list[tuple[datetime, Ring]] = []
    for clock, lasts in promised.items():
        if due := due_of(ticket, clock):
            facts = (ticket.id, clock.value, int(due.timestamp()))
            found.append((_warning(due, lasts, working), ClockWarns(*facts)))
            found.append((due, ClockOverdue(*facts)))
            found.append((working.after(due, AGAIN_AFTER), ClockOverdueAgain(*facts)))
    return found


def started(ticket: Ticket, working: WorkingTime, now: datetime) -> Ticket:
    """Both clocks begin; praise has none, and what has been answered needs no first answer."""
    if ticket.kind is Kind.PRAISE:
        return ticket
    first = None if ticket.first_answered_at else working.after(now, ticket.answer_within)
    due = working.after(now, ticket.solve_within)
    return replace(ticket, first_due_at=first, solution_due_at=due, solution_left=None)


def answered(ticket: Ticket, now: datetime) -> Ticket:
    """Somebody has said something to the resident: the first clock has done its work."""
    return replace(ticket, first_answered_at=ticket.first_answered_at or now, first_due_at=None)


def held(ticket: Ticket, working: WorkingTime, now: datetime) -> Ticket:
    """The resident is asked: the solution's clock stands still until they answer."""
    if ticket.solution_due_at is None:
        return ticket
    left = working.between(now, ticket.solution_due_at)
    return replace(ticket, asked_at=now, solution_due_at=None, solution_left=left)


def resumed(ticket: Ticket, working: WorkingTime, now: datetime) -> Ticket:
    """What was left of the time goes on from now."""
    if ticket.solution_left is None:
        return ticket
    due = working.after(now, ticket.solution_left)
    return replace(ticket, asked_at=None, solution_due_at=due, solution_left=None)


def stopped(ticket: Ticket) -> Ticket:
    """Nothing is owed any more."""
    return replace(
        ticket, first_due_at=None, solution_due_at=None, solution_left=None, asked_at=None
    )


def promised_anew(
    ticket: Ticket, *, answer: timedelta, solve: timedelta, working: WorkingTime
) -> Ticket:
    """Another category promises other times, counted from when the ticket was opened."""
    changed = replace(ticket, answer_within=answer, solve_within=solve)
    if ticket.first_due_at:
        due = working.after(ticket.opened_at, answer)
        changed = replace(changed, first_due_at=due)
    if ticket.solution_due_at and not ticket.reopenings:
        due = working.after(ticket.opened_at, solve) + _stood_still(ticket, working)
        changed = replace(changed, solution_due_at=due)
    return changed


def _stood_still(ticket: Ticket, working: WorkingTime) -> timedelta:
    """How much later the solution is due than it was when the ticket was opened."""
    assert ticket.solution_due_at, "only a clock that runs is asked"
    return ticket.solution_due_at - working.after(ticket.opened_at, ticket.solve_within)


def _warning(due: datetime, lasts: timedelta, working: WorkingTime) -> datetime:
    """Counted back from when it is due, so that what stood still does not count."""
    return working.before(due, lasts * (1 - WARNS_AT))
