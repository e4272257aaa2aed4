"""Which day is meant by 下周六, 5月20日, 12/1 or "1 Dec", in the spelling of simply()."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from community.refusals import Refusal

A_LEAP_YEAR = 2024  # has every day there is
TWELVE = range(1, 13)
A_DAY = timedelta(days=1)


class NoSuchDay(Refusal):
    """31 February. Facts: day, month."""


class OtherWeekday(Refusal):
    """The day is not on the weekday named beside it. Facts: day (a date)."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date; `recurs` gives the next such day where only part of a date was said."""

    day: date
    recurs: Callable[[], date] | None = None


Reader = Callable[[re.Match[str], date], Day]


def read_day(text: str, today: date) -> tuple[Day | None, str]:
    """The day that is named first, and what is left of the text."""
    for pattern, read in _DAYS:
        if match := pattern.search(text):
            day = read(match, today)
            return day, _without_weekday(_rest(text, match, _part_of_day(match[0])), day.day)
    return None, text


def _rest(text: str, match: re.Match[str], instead: str = " ") -> str:
    return text[: match.start()] + instead + text[match.end() :]


def _part_of_day(said: str) -> str:
    """明早 and tonight are a day and a part of it."""
    if said == "tonight":
        return " 晚 "
    return f" {said[-1]} " if said[-1] in "早晚" else " "


def _without_weekday(rest: str, day: date) -> str:
    """A date may come with its weekday: then they have to agree."""
    match = _WEEKDAY_BESIDE.search(rest)
    if match is None:
        return rest
    if _weekday(match["digit"] or match["name"]) != day.weekday():
        raise OtherWeekday(day=day)
    return _rest(rest, match)


def _with_year(match: re.Match[str], _today: date) -> Day:
    return Day(_date(int(match["y"]), _month(match["m"]), int(match["d"])))


def _of_year(match: re.Match[str], today: date) -> Day:
    """A day and a month: this year's, or the next one there is."""
    month, day = _month(match["m"]), int(match["d"])
    if month not in TWELVE and "/" in match[0] and day in TWELVE:
        month, day = day, month  # 31/12 can only be meant one way
    found = _next_yearly(today, month, day)
    return Day(found, lambda: _next_yearly(found + A_DAY, month, day))


def _next_yearly(first: date, month: int, day: int) -> date:
    _date(A_LEAP_YEAR, month, day)
    years = (first.year + ahead for ahead in range(9))
    days = (date(y, month, day) for y in years if day <= monthrange(y, month)[1])
    return next(found for found in days if found >= first)


def _of_month(match: re.Match[str], today: date) -> Day:
    day = int(match["d"])
    _date(A_LEAP_YEAR, 1, day)
    found = _next_monthly(today, day)
    return Day(found, lambda: _next_monthly(found + A_DAY, day))


def _next_monthly(first: date, day: int) -> date:
    found = first
    while found.day != day:
        found += A_DAY
    return found


def _of_week(match: re.Match[str], today: date) -> Day:
    """下周六 is the Saturday of the week after this one (Monday to Sunday), 周六 the next."""
    weekday = _weekday(match["w"])
    weeks = _WEEKS[match["n"] or ""]
    if weeks is None:
        found = today + timedelta(days=(weekday - today.weekday()) % 7)
        return Day(found, lambda: found + timedelta(days=7))
    monday = today - timedelta(days=today.weekday())
    return Day(monday + timedelta(days=7 * weeks + weekday))


def _weekday(said: str) -> int:
    return int(said) - 1 if said.isdigit() else _WEEKDAYS.index(said[:3])


def _near(match: re.Match[str], today: date) -> Day:
    return Day(today + timedelta(days=_NEAR[match[0]]))


def _days_ahead(match: re.Match[str], today: date) -> Day:
    ahead = int(match["zh"] or match["en"])
    days = 7 if re.search("周|星期|礼拜|week", match[0]) else 1
    return Day(today + timedelta(days=ahead * days))


def _month(said: str) -> int:
    return int(said) if said.isdigit() else _MONTHS.index(said[:3]) + 1


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(day=day, month=month) from None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKS = {"": None, "coming": None, "这": 0, "本": 0, "this": 0, "下": 1, "next": 1, "下下": 2}
_NEAR = {
    **dict.fromkeys(("前天",), -2),
    **dict.fromkeys(("昨天", "昨日", "yesterday"), -1),
    **dict.fromkeys(("今", "今天", "今日", "今早", "今晚", "today", "tonight"), 0),
    **dict.fromkeys(("明", "明天", "明日", "明早", "明晚", "tomorrow"), 1),
    **dict.fromkeys(("后天", "后日", "day after tomorrow", "the day after tomorrow"), 2),
    **dict.fromkeys(("大后天",), 3),
}

_MONTH_NAME = (
    r"\b(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY_NAME = (
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?"
)
_DAY_OF_MONTH = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4})"

# The most telling first: of "2026-12-01" only the whole is a date.
_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (
        rf"{_YEAR}\s*[-/.年]\s*(?P<m>\d{{1,2}})\s*[-/.月]\s*(?P<d>\d{{1,2}})(?!\d)\s*[日号]?",
        _with_year,
    ),
    (rf"\b{_DAY_OF_MONTH}\s+(?:of\s+)?{_MONTH_NAME},?\s+{_YEAR}\b", _with_year),
    (rf"{_MONTH_NAME}\s+{_DAY_OF_MONTH},?\s+{_YEAR}\b", _with_year),
    (r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})(?!\d)\s*[日号]?", _of_year),
    (rf"\b{_DAY_OF_MONTH}\s+(?:of\s+)?{_MONTH_NAME}", _of_year),
    (rf"{_MONTH_NAME}\s+{_DAY_OF_MONTH}(?![\d:])", _of_year),
    (r"(?<![\d/.-])(?P<m>\d{1,2})[/.-](?P<d>\d{1,2})(?![\d/.:-])", _of_year),
    (r"(?P<zh>\d{1,3})\s*(?:天|个?周|个?星期|个?礼拜)(?:之?后|以后)", _days_ahead),
    (r"(?P<zh>)\bin (?P<en>\d{1,3}) (?:days?|weeks?)", _days_ahead),
    (
        r"大后天|(?:the )?day after tomorrow|[今明](?=早上|早晨|晚上|晚间)|[今明][早晚]"
        r"|[昨今明后][天日]|前天|yesterday|today|tonight|tomorrow",
        _near,
    ),
    (r"(?P<n>下下|下|这|本)?\s*个?\s*周(?P<w>[1-7])", _of_week),
    (rf"(?:\b(?P<n>next|this|coming)\s+)?\b(?P<w>{_DAY_NAME})\b\.?", _of_week),
    (r"(?<!\d)(?P<d>\d{1,2})\s*[日号]", _of_month),
    (r"\bthe\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b", _of_month),
)
_DAYS = tuple((re.compile(pattern), read) for pattern, read in _PATTERNS)
_WEEKDAY_BESIDE = re.compile(rf"周(?P<digit>[1-7])|\b(?P<name>{_DAY_NAME})\b\.?")
