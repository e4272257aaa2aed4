"""What the house tells its staff about tickets: facts, worded when they are due."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeadlineNear:
    """To the owner, or to the supervisors of what nobody owns. `due` in Unix seconds."""

    ticket_id: int
    clock: str
    due: int


@dataclass(frozen=True, slots=True)
class DeadlineMissed:
    """To the supervisors, and when it is still so a working day later to the administrators."""

    ticket_id: int
    clock: str
    due: int
    still: bool = False


@dataclass(frozen=True, slots=True)
class TicketPassedOn:
    """To the staff member who has a ticket in hand from now on."""

    ticket_id: int


@dataclass(frozen=True, slots=True)
class FollowUpComes:
    """To the staff member who wanted to look after a ticket again today."""

    ticket_id: int
    entry_id: int


@dataclass(frozen=True, slots=True)
class NobodyAtTheDesk:
    """To the administrators: there is no group in which tickets could be worked."""

    ticket_id: int


@dataclass(frozen=True, slots=True)
class DigestDue:
    """The house's own alarm: tell the desk what the day brings."""
