"""The year's work beside activities: who sees to what until when, and their reminders."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from community.hours import QuietHours
from community.house import House
from community.people import Role
from community.refusals import NoLongerThere
from community.work_items import (
    WARNED_BEFORE,
    MonthUnfit,
    WorkItem,
    WorkItemDue,
    WorkItemRemindersDue,
)
from storage.audit import Audit
from storage.notices import Notices
from storage.people import People
from storage.sql import Sql, moment_or_none, stamp

IN_THE_MORNING = time(9)
USEFUL_FOR = timedelta(days=2)
YEARS, MONTHS = range(2000, 2201), range(1, 13)


class WorkItems:
    def __init__(self, sql: Sql, *, people: People, notices: Notices, audit: Audit) -> None:
        self._sql, self._people = sql, people
        self._notices, self._audit = notices, audit

    # Questions

    def item(self, item_id: int) -> WorkItem:
        row = self._sql.row(f"{_ITEMS} WHERE i.id = ?", item_id)
        if row is None:
            raise NoLongerThere
        return _item(row)

    def month(self, year: int, month: int) -> Sequence[WorkItem]:
        """What is dated first, then the rest; what is done last."""
        return self._found("i.year = ? AND i.month = ?", year, month)

    def of(self, owner_id: int) -> Sequence[WorkItem]:
        return self._found("i.owner_id = ? AND i.done_at IS NULL", owner_id)

    def due(self, today: date, *, within: timedelta = timedelta(days=7)) -> Sequence[WorkItem]:
        """From today on."""
        last = (today + within).isoformat()
        return self._found(
            "i.due_on BETWEEN ? AND ? AND i.done_at IS NULL", today.isoformat(), last
        )

    def overdue(self, today: date) -> Sequence[WorkItem]:
        return self._found("i.due_on < ? AND i.done_at IS NULL", today.isoformat())

    # Verbs

    def add(
        self,
        year: int,
        month: int,
        title: str,
        *,
        by: int,
        now: datetime,
        house: House,
        details: str = "",
        owner_id: int | None = None,
        due_on: date | None = None,
    ) -> WorkItem:
        if year not in YEARS or month not in MONTHS:
            raise MonthUnfit
        due = due_on.isoformat() if due_on else None
        row = self._sql.one(_ADD, year, month, title, details, owner_id, due, by, stamp(now))
        return self._remind(row["id"], now, house)

    def assign(
        self, item_id: int, owner_id: int | None, *, by: int, now: datetime, house: House
    ) -> WorkItem:
        """None: nobody sees to it any more, and all the staff are reminded."""
        self._change("owner_id = ?", owner_id, item_id)
        self._audit.note(f"work:{item_id} given", f"person:{owner_id}", by=by, now=now)
        return self._remind(item_id, now, house)

    def set_due(
        self, item_id: int, due_on: date | None, *, now: datetime, house: House
    ) -> WorkItem:
        self._change("due_on = ?", due_on.isoformat() if due_on else None, item_id)
        return self._remind(item_id, now, house)

    def finish(self, item_id: int, *, now: datetime, house: House) -> WorkItem:
        self._change("done_at = coalesce(done_at, ?)", stamp(now), item_id)
        return self._remind(item_id, now, house)

    def reopen(self, item_id: int, *, now: datetime, house: House) -> WorkItem:
        self._change("done_at = ?", None, item_id)
        return self._remind(item_id, now, house)

    def hearers(self, item: WorkItem) -> Sequence[int]:
        """The owner, as long as they are of the staff; else all of them."""
        staff = [person.id for person in self._people.with_role(Role.STAFF)]
        return [item.owner_id] if item.owner_id in staff else staff

    def remind(self, alarm: WorkItemRemindersDue, now: datetime) -> None:
        """From the house's alarm, to those whom it concerns at that moment."""
        item = self.item(alarm.item_id)
        if item.done_at or item.due_on is None:
            raise NoLongerThere
        for person_id in self.hearers(item):
            due, until = WorkItemDue(item.id, alarm.days), now + USEFUL_FOR
            self._notices.put(person_id, due, due_at=now, until=until, about=item.card)

    def forget(self, person_id: int) -> None:
        """Nobody is behind the items of somebody who is gone."""
        self._sql.run("UPDATE plan_items SET owner_id = NULL WHERE owner_id = ?", person_id)

    def _remind(self, item_id: int, now: datetime, house: House) -> WorkItem:
        """Set anew whenever something about it changes."""
        item = self.item(item_id)
        self._notices.withdraw(about=item.card)
        if item.done_at or item.due_on is None:
            return item
        for days in WARNED_BEFORE:
            day = datetime.combine(item.due_on - timedelta(days=days), IN_THE_MORNING, house.zone)
            at = QuietHours.of(house).morning_after(day)
            if at > now:
                alarm, until = WorkItemRemindersDue(item_id, days), at + USEFUL_FOR
                self._notices.put(None, alarm, due_at=at, until=until, about=item.card)
        return item

    def _found(self, where: str, *args: object) -> Sequence[WorkItem]:
        order = "i.done_at IS NOT NULL, i.due_on IS NULL, i.due_on, i.id"
        rows = self._sql.rows(f"{_ITEMS} WHERE {where} ORDER BY {order}", *args)
        return [_item(row) for row in rows]

    def _change(self, what: str, *args: object) -> None:
        sql = f"UPDATE plan_items SET {what} WHERE id = ?"  # noqa: S608 -- from this module
        if not self._sql.run(sql, *args):
            raise NoLongerThere


def _item(row: sqlite3.Row) -> WorkItem:
    due_on = row["due_on"]
    return WorkItem(
        *(row["id"], row["year"], row["month"], row["title"], row["details"]),
        owner_id=row["owner_id"],
        owner=row["owner"] or "",
        due_on=date.fromisoformat(due_on) if due_on else None,
        done_at=moment_or_none(row["done_at"]),
    )


_ITEMS = """
SELECT i.*, p.name AS owner FROM plan_items AS i LEFT JOIN people AS p ON p.id = i.owner_id
"""

_ADD = """
INSERT INTO plan_items (year, month, title, details, owner_id, due_on, made_by, made_at, kind,
    who_may_come, place, said, places, companions, volunteers_wanted)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '', 0, 0, 0) RETURNING id
"""
