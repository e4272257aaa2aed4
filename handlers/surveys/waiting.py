"""What surveys wait for somebody, what they hear of them, and what is kept about them."""

from collections.abc import Sequence
from contextlib import suppress

from community.asks import next_month
from community.people import Person, Role, Topic
from community.refusals import NoLongerThere, Refusal
from community.survey_news import SurveyReminderDue, SurveyWaits
from community.surveys import (
    Survey,
)
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.dates import when
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, isolated, paragraphs, plain, shortened
from handlers.kit.sections import Section
from handlers.menu import to_menu
from handlers.surveys.buttons import Answer
from handlers.surveys.sheets import invitation
from handlers.surveys.wording import title
from locales import N_, _

LONGEST_LABEL = 40

router = Router(
    keeps=(
        N_("which surveys you were asked to answer and whether you have; what you answer is kept "
           "without your name unless the survey says otherwise before you begin"),
    ),
)  # fmt: skip


@router.command(
    "surveys", role=Role.RESIDENT, summary=N_("Surveys that wait for you"), label=N_("Surveys")
)
def show_waiting(ctx: Context) -> None:
    waiting = _waiting(ctx.turn, ctx.person)
    if not waiting:
        ctx.show(Screen(_("No survey waits for you. Thank you!"), [[to_menu()]]))
        return
    rows = [[_button(survey, person)] for survey, person in waiting]
    text = paragraphs(bold(_("Surveys")), _("These wait for your answer. Tap one to begin, or to "
                                            "go on where you were."))  # fmt: skip
    ctx.show(Screen(text, [*rows, [to_menu()]]))


@router.mine(Section.ASKED)
def mine(turn: Turn, person: Person) -> list[str]:
    return [
        _("📋 {survey} waits for your answer until {until}: /surveys",
          survey=plain(title(survey)), until=when(survey.closes_at or turn.now, turn))
        if one.id == person.id
        else _("📋 {survey} waits for the answer of {name}: /surveys",
               survey=plain(title(survey)), name=isolated(one.name))
        for survey, one in _waiting(turn, person)
    ]  # fmt: skip


@router.notice(SurveyWaits, topic=Topic.FEEDBACK)
def ask(chat: Chat, person: Person, notice: SurveyWaits) -> None:
    """Nobody is asked more often than the community has decided; then it waits for next month."""
    turn, db = chat.turn, chat.turn.db
    survey = db.survey_answers.require_askable(notice.survey_id, person, turn.now, by=person)
    if db.survey_answers.has_answered(survey.id, person.id):
        raise NoLongerThere
    if not db.asks.take(person.id, turn.now, turn.house):
        _put_off(turn, survey, person, notice)
        return
    heading = _("A friendly reminder: this still waits for your answer.")
    chat.say(invitation(turn, survey, person, heading=heading if notice.reminder else ""))


@router.alarm(SurveyReminderDue)
def remind(turn: Turn, alarm: SurveyReminderDue) -> None:
    survey = turn.db.surveys.survey(alarm.survey_id)
    if survey.is_open(turn.now):
        turn.db.surveys.ask(survey, alarm.reminder, turn.now)


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"surveys": turn.db.survey_answers.held(person.id)}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.survey_answers.forget(person.id)
    turn.db.asks.forget(person.id, turn.now, turn.house)


def _put_off(turn: Turn, survey: Survey, person: Person, notice: SurveyWaits) -> None:
    later = next_month(turn.now, turn.house.zone)
    if notice.reminder or survey.closes_at is None or later >= survey.closes_at:
        raise NoLongerThere
    turn.db.surveys.tell_later(survey, person.id, notice, later)


def _waiting(turn: Turn, person: Person) -> Sequence[tuple[Survey, Person]]:
    """The person's own, and those of the people they act for."""
    them = [person, *turn.db.contacts.of(person.id)]
    return [
        (survey, one)
        for one in them
        for survey in turn.db.surveys.waiting_for(one.id, turn.now)
        if _may_answer(turn, survey, one)
    ]


def _may_answer(turn: Turn, survey: Survey, person: Person) -> bool:
    """Somebody else of the household may have."""
    with suppress(Refusal):
        turn.db.survey_answers.require_askable(survey.id, person, turn.now, by=person)
        return True
    return False


def _button(survey: Survey, person: Person) -> Button:
    if person.is_contact:
        label = f"{person.name}: {title(survey)}"
        return Button(shortened(label, LONGEST_LABEL), Answer(survey.id, person.id))
    return Button(shortened(title(survey), LONGEST_LABEL), Answer(survey.id))
