"""What staff do with a ticket: who has it in hand, what is said to the resident, how it ends.

Where a ticket belongs is the business of storage.tickets.sorting.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from community.clocks import answered, held
from community.house import House
from community.people import Person, Role
from community.reports import Part
from community.threads import EntryKind
from community.ticket_news import AnswerGiven, FollowUpDue, QuestionAsked, TicketTaken
from community.tickets import HOUSE, Move, NotYourMove, Ticket, moves_of
from storage.sql import Sql
from storage.tickets.closings import Ratings, supervisors
from storage.tickets.moves import Moves

A_MONTH = timedelta(days=30)


class Desk:
    def __init__(self, sql: Sql, *, moves: Moves, ratings: Ratings) -> None:
        self._sql, self._moves, self._ratings = sql, moves, ratings

    def moves(self, ticket: Ticket, staff: Person, house: House) -> tuple[Move, ...]:
        """What this staff member may do with it now."""
        return moves_of(ticket, staff, supervises=self._moves.supervises(staff, house))

    def require(self, ticket_id: int, move: Move, staff: Person, house: House) -> None:
        """That this person may make the move now; raises why not."""
        self._moves.about_to(ticket_id, move, staff, house)

    def supervisors(self, house: House) -> list[Person]:
        return supervisors(self._moves.people, house)

    def claim(self, ticket_id: int, staff: Person, *, now: datetime, house: House) -> Ticket:
        """To one's name; who has it already keeps it."""
        ticket = self._moves.cases.ticket(ticket_id)
        if ticket.owner_id == staff.id and ticket.is_open:
            return ticket
        return self._take(ticket, Move.CLAIM, staff, staff, now=now, house=house)

    def assign(
        self, ticket_id: int, to: Person, staff: Person, *, now: datetime, house: House
    ) -> Ticket:
        ticket = self._moves.cases.ticket(ticket_id)
        if Role.STAFF not in to.roles:
            raise NotYourMove(number=ticket.id)
        return self._take(ticket, Move.ASSIGN, to, staff, now=now, house=house)

    def hand_back(self, ticket_id: int, staff: Person, *, now: datetime, house: House) -> Ticket:
        """Into the queue again, for somebody else."""
        ticket, state = self._moves.about_to(ticket_id, Move.HAND_BACK, staff, house)
        self._moves.note_move(ticket, Move.HAND_BACK, staff, now)
        return self._moves.give_back(ticket, state, now, house)

    def ask(
        self,
        ticket_id: int,
        staff: Person,
        parts: Sequence[Part],
        *,
        now: datetime,
        house: House,
    ) -> Ticket:
        """A question to the resident; the solution's clock stands still until they answer."""
        ticket, state = self._moves.about_to(ticket_id, Move.ASK, staff, house)
        entry = self._moves.say(ticket, EntryKind.QUESTION, staff, parts, now=now)
        after = held(answered(ticket, now), house.working, now)
        owner_id = ticket.owner_id or staff.id
        saved = self._moves.cases.save(
            ticket, replace(after, state=state, owner_id=owner_id), house=house
        )
        self._moves.tell(
            saved, Move.ASK, staff, lambda voice: QuestionAsked(voice.id, ticket.id, entry.id), now
        )
        return saved

    def answer(
        self,
        ticket_id: int,
        staff: Person,
        parts: Sequence[Part],
        *,
        now: datetime,
        house: House,
    ) -> Ticket:
        """Words to the resident, at any time, also after the end."""
        ticket, state = self._moves.about_to(ticket_id, Move.ANSWER, staff, house)
        entry = self._moves.say(ticket, EntryKind.ANSWER, staff, parts, now=now)
        owner_id = staff.id if state is not ticket.state else ticket.owner_id
        after = replace(answered(ticket, now), state=state, owner_id=owner_id)
        saved = self._moves.cases.save(ticket, after, house=house)
        self._moves.tell(
            saved,
            Move.ANSWER,
            staff,
            lambda voice: AnswerGiven(voice.id, ticket.id, entry.id),
            now,
        )
        return saved

    def close(
        self,
        ticket_id: int,
        staff: Person,
        parts: Sequence[Part],
        *,
        now: datetime,
        house: House,
    ) -> Ticket:
        """With words that say what was done; everybody in it is asked the three questions."""
        ticket, state = self._moves.about_to(ticket_id, Move.CLOSE, staff, house)
        self._moves.say(ticket, EntryKind.CLOSING, staff, parts, now=now)
        owned = replace(answered(ticket, now), owner_id=ticket.owner_id or staff.id)
        closed = self._ratings.close(owned, state, now=now, house=house)
        self._moves.note_move(closed, Move.CLOSE, staff, now)
        self._ratings.say_closed(closed, now)
        return closed

    def reopen(
        self, ticket_id: int, staff: Person, why: str, *, now: datetime, house: House
    ) -> Ticket:
        """Staff find that it is not over after all."""
        ticket, state = self._moves.about_to(ticket_id, Move.REOPEN, staff, house)
        self._moves.note_move(ticket, Move.REOPEN, staff, now, why)
        return self._ratings.reopen(ticket, state, owner_id=staff.id, now=now, house=house)

    def note(
        self, ticket_id: int, staff: Person, parts: Sequence[Part], *, now: datetime, house: House
    ) -> Ticket:
        """For staff's eyes only."""
        ticket, _state = self._moves.about_to(ticket_id, Move.NOTE, staff, house)
        self._moves.say(ticket, EntryKind.NOTE, staff, parts, now=now)
        return ticket

    def contact(
        self,
        ticket_id: int,
        staff: Person,
        parts: Sequence[Part],
        *,
        now: datetime,
        house: House,
        follow_up_at: datetime | None = None,
    ) -> Ticket:
        """A visit or a call, for the log; to be looked after again at a moment, if there is
        something left to do."""
        ticket, _state = self._moves.about_to(ticket_id, Move.NOTE, staff, house)
        entry = self._moves.say(
            ticket, EntryKind.CONTACT, staff, parts, now=now, follow_up_at=follow_up_at
        )
        if follow_up_at:
            self._moves.remind(FollowUpDue(ticket.id, entry.id), follow_up_at)
        return ticket

    def release_all(self, person_id: int, *, now: datetime, house: House) -> list[Ticket]:
        """A handler leaves: what they had in hand goes back to the queue, what they did stays."""
        sql = "SELECT id FROM tickets WHERE is_open = 1 AND owner_id = ? ORDER BY id"
        released = []
        for row in self._sql.rows(sql, person_id):
            ticket = self._moves.cases.ticket(row["id"])
            state = ticket.after(Move.HAND_BACK, HOUSE)
            self._moves.cases.moved(ticket, Move.HAND_BACK, now=now)
            released.append(self._moves.give_back(ticket, state, now, house))
        return released

    def _take(
        self,
        ticket: Ticket,
        move: Move,
        owner: Person,
        staff: Person,
        *,
        now: datetime,
        house: House,
    ) -> Ticket:
        state = ticket.after(move, self._moves.party(ticket, staff, house))
        saved = self._moves.cases.save(
            ticket, replace(ticket, state=state, owner_id=owner.id), house=house
        )
        self._moves.note_move(ticket, move, staff, now, f"person:{owner.id}")
        if state is not ticket.state:
            self._moves.voices.tell(
                ticket.id, lambda voice: TicketTaken(voice.id, ticket.id), now=now
            )
        return saved
