"""The annual plan as a table: its columns, and each row understood or told what is wrong with it.

Runs beside the bot, in a thread: knows no records.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from community.activities import LARGEST, CapacityUnfit
from community.names import clean, one_line, says_something
from community.plan_dates import Asked, NotADate, OtherMonth, PlanDate, read_plan_date
from community.plans import (
    CountWanted,
    Entry,
    MonthWanted,
    TitleWanted,
    companions_in,
    read_month,
)
from community.refusals import Refusal
from community.spelling import read_count
from handlers.activities.rhythms import day_name
from handlers.kit.steps import TooLong
from handlers.kit.tables import Column, Row, Table, Trouble, read_table
from locales import N_, _

T = TypeVar("T")
LONGEST = {"title": 100, "who": 100, "place": 100, "kind": 50, "in_charge": 50, "note": 900}

COLUMNS = (
    Column("month", N_("Month"), ("月份", "月"), required=True),
    Column(
        "title",
        N_("Title"),
        ("标题", "標題", "活动", "活動", "活动名称", "活動名稱", "名称", "名稱"),
        True,
    ),
    Column("kind", N_("Type"), ("类型", "類型", "类别", "類別", "Kind")),
    Column("who", N_("For whom"), ("对象", "對象", "参加对象", "參加對象", "Audience")),
    Column("place", N_("Place"), ("地点", "地點", "场地", "場地", "Location", "Where")),
    Column(
        "date",
        N_("Date"),
        ("建议日期", "建議日期", "日期", "时间", "時間", "Suggested date", "When"),
        required=True,
    ),
    Column("places", N_("Places"), ("名额", "名額", "人数", "人數", "Capacity")),
    Column("volunteers", N_("Volunteers"), ("需志愿者", "需志願者", "志愿者", "志願者")),
    Column("in_charge", N_("In charge"), ("负责人", "負責人", "Organiser", "Responsible")),
    Column("note", N_("Note"), ("备注", "備註", "说明", "說明", "Notes", "Remarks")),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds; with troubles nothing of it is used."""

    table: Table
    entries: Sequence[Entry]
    troubles: Sequence[Trouble]


def read_sheet(content: bytes, facts: Mapping[str, Any]) -> Sheet:
    table = read_table(content, COLUMNS)
    zone = ZoneInfo(str(facts["zone"]))
    troubles, entries = list(table.troubles), []
    spoiled = {(trouble.row, trouble.key) for trouble in troubles}
    for row in table.rows:
        reader = _Reader(row, int(facts["year"]), zone)
        entries.append(reader.entry())
        troubles += [t for t in reader.troubles if (t.row, t.key) not in spoiled]
    return Sheet(table, entries, sorted(troubles, key=lambda trouble: trouble.row))


class _Reader:
    """One row, with everything that is wrong in it and not only the first."""

    def __init__(self, row: Row, year: int, zone: ZoneInfo) -> None:
        self._row, self._year, self._zone = row, year, zone
        self.troubles: list[Trouble] = []

    def entry(self) -> Entry:
        month = self._cell("month", self._month, None)
        when = self._cell("date", lambda said: self._date(said, month), PlanDate())
        if month is None and when.first is None and not self.troubles:
            self._note("month", MonthWanted())
        return Entry(
            row=self._row.number,
            title=self._cell("title", _title, ""),
            month=month or (when.first.month if when.first else 1),
            said=one_line(self._row["date"]),
            date=when,
            places=self._cell("places", _places, 0),
            companions=companions_in(self._row["note"]),
            volunteers=self._cell("volunteers", _count, 0),
            kind=self._words("kind"),
            who=self._words("who"),
            place=self._words("place"),
            details=self._details(),
        )

    def _cell(self, key: str, read: Callable[[str], T], otherwise: T) -> T:
        try:
            return read(self._row[key])
        except Refusal as refusal:
            self._note(key, refusal)
            return otherwise

    def _note(self, key: str, refusal: Refusal) -> None:
        self.troubles.append(Trouble(self._row.number, key, refusal))

    def _month(self, said: str) -> int | None:
        if not said:
            return None
        month = read_month(said)
        if month is None:
            raise MonthWanted
        return month

    def _date(self, said: str, month: int | None) -> PlanDate:
        asked = Asked(self._year, self._zone, month, self._row["note"])
        try:
            return read_plan_date(said, asked)
        except OtherMonth as refusal:
            day = refusal.facts["day"]
            assert isinstance(day, date)
            raise OtherMonth(day=day_name(day), month=month) from None
        except (ValueError, KeyError):  # nothing that anybody means as a date
            raise NotADate from None

    def _words(self, key: str) -> str:
        return self._cell(key, lambda said: _short(one_line(said), key), "")

    def _details(self) -> str:
        """The remark, and who is in charge: in the plan a role, and not a person of ours."""
        note = self._cell("note", lambda said: _short(clean(said), "note"), "")
        in_charge = self._words("in_charge")
        named = _("In charge: {who}", who=in_charge) if in_charge else ""
        return "\n".join(part for part in (note, named) if part)


def _title(said: str) -> str:
    title = one_line(said)
    if not says_something(title):
        raise TitleWanted
    return _short(title, "title")


def _short(said: str, key: str) -> str:
    if len(said) > LONGEST[key]:
        raise TooLong(most=LONGEST[key], length=len(said))
    return said


def _places(said: str) -> int:
    places = _count(said)
    if said and not 1 <= places <= LARGEST:
        raise CapacityUnfit(least=1, most=LARGEST)
    return places


def _count(said: str) -> int:
    """Empty is nobody."""
    count = read_count(said) if said else 0
    if count is None or not 0 <= count <= LARGEST:
        raise CountWanted
    return count
