"""Activities, the verbs that change them, and the house's own alarms about them.

Sign-ups have their own records; the counts of an activity are kept by the schema's triggers.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any, get_args

from community.activities import (
    LAST_DAY,
    SHORT_NOTICE,
    Activity,
    ActivityCancelled,
    CancelledAtShortNotice,
    DrawDue,
    LastDayBegins,
    RemindersDue,
    SignUpClosesSoon,
    SignUpEnds,
    State,
)
from community.attendance import CheckInEnds, check_in_ends_at
from community.feedback import FeedbackDue
from community.feedback import due_at as feedback_due_at
from community.groups import Group, Purpose
from community.hours import QuietHours
from community.house import House
from community.lotteries import DrawPassed, require_fair, seal
from community.refusals import NoLongerThere
from storage.groups import Groups
from storage.notices import Notices
from storage.sql import Sql, moment_or_none, stamp

STILL_USEFUL = timedelta(days=1)  # an alarm after a stop: what it is about checks for itself

Alarm = (
    RemindersDue
    | SignUpClosesSoon
    | LastDayBegins
    | SignUpEnds
    | DrawDue
    | CheckInEnds
    | FeedbackDue
)


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
            *(_stamp(activity.ends_at), stamp(activity.sign_up_closes_at), activity.place),
            *(activity.latitude, activity.longitude, activity.cost, activity.who_may_come),
            *(activity.photo, activity.organiser_id, activity.capacity),
            *(activity.companions_allowed, activity.state, _stamp(activity.draw_at), stamp(now)),
        )
        return self.activity(row["id"])

    def publish(self, activity_id: int, *, now: datetime, house: House) -> Activity:
        """A draft opens for sign-up; one that is published already stays as it is."""
        activity = self.activity(activity_id)
        if activity.state is State.DRAFT:
            activity.require_possible(now)
            self._seal_draw(activity, now, house)
            self._set_state(activity, State.PUBLISHED)
            self.set_alarms(activity, now, house)
        published = self.activity(activity_id)
        published.require_ahead(now)
        return published

    def discard(self, activity_id: int) -> None:
        """Only a draft can vanish, with what was half typed about it: what has been published
        is cancelled instead."""
        sql = "DELETE FROM activities WHERE id = ? AND state = 'draft'"
        if not self._sql.run(sql, activity_id):
            raise NoLongerThere
        self._sql.run(_END_FORMS, activity_id)

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

    def save(self, activity: Activity) -> None:
        """What can be changed of it by hand; neither its standing nor what is counted."""
        self._sql.run(
            _UPDATE,
            *(activity.title, activity.details, stamp(activity.starts_at)),
            *(_stamp(activity.ends_at), stamp(activity.sign_up_closes_at), activity.place),
            *(activity.latitude, activity.longitude, activity.cost, activity.who_may_come),
            *(activity.photo, activity.companions_allowed, _stamp(activity.draw_at)),
            activity.id,
        )

    def pause(self, activity_id: int, *, paused: bool, now: datetime) -> Activity:
        """Nobody new, or open again; whoever has signed up notices nothing of it."""
        self.activity(activity_id).require_ahead(now)
        sql = "UPDATE activities SET paused = ? WHERE id = ?"
        self._sql.run(sql, int(paused), activity_id)
        return self.activity(activity_id)

    def coming_by(self, organiser_id: int, now: datetime) -> Sequence[Activity]:
        """What this person organises and has not begun, drafts included."""
        sql = f"{_WITH_ORGANISER} WHERE {_COMING_BY} ORDER BY a.starts_at, a.id"
        return [activity_of(row) for row in self._sql.rows(sql, organiser_id, stamp(now))]

    def organiser_is_gone(self, activity: Activity) -> bool:
        """Erased, without Telegram, or the bot is blocked: nobody answers for it any more."""
        sql = "SELECT 1 FROM people WHERE id = ? AND telegram_id IS NOT NULL AND blocked = 0"
        return self._sql.row(sql, activity.organiser_id) is None

    def take_over(self, activity_id: int, person_id: int) -> Activity:
        sql = "UPDATE activities SET organiser_id = ? WHERE id = ?"
        self._sql.run(sql, person_id, activity_id)
        return self.activity(activity_id)

    def resize(self, activity: Activity) -> None:
        self._sql.run(
            "UPDATE activities SET capacity = ? WHERE id = ?", activity.capacity, activity.id
        )

    def _set_state(self, activity: Activity, state: State, reason: str = "") -> None:
        sql = "UPDATE activities SET state = ?, cancel_reason = ? WHERE id = ?"
        self._sql.run(sql, state, reason, activity.id)

    def _seal_draw(self, activity: Activity, now: datetime, house: House) -> None:
        """The seed of a draw is made before anybody can sign up, and its hash is shown."""
        if activity.draw_at is None:
            return
        if activity.draw_at <= now:
            raise DrawPassed
        require_fair(activity, QuietHours.of(house))
        seed = token_hex(16)
        sql = "UPDATE activities SET draw_seed = ?, draw_seal = ? WHERE id = ?"
        self._sql.run(sql, seed, seal(seed), activity.id)

    def set_alarms(self, activity: Activity, now: datetime, house: House) -> None:
        """The moments at which the house has something to do about the activity by itself; set
        anew when they move."""
        self._notices.withdraw(about=activity.card, kinds=get_args(Alarm))
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
        if activity.draw_at and activity.awaits_draw:
            # The alarm of a draw that had to be brought forward rings at once.
            draw_at = max(activity.draw_at, now + timedelta(seconds=1))
            self._alarm(activity, DrawDue(activity.id), draw_at, now)
        for at in sorted({close, start}):
            self._alarm(activity, SignUpEnds(activity.id), at, now)
        self._alarm(activity, CheckInEnds(activity.id, 0), check_in_ends_at(activity), now)
        self._alarm(activity, FeedbackDue(activity.id), feedback_due_at(activity), now)

    def _alarm(self, activity: Activity, alarm: Alarm, at: datetime, now: datetime) -> None:
        if at > now:
            until = max(at, activity.starts_at) + STILL_USEFUL
            self._notices.put(None, alarm, due_at=at, until=until, about=activity.card)


def activity_of(row: sqlite3.Row) -> Activity:
    facts: dict[str, Any] = {name: row[name] for name in _PLAIN}
    moments: dict[str, Any] = {name: moment_or_none(row[at]) for name, at in _MOMENTS}
    return Activity(**facts, **moments, state=State(row["state"]), is_paused=bool(row["paused"]))


_PLAIN = (
    *("id", "title", "details", "place", "latitude", "longitude", "cost", "who_may_come"),
    *("photo", "organiser_id", "organiser", "capacity", "companions_allowed", "cancel_reason"),
    *("draw_seal", "last_move", "series_id", "taken", "reserved", "waiting"),
)

_MOMENTS: tuple[tuple[str, str], ...] = (
    ("starts_at", "starts_at"),
    ("ends_at", "ends_at"),
    ("closes_at", "sign_up_closes_at"),
    ("draw_at", "draw_at"),
    ("drawn_at", "drawn_at"),
)


def _stamp(at: datetime | None) -> int | None:
    return None if at is None else stamp(at)


_COMING_BY = "a.organiser_id = ? AND a.starts_at > ? AND a.state <> 'cancelled'"

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

# The facts a form was started with are JSON of strings.
_END_FORMS = """
DELETE FROM drafts WHERE json_extract(known, '$.activity_id') = CAST(? AS TEXT)
"""

_INSERT = """
INSERT INTO activities (title, details, starts_at, ends_at, sign_up_closes_at, place, latitude,
    longitude, cost, who_may_come, photo, organiser_id, capacity, companions_allowed, state,
    draw_at, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
"""

_UPDATE = """
UPDATE activities SET title = ?, details = ?, starts_at = ?, ends_at = ?, sign_up_closes_at = ?,
    place = ?, latitude = ?, longitude = ?, cost = ?, who_may_come = ?, photo = ?,
    companions_allowed = ?, draw_at = ? WHERE id = ?
"""
