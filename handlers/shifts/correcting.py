"""The staff put right when somebody came and left: their word is what the hours go by."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from community.assignments import Assignment
from community.clock_times import read_clock_time
from community.people import Role
from community.refusals import Refusal
from community.shifts import Shift, require_length
from community.spelling import simply
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.incoming import Content, Said
from handlers.kit.router import Router
from handlers.kit.screen import isolated, paragraphs
from handlers.kit.steps import Answers, Option, Question, Step, WordsWanted
from handlers.shifts.buttons import SetTimes
from handlers.shifts.filling import show_one
from handlers.shifts.managing import managed_shift
from handlers.shifts.wording import named
from handlers.volunteers.wording import hours
from locales import N_, _

A_DAY = timedelta(days=1)


class NotATime(Refusal):
    """No time of the day, or something besides it."""


router = Router(refusals={NotATime: N_("Please type only a time, such as 14:05.")})


@router.press(SetTimes, role=Role.STAFF)
def begin(ctx: Context, pressed: SetTimes) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    ctx.db.crews.existing(pressed.person_id, shift.id)
    TIMES.start(ctx, shift_id=shift.id, person_id=pressed.person_id)


def set_times(ctx: Context, facts: Answers) -> None:
    shift, person_id = managed_shift(ctx, int(facts["shift_id"])), int(facts["person_id"])
    came, left = _span(shift, facts["came"], facts["left"], ctx.turn)
    service = ctx.db.turnouts.set_times(
        shift.id, person_id, came, left, by=ctx.person.id, now=ctx.now, house=ctx.house
    )
    counted = hours(timedelta(minutes=service.minutes))
    show_one(ctx, shift, person_id, news=_("Noted: {hours} are counted.", hours=counted))


def _span(shift: Shift, came: str, left: str, turn: Turn) -> tuple[datetime, datetime]:
    """Somebody came at the time nearest to the beginning, and left within a day of it."""
    starts_at = shift.starts_at.astimezone(turn.house.zone)
    came_at = min(
        (_on(starts_at + days * A_DAY, came) for days in (-1, 0, 1)),
        key=lambda at: abs(at - shift.starts_at),
    )
    left_at = _on(came_at.astimezone(turn.house.zone), left)
    if left_at <= came_at:
        left_at = _on(came_at.astimezone(turn.house.zone) + A_DAY, left)
    return came_at, left_at


def _on(day: datetime, clock: str) -> datetime:
    """At this time of the day, as moments are counted."""
    return datetime.combine(day.date(), time.fromisoformat(clock), day.tzinfo).astimezone(UTC)


def _read(content: Content, _turn: Turn) -> str:
    if content.said is not Said.TEXT:
        raise WordsWanted
    found, rest = read_clock_time(simply(content.text))
    if found is None or rest.strip():
        raise NotATime
    return f"{found.at:%H:%M}"


def _require_length(left: str, turn: Turn, facts: Answers) -> None:
    require_length(*_span(_shift(turn, facts), facts["came"], left, turn))


def _asked(question: str) -> Question:
    def asked(turn: Turn, facts: Answers) -> str:
        person = turn.db.people.person(int(facts["person_id"]))
        name = isolated(person.name) if person else _("somebody")
        return paragraphs(named(_shift(turn, facts), turn), _(question, name=name))

    return asked


def _coming(turn: Turn, facts: Answers) -> Sequence[Option]:
    shift = _shift(turn, facts)
    return _clocks(turn, _own(turn, facts).came_at, shift.starts_at)


def _leaving(turn: Turn, facts: Answers) -> Sequence[Option]:
    shift = _shift(turn, facts)
    return _clocks(turn, _own(turn, facts).left_at, shift.ends_at)


def _clocks(turn: Turn, *moments: datetime | None) -> Sequence[Option]:
    """What is written down now, and what the plan says."""
    clocks = [f"{at.astimezone(turn.house.zone):%H:%M}" for at in moments if at]
    return [Option(clock, clock, literal=True) for clock in dict.fromkeys(clocks)]


def _shift(turn: Turn, facts: Answers) -> Shift:
    return turn.db.shifts.shift(int(facts["shift_id"]))


def _own(turn: Turn, facts: Answers) -> Assignment:
    return turn.db.crews.existing(int(facts["person_id"]), int(facts["shift_id"]))


CAME = N_("When did {name} come? Tap or type the time, such as 14:05.")
LEFT = N_("When did {name} leave? Tap or type the time.")

TIMES = Form(
    "shift_times",
    (
        Step("came", _asked(CAME), _read, _coming),
        Step("left", _asked(LEFT), _read, _leaving, require=_require_length),
    ),
    set_times,
    role=Role.STAFF,
)
