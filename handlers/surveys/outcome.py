"""How the results of a survey look: numbers with what they were counted from, and words that
nobody stands behind."""

from collections.abc import Sequence

from community.surveys import CHOICES, Answers, Kind, Result, Survey, percent
from handlers.kit.charts import Bar
from handlers.kit.context import Turn
from handlers.kit.screen import Button, Screen, bold, lines, paragraphs, plain, shortened
from handlers.kit.spreadsheets import Column
from handlers.surveys.buttons import (
    PostPicture,
    ShowParts,
    ShowPhotos,
    ShowPicture,
    ShowResult,
    ShowSurvey,
)
from handlers.surveys.wording import answer_in_words, fitting, option, said, title
from locales import _, ngettext

ROOM = 3500  # letters of all buildings together
MOST_WORDS = 10  # shown in a message; all of them stand in the table
LONGEST_WORDS = 250
NARROW, USUAL, WIDE = 10, 18, 50  # letters


def result_screen(survey: Survey, results: Sequence[Result], place: int) -> Screen:
    result = results[place]
    text = paragraphs(
        f"📊 {bold(title(survey))}",
        f"{place + 1}/{len(results)} {bold(said(result.question.words, survey))}",
        _figures(survey, result),
    )
    turns = [
        Button("‹", ShowResult(survey.id, max(0, place - 1))),
        Button(f"{place + 1}/{len(results)}", ShowResult(survey.id, place)),
        Button("›", ShowResult(survey.id, min(len(results) - 1, place + 1))),
    ]
    back = [Button(_("‹ Back"), ShowSurvey(survey.id))]
    more = _more(survey, result, place) if not result.held_back else []
    return Screen(text, [more, turns if len(results) > 1 else [], back])


def caption(result: Result) -> str:
    """What was counted, among how many."""
    told = ngettext("{n} person answered", "{n} people answered", result.answered)
    skipped = (
        ngettext("{n} skipped it", "{n} skipped it", result.skipped) if result.skipped else ""
    )
    average = ""
    if result.average is not None:
        average = _("on average {average}", average=f"{result.average:.1f}")
    several = _("several answers were possible") if result.question.kind is Kind.MANY else ""
    return _("; ").join(part for part in (told, skipped, average, several) if part)


def bars(survey: Survey, result: Result) -> Sequence[Bar]:
    """From the highest level down; choices in the order in which they were offered."""
    values = list(result.counts)
    if result.question.kind is Kind.SCALE:
        values.reverse()
    return [
        Bar(
            _label(survey, result, value),
            result.counts[value],
            _share(result.counts[value], result.answered),
        )
        for value in values
    ]


def parts(survey: Survey, found: Sequence[tuple[str, Result]], *, least: int) -> str:
    """The same by building; of fewer than `least` nothing is shown."""
    shown = [
        lines(bold(label or _("not said")), _figures(survey, result)) for label, result in found
    ]
    few = _("Buildings with fewer than {least} answers are not shown.", least=least)
    return paragraphs(bold(title(survey)), *fitting(shown, ROOM), few)


def table(
    turn: Turn, survey: Survey, results: Sequence[Result]
) -> tuple[Sequence[Column], Sequence[Sequence[str]]]:
    """With names a row for each person, without names a row for each different answer."""
    return _by_answer(survey, results) if survey.anonymous else _by_person(turn, survey, results)


def _figures(survey: Survey, result: Result) -> str:
    if result.held_back:
        return _("Too few have answered this to show it without telling who they are.")
    if result.question.kind is Kind.TEXT:
        return paragraphs(caption(result), *_words(result))
    if result.question.kind is Kind.PHOTO:
        return caption(result)
    counted = [
        _("{label}: {share}", label=plain(bar.label), share=bar.said)
        for bar in bars(survey, result)
    ]
    return paragraphs(lines(*counted), caption(result))


def _words(result: Result) -> Sequence[str]:
    shown = [f"• {plain(shortened(w, LONGEST_WORDS))}" for w in result.words[:MOST_WORDS]]
    rest = len(result.words) - len(shown)
    more = ngettext("{n} more stands in the table.", "{n} more stand in the table.", rest)
    return [*shown, more] if rest else shown


def _more(survey: Survey, result: Result, place: int) -> list[Button]:
    if result.question.kind is Kind.PHOTO:
        return [Button(_("Show the photos"), ShowPhotos(survey.id, place))]
    if result.question.kind is Kind.TEXT or not result.answered:
        return []
    by_building = (
        [] if survey.anonymous else [Button(_("By building"), ShowParts(survey.id, place))]
    )
    return [
        Button(_("As a picture"), ShowPicture(survey.id, place)),
        Button(_("To the group"), PostPicture(survey.id, place)),
        *by_building,
    ]


def _label(survey: Survey, result: Result, value: str) -> str:
    return option(survey, result.question, value) if result.question.kind in CHOICES else value


def _share(part: int, whole: int) -> str:
    return _("{n} ({percent}%)", n=part, percent=percent(part, whole))


def _by_answer(
    survey: Survey, results: Sequence[Result]
) -> tuple[Sequence[Column], Sequence[Sequence[str]]]:
    columns = (
        Column(_("Question"), WIDE),
        Column(_("Answer given"), WIDE),
        Column(_("How many"), NARROW),
    )
    return columns, [row for result in results for row in _rows(survey, result)]


def _rows(survey: Survey, result: Result) -> Sequence[Sequence[str]]:
    asked = said(result.question.words, survey)
    if result.held_back:
        return [(asked, _("too few answers to show"), "")]
    counted = [(asked, bar.label, f"{bar.value:.0f}") for bar in bars(survey, result) if bar.value]
    words = [(asked, w, "1") for w in result.words if result.question.kind is Kind.TEXT]
    skipped = [(asked, _("(skipped)"), str(result.skipped))] if result.skipped else []
    return [*counted, *words, *skipped]


def _by_person(
    turn: Turn, survey: Survey, results: Sequence[Result]
) -> tuple[Sequence[Column], Sequence[Sequence[str]]]:
    columns = (
        Column(_("Name"), USUAL),
        Column(_("Building"), NARROW),
        Column(_("Unit"), NARROW),
        Column(_("Room"), NARROW),
        *(Column(said(result.question.words, survey), USUAL) for result in results),
    )
    rows = [
        (*_who(turn, person_id), *_cells(survey, results, answers))
        for person_id, answers in turn.db.survey_answers.named(survey)
    ]
    return columns, rows


def _who(turn: Turn, person_id: int) -> Sequence[str]:
    person = turn.db.people.person(person_id)
    if person is None:
        return ("", "", "", "")
    home = person.home
    return person.name or _("(erased)"), home.building, home.unit, home.room


def _cells(survey: Survey, results: Sequence[Result], answers: Answers) -> Sequence[str]:
    return [
        answer_in_words(survey, result.question, answer)
        if (answer := answers.get(result.question.id))
        else ""
        for result in results
    ]
