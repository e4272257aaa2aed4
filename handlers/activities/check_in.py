"""Arriving: by the code at the entrance, scanned or typed, with or without a place."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from community.activities import Activity, State
from community.attendance import (
    OPENS_BEFORE,
    Attendance,
    CheckInNotYet,
    CheckInOver,
    How,
    NotCheckedIn,
    PartyUnfit,
    Phase,
    most_people,
    phase,
    read_code,
)
from community.people import Person, Role
from community.sign_ups import Standing
from handlers.activities.acting import whose
from handlers.activities.buttons import ShowActivity
from handlers.activities.wording import cancelled, named
from handlers.kit import form
from handlers.kit.context import Context, Turn
from handlers.kit.dates import when
from handlers.kit.incoming import Content, Said
from handlers.kit.links import number_in
from handlers.kit.router import File, Router
from handlers.kit.screen import Button, Link, Press, Row, Screen, lines, paragraphs, plain
from locales import N_, _, ngettext, speaking

PER_ROW = 4
MOST_ALONG = 6
LONGEST_TITLE = 30  # on a button
DOTS = 20  # of the picture to one of the code: sharp on a sheet of paper

listening = Router()  # before the forms: a code on the spot is not the answer to a question
router = Router(
    keeps=(N_("which activities you came to, and with how many people"),),
    refusals={
        CheckInNotYet: N_("Check-in begins an hour before the start."),
        CheckInOver: N_("It is too late to change who was there."),
        NotCheckedIn: N_("There is no check-in any more. Please send the code again."),
        PartyUnfit: N_("It can be from 1 to {most} people."),
    },
)


class SetHere(Press, prefix="in.many"):
    """How many have come, with the person who taps."""

    activity_id: int
    people: int


class BringIn(Press, prefix="in.too"):
    """Somebody without Telegram is here, together with who acts for them."""

    activity_id: int
    for_id: int


class ComeIn(Press, prefix="in.anyway"):
    """Here, and not where they have a place; with the code, since a button can be forged."""

    activity_id: int
    code: int


@router.link("in")
def scan(ctx: Context, argument: str) -> None:
    number, _dash, code = argument.partition("-")
    if activity := _coded(ctx, code, number_in(number)):
        _arrive(ctx, activity, code, How.QR)


@listening.content
def type_code_of_now(ctx: Context, content: Content) -> bool:
    """Whoever left a question open can check in all the same. Any other number is for the form;
    one that it refuses counts as a guess, or anybody could guess on behind a form."""
    code = _typed(ctx, content)
    if code is None or not ctx.person.is_known or not form.is_asking(ctx):
        return False
    telegram_id, guesses = ctx.incoming.sender.id, ctx.db.invitations
    if guesses.is_silenced(telegram_id, ctx.now):
        return False
    activity = ctx.db.attendance.coded(code, ctx.now)
    if activity and phase(activity, ctx.now) is Phase.OPEN:
        _arrive(ctx, activity, code, How.CODE)
    elif not ctx.turn.features.attempt(ctx, lambda: form.answer(ctx, content)):
        guesses.guessed(telegram_id, ctx.now)
    return True


@router.content
def type_code(ctx: Context, content: Content) -> bool:
    """Six digits and nothing else; forwarded ones may come from anywhere."""
    code = _typed(ctx, content)
    if code is None:
        return False
    if activity := _coded(ctx, code):
        _arrive(ctx, activity, code, How.CODE)
    return True


@router.press(ComeIn, role=Role.RESIDENT)
def come_in(ctx: Context, pressed: ComeIn) -> None:
    if activity := _coded(ctx, str(pressed.code), pressed.activity_id):
        _let_in(ctx, activity, How.CODE)


@router.press(SetHere, role=Role.RESIDENT)
def set_here(ctx: Context, pressed: SetHere) -> None:
    activity = ctx.db.activities.activity(pressed.activity_id)
    attendance = ctx.db.attendance.set_people(
        activity.id, ctx.person.id, pressed.people, now=ctx.now, by_manager=False
    )
    ctx.toast(ngettext("{n} person", "{n} people", attendance.people))
    ctx.show(_welcome(ctx, activity, attendance))


@router.press(BringIn, role=Role.RESIDENT)
def bring_in(ctx: Context, pressed: BringIn) -> None:
    """Only who has come can say who came along."""
    activity = ctx.db.activities.activity(pressed.activity_id)
    person = whose(ctx, pressed.for_id)
    mine = ctx.db.attendance.at(activity.id, ctx.person.id)
    if mine is None:
        raise NotCheckedIn
    let_in(ctx.turn, activity, person.id, how=How.CODE)
    ctx.toast(_("{name} is here.", name=person.name))
    ctx.show(_welcome(ctx, activity, mine))


@router.make("check_in_code")
def code_picture(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    """The code to hold up or print; whoever scans it lands here and is checked in."""
    activity = turn.db.activities.activity(int(facts["activity_id"]))
    code = turn.db.attendance.code(activity)
    address = turn.link(f"in-{activity.id}-{code}")
    with speaking(str(facts["language"])):
        caption = paragraphs(
            named(activity, turn),
            f"<b>{code[:3]} {code[3:]}</b>",
            _("To check in, scan this or type the number in the chat with me."),
        )
    return lambda: _picture(address, caption)


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"attendance": turn.db.attendance.held(person.id)}


def _typed(ctx: Context, content: Content) -> str | None:
    is_plain = content.said is Said.TEXT and ctx.incoming.is_plain
    return read_code(content.text) if is_plain else None


def _coded(ctx: Context, code: str, activity_id: int | None = None) -> Activity | None:
    """The activity of this code. A wrong one is answered, not refused: a refusal would undo
    that it was counted. Whoever guesses on and on is not answered at all."""
    telegram_id, guesses = ctx.incoming.sender.id, ctx.db.invitations
    if guesses.is_silenced(telegram_id, ctx.now):
        return None
    if activity := ctx.db.attendance.coded(code, ctx.now, activity_id):
        return activity
    guesses.guessed(telegram_id, ctx.now)
    ctx.say(Screen(_wrong_code(is_last=guesses.is_silenced(telegram_id, ctx.now))))
    return None


def _wrong_code(*, is_last: bool) -> str:
    if is_last:
        return _(
            "That was the fifth wrong code, so I read no more of them for an hour. The organiser "
            "can check you in from the list."
        )
    return _("No activity has this code. Please compare it with the sign at the entrance.")


def _arrive(ctx: Context, activity: Activity, code: str, how: How) -> None:
    if not ctx.person.is_known:
        _welcome_first(ctx, activity, code)
        return
    other = ctx.db.attendance.also_expected(ctx.person.id, activity.id, ctx.now)
    sign_up = ctx.db.sign_ups.of(ctx.person.id, activity.id)
    has_place = sign_up is not None and sign_up.standing is Standing.CONFIRMED
    if activity.state is State.CANCELLED or phase(activity, ctx.now) is not Phase.OPEN:
        ctx.show(_wrong_time(ctx.turn, activity, other))
    elif other and not has_place and not ctx.db.attendance.at(activity.id, ctx.person.id):
        ctx.show(_which(ctx.turn, activity, other, code))
    else:
        _let_in(ctx, activity, how)


def _let_in(ctx: Context, activity: Activity, how: How) -> None:
    attendance = let_in(ctx.turn, activity, ctx.person.id, how=how)
    ctx.show(_welcome(ctx, activity, attendance))


def let_in(
    turn: Turn, activity: Activity, person_id: int, *, how: How, by_id: int | None = None
) -> Attendance:
    """Check somebody in; once people are being asked how it was, so is who comes late."""
    attendance, is_new = turn.db.attendance.check_in(
        activity.id, person_id, now=turn.now, how=how, by_id=by_id
    )
    if is_new:
        turn.db.feedback.ask_one(activity, person_id, turn.now)
    return attendance


def _welcome_first(ctx: Context, activity: Activity, code: str) -> None:
    text = paragraphs(
        named(activity, ctx.turn),
        _("Let us get to know each other first. It takes four taps."),
    )
    link = ctx.turn.link(f"in-{activity.id}-{code}")
    ctx.say(Screen(text, [[Link(_("Begin"), link)]]))


def _welcome(ctx: Context, activity: Activity, attendance: Attendance) -> Screen:
    """A receipt to show at the door; who brought others can say that fewer have come."""
    walk_in = _("You had no place, and you are welcome all the same.")
    party = attendance.people
    most = most_people(activity, ctx.db.sign_ups.of(ctx.person.id, activity.id))
    text = paragraphs(
        named(activity, ctx.turn),
        ngettext("✅ You are checked in.", "✅ You are checked in, {n} people together.", party),
        walk_in if attendance.how is How.WALK_IN else "",
        _("How many of you are here in all?") if most > 1 else "",
    )
    return Screen(text, [*_numbers(activity, most), *_along(ctx, activity)])


def _along(ctx: Context, activity: Activity) -> list[Row]:
    """Those for whom the person has signed up and who are not here yet."""
    mine = ctx.db.contacts.signed_up(ctx.person.id, activity.id)
    missing = [one for one in mine if not ctx.db.attendance.at(activity.id, one.id)]
    return [
        [Button(_("✅ {name} is here too", name=one.name), BringIn(activity.id, one.id))]
        for one in missing[:MOST_ALONG]
    ]


def _numbers(activity: Activity, most: int) -> list[Row]:
    if most == 1:
        return []
    buttons = [
        Button(_("Just me") if n == 1 else str(n), SetHere(activity.id, n))
        for n in range(1, most + 1)
    ]
    return [buttons[i : i + PER_ROW] for i in range(0, len(buttons), PER_ROW)]


def _wrong_time(turn: Turn, activity: Activity, other: Activity | None) -> Screen:
    """What the code is for, and what to do instead."""
    opens = when(activity.starts_at - OPENS_BEFORE, turn)
    instead = _("You have a place here: {activity}. Please send the code of this one.",
                activity=named(other, turn)) if other else ""  # fmt: skip
    if said := cancelled(activity):
        return Screen(paragraphs(named(activity, turn), said, instead))
    if phase(activity, turn.now) is Phase.NOT_YET:
        said = _("You are early. Please send the code again from {when}.", when=opens)
    else:
        said = _("This code was for an activity that is over. If you were there, please tell the "
                 "organiser.")  # fmt: skip
    return Screen(paragraphs(lines(named(activity, turn), plain(activity.place)), said, instead))


def _which(turn: Turn, activity: Activity, other: Activity, code: str) -> Screen:
    text = _(
        "This code is for {here}. But you have a place at {other}. Where are you now?",
        here=named(activity, turn),
        other=named(other, turn),
    )
    rows = [
        [Button(activity.title[:LONGEST_TITLE], ComeIn(activity.id, int(code)))],
        [Button(other.title[:LONGEST_TITLE], ShowActivity(other.id))],
    ]
    return Screen(text, rows)


def _picture(address: str, caption: str) -> File:
    # Few restarts ever need it.
    import segno  # noqa: PLC0415

    picture = BytesIO()
    segno.make(address, micro=False, error="m").save(picture, kind="png", scale=DOTS, border=4)
    payload = {"caption": caption, "parse_mode": "HTML"}
    return File("sendPhoto", "photo", "check-in.png", picture.getvalue(), payload)
