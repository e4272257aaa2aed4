"""Who hears that their shift is near: written when it is due, for those in it at that moment."""

from datetime import datetime, timedelta

from community.house import House
from community.shift_news import ShiftNear, ShiftRemindersDue
from community.shifts import LEADS, Shift
from storage.notices import Notices
from storage.shifts.alarms import reminded_at
from storage.shifts.timetable import Shifts
from storage.sql import Sql, stamp


class ShiftReminders:
    def __init__(self, sql: Sql, *, shifts: Shifts, notices: Notices) -> None:
        self._sql, self._shifts, self._notices = sql, shifts, notices

    def remind(self, alarm: ShiftRemindersDue, *, now: datetime, house: House) -> None:
        """After a stop that took too long each row is written all the same, and ends as late. The
        first reminder asks whether they will be there; the next one makes it useless."""
        shift = self._shifts.shift(alarm.shift_id)
        shift.require_on()
        lead = timedelta(seconds=alarm.lead)
        until = _useful_until(shift, lead, house)
        sql = (
            "SELECT person_id FROM assignments"
            " WHERE shift_id = ? AND standing IN ('taken', 'confirmed') ORDER BY id"
        )
        for row in self._sql.rows(sql, shift.id):
            person_id, begins = row["person_id"], stamp(shift.starts_at)
            key = f"shift:{shift.id}:{person_id}:{alarm.lead}:{begins}"
            near = ShiftNear(shift.id, alarm.lead)
            self._notices.put(person_id, near, due_at=now, until=until, key=key, about=shift.card)
        if lead == LEADS[0] and now < until:
            sql = "UPDATE assignments SET asked_at = ? WHERE shift_id = ? AND standing = 'taken'"
            self._sql.run(sql, stamp(now), shift.id)


def _useful_until(shift: Shift, lead: timedelta, house: House) -> datetime:
    following = LEADS[LEADS.index(lead) + 1 :]
    return reminded_at(shift, following[0], house) if following else shift.starts_at
