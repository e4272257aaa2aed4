"""After a change of time or place: what everybody hears, and who comes all the same."""

from collections.abc import Sequence
from datetime import UTC, datetime

from community.activities import (
    Activity,
    ActivityMoved,
    ConfirmationEnds,
    PlaceLapsed,
    StillUnconfirmed,
)
from community.changes import Change, Field
from community.people import Person, Role
from community.sign_ups import MovedAgain, NotSignedUp, Standing
from handlers.activities.acting import note_acting, whose
from handlers.activities.buttons import (
    Accept,
    AskLeave,
    Decline,
    Join,
    ShowActivity,
    StillComing,
)
from handlers.activities.cards import card
from handlers.activities.wording import Seen, at_the_same_time, look, named, standing
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.dates import when
from handlers.kit.router import Router
from handlers.kit.screen import Button, Row, Screen, lines, paragraphs, plain
from locales import N_, _

router = Router(
    refusals={
        MovedAgain: N_("It has changed again since. Please look at the new time and place."),
    }
)


@router.press(StillComing, role=Role.RESIDENT)
def confirm(ctx: Context, pressed: StillComing) -> None:
    """Only what stood above the button is confirmed: a later change is shown first."""
    person = whose(ctx, pressed.for_id)
    seen = look(ctx.turn, pressed.activity_id, person)
    seen.activity.require_ahead(ctx.now)
    if seen.standing is not Standing.CONFIRMED:
        ctx.toast(_("This place is not yours any more. Below you see how things stand."),
                  alert=True)  # fmt: skip
        ctx.show(card(seen))
    elif pressed.move != seen.activity.last_move:
        _ask_again(ctx, seen)
    else:
        ctx.db.changes.confirm(pressed.activity_id, person.id, pressed.move, ctx.now)
        note_acting(ctx, "confirmed for", pressed.activity_id, person)
        ctx.toast(_("Thank you. See you there!"))
        ctx.show(card(look(ctx.turn, pressed.activity_id, person)))


@router.notice(ActivityMoved)
def moved(chat: Chat, person: Person, notice: ActivityMoved) -> None:
    seen = _signed_up(chat.turn, person, notice.activity_id, notice.move)
    assert seen.sign_up, "who has not signed up is not told"
    if seen.sign_up.knows_move >= notice.move:
        raise MovedAgain
    chat.say(_question(seen, chat.turn.db.changes.unread(seen.sign_up)))
    chat.turn.db.changes.note_told(seen.sign_up, notice.move, chat.turn.now)


@router.notice(StillUnconfirmed)
def still_unconfirmed(chat: Chat, person: Person, notice: StillUnconfirmed) -> None:
    seen = _signed_up(chat.turn, person, notice.activity_id, notice.move)
    if seen.sign_up is None or seen.sign_up.confirm_by is None:
        raise NotSignedUp
    text = _("This has changed, and you have not said yet whether you still come.")
    chat.say(Screen(paragraphs(text, _where(seen), _asked(seen)), _answers(seen)))


@router.notice(PlaceLapsed)
def place_lapsed(chat: Chat, person: Person, notice: PlaceLapsed) -> None:
    seen = look(chat.turn, notice.activity_id, person)
    seen.activity.require_ahead(chat.turn.now)
    text = _("We did not hear from you by {until}, so your place has been passed on. If you "
             "would still like to come, please sign up again.",
             until=when(datetime.fromtimestamp(notice.until, UTC), chat.turn))  # fmt: skip
    join = Button(_("Sign up again"), Join(seen.activity.id, seen.for_id))
    again: Row = [] if seen.sign_up else [join]
    chat.say(Screen(paragraphs(_where(seen), text), [[*again, _more(seen)]]))


@router.alarm(ConfirmationEnds)
def end_confirmation(turn: Turn, alarm: ConfirmationEnds) -> None:
    activity = turn.db.changes.lapse(alarm.activity_id, now=turn.now, house=turn.house)
    turn.db.outbox.redraw(activity.card, turn.now)


def _ask_again(ctx: Context, seen: Seen) -> None:
    assert seen.sign_up, "only a place can be confirmed"
    ctx.toast(_("It has changed again since. Please look at the new time and place."), alert=True)
    ctx.show(_question(seen, ctx.db.changes.unread(seen.sign_up)))
    ctx.db.changes.note_told(seen.sign_up, seen.activity.last_move, ctx.now)


def _question(seen: Seen, changes: Sequence[Change]) -> Screen:
    text = paragraphs(
        _("Please note: this has changed."),
        _where(seen),
        lines(*(_was(change, seen.activity, seen.turn) for change in changes)),
        at_the_same_time(seen),
        _asked(seen),
    )
    return Screen(text, _answers(seen))


def _asked(seen: Seen) -> str:
    """What the change means for this person."""
    if seen.standing is not Standing.CONFIRMED or seen.sign_up is None:
        return standing(seen)
    if seen.sign_up.confirm_by is None:
        return _("You keep your place. If you can't come now, please say so at once.")
    return _("Do you still come? Please answer by {until}; after that your place goes to whoever "
             "is next.", until=when(seen.sign_up.confirm_by, seen.turn))  # fmt: skip


def _answers(seen: Seen) -> list[Row]:
    number, for_id = seen.activity.id, seen.for_id
    if seen.standing is Standing.CONFIRMED:
        coming = Button(_("I'm coming"), StillComing(number, seen.activity.last_move, for_id))
        return [[coming, Button(_("I can't come"), AskLeave(number, for_id))], [_more(seen)]]
    if seen.standing is Standing.OFFERED:
        accept = Button(_("Accept"), Accept(number, for_id))
        return [[accept, Button(_("Decline"), Decline(number, for_id))], [_more(seen)]]
    return [[Button(_("Leave the list"), AskLeave(number, for_id)), _more(seen)]]


def _was(change: Change, activity: Activity, turn: Turn) -> str:
    if change.field is Field.STARTS_AT:
        was = when(datetime.fromisoformat(change.was), turn)
        return _("New time: {now} (was {was})", now=when(activity.starts_at, turn), was=was)
    now, was = plain(activity.place), plain(change.was)
    if not was:
        return _("Place: {now}", now=now)
    return _("New place: {now} (was {was})", now=now or "–", was=was)


def _signed_up(turn: Turn, person: Person, activity_id: int, move: int) -> Seen:
    """Raises, so that the notice is moot, when things have changed in the meantime."""
    seen = look(turn, activity_id, person)
    seen.activity.require_ahead(turn.now)
    if seen.sign_up is None:
        raise NotSignedUp
    if seen.activity.last_move != move:
        raise MovedAgain
    return seen


def _where(seen: Seen) -> str:
    place = plain(seen.activity.place)
    return " · ".join(part for part in (named(seen.activity, seen.turn), place) if part)


def _more(seen: Seen) -> Button:
    return Button(_("See the activity"), ShowActivity(seen.activity.id, seen.for_id))
