"""Text with commas, semicolons or tabs, in whatever encoding a computer here saves it."""

import codecs
import csv
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import islice

from handlers.kit.grids import Grid, NotATable, grid_of

SEPARATORS = ",;\t"
# After UTF-8, which no other text is by chance: mainland's, then Taiwan's and Hong Kong's.
ENCODINGS = ("gb18030", "big5hkscs")
SHOWN = 20  # rows, among which the headers are
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Score = Callable[[Grid], int]


def read_delimited(content: bytes, score: Score) -> Grid:
    """Of all the ways to read it the one that `score` likes best: it knows the headers."""
    texts = list(_decoded(content))
    if not texts:
        raise NotATable
    ways = [(text, separator) for text in texts for separator in SEPARATORS]
    text, separator = max(ways, key=lambda way: score(_grid(way[0], way[1], rows=SHOWN)))
    return _grid(text, separator)


def _decoded(content: bytes) -> Iterator[str]:
    named = next((encoding for bom, encoding in _BOMS if content.startswith(bom)), None)
    encodings = (named,) if named else (_wide(content) or "utf-8",)
    found = [text for encoding in encodings if (text := _text(content, encoding))]
    if not found and not named:
        found = [text for encoding in ENCODINGS if (text := _text(content, encoding))]
    if not found:
        damaged = (_text(content, encoding, "replace") for encoding in (*encodings, *ENCODINGS))
        found = [text for text in damaged if text]
    yield from found


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark at its start, told by where ASCII has its zeros."""
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 10:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) // 10 else None


def _text(content: bytes, encoding: str, errors: str = "strict") -> str | None:
    """None when it is not written so; control characters are in no table."""
    try:
        text = content.decode(encoding, errors)
    except UnicodeError:
        return None
    is_binary = any(ord(sign) < ord(" ") and sign not in "\t\r\n\f\v" for sign in text[:10_000])
    return None if is_binary else text


def _grid(text: str, separator: str, rows: int | None = None) -> Grid:
    lines = islice(csv.reader(StringIO(text, newline=""), delimiter=separator), rows)
    try:
        return grid_of((n, [cell.strip() for cell in line]) for n, line in enumerate(lines, 1))
    except csv.Error:
        raise NotATable from None
