"""The list of an activity as a table, for those who manage it; what they take away is noted."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from community.activities import Activity
from community.people import Role
from community.questions import Question
from community.rosters import RosterLine
from community.sign_ups import Standing
from handlers.activities.asked import answer_in_words, in_short
from handlers.activities.wording import named_plainly
from handlers.kit.context import Context, Turn
from handlers.kit.dates import when
from handlers.kit.file_names import file_name
from handlers.kit.router import File, Router
from handlers.kit.screen import Press
from handlers.kit.spreadsheets import Column, spreadsheet
from locales import _, speaking

NARROW, USUAL, WIDE = 9, 16, 30  # letters

router = Router()


class TakeTable(Press, prefix="act.table"):
    activity_id: int


@router.press(TakeTable, role=Role.RESIDENT)
def take_table(ctx: Context, pressed: TakeTable) -> None:
    activity = ctx.db.activities.activity(pressed.activity_id)
    activity.require_managed_by(ctx.person)
    ctx.db.audit.note("took the roster", activity.card, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("The table is on its way."))
    ctx.chat.make("roster", activity_id=activity.id, language=ctx.person.language)


@router.make("roster")
def make_table(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    activity = turn.db.activities.activity(int(facts["activity_id"]))
    with speaking(str(facts["language"])):
        day = f"{activity.starts_at.astimezone(turn.house.zone):%Y-%m-%d}"
        name = file_name(_("Roster"), day, activity.title, ending="xlsx")
        caption = _("Who is coming: {activity}. Please keep it safe and delete it afterwards.",
                    activity=named_plainly(activity, turn))  # fmt: skip
        asked = turn.db.questions.of(activity.id)
        columns, rows = _columns(asked), _rows(turn, activity, asked)
    build = partial(spreadsheet, activity.title, columns, rows, made_at=turn.now)
    return lambda: File("sendDocument", "document", name, build(), {"caption": caption})


def _columns(asked: Sequence[Question]) -> Sequence[Column]:
    return (
        Column(_("No."), NARROW // 2),
        Column(_("Name"), USUAL),
        Column(_("Building"), NARROW),
        Column(_("Unit"), NARROW),
        Column(_("Room"), NARROW),
        Column(_("Standing"), USUAL),
        Column(_("Brings"), NARROW),
        Column(_("Note"), WIDE),
        *(Column(in_short(question), USUAL) for question in asked),
        Column(_("Signed up by"), USUAL),
        Column(_("Signed up at"), USUAL),
        Column(_("Came"), NARROW),
    )


def _rows(turn: Turn, activity: Activity, asked: Sequence[Question]) -> Sequence[Sequence[str]]:
    answers = turn.db.questions.answers(activity.id)
    return [
        _row(turn, number, line, _answered(asked, answers.get(line.sign_up_id, {})))
        for number, line in enumerate(turn.db.rosters.of(activity.id), start=1)
    ]


def _row(turn: Turn, number: int, line: RosterLine, answers: Sequence[str]) -> Sequence[str]:
    return (
        str(number),
        line.name or _("(erased)"),
        line.home.building,
        line.home.unit,
        line.home.room,
        _standing(turn, line),
        str(line.companions) if line.companions else "",
        line.note,
        *answers,
        line.made_by,
        when(line.made_at, turn) if line.made_at else "",
        _came(line),
    )


def _answered(asked: Sequence[Question], answers: Mapping[int, str]) -> Sequence[str]:
    return [
        answer_in_words(question, answers[question.id]) if answers.get(question.id) else ""
        for question in asked
    ]


def _standing(turn: Turn, line: RosterLine) -> str:
    if line.standing is None:
        return _("came without signing up")
    if line.standing is Standing.WAITING:
        return _("waiting, no. {position}", position=line.position)
    if line.offered_until:
        return _("reserved until {until}", until=when(line.offered_until, turn))
    return _("has a place")


def _came(line: RosterLine) -> str:
    """How many, so that the column can be added up."""
    if line.came:
        return str(line.came)
    return _("absent") if line.was_missed else ""
