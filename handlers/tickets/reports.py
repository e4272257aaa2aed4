"""A ticket in the making: what was said and chosen so far, and what has to be asked next.

Kept as a draft; never tells anybody anything. The order of the questions is here and nowhere else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from community.categories import OTHER, Categories, Question
from community.people import Person
from community.refusals import NoLongerThere
from community.reports import NewTicket
from community.tickets import Kind
from handlers.kit.context import Context, Turn
from handlers.tickets.pieces import Piece, packed, parts_of, unpacked, words_of
from storage.drafts import Draft

FORM = "report"
UNDECIDED_FOR = timedelta(hours=1)  # after which new words are about something new


class Stage(StrEnum):
    """What is asked: the first of these that has no answer yet."""

    WORDS = "words"
    KIND = "kind"
    CATEGORY = "category"
    QUESTION = "question"
    PLACE = "place"
    ELSEWHERE = "elsewhere"
    SIMILAR = "similar"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Report:
    id: int
    touched_at: int  # seconds of UTC
    pieces: tuple[Piece, ...] = ()
    kind: str = ""
    category: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)  # to the category's own questions
    building: str | None = None  # None: not asked yet; empty: somewhere else
    place: str | None = None  # in words, where it is in none of the buildings
    urgent: bool = False
    anonymous: bool = False
    compared: bool = False  # with what others have reported

    @property
    def words(self) -> str:
        return words_of(self.pieces)

    @property
    def card(self) -> str:
        return f"{FORM}:{self.id}"

    @property
    def is_undecided(self) -> bool:
        return not self.kind

    def question(self, categories: Categories) -> Question | None:
        """The first question of its category without an answer; praise is asked nothing."""
        if self.kind == Kind.PRAISE:
            return None
        asked = categories.category(self.category).questions
        return next((one for one in asked if one.key not in self.answers), None)

    def stage(self, turn: Turn) -> Stage:
        categories = turn.house.categories
        if not self.pieces:
            return Stage.WORDS
        if not self.kind:
            return Stage.KIND
        if not self.category and categories.all:
            return Stage.CATEGORY
        if self.question(categories):
            return Stage.QUESTION
        return self._where(turn)

    def _where(self, turn: Turn) -> Stage:
        if self.building is None and turn.house.buildings:
            return Stage.PLACE
        if self.building == "" and self.place is None:
            return Stage.ELSEWHERE
        return Stage.REVIEW if self.compared else Stage.SIMILAR

    def new_ticket(self, person: Person) -> NewTicket:
        assert person.telegram_id, "who reports has Telegram"
        return NewTicket(
            kind=Kind(self.kind),
            category=self.category or OTHER,
            parts=parts_of(self.pieces, person.telegram_id),
            building=self.building or "",
            place=self.place or "",
            urgent=self.urgent,
            anonymous=self.anonymous,
            answers=self.answers,
        )


def newest(ctx: Context) -> Report | None:
    """The one being made, if the person did nothing else since."""
    draft = ctx.db.drafts.open_of(ctx.person.id)
    return _report(draft) if draft and draft.form == FORM else None


def opened(turn: Turn, draft_id: int, person: Person) -> Report:
    """The one that a button belongs to, if it is still this person's and not sent."""
    draft = turn.db.drafts.one(draft_id, person.id)
    if draft is None or draft.form != FORM:
        raise NoLongerThere
    return _report(draft)


def begin(ctx: Context) -> Report:
    """Nobody is asked where they live twice."""
    draft = ctx.db.drafts.start(ctx.person.id, FORM, {}, ctx.now)
    home = ctx.person.home.building or None
    return Report(draft.id, _seconds(ctx.now), building=home)


def is_left_lying(report: Report, now: datetime) -> bool:
    """Nothing was decided about it for a while."""
    since = timedelta(seconds=_seconds(now) - report.touched_at)
    return report.is_undecided and since > UNDECIDED_FOR


def keep(ctx: Context, report: Report) -> Report:
    report = replace(report, touched_at=_seconds(ctx.now))
    facts = {
        "touched_at": str(report.touched_at),
        "pieces": packed(report.pieces),
        "kind": report.kind,
        "category": report.category,
        "answers": json.dumps(dict(report.answers), ensure_ascii=False),
        **({} if report.building is None else {"building": report.building}),
        **({} if report.place is None else {"place": report.place}),
        "urgent": "1" if report.urgent else "",
        "anonymous": "1" if report.anonymous else "",
        "compared": "1" if report.compared else "",
    }
    ctx.db.drafts.save(Draft(report.id, FORM, {}, facts), ctx.now, sealed=True)
    return report


def drop(ctx: Context, report: Report) -> None:
    """Also where it was shown: a sent report must leave nothing behind."""
    ctx.db.drafts.drop(report.id)
    ctx.db.outbox.forget_card(report.card, chat_id=ctx.private.id)


def _report(draft: Draft) -> Report:
    facts = draft.answers
    return Report(
        draft.id,
        int(facts.get("touched_at", "0")),
        pieces=unpacked(facts.get("pieces", "")),
        kind=facts.get("kind", ""),
        category=facts.get("category", ""),
        answers=json.loads(facts.get("answers", "{}")),
        building=facts.get("building"),
        place=facts.get("place"),
        urgent=bool(facts.get("urgent")),
        anonymous=bool(facts.get("anonymous")),
        compared=bool(facts.get("compared")),
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
