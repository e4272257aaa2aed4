"""The annual plan: what a row of it means, and what is kept of rows that are no activity yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from community.activities import MOST_COMPANIONS
from community.plan_dates import PlanDate
from community.plan_spelling import phrases, spelled
from community.refusals import Refusal

MOST_DRAFTS = 5_000  # made from one table
TWELVE = range(1, 13)


class TitleWanted(Refusal):
    """A row without a title."""


class MonthWanted(Refusal):
    """Neither the month nor the date tells which month it is in."""


class CountWanted(Refusal):
    """Words where a number of people is expected."""


class TooManyDrafts(Refusal):
    """The table would become more than `most` drafts: `count`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the plan, understood; `places` 0 means that nobody needs to sign up."""

    row: int
    title: str
    month: int
    said: str  # the date as it was written
    date: PlanDate
    places: int = 0
    companions: int = 0
    volunteers: int = 0
    kind: str = ""
    who: str = ""
    place: str = ""
    details: str = ""

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When activities are to be made of it."""
        return self.date.moments if self.places else ()

    @property
    def actual_month(self) -> int:
        """Where a festival really is."""
        return self.date.first.month if self.date.first else self.month


@dataclass(frozen=True, slots=True)
class PlanItem:
    """What the plan has beside activities."""

    id: int
    year: int
    month: int
    title: str
    kind: str
    who: str
    place: str
    details: str
    said: str
    first: date | None
    last: date | None
    places: int
    companions: int
    volunteers: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a table would become: drafts by moment, rows that stay in the plan, what is left."""

    drafts: list[tuple[Entry, list[datetime]]] = field(default_factory=list)
    items: list[Entry] = field(default_factory=list)
    known: list[Entry] = field(default_factory=list)  # all of it is in the plan already
    passed: list[Entry] = field(default_factory=list)  # all of it is over already

    @property
    def count(self) -> int:
        return sum(len(moments) for _entry, moments in self.drafts)


def sort_out(
    entries: Sequence[Entry],
    now: datetime,
    *,
    moments: set[tuple[str, datetime]],
    titles: set[tuple[str, int]],
) -> Sorted:
    """`moments` and `titles` (by month) are what the plan has already. The same row twice in a
    table is one."""
    sorted_out = Sorted()
    moments, titles = set(moments), set(titles)
    for entry in entries:
        new = [m for m in entry.moments if (entry.title, m) not in moments]
        ahead = [m for m in new if m > now]
        is_known = (entry.title, entry.actual_month) in titles
        if ahead:
            sorted_out.drafts.append((entry, ahead))
        elif entry.moments or is_known:
            over = sorted_out.passed if new else sorted_out.known
            over.append(entry)
        else:
            sorted_out.items.append(entry)
            titles.add((entry.title, entry.actual_month))
        moments |= {(entry.title, m) for m in new}
    if sorted_out.count > MOST_DRAFTS:
        raise TooManyDrafts(count=sorted_out.count, most=MOST_DRAFTS)
    return sorted_out


def read_month(said: str) -> int | None:
    """1, 1月, 一月, January; None when it says no month."""
    match = re.fullmatch(r"\s*(\d{1,2})\s*月?(?:份)?\s*", spelled(said))
    month = int(match[1]) if match else 0
    return month if month in TWELVE else None


def companions_in(note: str) -> int:
    """每户最多四人 is somebody with three others."""
    found = (_TOGETHER.search(phrase) for phrase in phrases(note))
    match = next(filter(None, found), None)
    people = int(match[1] or match[2]) if match else 1
    return max(0, min(people - 1, MOST_COMPANIONS))


def months_of(year: int) -> list[date]:
    """The first days of its months, and of the next year."""
    return [date(year, month, 1) for month in TWELVE] + [date(year + 1, 1, 1)]


def end_of(moment: datetime, lasts: timedelta | None) -> datetime | None:
    return moment + lasts if lasts else None


_TOGETHER = re.compile(
    r"每[户家人][^\d]{0,4}(\d{1,2})人|(\d{1,2}) (?:people )?(?:per|each) (?:household|family)"
)
