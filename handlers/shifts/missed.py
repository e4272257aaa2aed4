"""Those who did not come to their shift: asked kindly and once, excused, or put right."""

from community.assignments import Standing
from community.people import Person, Role, Topic
from community.refusals import NoLongerThere
from community.shift_news import NobodyInShift, SaysWasInShift, WasMissedInShift
from community.shifts import Shift
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, isolated, paragraphs
from handlers.kit.steps import Answers, Step, words
from handlers.shifts.buttons import CheckIn, ShowDoor, SomethingCameUp, WasThere
from handlers.shifts.managing import asking
from handlers.shifts.wording import named
from locales import N_, _

router = Router()


@router.notice(WasMissedInShift, topic=Topic.FEEDBACK)
def was_missed(chat: Chat, person: Person, notice: WasMissedInShift) -> None:
    """Kindly and once; only the person and the staff know of it."""
    shift = chat.turn.db.shifts.shift(notice.shift_id)
    _require_missed(chat.turn, shift, person.id)
    text = _("We missed you! We hope that you are well. Did something come up?")
    rows = [
        [Button(_("Something came up"), SomethingCameUp(shift.id))],
        [Button(_("I was there"), WasThere(shift.id))],
    ]
    chat.say(Screen(paragraphs(named(shift, chat.turn), text), rows))


@router.press(SomethingCameUp, role=Role.RESIDENT)
def something_came_up(ctx: Context, pressed: SomethingCameUp) -> None:
    """Excused at once; the words are optional."""
    shift = ctx.db.shifts.shift(pressed.shift_id)
    ctx.db.turnouts.excuse(shift.id, ctx.person.id, by_id=ctx.person.id, now=ctx.now)
    EXPLAINING.start(ctx, shift_id=shift.id)


def explain(ctx: Context, facts: Answers) -> None:
    shift = ctx.db.shifts.shift(int(facts["shift_id"]))
    if reason := facts["reason"]:
        ctx.turn.features.attempt(
            ctx, lambda: ctx.db.turnouts.give_reason(shift.id, ctx.person.id, reason)
        )
    text = _("Thank you for telling us. See you next time!")
    ctx.show(Screen(paragraphs(named(shift, ctx.turn), text)))


@router.press(WasThere, role=Role.RESIDENT)
def was_there(ctx: Context, pressed: WasThere) -> None:
    shift = ctx.db.shifts.shift(pressed.shift_id)
    ctx.db.turnouts.claim(shift.id, ctx.person.id, ctx.now)
    text = _("Thank you, and sorry! The staff are asked to put it right.")
    ctx.show(Screen(paragraphs(named(shift, ctx.turn), text)))


@router.notice(NobodyInShift)
def nobody_checked_in(chat: Chat, _staff: Person, notice: NobodyInShift) -> None:
    """Without anybody checked in the list says nothing about those who did not come."""
    shift = chat.turn.db.shifts.shift(notice.shift_id)
    members = chat.turn.db.crews.crew(shift.id)
    if any(one.assignment.came_at for one in members):
        raise NoLongerThere
    text = _("Nobody has been checked in. Who was there? Only their hours count.")
    rows = [[Button(_("Open the list"), ShowDoor(shift.id))]]
    chat.say(Screen(paragraphs(named(shift, chat.turn), text), rows))


@router.notice(SaysWasInShift)
def says_was_there(chat: Chat, _staff: Person, notice: SaysWasInShift) -> None:
    shift = chat.turn.db.shifts.shift(notice.shift_id)
    _require_missed(chat.turn, shift, notice.person_id)
    who = chat.turn.db.people.person(notice.person_id)
    if who is None or not who.name:
        raise NoLongerThere
    text = _("{name} was marked as missing and says they were there. Were they?",
             name=isolated(who.name))  # fmt: skip
    rows = [
        [Button(_("Yes, was there"), CheckIn(shift.id, who.id))],
        [Button(_("Open the list"), ShowDoor(shift.id))],
    ]
    chat.say(Screen(paragraphs(named(shift, chat.turn), text), rows))


def _require_missed(turn: Turn, shift: Shift, person_id: int) -> None:
    own = turn.db.crews.of(person_id, shift.id)
    if own is None or own.standing is not Standing.MISSED or own.excused_at:
        raise NoLongerThere


EXPLAINING = Form(
    "explain_shift",
    (
        Step(
            "reason",
            asking(
                N_(
                    "That is all right, it does not count. Would you like to tell the staff what "
                    "it was?"
                )
            ),
            words(most=200),
            optional=True,
            cancel="",  # it is excused already
        ),
    ),
    explain,
)
