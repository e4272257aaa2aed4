"""Somebody is missing: volunteers who could do it are called, and the first tap gets it."""

from community.assignments import AlreadyInShift
from community.gaps import Gap, GapFilled, GapOver
from community.people import Person, Role
from community.refusals import NoLongerThere
from community.shift_news import GapCall, GapUnfilled, GapWidens
from community.shifts import Shift
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, paragraphs, plain
from handlers.shifts.browsing import redraw_gaps, shift_screen
from handlers.shifts.buttons import AnswerGap, Manage, PassGap, ShowShift
from handlers.shifts.taking import or_clash
from handlers.shifts.wording import named, where
from locales import N_, _, ngettext

router = Router(
    refusals={
        GapFilled: N_("Taken already. Thank you for being there!"),
        GapOver: N_("Nobody is needed there any more. Thank you!"),
    }
)


@router.press(AnswerGap, role=Role.VOLUNTEER)
def answer(ctx: Context, pressed: AnswerGap) -> None:
    """Whoever is second is thanked in the same message."""
    gap = ctx.db.gaps.gap(pressed.gap_id)
    shift = ctx.db.shifts.shift(gap.shift_id)
    if gap.closed_at is not None and gap.filled_by != ctx.person.id:
        ctx.show(_drawn(ctx.turn, gap, ctx.person))
        return

    def do() -> object:
        return ctx.db.crews.answer(gap.id, ctx.person.id, now=ctx.now, insist=bool(pressed.sure))

    try:
        if not or_clash(ctx, shift, do, anyway=AnswerGap(gap.id, 1)):
            return
    except (AlreadyInShift, GapFilled):
        if ctx.db.crews.of(ctx.person.id, shift.id) is None:
            raise
    ctx.toast(_("Thank you! It is yours."))
    ctx.show(shift_screen(ctx.turn, shift.id, ctx.person))
    redraw_gaps(ctx.turn)


@router.press(PassGap, role=Role.RESIDENT)
def pass_on(ctx: Context, pressed: PassGap) -> None:
    gap = ctx.db.gaps.gap(pressed.gap_id)
    if gap.closed_at is None:
        ctx.db.gaps.decline(gap.id, ctx.person.id, ctx.now)
    shift = ctx.db.shifts.shift(gap.shift_id)
    text = _("That is all right. Thank you for the quick answer!")
    ctx.show(Screen(paragraphs(named(shift, ctx.turn), text)))


@router.card("gap")
def draw(turn: Turn, gap_id: int, viewer: Person | None) -> Screen:
    if viewer is None:
        raise NoLongerThere
    return _drawn(turn, turn.db.gaps.gap(gap_id), viewer)


@router.notice(GapCall)
def call(chat: Chat, _person: Person, notice: GapCall) -> None:
    """As a card, which is drawn when it leaves: by then somebody may have taken it."""
    gap = chat.turn.db.gaps.gap(notice.gap_id)
    gap.require_open()
    chat.turn.db.outbox.put(
        chat.lane, "sendMessage", None, now=chat.turn.now, chat_id=chat.id, card=gap.card
    )


@router.alarm(GapWidens)
def widen(turn: Turn, alarm: GapWidens) -> None:
    turn.db.gaps.widen(alarm.gap_id, alarm.circle, now=turn.now, house=turn.house)
    redraw_gaps(turn)


@router.notice(GapUnfilled)
def tell_unfilled(chat: Chat, _person: Person, notice: GapUnfilled) -> None:
    """The staff hear how many have been asked, and go on from there."""
    gap = chat.turn.db.gaps.gap(notice.gap_id)
    gap.require_open()
    shift = chat.turn.db.shifts.shift(gap.shift_id)
    shift.require_ahead(chat.turn.now)
    asked = ngettext(
        "Still nobody: {n} volunteer was called.",
        "Still nobody: {n} volunteers were called.",
        gap.called,
    )
    if not gap.called:
        asked = _("Somebody is missing, and there is nobody free to call.")
    text = paragraphs(_mark(named(shift, chat.turn)), asked)
    chat.say(Screen(text, [[Button(_("Open the shift"), Manage(shift.id))]]))


def _drawn(turn: Turn, gap: Gap, viewer: Person) -> Screen:
    shift = turn.db.shifts.shift(gap.shift_id)
    if gap.filled_by == viewer.id:
        text = paragraphs(named(shift, turn), _("✅ It is yours. Thank you!"))
        return Screen(text, [[Button(_("See the shift"), ShowShift(shift.id))]], gap.card)
    if gap.filled_by is not None:
        text = _("✅ Taken. Thank you for being ready to help!")
        return Screen(paragraphs(named(shift, turn), text), (), gap.card)
    if gap.closed_at is not None or turn.now >= shift.starts_at:
        text = _("Nobody is needed there any more. Thank you!")
        return Screen(paragraphs(named(shift, turn), text), (), gap.card)
    return _open(turn, gap, shift)


def _open(turn: Turn, gap: Gap, shift: Shift) -> Screen:
    part = shift.part(gap.part_id)
    text = paragraphs(
        _("🙋 Somebody is missing here. Could you help out?"),
        where(shift, turn),
        _("Needed: {part}", part=plain(part.name)) if part.name else "",
        _("It goes to whoever says yes first."),
    )
    rows = [[Button(_("I'll do it"), AnswerGap(gap.id)),
             Button(_("Not this time"), PassGap(gap.id))]]  # fmt: skip
    return Screen(text, rows, gap.card)


def _mark(said: str) -> str:
    return f"❗ {said}"
