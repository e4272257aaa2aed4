"""The screens of the figures: all of one period, one by building or category, and its lines."""

from collections.abc import Sequence
from datetime import date

from community import periods
from community.figures import By, Figure, Indicator, Line, Shown
from community.house import House
from community.periods import Period
from handlers.indicators.buttons import (
    GROUPINGS,
    INDICATORS,
    OFFERED,
    AskPost,
    ChoosePeriod,
    ShowActive,
    ShowFigures,
    ShowGroups,
    ShowLines,
    TakeGroups,
    TakePaper,
    TakePicture,
    TakeTable,
    span_of,
)
from handlers.indicators.counting import Counted, largest
from handlers.indicators.wording import (
    NAMES,
    SECTIONS,
    SHORT,
    counted_from,
    percent,
    remarks,
    times,
    title,
)
from handlers.kit.paging import Page
from handlers.kit.screen import (
    Button,
    Row,
    Screen,
    bold,
    in_pairs,
    isolated,
    lines,
    paragraphs,
    plain,
)
from handlers.kit.whose import home_line
from handlers.menu import to_menu
from handlers.tickets.moves import OpenCase
from handlers.tickets.wording import category_name
from locales import N_, _

PER_PAGE = 10


def overview(counted: Counted, today: date) -> Screen:
    """Every figure of the period, with the one before."""
    period = counted.period
    parts = [_section(counted, name, indicators) for name, indicators in SECTIONS]
    if counted.whole.facts.is_empty:
        parts = [_("Nothing is on record for this time. Choose another one.")]
    text = paragraphs(
        bold(_("Figures: {period}", period=title(period))),
        *parts,
        lines(*times(counted)),
        remarks(counted),
        _("Compared with {period}.", period=title(period.before)),
    )
    ways = [] if counted.whole.facts.is_empty else _ways(span_of(period))
    active = Button(_("Active residents"), ShowActive(0))
    rows = [*_periods(period, today), *in_pairs([*ways, active]), [to_menu()]]
    return Screen(text, rows)


def groups(counted: Counted, indicator: Indicator, house: House) -> Screen:
    span, by = span_of(counted.period), GROUPINGS.index(counted.by)
    told, others = largest(counted, indicator)
    said = [
        _("{name}: {figure}", name=isolated(part_name(name, counted.by, house)),
          figure=_figure(figure, counted.change(indicator, name)))
        for name, figure in told.items()
    ]  # fmt: skip
    if others:
        said.append(_("{name}: {figure}", name=_("Others"), figure=_figure(others, None)))
    text = paragraphs(
        bold(f"{_(NAMES[indicator])} · {title(counted.period)}"),
        lines(*said) or _("Nothing is on record for this time. Choose another one."),
        _("Who lives in a building is counted from the register.") * (counted.by is By.BUILDING),
    )
    around = _around(OFFERED[counted.by], indicator)
    turns = [Button(_(SHORT[one]), ShowGroups(span, by, INDICATORS.index(one))) for one in around]
    number = INDICATORS.index(indicator)
    ways = [
        Button(_("Picture"), TakeGroups(span, by, number)),
        Button(_("Line by line"), ShowLines(span, number, 0)),
    ]
    return Screen(text, [turns, ways, [_back(span)]])


def line_list(
    indicator: Indicator,
    period: Period,
    found: Sequence[Line],
    page: Page,
    house: House,
) -> Screen:
    span, number = span_of(period), INDICATORS.index(indicator)
    text = paragraphs(
        bold(f"{_(NAMES[indicator])} · {title(period)}"),
        lines(*(_line(one) for one in found if one.shown is not Shown.TICKET)),
        "" if found else _("There is nothing to list."),
        _(NOTES[indicator], least=house.least_answers) if indicator in NOTES else "",
    )
    tickets = [
        [Button(_ticket(one, house), OpenCase(one.id))]
        for one in found
        if one.shown is Shown.TICKET
    ]
    around = _around(INDICATORS, indicator)
    others = [Button(_(SHORT[one]), ShowLines(span, INDICATORS.index(one), 0)) for one in around]
    turns = page.turns(lambda to: ShowLines(span, number, to))
    return Screen(text, [*tickets, turns, others, [_back(span)]])


def part_name(name: str, by: By, house: House) -> str:
    """As plain text: of a building, or of a category."""
    if by is By.CATEGORY:
        return category_name(name, house)
    return name or _("not said")


def _ways(span: int) -> list[Button]:
    """To look closer, and to take it away."""
    return [
        Button(_("By building"), ShowGroups(span, GROUPINGS.index(By.BUILDING), 0)),
        Button(_("By category"), ShowGroups(span, GROUPINGS.index(By.CATEGORY), _FIRST)),
        Button(_("Line by line"), ShowLines(span, 0, 0)),
        Button(_("Picture"), TakePicture(span)),
        Button(_("Excel"), TakeTable(span)),
        Button(_("PDF"), TakePaper(span)),
        Button(_("Post in group"), AskPost(span)),
    ]


def _section(counted: Counted, name: str, indicators: Sequence[Indicator]) -> str:
    figures = counted.whole.figures
    return lines(
        bold(_(name)),
        *(
            lines(
                _(
                    "{name}: {figure}",
                    name=_(NAMES[one]),
                    figure=_change(figures[one], counted.change(one)),
                ),
                f"   {plain(counted_from(figures[one]))}",
            )
            for one in indicators
        ),
    )


def _change(figure: Figure, before: Figure | None) -> str:
    if before is None or before.percent is None:
        return bold(percent(figure))
    return _("{percent}, before {other}", percent=bold(percent(figure)), other=percent(before))


def _figure(figure: Figure, before: Figure | None) -> str:
    if figure.percent is None:
        return "—"
    return f"{_change(figure, before)} · {figure.part}/{figure.whole}"


def _line(line: Line) -> str:
    """Somebody, a home or an activity, and how much of it counts."""
    name = isolated(line.name) if line.name else ""
    if line.shown is Shown.PERSON:
        name = name or _("(erased)")
    said = " · ".join(part for part in (name, home_line(line.home)) if part)
    count = f"{line.part}/{line.whole}" if line.whole else str(line.part)
    return "• " + _("{name}: {figure}", name=said, figure=count)


def _ticket(line: Line, house: House) -> str:
    mark = "✅" if line.part == line.whole else f"{line.part}/{line.whole}"
    said = (f"#{line.id}", category_name(line.name, house), line.home.building, mark)
    return " · ".join(part for part in said if part)


def _periods(period: Period, today: date) -> list[Row]:
    """What people ask for; the one that is shown is marked."""
    offered = {
        _("This month"): periods.month(today),
        _("Last month"): periods.last_month(today),
        _("Quarter"): periods.quarter(today),
        _("Year"): periods.year(today),
    }
    buttons = [
        Button(f"• {label}" if one == period else label, ShowFigures(span_of(one)))
        for label, one in offered.items()
    ]
    return [*in_pairs(buttons), [Button(_("Another time"), ChoosePeriod())]]


def _around(offered: Sequence[Indicator], here: Indicator) -> list[Indicator]:
    """The one before and the one after it, in a circle."""
    at = offered.index(here)
    return [offered[at - 1], offered[(at + 1) % len(offered)]]


def _back(span: int) -> Button:
    return Button(_("Back"), ShowFigures(span))


_FIRST = INDICATORS.index(OFFERED[By.CATEGORY][0])

_OPINIONS = N_(
    "By activity, where {least} or more have answered. Who said what is told to nobody."
)
_YES = N_("✅ counts in the figure. Who wrote an anonymous ticket is told to nobody.")
_TIMES = N_("The number: how often they came.")
_PEOPLE = N_("The number: how many people.")
NOTES = {
    Indicator.PARTICIPATION_RESIDENTS: _TIMES,
    Indicator.PARTICIPATION_UNITS: _PEOPLE,
    Indicator.BENEFIT_HOUSEHOLDS: _PEOPLE,
    Indicator.BENEFIT_UNITS: _PEOPLE,
    Indicator.SATISFACTION_ALL: _OPINIONS,
    Indicator.SATISFACTION_SURVEYED: _OPINIONS,
    Indicator.SATISFACTION_UNITS: N_(
        "Satisfied of those who answered, where {least} or more did."
    ),
    Indicator.NEED_SATISFACTION: _YES,
    Indicator.TICKET_RESPONSE: _YES,
    Indicator.TICKET_SOLUTION: _YES,
    Indicator.TICKET_SATISFACTION: _YES,
    Indicator.ON_TIME: _YES,
    Indicator.REWORK: _YES,
    Indicator.REPEAT: _YES,
}
