"""At the door: staff and organisers let people in by a tap, by a part of the name, or by writing
a new name down. Every tap sets a state, so two people at two doors do not undo each other."""

from collections.abc import Sequence

from community.activities import Activity
from community.attendance import (
    CheckInNotYet,
    Expected,
    How,
    NotMissed,
    Phase,
    phase,
    require_possible,
)
from community.people import Person, Role
from community.refusals import NoLongerThere
from handlers.activities.attendees import (
    MOST_FOUND,
    MOST_OTHERS,
    PER_PAGE,
    AddWalkIn,
    CheckIn,
    CheckInFound,
    EveryoneCame,
    Excuse,
    FindName,
    LetInNeighbour,
    SetCame,
    ShowAttendee,
    ShowCode,
    ShowDoor,
    UndoCheckIn,
    attendee,
    door,
    found,
    here_since,
)
from handlers.activities.check_in import let_in
from handlers.activities.wording import asking_about
from handlers.kit.context import Context
from handlers.kit.form import Form
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.steps import Answers, Step, words
from locales import N_, _

LONGEST_NAME = 60

router = Router(refusals={NotMissed: N_("Nothing is held against them (any more).")})


@router.press(ShowCode, role=Role.RESIDENT)
def show_code(ctx: Context, pressed: ShowCode) -> None:
    """Also long before, to print it."""
    activity = _managed(ctx, pressed.activity_id)
    if phase(activity, ctx.now) is not Phase.NOT_YET:
        require_possible(activity, ctx.now, by_manager=True)
    ctx.db.attendance.code(activity)
    ctx.toast(_("The code is on its way."))
    ctx.private.make("check_in_code", activity_id=activity.id, language=ctx.person.language)


@router.press(ShowDoor, role=Role.RESIDENT)
def show_door(ctx: Context, pressed: ShowDoor) -> None:
    activity = _managed(ctx, pressed.activity_id)
    if phase(activity, ctx.now) is Phase.NOT_YET:
        raise CheckInNotYet
    _show_door(ctx, activity, pressed.page)


@router.press(CheckIn, role=Role.RESIDENT)
def check_in(ctx: Context, pressed: CheckIn) -> None:
    activity = _managed(ctx, pressed.activity_id)
    _check_in(ctx, activity, pressed.person_id)
    _show_door(ctx, activity, pressed.page)


@router.press(CheckInFound, role=Role.RESIDENT)
def check_in_found(ctx: Context, pressed: CheckInFound) -> None:
    activity = _managed(ctx, pressed.activity_id)
    _check_in(ctx, activity, pressed.person_id)
    _show_attendee(ctx, activity, pressed.person_id)


@router.press(ShowAttendee, role=Role.RESIDENT)
def show_attendee(ctx: Context, pressed: ShowAttendee) -> None:
    _show_attendee(ctx, _managed(ctx, pressed.activity_id), pressed.person_id)


@router.press(UndoCheckIn, role=Role.RESIDENT)
def undo(ctx: Context, pressed: UndoCheckIn) -> None:
    activity = _managed(ctx, pressed.activity_id)
    ctx.db.attendance.undo(activity.id, pressed.person_id, ctx.now)
    _note(ctx, "undid the check-in", activity, pressed.person_id)
    ctx.toast(_("Undone."))
    _show_door(ctx, activity, 0)


@router.press(SetCame, role=Role.RESIDENT)
def set_came(ctx: Context, pressed: SetCame) -> None:
    activity = _managed(ctx, pressed.activity_id)
    ctx.db.attendance.set_people(
        activity.id, pressed.person_id, pressed.people, now=ctx.now, by_manager=True
    )
    _note(ctx, f"counted {pressed.people}", activity, pressed.person_id)
    _show_attendee(ctx, activity, pressed.person_id)


@router.press(EveryoneCame, role=Role.RESIDENT)
def everyone_came(ctx: Context, pressed: EveryoneCame) -> None:
    activity = _managed(ctx, pressed.activity_id)
    require_possible(activity, ctx.now, by_manager=True)
    for person_id in ctx.db.attendance.missing(activity.id):
        let_in(ctx.turn, activity, person_id, how=How.STAFF, by_id=ctx.person.id)
    ctx.db.audit.note("checked in everyone", activity.card, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("Noted. Thank you!"))
    _show_door(ctx, activity, 0)
    ctx.redraw(activity.card)


@router.press(Excuse, role=Role.RESIDENT)
def excuse(ctx: Context, pressed: Excuse) -> None:
    activity = _managed(ctx, pressed.activity_id)
    ctx.db.no_shows.excuse(activity.id, pressed.person_id, by_id=ctx.person.id, now=ctx.now)
    _note(ctx, "excused", activity, pressed.person_id)
    ctx.toast(_("Excused"))
    _show_attendee(ctx, activity, pressed.person_id)


@router.press(FindName, role=Role.RESIDENT)
def begin_finding(ctx: Context, pressed: FindName) -> None:
    _managed(ctx, pressed.activity_id)
    FINDING.start(ctx, activity_id=pressed.activity_id)


def find(ctx: Context, facts: Answers) -> None:
    activity, part = _managed(ctx, int(facts["activity_id"])), facts["part"]
    listed = ctx.db.attendance.found(activity.id, part, limit=MOST_FOUND)
    others: Sequence[Person] = ()
    if Role.STAFF in ctx.person.roles:
        others = ctx.db.attendance.known(activity.id, part, limit=MOST_OTHERS)
    ctx.show(found(ctx.turn, activity, part, listed, others))


@router.press(LetInNeighbour, role=Role.STAFF)
def let_in_neighbour(ctx: Context, pressed: LetInNeighbour) -> None:
    """Without a place and without a phone at hand, but known."""
    activity = _managed(ctx, pressed.activity_id)
    person = ctx.db.people.person(pressed.person_id)
    if person is None or not (person.is_known or person.is_contact):
        raise NoLongerThere
    let_in(ctx.turn, activity, person.id, how=How.STAFF, by_id=ctx.person.id)
    _note(ctx, "checked in", activity, person.id)
    ctx.toast(_("{name} is here.", name=person.name))
    _show_attendee(ctx, activity, person.id)


@router.press(AddWalkIn, role=Role.RESIDENT)
def begin_walk_in(ctx: Context, pressed: AddWalkIn) -> None:
    require_possible(_managed(ctx, pressed.activity_id), ctx.now, by_manager=True)
    WALKING_IN.start(ctx, activity_id=pressed.activity_id)


def walk_in(ctx: Context, facts: Answers) -> None:
    """Somebody without a place and without a phone: only the name is written down."""
    activity = _managed(ctx, int(facts["activity_id"]))
    person_id = ctx.db.attendance.write_down(facts["name"], ctx.house.language, ctx.now)

    def enter() -> None:
        let_in(ctx.turn, activity, person_id, how=How.WALK_IN, by_id=ctx.person.id)
        _note(ctx, "checked in", activity, person_id)
        _show_attendee(ctx, activity, person_id)

    ctx.turn.features.attempt(ctx, enter)


def _check_in(ctx: Context, activity: Activity, person_id: int) -> None:
    """Whoever comes second hears who was first."""
    one = _expected(ctx, activity, person_id)
    if one.attendance:
        since = here_since(ctx.turn, one)
        ctx.toast(_("{name}: {answer}", name=one.name, answer=since), alert=True)
        return
    let_in(ctx.turn, activity, person_id, how=How.STAFF, by_id=ctx.person.id)
    _note(ctx, "checked in", activity, person_id)
    ctx.toast(_("{name} is here.", name=one.name))


def _show_door(ctx: Context, activity: Activity, number: int) -> None:
    page = Page(number, ctx.db.attendance.count_listed(activity.id), PER_PAGE)
    listed = ctx.db.attendance.listed(activity.id, offset=page.offset, limit=page.size)
    ctx.show(door(ctx.turn, activity, listed, page))


def _show_attendee(ctx: Context, activity: Activity, person_id: int) -> None:
    one = _expected(ctx, activity, person_id)
    sign_up = ctx.db.sign_ups.of(person_id, activity.id)
    ctx.show(attendee(ctx.turn, activity, one, sign_up))


def _expected(ctx: Context, activity: Activity, person_id: int) -> Expected:
    """Only people of this activity: a button can be forged."""
    one = ctx.db.attendance.expected(activity.id, person_id)
    if one is None:
        raise NoLongerThere
    return one


def _managed(ctx: Context, activity_id: int) -> Activity:
    """The right of who presses is checked at every press."""
    activity = ctx.db.activities.activity(activity_id)
    activity.require_managed_by(ctx.person)
    return activity


def _note(ctx: Context, action: str, activity: Activity, person_id: int) -> None:
    subject = f"person:{person_id} {activity.card}"
    ctx.db.audit.note(action, subject, by=ctx.person.id, now=ctx.now)


FINDING = Form(
    "find_attendee",
    (
        Step(
            "part",
            asking_about(N_("Whom are you looking for? A part of the name is enough.")),
            words(most=LONGEST_NAME),
        ),
    ),
    find,
)

WALKING_IN = Form(
    "walk_in",
    (
        Step(
            "name",
            asking_about(N_("What is their name? Only the staff see it.")),
            words(most=LONGEST_NAME),
        ),
    ),
    walk_in,
)
