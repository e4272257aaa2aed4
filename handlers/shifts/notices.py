"""What volunteers hear about their shifts unasked, and what the house does by itself."""

from datetime import UTC, datetime, timedelta

from community.assignments import NotInShift, Standing
from community.people import Person, Topic
from community.refusals import NoLongerThere
from community.shift_news import (
    ShiftAssigned,
    ShiftCalledOff,
    ShiftEnds,
    ShiftMoved,
    ShiftNear,
    ShiftRemindersDue,
    ShiftUnassigned,
)
from community.shifts import Shift
from handlers.kit.context import Chat, Turn
from handlers.kit.dates import when
from handlers.kit.router import Router
from handlers.kit.screen import Button, Row, Screen, bold, paragraphs, plain
from handlers.shifts.browsing import redraw_gaps
from handlers.shifts.buttons import AskGiveUp, ShowMap, ShowShift, WillCome
from handlers.shifts.wording import where
from locales import _

router = Router()


@router.notice(ShiftNear, topic=Topic.REMINDERS)
def remind(chat: Chat, person: Person, notice: ShiftNear) -> None:
    """Whoever has answered the first is only reminded by the second."""
    shift, standing = _coming(chat.turn, person, notice.shift_id)
    lead = timedelta(seconds=notice.lead)
    is_soon = lead <= timedelta(hours=2)
    head = _("⏰ Your shift begins soon:") if is_soon else _("A reminder of your shift:")
    ask = "" if standing is Standing.CONFIRMED else _("Will you be there?")
    chat.say(Screen(paragraphs(head, where(shift, chat.turn), ask), _answers(shift, standing)))


@router.notice(ShiftMoved)
def tell_moved(chat: Chat, person: Person, notice: ShiftMoved) -> None:
    shift, standing = _coming(chat.turn, person, notice.shift_id)
    text = _("Your shift has been changed. It is now:")
    ask = _("Can you come then?")
    chat.say(Screen(paragraphs(text, where(shift, chat.turn), ask), _answers(shift, standing)))


@router.notice(ShiftAssigned)
def tell_assigned(chat: Chat, person: Person, notice: ShiftAssigned) -> None:
    shift, standing = _coming(chat.turn, person, notice.shift_id)
    text = _("The staff have put you down for this. Can you come?")
    chat.say(Screen(paragraphs(where(shift, chat.turn), text), _answers(shift, standing)))


@router.notice(ShiftUnassigned)
def tell_unassigned(chat: Chat, _person: Person, notice: ShiftUnassigned) -> None:
    text = _("You need not come to this shift any more. Thank you for having been ready!")
    chat.say(Screen(paragraphs(_was(chat.turn, notice.title, notice.starts_at), text)))


@router.notice(ShiftCalledOff)
def tell_called_off(chat: Chat, _person: Person, notice: ShiftCalledOff) -> None:
    """The shift itself may be gone."""
    text = _("This shift does not take place. You need not come.")
    reason = _("The reason: {reason}", reason=plain(notice.reason)) if notice.reason else ""
    was = _was(chat.turn, notice.title, notice.starts_at)
    chat.say(Screen(paragraphs(was, text, reason)))


@router.alarm(ShiftRemindersDue)
def fan_out(turn: Turn, alarm: ShiftRemindersDue) -> None:
    turn.db.shift_reminders.remind(alarm, now=turn.now, house=turn.house)


@router.alarm(ShiftEnds)
def settle(turn: Turn, alarm: ShiftEnds) -> None:
    turn.db.turnouts.settle(alarm, now=turn.now, house=turn.house)
    redraw_gaps(turn)


def _coming(turn: Turn, person: Person, shift_id: int) -> tuple[Shift, Standing]:
    """Raises, so that the notice is moot, when things have changed in the meantime."""
    shift = turn.db.shifts.shift(shift_id)
    shift.require_ahead(turn.now)
    own = turn.db.crews.of(person.id, shift.id)
    if own is None:
        raise NotInShift
    if own.standing not in (Standing.TAKEN, Standing.CONFIRMED):
        raise NoLongerThere
    return shift, own.standing


def _answers(shift: Shift, standing: Standing) -> list[Row]:
    cannot = Button(_("I can't come"), AskGiveUp(shift.id))
    will = [] if standing is Standing.CONFIRMED else [
        Button(_("I'll be there"), WillCome(shift.id))]  # fmt: skip
    places = [Button(_("📍 Map"), ShowMap(shift.id))] if shift.latitude is not None else []
    return [[*will, cannot], [*places, Button(_("See the shift"), ShowShift(shift.id))]]


def _was(turn: Turn, title: str, starts_at: int) -> str:
    moment = when(datetime.fromtimestamp(starts_at, UTC), turn)
    return f"{bold(title) if title else bold(_('Shift'))} · {moment}"
