"""What was laid out for shifts as a table for the accounts; taking it away is noted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from community.expenses import Expense, ExpenseState
from community.people import Role
from handlers.kit.context import Context, Turn
from handlers.kit.file_names import file_name
from handlers.kit.router import File, Router
from handlers.kit.spreadsheets import Column, spreadsheet
from handlers.shifts.expenses import KINDS, STATES, TakeTable, amount
from locales import _, speaking

A_YEAR = timedelta(days=366)
NARROW, USUAL, WIDE = 12, 18, 32  # letters
GRANTED = (ExpenseState.APPROVED, ExpenseState.PAID)

router = Router()


@router.press(TakeTable, role=Role.STAFF)
def take_table(ctx: Context, _pressed: TakeTable) -> None:
    ctx.db.audit.note("took the table of expenses", "expenses", by=ctx.person.id, now=ctx.now)
    ctx.toast(_("The table is on its way."))
    ctx.private.make("expenses", language=ctx.person.language)


@router.make("expenses")
def make_table(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    found = turn.db.expenses.between(turn.now - A_YEAR, turn.now + timedelta(seconds=1))
    with speaking(str(facts["language"])):
        title = _("Expenses")
        name = file_name(title, f"{turn.now.astimezone(turn.house.zone):%Y-%m-%d}", ending="xlsx")
        caption = _("What was laid out for shifts in the last twelve months.")
        rows = [*(_row(turn, one) for one in found), _sum(found)]
        build = partial(spreadsheet, title, _columns(), rows, made_at=turn.now)
    return lambda: File("sendDocument", "document", name, build(), {"caption": caption})


def _columns() -> Sequence[Column]:
    return (
        Column(_("Day"), NARROW),
        Column(_("Name"), USUAL),
        Column(_("Shift"), WIDE),
        Column(_("For what"), USUAL),
        Column(_("Amount"), NARROW),
        Column(_("Decision"), USUAL),
        Column(_("Decided by"), USUAL),
        Column(_("Receipt"), NARROW),
        Column(_("Note"), WIDE),
    )


def _row(turn: Turn, one: Expense) -> Sequence[str]:
    decider = turn.db.people.person(one.decided_by) if one.decided_by else None
    day = one.asked_at.astimezone(turn.house.zone) if one.asked_at else None
    return (
        f"{day:%Y-%m-%d}" if day else "",
        one.name or _("(erased)"),
        one.title or _("Care visit"),
        _(KINDS[one.kind]),
        amount(one.cents),
        _(STATES[one.state]),
        decider.name if decider else "",
        _("yes") if one.receipt else _("no"),
        " ".join(words for words in (one.words, one.reason) if words),
    )


def _sum(found: Sequence[Expense]) -> Sequence[str]:
    granted = sum(one.cents for one in found if one.state in GRANTED)
    return ("", "", "", _("Approved in all"), amount(granted), "", "", "", "")
