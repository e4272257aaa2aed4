"""Activities, the verbs that change them, and the house's own alarms about them.

Sign-ups have their own records; the counts of an activity are kept by the schema's triggers.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from community.activities import (
    LAST_DAY,
    SHORT_NOTICE,
    Activity,
    ActivityCancelled,
    CancelledAtShortNotice,
    LastDayBegins,
    RemindersDue,
    SignUpClosesSoon,
    SignUpEnds,
    State,
)
from community.groups import Group, Purpose
from community.hours import QuietHours
from community.house import House
from community.refusals import NoLongerThere
from storage.groups import Groups
from storage.notices import Notices
from storage.sql import Sql, moment, moment_or_none, stamp

STILL_USEFUL = timedelta(days=1)  # an alarm after a stop: what it is about checks for itself

Alarm = RemindersDue | SignUpClosesSoon | LastDayBegins | SignUpEnds


class Activities:
    def __init__(self, sql: Sql, *, notices: Notices, groups: Groups) -> None:
        self._sql, self._notices, self._groups = sql, notices, groups

    def activity(self, activity_id: int) -> Activity:
        row = self._sql.row(f"{_WITH_ORGANISER} WHERE a.id = ?", activity_id)
        if row is None:
            raise NoLongerThere
        return activity_of(row)

    def upcoming(
        self, now: datetime, *, offset: int, limit: int, drafts: bool = False
    ) -> Sequence[Activity]:
        """What has not begun, the next first; with drafts also what is not published yet."""
        rows = self._sql.rows(
            f"{_WITH_ORGANISER} WHERE {_AHEAD} ORDER BY a.starts_at, a.id LIMIT ? OFFSET ?",
            *(State.DRAFT if drafts else State.PUBLISHED, stamp(now), limit, offset),
        )
        return [activity_of(row) for row in rows]

    def count_upcoming(self, now: datetime, *, drafts: bool = False) -> int:
        sql = f"SELECT count(*) AS n FROM activities AS a WHERE {_AHEAD}"  # noqa: S608 -- constant
        state = State.DRAFT if drafts else State.PUBLISHED
        return int(self._sql.one(sql, state, stamp(now))["n"])

    def is_posted(self, activity_id: int) -> bool:
        """Whether the group that serves the neighbourhood now was shown its card, or has it
        from the group it was before."""
        group = self._groups.serving(Purpose.NEIGHBOURHOOD)
        return group is not None and bool(self._sql.row(_POSTED, activity_id, group.chat_id))

    def post(self, activity_id: int) -> Group | None:
        """The group to show the card in: once, and only if there is one."""
        group = self._groups.serving(Purpose.NEIGHBOURHOOD)
        if group is None or self.is_posted(activity_id):
            return None
        sql = "UPDATE activities SET posted_in = ? WHERE id = ?"
        self._sql.run(sql, group.chat_id, activity_id)
        return group

    def shown_in(self, chat_id: int, now: datetime) -> Sequence[str]:
        """The cards in this chat of what has not begun, cancelled or not."""
        rows = self._sql.rows(_SHOWN, chat_id, stamp(now))
        return [str(row["card"]) for row in rows]

    def create(self, activity: Activity, now: datetime) -> Activity:
        activity.require_possible(now)
        row = self._sql.one(
            _INSERT,
            *(activity.title, activity.details, stamp(activity.starts_at)),
            *(stamp(activity.ends_at) if activity.ends_at else None,),
            *(stamp(activity.sign_up_closes_at), activity.place),
            *(activity.latitude, activity.longitude, activity.cost, activity.who_may_come),
            *(activity.photo, activity.organiser_id, activity.capacity),
            *(activity.companions_allowed, activity.state, stamp(now)),
        )
        return self.activity(row["id"])

    def publish(self, activity_id: int, *, now: datetime, house: House) -> Activity:
        """A draft opens for sign-up; one that is published already stays as it is."""
        activity = self.activity(activity_id)
        if activity.state is State.DRAFT:
            activity.require_possible(now)
            self._set_state(activity, State.PUBLISHED)
            self._set_alarms(activity, now, house)
        published = self.activity(activity_id)
        published.require_ahead(now)
        return published

    def discard(self, activity_id: int) -> None:
        """Only a draft can vanish: what has been published is cancelled instead."""
        sql = "DELETE FROM activities WHERE id = ? AND state = 'draft'"
        if not self._sql.run(sql, activity_id):
            raise NoLongerThere

    def cancel(self, activity_id: int, reason: str, now: datetime) -> Activity:
        """It will not take place: everyone with a place, an offer or a wish for one is told."""
        activity = self.activity(activity_id)
        activity.require_ahead(now)
        self._set_state(activity, State.CANCELLED, reason)
        self._notices.withdraw(about=activity.card)
        is_soon = activity.starts_at - now <= SHORT_NOTICE
        kind = CancelledAtShortNotice if is_soon else ActivityCancelled
        sql = "SELECT person_id FROM sign_ups WHERE activity_id = ? ORDER BY id"
        for row in self._sql.rows(sql, activity_id):
            self._notices.put(
                row["person_id"],
                kind(activity_id),
                due_at=now,
                until=activity.starts_at,
                about=activity.card,
            )
        return replace(activity, state=State.CANCELLED, cancel_reason=reason)

    def resize(self, activity: Activity) -> None:
        self._sql.run(
            "UPDATE activities SET capacity = ? WHERE id = ?", activity.capacity, activity.id
        )

    def _set_state(self, activity: Activity, state: State, reason: str = "") -> None:
        sql = "UPDATE activities SET state = ?, cancel_reason = ? WHERE id = ?"
        self._sql.run(sql, state, reason, activity.id)

    def _set_alarms(self, activity: Activity, now: datetime, house: House) -> None:
        """The moments at which the house has something to do about the activity by itself."""
        civil = QuietHours.of(house).civil
        start, close = activity.starts_at, activity.sign_up_closes_at
        for lead in house.remind_before:
            seconds = int(lead.total_seconds())
            at = civil(start - lead, useful_until=start)
            self._alarm(activity, RemindersDue(activity.id, seconds), at, now)
        if house.closes_soon:
            at = civil(close - house.closes_soon, useful_until=close)
            self._alarm(activity, SignUpClosesSoon(activity.id), at, now)
        self._alarm(activity, LastDayBegins(activity.id), start - LAST_DAY, now)
        for at in sorted({close, start}):
            self._alarm(activity, SignUpEnds(activity.id), at, now)

    def _alarm(self, activity: Activity, alarm: Alarm, at: datetime, now: datetime) -> None:
        if at > now:
            until = activity.starts_at + STILL_USEFUL
            self._notices.put(None, alarm, due_at=at, until=until, about=activity.card)


def activity_of(row: sqlite3.Row) -> Activity:
    return Activity(
        id=row["id"],
        title=row["title"],
        details=row["details"],
        starts_at=moment(row["starts_at"]),
        ends_at=moment_or_none(row["ends_at"]),
        closes_at=moment(row["sign_up_closes_at"]),
        place=row["place"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        cost=row["cost"],
        who_may_come=row["who_may_come"],
        photo=row["photo"],
        organiser_id=row["organiser_id"],
        organiser=row["organiser"],
        capacity=row["capacity"],
        companions_allowed=row["companions_allowed"],
        state=State(row["state"]),
        cancel_reason=row["cancel_reason"],
        taken=row["taken"],
        reserved=row["reserved"],
        waiting=row["waiting"],
    )


_AHEAD = "a.state = ? AND a.starts_at > ?"

_WITH_ORGANISER = """
SELECT a.*, p.name AS organiser FROM activities AS a JOIN people AS p ON p.id = a.organiser_id
"""

_POSTED = """
SELECT 1 FROM activities WHERE id = ?1 AND posted_in = ?2
UNION ALL SELECT 1 FROM cards WHERE card = 'activity:' || ?1 AND chat_id = ?2
"""

_SHOWN = """
SELECT c.card FROM activities AS a JOIN cards AS c ON c.card = 'activity:' || a.id
 WHERE c.chat_id = ? AND a.starts_at > ? ORDER BY a.starts_at, a.id
"""

_INSERT = """
INSERT INTO activities (title, details, starts_at, ends_at, sign_up_closes_at, place, latitude,
    longitude, cost, who_may_come, photo, organiser_id, capacity, companions_allowed, state,
    created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
"""
