"""When something in an annual plan is: 端午节前一日 14:00, 每周二、五 19:00, 12月1日至15日.

Pure: the year and the row's month are given. What names no day at all is left open.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from community.clock_times import ClockTime, read_clock_time
from community.days import NoSuchDay, read_day
from community.days_off import Holiday, holiday
from community.festivals import nth_weekday, read_festival
from community.plan_spelling import phrases, spelled
from community.refusals import Refusal

MOST_TIMES = 370
A_DAY = timedelta(days=1)
TWELVE = range(1, 13)


class NotADate(Refusal):
    """It names a day in a way that cannot be read."""


class OtherMonth(Refusal):
    """The date is not in the month of its row. Facts: day (a date), month."""


class OtherYear(Refusal):
    """The date is of another year than the plan. Facts: year."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `weeks` weeks on these weekdays, Monday being 1."""

    weekdays: tuple[int, ...]
    weeks: int = 1


@dataclass(frozen=True, slots=True)
class PlanDate:
    """Moments; or days without a time, from `first` to `last`; or neither: left open."""

    moments: tuple[datetime, ...] = ()
    lasts: timedelta | None = None
    rhythm: Rhythm | None = None
    left_out: tuple[tuple[date, Holiday], ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def is_open(self) -> bool:
        return self.first is None


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a date stands: the plan's year, the month of its row, and the remark beside it."""

    year: int
    zone: ZoneInfo
    month: int | None = None
    note: str = ""

    @property
    def start(self) -> date:
        return date(self.year, self.month or 1, 1)


@dataclass(frozen=True, slots=True)
class _Days:
    days: tuple[date, ...]
    rhythm: Rhythm | None = None
    left_out: tuple[tuple[date, Holiday], ...] = ()
    is_moving: bool = False  # a festival may be in another month than people think


def read_plan_date(said: str, asked: Asked) -> PlanDate:
    """Raises NotADate, NoSuchDay, OtherMonth, OtherYear."""
    text, lasts = _without_end(spelled(said))
    if said.strip() and not text:
        raise NotADate
    found, rest = _days_in(text, asked)
    if found is None:
        _clock, rest = read_clock_time(text)
        if re.search(r"\d|[月周日号每<]", rest):
            raise NotADate
        return PlanDate()
    _check_month(found, asked)
    clock, rest = read_clock_time(rest)
    if re.search(r"\d", _EVENINGS.sub("", _SESSIONS.sub("", rest))):
        raise NotADate
    if clock is None:
        return PlanDate(first=found.days[0], last=found.days[-1])
    moments = tuple(_moment(day, clock, asked.zone) for day in found.days)
    dated = PlanDate(moments, lasts, found.rhythm, found.left_out)
    return replace(dated, first=found.days[0], last=found.days[-1])


def occurrences(
    rhythm: Rhythm, first: date, last: date, *, times: int | None = None
) -> tuple[list[date], list[tuple[date, Holiday]]]:
    """The days from `first` on, and those left out because they are public holidays."""
    days: list[date] = []
    left_out: list[tuple[date, Holiday]] = []
    for day in _rhythmic(rhythm, first, last):
        if len(days) == min(times or MOST_TIMES, MOST_TIMES):
            break
        if off := holiday(day):
            left_out.append((day, off))
        else:
            days.append(day)
    return days, left_out


def _rhythmic(rhythm: Rhythm, first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    day = first
    while day <= last:
        weeks = (day - monday).days // 7
        if day.isoweekday() in rhythm.weekdays and weeks % rhythm.weeks == 0:
            yield day
        day += A_DAY


def _days_in(text: str, asked: Asked) -> tuple[_Days | None, str]:
    for pattern, read in _PATTERNS:
        if match := pattern.search(text):
            rest = text[: match.start()] + " " + text[match.end() :]
            return read(match, asked), rest
    if festival := read_festival(text, year=asked.year, month=asked.month):
        return _Days((festival[0],), is_moving=True), festival[1]
    if "<" in text or _RELATIVE.search(text):
        raise NotADate
    day, rest = read_day(text, asked.start)
    return (_Days((day.day,)) if day else None), rest


def _span(match: re.Match[str], asked: Asked) -> _Days:
    said = match.groupdict()
    month = int(said["m"])
    first = _date(asked.year, month, int(said["d"]))
    last = _date(asked.year, int(said.get("m2") or month), int(said["d2"]))
    if last < first:
        raise NotADate
    return _Days(tuple(_each(first, last)))


def _nth(match: re.Match[str], asked: Asked) -> _Days:
    """The second Saturday of a month, or of each."""
    months = _months(match["m"], asked)
    numbers = [int(n) for n in re.findall(r"\d", match["n"] or "")] or [-1]
    weekday = int(match["days"].split(",")[0]) - 1
    found = [nth_weekday(asked.year, month, weekday, n) for month in months for n in numbers]
    days = tuple(day for day in found if day)
    if not days:
        raise NotADate
    return _Days(days)


def _week(match: re.Match[str], asked: Asked) -> _Days:
    """The week with the month's third Monday; the remark may say for how many evenings."""
    monday = nth_weekday(asked.year, _months(match["m"], asked)[0], 0, int(match["n"]))
    if monday is None:
        raise NotADate
    evenings = min(_times(_EVENINGS, match, asked) or 1, 7)
    return _Days(tuple(monday + n * A_DAY for n in range(evenings)))


def _weekly(match: re.Match[str], asked: Asked) -> _Days:
    """In the month that is named; else until the end of the row's month, of the year, or for as
    many times as the remark says."""
    said = match.groupdict()
    weekdays = tuple(int(n) for n in (said.get("days") or "1,2,3,4,5,6,7").split(","))
    rhythm = Rhythm(weekdays, 2 if said.get("gap") in ("隔", "2", "隔1") else 1)
    named = said.get("m") or said.get("m2")
    times = _times(_SESSIONS, match, asked)
    first = date(asked.year, int(named), 1) if named else asked.start
    is_all_year = "全年" in asked.note + match.string
    last = date(asked.year, 12, 31)
    if not is_all_year and (named or (asked.month and not times)):
        last = _end_of_month(first)
    days, left_out = occurrences(rhythm, first, last, times=times)
    if not days:
        raise NotADate
    return _Days(tuple(days), rhythm, tuple(left_out))


def _months(said: str | None, asked: Asked) -> list[int]:
    if said == "每":
        return list(TWELVE[asked.month - 1 :] if asked.month else TWELVE)
    month = int(said) if said else asked.month
    if month is None or month not in TWELVE:
        raise NotADate
    return [month]


def _times(unit: re.Pattern[str], match: re.Match[str], asked: Asked) -> int | None:
    """How often the date or the remark says: 五晚, 12次, "5 evenings"."""
    said = (unit.search(phrase) for phrase in (match.string, *phrases(asked.note)))
    found = next(filter(None, said), None)
    return int(found[1]) if found and int(found[1]) else None


def _check_month(found: _Days, asked: Asked) -> None:
    day = found.days[0]
    if day.year != asked.year:
        raise OtherYear(year=asked.year)
    if asked.month and day.month != asked.month and not found.is_moving:
        raise OtherMonth(day=day, month=asked.month)


def _without_end(text: str) -> tuple[str, timedelta | None]:
    """Of 09:00-11:00 the beginning, and how long it lasts."""
    match = _UNTIL.search(text)
    if match is None:
        return text, None
    from_, until = (int(h) * 60 + int(m) for h, m in (match.group(1, 2), match.group(3, 4)))
    lasts = timedelta(minutes=until - from_) if until > from_ else None
    return f"{text[: match.start()]} {match[1]}:{match[2]} {text[match.end() :]}", lasts


def _moment(day: date, clock: ClockTime, zone: ZoneInfo) -> datetime:
    day += timedelta(days=clock.days_later)
    return datetime.combine(day, clock.at, zone).astimezone(UTC)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(day=day, month=month) from None


def _each(first: date, last: date) -> Iterable[date]:
    return islice((first + n * A_DAY for n in range((last - first).days + 1)), MOST_TIMES)


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - A_DAY


_MONTH = r"(?P<m>\d{1,2}|每)个?月"
_DAYS_OF_WEEK = r"<(?P<days>[\d,]+)>"
_NUMBER = r"第(?P<n>[1-5](?:\s*[、,和及]\s*第?[1-5])*)个?"
_UNTIL = re.compile(r"(\d{1,2}):(\d{2})\s*(?:至|到|~|-|to)+\s*(\d{1,2}):(\d{2})")
_EVENINGS = re.compile(r"(?<!前)(\d{1,2})\s*(?:个?晚上?|天|evenings?|nights?|days?)")
_SESSIONS = re.compile(r"(\d{1,3})\s*(?:次|场|课|节|times|sessions?)")
_RELATIVE = re.compile(r"[今明昨后][天日]|[下本这]周|today|tomorrow|yesterday|next|this")
_PATTERNS = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            r"(?P<m>\d{1,2})月\s*(?P<d>\d{1,2})\s*[日号]?\s*(?:至|到|~|-|to)+\s*"
            r"(?:(?P<m2>\d{1,2})月\s*)?(?P<d2>\d{1,2})(?![\d:])\s*[日号]?",
            _span,
        ),
        (
            r"(?P<d>\d{1,2})\s*(?:-|to)+\s*(?P<m>\d{1,2})月(?P<d2>\d{1,2})日",
            _span,
        ),
        (rf"{_MONTH}\s*的?\s*(?:{_NUMBER}|最后1?个?)\s*{_DAYS_OF_WEEK}", _nth),
        (rf"(?:{_NUMBER}|最后)\s*{_DAYS_OF_WEEK}\s*(?:of|in)?\s*{_MONTH}", _nth),
        (rf"{_MONTH}\s*的?\s*第(?P<n>[1-5])个?周", _week),
        (rf"第(?P<n>[1-5])个?\s*周\s*(?:of|in)?\s*{_MONTH}", _week),
        (
            r"(?:(?P<m>\d{1,2})月\s*)?(?:的\s*)?[每逢]?(?:(?P<gap>隔1?|[12])个?周?的?|每|逢)\s*"
            rf"{_DAYS_OF_WEEK}(?:\s*(?:in|of)\s*(?P<m2>\d{{1,2}})月)?",
            _weekly,
        ),
        (r"(?:(?P<m>\d{1,2})月\s*)?每[天日]", _weekly),
    )
)
