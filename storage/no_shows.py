"""Places that stayed empty without a word: written down, told once, excused, and in time gone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from community.activities import State
from community.attendance import (
    RECORDED_AGAIN,
    CheckInEnds,
    CheckInOver,
    Missed,
    NobodyCheckedIn,
    NotMissed,
    SaysWasThere,
    WasMissed,
    check_in_ends_at,
    corrected_until,
    excuse,
)
from community.house import House
from storage.activities import Activities
from storage.attendance import Attendances, missed_of
from storage.notices import Notices
from storage.sql import Sql, stamp

ALARM_LASTS = timedelta(days=7)  # what it is about checks for itself
NEWS_LASTS = timedelta(days=7)


class NoShows:
    def __init__(
        self, sql: Sql, *, activities: Activities, attendance: Attendances, notices: Notices
    ) -> None:
        self._sql, self._activities = sql, activities
        self._attendance, self._notices = attendance, notices

    def missed(self, activity_id: int, person_id: int) -> Missed | None:
        sql = "SELECT * FROM no_shows WHERE activity_id = ? AND person_id = ?"
        row = self._sql.row(sql, activity_id, person_id)
        return missed_of(row) if row else None

    def open(self, activity_id: int, person_id: int) -> Missed:
        """One that still counts; raises NotMissed."""
        found = self.missed(activity_id, person_id)
        if found is None or found.excused_at:
            raise NotMissed
        return found

    def counts(self, people: Collection[int], *, now: datetime, house: House) -> Mapping[int, int]:
        """How often each of these people was missed and not excused, before it expires."""
        numbers = ",".join(map(str, map(int, people)))
        since = stamp(now - house.no_shows_last)
        return {row["person_id"]: row["n"] for row in self._sql.rows(_COUNTS, since, numbers)}

    def held(self, person_id: int) -> Sequence[dict[str, object]]:
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    def record(self, alarm: CheckInEnds, *, now: datetime, house: House) -> None:
        """Everybody with a place who did not come, if anybody was checked in at all: otherwise
        the organiser is asked, and the house looks once more a day later."""
        activity = self._activities.activity(alarm.activity_id)
        if activity.state in (State.DRAFT, State.CANCELLED):
            return
        if now < check_in_ends_at(activity):
            self.set_alarm(alarm.activity_id, check_in_ends_at(activity), attempt=alarm.attempt)
        elif self._attendance.here(activity.id):
            self._write_down(activity.id, now)
        elif alarm.attempt == 0 and self._attendance.missing(activity.id):
            asked, until = NobodyCheckedIn(activity.id), corrected_until(activity)
            self._notices.put(activity.organiser_id, asked, due_at=now, until=until)
            self.set_alarm(activity.id, now + RECORDED_AGAIN, attempt=1)
        sql = "DELETE FROM no_shows WHERE at < ?"
        self._sql.run(sql, stamp(now - house.no_shows_last))

    def set_alarm(self, activity_id: int, at: datetime, *, attempt: int) -> None:
        alarm, about = CheckInEnds(activity_id, attempt), f"activity:{activity_id}"
        self._notices.put(None, alarm, due_at=at, until=at + ALARM_LASTS, about=about)

    def claim(self, activity_id: int, person_id: int, now: datetime) -> None:
        """The person says that they were there: who organises it can confirm."""
        activity = self._activities.activity(activity_id)
        if now >= corrected_until(activity):
            raise CheckInOver
        if self.open(activity_id, person_id).claimed_at:
            return
        sql = "UPDATE no_shows SET claimed_at = ? WHERE activity_id = ? AND person_id = ?"
        self._sql.run(sql, stamp(now), activity_id, person_id)
        says = SaysWasThere(activity_id, person_id)
        until = corrected_until(activity)
        self._notices.put(activity.organiser_id, says, due_at=now, until=until)

    def excuse(self, activity_id: int, person_id: int, *, by_id: int, now: datetime) -> Missed:
        """By staff, or by the person, who has a reason."""
        before = self.missed(activity_id, person_id)
        if before is None:
            raise NotMissed
        excused = excuse(before, by_id=by_id, now=now)
        self._sql.run(
            "UPDATE no_shows SET excused_at = ?, excused_by = ?"
            " WHERE activity_id = ? AND person_id = ?",
            *(stamp(excused.excused_at or now), excused.excused_by, activity_id, person_id),
        )
        return excused

    def give_reason(self, activity_id: int, person_id: int, reason: str) -> None:
        sql = "UPDATE no_shows SET reason = ? WHERE activity_id = ? AND person_id = ?"
        if not self._sql.run(sql, reason, activity_id, person_id):
            raise NotMissed

    def forget(self, person_id: int) -> None:
        """The words go; that a place stayed empty remains a count."""
        self._sql.run("UPDATE no_shows SET reason = '' WHERE person_id = ?", person_id)

    def _write_down(self, activity_id: int, now: datetime) -> None:
        for person_id in self._attendance.missing(activity_id):
            if self._sql.run(_WRITE_DOWN, activity_id, person_id, stamp(now)):
                told, until = WasMissed(activity_id), now + NEWS_LASTS
                about = f"activity:{activity_id}"
                self._notices.put(person_id, told, due_at=now, until=until, about=about)


_WRITE_DOWN = """
INSERT INTO no_shows (activity_id, person_id, at) VALUES (?, ?, ?)
ON CONFLICT (activity_id, person_id) DO NOTHING
"""

_COUNTS = """
SELECT person_id, count(*) AS n FROM no_shows
 WHERE excused_at IS NULL AND at >= ?1
   AND person_id IN (SELECT value FROM json_each('[' || ?2 || ']'))
 GROUP BY person_id
"""

_HELD = """
SELECT a.title, datetime(a.starts_at, 'unixepoch') AS starts_at_utc,
       n.excused_at IS NOT NULL AS excused, n.reason
  FROM no_shows AS n JOIN activities AS a ON a.id = n.activity_id
 WHERE n.person_id = ? ORDER BY n.id
"""
