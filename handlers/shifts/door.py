"""Coming and leaving: by the code on site or a tap in the staff's list; who was missed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from babel.dates import format_time

from community.assignments import Member, NotInShift, Standing
from community.attendance import read_code
from community.people import Role
from community.shifts import Shift
from handlers.kit.context import Context, Turn
from handlers.kit.incoming import Content, Said
from handlers.kit.links import number_in
from handlers.kit.paging import Page
from handlers.kit.router import File, Router
from handlers.kit.screen import Button, Opens, Row, Screen, lines, paragraphs
from handlers.shifts.browsing import shift_screen
from handlers.shifts.buttons import (
    AddWalkIn,
    CheckIn,
    CheckMeOut,
    CheckOut,
    Excuse,
    ShowCode,
    ShowDoor,
    ShowMember,
    UndoCheckIn,
)
from handlers.shifts.managed import back
from handlers.shifts.managing import managed_shift, note
from handlers.shifts.wording import STANDINGS, named
from handlers.volunteers.buttons import ShowHours
from handlers.volunteers.wording import hours
from locales import _, locale_of, ngettext, speaking, spoken

PER_PAGE = 12
LONGEST_LABEL = 40
DOTS = 20  # of the picture to one of the code: sharp on a sheet of paper

listening = Router()  # before the forms and activities: a code on the spot answers no question
router = Router()


@router.link("here")
def scan(ctx: Context, argument: str) -> None:
    number, _dash, code = argument.partition("-")
    telegram_id, guesses = ctx.incoming.sender.id, ctx.db.invitations
    if guesses.is_silenced(telegram_id, ctx.now):
        return
    if shift := ctx.db.turnouts.coded(code, ctx.now, number_in(number)):
        arrive(ctx, shift)
        return
    # Answered and not refused: a refusal would undo that the guess was counted.
    guesses.guessed(telegram_id, ctx.now)
    ctx.say(Screen(_("No shift has this code now. Please compare it with the sign.")))


@listening.content
def type_code(ctx: Context, content: Content) -> bool:
    """Six digits that are a shift's; all others may be an activity's, which counts guesses."""
    code = read_code(content.text) if content.said is Said.TEXT else None
    if code is None or not ctx.incoming.is_plain or not ctx.person.is_known:
        return False
    if ctx.db.invitations.is_silenced(ctx.incoming.sender.id, ctx.now):
        return False
    shift = ctx.db.turnouts.coded(code, ctx.now)
    if shift is None:
        return False
    arrive(ctx, shift)
    return True


def arrive(ctx: Context, shift: Shift) -> None:
    """The same code when coming and when leaving: the second time a tap checks out."""
    own = ctx.db.crews.of(ctx.person.id, shift.id)
    if own is None:
        text = _("You are not on the list of this shift. Please tell the staff on site: they can "
                 "add you.")  # fmt: skip
        ctx.say(Screen(paragraphs(named(shift, ctx.turn), text), [[_to_shifts()]]))
        return
    _assignment, is_new = ctx.db.turnouts.check_in(
        shift.id, ctx.person.id, now=ctx.now, house=ctx.house
    )
    news = _("🟢 You are checked in. Thank you for coming!") if is_new else ""
    ctx.say(shift_screen(ctx.turn, shift.id, ctx.person, news=news))


@router.press(CheckMeOut, role=Role.RESIDENT)
def check_me_out(ctx: Context, pressed: CheckMeOut) -> None:
    shift = ctx.db.shifts.shift(pressed.shift_id)
    if ctx.db.crews.of(ctx.person.id, shift.id) is None:
        raise NotInShift
    service = ctx.db.turnouts.check_out(shift.id, ctx.person.id, now=ctx.now, house=ctx.house)
    said = _("🏁 Thank you! {hours} are counted.",
             hours=hours(timedelta(minutes=service.minutes)))  # fmt: skip
    rows = [[Button(_("My hours"), ShowHours(0)), _to_shifts()]]
    ctx.show(Screen(paragraphs(named(shift, ctx.turn), said), rows))


@router.press(ShowDoor, role=Role.STAFF)
def show_door(ctx: Context, pressed: ShowDoor) -> None:
    show_list(ctx, managed_shift(ctx, pressed.shift_id), pressed.page)


@router.press(CheckIn, role=Role.STAFF)
def check_in(ctx: Context, pressed: CheckIn) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    ctx.db.turnouts.check_in(
        shift.id, pressed.person_id, now=ctx.now, house=ctx.house, by_id=ctx.person.id
    )
    note(ctx, f"checked in person:{pressed.person_id}", shift)
    show_list(ctx, shift, 0)


@router.press(CheckOut, role=Role.STAFF)
def check_out(ctx: Context, pressed: CheckOut) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    ctx.db.turnouts.check_out(shift.id, pressed.person_id, now=ctx.now, house=ctx.house)
    note(ctx, f"checked out person:{pressed.person_id}", shift)
    show_list(ctx, shift, 0)


@router.press(UndoCheckIn, role=Role.STAFF)
def undo(ctx: Context, pressed: UndoCheckIn) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    ctx.db.turnouts.undo(shift.id, pressed.person_id, ctx.now)
    note(ctx, f"undid the check-in of person:{pressed.person_id}", shift)
    ctx.toast(_("Undone."))
    show_list(ctx, shift, 0)


@router.press(Excuse, role=Role.STAFF)
def excuse(ctx: Context, pressed: Excuse) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    ctx.db.turnouts.excuse(shift.id, pressed.person_id, by_id=ctx.person.id, now=ctx.now)
    note(ctx, f"excused person:{pressed.person_id}", shift)
    ctx.toast(_("Excused"))
    show_list(ctx, shift, 0)


@router.press(ShowCode, role=Role.STAFF)
def show_code(ctx: Context, pressed: ShowCode) -> None:
    """Also long before, to print it."""
    shift = managed_shift(ctx, pressed.shift_id)
    ctx.db.turnouts.code(shift.id)
    ctx.toast(_("The code is on its way."))
    ctx.private.make("shift_code", shift_id=shift.id, language=ctx.person.language)


@router.make("shift_code")
def code_picture(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    shift = turn.db.shifts.shift(int(facts["shift_id"]))
    code = turn.db.turnouts.code(shift.id)
    address = turn.link(f"here-{shift.id}-{code}")
    with speaking(str(facts["language"])):
        caption = paragraphs(
            named(shift, turn),
            f"<b>{code[:3]} {code[3:]}</b>",
            _("To check in and out, scan this or type the number in the chat with me."),
        )
    return lambda: _picture(address, caption)


def show_list(ctx: Context, shift: Shift, number: int) -> None:
    members = ctx.db.crews.crew(shift.id)
    page = Page(number, len(members), PER_PAGE)
    ctx.show(_door(ctx.turn, shift, members[page.offset : page.offset + page.size], page))


def _door(turn: Turn, shift: Shift, members: Sequence[Member], page: Page) -> Screen:
    """One tap checks in, the next checks out."""
    here = sum(one.assignment.standing is Standing.CAME for one in members)
    said = ngettext("{n} person is here.", "{n} people are here.", here)
    hint = _("Tap a name when they come, and again when they leave.")
    rows: list[Row] = [_name(turn, shift, one) for one in members]
    code = Button(_("Show the code"), ShowCode(shift.id))
    turns = page.turns(lambda to: ShowDoor(shift.id, to))
    text = paragraphs(named(shift, turn), lines(said, hint if members else _("Nobody yet.")))
    add = Button(_("＋ Somebody else"), AddWalkIn(shift.id))
    return Screen(text, [*rows, turns, [add, code], [back(shift)]])


def _name(turn: Turn, shift: Shift, one: Member) -> Row:
    own = one.assignment
    label = f"{STANDINGS[own.standing]} {one.name or _('(erased)')}"[:LONGEST_LABEL]
    person_id = own.person_id
    if own.standing is Standing.CAME:
        undo_it = Button(_("Undo"), UndoCheckIn(shift.id, person_id))
        return [Button(f"{label} {_clock(own.came_at, turn)}", CheckOut(shift.id, person_id)),
                undo_it]  # fmt: skip
    if own.standing is Standing.LEFT:
        return [Button(label, ShowMember(shift.id, person_id)),
                Button(_("Undo"), UndoCheckIn(shift.id, person_id))]  # fmt: skip
    if own.standing is Standing.MISSED and not own.excused_at:
        return [Button(label, CheckIn(shift.id, person_id)),
                Button(_("Excuse"), Excuse(shift.id, person_id))]  # fmt: skip
    return [Button(label, CheckIn(shift.id, person_id))]


def _clock(moment: datetime | None, turn: Turn) -> str:
    if moment is None:
        return ""
    return str(format_time(moment, "H:mm", tzinfo=turn.house.zone, locale=locale_of(spoken())))


def _to_shifts() -> Button:
    return Button(_("Shifts"), Opens("shifts"))


def _picture(address: str, caption: str) -> File:
    # Few restarts ever need it.
    import segno  # noqa: PLC0415

    picture = BytesIO()
    segno.make(address, micro=False, error="m").save(picture, kind="png", scale=DOTS, border=4)
    payload = {"caption": caption, "parse_mode": "HTML"}
    return File("sendPhoto", "photo", "check-in.png", picture.getvalue(), payload)
