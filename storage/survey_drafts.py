"""Surveys in the making: what is asked, until it is published and stays as it is."""

import json
from collections.abc import Sequence
from datetime import datetime

from community.surveys import MOST_QUESTIONS, OthersDepend, Question, Survey, TooManyQuestions
from storage.sql import Sql, stamp
from storage.surveys import Surveys, survey_of


class SurveyDrafts:
    def __init__(self, sql: Sql, *, surveys: Surveys) -> None:
        self._sql, self._surveys = sql, surveys

    def create(self, survey: Survey, now: datetime) -> Survey:
        row = self._sql.one(
            _CREATE,
            *(survey.title, survey.intro, int(survey.anonymous), int(survey.by_household)),
            *(int(survey.house_words), survey.made_by, stamp(now), survey.quarter),
        )
        return survey_of(row)

    def add(self, survey_id: int, question: Question) -> int:
        self._surveys.survey(survey_id).require_draft()
        if len(self._surveys.questions(survey_id)) >= MOST_QUESTIONS:
            raise TooManyQuestions(most=MOST_QUESTIONS)
        row = self._sql.one(
            _ADD,
            *(survey_id, question.kind, question.words, _json(question.options)),
            *(int(question.required), question.when_id, _json(question.when_any)),
            question.measure,
        )
        return int(row["id"])

    def remove(self, survey_id: int, question_id: int) -> None:
        self._surveys.survey(survey_id).require_draft()
        questions = self._surveys.questions(survey_id)
        for number, question in enumerate(questions, start=1):
            if question.when_id == question_id:
                raise OthersDepend(number=number)
        sql = "DELETE FROM survey_questions WHERE id = ? AND survey_id = ?"
        self._sql.run(sql, question_id, survey_id)

    def set_promise(
        self, survey_id: int, *, anonymous: bool | None = None, by_household: bool | None = None
    ) -> None:
        """Only until it is published."""
        self._surveys.survey(survey_id).require_draft()
        sql = (
            "UPDATE surveys SET anonymous = coalesce(?, anonymous),"
            " by_household = coalesce(?, by_household) WHERE id = ?"
        )
        self._sql.run(sql, anonymous, by_household, survey_id)

    def discard(self, survey_id: int) -> None:
        self._surveys.survey(survey_id).require_draft()
        self._sql.run("DELETE FROM surveys WHERE id = ?", survey_id)

    def copy(self, survey_id: int, *, by_id: int, now: datetime) -> Survey:
        """A draft with the same questions; its branches lead to its own."""
        original = self._surveys.survey(survey_id)
        copied = Survey(
            0,
            original.title,
            original.intro,
            original.anonymous,
            original.by_household,
            original.house_words,
            made_by=by_id,
        )
        copy = self.create(copied, now)
        new_ids: dict[int | None, int | None] = {None: None}
        for question in self._surveys.questions(survey_id):
            new_ids[question.id] = self.add(copy.id, _with_when(question, new_ids))
        return copy


def _with_when(question: Question, new_ids: dict[int | None, int | None]) -> Question:
    return Question(
        0,
        question.kind,
        question.words,
        question.options,
        question.required,
        new_ids[question.when_id],
        question.when_any,
        question.measure,
    )


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


_CREATE = """
INSERT INTO surveys (title, intro, anonymous, by_household, house_words, made_by, made_at, quarter)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
"""

_ADD = """
INSERT INTO survey_questions
    (survey_id, kind, words, options, required, when_id, when_any, measure)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
"""
