"""Planning an activity by a guided form in the chat; a draft is the result."""

from dataclasses import replace
from datetime import datetime

from community.activities import LARGEST, MOST_COMPANIONS, Activity, CapacityUnfit
from community.days import NoSuchDay, OtherWeekday
from community.hours import QuietHours
from community.lotteries import require_fair
from community.moments import (
    DateWithoutTime,
    MomentPassed,
    NotAMoment,
    TimeWithoutDate,
    TooFarAhead,
)
from community.people import Role
from handlers.activities.managed import managed
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.steps import (
    Answers,
    Option,
    Step,
    number,
    photo,
    place,
    words,
)
from handlers.kit.times import (
    LENGTHS,
    length_of,
    minutes,
    moment,
    moment_of,
    point_of,
    shown_minutes,
    shown_moment,
)
from locales import N_, _

BY_LOT, FIRST_COME = "lot", "first"

router = Router(
    refusals={
        NotAMoment: N_(
            "I could not read a day and a time in that. Please type it like "
            '"tomorrow 3pm" or "20 May 14:00".'
        ),
        MomentPassed: N_("That moment has passed. Please give one that is still to come."),
        TooFarAhead: N_("That is more than two years away. Is the year right?"),
        NoSuchDay: N_("There is no such day: month {month} has no day {day}."),
        OtherWeekday: N_("{day} is another day of the week. Please check the date."),
        DateWithoutTime: N_("And at what time? Please type both, like: {day} 14:00"),
        TimeWithoutDate: N_("And on which day? Please type both, like: tomorrow 14:00"),
        CapacityUnfit: N_("The number of places can be from {least} to {most}."),
    }
)


@router.command(
    "newactivity", role=Role.STAFF, summary=N_("Plan an activity"), label=N_("New activity")
)
def begin(ctx: Context) -> None:
    PLAN.start(ctx)


def plan(ctx: Context, facts: Answers) -> None:
    latitude, longitude = point_of(facts["pin"])
    starts_at = datetime.fromisoformat(facts["starts_at"])
    lasts = length_of(facts["lasts"])
    activity = Activity(
        title=facts["title"],
        starts_at=starts_at,
        ends_at=starts_at + lasts if lasts else None,
        draw_at=moment_of(facts.get("draw_at", "")),
        place=facts["place"],
        capacity=int(facts["capacity"]),
        cost=facts["cost"],
        who_may_come=facts["who"],
        companions_allowed=int(facts["companions"]),
        details=facts["details"],
        photo=facts["photo"],
        latitude=latitude,
        longitude=longitude,
        organiser_id=ctx.person.id,
    )
    draft = ctx.db.activities.create(activity, ctx.now)
    ctx.show(managed(ctx.turn, replace(draft, organiser=ctx.person.name)))


def _shown_as_given(_value: str, _turn: Turn) -> str:
    return _("given")


def _shown_way(value: str, _turn: Turn) -> str:
    return _("by lot") if value == BY_LOT else _("first come, first served")


def _require_fair_draw(draw_at: str, turn: Turn, answers: Answers) -> None:
    starts_at = datetime.fromisoformat(answers["starts_at"])
    planned = Activity("", starts_at, 1, 0, draw_at=datetime.fromisoformat(draw_at))
    require_fair(planned, QuietHours.of(turn.house))


def _offered(*values: int) -> tuple[Option, ...]:
    return tuple(Option(str(value), str(value), literal=True) for value in values)


PLAN = Form(
    "activity",
    (
        Step("title", N_("What is the activity called?"), words(most=100), name=N_("Title")),
        Step(
            "starts_at",
            N_('When does it begin? Type it as you like, for example "next Saturday 9:30".'),
            moment,
            name=N_("Begins"),
            shown=shown_moment,
        ),
        Step("place", N_("Where does it take place?"), words(most=100), name=N_("Place")),
        Step(
            "capacity",
            N_("How many people can take part? Tap or type a number."),
            number(1, LARGEST),
            _offered(10, 20, 30, 50),
            name=N_("Places"),
            columns=4,
        ),
        Step(
            "companions",
            N_("How many others may each person bring?"),
            number(0, MOST_COMPANIONS),
            _offered(0, 1, 3, 5),
            name=N_("Companions"),
            columns=4,
        ),
        Step(
            "how",
            N_("How are the places given?"),
            options=(
                Option(FIRST_COME, N_("First come, first served")),
                Option(BY_LOT, N_("Drawn by lot")),
            ),
            name=N_("Places go"),
            shown=_shown_way,
            columns=1,
        ),
        Step(
            "draw_at",
            N_("When are the lots drawn? At least an hour before the start, and by day."),
            moment,
            when=lambda facts: facts.get("how") == BY_LOT,
            name=N_("Draw"),
            shown=shown_moment,
            require=_require_fair_draw,
        ),
        Step(
            "lasts",
            N_("How long does it last? Tap, type it, or skip."),
            minutes,
            LENGTHS,
            optional=True,
            name=N_("Lasts"),
            shown=shown_minutes,
        ),
        Step(
            "cost",
            N_("What does it cost? Skip if it is free."),
            words(most=50),
            optional=True,
            name=N_("Cost"),
        ),
        Step(
            "who",
            N_("Who may come? Skip if everyone is welcome."),
            words(most=100),
            optional=True,
            name=N_("Who may come"),
        ),
        Step(
            "details",
            N_("Is there more to say about it?"),
            words(most=1000, multiline=True),
            optional=True,
            name=N_("Details"),
        ),
        Step(
            "photo",
            N_("Would you like to add a photo?"),
            photo,
            optional=True,
            name=N_("Photo"),
            shown=_shown_as_given,
        ),
        Step(
            "pin",
            N_("Would you like to add the place on the map? Send its location."),
            place,
            optional=True,
            name=N_("Map"),
            shown=_shown_as_given,
        ),
    ),
    plan,
    role=Role.STAFF,
    title=N_("New activity"),
    confirm=N_("Save as draft"),
    review=True,
)
