"""What is said about surveys unasked, and what the house does about them by itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SurveyWaits:
    """To somebody who has not answered yet; `reminder` 0 is the first they hear of it."""

    survey_id: int
    reminder: int = 0


@dataclass(frozen=True, slots=True)
class SurveyReminderDue:
    """The house's own alarm: those who have not answered are asked again."""

    survey_id: int
    reminder: int


@dataclass(frozen=True, slots=True)
class SurveyEnds:
    """The house's own alarm."""

    survey_id: int


@dataclass(frozen=True, slots=True)
class SurveyOverNow:
    """To whoever made it."""

    survey_id: int


@dataclass(frozen=True, slots=True)
class WhatSurveyChanged:
    """To those who answered: what will be done."""

    reply_id: int


@dataclass(frozen=True, slots=True)
class QuarterBegins:
    """The house's own alarm: ask a sample how satisfied it is."""

    quarter: str
