"""What a table of the annual plan would become, or what has to be corrected in it first."""

from collections.abc import Callable, Sequence

from community.plans import Entry, Sorted
from handlers.activities.rhythms import day_name, holiday_name, span
from handlers.kit.context import Turn
from handlers.kit.screen import bold, lines, paragraphs, plain
from handlers.kit.tables import to_correct
from handlers.plans.plan_table import Sheet
from locales import _, ngettext

MOST_ROWS = 6
MOST_DAYS = 8


def troubles(turn: Turn, sheet: Sheet, year: int) -> str:
    return paragraphs(_title(year), to_correct(sheet.table, sheet.troubles, turn))


def proposal(found: Sorted, year: int) -> str:
    """What a tap would make of it, row by row where that is not plain. Safe HTML."""
    return paragraphs(
        _title(year),
        _drafts(found),
        _listed(_("No date yet, left open:"), _open(found), _item),
        _listed(_("Stay in the plan, nobody signs up:"), _dated(found), _item),
        _listed(_("On another date than the month says:"), _moved(found), _when),
        _listed(_("Left out on public holidays:"), _resting(found), _rests),
        _listed(_("Over already, left out:"), found.passed, _when),
        _listed(_("In the plan already, left out:"), found.known, _when),
    )


def _title(year: int) -> str:
    return bold(_("Annual plan {year}", year=year))


def _drafts(found: Sorted) -> str:
    if not found.count:
        return _("No drafts can be made of it.")
    return ngettext(
        "{n} draft can be made of it. Nobody sees it before you publish it.",
        "{n} drafts can be made of it. Nobody sees them before you publish them.",
        found.count,
    )


def _listed(title: str, entries: Sequence[Entry], said: Callable[[Entry], str]) -> str:
    if not entries:
        return ""
    rows = [f"• {_row(entry, said(entry))}" for entry in entries[:MOST_ROWS]]
    rest = len(entries) - MOST_ROWS
    more = ngettext("… and {n} more.", "… and {n} more.", rest) if rest > 0 else ""
    return lines(title, *rows, more)


def _row(entry: Entry, said: str) -> str:
    where, what = _("Row {row}", row=entry.row), f"{plain(entry.title)} – {said}"
    return _("{where}: {what}", where=where, what=what)


def _open(found: Sorted) -> Sequence[Entry]:
    return [entry for entry in found.items if entry.date.is_open]


def _dated(found: Sorted) -> Sequence[Entry]:
    return [entry for entry in found.items if not entry.date.is_open]


def _moved(found: Sorted) -> Sequence[Entry]:
    return [entry for entry in _all(found) if entry.actual_month != entry.month]


def _resting(found: Sorted) -> Sequence[Entry]:
    return [entry for entry in _all(found) if entry.date.left_out]


def _all(found: Sorted) -> Sequence[Entry]:
    entries = [entry for entry, _moments in found.drafts] + found.items
    return sorted(entries, key=lambda entry: entry.row)


def _item(entry: Entry) -> str:
    if entry.date.is_open:
        return plain(entry.said) or "–"
    return _when(entry) if not entry.places else _("{days}, time still open", days=_when(entry))


def _when(entry: Entry) -> str:
    return span(entry.date.first, entry.date.last) or plain(entry.said) or "–"


def _rests(entry: Entry) -> str:
    off = [f"{day_name(day)} {holiday_name(why)}" for day, why in entry.date.left_out]
    more = "…" if len(off) > MOST_DAYS else ""
    return _(", ").join(off[:MOST_DAYS]) + more
