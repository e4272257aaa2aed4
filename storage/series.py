"""Which activities belong together as a series, and its verbs: repeat, copy, move what follows."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from community.activities import Activity, State
from community.changes import moved
from community.hours import QuietHours
from community.house import House
from community.plan_dates import Rhythm
from community.series import Series, copy_of, moment_on
from storage.activities import Activities, activity_of
from storage.changes import Changes
from storage.questions import Questions
from storage.sql import Sql, moment, stamp


class SeriesRecords:
    def __init__(
        self, sql: Sql, *, activities: Activities, questions: Questions, changes: Changes
    ) -> None:
        self._sql, self._activities = sql, activities
        self._questions, self._changes = questions, changes

    # Questions

    def of(self, activity_id: int) -> Series | None:
        row = self._sql.row(_OF, activity_id)
        return _series(row) if row else None

    def later(self, activity: Activity, now: datetime) -> Sequence[Activity]:
        """This one and all of its series after it, but what has begun or is cancelled."""
        rows = self._sql.rows(_LATER, activity.id, stamp(max(now, activity.starts_at)))
        return [activity_of(row) for row in rows]

    def series(self, series_id: int) -> Series:
        return _series(self._sql.one("SELECT * FROM series WHERE id = ?", series_id))

    def page(self, series_id: int, *, offset: int, limit: int) -> Sequence[Activity]:
        rows = self._sql.rows(_PAGE, series_id, limit, offset)
        return [activity_of(row) for row in rows]

    def count(self, series_id: int) -> int:
        sql = "SELECT count(*) AS n FROM activities WHERE series_id = ?"
        return int(self._sql.one(sql, series_id)["n"])

    def next_dates(
        self, activity_id: int, now: datetime, most: int
    ) -> Sequence[tuple[int, datetime]]:
        """Others of the series that people can come to, the next first: id and beginning."""
        rows = self._sql.rows(_NEXT, activity_id, stamp(now), most)
        return [(row["id"], moment(row["starts_at"])) for row in rows]

    def posted(self, series_id: int, now: datetime) -> Sequence[str]:
        """The cards that the group was shown of those ahead: they name each other's dates."""
        sql = (
            "SELECT id FROM activities"
            " WHERE series_id = ? AND starts_at > ? AND posted_in IS NOT NULL"
        )
        return [f"activity:{row['id']}" for row in self._sql.rows(sql, series_id, stamp(now))]

    # Verbs

    def begin(self, rhythm: Rhythm | None, *, by: int, now: datetime) -> int:
        weekdays = json.dumps(rhythm.weekdays if rhythm else ())
        row = self._sql.one(
            "INSERT INTO series (weekdays, weeks, made_by, made_at) VALUES (?, ?, ?, ?)"
            " RETURNING id",
            *(weekdays, rhythm.weeks if rhythm else 1, by, stamp(now)),
        )
        return int(row["id"])

    def join(self, activity_id: int, series_id: int) -> None:
        sql = "UPDATE activities SET series_id = ? WHERE id = ?"
        self._sql.run(sql, series_id, activity_id)

    def copy(self, activity: Activity, starts_at: datetime, *, by: int, now: datetime) -> Activity:
        """A draft of the same at another moment, with its questions."""
        draft = self._activities.create(copy_of(activity, starts_at, by), now)
        self._sql.run(_ALIKE, activity.id, draft.id)
        self._questions.copy(activity.id, draft.id)
        return draft

    def repeat(
        self,
        activity: Activity,
        rhythm: Rhythm,
        starts: Sequence[datetime],
        *,
        by: int,
        now: datetime,
    ) -> Sequence[Activity]:
        """Drafts at these moments; together with the first one, and with those repeated before,
        they are a series."""
        known = self.of(activity.id)
        series_id = known.id if known else self.begin(rhythm, by=by, now=now)
        self.join(activity.id, series_id)
        sql = "SELECT starts_at FROM activities WHERE series_id = ?"
        taken = {row["starts_at"] for row in self._sql.rows(sql, series_id)}
        drafts = [
            self.copy(activity, at, by=by, now=now) for at in starts if stamp(at) not in taken
        ]
        for draft in drafts:
            self.join(draft.id, series_id)
        return drafts

    def cancel_later(self, activity: Activity, reason: str, now: datetime) -> Sequence[Activity]:
        """This one and all after it; what nobody has seen yet vanishes. Gives those cancelled."""
        cancelled = []
        for one in self.later(activity, now):
            if one.state is State.DRAFT:
                self._activities.discard(one.id)
            else:
                cancelled.append(self._activities.cancel(one.id, reason, now))
        return cancelled

    def move_later(
        self, activity: Activity, clock: time, *, by: int, now: datetime, house: House
    ) -> Sequence[Activity]:
        """This one and all after it begin at another time of day; everybody is told of theirs."""
        later = []
        for one in self.later(activity, now):
            starts_at = _at(one, clock, house.zone)
            after = moved(one, starts_at, now=now, hours=QuietHours.of(house))
            later.append(self._changes.change(after, by=by, now=now, house=house).activity)
        return later


def _at(activity: Activity, clock: time, zone: ZoneInfo) -> datetime:
    local = activity.starts_at.astimezone(zone)
    like = local.replace(hour=clock.hour, minute=clock.minute)
    return moment_on(local.date(), like, zone).astimezone(activity.starts_at.tzinfo)


def _series(row: sqlite3.Row) -> Series:
    weekdays = tuple(json.loads(row["weekdays"]))
    return Series(row["id"], Rhythm(weekdays, row["weeks"]) if weekdays else None)


_OF = "SELECT s.* FROM series AS s JOIN activities AS a ON a.series_id = s.id WHERE a.id = ?"

_PAGE = """
SELECT a.*, p.name AS organiser FROM activities AS a JOIN people AS p ON p.id = a.organiser_id
 WHERE a.series_id = ? ORDER BY a.starts_at, a.id LIMIT ? OFFSET ?
"""

_LATER = """
SELECT a.*, p.name AS organiser FROM activities AS a JOIN people AS p ON p.id = a.organiser_id
 WHERE a.series_id = (SELECT series_id FROM activities WHERE id = ?)
   AND a.starts_at >= ? AND a.state <> 'cancelled' ORDER BY a.starts_at, a.id
"""

_NEXT = """
SELECT id, starts_at FROM activities
 WHERE series_id = (SELECT series_id FROM activities WHERE id = ?1) AND id <> ?1
   AND state = 'published' AND starts_at > ?2 ORDER BY starts_at, id LIMIT ?3
"""

_ALIKE = """
UPDATE activities SET (kind, volunteers_wanted) =
    (SELECT kind, volunteers_wanted FROM activities WHERE id = ?) WHERE id = ?
"""
