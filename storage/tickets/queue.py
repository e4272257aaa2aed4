"""What the desk has to do next: pages of open tickets, and how many there are."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from community.house import House
from community.people import Person
from community.tickets import QueueView, Ticket
from storage.sql import Sql, stamp
from storage.tickets.cases import WITH_OWNER, ticket_of

MOST_COUNTED = 100  # more than anybody reads: the rest need not be counted


class Queue:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def page(
        self,
        view: QueueView,
        staff: Person,
        *,
        now: datetime,
        house: House,
        offset: int = 0,
        limit: int = 10,
    ) -> Sequence[Ticket]:
        """What is due first comes first; what waits for the resident, the longest wait first."""
        facts = _facts(staff, now, house)
        rows = self._sql.rows(_PAGES[view], *facts, limit, offset)
        return [ticket_of(row) for row in rows]

    def counts(self, staff: Person, *, now: datetime, house: House) -> Mapping[QueueView, int]:
        """How many there are in each view, up to MOST_COUNTED."""
        facts = _facts(staff, now, house)
        return {
            view: self._sql.one(sql, *facts, MOST_COUNTED)["n"] for view, sql in _COUNTS.items()
        }


def _facts(staff: Person, now: datetime, house: House) -> tuple[int, int, int]:
    """Who asks, the moment, and the end of the day."""
    tomorrow = now.astimezone(house.zone).replace(
        hour=0, minute=0, second=0, microsecond=0
    ) + timedelta(days=1)
    return staff.id, stamp(now), stamp(tomorrow)


_MINE = "t.is_open = 1 AND t.owner_id = ?1"
_UNOWNED = "t.is_open = 1 AND t.owner_id IS NULL"
_OVERDUE = "t.is_open = 1 AND t.due_at <= ?2"
_TODAY = "t.is_open = 1 AND t.due_at > ?2 AND t.due_at < ?3"
_WAITING = "t.is_open = 1 AND t.state = 'asked'"
_ALL = "t.is_open = 1"

_CONDITIONS = {
    QueueView.MINE: _MINE,
    QueueView.UNOWNED: _UNOWNED,
    QueueView.OVERDUE: _OVERDUE,
    QueueView.TODAY: _TODAY,
    QueueView.WAITING: _WAITING,
    QueueView.ALL: _ALL,
}

_PAGES = {
    view: f"{WITH_OWNER} WHERE {condition} ORDER BY t.due_at, t.id LIMIT ?4 OFFSET ?5"
    for view, condition in _CONDITIONS.items()
}

_COUNTS = {
    view: "SELECT count(*) AS n FROM (SELECT 1 FROM tickets AS t"  # noqa: S608 -- constants
    f" WHERE {condition} LIMIT ?4)"
    for view, condition in _CONDITIONS.items()
}
