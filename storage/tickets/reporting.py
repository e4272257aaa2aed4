"""What residents do with tickets, each bound to a voice, and what they may read of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from community.clocks import resumed, started, stopped
from community.house import House
from community.people import Person
from community.refusals import NoLongerThere
from community.reports import Message, NewTicket, Part
from community.threads import Entry, EntryKind, Origin, Side, Voice
from community.ticket_news import OpenedForYou
from community.tickets import (
    MOST_OPEN,
    RESIDENT,
    SAME_WITHIN,
    Kind,
    Move,
    NothingToSay,
    State,
    Ticket,
    TicketIsOver,
    TooManyOpen,
)
from storage.audit import Audit
from storage.sql import Sql
from storage.tickets.alike import AlikeTickets, Similar
from storage.tickets.cases import Cases
from storage.tickets.closings import Ratings
from storage.tickets.mine import Mine, MyTickets
from storage.tickets.voices import Voices

SHOWN = 50  # entries of a thread, unless told otherwise
RECENT = 5  # of the person's tickets, among which the same words are looked for


@dataclass(frozen=True, slots=True)
class Opened:
    """`again`: the same had just been sent, and this is the ticket that it became."""

    ticket: Ticket
    voice: Voice
    again: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """`resumed`: the ticket had been waiting for this."""

    ticket: Ticket
    entries: Sequence[Entry]
    resumed: bool


class Tickets:
    def __init__(
        self, sql: Sql, *, cases: Cases, voices: Voices, ratings: Ratings, audit: Audit
    ) -> None:
        self._cases, self._voices = cases, voices
        self._ratings, self._audit = ratings, audit
        self._mine = MyTickets(sql, voices=voices)
        self._alike = AlikeTickets(sql, cases=cases, voices=voices)

    def ticket(self, ticket_id: int) -> Ticket:
        return self._cases.ticket(ticket_id)

    def open(
        self,
        new: NewTicket,
        person: Person,
        *,
        now: datetime,
        house: House,
        opened_by: int | None = None,
    ) -> Opened:
        """`opened_by`: the staff member who writes it down for the person, who is then told."""
        if not new.says_something:
            raise NothingToSay
        if twin := self._twin(new, person, now):
            return Opened(twin.ticket, twin.voice, again=True)
        if self.count_mine(person, open_only=True) >= MOST_OPEN:
            raise TooManyOpen(most=MOST_OPEN)
        ticket = self._cases.create(
            _fresh(new, house, now), opened_by=opened_by, now=now, house=house
        )
        voice = self._voices.add(
            ticket.id, person, origin=Origin.AUTHOR, anonymous=new.anonymous, now=now
        )
        self._write(voice, new.parts, now)
        if opened_by:
            self._opened_for(ticket, opened_by, now)
        return Opened(self._cases.ticket(ticket.id), voice)

    def voice(self, ticket_id: int, person: Person) -> Voice:
        """The person's own in this ticket, or in one that was merged into it."""
        found = self._there_already(ticket_id, person)
        if found is None:
            raise NoLongerThere
        return found

    def voice_of(self, voice_id: int, person: Person) -> Voice:
        voice = self._voices.voice(voice_id)
        if not self._voices.belongs(voice, person):
            raise NoLongerThere
        return voice

    def voice_by(self, token: int) -> Voice:
        """Whose card is named so."""
        voice_id = self._voices.seal.named(token)
        if voice_id is None:
            raise NoLongerThere
        return self._voices.voice(voice_id)

    def token(self, voice: Voice) -> int:
        """For names of cards and for drafts: without the key nobody can tell the ticket."""
        return self._voices.seal.token(voice.id)

    def belongs(self, voice: Voice, person: Person) -> bool:
        return self._voices.belongs(voice, person)

    def mine(
        self, person: Person, *, offset: int = 0, limit: int = 20, open_only: bool = False
    ) -> list[Mine]:
        """The person's tickets, the open ones first, then the newest."""
        return self._mine.page(person, offset=offset, limit=limit, open_only=open_only)

    def count_mine(self, person: Person, *, open_only: bool = False) -> int:
        return self._mine.count(person, open_only=open_only)

    def thread(self, ticket_id: int) -> list[Entry]:
        """Everything, for staff."""
        return self._cases.thread(ticket_id)

    def thread_of(self, voice: Voice, *, limit: int = SHOWN) -> list[Entry]:
        """What this resident said and was told, the newest last."""
        return self._cases.thread_of(voice.head_id, voice.id, limit=limit)

    def entry(self, entry_id: int) -> Entry:
        return self._cases.entry(entry_id)

    def add(self, voice: Voice, parts: Sequence[Part], *, now: datetime, house: House) -> Added:
        """One more thing about it; where staff had asked, the clock goes on."""
        if not any(part.words.strip() or part.file for part in parts):
            raise NothingToSay
        ticket = self._cases.ticket(voice.head_id)
        state = ticket.after(Move.ADD, RESIDENT)
        entries = self._write(voice, parts, now)
        goes_on = ticket.state is State.ASKED
        if goes_on:
            after = replace(resumed(ticket, house.working, now), state=state)
            ticket = self._cases.save(ticket, after, house=house)
        return Added(ticket, entries, goes_on)

    def revise(self, message: Message, text: str, now: datetime) -> Entry | None:
        """A message was edited: what it said before is kept. None: no entry came of it."""
        entry = self.entry_from(message)
        if entry is None or entry.text == text:
            return entry
        return self._cases.revise(entry, text, now)

    def entry_from(self, message: Message) -> Entry | None:
        return self._cases.entry_from(self._source(message))

    def withdraw(self, voice: Voice, *, now: datetime, house: House) -> Ticket:
        """It goes on for the others whose matter it is."""
        ticket = self._require_open(voice, Move.WITHDRAW)
        self._cases.moved(ticket, Move.WITHDRAW, now=now, voice_id=voice.id)
        if self._leave(voice, ticket, now):
            return self._cases.ticket(ticket.id)
        state = ticket.after(Move.WITHDRAW, RESIDENT)
        return self._cases.save(ticket, replace(stopped(ticket), state=state), house=house)

    def solved(self, voice: Voice, *, now: datetime, house: House) -> Ticket:
        """The resident says so: the other questions are asked, unless it goes on for others."""
        ticket = self._require_open(voice, Move.SOLVED)
        self._cases.moved(ticket, Move.SOLVED, now=now, voice_id=voice.id)
        if self._leave(voice, ticket, now):
            return self._cases.ticket(ticket.id)
        state = ticket.after(Move.SOLVED, RESIDENT)
        return self._ratings.close(ticket, state, now=now, house=house)

    def me_too(self, ticket_id: int, person: Person, *, anonymous: bool, now: datetime) -> Voice:
        """Join what somebody has reported already: every answer comes here too."""
        ticket = self._cases.ticket(ticket_id)
        head = self._cases.ticket(ticket.merged_into) if ticket.merged_into else ticket
        if not head.is_open:
            raise TicketIsOver(number=head.id)
        voice = self._there_already(head.id, person)
        if voice is None:
            voice = self._voices.add(
                head.id, person, origin=Origin.JOINED, anonymous=anonymous, now=now
            )
        elif voice.left:
            self._voices.come_back(voice)
        self._cases.count_voices(head.id)
        return self._voices.voice(voice.id)

    def similar(
        self, category: str, building: str, words: str, *, person: Person, now: datetime
    ) -> list[Similar]:
        """What others have reported, for "me too": at most three, the most alike first."""
        return self._alike.similar(category, building, words, person=person, now=now)

    def held(self, person: Person) -> list[dict[str, object]]:
        return self._mine.held(person)

    def forget(self, person: Person, *, now: datetime, house: House) -> None:
        """What is open is withdrawn; then nobody is behind any of it."""
        for mine in self.mine(person, limit=-1, open_only=True):
            self.withdraw(mine.voice, now=now, house=house)
        self._mine.forget(person)

    def named_author(self, ticket_id: int) -> Person | None:
        """Who wrote it under their name; never breaks a seal."""
        author = self._voices.author(ticket_id)
        return None if author.anonymous else self._voices.person_behind(author)

    def reaches(self, ticket_id: int) -> bool:
        """Whether anybody whose matter it is can be written to."""
        people = (self._voices.person_behind(voice) for voice in self._voices.of(ticket_id))
        return any(person and person.telegram_id and not person.blocked for person in people)

    def history(self, ticket_id: int) -> int | None:
        """How many other tickets its author has under their name; None: nobody may know."""
        return self._mine.history(ticket_id)

    def _twin(self, new: NewTicket, person: Person, now: datetime) -> Mine | None:
        """What a nervous thumb has sent a moment ago."""
        for mine in self.mine(person, limit=RECENT, open_only=True):
            is_recent = now - mine.ticket.opened_at <= SAME_WITHIN
            if is_recent and mine.voice.anonymous == new.anonymous and self._same(new, mine.voice):
                return mine
        return None

    def _same(self, new: NewTicket, voice: Voice) -> bool:
        said = [(e.text, e.file) for e in self._cases.said_first(voice.id, len(new.parts))]
        return said == [(part.words.strip(), part.file) for part in new.parts]

    def _there_already(self, ticket_id: int, person: Person) -> Voice | None:
        """Who has left may come back."""
        voices = self._voices.here(ticket_id)
        return next((voice for voice in voices if self._voices.belongs(voice, person)), None)

    def _leave(self, voice: Voice, ticket: Ticket, now: datetime) -> bool:
        """Whether others stay, so that it goes on without this one."""
        if all(other.id == voice.id for other in self._voices.of(ticket.id)):
            return False
        self._voices.leave(voice, now)
        self._cases.count_voices(ticket.id)
        return True

    def _require_open(self, voice: Voice, move: Move) -> Ticket:
        ticket = self._cases.ticket(voice.head_id)
        ticket.after(move, RESIDENT)
        if voice.left:
            raise NoLongerThere
        return ticket

    def _write(self, voice: Voice, parts: Iterable[Part], now: datetime) -> list[Entry]:
        said = Entry(0, voice.ticket_id, Side.RESIDENT, EntryKind.WORDS, now, voice_id=voice.id)
        self._voices.leaves_traces |= voice.anonymous
        return [
            self._cases.note(
                replace(said, text=part.words.strip(), file=part.file),
                source=self._source(part.message) if part.message else None,
            )
            for part in parts
        ]

    def _source(self, message: Message) -> bytes:
        return self._voices.seal.mark(message.chat_id, message.message_id)

    def _opened_for(self, ticket: Ticket, staff_id: int, now: datetime) -> None:
        self._audit.note(
            "opened a ticket for somebody", f"ticket:{ticket.id}", by=staff_id, now=now
        )
        self._voices.tell(ticket.id, lambda voice: OpenedForYou(voice.id, ticket.id), now=now)


def _fresh(new: NewTicket, house: House, now: datetime) -> Ticket:
    category = house.categories.category(new.category)
    ticket = Ticket(
        id=0,
        kind=new.kind,
        category=new.category,
        state=State.SETTLED if new.kind is Kind.PRAISE else State.RECEIVED,
        opened_at=now,
        building=new.building,
        place=new.place,
        urgent=new.urgent,
        anonymous=new.anonymous,
        answers=new.answers,
        answer_within=category.answer_within,
        solve_within=category.solve_within,
    )
    return started(ticket, house.working, now)
