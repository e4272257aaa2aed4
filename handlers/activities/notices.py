"""What people hear about activities unasked, and what the house does about them by itself."""

from datetime import UTC, datetime, timedelta

from community.activities import (
    ActivityCancelled,
    CancelledAtShortNotice,
    LastDayBegins,
    OfferEnds,
    OfferLapsed,
    PlaceGiven,
    PlaceOffered,
    RemindersDue,
    SignUpClosesSoon,
    SignUpEnds,
    StartsSoon,
    StillWaiting,
    UnfinishedSignUp,
)
from community.people import Person, Topic
from community.sign_ups import (
    AlreadySignedUp,
    NothingOffered,
    NotSignedUp,
    SignUpClosed,
    Standing,
)
from handlers.activities.buttons import Accept, AskLeave, Decline, Join, ShowActivity
from handlers.activities.wording import Seen, at_the_same_time, look, named, standing
from handlers.kit.context import Chat, Turn
from handlers.kit.dates import when
from handlers.kit.router import Router
from handlers.kit.screen import Button, Row, Screen, lines, paragraphs, plain
from handlers.kit.whose import for_whom
from locales import _

OFFER = "offer"  # the card of an offer

router = Router()


# To people


@router.notice(StartsSoon, topic=Topic.REMINDERS)
def starts_soon(chat: Chat, person: Person, notice: StartsSoon) -> None:
    seen = _standing(chat.turn, person, notice.activity_id, Standing.CONFIRMED)
    text = paragraphs(_("A reminder of what is coming:"), _where(seen), standing(seen))
    cannot = Button(_("I can't come"), AskLeave(seen.activity.id, seen.for_id))
    chat.say(Screen(text, [[cannot, _more(seen)]]))


@router.notice(StillWaiting, topic=Topic.REMINDERS)
def still_waiting(chat: Chat, person: Person, notice: StillWaiting) -> None:
    seen = _standing(chat.turn, person, notice.activity_id, Standing.WAITING)
    still = _("All places are still taken. If one is freed, I will write to you at once.")
    leave = Button(_("Leave the list"), AskLeave(seen.activity.id, seen.for_id))
    chat.say(Screen(paragraphs(_where(seen), standing(seen), still),
                    [[leave, _more(seen)]]))  # fmt: skip


@router.notice(UnfinishedSignUp, topic=Topic.REMINDERS)
def unfinished(chat: Chat, person: Person, notice: UnfinishedSignUp) -> None:
    seen = _ahead(chat.turn, person, notice.activity_id)
    if seen.sign_up:
        raise AlreadySignedUp
    if not seen.activity.is_open(chat.turn.now):
        raise SignUpClosed
    text = _("You began to sign up for this and are not on the list yet. Sign-up is open until "
             "{until}.", until=when(seen.activity.sign_up_closes_at, chat.turn))  # fmt: skip
    chat.say(Screen(paragraphs(_where(seen), text), [[_more(seen)]]))


@router.notice(PlaceOffered, topic=Topic.OFFERS)
def place_offered(chat: Chat, person: Person, notice: PlaceOffered) -> None:
    """As a card, which is drawn when it leaves: by then the offer may be over."""
    _standing(chat.turn, person, notice.activity_id, Standing.OFFERED)
    card, now = f"{OFFER}:{notice.sign_up_id}", chat.turn.now
    chat.turn.db.outbox.put(chat.lane, "sendMessage", None, now=now, chat_id=chat.id, card=card)


@router.card(OFFER)
def offer(turn: Turn, sign_up_id: int, viewer: Person | None) -> Screen:
    sign_up = turn.db.sign_ups.offered(sign_up_id)
    hearer = turn.db.people.hearer(sign_up.person_id)
    person = turn.db.people.person(sign_up.person_id)
    if viewer is None or person is None or hearer != viewer or not sign_up.is_offered(turn.now):
        raise NothingOffered
    seen = _standing(turn, person, sign_up.activity_id, Standing.OFFERED)
    number = seen.activity.id
    answers: Row = [
        Button(_("Accept"), Accept(number, seen.for_id)),
        Button(_("Decline"), Decline(number, seen.for_id)),
    ]
    after = _("After that it goes to whoever is next.")
    text = paragraphs(
        for_whom(seen.person),
        _("Good news!"),
        _where(seen),
        at_the_same_time(seen),
        lines(standing(seen), after),
    )
    return Screen(text, [answers, [_more(seen)]], f"{OFFER}:{sign_up_id}")


@router.notice(OfferLapsed, topic=Topic.OFFERS)
def offer_lapsed(chat: Chat, person: Person, notice: OfferLapsed) -> None:
    """Also true for somebody who was never told of the offer, because the bot was away."""
    seen = _ahead(chat.turn, person, notice.activity_id)
    text = _("The place that was reserved for you until {until} has gone to whoever is next. If "
             "you would still like to come, please sign up again.",
             until=when(datetime.fromtimestamp(notice.until, UTC), chat.turn))  # fmt: skip
    join = Button(_("Sign up again"), Join(seen.activity.id, seen.for_id))
    again: Row = [] if seen.sign_up else [join]
    chat.say(Screen(paragraphs(_where(seen), text), [[*again, _more(seen)]]))


@router.notice(PlaceGiven, topic=Topic.OFFERS)
def place_given(chat: Chat, person: Person, notice: PlaceGiven) -> None:
    seen = _standing(chat.turn, person, notice.activity_id, Standing.CONFIRMED)
    text = _("A place was freed at the last moment, so it is yours now. If you can't come, please "
             "say so at once: others are waiting.")  # fmt: skip
    cannot = Button(_("I can't come"), AskLeave(seen.activity.id, seen.for_id))
    chat.say(Screen(paragraphs(_where(seen), standing(seen), text),
                    [[cannot, _more(seen)]]))  # fmt: skip


@router.notice(ActivityCancelled)
def activity_cancelled(chat: Chat, person: Person, notice: ActivityCancelled) -> None:
    _say_cancelled(chat, person, notice.activity_id)


@router.notice(CancelledAtShortNotice, urgent=True)
def cancelled_at_short_notice(chat: Chat, person: Person, notice: CancelledAtShortNotice) -> None:
    _say_cancelled(chat, person, notice.activity_id)


# By itself


@router.alarm(RemindersDue)
def remind(turn: Turn, alarm: RemindersDue) -> None:
    lead = timedelta(seconds=alarm.lead)
    turn.db.activity_reminders.remind(alarm.activity_id, lead, now=turn.now, house=turn.house)


@router.alarm(SignUpClosesSoon)
def remind_unfinished(turn: Turn, alarm: SignUpClosesSoon) -> None:
    turn.db.activity_reminders.remind_unfinished(alarm.activity_id, turn.now)


@router.alarm(LastDayBegins)
def loosen_the_line(turn: Turn, alarm: LastDayBegins) -> None:
    activity = turn.db.sign_ups.pass_on(alarm.activity_id, now=turn.now, house=turn.house)
    turn.db.outbox.redraw(activity.card, turn.now)


@router.alarm(SignUpEnds)
def end_sign_up(turn: Turn, alarm: SignUpEnds) -> None:
    turn.db.outbox.redraw(turn.db.activities.activity(alarm.activity_id).card, turn.now)


@router.alarm(OfferEnds)
def end_offer(turn: Turn, alarm: OfferEnds) -> None:
    activity = turn.db.sign_ups.expire(alarm, now=turn.now, house=turn.house)
    turn.db.outbox.redraw(activity.card, turn.now)


def _say_cancelled(chat: Chat, person: Person, activity_id: int) -> None:
    seen = look(chat.turn, activity_id, person)
    text = _("Unfortunately this will not take place. The reason: {reason}",
             reason=plain(seen.activity.cancel_reason))  # fmt: skip
    chat.say(Screen(paragraphs(named(seen.activity, chat.turn), text)))


def _standing(turn: Turn, person: Person, activity_id: int, wanted: Standing) -> Seen:
    """Raises, so that the notice is moot, when things have changed in the meantime."""
    seen = _ahead(turn, person, activity_id)
    if seen.standing is not wanted:
        raise NotSignedUp
    return seen


def _ahead(turn: Turn, person: Person, activity_id: int) -> Seen:
    seen = look(turn, activity_id, person)
    seen.activity.require_ahead(turn.now)
    return seen


def _where(seen: Seen) -> str:
    place = plain(seen.activity.place)
    return " · ".join(part for part in (named(seen.activity, seen.turn), place) if part)


def _more(seen: Seen) -> Button:
    return Button(_("See the activity"), ShowActivity(seen.activity.id, seen.for_id))
