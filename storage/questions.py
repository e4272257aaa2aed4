"""What organisers ask and what people answered, kept until some weeks after the activity."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from community.activities import Activity
from community.hours import QuietHours
from community.house import House
from community.questions import (
    MOST_QUESTIONS,
    Answered,
    AnswersWanted,
    Kind,
    Question,
    QuestionsAdded,
    Ready,
    TooManyQuestions,
)
from community.refusals import NoLongerThere
from community.sign_ups import SignUp
from storage.notices import Notices
from storage.people import People
from storage.sql import Sql, stamp

ANSWERING = "answer"  # the form
ANSWERS_KEPT = timedelta(days=30)  # after the start of the activity
COLLECTED = timedelta(minutes=10)  # in which an organiser adds all the questions there are
ASKED_AGAIN = timedelta(days=1)  # before sign-up closes


class Questions:
    def __init__(self, sql: Sql, *, notices: Notices, people: People) -> None:
        self._sql, self._notices, self._people = sql, notices, people

    # What is asked

    def of(self, activity_id: int) -> Sequence[Question]:
        sql = "SELECT * FROM questions WHERE activity_id = ? ORDER BY id"
        return [_question(row) for row in self._sql.rows(sql, activity_id)]

    def question(self, question_id: int) -> Question:
        row = self._sql.row("SELECT * FROM questions WHERE id = ?", question_id)
        if row is None:
            raise NoLongerThere
        return _question(row)

    def add(self, question: Question) -> Question:
        if len(self.of(question.activity_id)) >= MOST_QUESTIONS:
            raise TooManyQuestions(most=MOST_QUESTIONS)
        row = self._sql.one(
            "INSERT INTO questions (activity_id, kind, ready, text, options, is_required)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
            *(question.activity_id, question.kind, question.ready or "", question.text),
            *("\n".join(question.options), int(question.is_required)),
        )
        return _question(row)

    def require(self, question_id: int, *, is_required: bool) -> Question:
        sql = "UPDATE questions SET is_required = ? WHERE id = ?"
        self._sql.run(sql, int(is_required), question_id)
        return self.question(question_id)

    def remove(self, question_id: int) -> None:
        """What people answered to it goes too, and nobody is still asked."""
        self._sql.run("DELETE FROM questions WHERE id = ?", question_id)
        self._sql.run(_STILL_ASKED, ANSWERING, str(question_id))

    def copy(self, from_activity_id: int, to_activity_id: int) -> None:
        for question in self.of(from_activity_id):
            self.add(question.for_activity(to_activity_id))

    # What people answer

    def answers(self, activity_id: int) -> Mapping[int, Mapping[int, str]]:
        """By sign-up and question, as kept: "yes" and "no" are not worded yet."""
        found: dict[int, dict[int, str]] = {}
        for row in self._sql.rows(_ANSWERS, activity_id):
            found.setdefault(row["sign_up_id"], {})[row["question_id"]] = row["answer"]
        return found

    def of_sign_up(self, sign_up: SignUp) -> Sequence[Answered]:
        rows = self._sql.rows(_OF_SIGN_UP, sign_up.id, sign_up.activity_id)
        found = (Answered(_question(row), row["answer"]) for row in rows)
        return [one for one in found if one.question.concerns(sign_up.companions)]

    def count_answers(self, question_id: int) -> int:
        sql = "SELECT count(*) AS n FROM answers WHERE question_id = ?"
        return int(self._sql.one(sql, question_id)["n"])

    def answer(self, sign_up_id: int, question_id: int, answer: str) -> None:
        """The newest answer counts."""
        self._sql.run(
            "INSERT INTO answers (sign_up_id, question_id, answer) VALUES (?, ?, ?)"
            " ON CONFLICT (sign_up_id, question_id) DO UPDATE SET answer = excluded.answer",
            *(sign_up_id, question_id, answer),
        )

    def stop_asking(self, activity_id: int, person_id: int) -> None:
        """Whoever gave up the place owes no answer; what they write next means something else."""
        self._sql.run(_NO_LONGER_ASKED, ANSWERING, str(activity_id), str(person_id))

    def held(self, person_id: int) -> Sequence[dict[str, object]]:
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    def forget(self, person_id: int) -> None:
        sql = "SELECT id FROM sign_ups WHERE person_id = ?"
        self._sql.run(f"DELETE FROM answers WHERE sign_up_id IN ({sql})", person_id)  # noqa: S608

    def forget_old(self, now: datetime) -> None:
        self._sql.run(_FORGET_OLD, stamp(now - ANSWERS_KEPT))

    # What people hear of it

    def remind(self, activity: Activity, person_id: int, *, now: datetime, house: House) -> None:
        """On the day before sign-up closes, whoever has not answered by then."""
        close = activity.sign_up_closes_at
        hours = QuietHours.of(house, self._people.hearer(person_id))
        due_at = hours.civil(close - ASKED_AGAIN, useful_until=close)
        if due_at <= now:
            return
        self._notices.put(
            person_id,
            AnswersWanted(activity.id),
            due_at=due_at,
            until=close,
            key=f"answers:{activity.id}:{person_id}",
            about=activity.card,
        )

    def tell_of_new(self, activity: Activity, *, now: datetime, house: House) -> None:
        """Everybody who signed up before, once for all that is added in one go."""
        due_at, day = now + COLLECTED, now.date().toordinal()
        sql = "SELECT person_id FROM sign_ups WHERE activity_id = ? ORDER BY id"
        for row in self._sql.rows(sql, activity.id):
            person_id = row["person_id"]
            self._notices.put(
                person_id,
                QuestionsAdded(activity.id),
                due_at=due_at,
                until=activity.starts_at,
                key=f"asked:{activity.id}:{person_id}:{day}",
                about=activity.card,
            )
            self.remind(activity, person_id, now=now, house=house)


def _question(row: sqlite3.Row) -> Question:
    return Question(
        row["activity_id"],
        Kind(row["kind"]),
        row["text"],
        Ready(row["ready"]) if row["ready"] else None,
        tuple(row["options"].split("\n")) if row["options"] else (),
        bool(row["is_required"]),
        row["id"],
    )


_STILL_ASKED = """
DELETE FROM drafts WHERE form = ? AND json_extract(known, '$.question_id') = ?
"""

_NO_LONGER_ASKED = """
DELETE FROM drafts WHERE form = ? AND json_extract(known, '$.activity_id') = ?
   AND json_extract(known, '$.person_id') = ?
"""

_ANSWERS = """
SELECT a.* FROM questions AS q JOIN answers AS a ON a.question_id = q.id
 WHERE q.activity_id = ? ORDER BY a.sign_up_id, a.question_id
"""

_OF_SIGN_UP = """
SELECT q.*, a.answer FROM questions AS q
  LEFT JOIN answers AS a ON a.question_id = q.id AND a.sign_up_id = ?
 WHERE q.activity_id = ? ORDER BY q.id
"""

_HELD = """
SELECT t.title AS activity, CASE WHEN q.ready = '' THEN q.text ELSE q.ready END AS question,
       a.answer
  FROM answers AS a JOIN sign_ups AS s ON s.id = a.sign_up_id
  JOIN questions AS q ON q.id = a.question_id JOIN activities AS t ON t.id = s.activity_id
 WHERE s.person_id = ? ORDER BY s.id, q.id
"""

_FORGET_OLD = """
DELETE FROM answers WHERE question_id IN (
    SELECT q.id FROM questions AS q JOIN activities AS a ON a.id = q.activity_id
     WHERE a.starts_at < ?)
"""
