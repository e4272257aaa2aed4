"""The year's work by month: what has to be done, by whom and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from community.refusals import Refusal

WARNED_BEFORE = (7, 1, -1)  # days; the last one says that it is overdue


class MonthUnfit(Refusal):
    """Not a month from 1 to 12, or not a year of this century."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    id: int
    year: int
    month: int
    title: str
    details: str = ""
    owner_id: int | None = None
    owner: str = ""
    due_on: date | None = None
    done_at: datetime | None = None

    @property
    def card(self) -> str:
        """What its notices are about."""
        return f"work:{self.id}"

    def is_overdue(self, today: date) -> bool:
        return self.done_at is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class WorkItemDue:
    """To the owner, or the staff: `days` until it is due; -1: it was due yesterday."""

    item_id: int
    days: int


@dataclass(frozen=True, slots=True)
class WorkItemRemindersDue:
    """The house's own alarm: tell those whom it concerns."""

    item_id: int
    days: int
