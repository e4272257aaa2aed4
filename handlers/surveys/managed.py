"""A survey as staff see it: a draft that grows, how many have answered, and what can be done."""

from collections.abc import Sequence

from community.surveys import Part, Question, State, Survey, Turnout, percent
from handlers.kit.context import Turn
from handlers.kit.paging import Page
from handlers.kit.screen import Button, Row, Screen, bold, lines, paragraphs, plain, shortened
from handlers.kit.whose import plainly_named
from handlers.menu import to_menu
from handlers.surveys.buttons import (
    AddQuestion,
    Answer,
    CloseNow,
    CopySurvey,
    Discard,
    ListSurveys,
    NewSurvey,
    PostSurvey,
    Publish,
    RemoveQuestion,
    ReplyToAll,
    SetAnonymous,
    SetHousehold,
    ShowQuestions,
    ShowResult,
    ShowSurvey,
    ShowTurnout,
    ShowUnserved,
    TakeTable,
    TryOut,
)
from handlers.surveys.wording import KINDS, described, fitting, option, said, title
from locales import N_, NATIVE_NAMES, _

LONGEST_LABEL = 40
ROOM = 2400  # letters of a list
LONGEST_LINE = 80  # letters of a question in the list
MOST_UNSERVED = 30
STATES = {
    State.DRAFT: N_("draft"),
    State.OPEN: N_("open"),
    State.CLOSED: N_("over"),
}


def surveys(turn: Turn, number: int) -> Screen:
    """All of them, the newest first."""
    page = Page(number, turn.db.surveys.count())
    found = turn.db.surveys.listed(offset=page.offset, limit=page.size)
    rows = [[Button(_labelled(survey), ShowSurvey(survey.id))] for survey in found]
    text = paragraphs(
        bold(_("Surveys")),
        _("Tap one to see how it stands.") if found else _("There is no survey yet."),
    )
    new = [Button(_("New survey"), NewSurvey())]
    return Screen(text, [new, *rows, page.turns(ListSurveys), [to_menu()]])


def managed(turn: Turn, survey: Survey) -> Screen:
    questions = turn.db.surveys.questions(survey.id)
    text = paragraphs(
        described(survey, turn),
        _("State: {state}", state=_(STATES[survey.state])),
        _listed(survey, questions) if survey.state is State.DRAFT else figures(turn, survey),
    )
    rows = {State.DRAFT: _rows_of_draft, State.OPEN: _rows_open, State.CLOSED: _rows_closed}
    back = [Button(_("‹ All surveys"), ListSurveys(0))]
    return Screen(text, [*rows[survey.state](survey, questions), back])


def questions_to_remove(turn: Turn, survey: Survey) -> Screen:
    questions = turn.db.surveys.questions(survey.id)
    rows = [
        [Button(shortened(f"❌ {n}. {q.words}", LONGEST_LABEL), RemoveQuestion(survey.id, q.id))]
        for n, q in enumerate(questions, start=1)
    ]
    text = paragraphs(_listed(survey, questions), _("Tap a question to take it out."))
    return Screen(text, [*rows, [Button(_("‹ Back"), ShowSurvey(survey.id))]])


def turnout(turn: Turn, survey: Survey) -> Screen:
    """By building and by language; names are nobody's business."""
    buildings = turn.db.survey_turnouts.parts(survey, Part.BUILDING)
    languages = turn.db.survey_turnouts.parts(survey, Part.LANGUAGE)
    text = paragraphs(
        bold(title(survey)),
        figures(turn, survey),
        lines(
            bold(_("By building")),
            *fitting([_part(t, t.label or _("not said")) for t in buildings], ROOM),
        ),
        lines(
            bold(_("By language")),
            *(_part(t, NATIVE_NAMES.get(t.label, t.label)) for t in languages),
        ),
    )
    return Screen(text, [[Button(_("‹ Back"), ShowSurvey(survey.id))]])


def unserved(turn: Turn, survey: Survey) -> Screen:
    """Those whom somebody of the staff can go and ask."""
    people = turn.db.surveys.unserved(survey, most=MOST_UNSERVED)
    text = (
        _("These people have no Telegram and have not answered. Ask them and tap their name to "
          "write down what they say.")
        if people
        else _("Everybody without Telegram who was asked has answered.")
    )  # fmt: skip
    rows = [
        [Button(shortened(plainly_named(one), LONGEST_LABEL), Answer(survey.id, one.id))]
        for one in people
    ]
    return Screen(
        paragraphs(bold(title(survey)), text),
        [*rows, [Button(_("‹ Back"), ShowSurvey(survey.id))]],
    )


def figures(turn: Turn, survey: Survey) -> str:
    whole = turn.db.survey_turnouts.whole(survey)
    text = _(
        "Answered: {answered} of {asked} asked ({percent}%)",
        answered=whole.answered,
        asked=whole.asked,
        percent=percent(whole.answered, whole.asked),
    )
    drawn = _("They were drawn by lot. Seed: {seed}", seed=survey.seed) if survey.sample else ""
    proxies = _("{n} of them through somebody else", n=whole.by_proxy) if whole.by_proxy else ""
    return lines(text, proxies, drawn)


def _part(one: Turnout, label: str) -> str:
    share = percent(one.answered, one.asked)
    return _("{label}: {answered} of {asked} ({percent}%)", label=plain(label),
             answered=one.answered, asked=one.asked, percent=share)  # fmt: skip


def _labelled(survey: Survey) -> str:
    return shortened(f"{_(STATES[survey.state])} · {title(survey)}", LONGEST_LABEL)


def _listed(survey: Survey, questions: Sequence[Question]) -> str:
    if not questions:
        return _("It has no questions yet.")
    numbered = enumerate(questions, start=1)
    return lines(
        bold(_("Questions")),
        *fitting([_line(survey, n, q, questions) for n, q in numbered], ROOM),
    )


def _line(survey: Survey, number: int, question: Question, all_of_them: Sequence[Question]) -> str:
    words = plain(shortened(said(question.words, survey), LONGEST_LINE))
    kind = _(KINDS[question.kind])
    must = "" if question.required else _("may be skipped")
    facts = _(", ").join(part for part in (kind, must) if part)
    return lines(f"{number}. {words} <i>({facts})</i>", _branch(survey, question, all_of_them))


def _branch(survey: Survey, question: Question, all_of_them: Sequence[Question]) -> str:
    for number, other in enumerate(all_of_them, start=1):
        if other.id == question.when_id:
            values = _(", ").join(option(survey, other, v) for v in question.when_any)
            return _(
                "    ↳ only after {number}: {answers}",
                number=number,
                answers=plain(shortened(values, LONGEST_LINE)),
            )
    return ""


def _rows_of_draft(survey: Survey, questions: Sequence[Question]) -> Sequence[Row]:
    names = (
        Button(_("Make it with names"), SetAnonymous(survey.id, 0))
        if survey.anonymous
        else Button(_("Make it nameless"), SetAnonymous(survey.id, 1))
    )
    homes = (
        Button(_("Per person"), SetHousehold(survey.id, 0))
        if survey.by_household
        else Button(_("Per household"), SetHousehold(survey.id, 1))
    )
    some = [
        [
            Button(_("Take one out"), ShowQuestions(survey.id)),
            Button(_("Try it"), TryOut(survey.id)),
        ],
        [Button(_("📣 Publish"), Publish(survey.id))],
    ]
    return [
        [Button(_("➕ Add a question"), AddQuestion(survey.id))],
        *(some if questions else []),
        [names, homes],
        [Button(_("Delete"), Discard(survey.id))],
    ]


def _rows_open(survey: Survey, _questions: Sequence[Question]) -> Sequence[Row]:
    results = [] if survey.anonymous else [[Button(_("Answers so far"), ShowResult(survey.id, 0))]]
    return [
        [Button(_("Response"), ShowTurnout(survey.id)),
         Button(_("No Telegram"), ShowUnserved(survey.id))],
        *results,
        *([[Button(_("Post in the group"), PostSurvey(survey.id))]] if survey.is_for_all else []),
        [Button(_("Close now"), CloseNow(survey.id)), Button(_("Copy"), CopySurvey(survey.id))],
    ]  # fmt: skip


def _rows_closed(survey: Survey, _questions: Sequence[Question]) -> Sequence[Row]:
    return [
        [Button(_("📊 Results"), ShowResult(survey.id, 0)),
         Button(_("As a table"), TakeTable(survey.id))],
        [Button(_("Say what we will do"), ReplyToAll(survey.id))],
        [Button(_("Response"), ShowTurnout(survey.id)),
         Button(_("Copy"), CopySurvey(survey.id))],
    ]  # fmt: skip
