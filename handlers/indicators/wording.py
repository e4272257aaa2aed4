"""Figures in words: what each is called, what it was counted from, and what is missing."""

from datetime import date

from babel.dates import format_date

from community.figures import Figure, Indicator, Population, Spread, Whole
from community.indicators import POPULATION
from community.periods import A_QUARTER, MONTHS_A_YEAR, Period
from handlers.indicators.counting import Counted
from handlers.kit.screen import lines
from locales import N_, _, locale_of, ngettext, spoken

HOUR, DAY = 3600, 86_400
# Babel's patterns for a day, a month, a quarter and a year.
PATTERNS = {
    "zh_Hans": ("y年M月d日", "y年M月", "y年第Q季度", "y年"),
    "zh_Hant": ("y年M月d日", "y年M月", "y年第Q季", "y年"),
    "en": ("d MMMM y", "MMMM y", "'Q'Q y", "y"),
}

NAMES = {
    Indicator.PARTICIPATION_RESIDENTS: N_("Participation of residents"),
    Indicator.PARTICIPATION_UNITS: N_("Participation of units"),
    Indicator.BENEFIT_HOUSEHOLDS: N_("Households that benefited"),
    Indicator.BENEFIT_UNITS: N_("Units that benefited"),
    Indicator.NEED_SATISFACTION: N_("Needs met"),
    Indicator.SATISFACTION_ALL: N_("Satisfied, of all residents"),
    Indicator.SATISFACTION_SURVEYED: N_("Satisfied, of those who answered"),
    Indicator.SATISFACTION_UNITS: N_("Satisfied units"),
    Indicator.TICKET_RESPONSE: N_("Ticket response"),
    Indicator.TICKET_SOLUTION: N_("Ticket solution"),
    Indicator.TICKET_SATISFACTION: N_("Ticket satisfaction"),
    Indicator.ON_TIME: N_("Answered on time"),
    Indicator.REWORK: N_("Opened again"),
    Indicator.REPEAT: N_("The same again"),
}
SHORT = {
    Indicator.PARTICIPATION_RESIDENTS: N_("Residents took part"),
    Indicator.PARTICIPATION_UNITS: N_("Units took part"),
    Indicator.BENEFIT_HOUSEHOLDS: N_("Households helped"),
    Indicator.BENEFIT_UNITS: N_("Units helped"),
    Indicator.NEED_SATISFACTION: N_("Needs met"),
    Indicator.SATISFACTION_ALL: N_("Satisfied, of all"),
    Indicator.SATISFACTION_SURVEYED: N_("Satisfied, asked"),
    Indicator.SATISFACTION_UNITS: N_("Satisfied units"),
    Indicator.TICKET_RESPONSE: N_("Contacted"),
    Indicator.TICKET_SOLUTION: N_("Solved"),
    Indicator.TICKET_SATISFACTION: N_("Satisfied"),
    Indicator.ON_TIME: N_("On time"),
    Indicator.REWORK: N_("Opened again"),
    Indicator.REPEAT: N_("The same again"),
}
WHOLES = {
    Whole.RESIDENTS: N_("residents"),
    Whole.RESIDENTS_ABLE: N_("residents able to serve"),
    Whole.HOUSEHOLDS: N_("households"),
    Whole.UNITS: N_("units"),
    Whole.NEEDS: N_("requests for help"),
    Whole.ANSWERS: N_("answers"),
    Whole.CLOSED: N_("closed tickets"),
    Whole.DUE: N_("tickets due"),
    Whole.TICKETS: N_("tickets"),
}
SECTIONS = (
    (N_("Taking part"), (*Indicator,)[:4]),
    (N_("Needs and satisfaction"), (*Indicator,)[4:8]),
    (N_("Tickets"), (*Indicator,)[8:]),
)


def percent(figure: Figure | None) -> str:
    return "—" if figure is None or figure.percent is None else f"{figure.percent}%"


def counted_from(figure: Figure) -> str:
    """As "3468 of 4080 residents", or what is missing and how to come by it."""
    if figure.percent is None:
        return missing(figure)
    said = _("{part} of {whole} {what}", part=figure.part, whole=figure.whole,
             what=_(WHOLES[figure.of]))  # fmt: skip
    rest = (
        _silence(figure) if figure.asked else "",
        _("{n} partly", n=figure.partly) if figure.partly else "",
    )
    return _(", ").join(part for part in (said, *rest) if part)


def _silence(figure: Figure) -> str:
    if not figure.unanswered:
        return _("everybody who was asked answered")
    return _("{n} of {asked} did not answer", n=figure.unanswered, asked=figure.asked)


def missing(figure: Figure) -> str:
    what = _(WHOLES[figure.of])
    if figure.of in POPULATION:
        return _("Cannot be computed: the number of {what} is missing. Write it in config.toml: "
                 "[population], {key}.", what=what, key=figure.of.value)  # fmt: skip
    return _("Cannot be computed: there are no {what} in this time.", what=what)


def sources(population: Population) -> str:
    """Which figures about who lives here come from where."""
    said: dict[bool, list[str]] = {True: [], False: []}
    for whole in POPULATION:
        if count := population.count(whole):
            said[whole in population.configured].append(f"{_(WHOLES[whole])} {count}")
    return lines(
        _("As the settings say: {what}", what=_(", ").join(said[True])) if said[True] else "",
        _("From the register: {what}", what=_(", ").join(said[False])) if said[False] else "",
    )


def remarks(counted: Counted) -> str:
    homeless = counted.whole.facts.homeless
    return lines(
        sources(counted.whole.population),
        _("Satisfaction: from the survey of this time.") if counted.whole.facts.survey_id else "",
        ngettext(
            "{n} person whose room is not known is in no household.",
            "{n} people whose rooms are not known are in no household.",
            homeless,
        )
        if homeless
        else "",
    )


def times(counted: Counted) -> list[str]:
    facts = counted.whole.facts
    said = []
    if facts.first_answer:
        said.append(_("First answer: {spread}", spread=_spread(facts.first_answer)))
    if facts.solution:
        said.append(_("Solution: {spread}", spread=_spread(facts.solution)))
    return said


def _spread(spread: Spread) -> str:
    return _("half within {median}, nine of ten within {ninth}", median=_lasting(spread.median),
             ninth=_lasting(spread.ninth))  # fmt: skip


def _lasting(seconds: float) -> str:
    if seconds >= 2 * DAY:
        return _("{n} days", n=_brief(seconds / DAY))
    if seconds >= HOUR:
        return _("{n} h", n=_brief(seconds / HOUR))
    return _("{n} min", n=max(round(seconds / 60), 1))


def _brief(number: float) -> str:
    return f"{round(number, 1):g}"


def title(period: Period) -> str:
    """April 2026, Q2 2026, 2026, or from the first day to the last."""
    first, months = period.first, period.months
    day, month, quarter, year = PATTERNS[spoken()]
    if months == 1:
        return _said(first, month)
    if months == A_QUARTER and first.month % A_QUARTER == 1:
        return _said(first, quarter)
    if months == MONTHS_A_YEAR and first.month == 1:
        return _said(first, year)
    if period.days == 1:
        return _said(first, day)
    return _("{first} to {last}", first=_said(first, day), last=_said(period.last, day))


def _said(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=locale_of(spoken()))
