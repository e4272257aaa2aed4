"""A sheet of paper to print on: text in any size that fits, areas of colour, codes to scan.

Millimetres from the top left corner; sizes of letters in points. Knows no feature.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.kit.fonts import Face, Typeface

WIDTH, HEIGHT = 210.0, 297.0  # A4
POINT = 25.4 / 72  # mm
ASCENT = 0.9  # of the size: from the top of a line to where its letters stand
THICKER = 0.025  # of the size: the line around letters that should be bold
LEADING = 1.3  # of the size: from line to line
MIME = "application/pdf"

Colour = tuple[int, int, int]
INK: Colour = (33, 37, 41)
WHITE: Colour = (255, 255, 255)

# Chinese breaks anywhere but before a closing mark and after an opening one; words stay whole.
PIECES = re.compile(r"\s+|[（《「『〈【]*(?:[^\s\u2e80-\uffef]+|\S)[，。、；：！？）》」』〉】·]*")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size."""

    lines: Sequence[str]
    size: float
    bold: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * POINT * LEADING


class Sheet:
    def __init__(self, face: Typeface, *, title: str, language: str, made_at: datetime) -> None:
        # Takes half a second to import, and most restarts need it never.
        from fpdf import FPDF  # noqa: PLC0415

        self._pdf = FPDF(format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_title(title)
        self._pdf.set_lang(language.replace("_", "-"))
        self._pdf.set_creation_date(made_at)
        self._pdf.set_creator("Linli")
        self._has_bold = face.bold != face.regular
        self._add_font("", face.regular)
        self._add_font("B", face.bold)
        # What both weights can print.
        regular, bold = (self._pdf.fonts[key].cmap for key in ("print", "printB"))  # type: ignore[union-attr]
        self._signs = regular.keys() & bold.keys()
        self._pdf.add_page()

    def printable(self, text: str) -> str:
        """On one line and without what the font has no sign for, as emoji; a letter that is
        missing leaves a question mark."""
        kept = (c for c in text if ord(c) in self._signs or c.isalnum() or c.isspace())
        shown = (c if ord(c) in self._signs or c.isspace() else "?" for c in kept)
        return " ".join("".join(shown).split())

    def fitted(
        self, text: str, *, width: float, height: float, sizes: Sequence[float], bold: bool = False
    ) -> Block:
        """In the largest of the sizes (which go down) that fits, its lines of similar length."""
        said, block = self.printable(text), Block((), sizes[-1])
        for size in sizes:
            block = Block(self._lines(said, width, size, bold=bold), size, bold)
            if block.height <= height:
                break
        return Block(self._evened(said, width, block), block.size, bold)

    def line(self, text: str, *, size: float, width: float, bold: bool = False) -> Block:
        """On one line if that can be, made smaller where it is too long."""
        one = size * POINT * LEADING
        sizes = (size, size * 0.85, size * 0.7)
        return self.fitted(text, width=width, height=one, sizes=sizes, bold=bold)

    def write(self, block: Block, *, x: float, y: float, colour: Colour = INK) -> float:
        """Where the space beneath it begins."""
        step = block.size * POINT
        with self._pdf.local_context():
            self._choose(block.size, bold=block.bold)
            self._pdf.set_text_color(*colour)
            if block.bold and not self._has_bold:
                self._thicken(block.size, colour)
            for number, line in enumerate(block.lines):
                self._pdf.text(x, y + step * (LEADING * number + ASCENT), line)
        return y + block.height

    def fill(
        self, x: float, y: float, width: float, height: float, colour: Colour, *, radius: float = 0
    ) -> None:
        self._pdf.set_fill_color(*colour)
        rounded = {"round_corners": True, "corner_radius": radius} if radius else {}
        self._pdf.rect(x, y, width, height, style="F", **rounded)  # type: ignore[arg-type]

    def code(self, address: str, *, x: float, y: float, side: float) -> None:
        """A QR code, drawn with lines so that it is sharp at any size; without its quiet zone."""
        import segno  # noqa: PLC0415 -- only papers need it

        matrix = segno.make(address, error="m", micro=False).matrix
        cell = side / len(matrix)
        self._pdf.set_fill_color(*INK)
        for row, modules in enumerate(matrix):
            for start, length in _runs(modules):
                # A hair larger, or some printers leave white lines between the rows.
                self._pdf.rect(
                    x + start * cell, y + row * cell, length * cell, cell * 1.02, style="F"
                )

    def content(self) -> bytes:
        """The file; after that nothing more can be written on it."""
        content = bytes(self._pdf.output())
        for font in self._pdf.fonts.values():
            font.close()  # type: ignore[union-attr]
        return content

    def _add_font(self, style: str, face: Face) -> None:
        self._pdf.add_font("print", style, face.file, collection_font_number=face.number)

    def _thicken(self, size: float, colour: Colour) -> None:
        """Without a bold face the outlines are drawn as well. For text fpdf takes the width of a
        line as points."""
        self._pdf.text_mode = "FILL_STROKE"
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(size * THICKER)

    def _choose(self, size: float, *, bold: bool) -> None:
        self._pdf.set_font("print", "B" if bold else "", size)

    def _lines(self, text: str, width: float, size: float, *, bold: bool) -> list[str]:
        self._choose(size, bold=bold)
        lines = [""]
        for piece in PIECES.findall(text):
            for part in self._parts(piece, width):
                if lines[-1] and self._wide(lines[-1] + part.rstrip()) > width:
                    lines.append("")
                lines[-1] += part if lines[-1] else part.lstrip()
        return [line.rstrip() for line in lines if line.strip()]

    def _parts(self, piece: str, width: float) -> Sequence[str]:
        """A word that is wider than the sheet is broken anywhere."""
        return (piece,) if self._wide(piece) <= width else tuple(piece)

    def _evened(self, text: str, width: float, block: Block) -> Sequence[str]:
        """The same number of lines in as little width as possible: no sign stands alone."""
        least, best = width / 2, block.lines
        while width - least > 1 and len(block.lines) > 1:
            middle = (least + width) / 2
            lines = self._lines(text, middle, block.size, bold=block.bold)
            if len(lines) <= len(block.lines):
                width, best = middle, lines
            else:
                least = middle
        return best

    def _wide(self, text: str) -> float:
        return self._pdf.get_string_width(text)


def _runs(modules: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark modules that touch begin, and how many they are."""
    dark = "".join("#" if module else " " for module in modules)
    return [(run.start(), len(run[0])) for run in re.finditer("#+", dark)]
