"""How a poster looks on paper: read from two metres by the lift, scanned from half a metre.

Knows no language and no record: everything it says is given to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.kit.fonts import Typeface
from handlers.kit.pdf import HEIGHT, INK, LEADING, POINT, WHITE, WIDTH, Block, Colour, Sheet

ACCENT: Colour = (17, 94, 89)
PALE: Colour = (232, 241, 239)
QUIET: Colour = (100, 110, 112)

MARGIN = 20.0
EDGE = 6.0  # where printers stop
INNER = WIDTH - 2 * MARGIN
BAND = 25.0  # the strip of colour at the top
PANEL = 201.0  # where the lower part with the code begins
CODE = 60.0
LABELS = 38.0  # the column with what the facts are called
BETWEEN = 5.0

TITLE_SIZES = (76, 68, 60, 54, 48, 42, 37, 33, 29, 26, 23, 20, 18)
DATE_SIZES = (46, 42, 38, 35, 32, 29, 26)
FACT_SIZES = (26, 23, 20, 18, 16)
SCAN_SIZES = (44, 38, 32, 28)


@dataclass(frozen=True, slots=True)
class Said:
    """The same in the community's language, to be read from afar, and in the others, where
    they say it with other signs."""

    main: str
    others: Sequence[str] = ()

    @classmethod
    def of(cls, phrases: Sequence[str]) -> "Said":
        main, *others = dict.fromkeys(phrases)
        return cls(main, others)

    @property
    def beside(self) -> str:
        return " · ".join(self.others)


@dataclass(frozen=True, slots=True)
class Poster:
    language: str
    made_at: datetime
    community: str
    title: str
    date: Said
    facts: Sequence[tuple[Said, Said]]  # what it is called, and what it is
    scan: Said
    address: str  # what the code leads to
    account: str  # for those who search by hand
    without_phone: Said
    contact: str


def poster_page(poster: Poster, face: Typeface) -> bytes:
    sheet = Sheet(face, title=poster.title, language=poster.language, made_at=poster.made_at)
    _head(sheet, poster)
    _middle(sheet, poster)
    _panel(sheet, poster)
    return sheet.content()


def _head(sheet: Sheet, poster: Poster) -> None:
    sheet.fill(0, 0, WIDTH, BAND, ACCENT)
    name = sheet.line(poster.community, size=22, width=INNER, bold=True)
    sheet.write(name, x=MARGIN, y=(BAND - name.height) / 2, colour=WHITE)


def _middle(sheet: Sheet, poster: Poster) -> None:
    """The facts take what they need, the title what they leave; the rest is air."""
    room = PANEL - BAND
    date = sheet.fitted(poster.date.main, width=INNER, height=21, sizes=DATE_SIZES, bold=True)
    beside = sheet.line(poster.date.beside, size=15, width=INNER)
    facts = [_fact(sheet, name, value) for name, value in poster.facts]
    needed = date.height + beside.height + sum(map(_height, facts)) + BETWEEN * (len(facts) + 5)
    title = sheet.fitted(
        poster.title, width=INNER, height=room - needed, sizes=TITLE_SIZES, bold=True
    )
    air = max(0.0, room - needed - title.height) / 4
    y = sheet.write(title, x=MARGIN, y=BAND + BETWEEN * 1.5 + air, colour=INK)
    y = sheet.write(date, x=MARGIN, y=y + BETWEEN + air, colour=ACCENT)
    y = sheet.write(beside, x=MARGIN, y=y, colour=QUIET) + BETWEEN * 1.5 + air
    for fact in facts:
        y = _write_fact(sheet, fact, y) + BETWEEN


@dataclass(frozen=True, slots=True)
class _Fact:
    name: Block
    name_beside: Block
    value: Block
    value_beside: Block


def _fact(sheet: Sheet, name: Said, value: Said) -> _Fact:
    width = INNER - LABELS
    two_lines = 2 * FACT_SIZES[0] * POINT * LEADING
    return _Fact(
        sheet.line(name.main, size=15, width=LABELS - 4, bold=True),
        sheet.line(name.beside, size=9, width=LABELS - 4),
        sheet.fitted(value.main, width=width, height=two_lines, sizes=FACT_SIZES),
        sheet.line(value.beside, size=11, width=width),
    )


def _height(fact: _Fact) -> float:
    return max(
        fact.name.height + fact.name_beside.height, fact.value.height + fact.value_beside.height
    )


def _write_fact(sheet: Sheet, fact: _Fact, y: float) -> float:
    # Both columns begin with letters of different size that stand on one line.
    lower = max(0.0, (fact.value.size - fact.name.size) * POINT * 0.9)
    below = sheet.write(fact.name, x=MARGIN, y=y + lower, colour=ACCENT)
    sheet.write(fact.name_beside, x=MARGIN, y=below, colour=QUIET)
    below = sheet.write(fact.value, x=MARGIN + LABELS, y=y)
    sheet.write(fact.value_beside, x=MARGIN + LABELS, y=below, colour=QUIET)
    return y + _height(fact)


def _panel(sheet: Sheet, poster: Poster) -> None:
    sheet.fill(0, PANEL, WIDTH, HEIGHT - PANEL, PALE)
    frame = CODE + 12
    top = PANEL + (HEIGHT - PANEL - frame) / 2
    sheet.fill(MARGIN, top, frame, frame, WHITE, radius=4)
    sheet.code(poster.address, x=MARGIN + 6, y=top + 6, side=CODE)
    x = MARGIN + frame + 12
    width = WIDTH - MARGIN - x
    y = PANEL + 11
    scan = sheet.fitted(poster.scan.main, width=width, height=22, sizes=SCAN_SIZES, bold=True)
    y = sheet.write(scan, x=x, y=y, colour=ACCENT)
    for other in poster.scan.others:
        y = sheet.write(sheet.line(other, size=15, width=width), x=x, y=y, colour=QUIET)
    y = sheet.write(sheet.line(poster.account, size=12, width=width), x=x, y=y + 1.5, colour=QUIET)
    y += 4
    sheet.fill(x, y, 16, 0.8, ACCENT)
    _for_those_without(sheet, poster, x=x, y=y + 4)


def _for_those_without(sheet: Sheet, poster: Poster, *, x: float, y: float) -> None:
    width = WIDTH - MARGIN - x
    for said, size, colour in (
        (poster.without_phone.main, 14, INK),
        (poster.contact, 13, INK),
        *((other, 9, QUIET) for other in poster.without_phone.others),
    ):
        two_lines, sizes = 2 * size * POINT * LEADING, (size, size * 0.8, size * 0.65)
        block = sheet.fitted(said, width=width, height=two_lines, sizes=sizes)
        if y + block.height <= HEIGHT - EDGE:  # a community may have much to say there
            y = sheet.write(block, x=x, y=y, colour=colour)
