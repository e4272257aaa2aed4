"""Those who had a place and did not come: asked kindly and once, excused, or put right."""

from community.activities import Activity
from community.attendance import CheckInEnds, NobodyCheckedIn, SaysWasThere, WasMissed
from community.people import Person, Role, Topic
from community.refusals import NoLongerThere
from handlers.activities.acting import note_acting, whose
from handlers.activities.attendees import CheckInFound, EveryoneCame, ShowDoor
from handlers.activities.wording import asking_about, named
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Screen, isolated, paragraphs
from handlers.kit.steps import Answers, Step, words
from locales import N_, _

LONGEST_REASON = 200

router = Router(keeps=(N_("that you could not come although you had a place, for a while"),))


class WasThere(Press, prefix="miss.was"):
    activity_id: int
    for_id: int = 0  # somebody without Telegram


class CameUp(Press, prefix="miss.up"):
    """Something came up."""

    activity_id: int
    for_id: int = 0


@router.alarm(CheckInEnds)
def end_check_in(turn: Turn, alarm: CheckInEnds) -> None:
    turn.db.no_shows.record(alarm, now=turn.now, house=turn.house)
    turn.db.outbox.redraw(f"activity:{alarm.activity_id}", turn.now)


@router.notice(WasMissed, topic=Topic.FEEDBACK)
def was_missed(chat: Chat, person: Person, notice: WasMissed) -> None:
    chat.turn.db.no_shows.open(notice.activity_id, person.id)
    activity = chat.turn.db.activities.activity(notice.activity_id)
    text = _("We missed you! We hope that you are well. Did something come up?")
    for_id = person.id if person.is_contact else 0
    rows = [
        [Button(_("Something came up"), CameUp(activity.id, for_id))],
        [Button(_("I was there"), WasThere(activity.id, for_id))],
    ]
    chat.say(Screen(paragraphs(named(activity, chat.turn), text), rows))


@router.notice(NobodyCheckedIn)
def nobody_checked_in(chat: Chat, person: Person, notice: NobodyCheckedIn) -> None:
    """Without anybody checked in the list says nothing about those who did not come."""
    activity = chat.turn.db.activities.activity(notice.activity_id)
    activity.require_managed_by(person)
    if chat.turn.db.attendance.here(activity.id):
        raise NoLongerThere
    text = _("Nobody has been checked in. Who was there? Only they are asked how it was.")
    rows = [
        [Button(_("Everyone came"), EveryoneCame(activity.id))],
        [Button(_("Open the list"), ShowDoor(activity.id, 0))],
    ]
    chat.say(Screen(paragraphs(named(activity, chat.turn), text), rows))


@router.notice(SaysWasThere)
def says_was_there(chat: Chat, person: Person, notice: SaysWasThere) -> None:
    db = chat.turn.db
    db.no_shows.open(notice.activity_id, notice.person_id)
    activity = db.activities.activity(notice.activity_id)
    activity.require_managed_by(person)
    who = db.people.person(notice.person_id)
    if who is None or not who.name:
        raise NoLongerThere
    text = _("{name} was marked as missing and says they were there. Were they?",
             name=isolated(who.name))  # fmt: skip
    rows = [
        [Button(_("Yes, was there"), CheckInFound(activity.id, who.id))],
        [Button(_("Open the list"), ShowDoor(activity.id, 0))],
    ]
    chat.say(Screen(paragraphs(named(activity, chat.turn), text), rows))


@router.press(WasThere, role=Role.RESIDENT)
def was_there(ctx: Context, pressed: WasThere) -> None:
    """Who was checked in meanwhile is right anyway; all others are confirmed by the organiser."""
    activity = ctx.db.activities.activity(pressed.activity_id)
    person = whose(ctx, pressed.for_id)
    if ctx.db.attendance.at(activity.id, person.id) is None:
        ctx.db.no_shows.claim(activity.id, person.id, ctx.now)
    _say(ctx, activity, _("Thank you, and sorry! The organiser is asked to put it right."))


@router.press(CameUp, role=Role.RESIDENT)
def came_up(ctx: Context, pressed: CameUp) -> None:
    """Excused at once; the words are optional."""
    activity = ctx.db.activities.activity(pressed.activity_id)
    person = whose(ctx, pressed.for_id)
    ctx.db.no_shows.excuse(activity.id, person.id, by_id=ctx.person.id, now=ctx.now)
    note_acting(ctx, "excused", activity.id, person)
    EXPLAINING.start(ctx, activity_id=activity.id, for_id=pressed.for_id)


def explain(ctx: Context, facts: Answers) -> None:
    activity = ctx.db.activities.activity(int(facts["activity_id"]))
    person = whose(ctx, int(facts["for_id"]))
    if reason := facts["reason"]:
        ctx.turn.features.attempt(
            ctx, lambda: ctx.db.no_shows.give_reason(activity.id, person.id, reason)
        )
    _say(ctx, activity, _("Thank you for telling us. See you next time!"))


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"missed": turn.db.no_shows.held(person.id)}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.no_shows.forget(person.id)


def _say(ctx: Context, activity: Activity, text: str) -> None:
    ctx.show(Screen(paragraphs(named(activity, ctx.turn), text)))


EXPLAINING = Form(
    "explain_absence",
    (
        Step(
            "reason",
            asking_about(
                N_(
                    "That is all right, it does not count. Would you like to tell the organiser "
                    "what it was?"
                )
            ),
            words(most=LONGEST_REASON),
            optional=True,
            cancel="",  # it is excused already
        ),
    ),
    explain,
)
