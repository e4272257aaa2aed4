"""Surveys that somebody is in the middle of. Their answers are drafts like all others, but sealed:
a copy of the database made meanwhile tells nobody what was answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from storage.drafts import Draft, Drafts

FORM = "survey"
STEP = 1024  # bytes: a sealed sheet's length tells its content only in steps of this


@dataclass(frozen=True, slots=True)
class Sheet:
    """`ticks`: of the open question that takes several, as long as it is not done; `for_id` is
    somebody without Telegram, or 0. In a trial nothing is sent."""

    id: int
    survey_id: int
    for_id: int = 0
    trial: bool = False
    answers: Mapping[int, str] = field(default_factory=dict)
    ticks: str = ""


class SurveySheets:
    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def begin(
        self, person_id: int, survey_id: int, *, for_id: int, trial: bool, now: datetime
    ) -> Sheet:
        """Or go on with what was begun."""
        known = {"survey_id": str(survey_id), "for_id": str(for_id), "trial": "yes"[: 3 * trial]}
        begun = self._drafts.same(person_id, FORM, known)
        if begun is None:
            return _sheet(self._drafts.start(person_id, FORM, known, now))
        self._drafts.save(begun, now, sealed=True)
        return _sheet(begun)

    def one(self, sheet_id: int, person_id: int) -> Sheet | None:
        draft = self._drafts.one(sheet_id, person_id)
        return _sheet(draft) if draft and draft.form == FORM else None

    def open_of(self, person_id: int) -> Sheet | None:
        """What the person's words answer, if it is a survey."""
        draft = self._drafts.open_of(person_id)
        return _sheet(draft) if draft and draft.form == FORM else None

    def save(self, sheet: Sheet, person_id: int, now: datetime) -> None:
        draft = self._drafts.one(sheet.id, person_id)
        assert draft, "it was there a moment ago"
        inside = json.dumps([list(sheet.answers.items()), sheet.ticks], ensure_ascii=False)
        answers = {"sheet": padded(inside)}
        saved = Draft(draft.id, draft.form, draft.known, answers)
        self._drafts.save(saved, now, sealed=True)

    def drop(self, sheet: Sheet) -> None:
        self._drafts.drop(sheet.id)


def padded(text: str) -> str:
    """JSON may end with as many spaces as one likes."""
    return text + " " * (-len(text.encode()) % STEP)


def _sheet(draft: Draft) -> Sheet:
    known = draft.known
    answers, ticks = json.loads(draft.answers.get("sheet", '[[], ""]'))
    return Sheet(
        draft.id,
        int(known["survey_id"]),
        int(known["for_id"]),
        bool(known["trial"]),
        {int(number): str(answer) for number, answer in answers},
        str(ticks),
    )
