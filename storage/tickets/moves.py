"""How any move of staff is made: asked of the table, written into the thread and the audit log,
told to whoever the matter belongs to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from community.clocks import resumed
from community.house import House
from community.people import Person
from community.reports import Part
from community.threads import Entry, EntryKind, Side, Voice
from community.ticket_news import FollowUpDue, News
from community.tickets import Move, NothingToSay, Party, State, Ticket
from storage.audit import Audit
from storage.notices import Notices
from storage.people import People
from storage.tickets.cases import Cases
from storage.tickets.closings import supervisors
from storage.tickets.voices import Voices

A_MONTH = timedelta(days=30)


class Moves:
    def __init__(
        self, *, cases: Cases, voices: Voices, people: People, audit: Audit, notices: Notices
    ) -> None:
        self.cases, self.voices = cases, voices
        self.people, self._audit, self._notices = people, audit, notices

    def about_to(
        self, ticket_id: int, move: Move, staff: Person, house: House
    ) -> tuple[Ticket, State]:
        """The ticket, and the state that the move leads to; raises why it may not be made."""
        ticket = self.cases.ticket(ticket_id)
        return ticket, ticket.after(move, self.party(ticket, staff, house))

    def party(self, ticket: Ticket, staff: Person, house: House) -> Party:
        return ticket.party_of(staff, supervises=self.supervises(staff, house))

    def supervises(self, staff: Person, house: House) -> bool:
        return any(staff.id == one.id for one in supervisors(self.people, house))

    def give_back(self, ticket: Ticket, state: State, now: datetime, house: House) -> Ticket:
        goes_on = resumed(ticket, house.working, now)
        after = replace(goes_on, state=state, owner_id=None, proposed_by=None)
        return self.cases.save(ticket, after, house=house)

    def say(
        self,
        ticket: Ticket,
        kind: EntryKind,
        staff: Person,
        parts: Sequence[Part],
        *,
        now: datetime,
        follow_up_at: datetime | None = None,
    ) -> Entry:
        """The first of what was written."""
        written = [
            self.cases.note(
                Entry(
                    0,
                    ticket.id,
                    Side.STAFF,
                    kind,
                    now,
                    part.words.strip(),
                    part.file,
                    staff_id=staff.id,
                    follow_up_at=follow_up_at,
                ),
                source=self._source(part),
            )
            for part in parts
            if part.words.strip() or part.file
        ]
        if not written:
            raise NothingToSay
        return written[0]

    def _source(self, part: Part) -> bytes | None:
        """So that an edit of the message finds what was written."""
        message = part.message
        return self.voices.seal.mark(message.chat_id, message.message_id) if message else None

    def tell(
        self,
        ticket: Ticket,
        move: Move,
        staff: Person,
        news: Callable[[Voice], News],
        now: datetime,
    ) -> None:
        self._audit.note(_done(move), ticket.card, by=staff.id, now=now)
        self.voices.tell(ticket.id, news, now=now)

    def remind(self, due: FollowUpDue, at: datetime) -> None:
        self._notices.put(
            None, due, due_at=at, until=at + A_MONTH, about=f"follow-up:{due.ticket_id}"
        )

    def note_move(
        self, ticket: Ticket, move: Move, staff: Person, now: datetime, why: str = ""
    ) -> None:
        self.cases.moved(ticket, move, now=now, staff_id=staff.id, why=why)
        self._audit.note(_done(move), ticket.card, by=staff.id, now=now)


def _done(move: Move) -> str:
    return f"ticket: {move.replace('_', ' ')}"
