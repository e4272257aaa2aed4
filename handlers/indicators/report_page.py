"""How the figures look on paper. Knows no language and no record: what it says is given to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.kit.fonts import Typeface
from handlers.kit.pdf import INK, WHITE, WIDTH, Colour, Sheet

ACCENT: Colour = (17, 94, 89)
TRACK: Colour = (232, 240, 238)
QUIET: Colour = (98, 108, 110)

MARGIN = 18.0
INNER = WIDTH - 2 * MARGIN
BAND = 8.0  # the strip of colour at the top
NAMES = 66.0  # the column with what the figures are called
NUMBERS = 20.0
BARS = INNER - NAMES - NUMBERS
ROW = 12.6
THICK = 3.4


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Values in percent; None: it cannot be computed, and the note says why."""

    name: str
    said: str
    note: str
    value: float | None
    before: float | None


@dataclass(frozen=True, slots=True)
class Report:
    language: str
    made_at: datetime
    community: str
    title: str
    sections: Sequence[tuple[str, Sequence[ReportRow]]]
    remarks: Sequence[str]


def report_page(report: Report, face: Typeface) -> bytes:
    sheet = Sheet(face, title=report.title, language=report.language, made_at=report.made_at)
    y = _head(sheet, report)
    for name, rows in report.sections:
        y = _section(sheet, name, rows, y)
    _foot(sheet, report.remarks, y + 5)
    return sheet.content()


def _head(sheet: Sheet, report: Report) -> float:
    sheet.fill(0, 0, WIDTH, BAND, ACCENT)
    community = sheet.line(report.community, size=14, width=INNER)
    y = sheet.write(community, x=MARGIN, y=17, colour=QUIET)
    title = sheet.line(report.title, size=26, width=INNER, bold=True)
    return sheet.write(title, x=MARGIN, y=y, colour=ACCENT) + 2


def _section(sheet: Sheet, name: str, rows: Sequence[ReportRow], y: float) -> float:
    heading = sheet.line(name, size=13, width=INNER, bold=True)
    y = sheet.write(heading, x=MARGIN, y=y + 3) + 1.5
    for row in rows:
        _row(sheet, row, y)
        y += ROW
    return y


def _row(sheet: Sheet, row: ReportRow, y: float) -> None:
    """The name and what it was counted from, the bar, and the number."""
    name = sheet.line(row.name, size=11, width=NAMES - 4)
    sheet.write(name, x=MARGIN, y=y)
    x = MARGIN + NAMES
    value = sheet.line(row.said, size=13, width=NUMBERS, bold=True)
    sheet.write(value, x=x + BARS + 4, y=y - 0.6)
    under = x
    if row.value is not None:
        _bar(sheet, row.value, row.before, x=x, y=y + 0.9)
    note = sheet.line(row.note, size=9, width=BARS)
    sheet.write(note, x=under, y=y + THICK + 1.8 if row.value is not None else y, colour=QUIET)


def _bar(sheet: Sheet, value: float, before: float | None, *, x: float, y: float) -> None:
    sheet.fill(x, y, BARS, THICK, TRACK)
    if value > 0:
        sheet.fill(x, y, max(BARS * min(value / 100, 1), 0.3), THICK, ACCENT)
    if before is not None:
        at = x + (BARS - 0.6) * min(before / 100, 1)
        sheet.fill(at - 0.4, y - 0.7, 1.4, THICK + 1.4, WHITE)
        sheet.fill(at, y - 0.7, 0.6, THICK + 1.4, INK)


def _foot(sheet: Sheet, remarks: Sequence[str], y: float) -> None:
    for said in remarks:
        block = sheet.fitted(said, width=INNER, height=9, sizes=(10, 9))
        y = sheet.write(block, x=MARGIN, y=y, colour=QUIET) + 0.6
