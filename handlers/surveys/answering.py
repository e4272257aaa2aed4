"""Answering a survey in private, question by question. What is shown meanwhile leaves no row: the
questions that somebody was asked tell what they had answered before."""

from contextlib import suppress
from dataclasses import replace

from community.people import Person, Role
from community.refusals import NoLongerThere, Refusal
from community.surveys import (
    LARGEST_NUMBER,
    LONGEST_WORDS,
    AnsweredAlready,
    HouseholdAnswered,
    Kind,
    NotAsked,
    Question,
    SurveyOver,
    given,
    open_question,
    ticked,
)
from handlers.activities.acting import whose
from handlers.kit.context import Context
from handlers.kit.incoming import Content
from handlers.kit.links import number_in
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Screen, bold, lines, paragraphs
from handlers.kit.steps import number, photo, words
from handlers.menu import to_menu
from handlers.surveys.buttons import (
    Answer,
    ChangeAnswer,
    ChooseChange,
    Later,
    OpenSurvey,
    SendAnswers,
    ShowSurvey,
    SkipQuestion,
    StepBack,
    Take,
    Tick,
    Ticked,
)
from handlers.surveys.sheets import changes, invitation, shown
from handlers.surveys.wording import option, title
from handlers.tickets.discreet import say, show
from locales import N_, _
from storage.survey_sheets import Sheet

LENGTH_OF_CODE = 6
READS = {
    Kind.NUMBER: number(0, LARGEST_NUMBER),
    Kind.TEXT: words(most=LONGEST_WORDS, multiline=True),
    Kind.PHOTO: photo,
}

router = Router(
    refusals={
        SurveyOver: N_("This survey is over. Thank you all the same! /surveys shows others."),
        NotAsked: N_("This survey goes to others this time. /surveys shows what waits for you."),
        AnsweredAlready: N_("This has been answered already, and once is enough. Thank you!"),
        HouseholdAnswered: N_(
            "Somebody of your household has answered already: this time it is one answer per "
            "household. Thank you all the same!"
        ),
    }
)


@router.link("survey")
def open_link(ctx: Context, argument: str) -> None:
    survey = ctx.db.survey_answers.require_askable(
        number_in(argument), ctx.person, ctx.now, by=ctx.person
    )
    ctx.say(invitation(ctx.turn, survey, ctx.person))


@router.press(OpenSurvey, role=Role.RESIDENT, entry=lambda pressed: f"survey-{pressed.survey_id}")
def open_from_group(ctx: Context, pressed: OpenSurvey) -> None:
    ctx.lead_to_private(f"survey-{pressed.survey_id}")


@router.press(Answer, role=Role.RESIDENT)
def begin(ctx: Context, pressed: Answer) -> None:
    person = whose(ctx, pressed.for_id)
    ctx.db.survey_answers.require_askable(pressed.survey_id, person, ctx.now, by=ctx.person)
    for_id = person.id if person.is_contact else 0
    sheet = ctx.db.survey_sheets.begin(
        ctx.person.id, pressed.survey_id, for_id=for_id, trial=False, now=ctx.now
    )
    show(ctx, shown(ctx.turn, sheet))


@router.press(Take, role=Role.RESIDENT)
def take(ctx: Context, pressed: Take) -> None:
    sheet, question = _asked(ctx, pressed.sheet_id, pressed.question_id)
    if question.kind is Kind.MANY or str(pressed.value) not in question.values:
        raise NoLongerThere
    _answered(ctx, sheet, question, str(pressed.value))


@router.press(Tick, role=Role.RESIDENT)
def tick(ctx: Context, pressed: Tick) -> None:
    sheet, question = _asked(ctx, pressed.sheet_id, pressed.question_id)
    if question.kind is not Kind.MANY or str(pressed.value) not in question.values:
        raise NoLongerThere
    _go_on(ctx, replace(sheet, ticks=ticked(sheet.ticks, str(pressed.value))))


@router.press(Ticked, role=Role.RESIDENT)
def ticks_done(ctx: Context, pressed: Ticked) -> None:
    sheet, question = _asked(ctx, pressed.sheet_id, pressed.question_id)
    if question.kind is not Kind.MANY or not sheet.ticks:
        raise NoLongerThere
    _answered(ctx, sheet, question, sheet.ticks)


@router.press(SkipQuestion, role=Role.RESIDENT)
def skip(ctx: Context, pressed: SkipQuestion) -> None:
    sheet, question = _asked(ctx, pressed.sheet_id, pressed.question_id)
    if question.required:
        raise NoLongerThere
    _answered(ctx, sheet, question, "")


@router.press(StepBack, role=Role.RESIDENT)
def step_back(ctx: Context, pressed: StepBack) -> None:
    sheet = _opened(ctx, pressed.sheet_id)
    kept = given(ctx.db.surveys.questions(sheet.survey_id), sheet.answers)
    _ask_anew(ctx, sheet, list(kept)[-1] if kept else 0)


@router.press(ChooseChange, role=Role.RESIDENT)
def choose_change(ctx: Context, pressed: ChooseChange) -> None:
    show(ctx, changes(ctx.turn, _opened(ctx, pressed.sheet_id)))


@router.press(ChangeAnswer, role=Role.RESIDENT)
def change(ctx: Context, pressed: ChangeAnswer) -> None:
    _ask_anew(ctx, _opened(ctx, pressed.sheet_id), pressed.question_id)


@router.press(Later, role=Role.RESIDENT)
def later(ctx: Context, pressed: Later) -> None:
    """Nothing is lost: /surveys goes on with it."""
    sheet = _opened(ctx, pressed.sheet_id)
    text = _("Your answers are kept. Send /surveys whenever you want to go on.")
    back = Button(_("Go on"), Answer(sheet.survey_id, sheet.for_id))
    show(ctx, Screen(text, [[back, to_menu()]]))


@router.press(SendAnswers, role=Role.RESIDENT)
def send(ctx: Context, pressed: SendAnswers) -> None:
    sheet = _opened(ctx, pressed.sheet_id)
    ctx.db.survey_sheets.drop(sheet)
    if sheet.trial:
        back = Button(_("‹ Back"), ShowSurvey(sheet.survey_id))
        show(ctx, Screen(_("This was the trial. Nothing of it is kept."), [[back]]))
        return
    person = whose(ctx, sheet.for_id)
    survey = ctx.db.survey_answers.send(
        sheet.survey_id, person, sheet.answers, by=ctx.person, now=ctx.now
    )
    _note_acting(ctx, sheet.survey_id, person)
    text = paragraphs(
        lines(bold(title(survey)), _("Sent. Thank you for your answers!")),
        _("When it is over you will hear what came of it."),
    )
    show(ctx, Screen(text, [[Button(_("Other surveys"), Opens("surveys")), to_menu()]]))


@router.content
def answer(ctx: Context, content: Content) -> bool:
    """Words, numbers and photos where they are asked for; a typed label counts as a tap. Anything
    else is for others: nobody is kept in a survey that they have turned away from."""
    sheet = ctx.db.survey_sheets.open_of(ctx.person.id)
    if sheet is None or not _is_alive(ctx, sheet):
        return False
    questions = ctx.db.surveys.questions(sheet.survey_id)
    question = open_question(questions, sheet.answers)
    if question is None or _is_for_others(ctx, question, content):
        return False
    if read := READS.get(question.kind):
        _answered(ctx, sheet, question, read(content, ctx.turn))
        return True
    value = _typed_label(ctx, sheet, question, content.text.strip())
    if value is None:
        return False
    if question.kind is Kind.MANY:
        _go_on(ctx, replace(sheet, ticks=ticked(sheet.ticks, value)))
    else:
        _answered(ctx, sheet, question, value)
    return True


def _is_for_others(ctx: Context, question: Question, content: Content) -> bool:
    """A cry for help that would be refused here, or the code at the door of an activity."""
    typed = content.text.strip()
    is_danger = question.kind is not Kind.TEXT and ctx.house.categories.means_danger(typed)
    may_be_code = len(typed) == LENGTH_OF_CODE and typed.isascii() and typed.isdigit()
    return is_danger or (may_be_code and ctx.db.attendance.coded(typed, ctx.now) is not None)


def _typed_label(ctx: Context, sheet: Sheet, question: Question, typed: str) -> str | None:
    survey = ctx.db.surveys.survey(sheet.survey_id)
    return next((v for v in question.values if option(survey, question, v) == typed), None)


def _opened(ctx: Context, sheet_id: int) -> Sheet:
    """What a button belongs to, if it is still this person's and can still be sent."""
    sheet = ctx.db.survey_sheets.one(sheet_id, ctx.person.id)
    if sheet is None:
        raise NoLongerThere
    _require_alive(ctx, sheet)
    return sheet


def _require_alive(ctx: Context, sheet: Sheet) -> None:
    if sheet.trial:
        ctx.require(Role.STAFF)
        ctx.db.surveys.survey(sheet.survey_id)
        return
    person = whose(ctx, sheet.for_id)
    ctx.db.survey_answers.require_askable(sheet.survey_id, person, ctx.now, by=ctx.person)


def _is_alive(ctx: Context, sheet: Sheet) -> bool:
    """One that cannot be sent any more is forgotten: words are not for it."""
    with suppress(Refusal):
        _require_alive(ctx, sheet)
        return True
    ctx.db.survey_sheets.drop(sheet)
    return False


def _asked(ctx: Context, sheet_id: int, question_id: int) -> tuple[Sheet, Question]:
    sheet = _opened(ctx, sheet_id)
    question = open_question(ctx.db.surveys.questions(sheet.survey_id), sheet.answers)
    if question is None or question.id != question_id:
        raise NoLongerThere
    return sheet, question


def _answered(ctx: Context, sheet: Sheet, question: Question, value: str) -> None:
    answers = {**sheet.answers, question.id: value}
    _go_on(ctx, replace(sheet, answers=answers, ticks=""))


def _ask_anew(ctx: Context, sheet: Sheet, question_id: int) -> None:
    """What was ticked stands ticked again."""
    questions = {q.id: q for q in ctx.db.surveys.questions(sheet.survey_id)}
    is_many = question_id in questions and questions[question_id].kind is Kind.MANY
    ticks = sheet.answers.get(question_id, "") if is_many else ""
    answers = {k: v for k, v in sheet.answers.items() if k != question_id}
    _go_on(ctx, replace(sheet, answers=answers, ticks=ticks))


def _go_on(ctx: Context, sheet: Sheet) -> None:
    ctx.db.survey_sheets.save(sheet, ctx.person.id, ctx.now)
    if ctx.incoming.query_id:
        show(ctx, shown(ctx.turn, sheet))
    else:
        say(ctx, shown(ctx.turn, sheet))


def _note_acting(ctx: Context, survey_id: int, person: Person) -> None:
    if person.id != ctx.person.id and Role.STAFF in ctx.person.roles:
        subject = f"survey:{survey_id} person:{person.id}"
        ctx.db.audit.note("answered a survey for", subject, by=ctx.person.id, now=ctx.now)
