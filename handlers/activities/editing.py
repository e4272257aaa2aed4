"""The questions about a single fact of an activity: what it is now, and what it shall be."""

from collections.abc import Callable, Sequence

from community.activities import MOST_COMPANIONS, Activity, State
from community.changes import Field
from community.lengths import NotALength
from community.refusals import Refusal
from handlers.activities.wording import named
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.screen import isolated, lines, paragraphs
from handlers.kit.steps import (
    Answers,
    Option,
    Question,
    Read,
    Step,
    number,
    photo,
    place,
    words,
)
from handlers.kit.times import LENGTHS, length, minutes, moment
from locales import N_, _

NAMES = {
    Field.TITLE: N_("Title"),
    Field.STARTS_AT: N_("Begins"),
    Field.ENDS_AT: N_("Lasts"),
    Field.PLACE: N_("Place"),
    Field.PIN: N_("Map"),
    Field.COST: N_("Cost"),
    Field.WHO_MAY_COME: N_("Who may come"),
    Field.DETAILS: N_("Details"),
    Field.PHOTO: N_("Photo"),
    Field.COMPANIONS_ALLOWED: N_("Companions"),
    Field.CLOSES_AT: N_("Sign-up until"),
    Field.DRAW_AT: N_("Draw"),
}


def changeable(activity: Activity) -> list[Field]:
    """Whether places are drawn by lot is fixed once sign-up is open."""
    draws = activity.awaits_draw or activity.state is State.DRAFT
    return [field for field in Field if draws or field is not Field.DRAW_AT]


def shown(activity: Activity, field: Field, turn: Turn) -> str:
    """What it is now, as safe HTML; empty when nothing was said."""
    if field is Field.STARTS_AT:
        return when(activity.starts_at, turn)
    if field is Field.ENDS_AT:
        return length(activity.ends_at - activity.starts_at) if activity.ends_at else ""
    if field is Field.CLOSES_AT:
        return when(activity.sign_up_closes_at, turn)
    if field is Field.DRAW_AT:
        return when(activity.draw_at, turn) if activity.draw_at else _("first come, first served")
    if field in (Field.PHOTO, Field.PIN):
        has = activity.photo if field is Field.PHOTO else activity.latitude is not None
        return _("given") if has else ""
    return isolated(str(getattr(activity, field)))


def _about(field: Field, question: str) -> Question:
    def asked(turn: Turn, answers: Answers) -> str:
        activity = turn.db.activities.activity(int(answers["activity_id"]))
        now = shown(activity, field, turn)
        said = _("{name} now: {answer}", name=_(NAMES[field]), answer=now or "–")
        return paragraphs(named(activity, turn), lines(said, _(question)))

    return asked


def _step(
    field: Field,
    question: str,
    read: Read,
    options: Sequence[Option] = (),
    *,
    require: Callable[[str, Turn, Answers], None] | None = None,
    columns: int = 2,
) -> Step:
    return Step(
        field,
        _about(field, question),
        read,
        tuple(options),
        when=lambda answers: answers["field"] == field,
        name=NAMES[field],
        columns=columns,
        require=require or _anything,
    )


def _anything(_value: str, _turn: Turn, _answers: Answers) -> None:
    """Whatever could be read; the rules look at it again when it is all known."""


def _empty(label: str) -> list[Option]:
    return [Option("", label)]


STEPS = (
    _step(Field.TITLE, N_("What shall it be called?"), words(most=100)),
    _step(Field.STARTS_AT, N_("When shall it begin? Please type day and time."),
          moment),
    _step(Field.ENDS_AT, N_("How long shall it last? Tap, or type it like “90 minutes”."),
          minutes, [*LENGTHS, *_empty(N_("Not said"))]),
    _step(Field.PLACE, N_("Where shall it take place?"), words(most=100)),
    _step(Field.PIN, N_("Please send the location (attach → Location)."), place,
          _empty(N_("No map"))),
    _step(Field.COST, N_("What shall it cost?"), words(most=50), _empty(N_("Free"))),
    _step(Field.WHO_MAY_COME, N_("Who may come?"), words(most=100), _empty(N_("Everyone"))),
    _step(Field.DETAILS, N_("What is there to say about it?"), words(most=1000, multiline=True),
          _empty(N_("Nothing"))),
    _step(Field.PHOTO, N_("Please send the new photo."), photo, _empty(N_("No photo"))),
    _step(Field.COMPANIONS_ALLOWED,
          N_("How many others may each person bring? Who brings more already may keep them."),
          number(0, MOST_COMPANIONS),
          [Option(str(n), str(n), literal=True) for n in (0, 1, 3, 5)], columns=4),
    _step(Field.CLOSES_AT, N_("Until when can people sign up? Please type day and time."),
          moment, _empty(N_("Until it begins"))),
    _step(Field.DRAW_AT, N_("When shall the lots be drawn? Please type day and time."),
          moment, _empty(N_("No draw"))),
)  # fmt: skip

LENGTH_REFUSALS: dict[type[Refusal], str] = {
    NotALength: N_("I could not read how long that is. Please type it like “2 hours”."),
}
