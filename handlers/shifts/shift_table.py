"""Shifts as a table: its columns, and each row understood or told what is wrong with it.

Runs beside the bot, in a thread: knows no records.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from community.clock_times import read_clock_time
from community.days import OtherWeekday, read_day
from community.lengths import read_length
from community.moments import FARTHEST, MomentPassed, TooFarAhead
from community.names import one_line, says_something
from community.plans import CountWanted, TitleWanted
from community.refusals import Refusal
from community.series import at_clock
from community.shifts import require_length
from community.spelling import read_count, simply
from handlers.kit.steps import TooLong
from handlers.kit.tables import Column, Row, Table, Trouble, read_table
from handlers.shifts.spans import day_said
from locales import N_

T = TypeVar("T")
LONGEST = {"title": 100, "place": 100, "role": 40}
MOST_PEOPLE = 200
A_DAY = timedelta(days=1)

COLUMNS = (
    Column(
        "title",
        N_("Shift"),
        ("班次", "班次名称", "班次名稱", "名称", "名稱", "标题", "標題", "Title", "Name"),
        required=True,
    ),
    Column("date", N_("Date"), ("日期", "服务日期", "服務日期", "Day"), required=True),
    Column("time", N_("Time"), ("时间", "時間", "时段", "時段", "Hours"), required=True),
    Column("lasts", N_("Lasts"), ("时长", "時長", "Length", "Duration")),
    Column("place", N_("Place"), ("地点", "地點", "场地", "場地", "Location", "Where")),
    Column("role", N_("Role"), ("岗位", "崗位", "职责", "職責", "Task")),
    Column(
        "people",
        N_("How many"),
        ("人数", "人數", "需要人数", "需要人數", "名额", "名額", "Number"),
    ),
    Column("skill", N_("Skill"), ("技能", "要求", "特长", "特長", "Skills")),
)

_BETWEEN = re.compile(r"^\s*(?:-|~|至|到|to)\s*(?:次日|第2天|隔天|明天)?\s*")


class UnknownSkill(Refusal):
    """None of the skills that the house knows: `skills` names them."""


class NotADay(Refusal):
    """No day can be read."""


class NoEnd(Refusal):
    """Neither an end nor a length."""


class NotATime(Refusal):
    """No time of day can be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a role of a shift. Rows of the same title and time are one shift."""

    row: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    role: str
    people: int
    skill: str

    @property
    def shift(self) -> tuple[str, datetime, datetime, str]:
        return self.title, self.starts_at, self.ends_at, self.place


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds; with troubles nothing of it is used."""

    table: Table
    lines: Sequence[Line]
    troubles: Sequence[Trouble]


def read_sheet(content: bytes, facts: Mapping[str, Any]) -> Sheet:
    """`facts`: zone, now (ISO), and skills (by the words for them)."""
    table = read_table(content, COLUMNS)
    troubles, found = list(table.troubles), []
    spoiled = {(trouble.row, trouble.key) for trouble in troubles}
    for row in table.rows:
        reader = _Reader(row, facts)
        if (line := reader.line()) is not None:
            found.append(line)
        troubles += [t for t in reader.troubles if (t.row, t.key) not in spoiled]
    return Sheet(table, found, sorted(troubles, key=lambda trouble: trouble.row))


class _Reader:
    """One row, with everything that is wrong in it and not only the first."""

    def __init__(self, row: Row, facts: Mapping[str, Any]) -> None:
        self._row = row
        self._zone = ZoneInfo(str(facts["zone"]))
        self._now = datetime.fromisoformat(str(facts["now"]))
        self._skills: Mapping[str, str] = facts["skills"]
        self.troubles: list[Trouble] = []

    def line(self) -> Line | None:
        title = self._cell("title", _title, "")
        day = self._cell("date", self._day, None)
        span = self._span(day)
        place, role = self._words("place"), self._words("role")
        people = self._cell("people", _people, 1)
        skill = self._cell("skill", self._skill, "")
        if span is None or self.troubles:
            return None
        return Line(self._row.number, title, *span, place, role, people, skill)

    def _span(self, day: date | None) -> tuple[datetime, datetime] | None:
        """An end before the start is on the next day."""
        lasts = self._cell("lasts", _length, None)
        clocks = self._cell("time", lambda said: _clocks(said, lasts), None)
        if day is None or clocks is None:
            return None
        first, last = clocks
        starts_at = at_clock(day, first, self._zone).astimezone(self._now.tzinfo)
        if starts_at <= self._now:
            self._note("date", MomentPassed())
            return None
        ends_at = starts_at + (lasts or timedelta())
        if last is not None:
            ends_on = day if last > first else day + A_DAY
            ends_at = at_clock(ends_on, last, self._zone).astimezone(self._now.tzinfo)
        self._cell("time", lambda _said: require_length(starts_at, ends_at), None)
        return starts_at, ends_at

    def _cell(self, key: str, read: Callable[[str], T], otherwise: T) -> T:
        try:
            return read(self._row[key])
        except Refusal as refusal:
            self._note(key, refusal)
            return otherwise

    def _note(self, key: str, refusal: Refusal) -> None:
        self.troubles.append(Trouble(self._row.number, key, refusal))

    def _words(self, key: str) -> str:
        return self._cell(key, lambda said: _short(one_line(said), key), "")

    def _day(self, said: str) -> date:
        """In every way in which a form takes it; the time stands in another column."""
        today = self._now.astimezone(self._zone).date()
        try:
            day, rest = read_day(simply(said), today)
        except OtherWeekday as refusal:
            found = refusal.facts["day"]
            assert isinstance(found, date)
            raise OtherWeekday(day=day_said(found)) from None
        if day is None or rest.strip():
            raise NotADay
        if day.day - today > FARTHEST:
            raise TooFarAhead
        return day.day

    def _skill(self, said: str) -> str:
        if not one_line(said):
            return ""
        if (code := self._skills.get(simply(said))) is None:
            raise UnknownSkill(skills=self._skills.get("", ""))
        return code


def _clocks(said: str, lasts: timedelta | None) -> tuple[time, time | None] | None:
    """As 9:00-11:00, or 9:00 where there is a length."""
    first, rest = read_clock_time(simply(said))
    if first is None:
        raise NotATime
    if not rest.strip():
        if lasts is None:
            raise NoEnd
        return first.at, None
    last, rest = read_clock_time(_BETWEEN.sub(" ", rest, count=1))
    if last is None or rest.strip():
        raise NotATime
    return first.at, last.at


def _title(said: str) -> str:
    title = one_line(said)
    if not says_something(title):
        raise TitleWanted
    return _short(title, "title")


def _short(said: str, key: str) -> str:
    if len(said) > LONGEST[key]:
        raise TooLong(most=LONGEST[key], length=len(said))
    return said


def _people(said: str) -> int:
    count = read_count(said) if said else 1
    if count is None or not 1 <= count <= MOST_PEOPLE:
        raise CountWanted
    return count


def _length(said: str) -> timedelta | None:
    return read_length(said) if said.strip() else None
