"""Taking a place, alone or with others, changing one's mind, and answering an offer."""

from collections.abc import Callable, Sequence

from community.activities import MOST_COMPANIONS, HasStarted, IsCancelled
from community.people import Role
from community.sign_ups import (
    AlreadySignedUp,
    DecideFirst,
    NoRoomForMore,
    NothingOffered,
    NotSignedUp,
    PartyTooLarge,
    SignUpClosed,
    Standing,
    TooManyCompanions,
)
from handlers.activities.browsing import activity_number
from handlers.activities.buttons import (
    Accept,
    AskLeave,
    Bring,
    ChangeNumber,
    Decline,
    Join,
    Leave,
    SetCompanions,
)
from handlers.activities.cards import card, leaving, numbers
from handlers.activities.wording import Seen, asking_about, look, named_plainly
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Screen
from handlers.kit.steps import Answers, Option, Step, number, words
from locales import N_, _

LONGEST_NOTE = 200

router = Router(
    refusals={
        IsCancelled: N_("This activity has been cancelled."),
        HasStarted: N_("This activity has already begun."),
        SignUpClosed: N_("Sign-up for this activity is closed."),
        AlreadySignedUp: N_("You have signed up for this already."),
        NotSignedUp: N_("You have not signed up for this, so there is nothing to change."),
        TooManyCompanions: N_("Here each person may bring up to {most} others."),
        PartyTooLarge: N_("There are only {most} places in all."),
        NoRoomForMore: N_(
            "That many do not fit any more. You can bring up to {possible}. "
            "Your places stay as they were."
        ),
        DecideFirst: N_("A place is reserved for you. Please accept or decline it first."),
        NothingOffered: N_("This offer is over or has been answered. See /activities."),
    }
)


@router.press(Join, role=Role.RESIDENT, entry=lambda pressed: f"join-{pressed.activity_id}")
def join(ctx: Context, pressed: Join) -> None:
    _join(ctx, pressed.activity_id)


@router.link("join")
def join_by_link(ctx: Context, number: str) -> None:
    activity_id = activity_number(number)
    _or_say_why(ctx, activity_id, lambda: _join(ctx, activity_id))


@router.press(Bring, role=Role.RESIDENT, entry=lambda pressed: f"bring-{pressed.activity_id}")
def bring(ctx: Context, pressed: Bring) -> None:
    if ctx.is_private:
        _bring(ctx, pressed.activity_id)
    else:
        ctx.lead_to_private(f"bring-{pressed.activity_id}")


@router.link("bring")
def bring_by_link(ctx: Context, number: str) -> None:
    activity_id = activity_number(number)
    _or_say_why(ctx, activity_id, lambda: _bring(ctx, activity_id))


@router.press(AskLeave, role=Role.RESIDENT)
def ask_leave(ctx: Context, pressed: AskLeave) -> None:
    seen = look(ctx.turn, pressed.activity_id, ctx.person)
    seen.activity.require_ahead(ctx.now)
    ctx.show(leaving(seen) if seen.sign_up else card(seen))


@router.press(Leave, role=Role.RESIDENT)
def leave(ctx: Context, pressed: Leave) -> None:
    ctx.db.sign_ups.leave(pressed.activity_id, ctx.person.id, now=ctx.now, house=ctx.house)
    _changed(ctx, pressed.activity_id, _("Done. Thank you for telling us."))


@router.press(ChangeNumber, role=Role.RESIDENT)
def change_number(ctx: Context, pressed: ChangeNumber) -> None:
    seen = look(ctx.turn, pressed.activity_id, ctx.person)
    seen.activity.require_ahead(ctx.now)
    ctx.show(numbers(seen) if seen.sign_up else card(seen))


@router.press(SetCompanions, role=Role.RESIDENT)
def set_companions(ctx: Context, pressed: SetCompanions) -> None:
    ctx.db.sign_ups.change_companions(
        pressed.activity_id, ctx.person.id, pressed.companions, now=ctx.now, house=ctx.house
    )
    _changed(ctx, pressed.activity_id, _("Done."))


@router.press(Accept, role=Role.RESIDENT)
def accept(ctx: Context, pressed: Accept) -> None:
    ctx.db.sign_ups.accept(pressed.activity_id, ctx.person.id, ctx.now)
    _changed(ctx, pressed.activity_id, _("The place is yours. See you there!"))


@router.press(Decline, role=Role.RESIDENT)
def decline(ctx: Context, pressed: Decline) -> None:
    ctx.db.sign_ups.decline(pressed.activity_id, ctx.person.id, now=ctx.now, house=ctx.house)
    _changed(ctx, pressed.activity_id, _("Thank you. The place goes to whoever is next."))


def finish_bringing(ctx: Context, facts: Answers) -> None:
    activity_id, companions = int(facts["activity_id"]), int(facts["companions"])
    _or_say_why(
        ctx,
        activity_id,
        lambda: _join(ctx, activity_id, companions=companions, note=facts["note"]),
    )


def _join(ctx: Context, activity_id: int, *, companions: int = 0, note: str = "") -> None:
    """In at once, or in the line; a second tap changes nothing and says how things stand."""
    try:
        made = ctx.db.sign_ups.sign_up(
            activity_id,
            ctx.person.id,
            now=ctx.now,
            house=ctx.house,
            companions=companions,
            note=note,
        )
    except AlreadySignedUp:
        _show_already(ctx, activity_id)
        return
    seen = look(ctx.turn, activity_id, ctx.person, made)
    ctx.toast(_outcome(seen))
    _show_mine(ctx, card(seen))
    ctx.redraw(seen.activity.card)


def _bring(ctx: Context, activity_id: int) -> None:
    seen = look(ctx.turn, activity_id, ctx.person)
    seen.activity.require_ahead(ctx.now)
    if seen.sign_up:
        _show_already(ctx, activity_id)
    elif not seen.activity.is_open(ctx.now):
        raise SignUpClosed
    elif not seen.activity.companions_allowed:
        _join(ctx, activity_id)
    else:
        BRINGING.start(ctx, activity_id=activity_id)


def _changed(ctx: Context, activity_id: int, said: str) -> None:
    seen = look(ctx.turn, activity_id, ctx.person)
    ctx.toast(said)
    ctx.show(card(seen))
    ctx.redraw(seen.activity.card)


def _show_already(ctx: Context, activity_id: int) -> None:
    seen = look(ctx.turn, activity_id, ctx.person)
    ctx.toast(_outcome(seen))
    if ctx.is_private:
        ctx.show(card(seen))


def _show_mine(ctx: Context, mine: Screen) -> None:
    """In place where the person is alone with the bot; a receipt of their own otherwise."""
    if ctx.is_private:
        ctx.show(mine)
    else:
        ctx.private.say(mine)


def _outcome(seen: Seen) -> str:
    named = named_plainly(seen.activity, seen.turn)
    if seen.standing is Standing.CONFIRMED:
        return _("You have a place: {activity}", activity=named)
    if seen.standing is Standing.OFFERED:
        return _("A place is reserved for you: {activity}. Please answer in our chat.",
                 activity=named)  # fmt: skip
    return _("All places are taken. You are number {position} on the waiting list: {activity}",
             position=seen.position, activity=named)  # fmt: skip


def _or_say_why(ctx: Context, activity_id: int, act: Callable[[], None]) -> None:
    """What leads here, a welcome or a form, is done and must not be undone by a refusal."""
    if not ctx.turn.features.attempt(ctx, act):
        ctx.private.say(card(look(ctx.turn, activity_id, ctx.person)))


def _companions(turn: Turn, answers: Answers) -> Sequence[Option]:
    activity = turn.db.activities.activity(int(answers["activity_id"]))
    return [
        Option(str(n), f"+{n}", literal=True) for n in range(1, activity.companions_allowed + 1)
    ]


def _require_allowed(companions: str, turn: Turn, answers: Answers) -> None:
    activity = turn.db.activities.activity(int(answers["activity_id"]))
    if int(companions) > activity.companions_allowed:
        raise TooManyCompanions(most=activity.companions_allowed)


BRINGING = Form(
    "bring",
    (
        Step(
            "companions",
            asking_about(
                N_("How many people come along with you? You get all places together, or none.")
            ),
            number(0, MOST_COMPANIONS),
            _companions,
            columns=5,
            require=_require_allowed,
        ),
        Step(
            "note",
            asking_about(
                N_(
                    "Is there anything the organiser should know? For example ages, allergies or "
                    "a wheelchair. Only the staff see it."
                )
            ),
            words(most=LONGEST_NOTE),
            optional=True,
        ),
    ),
    finish_bringing,
)
