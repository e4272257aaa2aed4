"""The annual plan: what it has beside activities, what it has by month, rows made into both."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from community.activities import Activity, State
from community.plans import Entry, PlanItem, Sorted, end_of, months_of
from community.refusals import NoLongerThere
from storage.activities import Activities
from storage.series import SeriesRecords
from storage.sql import Sql, moment, stamp


@dataclass(frozen=True, slots=True)
class Month:
    """How many of each there are; `items` are those that are no activity yet."""

    number: int
    drafts: int = 0
    published: int = 0
    cancelled: int = 0
    items: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of a month: an activity, or an item of the plan (then without a state)."""

    id: int
    title: str
    at: datetime | None  # None: the day is not known, or the time
    day: str  # ISO, of an item whose day is known
    state: State | None


class Plans:
    def __init__(self, sql: Sql, *, activities: Activities, series: SeriesRecords) -> None:
        self._sql, self._activities, self._series = sql, activities, series

    # Questions

    def item(self, item_id: int) -> PlanItem:
        row = self._sql.row("SELECT * FROM plan_items WHERE id = ?", item_id)
        if row is None:
            raise NoLongerThere
        return _item(row)

    def year(self, year: int, zone: ZoneInfo) -> Sequence[Month]:
        """Its months with what they have."""
        bounds = _bounds(year, zone)
        return [self._month(year, n, *bounds[n - 1 : n + 1]) for n in range(1, 13)]

    def _month(self, year: int, number: int, start: int, end: int) -> Month:
        sql = (
            "SELECT state, count(*) AS n FROM activities"
            " WHERE starts_at >= ? AND starts_at < ? GROUP BY state"
        )
        counts = {row["state"]: row["n"] for row in self._sql.rows(sql, start, end)}
        sql = "SELECT count(*) AS n FROM plan_items WHERE year = ? AND month = ?"
        items = self._sql.one(sql, year, number)["n"]
        return Month(
            number,
            counts.get(State.DRAFT, 0),
            counts.get(State.PUBLISHED, 0),
            counts.get(State.CANCELLED, 0),
            items,
        )

    def lines(
        self, year: int, month: int, zone: ZoneInfo, *, offset: int, limit: int
    ) -> Sequence[Planned]:
        """A month's activities by moment, then what has no time yet."""
        start, end = _bounds(year, zone)[month - 1 : month + 1]
        rows = self._sql.rows(_LINES, start, end, year, month, limit, offset)
        return [_planned(row) for row in rows]

    def count(self, year: int, month: int, zone: ZoneInfo) -> int:
        start, end = _bounds(year, zone)[month - 1 : month + 1]
        found = self._month(year, month, start, end)
        return found.drafts + found.published + found.cancelled + found.items

    def drafts_of(
        self, year: int, month: int, zone: ZoneInfo, now: datetime
    ) -> Sequence[Activity]:
        """Those of a month that can still take place."""
        start, end = _bounds(year, zone)[month - 1 : month + 1]
        sql = (
            "SELECT id FROM activities WHERE state = 'draft' AND starts_at >= ? AND starts_at < ?"
            " AND starts_at > ? ORDER BY starts_at, id"
        )
        rows = self._sql.rows(sql, start, end, stamp(now))
        return [self._activities.activity(row["id"]) for row in rows]

    def drafts(self, *, offset: int, limit: int) -> Sequence[Activity]:
        rows = self._sql.rows(_DRAFTS, limit, offset)
        return [self._activities.activity(row["id"]) for row in rows]

    def count_drafts(self) -> int:
        sql = "SELECT count(*) AS n FROM activities WHERE state = 'draft'"
        return int(self._sql.one(sql)["n"])

    def known(
        self, year: int, zone: ZoneInfo
    ) -> tuple[set[tuple[str, datetime]], set[tuple[str, int]]]:
        """What the plan of a year has already: titles with moments, and with months."""
        start, *_months, end = _bounds(year, zone)
        sql = "SELECT title, starts_at FROM activities WHERE starts_at >= ? AND starts_at < ?"
        moments = {(r["title"], moment(r["starts_at"])) for r in self._sql.rows(sql, start, end)}
        dated = {(title, at.astimezone(zone).month) for title, at in moments}
        sql = "SELECT title, month FROM plan_items WHERE year = ?"
        return moments, dated | {(r["title"], r["month"]) for r in self._sql.rows(sql, year)}

    # Verbs

    def take_over(self, found: Sorted, year: int, *, by: int, now: datetime) -> None:
        """Everything a table would become, in the one transaction that this runs in."""
        for entry, moments in found.drafts:
            self._make_drafts(entry, moments, by=by, now=now)
        self._sql.run_many(_KEEP, [_kept(entry, year, by, now) for entry in found.items])

    def _make_drafts(
        self, entry: Entry, moments: Sequence[datetime], *, by: int, now: datetime
    ) -> None:
        is_series = len(entry.moments) > 1
        series_id = self._series.begin(entry.date.rhythm, by=by, now=now) if is_series else None
        for at in moments:
            draft = self._activities.create(_draft(entry, at, by), now)
            sql = (
                "UPDATE activities SET series_id = ?, kind = ?, volunteers_wanted = ? WHERE id = ?"
            )
            self._sql.run(sql, series_id, entry.kind, entry.volunteers, draft.id)

    def set_date(
        self, item: PlanItem, starts_at: datetime, places: int, *, by: int, now: datetime
    ) -> Activity:
        """What was left open becomes a draft."""
        draft = self._activities.create(_dated(item, starts_at, places, by), now)
        sql = "UPDATE activities SET kind = ?, volunteers_wanted = ? WHERE id = ?"
        self._sql.run(sql, item.kind, item.volunteers, draft.id)
        self.drop(item.id)
        return draft

    def drop(self, item_id: int) -> None:
        if not self._sql.run("DELETE FROM plan_items WHERE id = ?", item_id):
            raise NoLongerThere


def _draft(entry: Entry, at: datetime, by: int) -> Activity:
    return Activity(
        title=entry.title,
        starts_at=at,
        ends_at=end_of(at, entry.date.lasts),
        capacity=entry.places,
        organiser_id=by,
        details=entry.details,
        place=entry.place,
        who_may_come=entry.who,
        companions_allowed=entry.companions,
    )


def _dated(item: PlanItem, at: datetime, places: int, by: int) -> Activity:
    return Activity(
        title=item.title,
        starts_at=at,
        capacity=places,
        organiser_id=by,
        details=item.details,
        place=item.place,
        who_may_come=item.who,
        companions_allowed=item.companions,
    )


def _kept(entry: Entry, year: int, by: int, now: datetime) -> tuple[object, ...]:
    first, last = entry.date.first, entry.date.last
    return (
        *(year, entry.actual_month, entry.title, entry.kind, entry.who, entry.place),
        *(entry.details, entry.said, first and first.isoformat(), last and last.isoformat()),
        *(entry.places, entry.companions, entry.volunteers, by, stamp(now)),
    )


def _item(row: sqlite3.Row) -> PlanItem:
    first, last = row["first_day"], row["last_day"]
    return PlanItem(
        *(row["id"], row["year"], row["month"], row["title"], row["kind"]),
        *(row["who_may_come"], row["place"], row["details"], row["said"]),
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        places=row["places"],
        companions=row["companions"],
        volunteers=row["volunteers_wanted"],
    )


def _planned(row: sqlite3.Row) -> Planned:
    at, state = row["at"], row["state"]
    return Planned(
        row["id"],
        row["title"],
        moment(at) if at else None,
        row["day"] or "",
        State(state) if state else None,
    )


def _bounds(year: int, zone: ZoneInfo) -> list[int]:
    """When its months begin here, and when the next year does."""
    firsts = months_of(year)
    return [stamp(datetime(d.year, d.month, d.day, tzinfo=zone)) for d in firsts]


_LINES = """
SELECT * FROM (
    SELECT id, title, starts_at AS at, NULL AS day, state FROM activities
     WHERE starts_at >= ?1 AND starts_at < ?2
    UNION ALL
    SELECT id, title, NULL, first_day, NULL FROM plan_items WHERE year = ?3 AND month = ?4)
 ORDER BY at IS NULL, at, day IS NULL, day, id LIMIT ?5 OFFSET ?6
"""

_DRAFTS = """
SELECT id FROM activities WHERE state = 'draft' ORDER BY starts_at, id LIMIT ? OFFSET ?
"""

_KEEP = """
INSERT INTO plan_items (year, month, title, kind, who_may_come, place, details, said, first_day,
    last_day, places, companions, volunteers_wanted, made_by, made_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
