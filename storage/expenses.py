"""What volunteers laid out, and what the staff said to it: two people for every amount."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from community.expenses import (
    AlreadyDecided,
    Expense,
    ExpenseAsked,
    ExpenseDecided,
    ExpenseKind,
    ExpenseState,
    NothingLaidOut,
    require_amount,
)
from community.people import Role
from community.refusals import NoLongerThere
from storage.audit import Audit
from storage.notices import Notices
from storage.people import People
from storage.shifts.crews import Crews
from storage.shifts.timetable import Shifts
from storage.sql import Sql, moment, moment_or_none, stamp

NEWS_FOR = timedelta(days=14)


class Expenses:
    def __init__(
        self,
        sql: Sql,
        *,
        shifts: Shifts,
        crews: Crews,
        people: People,
        notices: Notices,
        audit: Audit,
    ) -> None:
        self._sql, self._shifts, self._crews = sql, shifts, crews
        self._people, self._notices, self._audit = people, notices, audit

    # Questions

    def expense(self, expense_id: int) -> Expense:
        row = self._sql.row(f"{_EXPENSES} WHERE e.id = ?", expense_id)
        if row is None:
            raise NoLongerThere
        return _expense(row)

    def of(self, person_id: int) -> Sequence[Expense]:
        """The newest first."""
        rows = self._sql.rows(f"{_EXPENSES} WHERE e.person_id = ? ORDER BY e.id DESC", person_id)
        return [_expense(row) for row in rows]

    def open(self) -> Sequence[Expense]:
        """What waits for an answer, the eldest first."""
        rows = self._sql.rows(f"{_EXPENSES} WHERE e.state = 'asked' ORDER BY e.id")
        return [_expense(row) for row in rows]

    def between(self, start: datetime, end: datetime) -> Sequence[Expense]:
        """Everything asked in this span, to be handed on as a table."""
        sql = f"{_EXPENSES} WHERE e.asked_at >= ? AND e.asked_at < ? ORDER BY e.id"
        return [_expense(row) for row in self._sql.rows(sql, stamp(start), stamp(end))]

    # Verbs

    def ask(
        self,
        shift_id: int,
        person_id: int,
        kind: ExpenseKind,
        cents: int,
        *,
        now: datetime,
        receipt: str = "",
        words: str = "",
    ) -> Expense:
        """By somebody in the shift, once it has begun."""
        require_amount(cents)
        shift = self._shifts.shift(shift_id)
        self._crews.existing(person_id, shift_id)
        if now < shift.starts_at:
            raise NothingLaidOut
        title = "" if shift.is_visit else shift.title
        facts = (person_id, shift_id, title, kind, cents, receipt, words, stamp(now))
        made = self.expense(self._sql.one(_ASK, *facts)["id"])
        for staff in self._people.with_role(Role.STAFF):
            if staff.id != person_id:
                self._tell(staff.id, ExpenseAsked(made.id), made, now)
        return made

    def withdraw(self, expense_id: int, person_id: int) -> None:
        """By whoever asked, as long as nobody has answered."""
        sql = "DELETE FROM expenses WHERE id = ? AND person_id = ? AND state = 'asked'"
        if not self._sql.run(sql, expense_id, person_id):
            raise AlreadyDecided
        self._notices.withdraw(about=f"expense:{expense_id}")

    def decide(
        self, expense_id: int, *, approved: bool, by: int, now: datetime, reason: str = ""
    ) -> Expense:
        """By staff; the first answer holds."""
        before = self.expense(expense_id)
        before.require_decidable_by(by)
        state = ExpenseState.APPROVED if approved else ExpenseState.REFUSED
        self._notices.withdraw(about=before.card)
        self._sql.run(_DECIDE, state, by, stamp(now), reason, expense_id)
        self._audit.note(f"expense {state}", f"person:{before.person_id}", by=by, now=now)
        self._tell(before.person_id, ExpenseDecided(expense_id), before, now)
        return self.expense(expense_id)

    def pay(self, expense_id: int, *, by: int, now: datetime) -> Expense:
        """Has been handed over; only what was approved."""
        sql = "UPDATE expenses SET state = 'paid' WHERE id = ? AND state = 'approved'"
        paid = self._sql.run(sql, expense_id)
        expense = self.expense(expense_id)
        if not paid and expense.state is not ExpenseState.PAID:
            raise NoLongerThere
        if paid:
            self._audit.note("expense paid", f"person:{expense.person_id}", by=by, now=now)
        return expense

    def held(self, person_id: int) -> Sequence[dict[str, object]]:
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    def forget(self, person_id: int) -> None:
        """What is open goes; of what was decided the amounts stay, for the books."""
        self._sql.run("DELETE FROM expenses WHERE person_id = ? AND state = 'asked'", person_id)
        sql = "UPDATE expenses SET receipt = '', words = '', reason = '' WHERE person_id = ?"
        self._sql.run(sql, person_id)

    def _tell(
        self, person_id: int, news: ExpenseAsked | ExpenseDecided, about: Expense, now: datetime
    ) -> None:
        until = now + NEWS_FOR
        self._notices.put(person_id, news, due_at=now, until=until, about=about.card)


def _expense(row: sqlite3.Row) -> Expense:
    return Expense(
        id=row["id"],
        person_id=row["person_id"],
        name=row["name"],
        shift_id=row["shift_id"],
        title=row["title"],
        kind=ExpenseKind(row["kind"]),
        cents=row["cents"],
        receipt=row["receipt"],
        words=row["words"],
        asked_at=moment(row["asked_at"]),
        state=ExpenseState(row["state"]),
        decided_by=row["decided_by"],
        decided_at=moment_or_none(row["decided_at"]),
        reason=row["reason"],
    )


_EXPENSES = "SELECT e.*, p.name FROM expenses AS e JOIN people AS p ON p.id = e.person_id"

_ASK = """
INSERT INTO expenses (person_id, shift_id, title, kind, cents, receipt, words, asked_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
"""

_DECIDE = """
UPDATE expenses SET state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ?
"""

_HELD = """
SELECT title, kind, cents, words, state, reason, datetime(asked_at, 'unixepoch') AS asked_at_utc
  FROM expenses WHERE person_id = ? ORDER BY id
"""
