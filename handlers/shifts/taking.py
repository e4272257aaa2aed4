"""Taking a shift, saying that one will be there, and giving it up."""

from collections.abc import Callable
from datetime import datetime

from community.assignments import (
    AlreadyInShift,
    Assignment,
    CannotBeReached,
    HandOverPending,
    NothingAsked,
    NotInShift,
    OtherBusy,
    OtherUnfit,
    ShiftClashes,
    ToOneself,
)
from community.people import Role
from community.refusals import Refusal
from community.shifts import (
    LengthUnfit,
    OnlyAssigned,
    PlacesUnfit,
    Shift,
    ShiftBegun,
    ShiftCancelled,
    ShiftFull,
)
from community.volunteers import ApprovalMissing, SkillMissing, SkillUnapproved
from handlers.kit.context import Context
from handlers.kit.dates import when
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Screen, isolated, paragraphs
from handlers.shifts.browsing import redraw_gaps, shift_screen, shifts
from handlers.shifts.buttons import AskGiveUp, ChooseOther, GiveUp, ShowShift, Take, WillCome
from handlers.shifts.wording import in_words, named
from locales import N_, _

router = Router(
    refusals={
        ShiftFull: N_("Somebody was faster: nobody more is needed here. Thank you!"),
        ShiftBegun: N_("This shift has begun. Please talk to the staff."),
        ShiftCancelled: N_("This shift has been cancelled."),
        LengthUnfit: N_("A shift has to end after it begins, {most} hours later at the latest."),
        PlacesUnfit: N_("The number of people can be from {least} to {most}."),
        OnlyAssigned: N_("For a visit the staff ask somebody. Please talk to them."),
        AlreadyInShift: N_("You are in this shift already."),
        NotInShift: N_("You are not in this shift (any more). /shifts shows yours."),
        ShiftClashes: N_("You have something else at that time: {title}."),
        ToOneself: N_("That is you. Please choose somebody else."),
        HandOverPending: N_("{name} has been asked already. Please wait for the answer first."),
        CannotBeReached: N_("{name} does not get my messages. Please choose somebody else."),
        OtherBusy: N_("{name} has something else at that time. Please choose somebody else."),
        OtherUnfit: N_("{name} can't do what is needed here. Please choose somebody else."),
        NothingAsked: N_("This question is over: it has been answered or taken back."),
        SkillMissing: N_(
            "For this one has to be able to do: {skill}. If you can, please say so in "
            "/volunteer → What I can do."
        ),
        SkillUnapproved: N_("For this the staff first check: {skill}. They have been asked."),
        ApprovalMissing: N_("This is for volunteers whom the staff know. Please talk to them."),
    }
)


@router.press(Take, role=Role.VOLUNTEER)
def take(ctx: Context, pressed: Take) -> None:
    shift = ctx.db.shifts.of_part(pressed.part_id)

    def do() -> Assignment:
        return ctx.db.crews.take(
            pressed.part_id, ctx.person.id, now=ctx.now, insist=bool(pressed.sure)
        )

    if or_clash(ctx, shift, do, anyway=Take(pressed.part_id, 1)):
        redraw_gaps(ctx.turn)
        ctx.toast(_("Thank you! It is yours."))
        ctx.show(shift_screen(ctx.turn, shift.id, ctx.person))


@router.press(WillCome, role=Role.RESIDENT)
def will_come(ctx: Context, pressed: WillCome) -> None:
    ctx.db.crews.confirm(pressed.shift_id, ctx.person.id, ctx.now)
    ctx.toast(_("Thank you! See you there."))
    ctx.show(shift_screen(ctx.turn, pressed.shift_id, ctx.person))


@router.press(AskGiveUp, role=Role.RESIDENT)
def ask_give_up(ctx: Context, pressed: AskGiveUp) -> None:
    """One more tap, with the better way beside it."""
    shift = own_shift(ctx, pressed.shift_id)
    text = _("That is all right. I will ask others in your place. If you know somebody who could "
             "do it, hand it over instead.")  # fmt: skip
    if shift.is_visit:
        text = _("That is all right. The staff are told at once and ask somebody else.")
    over = [] if shift.is_visit else [[Button(_("Hand over…"), ChooseOther(shift.id))]]
    rows = [
        [Button(_("I can't come"), GiveUp(shift.id))],
        *over,
        [Button(_("No, I come"), WillCome(shift.id))],
    ]
    ctx.show(Screen(paragraphs(named(shift, ctx.turn), text), rows))


@router.press(GiveUp, role=Role.RESIDENT)
def give_up(ctx: Context, pressed: GiveUp) -> None:
    shift = own_shift(ctx, pressed.shift_id)
    gap = ctx.db.crews.give_up(shift.id, ctx.person.id, now=ctx.now, house=ctx.house)
    said = _("Thank you for saying so. I am asking others now.")
    if gap is None:
        said = _("Thank you for saying so. The staff are told.")
    news = paragraphs(named(shift, ctx.turn), said)
    if Role.VOLUNTEER in ctx.person.roles:
        ctx.show(shifts(ctx.turn, ctx.person, 0, news=news))
    else:
        ctx.show(Screen(news))


def own_shift(ctx: Context, shift_id: int) -> Shift:
    """A shift that the person is in and that has not begun."""
    shift = ctx.db.shifts.shift(shift_id)
    if ctx.db.crews.of(ctx.person.id, shift.id) is None:
        raise NotInShift
    shift.require_ahead(ctx.now)
    return shift


def or_clash(ctx: Context, shift: Shift, do: Callable[[], object], *, anyway: Press) -> bool:
    """False when something else is at the same time: then that is shown, with a way to insist."""
    try:
        do()
    except ShiftClashes as clash:
        ctx.show(_clash(ctx, shift, clash, anyway))
        return False
    except (SkillMissing, SkillUnapproved) as refusal:
        raise in_words(refusal, ctx.turn) from None
    return True


def _clash(ctx: Context, shift: Shift, clash: Refusal, anyway: Press) -> Screen:
    starts_at = clash.facts["starts_at"]
    assert isinstance(starts_at, datetime)
    other = _(
        "⚠️ At the same time you have: {title}, {when}",
        title=isolated(str(clash.facts["title"])),
        when=when(starts_at, ctx.turn),
    )
    rows = [[Button(_("Take it anyway"), anyway)], [Button(_("‹ Back"), ShowShift(shift.id))]]
    return Screen(paragraphs(named(shift, ctx.turn), other), rows)
