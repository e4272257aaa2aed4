"""What organisers write to those who signed up, what is answered, and who hears of either."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from community.activities import Activity
from community.hours import QuietHours
from community.house import House
from community.messages import (
    MOST_A_DAY,
    MOST_ANSWERS_A_DAY,
    NEWS_LASTS,
    Answer,
    AnswerWritten,
    Audience,
    Message,
    MessageFromOrganiser,
    NobodyToWriteTo,
    Recipient,
    TooManyAnswers,
    TooManyMessages,
    UrgentFromOrganiser,
    is_urgent,
    useful_until,
)
from community.refusals import NoLongerThere
from storage.notices import Notices
from storage.people import People
from storage.sql import Sql, stamp

ANSWERS_KEPT = timedelta(days=90)


class Messages:
    def __init__(self, sql: Sql, *, notices: Notices, people: People) -> None:
        self._sql, self._notices, self._people = sql, notices, people

    # Questions

    def message(self, message_id: int) -> Message:
        row = self._sql.row(_MESSAGE, message_id)
        if row is None or not row["text"]:
            raise NoLongerThere
        return _message(row)

    def written_answer(self, answer_id: int) -> Answer:
        row = self._sql.row(_ANSWER, answer_id)
        if row is None:
            raise NoLongerThere
        return _answer(row)

    def recipients(self, activity_id: int, audience: Audience) -> Sequence[Recipient]:
        """In the order in which they signed up; nobody who has been erased."""
        return [
            Recipient(row["id"], row["name"], bool(row["is_reachable"]))
            for row in self._sql.rows(_RECIPIENTS, activity_id, audience)
        ]

    def concerns(self, message: Message, person_id: int) -> bool:
        """Whether the person, or somebody they act for, is on the list of the activity."""
        return self._sql.row(_CONCERNS, message.activity_id, person_id) is not None

    def require_room(self, activity_id: int, *, now: datetime, house: House) -> None:
        """That one more may go out today."""
        sql = "SELECT count(*) AS n FROM activity_messages WHERE activity_id = ? AND sent_at >= ?"
        if self._sql.one(sql, activity_id, _midnight(now, house))["n"] >= MOST_A_DAY:
            raise TooManyMessages(most=MOST_A_DAY)

    def held(self, person_id: int) -> Sequence[dict[str, object]]:
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    # Verbs

    def send(
        self, message: Message, activity: Activity, *, now: datetime, house: House
    ) -> tuple[Message, Sequence[Recipient]]:
        """The message as it is kept, and all whom it is for; those who can be reached hear it."""
        self.require_room(activity.id, now=now, house=house)
        recipients = self.recipients(activity.id, message.audience)
        if not recipients:
            raise NobodyToWriteTo
        sent = self._write_down(message, now)
        for recipient in recipients:
            if recipient.is_reachable:
                self._tell(recipient.person_id, sent, activity, now=now, house=house)
        return sent, recipients

    def answer(self, answer: Answer, *, now: datetime, house: House) -> Answer:
        sql = (
            "SELECT count(*) AS n FROM activity_answers"
            " WHERE message_id = ? AND from_id = ? AND sent_at >= ?"
        )
        since = _midnight(now, house)
        if self._sql.one(sql, answer.message_id, answer.from_id, since)["n"] >= MOST_ANSWERS_A_DAY:
            raise TooManyAnswers(most=MOST_ANSWERS_A_DAY)
        row = self._sql.one(
            "INSERT INTO activity_answers (message_id, from_id, to_id, text, sent_at)"
            " VALUES (?, ?, ?, ?, ?) RETURNING id",
            *(answer.message_id, answer.from_id, answer.to_id, answer.text, stamp(now)),
        )
        notice = AnswerWritten(row["id"])
        self._notices.put(answer.to_id, notice, due_at=now, until=now + NEWS_LASTS)
        return self.written_answer(row["id"])

    def forget(self, person_id: int) -> None:
        """The person's words go, and what was written to them; that a message went out stays."""
        self._sql.run("DELETE FROM activity_answers WHERE ? IN (from_id, to_id)", person_id)
        self._sql.run("UPDATE activity_messages SET text = '' WHERE sender_id = ?", person_id)

    def forget_old(self, now: datetime) -> None:
        sql = "DELETE FROM activity_answers WHERE sent_at < ?"
        self._sql.run(sql, stamp(now - ANSWERS_KEPT))

    def _write_down(self, message: Message, now: datetime) -> Message:
        row = self._sql.one(
            "INSERT INTO activity_messages (activity_id, sender_id, audience, text, sent_at)"
            " VALUES (?, ?, ?, ?, ?) RETURNING id",
            *(message.activity_id, message.sender_id, message.audience),
            *(message.text, stamp(now)),
        )
        return self.message(row["id"])

    def _tell(
        self, person_id: int, sent: Message, activity: Activity, *, now: datetime, house: House
    ) -> None:
        """The clock waits for the morning where it is not urgent. What is about the activity is
        withdrawn with it."""
        hours = QuietHours.of(house, self._people.hearer(person_id))
        urgent = is_urgent(activity, hours, now)
        self._notices.put(
            person_id,
            UrgentFromOrganiser(sent.id) if urgent else MessageFromOrganiser(sent.id),
            due_at=now,
            until=useful_until(activity, now),
            key=f"message:{sent.id}:{person_id}",
            about=activity.card,
        )


def _midnight(now: datetime, house: House) -> int:
    """When the day began, where the community is."""
    today = now.astimezone(house.zone).date()
    return stamp(datetime.combine(today, time(), house.zone))


def _message(row: sqlite3.Row) -> Message:
    return Message(
        row["activity_id"],
        row["sender_id"],
        Audience(row["audience"]),
        row["text"],
        row["sender"],
        row["id"],
    )


def _answer(row: sqlite3.Row) -> Answer:
    return Answer(
        row["message_id"], row["from_id"], row["to_id"], row["text"], row["sender"], row["id"]
    )


_MESSAGE = """
SELECT m.*, p.name AS sender FROM activity_messages AS m JOIN people AS p ON p.id = m.sender_id
 WHERE m.id = ?
"""

_ANSWER = """
SELECT a.*, p.name AS sender FROM activity_answers AS a JOIN people AS p ON p.id = a.from_id
 WHERE a.id = ?
"""

_RECIPIENTS = """
SELECT p.id, p.name, h.telegram_id IS NOT NULL AND h.blocked = 0 AS is_reachable
  FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
  LEFT JOIN people AS h ON h.id = CASE WHEN p.telegram_id IS NULL THEN p.proxy_id ELSE p.id END
 WHERE s.activity_id = ?1 AND p.name <> ''
   AND CASE ?2 WHEN 'placed' THEN s.standing = 'confirmed'
               WHEN 'waiting' THEN s.standing <> 'confirmed'
               WHEN 'absent' THEN EXISTS (SELECT 1 FROM no_shows AS n
                                           WHERE n.activity_id = ?1 AND n.person_id = p.id)
               ELSE 1 END
 ORDER BY s.id
"""

_CONCERNS = """
SELECT 1 FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
 WHERE s.activity_id = ?1 AND (p.id = ?2 OR (p.proxy_id = ?2 AND p.telegram_id IS NULL)) LIMIT 1
"""

_HELD = """
SELECT 'message' AS kind, text, datetime(sent_at, 'unixepoch') AS sent_at_utc
  FROM activity_messages WHERE sender_id = ?1
UNION ALL
SELECT 'answer', text, datetime(sent_at, 'unixepoch') FROM activity_answers WHERE from_id = ?1
"""
