"""A table as a file for Excel: every cell is text, whatever somebody has typed into it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import accumulate

from community.names import clean

LONGEST_CELL = 32_767  # units of UTF-16, as Excel counts
LONGEST_NAME = 31

# No document of XML may hold these, and Excel refuses them in a sheet's name.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int  # in letters


def spreadsheet(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    made_at: datetime,
) -> bytes:
    """One sheet; its first row stays in sight and is printed on every page."""
    # Takes a tenth of a second to import, and most restarts need it never.
    from xlsxwriter import Workbook  # noqa: PLC0415

    content = BytesIO()
    book = Workbook(content, {"in_memory": True})
    book.set_properties({"title": cell(title), "created": made_at.replace(tzinfo=None)})
    sheet = book.add_worksheet(sheet_name(title))
    head = book.add_format({"bold": True, "bg_color": "#E8F1EF", "bottom": 1, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, cell(column.title), head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, said in enumerate(row):
            sheet.write_string(last, number, cell(said), body)
    _lay_out(sheet, columns=len(columns), rows=last)
    book.close()
    return content.getvalue()


def cell(said: str) -> str:
    """Without what cannot be seen or stored, and no longer than a cell."""
    text = _NO_CHARACTERS.sub("", clean(said))
    if len(text) * 2 <= LONGEST_CELL:
        return text
    units = accumulate(2 if ord(sign) > 0xFFFF else 1 for sign in text)  # noqa: PLR2004
    return text[: sum(unit <= LONGEST_CELL for unit in units)]


def sheet_name(title: str) -> str:
    words = _NOT_IN_NAMES.sub(" ", cell(title)).split()
    said = " ".join(words).strip("'")[:LONGEST_NAME].strip(" '")
    # "History" belongs to Excel; signs beyond 16 bits count twice there.
    fits = said and said.lower() != "history" and len(said.encode("utf-16-le")) <= LONGEST_NAME * 2
    return said if fits else "1"


def _lay_out(sheet, *, columns: int, rows: int) -> None:  # type: ignore[no-untyped-def]
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, rows, columns - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
