"""An activity that repeats: its dates proposed, made, moved and cancelled together."""

from datetime import date, time
from typing import Any

from community.activities import Activity
from community.clock_times import read_clock_time
from community.days import read_day
from community.people import Role
from community.plan_dates import Rhythm
from community.plan_spelling import weekdays_in
from community.refusals import NoLongerThere, Refusal
from community.series import MOST_DATES, NoDates, moment_on, proposed
from community.spelling import read_count, simply
from handlers.activities.buttons import ShowList
from handlers.activities.rhythms import weekday_name
from handlers.activities.series_buttons import (
    CancelLater,
    KeepDate,
    MakeSeries,
    MoveLater,
    Repeat,
    ShowDates,
    ShowSeries,
)
from handlers.activities.series_views import PER_PAGE, PER_SERIES_PAGE, dates_screen, series_screen
from handlers.activities.wording import asking_about
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.incoming import Content
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, paragraphs
from handlers.kit.steps import Answers, Option, Step, words
from handlers.shifts.following import follow
from locales import N_, _, ngettext
from storage.proposals import Kind

LONGEST_REASON = 200


class WeekdaysWanted(Refusal):
    """No day of the week in it."""


class UntilWanted(Refusal):
    """Neither a day nor a number of times up to `most`."""


class ClockTimeWanted(Refusal):
    """No time of day in it."""


router = Router(
    refusals={
        WeekdaysWanted: N_("Please type days of the week, like “Tue, Fri”."),
        UntilWanted: N_("Please type the last day, like “30 June”, or a number up to {most}."),
        ClockTimeWanted: N_("Please type a time of day, like “19:30”."),
        NoDates: N_("No date falls into that time. Please choose a later end or other days."),
    }
)


@router.press(Repeat, role=Role.RESIDENT)
def begin(ctx: Context, pressed: Repeat) -> None:
    _managed(ctx, pressed.activity_id)
    REPEATING.start(ctx, activity_id=pressed.activity_id)


def propose(ctx: Context, facts: Answers) -> None:
    activity = _managed(ctx, int(facts["activity_id"]))
    rhythm = Rhythm(tuple(int(n) for n in facts["weekdays"].split(",")), int(facts["weeks"]))
    first = activity.starts_at.astimezone(ctx.house.zone).date()
    today = ctx.now.astimezone(ctx.house.zone).date()
    found = proposed(rhythm, first, after=max(first, today), **_end(facts["until"]))
    kept = {
        "activity_id": activity.id,
        "weekdays": list(rhythm.weekdays),
        "weeks": rhythm.weeks,
        "days": [(one.day.isoformat(), one.off or "", one.is_kept) for one in found],
    }
    number = ctx.db.proposals.put(ctx.person.id, Kind.SERIES, kept, ctx.now)
    ctx.show(dates_screen(ctx.turn, activity, number, kept, 0))


@router.press(ShowDates, role=Role.RESIDENT)
def show_dates(ctx: Context, pressed: ShowDates) -> None:
    activity, facts = _proposed(ctx, pressed.proposal_id)
    ctx.show(dates_screen(ctx.turn, activity, pressed.proposal_id, facts, pressed.page))


@router.press(KeepDate, role=Role.RESIDENT)
def keep(ctx: Context, pressed: KeepDate) -> None:
    activity, facts = _proposed(ctx, pressed.proposal_id)
    days = [list(one) for one in facts["days"]]
    if pressed.number >= len(days):
        raise NoLongerThere
    days[pressed.number][2] = bool(pressed.kept)
    facts, page = {**facts, "days": days}, pressed.number // PER_PAGE
    ctx.db.proposals.change(pressed.proposal_id, facts)
    ctx.show(dates_screen(ctx.turn, activity, pressed.proposal_id, facts, page))


@router.press(MakeSeries, role=Role.RESIDENT)
def make(ctx: Context, pressed: MakeSeries) -> None:
    activity, facts = _proposed(ctx, pressed.proposal_id)
    zone, by = ctx.house.zone, ctx.person.id
    kept = [date.fromisoformat(day) for day, _off, is_kept in facts["days"] if is_kept]
    starts = [at for day in kept if (at := moment_on(day, activity.starts_at, zone)) > ctx.now]
    rhythm = Rhythm(tuple(facts["weekdays"]), facts["weeks"])
    drafts = ctx.db.series.repeat(activity, rhythm, starts, by=by, now=ctx.now)
    ctx.db.proposals.use(pressed.proposal_id, ctx.now)
    ctx.db.audit.note("repeated", f"{activity.card} {len(drafts)}", by=by, now=ctx.now)
    news = ngettext("{n} draft made.", "{n} drafts made.", len(drafts))
    if pressed.published:
        published = sum(_publish(ctx, draft) for draft in drafts)
        news = ngettext("{n} published.", "{n} published.", published)
    _show(ctx, activity, news=news)
    _redraw(ctx, ctx.db.activities.activity(activity.id))


@router.press(ShowSeries, role=Role.RESIDENT)
def show(ctx: Context, pressed: ShowSeries) -> None:
    _show(ctx, _managed(ctx, pressed.activity_id), page=pressed.page)


@router.press(CancelLater, role=Role.RESIDENT)
def begin_cancelling(ctx: Context, pressed: CancelLater) -> None:
    _managed(ctx, pressed.activity_id)
    CANCELLING.start(ctx, activity_id=pressed.activity_id)


def cancel_later(ctx: Context, facts: Answers) -> None:
    activity = _managed(ctx, int(facts["activity_id"]))
    cancelled = ctx.db.series.cancel_later(activity, facts["reason"], ctx.now)
    for one in cancelled:
        follow(ctx.turn, one, one)
        ctx.db.audit.note("cancelled", one.card, by=ctx.person.id, now=ctx.now)
        ctx.redraw(one.card)
    _redraw(ctx, activity)
    news = ngettext(
        "{n} is cancelled, and everybody is told. Drafts are gone.",
        "{n} are cancelled, and everybody is told. Drafts are gone.",
        len(cancelled),
    )
    ctx.show(Screen(paragraphs(bold(activity.title), news), [[Button(_("‹ List"), ShowList(0))]]))


@router.press(MoveLater, role=Role.RESIDENT)
def begin_moving(ctx: Context, pressed: MoveLater) -> None:
    _managed(ctx, pressed.activity_id)
    MOVING.start(ctx, activity_id=pressed.activity_id)


def move_later(ctx: Context, facts: Answers) -> None:
    activity = _managed(ctx, int(facts["activity_id"]))
    clock, by = time.fromisoformat(facts["clock"]), ctx.person.id
    before = ctx.db.series.later(activity, ctx.now)
    moved = ctx.db.series.move_later(activity, clock, by=by, now=ctx.now, house=ctx.house)
    for was, one in zip(before, moved, strict=True):
        follow(ctx.turn, was, one)
        ctx.db.audit.note("changed", one.card, by=by, now=ctx.now)
        ctx.redraw(one.card)
    news = ngettext("{n} begins at {clock} now.", "{n} begin at {clock} now.", len(moved),
                    clock=facts["clock"])  # fmt: skip
    _show(ctx, activity, news=news)


def _publish(ctx: Context, draft: Activity) -> bool:
    def publish() -> None:
        ctx.db.activities.publish(draft.id, now=ctx.now, house=ctx.house)
        ctx.db.audit.note("published", draft.card, by=ctx.person.id, now=ctx.now)

    return ctx.turn.features.attempt(ctx, publish)


def _show(ctx: Context, activity: Activity, *, page: int = 0, news: str = "") -> None:
    series = ctx.db.series.of(activity.id)
    if series is None:
        raise NoLongerThere
    at = Page(page, ctx.db.series.count(series.id), PER_SERIES_PAGE)
    found = ctx.db.series.page(series.id, offset=at.offset, limit=at.size)
    ctx.show(series_screen(ctx.turn, activity, found, at, news=news))


def _redraw(ctx: Context, activity: Activity) -> None:
    for card in ctx.db.series.posted(activity.series_id or 0, ctx.now):
        ctx.redraw(card)


def _managed(ctx: Context, activity_id: int) -> Activity:
    activity = ctx.db.activities.activity(activity_id)
    activity.require_managed_by(ctx.person)
    return activity


def _proposed(ctx: Context, proposal_id: int) -> tuple[Activity, dict[str, Any]]:
    kept = ctx.db.proposals.proposal(proposal_id, ctx.person.id, Kind.SERIES)
    if kept.is_used:
        raise NoLongerThere
    return _managed(ctx, int(kept.facts["activity_id"])), dict(kept.facts)


def _weekdays(content: Content, turn: Turn) -> str:
    found = weekdays_in(words(most=60)(content, turn))
    if not found:
        raise WeekdaysWanted
    return ",".join(str(number) for number in found)


def _own_weekday(turn: Turn, answers: Answers) -> tuple[Option, ...]:
    activity = turn.db.activities.activity(int(answers["activity_id"]))
    number = activity.starts_at.astimezone(turn.house.zone).isoweekday()
    return (Option(str(number), weekday_name(number), literal=True),)


def _until(content: Content, turn: Turn) -> str:
    """A number of times, or a day in ISO format."""
    said = words(most=60)(content, turn)
    times = read_count(said)
    if times is not None and 1 <= times <= MOST_DATES:
        return str(times)
    today = turn.now.astimezone(turn.house.zone).date()
    day, _rest = read_day(simply(said), today)
    if day is None or day.day <= today:
        raise UntilWanted(most=MOST_DATES)
    return day.day.isoformat()


def _end(kept: str) -> dict[str, Any]:
    return {"times": int(kept)} if kept.isdigit() else {"until": date.fromisoformat(kept)}


def _clock(content: Content, turn: Turn) -> str:
    clock, _rest = read_clock_time(simply(words(most=60)(content, turn)))
    if clock is None or clock.days_later:
        raise ClockTimeWanted
    return f"{clock.at:%H:%M}"


def _times(*numbers: int) -> tuple[Option, ...]:
    return tuple(Option(str(n), f"{n}×", literal=True) for n in numbers)


REPEATING = Form(
    "repeat",
    (
        Step(
            "weeks",
            asking_about(N_("How often shall it repeat?")),
            options=(Option("1", N_("Every week")), Option("2", N_("Every two weeks"))),
        ),
        Step(
            "weekdays",
            asking_about(N_("On which days? Tap, or type them like “Tue, Fri”.")),
            _weekdays,
            _own_weekday,
        ),
        Step(
            "until",
            asking_about(N_("How many times more? Tap, or type a number or the last day.")),
            _until,
            _times(4, 8, 12),
            columns=3,
        ),
    ),
    propose,
)

CANCELLING = Form(
    "cancel_series",
    (
        Step(
            "reason",
            asking_about(N_("Why are this one and all after it cancelled? Everyone reads this.")),
            words(most=LONGEST_REASON),
            name=N_("Reason"),
        ),
    ),
    cancel_later,
    title=N_("Cancel this one and all after it?"),
    confirm=N_("Cancel and tell everyone"),
    review=True,
)

MOVING = Form(
    "move_series",
    (
        Step(
            "clock",
            asking_about(N_("At what time shall this one and all after it begin?")),
            _clock,
        ),
    ),
    move_later,
)
