"""Planning a shift by a guided form: when and where, how many for what, and how often."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from community.activities import Activity
from community.days import read_day
from community.people import Role
from community.plan_dates import Rhythm
from community.series import moment_on, proposed
from community.shifts import A_VISIT, Shift, require_length
from community.spelling import simply
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.incoming import Content, Said
from handlers.kit.router import Router
from handlers.kit.steps import Answers, Option, Step, WordsWanted, place, words
from handlers.kit.times import (
    length_of,
    minutes,
    moment,
    point_of,
    shown_minutes,
    shown_moment,
)
from handlers.shifts.buttons import AddVolunteers, RepeatShift
from handlers.shifts.managed import managed
from handlers.shifts.managing import asking, managed_shift, note
from handlers.shifts.parts import part_steps, parts_in
from handlers.shifts.shift_table import NotADay
from handlers.shifts.spans import day_said
from locales import N_, _, ngettext

USUAL_WEEKS = (4, 8, 12)

router = Router()

LENGTHS = (
    Option("60", N_("1 hour")),
    Option("120", N_("2 hours")),
    Option("180", N_("3 hours")),
    Option("240", N_("Half a day")),
)


@router.command("newshift", role=Role.STAFF, summary=N_("Plan a shift for volunteers"))
def begin(ctx: Context) -> None:
    PLAN.start(ctx)


def plan(ctx: Context, facts: Answers) -> None:
    latitude, longitude = point_of(facts["pin"])
    starts_at = datetime.fromisoformat(facts["starts_at"])
    planned = Shift(
        facts["title"],
        starts_at,
        starts_at + (length_of(facts["lasts"]) or A_VISIT),
        details=facts["details"],
        place=facts["place"],
        latitude=latitude,
        longitude=longitude,
        responsible_id=ctx.person.id,
    )
    shift = ctx.db.shifts.create(
        planned, parts_in(facts), by=ctx.person.id, now=ctx.now, house=ctx.house
    )
    news = repeat_weekly(ctx, shift, facts["until"]) if facts["until"] else ""
    ctx.show(managed(ctx.turn, ctx.db.shifts.shift(shift.id), news=news))


@router.press(RepeatShift, role=Role.STAFF)
def begin_repeating(ctx: Context, pressed: RepeatShift) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    REPEAT.start(ctx, shift_id=shift.id, starts_at=shift.starts_at.isoformat())


def repeat(ctx: Context, facts: Answers) -> None:
    shift = managed_shift(ctx, int(facts["shift_id"]))
    news = repeat_weekly(ctx, shift, facts["until"])
    note(ctx, "repeated", shift)
    ctx.show(managed(ctx.turn, ctx.db.shifts.shift(shift.id), news=news))


@router.press(AddVolunteers, role=Role.STAFF)
def begin_for_activity(ctx: Context, pressed: AddVolunteers) -> None:
    activity = ctx.db.activities.activity(pressed.activity_id)
    activity.require_ahead(ctx.now)
    if attached := ctx.db.shifts.of_activity(activity.id):
        ctx.show(managed(ctx.turn, attached[0]))
        return
    FOR_ACTIVITY.start(ctx, activity_id=activity.id)


def plan_for_activity(ctx: Context, facts: Answers) -> None:
    """At the time and place of the activity; it moves and is cancelled with it."""
    activity = ctx.db.activities.activity(int(facts["activity_id"]))
    planned = shift_for(activity, ctx.person.id)
    shift = ctx.db.shifts.create(
        planned, parts_in(facts), by=ctx.person.id, now=ctx.now, house=ctx.house
    )
    ctx.show(managed(ctx.turn, shift))


def shift_for(activity: Activity, responsible_id: int) -> Shift:
    return Shift(
        activity.title,
        activity.starts_at,
        activity.over_at,
        place=activity.place,
        latitude=activity.latitude,
        longitude=activity.longitude,
        activity_id=activity.id,
        responsible_id=responsible_id,
    )


def repeat_weekly(ctx: Context, shift: Shift, until: str) -> str:
    """Every week at the same time by the clock on the wall; not on public holidays. Gives what
    to say about it, as safe HTML."""
    zone = ctx.house.zone
    first = shift.starts_at.astimezone(zone).date()
    rhythm = Rhythm((first.isoweekday(),))
    days = proposed(rhythm, first, after=first, until=date.fromisoformat(until))
    starts = [moment_on(one.day, shift.starts_at, zone) for one in days if one.is_kept]
    made = ctx.db.shifts.repeat(
        shift.id, rhythm, starts, by=ctx.person.id, now=ctx.now, house=ctx.house
    )
    said = ngettext("{n} more shift made.", "{n} more shifts made.", len(made))
    off = _(", ").join(day_said(one.day) for one in days if not one.is_kept)
    left_out = _("Left out, as they are public holidays: {days}", days=off)
    return f"{said} {left_out}" if off else said


def read_date(content: Content, turn: Turn) -> str:
    """A day that is still to come, in ISO format."""
    if content.said is not Said.TEXT:
        raise WordsWanted
    today = turn.now.astimezone(turn.house.zone).date()
    day, rest = read_day(simply(content.text), today)
    if day is None or rest.strip() or day.day <= today:
        raise NotADay
    return day.day.isoformat()


def shown_date(kept: str, _turn: Turn) -> str:
    return day_said(date.fromisoformat(kept))


def _weeks(turn: Turn, answers: Answers) -> Sequence[Option]:
    starts_at = datetime.fromisoformat(answers["starts_at"]).astimezone(turn.house.zone)
    return [
        Option(
            (starts_at.date() + timedelta(weeks=weeks)).isoformat(),
            ngettext("{n} week", "{n} weeks", weeks),
            literal=True,
        )
        for weeks in USUAL_WEEKS
    ]


def _require_length(value: str, _turn: Turn, answers: Answers) -> None:
    starts_at = datetime.fromisoformat(answers["starts_at"])
    require_length(starts_at, starts_at + (length_of(value) or A_VISIT))


TITLE = Step(
    "title",
    N_("What is the shift called? For example “Evening patrol”."),
    words(most=100),
    name=N_("Title"),
)
STARTS_AT = Step(
    "starts_at",
    N_('When does it begin? Type it as you like, for example "next Saturday 9:30".'),
    moment,
    name=N_("Begins"),
    shown=shown_moment,
)
LASTS = Step(
    "lasts",
    N_("How long does it last? Tap or type it."),
    minutes,
    LENGTHS,
    name=N_("Lasts"),
    shown=shown_minutes,
    require=_require_length,
)
ASK_UNTIL = N_(
    "Does it repeat every week? Tap for how long, or type the last day. It is left out on "
    "public holidays."
)
UNTIL = Step(
    "until",
    ASK_UNTIL,
    read_date,
    _weeks,
    optional=True,
    name=N_("Every week until"),
    shown=shown_date,
    columns=3,
)

PLAN = Form(
    "shift",
    (
        TITLE,
        STARTS_AT,
        LASTS,
        Step("place", N_("Where do they meet?"), words(most=100), name=N_("Place")),
        *part_steps(),
        Step(
            "details",
            N_("Is there more to say about it, as what to bring?"),
            words(most=500, multiline=True),
            optional=True,
            name=N_("More about it"),
        ),
        Step(
            "pin",
            N_("Would you like to add the place on the map? Send its location."),
            place,
            optional=True,
            name=N_("Map"),
            shown=lambda _value, _turn: _("given"),
        ),
        UNTIL,
    ),
    plan,
    role=Role.STAFF,
    title=N_("New shift"),
    confirm=N_("Save as draft"),
    review=True,
)

FOR_ACTIVITY = Form(
    "activity_shift",
    tuple(part_steps()),
    plan_for_activity,
    role=Role.STAFF,
    title=N_("Volunteers for the activity"),
    confirm=N_("Save as draft"),
    review=True,
)

REPEAT = Form(
    "repeat_shift",
    (replace(UNTIL, optional=False, question=asking(ASK_UNTIL)),),
    repeat,
    role=Role.STAFF,
)
