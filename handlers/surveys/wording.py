"""How surveys, their questions and answers are put into words."""

from collections.abc import Sequence

from community.surveys import Kind, Question, Survey
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.screen import bold, lines, paragraphs, plain
from locales import N_, _

KINDS = {
    Kind.SCALE: N_("1 to 5"),
    Kind.ONE: N_("One of several"),
    Kind.MANY: N_("Several of them"),
    Kind.NUMBER: N_("A number"),
    Kind.TEXT: N_("Words"),
    Kind.PHOTO: N_("A photo"),
}

HOW = {
    Kind.SCALE: N_("1 is the lowest, 5 the highest."),
    Kind.ONE: N_("Please choose one."),
    Kind.MANY: N_("Choose as many as you like, then tap “Done”."),
    Kind.NUMBER: N_("Please type a number."),
    Kind.TEXT: N_("Please type your answer."),
    Kind.PHOTO: N_("Please send a photo."),
}


def said(text: str, survey: Survey) -> str:
    """What the house asks by itself is asked in each language. Not yet safe for HTML."""
    return _(text) if survey.house_words and text else text


def title(survey: Survey) -> str:
    """Plain text."""
    if survey.quarter:
        year, _dash, quarter = survey.quarter.partition("-")
        return _("How satisfied are we? Quarter {quarter} of {year}", quarter=quarter, year=year)
    return said(survey.title, survey)


def promise(survey: Survey) -> str:
    """What will be known of who answers, said before anybody does."""
    names = (
        _("🔒 Without names: nobody can tell who answered what, not even the staff. All that is "
          "kept of you is that you have answered.")
        if survey.anonymous
        else _("With names: the staff see who answered what.")
    )  # fmt: skip
    return lines(names, _("One answer per household.") if survey.by_household else "")


def described(survey: Survey, turn: Turn) -> str:
    """What it is, as everybody reads it before they begin. Safe HTML."""
    return paragraphs(
        f"📋 {bold(title(survey))}",
        plain(said(survey.intro, survey)),
        promise(survey),
        _until(survey, turn),
    )


def _until(survey: Survey, turn: Turn) -> str:
    if survey.closes_at is None:
        return ""
    if survey.is_open(turn.now):
        return _("Open until {until}", until=when(survey.closes_at, turn))
    return _("Over since {since}", since=when(survey.closes_at, turn))


def option(survey: Survey, question: Question, value: str) -> str:
    """What a value stands for; plain text."""
    if question.kind is Kind.SCALE:
        return value
    place = int(value)
    return said(question.options[place], survey) if place < len(question.options) else "?"


def fitting(parts: Sequence[str], room: int) -> Sequence[str]:
    """As many of them as there is room for, and a sign where it was not enough."""
    fit: list[str] = []
    for part in parts:
        room -= len(part)
        if room < 0:
            return [*fit, "…"]
        fit.append(part)
    return fit


def answer_in_words(survey: Survey, question: Question, answer: str) -> str:
    """Plain text."""
    if not answer:
        return _("(skipped)")
    if question.kind in (Kind.SCALE, Kind.ONE, Kind.MANY):
        return _(", ").join(option(survey, question, value) for value in answer.split(","))
    return _("(a photo)") if question.kind is Kind.PHOTO else answer
