"""Taking a place at once, changing one's mind, and answering an offer."""

from collections.abc import Callable

from community.activities import HasStarted, IsCancelled
from community.people import Person, Role
from community.sign_ups import (
    AlreadySignedUp,
    DecideFirst,
    NoRoomForMore,
    NothingOffered,
    NotSignedUp,
    PartyTooLarge,
    SignUp,
    SignUpClosed,
    Standing,
    TooManyCompanions,
)
from handlers.activities.acting import ask_despite, note_acting, whose
from handlers.activities.buttons import (
    Accept,
    AskLeave,
    ChangeNumber,
    Decline,
    Join,
    JoinAnyway,
    Leave,
    SetCompanions,
)
from handlers.activities.cards import card, leaving, numbers
from handlers.activities.questions import ask_open
from handlers.activities.wording import Seen, also_then, look, named_plainly
from handlers.kit.context import Context
from handlers.kit.links import number_in
from handlers.kit.router import Router
from handlers.kit.screen import Screen
from locales import N_, _

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
    """At once, but for a clash: that is asked in private."""
    person = whose(ctx, pressed.for_id)
    if not _is_asked_despite(ctx, person, pressed.activity_id):
        sign_up(ctx, pressed.activity_id, person)


@router.press(JoinAnyway, role=Role.RESIDENT)
def join_anyway(ctx: Context, pressed: JoinAnyway) -> None:
    person = whose(ctx, pressed.for_id)
    sign_up(ctx, pressed.activity_id, person, companions=pressed.companions)


@router.link("join")
def join_by_link(ctx: Context, number: str) -> None:
    activity_id = number_in(number)
    pressed = Join(activity_id)
    or_say_why(ctx, ctx.person, activity_id, lambda: join(ctx, pressed))


@router.press(AskLeave, role=Role.RESIDENT)
def ask_leave(ctx: Context, pressed: AskLeave) -> None:
    seen = look(ctx.turn, pressed.activity_id, whose(ctx, pressed.for_id))
    seen.activity.require_ahead(ctx.now)
    ctx.show(leaving(seen) if seen.sign_up else card(seen))


@router.press(Leave, role=Role.RESIDENT)
def leave(ctx: Context, pressed: Leave) -> None:
    person = whose(ctx, pressed.for_id)
    ctx.db.sign_ups.leave(pressed.activity_id, person.id, now=ctx.now, house=ctx.house)
    ctx.db.questions.stop_asking(pressed.activity_id, person.id)
    note_acting(ctx, "gave up a place for", pressed.activity_id, person)
    _changed(ctx, person, pressed.activity_id, _("Done. Thank you for telling us."))


@router.press(ChangeNumber, role=Role.RESIDENT)
def change_number(ctx: Context, pressed: ChangeNumber) -> None:
    seen = look(ctx.turn, pressed.activity_id, whose(ctx, pressed.for_id))
    seen.activity.require_ahead(ctx.now)
    ctx.show(numbers(seen) if seen.sign_up else card(seen))


@router.press(SetCompanions, role=Role.RESIDENT)
def set_companions(ctx: Context, pressed: SetCompanions) -> None:
    person = whose(ctx, pressed.for_id)
    ctx.db.sign_ups.change_companions(
        pressed.activity_id, person.id, pressed.companions, now=ctx.now, house=ctx.house
    )
    note_acting(ctx, "changed the number for", pressed.activity_id, person)
    _changed(ctx, person, pressed.activity_id, _("Done."))


@router.press(Accept, role=Role.RESIDENT)
def accept(ctx: Context, pressed: Accept) -> None:
    person = whose(ctx, pressed.for_id)
    accepted = ctx.db.sign_ups.accept(pressed.activity_id, person.id, ctx.now)
    note_acting(ctx, "accepted a place for", pressed.activity_id, person)
    _changed(ctx, person, pressed.activity_id, _("The place is yours. See you there!"))
    ask_open(ctx, accepted)


@router.press(Decline, role=Role.RESIDENT)
def decline(ctx: Context, pressed: Decline) -> None:
    person = whose(ctx, pressed.for_id)
    ctx.db.sign_ups.decline(pressed.activity_id, person.id, now=ctx.now, house=ctx.house)
    note_acting(ctx, "declined a place for", pressed.activity_id, person)
    said = _("Thank you. The place goes to whoever is next.")
    _changed(ctx, person, pressed.activity_id, said)


def sign_up(
    ctx: Context, activity_id: int, person: Person, *, companions: int = 0, note: str = ""
) -> None:
    """In at once, or in the line; a second tap changes nothing and says how things stand."""
    try:
        made = ctx.db.sign_ups.sign_up(
            activity_id,
            person.id,
            now=ctx.now,
            house=ctx.house,
            companions=companions,
            note=note,
        )
    except AlreadySignedUp:
        show_already(ctx, activity_id, person)
        return
    _note_for(ctx, made, person)
    seen = look(ctx.turn, activity_id, person, made)
    ctx.toast(_outcome(seen))
    _show_mine(ctx, card(seen))
    ctx.redraw(seen.activity.card)
    ask_open(ctx, made)


def _note_for(ctx: Context, made: SignUp, person: Person) -> None:
    """That somebody else has made it, and who."""
    if person.id != ctx.person.id:
        ctx.db.contacts.note_made_by(made.id, ctx.person.id)
        note_acting(ctx, "signed up", made.activity_id, person)


def _is_asked_despite(ctx: Context, person: Person, activity_id: int) -> bool:
    """Asks before the place is taken, when the person has something else at that time."""
    activity = ctx.db.activities.activity(activity_id)
    found = also_then(ctx.turn, person.id, activity)
    if not found or not activity.is_open(ctx.now):
        return False
    seen = look(ctx.turn, activity_id, person)
    if seen.sign_up:
        return False
    if ctx.is_private:
        ctx.show(ask_despite(seen, found, JoinAnyway(activity_id, seen.for_id)))
    else:
        ctx.lead_to_private(f"join-{activity_id}")
    return True


def _changed(ctx: Context, person: Person, activity_id: int, said: str) -> None:
    seen = look(ctx.turn, activity_id, person)
    ctx.toast(said)
    ctx.show(card(seen))
    ctx.redraw(seen.activity.card)


def show_already(ctx: Context, activity_id: int, person: Person) -> None:
    seen = look(ctx.turn, activity_id, person)
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
    said = _where_they_stand(seen)
    if not seen.person.is_contact:
        return said
    return _("{name}: {answer}", name=seen.person.name, answer=said)


def _where_they_stand(seen: Seen) -> str:
    named = named_plainly(seen.activity, seen.turn)
    if seen.standing is Standing.CONFIRMED:
        return _("You have a place: {activity}", activity=named)
    if seen.standing is Standing.OFFERED:
        return _("A place is reserved for you: {activity}. Please answer in our chat.",
                 activity=named)  # fmt: skip
    if seen.activity.awaits_draw:
        return _("You are in the draw: {activity}", activity=named)
    return _("All places are taken. You are number {position} on the waiting list: {activity}",
             position=seen.position, activity=named)  # fmt: skip


def or_say_why(ctx: Context, person: Person, activity_id: int, act: Callable[[], None]) -> None:
    """What leads here, a welcome or a form, is done and must not be undone by a refusal."""
    if not ctx.turn.features.attempt(ctx, act):
        ctx.private.say(card(look(ctx.turn, activity_id, person)))
