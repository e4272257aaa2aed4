"""An Excel workbook as text: nothing in it is computed, followed or run.

A workbook is a zip of XML: what it would unfold to is looked at before it is unfolded.
"""

import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse
from zipfile import BadZipFile, ZipFile

from community.refusals import Refusal
from handlers.kit.grids import (
    MOST_COLUMNS,
    WHOLE_ROW,
    Grid,
    IsFault,
    IsFormula,
    IsHidden,
    IsMerged,
    IsYesNo,
    NotATable,
    grid_of,
)

LARGEST = 60_000_000  # bytes of XML, of a file of 5 MB at most
MOST_PARTS = 500
MOST_SHEETS = 20
LAST_ROW = 20_000  # below it sheets have only colours
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# What zip, XML and openpyxl raise over a file that is broken somewhere.
DAMAGED = (
    *(BadZipFile, ParseError, zlib.error, NotImplementedError, EOFError, OSError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError),
)

Score = Callable[[Grid], int]


def read_workbook(content: bytes, score: Score) -> Grid:
    """The sheet that `score` likes best, the first of equals."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- heavy

    _require_workbook(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheets = [s for s in book.worksheets if s.sheet_state == "visible"][:MOST_SHEETS]
        grids = [(sheet, _grid(sheet, rows=20)) for sheet in sheets]
        best = max(grids, key=lambda found: score(found[1]), default=None)
        if best is None:
            raise NotATable
        path = best[0]._worksheet_path
        return _with_marks(_grid(best[0]), content, path)
    except DAMAGED:
        raise NotATable from None


def _require_workbook(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise NotATable from None
    names = {part.filename for part in parts}
    unfolded = sum(part.file_size for part in parts)
    if "xl/workbook.xml" not in names or len(parts) > MOST_PARTS or unfolded > LARGEST:
        raise NotATable


def _grid(sheet: Any, rows: int = LAST_ROW) -> Grid:
    flaws: dict[tuple[int, int], Refusal] = {}
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    found = sheet.iter_rows(max_row=rows, max_col=MOST_COLUMNS + 1)

    def lines() -> Iterator[tuple[int, list[str]]]:
        for number, cells in enumerate(found, 1):
            for at, cell in enumerate(cells):
                if flaw := _flaw(cell):
                    flaws[number, at] = flaw
            yield number, [_words(cell.value) for cell in cells]

    grid = grid_of(lines())
    return Grid(grid.rows, {**grid.flaws, **flaws})


def _flaw(cell: Any) -> Refusal | None:
    kind = cell.data_type
    if kind == "f":
        return IsFormula()
    if kind == "b":
        return IsYesNo()
    return IsFault(fault=str(cell.value)) if kind == "e" else None


def _words(value: object) -> str:
    """As it would be typed: 2027-01-09 09:30, 36.5, 60."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time(0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _with_marks(grid: Grid, content: bytes, path: str) -> Grid:
    """Merged cells and hidden rows, which openpyxl tells only when it holds the whole sheet."""
    used = {number for number, _cells in grid.rows}
    flaws = dict(grid.flaws)
    with ZipFile(BytesIO(content)) as archive, archive.open(path) as sheet:
        # Expat itself refuses entities that grow; how long the whole is has been looked at.
        for _event, mark in iterparse(sheet):  # noqa: S314
            if mark.tag == f"{SHEET}mergeCell":
                flaws |= _merged(mark.get("ref", ""))
            elif mark.tag == f"{SHEET}row":
                number = int(mark.get("r", 0))
                if number in used and mark.get("hidden") in ("1", "true"):
                    flaws[number, WHOLE_ROW] = IsHidden()
                mark.clear()
    return Grid(grid.rows, flaws)


def _merged(ref: str) -> dict[tuple[int, int], Refusal]:
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 -- heavy

    left, top, _right, _bottom = range_boundaries(ref)
    return {(top, left - 1): IsMerged(cells=ref)}
