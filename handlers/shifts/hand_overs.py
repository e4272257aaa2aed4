"""Handing a shift over: somebody else is asked, and it is theirs when they say yes."""

from community.assignments import NothingAsked, ShiftClashes
from community.people import Person, Role
from community.refusals import NoLongerThere
from community.shift_news import HandOverAccepted, HandOverAsked, HandOverDeclined
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.router import Router
from handlers.kit.screen import Button, Row, Screen, isolated, paragraphs
from handlers.shifts.browsing import redraw_gaps, shift_screen
from handlers.shifts.buttons import (
    AskOther,
    ChooseOther,
    GiveUp,
    KeepIt,
    LeaveIt,
    ShowShift,
    TakeOver,
)
from handlers.shifts.taking import own_shift
from handlers.shifts.wording import named, where
from locales import _

PER_PAGE = 8

router = Router()


@router.press(ChooseOther, role=Role.RESIDENT)
def choose(ctx: Context, pressed: ChooseOther) -> None:
    """Those who are free then and can do it."""
    shift = own_shift(ctx, pressed.shift_id)
    found = ctx.db.hand_overs.candidates(
        shift.id, ctx.person.id, offset=pressed.page * PER_PAGE, limit=PER_PAGE + 1
    )
    rows: list[Row] = [[Button(one.name, AskOther(shift.id, one.id))] for one in found[:PER_PAGE]]
    before = [Button("‹", ChooseOther(shift.id, pressed.page - 1))] if pressed.page else []
    after = [Button("›", ChooseOther(shift.id, pressed.page + 1))] if found[PER_PAGE:] else []
    text = _("Whom shall I ask? They are told it is from you, and can say no.")
    if not found:
        text = _("Nobody who could do it is free then. If you can't come, I call others.")
        rows = [[Button(_("I can't come"), GiveUp(shift.id))]]
    back: Row = [Button(_("‹ Back"), ShowShift(shift.id))]
    ctx.show(Screen(paragraphs(named(shift, ctx.turn), text), [*rows, [*before, *after], back]))


@router.press(AskOther, role=Role.RESIDENT)
def ask(ctx: Context, pressed: AskOther) -> None:
    shift = own_shift(ctx, pressed.shift_id)
    ctx.db.hand_overs.ask(shift.id, ctx.person.id, pressed.person_id, now=ctx.now)
    ctx.show(shift_screen(ctx.turn, shift.id, ctx.person))


@router.press(KeepIt, role=Role.RESIDENT)
def keep(ctx: Context, pressed: KeepIt) -> None:
    ctx.db.hand_overs.withdraw(pressed.shift_id, ctx.person.id)
    ctx.toast(_("It stays yours. Thank you!"))
    ctx.show(shift_screen(ctx.turn, pressed.shift_id, ctx.person))


@router.press(TakeOver, role=Role.RESIDENT)
def take_over(ctx: Context, pressed: TakeOver) -> None:
    """A clash that has come up since is said; the other keeps the shift for the time being."""
    try:
        shift = ctx.db.hand_overs.accept(pressed.hand_over_id, ctx.person.id, now=ctx.now)
    except ShiftClashes as clash:
        text = _("You have something else at that time: {title}. If you can't do both, please "
                 "say no.", title=isolated(str(clash.facts["title"])))  # fmt: skip
        ctx.show(Screen(text, [[Button(_("No, sorry"), LeaveIt(pressed.hand_over_id))]]))
        return
    redraw_gaps(ctx.turn)
    ctx.toast(_("Thank you! It is yours."))
    ctx.show(shift_screen(ctx.turn, shift.id, ctx.person))


@router.press(LeaveIt, role=Role.RESIDENT)
def leave_it(ctx: Context, pressed: LeaveIt) -> None:
    ctx.db.hand_overs.decline(pressed.hand_over_id, ctx.person.id, ctx.now)
    ctx.show(Screen(_("That is all right. I have told them.")))


@router.notice(HandOverAsked)
def tell_asked(chat: Chat, person: Person, notice: HandOverAsked) -> None:
    one = chat.turn.db.hand_overs.hand_over(notice.hand_over_id)
    if one is None or one.to_id != person.id:
        raise NothingAsked
    shift = chat.turn.db.shifts.shift(one.shift_id)
    shift.require_ahead(chat.turn.now)
    text = _("{name} asks whether you could take over this shift:",
             name=_name(chat.turn, one.from_id))  # fmt: skip
    rows = [[Button(_("Yes, I'll do it"), TakeOver(one.id)),
             Button(_("No, sorry"), LeaveIt(one.id))]]  # fmt: skip
    chat.say(Screen(paragraphs(text, where(shift, chat.turn)), rows))


@router.notice(HandOverAccepted)
def tell_accepted(chat: Chat, _person: Person, notice: HandOverAccepted) -> None:
    shift = chat.turn.db.shifts.shift(notice.shift_id)
    text = _("✅ {name} takes over your shift. You need not come.",
             name=_name(chat.turn, notice.by_id))  # fmt: skip
    chat.say(Screen(paragraphs(named(shift, chat.turn), text)))


@router.notice(HandOverDeclined)
def tell_declined(chat: Chat, person: Person, notice: HandOverDeclined) -> None:
    """It is still the person's: so they can ask somebody else, or give it up."""
    shift = chat.turn.db.shifts.shift(notice.shift_id)
    shift.require_ahead(chat.turn.now)
    if chat.turn.db.crews.of(person.id, shift.id) is None:
        raise NoLongerThere
    text = _("{name} can't take it over, so it is still yours.",
             name=_name(chat.turn, notice.by_id))  # fmt: skip
    rows = [[Button(_("Ask another"), ChooseOther(shift.id))],
            [Button(_("See the shift"), ShowShift(shift.id))]]  # fmt: skip
    chat.say(Screen(paragraphs(named(shift, chat.turn), text), rows))


def _name(turn: Turn, person_id: int) -> str:
    """Safe HTML."""
    person = turn.db.people.person(person_id)
    return isolated(person.name) if person and person.name else _("Somebody")
