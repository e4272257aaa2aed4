"""A sheet as it comes out of a file: text by row and column, and what in it is not plain text.

Knows no headers and no meaning.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from community.refusals import Refusal

MOST_ROWS = 5_000
MOST_COLUMNS = 50
WHOLE_ROW = -1  # in place of a column
LOST = "\ufffd"  # what stands for a sign that could not be decoded


class NotATable(Refusal):
    """A picture, a document, or nothing that has rows."""


class OldWorkbook(Refusal):
    """The format of Excel before 2007, or a workbook behind a password."""


class TooManyRows(Refusal):
    """More than `most` rows with something in them."""


class TooManyColumns(Refusal):
    """Something stands right of column number `most`."""


class IsFormula(Refusal):
    """A cell that is computed: whose value depends on where it is opened."""


class IsYesNo(Refusal):
    """TRUE or FALSE where words are expected."""


class IsFault(Refusal):
    """A cell in which Excel itself shows an error: `fault`."""


class IsMerged(Refusal):
    """`cells` are one: which of their rows it is about cannot be told."""


class IsGarbled(Refusal):
    """A sign in it is not one of the encoding that the rest is written in."""


class IsHidden(Refusal):
    """A row that nobody sees when the file is opened."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows with something in them, under the numbers that a spreadsheet shows; `flaws` by row
    number and column from 0."""

    rows: Sequence[tuple[int, Sequence[str]]]
    flaws: Mapping[tuple[int, int], Refusal] = field(default_factory=dict)


def grid_of(numbered: Iterable[tuple[int, Sequence[str]]]) -> Grid:
    """Of text alone; blank rows are left out, but counted."""
    rows: list[tuple[int, Sequence[str]]] = []
    flaws: dict[tuple[int, int], Refusal] = {}
    for number, cells in numbered:
        if not any(cells):
            continue
        if any(cells[MOST_COLUMNS:]):
            raise TooManyColumns(most=MOST_COLUMNS)
        if len(rows) > MOST_ROWS:  # one more for the headers
            raise TooManyRows(most=MOST_ROWS)
        rows.append((number, cells))
        flaws |= {(number, at): flaw for at, cell in enumerate(cells) if (flaw := _flaw(cell))}
    return Grid(rows, flaws)


def _flaw(cell: str) -> Refusal | None:
    if LOST in cell:
        return IsGarbled()
    return IsFormula() if cell.startswith("=") and cell[1:] else None


def letter(column: int) -> str:
    """A, B, … Z, AA: how a spreadsheet calls the column that is number `column` from 0."""
    before, last = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)
