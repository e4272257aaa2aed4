"""A table that staff have sent, as rows of words under the columns that a feature knows.

Whatever is wrong with it is told by row and column, as a spreadsheet shows them.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from community.refusals import Refusal
from handlers.kit.context import Turn
from handlers.kit.delimited import read_delimited
from handlers.kit.grids import (
    MOST_ROWS,
    WHOLE_ROW,
    Grid,
    IsFault,
    IsFormula,
    IsGarbled,
    IsHidden,
    IsMerged,
    IsYesNo,
    NotATable,
    OldWorkbook,
    TooManyColumns,
    TooManyRows,
    letter,
)
from handlers.kit.screen import lines, paragraphs, plain
from handlers.kit.workbooks import read_workbook
from locales import N_, _, ngettext

TITLES = 10  # rows that may stand above the headers
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_TROUBLES = 15  # said in one message


class EmptyTable(Refusal):
    """Headers, and no row beneath."""


class ColumnMissing(Refusal):
    """`columns` are needed and not there."""


class ColumnTwice(Refusal):
    """`column` stands at both of `letters`."""


@dataclass(frozen=True, slots=True)
class Column:
    """`label` is a text to translate; `names` are other headers that mean the same."""

    key: str
    label: str
    names: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The words under each known column, empty where there are none."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong where: `key` names the column, empty when it is the whole row."""

    row: int
    key: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Table:
    rows: Sequence[Row]
    troubles: Sequence[Trouble]
    headers: Mapping[str, tuple[str, str]]  # by key: the column's letter and header, as sent

    def where(self, trouble: Trouble) -> str:
        """Row 7 “Places” (G7). Safe HTML."""
        if trouble.key not in self.headers:
            return _("Row {row}", row=trouble.row)
        column, header = self.headers[trouble.key]
        facts = {"row": trouble.row, "header": plain(header), "cell": f"{column}{trouble.row}"}
        return _("Row {row}, “{header}” ({cell})", **facts)


def read_table(content: bytes, columns: Sequence[Column]) -> Table:
    """From CSV or XLSX; raises what makes it no table at all, in the language spoken."""
    score = partial(_score, columns)
    if content.startswith(_OLE):
        raise OldWorkbook
    is_zip = content.startswith(_ZIP)
    grid = read_workbook(content, score) if is_zip else read_delimited(content, score)
    return _table(grid, columns)


def worded(table: Table, trouble: Trouble, turn: Turn) -> str:
    """One line of safe HTML: where it is, and what to do about it."""
    refusal = trouble.refusal
    facts = {k: plain(v) if isinstance(v, str) else v for k, v in refusal.facts.items()}
    said = _(turn.features.refusals[type(refusal)], **facts)
    return _("{where}: {what}", where=table.where(trouble), what=said)


def to_correct(table: Table, troubles: Sequence[Trouble], turn: Turn) -> str:
    """What is wrong by row and column, as the spreadsheet shows them. Safe HTML."""
    head = ngettext(
        "There is {n} thing to correct. Nothing has been taken over yet.",
        "There are {n} things to correct. Nothing has been taken over yet.",
        len(troubles),
    )
    shown = [f"• {worded(table, trouble, turn)}" for trouble in troubles[:MOST_TROUBLES]]
    rest = len(troubles) - MOST_TROUBLES
    more = ngettext("… and {n} more.", "… and {n} more.", rest) if rest > 0 else ""
    todo = _("Please correct the table and send it again.")
    return paragraphs(head, lines(*shown, more), todo)


def _table(grid: Grid, columns: Sequence[Column]) -> Table:
    at, found = _header_row(grid, columns)
    _require_columns(found, columns, grid.rows[at][1])
    places = {key: where[0] for key, where in found.items()}
    keys = {place: key for key, place in places.items()}
    first = grid.rows[at][0]
    width = max(place for place, header in enumerate(grid.rows[at][1]) if header) + 1
    rows = [Row(number, _cells(cells, places, width)) for number, cells in grid.rows[at + 1 :]]
    rows = [row for row in rows if any(row.cells.values())]
    if not rows:
        raise EmptyTable
    if len(rows) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    troubles = [
        Trouble(number, keys.get(place, ""), flaw)
        for (number, place), flaw in sorted(grid.flaws.items(), key=lambda item: item[0])
        if number > first and (place in keys or place == WHOLE_ROW)
    ]
    headers = {key: (letter(place), grid.rows[at][1][place]) for key, place in places.items()}
    return Table(rows, troubles, headers)


def _cells(cells: Sequence[str], places: Mapping[str, int], width: int) -> dict[str, str]:
    """What stands right of the last header belongs to it: a remark with a comma of its own."""
    beyond = [cell for cell in cells[width - 1 :] if cell]
    cells = [*cells[: width - 1], "，".join(beyond)]
    return {key: cells[place] for key, place in places.items() if place < len(cells)}


def _header_row(grid: Grid, columns: Sequence[Column]) -> tuple[int, dict[str, list[int]]]:
    """The row with the most headers, and where each of them stands in it."""
    if not grid.rows:
        raise NotATable
    tops = [_headers(cells, columns) for _number, cells in grid.rows[:TITLES]]
    at = max(range(len(tops)), key=lambda row: (len(tops[row]), -row))
    return at, tops[at]


def _headers(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, list[int]]:
    meant = {_simply(name): c.key for c in columns for name in (*c.names, c.label, _(c.label))}
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        if key := meant.get(_simply(cell)):
            found.setdefault(key, []).append(place)
    return found


def _require_columns(
    found: Mapping[str, Sequence[int]], columns: Sequence[Column], cells: Sequence[str]
) -> None:
    if not found:
        raise NotATable
    missing = [_(c.label) for c in columns if c.required and c.key not in found]
    if missing:
        raise ColumnMissing(columns=_(", ").join(missing))
    for places in found.values():
        if len(places) > 1:
            letters = _(", ").join(letter(place) for place in places)
            raise ColumnTwice(column=plain(cells[places[0]]), letters=letters)


def _score(columns: Sequence[Column], grid: Grid) -> int:
    tops = [len(_headers(cells, columns)) for _number, cells in grid.rows[:TITLES]]
    return max(tops, default=0)


def _simply(header: str) -> str:
    """名额(人)* and 名额 are the same header."""
    said = unicodedata.normalize("NFKC", header).lower()
    return re.sub(r"\(.*?\)|[\s*:_-]", "", said)


REFUSALS: dict[type[Refusal], str] = {
    NotATable: N_(
        "I could not find a table in this. Please send an Excel file (.xlsx) or a CSV file."
    ),
    OldWorkbook: N_(
        "This is an older Excel file, or it has a password. Please save it as .xlsx without a "
        "password and send that."
    ),
    TooManyRows: N_("There are more than {most} rows. Please split the table and send the parts."),
    TooManyColumns: N_("There are more than {most} columns. Please delete those not needed."),
    EmptyTable: N_("There are headers, but no rows beneath them. Please fill in the table."),
    ColumnMissing: N_(
        "These columns are missing: {columns}. Please name them so in the first row and send the "
        "table again. Nothing was taken over."
    ),
    ColumnTwice: N_(
        "The column “{column}” is there more than once ({letters}). Please delete or rename one."
    ),
    IsFormula: N_("a formula. Please type its result instead."),
    IsYesNo: N_("TRUE or FALSE. Please type words or a number instead."),
    IsFault: N_("Excel shows an error here ({fault}). Please type the value."),
    IsGarbled: N_("signs that cannot be read. Please type it anew and save the file as UTF-8."),
    IsMerged: N_("merged cells ({cells}). Please unmerge them and fill in every row."),
    IsHidden: N_("a hidden row. Please show it or delete it."),
}
