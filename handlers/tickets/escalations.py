"""Who on the staff hears of a ticket unasked: deadlines near and missed, what has been passed on,
and what somebody wanted to look after again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from community.clocks import Clock, ClockOverdue, ClockOverdueAgain, ClockWarns
from community.desk_news import (
    DeadlineMissed,
    DeadlineNear,
    FollowUpComes,
    NobodyAtTheDesk,
    TicketPassedOn,
)
from community.people import Person, Role
from community.refusals import NoLongerThere, NotAllowed
from community.ticket_news import FollowUpDue
from community.tickets import Ticket
from handlers.kit.context import Chat, Turn
from handlers.kit.dates import when
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, isolated, paragraphs, plain
from handlers.tickets.cases import said, title
from handlers.tickets.desk_posts import redraw_case
from handlers.tickets.moves import OpenCase
from locales import N_, _

USEFUL_FOR = timedelta(days=3)

router = Router()

NEAR = {
    Clock.FIRST: N_("⏰ The first answer is due by {when}."),
    Clock.SOLUTION: N_("⏰ The solution is promised by {when}."),
}
MISSED = {
    Clock.FIRST: N_("🔴 The first answer was due by {when} and has not been given."),
    Clock.SOLUTION: N_("🔴 The solution was promised by {when} and is not there."),
}


@router.alarm(ClockWarns)
def warn(turn: Turn, alarm: ClockWarns) -> None:
    ticket = turn.db.clocks.rings(alarm)
    for person in turn.db.clocks.to_tell(alarm, turn.house):
        _put(turn, person, DeadlineNear(ticket.id, alarm.clock, alarm.due))
    redraw_case(turn, ticket)


@router.alarm(ClockOverdue)
def escalate(turn: Turn, alarm: ClockOverdue) -> None:
    _escalate(turn, alarm, still=False)


@router.alarm(ClockOverdueAgain)
def escalate_again(turn: Turn, alarm: ClockOverdueAgain) -> None:
    _escalate(turn, alarm, still=True)


@router.alarm(FollowUpDue)
def follow_up(turn: Turn, alarm: FollowUpDue) -> None:
    entry = turn.db.tickets.entry(alarm.entry_id)
    person = turn.db.people.person(entry.staff_id) if entry and entry.staff_id else None
    if person:
        _put(turn, person, FollowUpComes(alarm.ticket_id, alarm.entry_id))


@router.notice(DeadlineNear)
def deadline_near(chat: Chat, person: Person, notice: DeadlineNear) -> None:
    ticket = _still_due(chat.turn, notice)
    _say(chat, person, ticket, _clock(NEAR, notice, chat.turn))


@router.notice(DeadlineMissed)
def deadline_missed(chat: Chat, person: Person, notice: DeadlineMissed) -> None:
    ticket = _still_due(chat.turn, notice)
    owner = isolated(ticket.owner) if ticket.owner else _("nobody")
    still = _("A working day later it is still so. In hand: {owner}.", owner=owner)
    missed = _clock(MISSED, notice, chat.turn)
    _say(chat, person, ticket, missed, still if notice.still else "")


@router.notice(TicketPassedOn)
def passed_on(chat: Chat, person: Person, notice: TicketPassedOn) -> None:
    ticket = chat.turn.db.tickets.ticket(notice.ticket_id)
    if ticket.owner_id != person.id or not ticket.is_open:
        raise NoLongerThere
    _say(chat, person, ticket, _("This ticket has been passed on to you."))


@router.notice(FollowUpComes)
def follow_up_comes(chat: Chat, person: Person, notice: FollowUpComes) -> None:
    ticket = chat.turn.db.tickets.ticket(notice.ticket_id)
    entry = chat.turn.db.tickets.entry(notice.entry_id)
    noted = said(entry, chat.turn) if entry else ""
    _say(chat, person, ticket, _("You wanted to look after this again today."), noted)


@router.notice(NobodyAtTheDesk)
def nobody_at_the_desk(chat: Chat, person: Person, notice: NobodyAtTheDesk) -> None:
    ticket = chat.turn.db.tickets.ticket(notice.ticket_id)
    text = _("A ticket has come in, and there is no staff group to show it in. Add me to one and "
             "send /setup there; until then tickets wait in /queue.")  # fmt: skip
    _say(chat, person, ticket, text)


def tell_passed_on(turn: Turn, ticket: Ticket, to: Person) -> None:
    _put(turn, to, TicketPassedOn(ticket.id))


def _escalate(turn: Turn, alarm: ClockOverdue | ClockOverdueAgain, *, still: bool) -> None:
    ticket = turn.db.clocks.rings(alarm)
    for person in turn.db.clocks.to_tell(alarm, turn.house):
        _put(turn, person, DeadlineMissed(ticket.id, alarm.clock, alarm.due, still))
    redraw_case(turn, ticket)


Told = DeadlineNear | DeadlineMissed | TicketPassedOn | FollowUpComes


def _put(turn: Turn, person: Person, notice: Told) -> None:
    turn.db.notices.put(
        person.id,
        notice,
        due_at=turn.now,
        until=turn.now + USEFUL_FOR,
        about=f"case:{notice.ticket_id}",
    )


def _still_due(turn: Turn, notice: DeadlineNear | DeadlineMissed) -> Ticket:
    """Answered or moved in the meantime, it is nobody's worry any more."""
    ticket = turn.db.tickets.ticket(notice.ticket_id)
    first = notice.clock == Clock.FIRST
    due = ticket.first_due_at if first else ticket.solution_due_at
    if due is None or int(due.timestamp()) != notice.due:
        raise NoLongerThere
    return ticket


def _clock(texts: dict[Clock, str], notice: DeadlineNear | DeadlineMissed, turn: Turn) -> str:
    due = when(datetime.fromtimestamp(notice.due, UTC), turn)
    return _(texts[Clock(notice.clock)], when=due)


def _say(chat: Chat, person: Person, ticket: Ticket, *parts: str) -> None:
    if Role.STAFF not in person.roles:
        raise NotAllowed
    text = paragraphs(bold(title(chat.turn, ticket)), *parts, plain(ticket.words[:200]))
    chat.say(replace(Screen(text), rows=[[Button(_("Open"), OpenCase(ticket.id))]]))
