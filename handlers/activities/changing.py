"""Changing an activity: one fact at a time, and who is asked anew is said before it is done."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from community.activities import Activity, State
from community.changes import (
    MOVES,
    ClosesAfterStart,
    EndsBeforeStart,
    Field,
    WayOfGivingFixed,
    confirm_by,
    moved,
)
from community.hours import QuietHours
from community.people import Role
from community.refusals import NoLongerThere
from community.sign_ups import SignUpPaused
from handlers.activities.buttons import (
    EditActivity,
    ManageChanges,
    PauseSignUp,
    ResumeSignUp,
    TakeOver,
)
from handlers.activities.editing import (
    LENGTH_REFUSALS,
    NAMES,
    STEPS,
    changeable,
    shown,
)
from handlers.activities.managed import changes, managed
from handlers.activities.notices import OFFER
from handlers.activities.wording import named
from handlers.kit.context import Context, Turn
from handlers.kit.dates import when
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Screen, paragraphs
from handlers.kit.steps import Answers, Option, Step
from handlers.kit.times import length_of, moment_of, point_of
from handlers.shifts.following import follow
from locales import N_, _, ngettext
from storage.changes import TIMES, Changed

FIELDS = tuple(Field)

router = Router(
    refusals={
        EndsBeforeStart: N_("It has to end after it begins."),
        ClosesAfterStart: N_("Sign-up can be open until the start at most. Please give an "
                             "earlier moment."),
        WayOfGivingFixed: N_("People have signed up on these terms: whether places go by lot "
                             "cannot change any more."),
        SignUpPaused: N_("Sign-up is paused for the moment. Please look in again later."),
        **LENGTH_REFUSALS,
    }
)  # fmt: skip


class ChangeField(Press, prefix="act.field"):
    activity_id: int
    field: int  # its number in FIELDS


@router.press(EditActivity, role=Role.RESIDENT)
def choose_field(ctx: Context, pressed: EditActivity) -> None:
    activity = _changeable(ctx, pressed.activity_id)
    buttons = [
        Button(_(NAMES[field]), ChangeField(activity.id, FIELDS.index(field)))
        for field in changeable(activity)
    ]
    rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    back = [Button(_("‹ Back"), ManageChanges(activity.id))]
    text = paragraphs(named(activity, ctx.turn), _("What would you like to change?"))
    ctx.show(Screen(text, [*rows, back]))


@router.press(ChangeField, role=Role.RESIDENT)
def begin_changing(ctx: Context, pressed: ChangeField) -> None:
    activity = _changeable(ctx, pressed.activity_id)
    if pressed.field >= len(FIELDS) or FIELDS[pressed.field] not in changeable(activity):
        raise NoLongerThere
    field = FIELDS[pressed.field]
    is_asked = field in MOVES and activity.state is State.PUBLISHED
    CHANGING.start(ctx, activity_id=activity.id, field=field.value, asks=int(is_asked))


def change(ctx: Context, facts: Answers) -> None:
    activity = _changeable(ctx, int(facts["activity_id"]))
    done = carry_out(ctx, _after(activity, facts, ctx.turn))
    ctx.show(managed(ctx.turn, done.activity, news=_news(done)))


def carry_out(ctx: Context, after: Activity) -> Changed:
    """The activity as it shall be; whatever shows it, offers included, is brought up to date."""
    before = ctx.db.activities.activity(after.id)
    done = ctx.db.changes.change(after, by=ctx.person.id, now=ctx.now, house=ctx.house)
    follow(ctx.turn, before, done.activity)
    said = " ".join((after.card, *(change.field for change in done.changes)))
    ctx.db.audit.note("changed", said, by=ctx.person.id, now=ctx.now)
    for offered in ctx.db.waiting_lists.offers(after.id):
        ctx.redraw(f"{OFFER}:{offered}")
    ctx.redraw(after.card)
    return done


@router.press(PauseSignUp, role=Role.RESIDENT)
def pause(ctx: Context, pressed: PauseSignUp) -> None:
    """The line is kept and nothing is offered; who has a place notices nothing."""
    _set_paused(ctx, pressed.activity_id, paused=True)
    ctx.toast(_("Sign-up is paused. Nobody loses their place or position."))


@router.press(ResumeSignUp, role=Role.RESIDENT)
def resume(ctx: Context, pressed: ResumeSignUp) -> None:
    _set_paused(ctx, pressed.activity_id, paused=False)
    ctx.toast(_("Sign-up is open again."))


@router.press(TakeOver, role=Role.STAFF)
def take_over(ctx: Context, pressed: TakeOver) -> None:
    """Only from an organiser who cannot be reached any more."""
    activity = ctx.db.activities.activity(pressed.activity_id)
    if not ctx.db.activities.organiser_is_gone(activity):
        raise NoLongerThere
    taken = ctx.db.activities.take_over(activity.id, ctx.person.id)
    ctx.db.audit.note("took over", activity.card, by=ctx.person.id, now=ctx.now)
    ctx.show(managed(ctx.turn, taken, news=_("You are the organiser now.")))


def _set_paused(ctx: Context, activity_id: int, *, paused: bool) -> None:
    activity = _changeable(ctx, activity_id)
    if activity.is_paused is not paused:
        ctx.db.activities.pause(activity_id, paused=paused, now=ctx.now)
        action = "paused" if paused else "resumed"
        ctx.db.audit.note(action, activity.card, by=ctx.person.id, now=ctx.now)
    activity = ctx.db.sign_ups.pass_on(activity_id, now=ctx.now, house=ctx.house)
    ctx.show(changes(ctx.turn, activity))
    ctx.redraw(activity.card)


def _changeable(ctx: Context, activity_id: int) -> Activity:
    """The right of who presses is checked at every press; what is over stays as it was."""
    activity = ctx.db.activities.activity(activity_id)
    activity.require_managed_by(ctx.person)
    if activity.state is not State.DRAFT:
        activity.require_ahead(ctx.now)
    return activity


def _after(activity: Activity, facts: Answers, turn: Turn) -> Activity:
    field = Field(facts["field"])
    value = facts[field]
    if field is Field.STARTS_AT:
        hours = QuietHours.of(turn.house)
        return moved(activity, datetime.fromisoformat(value), now=turn.now, hours=hours)
    return replace(activity, **_facts(activity, field, value))


def _facts(activity: Activity, field: Field, value: str) -> dict[str, Any]:
    """What was answered, as the activity has it."""
    if field is Field.PIN:
        return dict(zip(("latitude", "longitude"), point_of(value), strict=True))
    if field is Field.ENDS_AT:
        lasts = length_of(value)
        return {"ends_at": activity.starts_at + lasts if lasts else None}
    if field is Field.COMPANIONS_ALLOWED:
        return {field: int(value)}
    return {field: moment_of(value) if field in TIMES else value}


def _news(done: Changed) -> str:
    if not done.changes:
        return _("Nothing has changed.")
    if not done.told:
        return _("Changed.")
    return ngettext("Changed. {n} sign-up is told.", "Changed. All {n} sign-ups are told.",
                    done.told)  # fmt: skip


def _preview(turn: Turn, facts: Answers) -> str:
    """What people will be asked, before it is done."""
    activity = turn.db.activities.activity(int(facts["activity_id"]))
    field, after = Field(facts["field"]), _after(activity, facts, turn)
    new = _("{name}: {answer}", name=_(NAMES[field]), answer=shown(after, field, turn))
    was = _("Until now: {answer}", answer=shown(activity, field, turn) or "–")
    return paragraphs(named(activity, turn), f"{new}\n{was}", _asked(after, turn))


def _asked(after: Activity, turn: Turn) -> str:
    if not after.taken:
        return _("Nobody has a place yet, so nobody has to confirm it.")
    hours, lasts = QuietHours.of(turn.house), turn.house.confirm_lasts
    until = confirm_by(after, hours, now=turn.now, lasts=lasts)
    if until is None:
        return _("It begins so soon that everybody keeps their place: they are told, and asked "
                 "to say if they cannot come.")  # fmt: skip
    return ngettext(
        "{n} person is asked to confirm again until {until}. Without an answer the place goes to "
        "whoever is next.",
        "{n} people are asked to confirm again until {until}. Without an answer their places go "
        "to whoever is next.",
        after.taken,
        until=when(until, turn),
    )


CHANGING = Form(
    "change_activity",
    (
        *STEPS,
        Step(
            "sure",
            _preview,
            options=(Option("yes", N_("Change and tell everyone")),),
            when=lambda answers: answers["asks"] == "1",
        ),
    ),
    change,
)
