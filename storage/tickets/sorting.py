"""Where a ticket belongs: its category, the ticket it is answered with, or nowhere here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from community.clocks import answered, promised_anew, resumed, started, stopped
from community.house import House
from community.people import Person
from community.reports import Part
from community.threads import EntryKind
from community.ticket_news import TicketMerged, TicketSetAside, TicketSplit
from community.tickets import Kind, Move, NotYourMove, Ticket, TicketIsOver
from storage.sql import Sql
from storage.tickets.moves import Moves


class Sorting:
    def __init__(self, sql: Sql, *, moves: Moves) -> None:
        self._sql, self._moves = sql, moves

    def mark(
        self, ticket_id: int, staff: Person, *, marked: bool, now: datetime, house: House
    ) -> Ticket:
        """That there are insults or threats in it; it is worked on all the same."""
        ticket, _state = self._moves.about_to(ticket_id, Move.MARK, staff, house)
        self._moves.note_move(ticket, Move.MARK, staff, now, "yes" if marked else "no")
        return self._moves.cases.save(ticket, replace(ticket, marked=marked), house=house)

    def recategorise(
        self,
        ticket_id: int,
        staff: Person,
        category: str,
        *,
        now: datetime,
        house: House,
        kind: Kind | None = None,
    ) -> Ticket:
        """Another category promises other times; they count from when it was opened."""
        ticket, _state = self._moves.about_to(ticket_id, Move.RECATEGORISE, staff, house)
        if kind is Kind.PRAISE:  # which is never worked on
            raise NotYourMove(number=ticket.id)
        promise = house.categories.category(category)
        changed = promised_anew(
            replace(ticket, category=category, kind=kind or ticket.kind),
            answer=promise.answer_within,
            solve=promise.solve_within,
            working=house.working,
        )
        self._moves.note_move(
            ticket, Move.RECATEGORISE, staff, now, f"{ticket.category} {category}"
        )
        return self._moves.cases.save(ticket, changed, house=house)

    def propose_aside(
        self, ticket_id: int, staff: Person, why: str, *, now: datetime, house: House
    ) -> Ticket:
        """Not the community's to solve? A second person has to agree; the clocks go on."""
        ticket, state = self._moves.about_to(ticket_id, Move.PROPOSE_ASIDE, staff, house)
        self._moves.note_move(ticket, Move.PROPOSE_ASIDE, staff, now, why)
        goes_on = resumed(ticket, house.working, now)
        after = replace(
            goes_on,
            state=state,
            proposed_by=staff.id,
            owner_id=ticket.owner_id or staff.id,
        )
        return self._moves.cases.save(ticket, after, house=house)

    def agree_aside(
        self,
        ticket_id: int,
        staff: Person,
        parts: Sequence[Part],
        *,
        now: datetime,
        house: House,
    ) -> Ticket:
        """The resident is told, with words that say why and where to turn instead."""
        ticket, state = self._moves.about_to(ticket_id, Move.AGREE_ASIDE, staff, house)
        entry = self._moves.say(ticket, EntryKind.CLOSING, staff, parts, now=now)
        after = replace(stopped(answered(ticket, now)), state=state, closed_at=now)
        saved = self._moves.cases.save(ticket, after, house=house)
        self._moves.tell(
            saved,
            Move.AGREE_ASIDE,
            staff,
            lambda voice: TicketSetAside(voice.id, ticket.id, entry.id),
            now,
        )
        return saved

    def decline_aside(
        self, ticket_id: int, staff: Person, *, now: datetime, house: House
    ) -> Ticket:
        """It is ours after all, or the proposal is taken back."""
        ticket, state = self._moves.about_to(ticket_id, Move.DECLINE_ASIDE, staff, house)
        self._moves.note_move(ticket, Move.DECLINE_ASIDE, staff, now)
        after = replace(ticket, state=state, proposed_by=None)
        return self._moves.cases.save(ticket, after, house=house)

    def merge(
        self, ticket_id: int, staff: Person, into: int, *, now: datetime, house: House
    ) -> Ticket:
        """From now on it is answered in another one, with all that was merged into it; gives
        that other one."""
        ticket, state = self._moves.about_to(ticket_id, Move.MERGE, staff, house)
        head = self._head(into)
        if head.id == ticket.id:
            raise NotYourMove(number=ticket.id)
        self._moves.note_move(ticket, Move.MERGE, staff, now, f"ticket:{head.id}")
        self._moves.voices.tell(
            ticket.id, lambda voice: TicketMerged(voice.id, voice.ticket_id, head.id), now=now
        )
        after = replace(stopped(ticket), state=state, merged_into=head.id, owner_id=None)
        self._moves.cases.save(ticket, after, house=house)
        sql = "UPDATE tickets SET merged_into = ? WHERE merged_into = ?"
        self._sql.run(sql, head.id, ticket.id)
        self._moves.cases.count_voices(head.id)
        return self._moves.cases.ticket(head.id)

    def split(self, ticket_id: int, staff: Person, *, now: datetime, house: House) -> Ticket:
        """It was another matter after all: it goes by itself again, with time of its own."""
        ticket, state = self._moves.about_to(ticket_id, Move.SPLIT, staff, house)
        head_id = ticket.merged_into
        after = replace(started(ticket, house.working, now), state=state, merged_into=None)
        saved = self._moves.cases.save(ticket, after, house=house)
        for changed in (saved.id, head_id):
            if changed:
                self._moves.cases.count_voices(changed)
        self._moves.note_move(saved, Move.SPLIT, staff, now)
        self._moves.voices.tell(saved.id, lambda voice: TicketSplit(voice.id, saved.id), now=now)
        return self._moves.cases.ticket(saved.id)

    def _head(self, ticket_id: int) -> Ticket:
        ticket = self._moves.cases.ticket(ticket_id)
        head = self._moves.cases.ticket(ticket.merged_into) if ticket.merged_into else ticket
        if not head.is_open:
            raise TicketIsOver(number=head.id)
        return head
