"""A survey as the person who answers it sees it: one question at a time, then all answers."""

from collections.abc import Sequence

from community.people import Person
from community.surveys import Kind, Question, Survey, given, open_question
from handlers.kit.context import Turn
from handlers.kit.screen import (
    Button,
    Row,
    Screen,
    bold,
    in_pairs,
    lines,
    paragraphs,
    plain,
    shortened,
)
from handlers.kit.whose import for_whom
from handlers.surveys.buttons import (
    Answer,
    ChangeAnswer,
    ChooseChange,
    Later,
    SendAnswers,
    SkipQuestion,
    StepBack,
    Take,
    Tick,
    Ticked,
)
from handlers.surveys.wording import (
    HOW,
    answer_in_words,
    described,
    fitting,
    option,
    said,
    title,
)
from locales import _, ngettext
from storage.survey_sheets import Sheet

SHORT = 14  # letters of a label, with which two fit in a row
ROOM = 3000  # letters of all answers together
LONGEST_SHOWN = 200  # letters of an answer in the list of all


def invitation(turn: Turn, survey: Survey, person: Person, *, heading: str = "") -> Screen:
    number = len(turn.db.surveys.questions(survey.id))
    most = ngettext("{n} question", "Up to {n} questions", number)
    text = paragraphs(heading, described(survey, turn), most)
    for_id = person.id if person.is_contact else 0
    return Screen(text, [[Button(_("Answer it"), Answer(survey.id, for_id))]])


def shown(turn: Turn, sheet: Sheet) -> Screen:
    """The open question, or what has been answered when there is none."""
    survey = turn.db.surveys.survey(sheet.survey_id)
    questions = turn.db.surveys.questions(survey.id)
    question = open_question(questions, sheet.answers)
    if question is None:
        return _summary(turn, survey, sheet, questions)
    answered = len(given(questions, sheet.answers))
    text = paragraphs(
        _head(turn, survey, sheet),
        _("Question {n}", n=answered + 1),
        bold(said(question.words, survey)),
        _(HOW[question.kind]),
    )
    return Screen(text, [*_choices(survey, question, sheet), *_ways(sheet, question, answered)])


def changes(turn: Turn, sheet: Sheet) -> Screen:
    """Which of the answers to change."""
    survey = turn.db.surveys.survey(sheet.survey_id)
    questions = turn.db.surveys.questions(survey.id)
    kept = given(questions, sheet.answers)
    rows = [
        [Button(shortened(said(q.words, survey), 40), ChangeAnswer(sheet.id, q.id))]
        for q in questions
        if q.id in kept
    ]
    text = paragraphs(_head(turn, survey, sheet), _("Which one?"))
    return Screen(text, [*rows, [Button(_("‹ Back"), ChangeAnswer(sheet.id, 0))]])


def _head(turn: Turn, survey: Survey, sheet: Sheet) -> str:
    person = turn.db.people.person(sheet.for_id) if sheet.for_id else None
    return lines(
        for_whom(person) if person else "",
        _("🧪 Only a trial: nothing is sent.") if sheet.trial else "",
        f"📋 {plain(title(survey))}",
    )


def _choices(survey: Survey, question: Question, sheet: Sheet) -> Sequence[Row]:
    if question.kind is Kind.SCALE:
        return [[Button(v, Take(sheet.id, question.id, int(v))) for v in question.values]]
    labels = [option(survey, question, value) for value in question.values]
    if question.kind is Kind.MANY:
        ticks = sheet.ticks.split(",")
        labels = [
            f"{'☑️' if value in ticks else '◻️'} {label}"
            for value, label in zip(question.values, labels, strict=True)
        ]
    press = Tick if question.kind is Kind.MANY else Take
    buttons = [
        Button(label, press(sheet.id, question.id, int(value)))
        for value, label in zip(question.values, labels, strict=True)
    ]
    if all(len(label) <= SHORT for label in labels):
        return in_pairs(buttons)
    return [[button] for button in buttons]


def _ways(sheet: Sheet, question: Question, answered: int) -> Sequence[Row]:
    done = [Button(_("Done"), Ticked(sheet.id, question.id))] if sheet.ticks else []
    skip = [] if question.required else [Button(_("Skip"), SkipQuestion(sheet.id, question.id))]
    back = [Button(_("‹ Back"), StepBack(sheet.id))] if answered else []
    return [done, [*back, *skip, Button(_("Later"), Later(sheet.id))]]


def _summary(turn: Turn, survey: Survey, sheet: Sheet, questions: Sequence[Question]) -> Screen:
    kept = given(questions, sheet.answers)
    answers = [_pair(survey, q, kept[q.id]) for q in questions if q.id in kept]
    last = (
        _("Once it is sent it cannot be changed: nobody knows which answers are yours.")
        if survey.anonymous
        else ""
    )
    text = paragraphs(_head(turn, survey, sheet), *fitting(answers, ROOM), last)
    rows = [
        [Button(_("Send"), SendAnswers(sheet.id))],
        [Button(_("Change"), ChooseChange(sheet.id)), Button(_("Later"), Later(sheet.id))],
    ]
    return Screen(text, rows)


def _pair(survey: Survey, question: Question, answer: str) -> str:
    asked = plain(said(question.words, survey))
    return lines(asked, f"→ {bold(_briefly(survey, question, answer))}")


def _briefly(survey: Survey, question: Question, answer: str) -> str:
    return shortened(answer_in_words(survey, question, answer), LONGEST_SHOWN)
