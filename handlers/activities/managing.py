"""What whoever organises an activity does with it: publish, look who is coming, cancel."""

from community.activities import LARGEST, Activity, State
from community.people import Role
from community.sign_ups import PlacesTaken
from handlers.activities.buttons import (
    CancelActivity,
    ChangePlaces,
    Discard,
    Manage,
    ManageChanges,
    ManageDay,
    ManagePeople,
    PostInGroup,
    Publish,
    ShowRoster,
)
from handlers.activities.cards import in_group
from handlers.activities.managed import ROSTER_PAGE, changes, day, managed, people, roster
from handlers.activities.wording import asking_about, named
from handlers.kit.context import Chat, Context
from handlers.kit.form import Form
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Screen, isolated, paragraphs
from handlers.kit.steps import Answers, Step, number, words
from handlers.shifts.following import follow
from locales import N_, _, ngettext, speaking

LONGEST_REASON = 200

router = Router(
    refusals={
        PlacesTaken: N_(
            "Taken or reserved already: {taken}. There cannot be fewer places than that. Type a "
            "larger number, or first ask people to give up their places."
        ),
    }
)


@router.press(Manage, role=Role.RESIDENT)
def manage(ctx: Context, pressed: Manage) -> None:
    ctx.show(managed(ctx.turn, _managed(ctx, pressed.activity_id)))


@router.press(ManagePeople, role=Role.RESIDENT)
def manage_people(ctx: Context, pressed: ManagePeople) -> None:
    ctx.show(people(ctx.turn, _managed(ctx, pressed.activity_id)))


@router.press(ManageDay, role=Role.RESIDENT)
def manage_day(ctx: Context, pressed: ManageDay) -> None:
    ctx.show(day(ctx.turn, _managed(ctx, pressed.activity_id)))


@router.press(ManageChanges, role=Role.RESIDENT)
def manage_changes(ctx: Context, pressed: ManageChanges) -> None:
    ctx.show(changes(ctx.turn, _managed(ctx, pressed.activity_id)))


@router.press(Publish, role=Role.RESIDENT)
def publish(ctx: Context, pressed: Publish) -> None:
    _managed(ctx, pressed.activity_id)
    activity = ctx.db.activities.publish(pressed.activity_id, now=ctx.now, house=ctx.house)
    ctx.db.audit.note("published", activity.card, by=ctx.person.id, now=ctx.now)
    _post(ctx, activity)


@router.press(PostInGroup, role=Role.RESIDENT)
def post_in_group(ctx: Context, pressed: PostInGroup) -> None:
    activity = _managed(ctx, pressed.activity_id)
    activity.require_ahead(ctx.now)
    _post(ctx, activity)


@router.press(Discard, role=Role.RESIDENT)
def discard(ctx: Context, pressed: Discard) -> None:
    activity = _managed(ctx, pressed.activity_id)
    ctx.db.activities.discard(activity.id)
    gone = paragraphs(named(activity, ctx.turn), _("The draft has been thrown away."))
    ctx.show(Screen(gone, [[Button(_("‹ List"), Opens("activities"))]]))


@router.press(ShowRoster, role=Role.RESIDENT)
def show_roster(ctx: Context, pressed: ShowRoster) -> None:
    activity = _managed(ctx, pressed.activity_id)
    page = Page(pressed.page, ctx.db.sign_ups.count(activity.id), ROSTER_PAGE)
    listed = ctx.db.sign_ups.roster(activity.id, offset=page.offset, limit=page.size)
    ctx.show(roster(ctx.turn, activity, listed, page))


@router.press(CancelActivity, role=Role.RESIDENT)
def begin_cancelling(ctx: Context, pressed: CancelActivity) -> None:
    _managed(ctx, pressed.activity_id).require_ahead(ctx.now)
    CANCELLING.start(ctx, activity_id=pressed.activity_id)


def cancel(ctx: Context, facts: Answers) -> None:
    """Everyone with a place or a wish for one is told; the group's card says so too."""
    activity = _managed(ctx, int(facts["activity_id"]))
    if activity.state is not State.CANCELLED:
        before = activity
        activity = ctx.db.activities.cancel(activity.id, facts["reason"], ctx.now)
        follow(ctx.turn, before, activity)
        ctx.db.audit.note("cancelled", activity.card, by=ctx.person.id, now=ctx.now)
    told = ngettext(
        "Cancelled. {n} sign-up is told.",
        "Cancelled. All {n} sign-ups are told.",
        ctx.db.sign_ups.count(activity.id),
    )
    ctx.show(managed(ctx.turn, activity, news=told))
    ctx.redraw(activity.card)


@router.press(ChangePlaces, role=Role.RESIDENT)
def begin_resizing(ctx: Context, pressed: ChangePlaces) -> None:
    _require_resizable(ctx, pressed.activity_id)
    RESIZING.start(ctx, activity_id=pressed.activity_id)


def resize(ctx: Context, facts: Answers) -> None:
    """More places go at once to those who wait; the group's card counts anew."""
    activity_id, capacity = int(facts["activity_id"]), int(facts["capacity"])
    _require_resizable(ctx, activity_id)
    activity = ctx.db.sign_ups.resize(activity_id, capacity, now=ctx.now, house=ctx.house)
    ctx.db.audit.note("resized", f"{activity.card} {capacity}", by=ctx.person.id, now=ctx.now)
    news = ngettext("There is {n} place now.", "There are {n} places now.", capacity)
    ctx.show(managed(ctx.turn, activity, news=news))
    ctx.redraw(activity.card)


def _require_resizable(ctx: Context, activity_id: int) -> None:
    activity = _managed(ctx, activity_id)
    if activity.state is not State.DRAFT:
        activity.require_ahead(ctx.now)


def _post(ctx: Context, activity: Activity) -> None:
    """Once in the group that serves the neighbourhood; without one it is listed all the same."""
    group = ctx.db.activities.post(activity.id)
    if group:
        with speaking(ctx.house.language):
            Chat(ctx.turn, group.chat_id).say(in_group(ctx.turn, activity))
        news = _("Published, and posted in {group}.", group=isolated(group.title))
    elif ctx.db.activities.is_posted(activity.id):
        news = _("Published, and posted in the group.")
    else:
        news = _(
            "Published: residents find it under /activities. There is no neighbourhood group yet: "
            "an admin sends /setup in it, then it can be posted there."
        )
    ctx.show(managed(ctx.turn, activity, news=news))


def _managed(ctx: Context, activity_id: int) -> Activity:
    """The right of who presses is checked at every press."""
    activity = ctx.db.activities.activity(activity_id)
    activity.require_managed_by(ctx.person)
    return activity


CANCELLING = Form(
    "cancel_activity",
    (
        Step(
            "reason",
            asking_about(N_("Why is it cancelled? Everyone who has signed up will read this.")),
            words(most=LONGEST_REASON),
            name=N_("Reason"),
        ),
    ),
    cancel,
    title=N_("Cancel the activity and tell everyone?"),
    confirm=N_("Cancel it and tell everyone"),
    review=True,
)

RESIZING = Form(
    "places",
    (
        Step(
            "capacity",
            asking_about(N_("How many places shall there be? Type the new number.")),
            number(1, LARGEST),
        ),
    ),
    resize,
)
