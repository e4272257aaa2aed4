"""Figures to take away: a picture for a phone, a table for Excel, a page to print.

Everything here is made in a thread, from what has been counted there.
"""

from collections.abc import Iterator, Sequence

from community.figures import Figure, Indicator
from community.house import House
from handlers.indicators.counting import Counted, largest
from handlers.indicators.report_page import Report, ReportRow, report_page
from handlers.indicators.views import part_name
from handlers.indicators.wording import (
    NAMES,
    SECTIONS,
    WHOLES,
    counted_from,
    percent,
    remarks,
    times,
    title,
)
from handlers.kit.charts import Bar, bar_chart
from handlers.kit.fonts import NoFont, typeface
from handlers.kit.spreadsheets import Column, spreadsheet
from locales import _, spoken

ALL = 100.0  # percent: what a full line stands for

# On the picture, which is read in the group: the fewest that tell the whole.
SHOWN = (
    Indicator.PARTICIPATION_RESIDENTS,
    Indicator.BENEFIT_HOUSEHOLDS,
    Indicator.NEED_SATISFACTION,
    Indicator.SATISFACTION_ALL,
    Indicator.SATISFACTION_SURVEYED,
    Indicator.TICKET_RESPONSE,
    Indicator.TICKET_SOLUTION,
    Indicator.TICKET_SATISFACTION,
    Indicator.ON_TIME,
)


def picture(counted: Counted, house: House) -> bytes:
    """What cannot be computed is left out: neighbours cannot mend that."""
    figures = [counted.whole.figures[one] for one in SHOWN]
    bars = [
        _bar(_(NAMES[figure.indicator]), figure, counted.change(figure.indicator))
        for figure in figures
        if figure.percent is not None
    ]
    return bar_chart(
        f"{house.name} · {title(counted.period)}",
        bars,
        caption=_joined(_dark_line(counted), remarks(counted)),
        language=spoken(),
        font=house.font,
        whole=ALL,
    )


def groups_picture(counted: Counted, indicator: Indicator, house: House) -> bytes:
    told, others = largest(counted, indicator)
    bars = [
        _bar(part_name(name, counted.by, house), figure, counted.change(indicator, name))
        for name, figure in told.items()
    ]
    rest = [_bar(_("Others"), others, None)] if others else []
    return bar_chart(
        f"{_(NAMES[indicator])} · {title(counted.period)}",
        [*bars, *rest],
        caption=_joined(
            _("In all: {figure}.", figure=counted_from(counted.whole.figures[indicator])),
            _dark_line(counted),
        ),
        language=spoken(),
        font=house.font,
        whole=ALL,
    )


def table(counted: Sequence[Counted], house: House) -> bytes:
    """Everything, each figure of each part in a row of its own: to be filtered."""
    columns = (
        Column(_("Part"), 18),
        Column(_("Figure"), 30),
        Column("%", 8),
        Column(_("Counted"), 10),
        Column(_("Of"), 10),
        Column(_("Of what"), 24),
        Column(_("Asked"), 10),
        Column(_("Did not answer"), 16),
        Column(_("Before, %"), 12),
        Column(_("Remark"), 40),
    )
    whole = counted[0]
    rows = [
        *(_row(_("All"), figure, whole.change(figure.indicator)) for figure in _all(whole)),
        *(row for one in counted for row in _part_rows(one, house)),
        *(["", said, *[""] * 8] for said in (*times(whole), *remarks(whole).splitlines())),
    ]
    name = _("Figures: {period}", period=title(whole.period))
    return spreadsheet(name, columns, rows, made_at=whole.at)


def paper(counted: Counted, house: House) -> bytes:
    """One page in A4. Raises NoFont."""
    face = typeface(spoken(), house.font)
    if face is None:
        raise NoFont
    sections = [
        (_(name), [_report_row(counted, one) for one in indicators])
        for name, indicators in SECTIONS
    ]
    report = Report(
        language=spoken(),
        made_at=counted.at,
        community=house.name,
        title=_("Figures: {period}", period=title(counted.period)),
        sections=sections,
        remarks=[*times(counted), *_joined(remarks(counted), _dark_line(counted)).splitlines()],
    )
    return report_page(report, face)


def _report_row(counted: Counted, indicator: Indicator) -> ReportRow:
    figure, before = counted.whole.figures[indicator], counted.change(indicator)
    return ReportRow(
        name=_(NAMES[indicator]),
        said=percent(figure),
        note=counted_from(figure),
        value=_number(figure),
        before=_number(before),
    )


def _bar(label: str, figure: Figure, before: Figure | None) -> Bar:
    note = counted_from(figure)
    if before is not None and before.percent is not None:
        note = _("{note} · before {percent}", note=note, percent=percent(before))
    return Bar(label, _number(figure), percent(figure), note, _number(before))


def _number(figure: Figure | None) -> float | None:
    return None if figure is None or figure.percent is None else float(figure.percent)


def _all(counted: Counted) -> list[Figure]:
    return list(counted.whole.figures.values())


def _part_rows(counted: Counted, house: House) -> Iterator[Sequence[str]]:
    for name, account in sorted(counted.parts.items()):
        for indicator, figure in account.figures.items():
            if figure.whole:
                said = part_name(name, counted.by, house)
                yield _row(said, figure, counted.change(indicator, name))


def _row(part: str, figure: Figure, before: Figure | None) -> Sequence[str]:
    is_told = figure.percent is not None
    return (
        part,
        _(NAMES[figure.indicator]),
        str(figure.percent) if is_told else "",
        str(figure.part),
        str(figure.whole or ""),
        _(WHOLES[figure.of]),
        str(figure.asked) if figure.asked else "",
        str(figure.unanswered) if figure.asked else "",
        str(before.percent) if before and before.percent is not None else "",
        "" if is_told and not figure.partly else counted_from(figure),
    )


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _dark_line(counted: Counted) -> str:
    """What it means, where there is one."""
    if counted.before.facts.is_empty:
        return ""
    return _("The dark line is {period}.", period=title(counted.period.before))
