"""What people answer to surveys. Without names: who has answered and what was answered are written
in one go and share nothing; with names, the newest answer of each counts."""

import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from random import SystemRandom

from community.people import Person
from community.refusals import NoLongerThere
from community.survey_news import SurveyWaits
from community.surveys import (
    AnsweredAlready,
    Answers,
    HouseholdAnswered,
    NotAsked,
    Question,
    Result,
    State,
    StillSecret,
    Survey,
    SurveyOver,
    TooFewAnswered,
    given,
    open_question,
    tally,
)
from storage.notices import Notices
from storage.seal import Seal
from storage.sql import Sql
from storage.survey_sheets import padded
from storage.surveys import Surveys

RANDOM = 2**62


class SurveyAnswers:
    def __init__(self, sql: Sql, *, surveys: Surveys, notices: Notices, seal: Seal) -> None:
        self._sql, self._surveys, self._notices = sql, surveys, notices
        self._seal = seal
        self.leaves_traces = False  # in the database's log, of an answer just sent

    # Who

    def require_askable(
        self, survey_id: int, person: Person, now: datetime, *, by: Person
    ) -> Survey:
        """That the person may answer, or may have it answered by somebody."""
        survey = self._surveys.survey(survey_id)
        if not survey.is_open(now):
            raise SurveyOver
        if not survey.is_for_all and not self._is_asked(survey_id, person.id):
            raise NotAsked
        before = self._answered_by(survey, person)
        if before and (survey.anonymous or (by.id != person.id and None in before.values())):
            raise AnsweredAlready
        if survey.by_household and self._household_has(survey, person, but=before):
            raise HouseholdAnswered
        return survey

    def has_answered(self, survey_id: int, person_id: int) -> bool:
        sql = "SELECT 1 FROM survey_answered WHERE survey_id = ? AND person_id = ?"
        return self._sql.row(sql, survey_id, person_id) is not None

    def who(self, survey_id: int) -> Sequence[int]:
        sql = "SELECT person_id FROM survey_answered WHERE survey_id = ?"
        return [row["person_id"] for row in self._sql.rows(sql, survey_id)]

    # What

    def send(
        self, survey_id: int, person: Person, answers: Answers, *, by: Person, now: datetime
    ) -> Survey:
        """All of them at once, or nothing."""
        survey = self.require_askable(survey_id, person, now, by=by)
        questions = self._surveys.questions(survey_id)
        kept = given(questions, answers)
        if open_question(questions, kept):
            raise NoLongerThere
        for former in self._answered_by(survey, person):
            self._take_back(survey, former)
        by_id = None if by.id == person.id else by.id
        sql = "INSERT INTO survey_asked VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._sql.run(sql, survey_id, person.id)
        sql = "INSERT INTO survey_answered (survey_id, person_id, by_id) VALUES (?, ?, ?)"
        self._sql.run(sql, survey_id, person.id, by_id)
        if survey.anonymous:
            self._put_sealed(survey, kept)
        else:
            self._put_named(person.id, kept)
        self._notices.withdraw(about=survey.about, person_id=person.id, kinds=(SurveyWaits,))
        return survey

    def unseal(self, survey: Survey) -> None:
        """It is over: every answer by itself, in an order of no meaning. What was sealed with a
        key that is lost cannot be counted."""
        sql = "DELETE FROM survey_sealed WHERE survey_id = ? RETURNING sealed"
        sheets = [
            json.loads(words)
            for row in self._sql.rows(sql, survey.id)
            if (words := self._seal.words(row["sealed"], survey.about))
        ]
        pairs = [(number, answer) for sheet in sheets for number, answer in sheet]
        SystemRandom().shuffle(pairs)
        rows = [(secrets.randbelow(RANDOM), *pair) for pair in pairs]
        self._sql.run_many("INSERT INTO survey_answers VALUES (?, ?, ?)", rows)
        self.leaves_traces = True

    def results(self, survey: Survey, *, least: int) -> Sequence[Result]:
        """Of each question. Raises StillSecret or TooFewAnswered."""
        if survey.anonymous and survey.state is not State.CLOSED:
            raise StillSecret
        if survey.anonymous and len(self.who(survey.id)) < least:
            raise TooFewAnswered(least=least)
        sql = _UNNAMED if survey.anonymous else _NAMED
        return [
            tally(
                question,
                [row["answer"] for row in self._sql.rows(sql, question.id)],
                anonymous=survey.anonymous,
                least=least,
            )
            for question in self._surveys.questions(survey.id)
        ]

    def by_building(
        self, survey: Survey, question: Question, *, least: int
    ) -> Sequence[tuple[str, Result]]:
        """Only where answers have names, and only of buildings with enough of them."""
        found: dict[str, list[str]] = {}
        for row in self._sql.rows(_BY_BUILDING, question.id):
            found.setdefault(row["building"], []).append(row["answer"])
        results = [
            (label, tally(question, answers, anonymous=True, least=least))
            for label, answers in found.items()
        ]
        return [(label, result) for label, result in results if not result.held_back]

    def named(self, survey: Survey) -> Sequence[tuple[int, Answers]]:
        """Person and answers; none of a survey without names."""
        found: dict[int, dict[int, str]] = {}
        for row in self._sql.rows(_SHEETS, survey.id):
            found.setdefault(row["person_id"], {})[row["question_id"]] = row["answer"]
        return list(found.items())

    # The person

    def held(self, person_id: int) -> dict[str, object]:
        return {
            "asked_or_answered": [dict(row) for row in self._sql.rows(_TAKEN_PART, person_id)],
            "answers_with_name": [dict(row) for row in self._sql.rows(_HELD, person_id)],
        }

    def forget(self, person_id: int) -> None:
        """Words and pictures go, what is only counted stays."""
        self._sql.run(_FORGET, person_id)

    def _is_asked(self, survey_id: int, person_id: int) -> bool:
        sql = "SELECT 1 FROM survey_asked WHERE survey_id = ? AND person_id = ?"
        return self._sql.row(sql, survey_id, person_id) is not None

    def _answered_by(self, survey: Survey, person: Person) -> dict[int, int | None]:
        """Under whose id this person has answered already, and who did it for them: somebody who
        was served without Telegram may have it by now."""
        home = person.home
        rows = self._sql.rows(
            _SAME, survey.id, person.id, person.name, home.building, home.unit, home.room
        )
        return {row["person_id"]: row["by_id"] for row in rows}

    def _household_has(self, survey: Survey, person: Person, *, but: Iterable[int]) -> bool:
        home = person.home
        return bool(
            self._sql.row(
                _HOUSEHOLD,
                *(survey.id, home.building, home.unit, home.room),
                json.dumps([person.id, *but]),
            )
        )

    def _take_back(self, survey: Survey, person_id: int) -> None:
        """The newest answer with a name counts; a proxy's gives way to the person's own."""
        sql = "DELETE FROM survey_answered WHERE survey_id = ? AND person_id = ?"
        self._sql.run(sql, survey.id, person_id)
        self._sql.run(_TAKE_BACK, person_id, survey.id)

    def _put_sealed(self, survey: Survey, answers: Answers) -> None:
        words = padded(json.dumps(list(answers.items()), ensure_ascii=False))
        sealed = self._seal.close_words(words, survey.about)
        sql = "INSERT INTO survey_sealed VALUES (?, ?, ?)"
        self._sql.run(sql, secrets.randbelow(RANDOM), survey.id, sealed)
        self.leaves_traces = True

    def _put_named(self, person_id: int, answers: Answers) -> None:
        rows = [(number, person_id, answer) for number, answer in answers.items()]
        self._sql.run_many("INSERT INTO survey_named_answers VALUES (?, ?, ?)", rows)


_SAME = """
SELECT a.person_id, a.by_id FROM survey_answered AS a JOIN people AS p ON p.id = a.person_id
 WHERE a.survey_id = ?1 AND (p.id = ?2 OR (?6 <> '' AND p.name = ?3 AND p.building = ?4
   AND p.unit = ?5 AND p.room = ?6))
"""

_HOUSEHOLD = """
SELECT 1 FROM survey_answered AS a JOIN people AS p ON p.id = a.person_id
 WHERE a.survey_id = ?1 AND ?4 <> '' AND p.building = ?2 AND p.unit = ?3 AND p.room = ?4
   AND p.id NOT IN (SELECT value FROM json_each(?5))
"""

_UNNAMED = "SELECT answer FROM survey_answers WHERE question_id = ?"
_NAMED = "SELECT answer FROM survey_named_answers WHERE question_id = ?"

_BY_BUILDING = """
SELECT p.building, n.answer FROM survey_named_answers AS n JOIN people AS p ON p.id = n.person_id
 WHERE n.question_id = ? ORDER BY p.building
"""

_SHEETS = """
SELECT n.* FROM survey_named_answers AS n JOIN survey_questions AS q ON q.id = n.question_id
 WHERE q.survey_id = ? ORDER BY n.person_id, q.id
"""

_TAKE_BACK = """
DELETE FROM survey_named_answers WHERE person_id = ?
   AND question_id IN (SELECT id FROM survey_questions WHERE survey_id = ?)
"""

_TAKEN_PART = """
SELECT s.title, EXISTS (SELECT 1 FROM survey_answered AS d
                         WHERE d.survey_id = s.id AND d.person_id = a.person_id) AS answered
  FROM survey_asked AS a JOIN surveys AS s ON s.id = a.survey_id WHERE a.person_id = ?
"""

_HELD = """
SELECT s.title, q.words AS question, n.answer FROM survey_named_answers AS n
  JOIN survey_questions AS q ON q.id = n.question_id JOIN surveys AS s ON s.id = q.survey_id
 WHERE n.person_id = ? ORDER BY q.id
"""

_FORGET = """
UPDATE survey_named_answers SET answer = '' WHERE person_id = ?
   AND question_id IN (SELECT id FROM survey_questions WHERE kind IN ('text', 'photo'))
"""
