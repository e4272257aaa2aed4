"""Simple mode, for people who read slowly: one choice per row, and words instead of signs.

Every screen passes through here; views that can say less ask `person.simple` themselves.
"""

import re
from dataclasses import replace

from handlers.kit.screen import Button, Link, Row, Screen, Share
from locales import N_, _

SIGNS = {"‹": N_("‹ Previous"), "›": N_("Next ›")}
FAR = ("«", "»")  # the first and the last page: one can get there by the others

_WHERE = re.compile(r"\d+/\d+")  # the number between the signs


def one_per_row(screen: Screen) -> Screen:
    return replace(screen, rows=[[shown] for row in screen.rows for shown in _worded(row)])


def _worded(row: Row) -> Row:
    """What turns pages says so, and what only tells which page it is has no row of its own."""
    if not any(button.label in SIGNS for button in row):
        return row
    return [_in_words(button) for button in row if not _says_little(button.label)]


def _says_little(label: str) -> bool:
    return label in FAR or _WHERE.fullmatch(label) is not None


def _in_words(button: Button | Link | Share) -> Button | Link | Share:
    words = SIGNS.get(button.label)
    return replace(button, label=_(words)) if words else button
