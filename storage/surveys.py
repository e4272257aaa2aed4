"""Surveys from the draft to the end: what is asked, of whom, and how many have answered."""

import json
import secrets
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from community.people import Person
from community.refusals import NoLongerThere
from community.survey_news import SurveyEnds, SurveyReminderDue, SurveyWaits, WhatSurveyChanged
from community.surveys import (
    Kind,
    NoQuestions,
    Plan,
    Question,
    State,
    Survey,
    reminders_at,
    require_closing,
)
from community.targets import Among, NobodyThere, Target, sampled
from storage.notices import Notices
from storage.people import person_of
from storage.sql import Sql, moment_or_none, stamp
from storage.targets import Targets

ALARM_LASTS = timedelta(days=60)
NEWS_LASTS = timedelta(days=14)


class Surveys:
    def __init__(self, sql: Sql, *, notices: Notices, targets: Targets) -> None:
        self._sql, self._notices, self._targets = sql, notices, targets

    # What is asked

    def survey(self, survey_id: int) -> Survey:
        row = self._sql.row("SELECT * FROM surveys WHERE id = ?", survey_id)
        if row is None:
            raise NoLongerThere
        return survey_of(row)

    def listed(self, *, offset: int, limit: int) -> Sequence[Survey]:
        """The newest first."""
        sql = "SELECT * FROM surveys ORDER BY id DESC LIMIT ? OFFSET ?"
        return [survey_of(row) for row in self._sql.rows(sql, limit, offset)]

    def count(self) -> int:
        return int(self._sql.one("SELECT count(*) AS n FROM surveys")["n"])

    def of_quarter(self, quarter: str) -> Survey | None:
        row = self._sql.row("SELECT * FROM surveys WHERE quarter = ?", quarter)
        return survey_of(row) if row else None

    def questions(self, survey_id: int) -> Sequence[Question]:
        """In the order in which they were added, which is the order in which they are asked."""
        sql = "SELECT * FROM survey_questions WHERE survey_id = ? ORDER BY id"
        return [_question_of(row) for row in self._sql.rows(sql, survey_id)]

    # What will be done

    def reply(
        self, survey_id: int, words: str, *, for_all: bool, by_id: int, now: datetime
    ) -> int:
        row = self._sql.one(_REPLY, survey_id, words, for_all, by_id, stamp(now))
        return int(row["id"])

    def told(self, *, offset: int, limit: int) -> Sequence[tuple[int, str]]:
        """Surveys and what will be done, as the whole neighbourhood may read it; newest first."""
        sql = "SELECT * FROM survey_replies WHERE for_all ORDER BY id DESC LIMIT ? OFFSET ?"
        return [(row["survey_id"], row["words"]) for row in self._sql.rows(sql, limit, offset)]

    def count_told(self) -> int:
        sql = "SELECT count(*) AS n FROM survey_replies WHERE for_all"
        return int(self._sql.one(sql)["n"])

    def reply_of(self, reply_id: int) -> tuple[int, str]:
        """Of which survey, and what it says."""
        row = self._sql.row("SELECT * FROM survey_replies WHERE id = ?", reply_id)
        if row is None:
            raise NoLongerThere
        return row["survey_id"], row["words"]

    def tell(self, people: Sequence[int], notice: WhatSurveyChanged, now: datetime) -> None:
        for person_id in people:
            self._notices.put(person_id, notice, due_at=now, until=now + NEWS_LASTS)

    # Of whom

    def publish(self, survey_id: int, plan: Plan, now: datetime) -> Survey:
        """From now on nothing of it changes; everybody who is asked hears of it by day."""
        survey = self.survey(survey_id)
        survey.require_draft()
        require_closing(plan.closes_at, now)
        if not self.questions(survey_id):
            raise NoQuestions
        seed = secrets.token_hex(16)
        people = self.meant(plan, seed)
        if not people:
            raise NobodyThere
        self._sql.run(
            _PUBLISH,
            *(plan.target.among, _json(plan.target.which), plan.sample, seed),
            *(stamp(now), stamp(plan.closes_at), survey_id),
        )
        rows = [(survey_id, person_id) for person_id in people]
        self._sql.run_many("INSERT INTO survey_asked VALUES (?, ?)", rows)
        self._plan(self.survey(survey_id), now)
        return self.survey(survey_id)

    def meant(self, plan: Plan, seed: str = "") -> Sequence[int]:
        """Who would be asked, or how many of them where no seed is drawn yet."""
        people = self._targets.people(plan.target)
        return people if plan.sample is None else sampled(people, plan.sample, seed)

    def ask(self, survey: Survey, reminder: int, now: datetime) -> None:
        """Everybody who has not answered yet."""
        assert survey.closes_at, "it is published"
        for person_id in self.silent(survey):
            waits = SurveyWaits(survey.id, reminder)
            self.tell_later(survey, person_id, waits, now)

    def tell_later(self, survey: Survey, person_id: int, waits: SurveyWaits, at: datetime) -> None:
        assert survey.closes_at, "it is published"
        self._notices.put(person_id, waits, due_at=at, until=survey.closes_at, about=survey.about)

    def close(self, survey_id: int, now: datetime) -> Survey:
        """Once; the answers are the business of those who keep them."""
        sql = (
            "UPDATE surveys SET state = 'closed', closes_at = min(closes_at, ?)"
            " WHERE id = ? AND state = 'open'"
        )
        if not self._sql.run(sql, stamp(now), survey_id):
            raise NoLongerThere
        self._notices.withdraw(about=f"survey:{survey_id}")
        return self.survey(survey_id)

    def silent(self, survey: Survey) -> Sequence[int]:
        """The ids of those who were asked and have not answered."""
        return [row["person_id"] for row in self._sql.rows(_SILENT, survey.id)]

    def unserved(self, survey: Survey, *, most: int) -> Sequence[Person]:
        """Those without Telegram who have not answered: staff can ask them."""
        return [person_of(row) for row in self._sql.rows(_UNSERVED, survey.id, most)]

    def waiting_for(self, person_id: int, now: datetime) -> Sequence[Survey]:
        """What the person has been asked and has not answered, the first to close first."""
        return [survey_of(row) for row in self._sql.rows(_WAITING, person_id, stamp(now))]

    def _plan(self, survey: Survey, now: datetime) -> None:
        assert survey.closes_at, "it is published"
        self.ask(survey, 0, now)
        for number, at in enumerate(reminders_at(now, survey.closes_at), start=1):
            due = SurveyReminderDue(survey.id, number)
            self._notices.put(None, due, due_at=at, until=survey.closes_at, about=survey.about)
        ends = SurveyEnds(survey.id)
        until = survey.closes_at + ALARM_LASTS
        self._notices.put(None, ends, due_at=survey.closes_at, until=until, about=survey.about)


def survey_of(row: sqlite3.Row) -> Survey:
    return Survey(
        id=row["id"],
        title=row["title"],
        intro=row["intro"],
        anonymous=bool(row["anonymous"]),
        by_household=bool(row["by_household"]),
        house_words=bool(row["house_words"]),
        state=State(row["state"]),
        target=Target(Among(row["among"]), tuple(json.loads(row["which"]))),
        sample=row["sample"],
        seed=row["seed"],
        made_by=row["made_by"],
        opened_at=moment_or_none(row["opened_at"]),
        closes_at=moment_or_none(row["closes_at"]),
        quarter=row["quarter"],
    )


def _question_of(row: sqlite3.Row) -> Question:
    return Question(
        row["id"],
        Kind(row["kind"]),
        row["words"],
        tuple(json.loads(row["options"])),
        bool(row["required"]),
        row["when_id"],
        tuple(json.loads(row["when_any"])),
        row["measure"],
    )


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


_PUBLISH = """
UPDATE surveys SET state = 'open', among = ?, which = ?, sample = ?, seed = ?, opened_at = ?,
    closes_at = ?
 WHERE id = ?
"""

_SILENT = """
SELECT a.person_id FROM survey_asked AS a WHERE a.survey_id = ?1 AND NOT EXISTS (
    SELECT 1 FROM survey_answered AS d WHERE d.survey_id = ?1 AND d.person_id = a.person_id)
 ORDER BY a.person_id
"""

_UNSERVED = """
SELECT p.* FROM survey_asked AS a JOIN people AS p ON p.id = a.person_id
 WHERE a.survey_id = ?1 AND p.telegram_id IS NULL AND p.name <> '' AND NOT EXISTS (
    SELECT 1 FROM survey_answered AS d WHERE d.survey_id = ?1 AND d.person_id = p.id)
 ORDER BY p.building, p.unit, p.room, p.id LIMIT ?2
"""

_WAITING = """
SELECT s.* FROM survey_asked AS a JOIN surveys AS s ON s.id = a.survey_id
 WHERE a.person_id = ?1 AND s.state = 'open' AND s.closes_at > ?2 AND NOT EXISTS (
    SELECT 1 FROM survey_answered AS d WHERE d.survey_id = s.id AND d.person_id = ?1)
 ORDER BY s.closes_at, s.id
"""

_REPLY = """
INSERT INTO survey_replies (survey_id, words, for_all, by_id, at) VALUES (?, ?, ?, ?, ?)
RETURNING id
"""
