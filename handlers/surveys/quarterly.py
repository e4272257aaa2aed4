"""Every quarter some neighbours, drawn by lot, are asked how satisfied they are, where the
community has decided so. What is asked is always the same, so that quarters can be compared."""

from datetime import datetime, time, timedelta

from community.refusals import NoLongerThere
from community.survey_news import QuarterBegins
from community.surveys import (
    SATISFACTION,
    Kind,
    Plan,
    Question,
    Survey,
)
from community.targets import Target
from handlers.kit.context import Turn
from handlers.kit.router import Router
from locales import N_

ASKED_AT = time(10)
OPEN_FOR = timedelta(days=14)
STILL_USEFUL = timedelta(days=30)
FARTHEST = 30  # days from the first of the quarter to a working day
MONTHS = 3

TITLE = N_("How satisfied are we?")
INTRO = N_(
    "Every quarter some neighbours are drawn by lot and asked. It takes two minutes, and you will "
    "hear what came of it."
)
SATISFIED = N_("All in all, how satisfied are you with what the community does?")
DISAPPOINTED = N_("What has disappointed you?")
SAFE = N_("How safe and clean is our neighbourhood?")
FIRST = N_("What should get better first?")
MORE = N_("Is there anything else you would like to say?")
BETTER = (
    N_("Cleanliness"),
    N_("Safety"),
    N_("Parking"),
    N_("Repairs"),
    N_("Help for old and young"),
    N_("Things to do together"),
)

router = Router()


@router.starts
def plan(turn: Turn) -> None:
    """The next one, unless it is planned already."""
    if not turn.house.every_quarter:
        return
    quarter, at = next_quarter(turn)
    notice = QuarterBegins(quarter)
    turn.db.notices.put(None, notice, due_at=at, until=at + STILL_USEFUL, key=f"quarter:{quarter}")


@router.alarm(QuarterBegins)
def ask(turn: Turn, alarm: QuarterBegins) -> None:
    """Once, even when the house was closed on the day."""
    plan(turn)
    is_asked = turn.db.surveys.of_quarter(alarm.quarter) is not None
    wanted = Plan(Target(), turn.house.quarter_sample, turn.now + OPEN_FOR)
    if is_asked or not turn.house.every_quarter or not turn.db.surveys.meant(wanted):
        raise NoLongerThere
    survey = Survey(0, TITLE, INTRO, house_words=True, quarter=alarm.quarter)
    created = turn.db.survey_drafts.create(survey, turn.now)
    _write(turn, created.id)
    turn.db.surveys.publish(created.id, wanted, turn.now)


def next_quarter(turn: Turn) -> tuple[str, datetime]:
    """As 2026-3, and the morning of its first working day."""
    local = turn.now.astimezone(turn.house.zone)
    month = (local.month - 1) // MONTHS * MONTHS + MONTHS + 1
    year, month = local.year + month // 13, (month - 1) % 12 + 1
    first = datetime.combine(local.date().replace(year, month, 1), ASKED_AT, turn.house.zone)
    days = (first + timedelta(days=n) for n in range(FARTHEST))
    at = next((day for day in days if _is_working_day(day, turn)), first)
    return f"{year}-{(month - 1) // MONTHS + 1}", at


def _is_working_day(morning: datetime, turn: Turn) -> bool:
    return turn.house.working.between(morning, morning + timedelta(hours=10)) > timedelta(0)


def _write(turn: Turn, survey_id: int) -> None:
    """What is asked, in order; why, only of those who are not satisfied."""
    add = turn.db.survey_drafts.add
    first = add(survey_id, Question(0, Kind.SCALE, SATISFIED, measure=SATISFACTION))
    why = Question(0, Kind.TEXT, DISAPPOINTED, required=False, when_id=first, when_any=("1", "2"))
    add(survey_id, why)
    add(survey_id, Question(0, Kind.SCALE, SAFE))
    add(survey_id, Question(0, Kind.MANY, FIRST, BETTER, required=False))
    add(survey_id, Question(0, Kind.TEXT, MORE, required=False))
