"""Tickets: what they are, and the one table of who may move them from which state to which.

Knows nothing of clocks, of the words in the thread, and of how an author is kept secret.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, Flag, StrEnum, auto
from types import MappingProxyType

from community.people import Person, Role
from community.refusals import Refusal

MOST_OPEN = 20  # tickets of one person at a time
MOST_REOPENINGS = 2  # by the residents; then the supervisor decides
SAME_WITHIN = timedelta(minutes=10)  # in which the same words are a nervous thumb


class Kind(StrEnum):
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    HELP = "help"
    PRAISE = "praise"


class State(StrEnum):
    RECEIVED = "received"
    IN_HAND = "in_hand"
    ASKED = "asked"
    PROPOSED = "proposed"
    CLOSED = "closed"
    SETTLED = "settled"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Move(StrEnum):
    CLAIM = "claim"
    ASSIGN = "assign"
    HAND_BACK = "hand_back"
    ASK = "ask"
    ANSWER = "answer"
    NOTE = "note"
    RECATEGORISE = "recategorise"
    MARK = "mark"
    CLOSE = "close"
    REOPEN = "reopen"
    PROPOSE_ASIDE = "propose_aside"
    AGREE_ASIDE = "agree_aside"
    DECLINE_ASIDE = "decline_aside"
    MERGE = "merge"
    SPLIT = "split"
    ADD = "add"
    SOLVED = "solved"
    WITHDRAW = "withdraw"
    COMPLAIN_AGAIN = "complain_again"
    SETTLE = "settle"


class QueueView(StrEnum):
    """What the desk looks at."""

    MINE = "mine"
    UNOWNED = "unowned"
    OVERDUE = "overdue"
    TODAY = "today"
    WAITING = "waiting"
    ALL = "all"


class Party(Flag):
    """Somebody in relation to one ticket; a staff member can be several of these."""

    NOBODY = 0
    RESIDENT = auto()  # whose matter it is
    STAFF = auto()
    OWNER = auto()
    SECOND = auto()  # staff, but not who proposed to set it aside
    SUPERVISOR = auto()
    HOUSE = auto()  # nobody: it happens by itself


RESIDENT, STAFF, OWNER = Party.RESIDENT, Party.STAFF, Party.OWNER
SECOND, SUPERVISOR, HOUSE = Party.SECOND, Party.SUPERVISOR, Party.HOUSE
IN_CHARGE = OWNER | SUPERVISOR


class Same(Enum):
    """The state that a move leads to when it leads to no other."""

    STATE = auto()


SAME = Same.STATE
ALL = tuple(State)
OPEN = (State.RECEIVED, State.IN_HAND, State.ASKED, State.PROPOSED)
WORKED = (State.IN_HAND, State.ASKED)
OVER = (State.CLOSED, State.SETTLED)


@dataclass(frozen=True, slots=True)
class Row:
    """From any of these states each of these parties may make the move, which leads there."""

    move: Move
    states: tuple[State, ...]
    by: Party
    to: State | Same = SAME


CHART_HEAD = ("stateDiagram-v2", "    [*] --> received", "    [*] --> settled: praise")

TABLE = (
    Row(Move.CLAIM, (State.RECEIVED,), STAFF, State.IN_HAND),
    Row(Move.ASSIGN, (State.RECEIVED,), STAFF, State.IN_HAND),
    Row(Move.ASSIGN, WORKED, IN_CHARGE),
    Row(Move.HAND_BACK, WORKED, IN_CHARGE | HOUSE, State.RECEIVED),
    Row(Move.HAND_BACK, (State.PROPOSED,), SUPERVISOR | HOUSE, State.RECEIVED),
    Row(Move.ASK, (State.RECEIVED,), STAFF, State.ASKED),
    Row(Move.ASK, WORKED, IN_CHARGE, State.ASKED),
    Row(Move.ANSWER, (State.RECEIVED,), STAFF, State.IN_HAND),
    Row(Move.ANSWER, (*WORKED, State.PROPOSED, *OVER), STAFF),
    Row(Move.ANSWER, (State.SET_ASIDE, State.WITHDRAWN), STAFF),
    Row(Move.NOTE, ALL, STAFF),
    Row(Move.RECATEGORISE, OPEN, STAFF),
    Row(Move.MARK, ALL, STAFF),
    Row(Move.CLOSE, (State.RECEIVED,), STAFF, State.CLOSED),
    Row(Move.CLOSE, WORKED, IN_CHARGE, State.CLOSED),
    Row(Move.REOPEN, (*OVER, State.SET_ASIDE), STAFF, State.IN_HAND),
    Row(Move.PROPOSE_ASIDE, (State.RECEIVED,), STAFF, State.PROPOSED),
    Row(Move.PROPOSE_ASIDE, WORKED, IN_CHARGE, State.PROPOSED),
    Row(Move.AGREE_ASIDE, (State.PROPOSED,), SECOND, State.SET_ASIDE),
    Row(Move.DECLINE_ASIDE, (State.PROPOSED,), STAFF, State.IN_HAND),
    Row(Move.MERGE, (State.RECEIVED, *WORKED), STAFF, State.MERGED),
    Row(Move.SPLIT, (State.MERGED,), STAFF, State.RECEIVED),
    Row(Move.ADD, (State.ASKED,), RESIDENT, State.IN_HAND),
    Row(Move.ADD, tuple(s for s in ALL if s not in (State.ASKED, State.MERGED)), RESIDENT),
    Row(Move.SOLVED, OPEN, RESIDENT, State.CLOSED),
    Row(Move.WITHDRAW, OPEN, RESIDENT, State.WITHDRAWN),
    Row(Move.COMPLAIN_AGAIN, OVER, RESIDENT, State.IN_HAND),
    Row(Move.SETTLE, (State.CLOSED,), HOUSE, State.SETTLED),
)


class TooManyOpen(Refusal):
    """The person has `most` open tickets: one more thing can be added to one of them."""


class TicketWithdrawn(Refusal):
    """The resident has withdrawn ticket `number`."""


class TicketIsOver(Refusal):
    """Ticket `number` is closed, settled or set aside."""


class TicketMerged(Refusal):
    """Ticket `number` is answered together with ticket `into`."""


class AlreadyClaimed(Refusal):
    """Somebody else, `owner`, has ticket `number` in hand."""


class SecondPersonNeeded(Refusal):
    """Who proposed it about ticket `number` cannot agree to it."""


class NotYourMove(Refusal):
    """Ticket `number` does not allow this to this person now."""


class NothingToSay(Refusal):
    """There are neither words nor a file."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket without its author: whose matter it is stands in its voices."""

    id: int
    kind: Kind
    category: str
    state: State
    opened_at: datetime
    words: str = ""  # the first ones
    building: str = ""
    place: str = ""
    urgent: bool = False
    anonymous: bool = False
    by_proxy: bool = False  # staff opened it for somebody
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    owner_id: int | None = None
    owner: str = ""  # the name, for the desk
    proposed_by: int | None = None
    merged_into: int | None = None
    answer_within: timedelta = timedelta(0)  # working time promised
    solve_within: timedelta = timedelta(0)
    first_due_at: datetime | None = None  # None: no such clock, or it stands still
    solution_due_at: datetime | None = None
    solution_left: timedelta | None = None  # working time, while the clock stands still
    first_answered_at: datetime | None = None
    asked_at: datetime | None = None
    closed_at: datetime | None = None
    closings: int = 0
    reopenings: int = 0
    voices: int = 1  # whose matter it is, here and in what was merged into it
    marked: bool = False  # by staff: insults or threats

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def card(self) -> str:
        """The name of what the desk sees of it."""
        return f"case:{self.id}"

    @property
    def due_at(self) -> datetime | None:
        """The next deadline of those that run."""
        return min((due for due in (self.first_due_at, self.solution_due_at) if due), default=None)

    def is_overdue(self, now: datetime) -> bool:
        return self.due_at is not None and self.due_at <= now

    def after(self, move: Move, party: Party) -> State:
        """The state that the move leads to; raises the reason why this party may not make it."""
        for row in TABLE:
            if row.move is move and row.by & party and self.fits(row):
                return self.state if isinstance(row.to, Same) else row.to
        raise self._refusal(move, party)

    def fits(self, row: Row) -> bool:
        """Praise is settled from the first: there is nothing to solve, and nothing to ask."""
        return self.state in row.states and (self.kind is not Kind.PRAISE or row.to is SAME)

    def party_of(self, staff: Person, *, supervises: bool) -> Party:
        """What a staff member is to this ticket."""
        if Role.STAFF not in staff.roles:
            return Party.NOBODY
        party = STAFF if staff.id == self.proposed_by else STAFF | SECOND
        if staff.id == self.owner_id:
            party |= OWNER
        return party | SUPERVISOR if supervises else party

    def _refusal(self, move: Move, party: Party) -> Refusal:
        if self.state is State.WITHDRAWN:
            return TicketWithdrawn(number=self.id)
        if self.state is State.MERGED:
            return TicketMerged(number=self.id, into=self.merged_into)
        if not self.is_open:
            return TicketIsOver(number=self.id)
        if move is Move.AGREE_ASIDE and STAFF in party:
            return SecondPersonNeeded(number=self.id)
        if STAFF in party and self.owner_id and OWNER not in party:
            return AlreadyClaimed(number=self.id, owner=self.owner)
        return NotYourMove(number=self.id)


def moves_of(ticket: Ticket, staff: Person, *, supervises: bool = False) -> tuple[Move, ...]:
    """What this staff member may do with the ticket now: the buttons of its card."""
    return moves_in(ticket, ticket.party_of(staff, supervises=supervises))


def moves_in(ticket: Ticket, party: Party) -> tuple[Move, ...]:
    """What these parties together may do with the ticket now."""
    return tuple(dict.fromkeys(row.move for row in TABLE if row.by & party and ticket.fits(row)))


def chart() -> str:
    """The table as a Mermaid chart; moves that change nothing are left to the docs' list."""
    arrows = {
        (state, row.to, row.move)
        for row in TABLE
        for state in row.states
        if isinstance(row.to, State) and row.to is not state
    }
    order = {state: number for number, state in enumerate(State)}
    lines = [
        f"    {start} --> {end}: {move.replace('_', ' ')}"
        for start, end, move in sorted(arrows, key=lambda a: (order[a[0]], order[a[1]], a[2]))
    ]
    return "\n".join((*CHART_HEAD, *lines))
