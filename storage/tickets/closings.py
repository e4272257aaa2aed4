"""The end of a ticket: the three questions, what is answered to them, and the way back.

A ticket is opened again by whoever is unhappy, twice at most; then the supervisor has it.
"""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from community.clocks import started, stopped
from community.hours import QuietHours
from community.house import House
from community.people import Person, Role
from community.ratings import (
    ASKED_AGAIN_AFTER,
    FITS,
    RESTS,
    SETTLED_AFTER,
    Question,
    QuestionOver,
    Rating,
    Reason,
    SettleDue,
    Solved,
    UnhappyRests,
)
from community.threads import Entry, EntryKind, Side, Voice
from community.ticket_news import HowWasIt, TicketClosed, TicketReopened
from community.tickets import HOUSE, MOST_REOPENINGS, OVER, RESIDENT, Kind, Move, State, Ticket
from storage.notices import Notices
from storage.people import People
from storage.sql import Sql, stamp
from storage.tickets.cases import Cases
from storage.tickets.voices import Voices

A_MONTH = timedelta(days=30)


class Ratings:
    def __init__(
        self, sql: Sql, *, cases: Cases, voices: Voices, notices: Notices, people: People
    ) -> None:
        self._sql, self._cases, self._voices = sql, cases, voices
        self._notices, self._people = notices, people

    def close(self, ticket: Ticket, state: State, *, now: datetime, house: House) -> Ticket:
        """From now on the three questions stand, for everybody in it; praise asks nothing."""
        closed = self._cases.save(
            ticket,
            replace(stopped(ticket), state=state, closed_at=now, closings=ticket.closings + 1),
            house=house,
        )
        if closed.kind is Kind.PRAISE:
            return closed
        for voice in self._voices.of(closed.id):
            self._ask(voice, closed, now)
        self._plan(closed, now, house)
        return closed

    def say_closed(self, ticket: Ticket, now: datetime) -> None:
        """To everybody who has not answered yet that it is closed, with the questions."""
        self._voices.tell(
            ticket.id,
            lambda voice: TicketClosed(voice.id, ticket.id, ticket.closings),
            now=now,
            about=_asking(ticket),
        )

    def rating(self, voice: Voice, number: int | None = None) -> Rating:
        """What the voice says about this closing, or about the newest; raises QuestionOver when
        it was asked nothing."""
        row = self._sql.row(_RATING, voice.id, voice.head_id, number)
        if row is None:
            raise QuestionOver
        return _rating(row)

    def rate(
        self,
        voice: Voice,
        number: int,
        question: Question,
        value: int,
        *,
        now: datetime,
        house: House,
        by: int | None = None,
    ) -> Rating:
        """One tap; it may be corrected as long as it is about the newest closing."""
        ticket = self._require_asking(voice, number)
        if value not in FITS[question]:
            raise QuestionOver
        set_to = f"UPDATE ticket_ratings SET {question.value} = ?, by_staff = ?"  # noqa: S608 -- an enum's
        self._sql.run(f"{set_to} {_THIS}", value, by, voice.id, ticket.id, number)
        rating = self.rating(voice, number)
        if rating.is_unhappy and not rating.reopened:
            self._rest(rating, now)
        elif ticket.state is State.CLOSED and self._all_are_content(ticket):
            self._settle(ticket, house)
        return rating

    def give_reason(
        self, voice: Voice, number: int, reason: Reason, *, now: datetime, house: House
    ) -> Rating:
        """Why it is not solved: said, it is opened again at once."""
        ticket = self._require_asking(voice, number)
        sql = f"UPDATE ticket_ratings SET reason = ? {_THIS}"  # noqa: S608 -- a constant
        self._sql.run(sql, reason, voice.id, ticket.id, number)
        return self.act_on_unhappy(voice, number, now=now, house=house)

    def say_why(self, voice: Voice, number: int, words: str, *, now: datetime) -> Rating:
        """Words about the answers: for whoever works on it, in the thread."""
        ticket = self._require_asking(voice, number)
        sql = f"UPDATE ticket_ratings SET words = ? {_THIS}"  # noqa: S608 -- a constant
        self._sql.run(sql, words, voice.id, ticket.id, number)
        said = Entry(0, voice.ticket_id, Side.RESIDENT, EntryKind.WORDS, now, words)
        self._cases.note(replace(said, voice_id=voice.id))
        return self.rating(voice, number)

    def act_on_unhappy(self, voice: Voice, number: int, *, now: datetime, house: House) -> Rating:
        """Open the ticket again for an unhappy answer: once, and not without end."""
        rating, ticket = self.rating(voice, number), self._cases.ticket(voice.head_id)
        is_asked = number == ticket.closings and ticket.state in OVER
        if not rating.is_unhappy or rating.reopened or not is_asked:
            return rating
        if ticket.reopenings >= MOST_REOPENINGS:
            if ticket.state is State.CLOSED:
                self._settle(ticket, house)
            return rating
        self._complain(ticket, rating, now=now, house=house)
        return self.rating(voice, number)

    def settle(self, ticket_id: int, number: int, *, house: House) -> None:
        """A week has gone by: whoever was unhappy has been heard, the rest is silent."""
        ticket = self._cases.ticket(ticket_id)
        if ticket.state is State.CLOSED and ticket.closings == number:
            self._settle(ticket, house)

    def require_unanswered(self, voice: Voice, number: int) -> Rating:
        """That asking once more makes sense; raises QuestionOver."""
        ticket, rating = self._require_asking(voice, number), self.rating(voice, number)
        if rating.next is None or rating.is_unhappy or ticket.state not in OVER:
            raise QuestionOver
        return rating

    def reopen(
        self, ticket: Ticket, state: State, *, owner_id: int | None, now: datetime, house: House
    ) -> Ticket:
        """In hand again, with an owner and a new deadline; everybody in it is told."""
        self._notices.withdraw(about=_asking(ticket))
        reopened = replace(
            started(
                replace(ticket, first_answered_at=ticket.first_answered_at or now),
                house.working,
                now,
            ),
            state=state,
            owner_id=owner_id,
            proposed_by=None,
            closed_at=None,
        )
        saved = self._cases.save(ticket, reopened, house=house)
        self._voices.tell(ticket.id, lambda voice: TicketReopened(voice.id, ticket.id), now=now)
        return saved

    def _complain(self, ticket: Ticket, rating: Rating, *, now: datetime, house: House) -> None:
        reason = rating.reason or Reason.UNSAID
        sql = f"UPDATE ticket_ratings SET reopened = 1, reason = ? {_THIS}"  # noqa: S608
        self._sql.run(sql, reason, rating.voice_id, ticket.id, rating.round)
        state = ticket.after(Move.COMPLAIN_AGAIN, RESIDENT)
        self._cases.moved(
            ticket, Move.COMPLAIN_AGAIN, now=now, voice_id=rating.voice_id, why=reason
        )
        owner_id = self._owner_after(ticket, house)
        counted = replace(ticket, reopenings=ticket.reopenings + 1)
        self.reopen(counted, state, owner_id=owner_id, now=now, house=house)

    def _owner_after(self, ticket: Ticket, house: House) -> int | None:
        """Who had it, or the supervisor when they have gone or it comes back too often."""
        owner = self._people.person(ticket.owner_id) if ticket.owner_id else None
        is_last = ticket.reopenings + 1 >= MOST_REOPENINGS
        if owner and Role.STAFF in owner.roles and not is_last:
            return owner.id
        return next((person.id for person in supervisors(self._people, house)), None)

    def _settle(self, ticket: Ticket, house: House) -> None:
        state = ticket.after(Move.SETTLE, HOUSE)
        self._cases.save(ticket, replace(ticket, state=state), house=house)
        self._notices.withdraw(about=_asking(ticket))

    def _require_asking(self, voice: Voice, number: int) -> Ticket:
        ticket = self._cases.ticket(voice.head_id)
        if number != ticket.closings:
            raise QuestionOver
        self.rating(voice, number)
        return ticket

    def _ask(self, voice: Voice, ticket: Ticket, now: datetime) -> None:
        sql = (
            "INSERT INTO ticket_ratings (voice_id, ticket_id, round, asked_at)"
            " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        )
        self._sql.run(sql, voice.id, ticket.id, ticket.closings, stamp(now))

    def _plan(self, ticket: Ticket, now: datetime, house: House) -> None:
        number, later = ticket.closings, now + ASKED_AGAIN_AFTER
        self._voices.tell(
            ticket.id,
            lambda voice: HowWasIt(voice.id, ticket.id, number),
            now=now,
            due_at=QuietHours.of(house).civil(later, useful_until=later + ASKED_AGAIN_AFTER),
            about=_asking(ticket),
        )
        at = now + SETTLED_AFTER
        due = SettleDue(ticket.id, number)
        self._notices.put(None, due, due_at=at, until=at + A_MONTH, about=_asking(ticket))

    def _rest(self, rating: Rating, now: datetime) -> None:
        """Time for the reason, or for a second thought."""
        self._notices.put(
            None,
            UnhappyRests(rating.voice_id, rating.round),
            due_at=now + RESTS,
            until=now + A_MONTH,
        )

    def _all_are_content(self, ticket: Ticket) -> bool:
        sql = "SELECT * FROM ticket_ratings WHERE ticket_id = ? AND round = ?"
        rows = self._sql.rows(sql, ticket.id, ticket.closings)
        return all(_rating(row).is_content for row in rows)


def supervisors(people: People, house: House) -> list[Person]:
    """Whom the config names, or the administrators where it names nobody."""
    named = [people.by_telegram(telegram_id) for telegram_id in house.supervisors]
    known = [person for person in named if person and Role.STAFF in person.roles]
    return known or people.with_role(Role.ADMIN)


def _asking(ticket: Ticket) -> str:
    return f"asking:{ticket.id}"


def _rating(row: sqlite3.Row) -> Rating:
    return Rating(
        voice_id=row["voice_id"],
        round=row["round"],
        contacted=row["contacted"],
        solved=row["solved"] if row["solved"] is None else Solved(row["solved"]),
        satisfied=row["satisfied"],
        reason=Reason(row["reason"]) if row["reason"] else None,
        words=row["words"],
        reopened=bool(row["reopened"]),
    )


_THIS = "WHERE voice_id = ? AND ticket_id = ? AND round = ?"

_RATING = """
SELECT * FROM ticket_ratings WHERE voice_id = ?1 AND ticket_id = ?2
   AND (?3 IS NULL OR round = ?3) ORDER BY round DESC
"""
