"""Who hears that an activity is coming, or that signing up for it ends: written when it is due,
for those whom it concerns at that moment, so that nothing has to be kept up to date until then."""

from datetime import datetime, timedelta

from community.activities import Activity, StartsSoon, StillWaiting, UnfinishedSignUp
from community.house import House
from community.sign_ups import Standing
from storage.activities import Activities
from storage.notices import Notices
from storage.sql import Sql, stamp

# The forms in which somebody may have stopped halfway.
BRINGING, WELCOME = "bring", "welcome"


class ActivityReminders:
    def __init__(self, sql: Sql, *, activities: Activities, notices: Notices) -> None:
        self._sql, self._activities, self._notices = sql, activities, notices

    def remind(self, activity_id: int, lead: timedelta, *, now: datetime, house: House) -> None:
        """Everyone with a place, and at the first lead those who wait."""
        activity = self._ahead(activity_id, now)
        seconds = int(lead.total_seconds())
        when = stamp(activity.starts_at)  # moved to another day it is another reminder
        for person_id in self._with_standing(activity_id, Standing.CONFIRMED):
            key = f"starts:{activity_id}:{person_id}:{seconds}:{when}"
            self._put(person_id, StartsSoon(activity_id, seconds), activity, now, key=key)
        if activity.awaits_draw or lead not in house.remind_before[:1]:
            return
        for person_id in self._with_standing(activity_id, Standing.WAITING):
            key = f"waits:{activity_id}:{person_id}:{when}"
            self._put(person_id, StillWaiting(activity_id), activity, now, key=key)

    def remind_unfinished(self, activity_id: int, now: datetime) -> None:
        """Whoever began to sign up, here or on the way through the welcome, hears of it once."""
        activity = self._ahead(activity_id, now)
        links = (f"join-{activity_id}", f"bring-{activity_id}")
        for row in self._sql.rows(_UNFINISHED, BRINGING, activity_id, WELCOME, *links):
            person_id = row["person_id"]
            key = f"unfinished:{activity_id}:{person_id}"
            self._put(person_id, UnfinishedSignUp(activity_id), activity, now, key=key)

    def _ahead(self, activity_id: int, now: datetime) -> Activity:
        activity = self._activities.activity(activity_id)
        activity.require_ahead(now)
        return activity

    def _with_standing(self, activity_id: int, standing: Standing) -> list[int]:
        sql = "SELECT person_id FROM sign_ups WHERE activity_id = ? AND standing = ? ORDER BY id"
        return [row["person_id"] for row in self._sql.rows(sql, activity_id, standing)]

    def _put(
        self,
        person_id: int,
        notice: StartsSoon | StillWaiting | UnfinishedSignUp,
        activity: Activity,
        now: datetime,
        *,
        key: str,
    ) -> None:
        until = activity.starts_at
        if isinstance(notice, UnfinishedSignUp):
            until = activity.sign_up_closes_at
        about = activity.card
        self._notices.put(person_id, notice, due_at=now, until=until, key=key, about=about)


# The facts a form was started with are JSON of strings.
_UNFINISHED = """
SELECT DISTINCT person_id FROM drafts
 WHERE (form = ? AND json_extract(known, '$.activity_id') = CAST(? AS TEXT))
    OR (form = ? AND json_extract(known, '$.then') IN (?, ?))
"""
