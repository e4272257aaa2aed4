"""What those who were there thought of it: who was asked, what they said, what will be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.activities import Activity
from community.feedback import (
    ASKED_AGAIN_AFTER,
    RESULT_AFTER,
    Feedback,
    FeedbackAsked,
    FeedbackAskedAgain,
    FeedbackDue,
    FeedbackGathered,
    NobodyAsked,
    Result,
    WasNotThere,
    WhatWillBeDone,
    due_at,
    is_open,
    open_until,
    require_level,
    require_open,
    result,
)
from community.refusals import NoLongerThere
from storage.activities import Activities
from storage.attendance import Attendances
from storage.notices import Notices
from storage.sql import Sql, stamp

ALARM_LASTS = timedelta(days=7)  # what it is about checks for itself
NEWS_LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the organiser says will be done."""

    activity_id: int
    words: str


class Feedbacks:
    def __init__(
        self, sql: Sql, *, activities: Activities, attendance: Attendances, notices: Notices
    ) -> None:
        self._sql, self._activities = sql, activities
        self._attendance, self._notices = attendance, notices

    # Asking

    def set_alarm(self, activity: Activity, at: datetime) -> None:
        about, alarm = activity.card, FeedbackDue(activity.id)
        self._notices.put(None, alarm, due_at=at, until=at + ALARM_LASTS, about=about)

    def ask(self, activity_id: int, now: datetime) -> None:
        """Everybody who was there; not yet when the activity was put off in the meantime."""
        activity = self._activities.activity(activity_id)
        if now < due_at(activity):
            self.set_alarm(activity, due_at(activity))
            return
        for attendance in self._attendance.came(activity_id):
            self.ask_one(activity, attendance.person_id, now)
        self._notices.put(
            activity.organiser_id,
            FeedbackGathered(activity_id),
            due_at=due_at(activity) + RESULT_AFTER,
            until=open_until(activity) + NEWS_LASTS,
            key=f"feedback-gathered:{activity_id}",
        )

    def ask_one(self, activity: Activity, person_id: int, now: datetime) -> None:
        """Once, as soon as the asking has begun; who comes in before is asked with all others."""
        if not is_open(activity, now):
            return
        key, until = f"feedback:{activity.id}:{person_id}", open_until(activity)
        asked = FeedbackAsked(activity.id)
        self._notices.put(person_id, asked, due_at=now, until=until, key=key, about=activity.card)

    def note_asked(self, activity: Activity, person_id: int, now: datetime) -> None:
        """The question is on its way; whoever leaves it unanswered is asked once more."""
        sql = "INSERT INTO feedback_requests VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        if not self._sql.run(sql, activity.id, person_id, stamp(now)):
            return
        again, until = now + ASKED_AGAIN_AFTER, open_until(activity)
        if again < until:
            kind, about = FeedbackAskedAgain(activity.id), activity.card
            self._notices.put(person_id, kind, due_at=again, until=until, about=about)

    def require_askable(self, activity_id: int, person_id: int, now: datetime) -> Activity:
        """That the person was there and may still answer."""
        activity = self._activities.activity(activity_id)
        if self._attendance.at(activity_id, person_id) is None:
            raise WasNotThere
        require_open(activity, now)
        return activity

    # Answers

    def of(self, activity_id: int, person_id: int) -> Feedback | None:
        sql = "SELECT * FROM feedback WHERE activity_id = ? AND person_id = ?"
        row = self._sql.row(sql, activity_id, person_id)
        return Feedback(activity_id, person_id, row["level"], row["words"]) if row else None

    def rate(self, activity_id: int, person_id: int, level: int, now: datetime) -> None:
        """Another tap is another opinion; the words stay."""
        require_level(level)
        self.require_askable(activity_id, person_id, now)
        self._sql.run(_RATE, activity_id, person_id, level, stamp(now))

    def say(self, activity_id: int, person_id: int, words: str, now: datetime) -> None:
        self.require_askable(activity_id, person_id, now)
        sql = "UPDATE feedback SET words = ? WHERE activity_id = ? AND person_id = ?"
        if not self._sql.run(sql, words, activity_id, person_id):
            raise NoLongerThere

    def result(self, activity: Activity, now: datetime) -> Result:
        """Only of those who were there: a check-in that was undone takes the answer along."""
        answers = [
            Feedback(activity.id, row["person_id"], row["level"], row["words"])
            for row in self._sql.rows(_ANSWERS, activity.id)
        ]
        asked = len(self._asked(activity.id))
        return result(activity, answers, asked=max(asked, len(answers)), now=now)

    # What will be done

    def reply(self, activity_id: int, words: str, *, by_id: int, now: datetime) -> int:
        """To everybody who was asked; how many that are."""
        asked = self._asked(activity_id)
        if not asked:
            raise NobodyAsked
        row = self._sql.one(_REPLY, activity_id, words, by_id, stamp(now))
        for person_id in asked:
            told, until = WhatWillBeDone(row["id"]), now + NEWS_LASTS
            self._notices.put(person_id, told, due_at=now, until=until)
        return len(asked)

    def replied(self, reply_id: int) -> Reply:
        row = self._sql.row("SELECT * FROM feedback_replies WHERE id = ?", reply_id)
        if row is None:
            raise NoLongerThere
        return Reply(row["activity_id"], row["words"])

    def replies(self, activity_id: int) -> Sequence[str]:
        sql = "SELECT words FROM feedback_replies WHERE activity_id = ? ORDER BY id"
        return [row["words"] for row in self._sql.rows(sql, activity_id)]

    # The person

    def held(self, person_id: int) -> Sequence[dict[str, object]]:
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    def forget(self, person_id: int) -> None:
        """The words go, the level stays in the counts."""
        self._sql.run("UPDATE feedback SET words = '' WHERE person_id = ?", person_id)

    def _asked(self, activity_id: int) -> Sequence[int]:
        sql = "SELECT person_id FROM feedback_requests WHERE activity_id = ? ORDER BY asked_at"
        return [row["person_id"] for row in self._sql.rows(sql, activity_id)]


_RATE = """
INSERT INTO feedback (activity_id, person_id, level, said_at) VALUES (?, ?, ?, ?)
ON CONFLICT (activity_id, person_id) DO UPDATE SET level = excluded.level,
    said_at = excluded.said_at
"""

_ANSWERS = """
SELECT f.person_id, f.level, f.words
  FROM feedback AS f JOIN attendance AS t
    ON t.activity_id = f.activity_id AND t.person_id = f.person_id
 WHERE f.activity_id = ?
"""

_REPLY = """
INSERT INTO feedback_replies (activity_id, words, by_id, at) VALUES (?, ?, ?, ?) RETURNING id
"""

_HELD = """
SELECT a.title, f.level, f.words, datetime(f.said_at, 'unixepoch') AS said_at_utc
  FROM feedback AS f JOIN activities AS a ON a.id = f.activity_id
 WHERE f.person_id = ? ORDER BY f.said_at
"""
