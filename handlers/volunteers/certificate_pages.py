"""How a certificate of hours looks on paper.

Knows no language and no record: everything it says is given to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.kit.fonts import Typeface
from handlers.kit.pdf import HEIGHT, INK, WIDTH, Colour, Sheet

ACCENT: Colour = (17, 94, 89)
PALE: Colour = (232, 241, 239)
QUIET: Colour = (100, 110, 112)
WHITE: Colour = (255, 255, 255)

EDGE = 9.0  # of the frame, from the edge of the sheet
FRAME = 1.6
MARGIN = 28.0
INNER = WIDTH - 2 * MARGIN
CODE = 36.0
FOOT = 222.0  # where the part with the code begins

NAME_SIZES = (40, 34, 30, 26, 22, 19, 17)
WORDS_SIZES = (17, 15, 14)


@dataclass(frozen=True, slots=True)
class Certificate:
    language: str
    made_at: datetime
    community: str
    title: str
    name: str
    words: str  # what the person has done, in a sentence
    hours: str  # as "36 hours", in large letters
    thanks: str
    facts: Sequence[tuple[str, str]]  # what it is called, and what it is
    check: str  # how the number can be checked
    address: str  # what the code leads to


def certificate_page(certificate: Certificate, face: Typeface) -> bytes:
    sheet = Sheet(
        face,
        title=certificate.title,
        language=certificate.language,
        made_at=certificate.made_at,
    )
    _frame(sheet)
    _head(sheet, certificate)
    _middle(sheet, certificate)
    _foot(sheet, certificate)
    return sheet.content()


def _frame(sheet: Sheet) -> None:
    sheet.fill(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE, ACCENT)
    inside = EDGE + FRAME
    sheet.fill(inside, inside, WIDTH - 2 * inside, HEIGHT - 2 * inside, WHITE)


def _head(sheet: Sheet, certificate: Certificate) -> None:
    community = sheet.line(certificate.community, size=18, width=INNER)
    y = sheet.write(community, x=MARGIN, y=30, colour=QUIET)
    title = sheet.fitted(certificate.title, width=INNER, height=34, sizes=(38, 32, 28), bold=True)
    y = sheet.write(title, x=MARGIN, y=y + 4, colour=ACCENT)
    sheet.fill(MARGIN, y + 7, 28, 1.2, ACCENT)


def _middle(sheet: Sheet, certificate: Certificate) -> None:
    """The longest name takes three lines; what follows moves down with it."""
    name = sheet.fitted(certificate.name, width=INNER, height=38, sizes=NAME_SIZES, bold=True)
    y = sheet.write(name, x=MARGIN, y=88, colour=INK) + 7
    said = sheet.fitted(certificate.words, width=INNER, height=26, sizes=WORDS_SIZES)
    y = sheet.write(said, x=MARGIN, y=y) + 8
    hours = sheet.line(certificate.hours, size=46, width=INNER, bold=True)
    y = sheet.write(hours, x=MARGIN, y=y, colour=ACCENT) + 6
    thanks = sheet.fitted(certificate.thanks, width=INNER, height=22, sizes=WORDS_SIZES)
    sheet.write(thanks, x=MARGIN, y=y)


def _foot(sheet: Sheet, certificate: Certificate) -> None:
    sheet.fill(MARGIN - 6, FOOT, INNER + 12, CODE + 14, PALE, radius=4)
    sheet.fill(MARGIN, FOOT + 4, CODE + 6, CODE + 6, WHITE, radius=2)
    sheet.code(certificate.address, x=MARGIN + 3, y=FOOT + 7, side=CODE)
    x = MARGIN + CODE + 14
    width = WIDTH - MARGIN - x
    y = FOOT + 6
    for name, value in certificate.facts:
        label = sheet.line(name, size=10, width=width)
        y = sheet.write(label, x=x, y=y, colour=QUIET)
        y = sheet.write(sheet.line(value, size=15, width=width, bold=True), x=x, y=y) + 1.5
    check = sheet.fitted(certificate.check, width=width, height=10, sizes=(10, 9, 8))
    sheet.write(check, x=x, y=y + 1, colour=QUIET)
