"""Bars with what they mean written beside them, as a picture that a phone shows whole.

Every bar begins at nothing, and one colour is all there is. Knows no feature and no record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from handlers.kit.fonts import Face, NoFont, Typeface, typeface
from handlers.kit.pdf import PIECES, Colour

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH = 1080  # pixels: as wide as a phone shows without making it smaller
MARGIN = 64
INNER = WIDTH - 2 * MARGIN
MOST = 20  # bars; what is beyond is one more, "others"
THICK = 26  # a bar
AIR = 40  # between one bar and the next

TITLE, LABEL, NOTE = 54, 38, 30  # sizes of letters
LEADING = 1.32  # of the size: from line to line
BETWEEN = 24  # a label and its value

INK: Colour = (33, 37, 41)
ACCENT: Colour = (17, 94, 89)
FAINT: Colour = (206, 224, 220)
TRACK: Colour = (236, 241, 240)
QUIET: Colour = (98, 108, 110)
PAPER: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Bar:
    """`said` stands for the value, `note` tells what it was counted from; `before` is marked
    by a line across the bar. Without a value nothing is drawn but the words."""

    label: str
    value: float | None
    said: str
    note: str = ""
    before: float | None = None


@dataclass(frozen=True, slots=True)
class _Pen:
    """A canvas and the letters for it."""

    draw: "ImageDraw"
    face: Typeface

    def font(self, size: int, *, bold: bool = False) -> "FreeTypeFont":
        return _font(self.face.bold if bold else self.face.regular, size)

    def printable(self, text: str) -> str:
        """On one line and without what the font has no sign for, as emoji."""
        signs = _signs(self.face.regular)
        return " ".join("".join(c for c in text if c.isspace() or ord(c) in signs).split())

    def wide(self, text: str, size: int, *, bold: bool = False) -> float:
        return self.font(size, bold=bold).getlength(text)

    def lines(self, text: str, size: int, *, width: float, bold: bool = False) -> list[str]:
        """Broken as people read it; a word that is wider than the picture breaks anywhere."""
        found = [""]
        for piece in PIECES.findall(self.printable(text)):
            fits = self.wide(piece, size, bold=bold) <= width
            for part in (piece,) if fits else tuple(piece):
                if found[-1] and self.wide(found[-1] + part.rstrip(), size, bold=bold) > width:
                    found.append("")
                found[-1] += part if found[-1] else part.lstrip()
        return [line.rstrip() for line in found if line.strip()]

    def write(
        self,
        lines: Sequence[str],
        y: float,
        size: int,
        *,
        colour: Colour = INK,
        bold: bool = False,
    ) -> float:
        """Where the space beneath them begins."""
        for line in lines:
            font = self.font(size, bold=bold)
            self.draw.text((MARGIN, y + size), line, colour, font, anchor="ls")
            y += size * LEADING
        return y


def bar_chart(
    title: str,
    bars: Sequence[Bar],
    *,
    caption: str,
    language: str,
    font: str = "",
    whole: float | None = None,
) -> bytes:
    """A PNG. `whole` is what a full line stands for, 100 with percentages; else the longest bar
    is. The caption says what was counted, among how many. Raises NoFont."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 -- most restarts need it never

    face = typeface(language, font)
    if face is None:
        raise NoFont
    # Written twice: the first time only tells how high it becomes.
    blank = _Pen(ImageDraw.Draw(Image.new("RGB", (1, 1))), face)
    height = _draw(blank, title, bars, caption, whole)
    picture = Image.new("RGB", (WIDTH, round(height)), PAPER)
    _draw(_Pen(ImageDraw.Draw(picture), face), title, bars, caption, whole)
    content = BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def folded(bars: Sequence[Bar], others: str) -> Sequence[Bar]:
    """The longest of counted things, and all the rest in one line called `others`: without a bar,
    which would be longer than all those that are worth a look."""
    ranked = sorted(bars, key=lambda bar: -(bar.value or 0))
    if len(ranked) <= MOST + 1:
        return ranked
    rest = sum(bar.value or 0 for bar in ranked[MOST:])
    return [*ranked[:MOST], Bar(others, None, f"{rest:g}")]


def _draw(pen: _Pen, title: str, bars: Sequence[Bar], caption: str, whole: float | None) -> float:
    """How high it is."""
    longest = max((max(bar.value or 0, bar.before or 0) for bar in bars), default=0)
    full = whole or longest or 1
    y = pen.write(
        pen.lines(title, TITLE, width=INNER, bold=True), MARGIN, TITLE, colour=ACCENT, bold=True
    )
    y += AIR * 0.6
    for bar in bars:
        y = _bar(pen, bar, full, y) + AIR
    said = [line for part in caption.splitlines() for line in pen.lines(part, NOTE, width=INNER)]
    return pen.write(said, y, NOTE, colour=QUIET) + MARGIN * 0.7


def _bar(pen: _Pen, bar: Bar, full: float, y: float) -> float:
    """The label at the left and the value at the right, both over the bar, the note beneath."""
    value = pen.printable(bar.said)
    room = INNER - BETWEEN - pen.wide(value, LABEL, bold=True)
    font = pen.font(LABEL, bold=True)
    label = pen.lines(bar.label, LABEL, width=max(room, INNER / 3))
    pen.draw.text((WIDTH - MARGIN, y + LABEL), value, INK, font, anchor="rs")
    y = pen.write(label or [""], y, LABEL)
    if bar.value is not None:
        _stroke(pen, bar.value, bar.before, full, y + 4)
        y += THICK + 14
    return pen.write(pen.lines(bar.note, NOTE, width=INNER), y, NOTE, colour=QUIET)


def _stroke(pen: _Pen, value: float, before: float | None, full: float, y: float) -> None:
    """What is not nothing is seen, however little it is."""
    bottom = y + THICK - 1
    pen.draw.rectangle((MARGIN, y, MARGIN + INNER - 1, bottom), fill=TRACK)
    if value > 0:
        long = max(round(INNER * min(value / full, 1)), 2)
        pen.draw.rectangle((MARGIN, y, MARGIN + long - 1, bottom), fill=ACCENT)
    if before is not None and before > full / 100:
        at = MARGIN + min(round(INNER * min(before / full, 1)), INNER - 4)
        pen.draw.rectangle((at - 3, y - 5, at + 6, bottom + 5), fill=PAPER)
        pen.draw.rectangle((at, y - 5, at + 3, bottom + 5), fill=INK)


@cache
def _font(face: Face, size: int) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 -- most restarts need it never

    return ImageFont.truetype(str(face.file), size, index=face.number)


@cache
def _signs(face: Face) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- most restarts need it never

    with face.file.open("rb") as opened:
        return frozenset(TTFont(opened, fontNumber=face.number, lazy=True).getBestCmap() or {})
