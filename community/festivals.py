"""On which day a festival is in a year: by the calendar, the moon, the sun or the weekday.

Reads the spelling of plan_spelling.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from community.days import NoSuchDay

LAST_LUNAR_MONTH = 12


def read_festival(text: str, *, year: int, month: int | None) -> tuple[date, str] | None:
    """Also the day before or after one, and a day of the lunar calendar; with what is left of
    the text. Of two in one year the one in `month` is meant."""
    match = _FESTIVAL.search(text) or _LUNAR.search(text)
    if match is None:
        return None
    days = sorted(_days(match.groupdict(), year))
    if not days:
        raise NoSuchDay(day=match.groupdict().get("day", ""), month=match[0])
    rest = text[: match.start()] + " " + text[match.end() :]
    shift = _BESIDE.search(rest)
    away = _away(shift) if shift else timedelta(0)
    day = next((d for d in days if (d + away).month == month), days[0])
    return day + away, _BESIDE.sub(" ", rest, count=1) if shift else rest


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The second Saturday of a month, with Monday as 0; -1 is the last one."""
    first = date(year, month, 1)
    first += timedelta(days=(weekday - first.weekday()) % 7)
    days = [d for weeks in range(5) if (d := first + timedelta(weeks=weeks)).month == month]
    at = number if number < 0 else number - 1
    return days[at] if -len(days) <= at < len(days) else None


def _days(said: dict[str, str | None], year: int) -> Iterator[date]:
    name = said.get("name")
    if name is None:
        yield from _lunar(year, _lunar_month(said["month"] or ""), int(said["day"] or 0))
    elif name in _FIXED:
        yield date(year, *_FIXED[name])
    elif name in _BY_WEEKDAY:
        found = nth_weekday(year, *_BY_WEEKDAY[name])
        yield from [found] if found else []
    elif name in _BY_MOON:
        yield from _lunar(year, *_BY_MOON[name])
    elif name in _EVES:
        yield from (day - timedelta(days=1) for day in _lunar(year, 1, 1))
    else:
        yield from _terms(year, _TERMS.get(name, name))


def _lunar(year: int, month: int, day: int) -> Iterator[date]:
    """A day of the lunar calendar, whose year begins weeks after ours."""
    from lunar_python import Lunar  # noqa: PLC0415 -- large tables, needed for plans only

    for lunar_year in (year - 1, year):
        try:
            solar = Lunar.fromYmd(lunar_year, month, day).getSolar()
        except Exception:  # noqa: BLE001, S112 -- it raises nothing better for a day there is not
            continue
        if solar.getYear() == year:
            yield date(year, solar.getMonth(), solar.getDay())


def _terms(year: int, name: str) -> Iterator[date]:
    """One of the 24 terms of the sun; the table has those around the year in pinyin."""
    from lunar_python import Lunar  # noqa: PLC0415 -- large tables, needed for plans only

    table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
    for key in (name, _AROUND.get(name, name)):
        solar = table.get(key)
        if solar and solar.getYear() == year:
            yield date(year, solar.getMonth(), solar.getDay())


def _away(shift: re.Match[str]) -> timedelta:
    said = shift.groupdict()
    days = int(said["days"] or said["many"] or 1)
    is_before = said["before"] or said["eve"] or said["earlier"]
    return timedelta(days=-days if is_before else days)


def _lunar_month(said: str) -> int:
    return {"正": 1, "冬": 11, "腊": LAST_LUNAR_MONTH}.get(said) or int(said)


_FIXED = {
    **dict.fromkeys(("元旦", "new year's day"), (1, 1)),
    **dict.fromkeys(("妇女节", "women's day"), (3, 8)),
    **dict.fromkeys(("学雷锋日", "学雷锋纪念日"), (3, 5)),
    **dict.fromkeys(("植树节", "arbor day"), (3, 12)),
    **dict.fromkeys(("劳动节", "labour day", "labor day"), (5, 1)),
    **dict.fromkeys(("青年节", "youth day"), (5, 4)),
    **dict.fromkeys(("儿童节", "children's day"), (6, 1)),
    **dict.fromkeys(("建党节",), (7, 1)),
    **dict.fromkeys(("建军节",), (8, 1)),
    **dict.fromkeys(("教师节", "teachers' day"), (9, 10)),
    **dict.fromkeys(("国庆节", "国庆", "national day"), (10, 1)),
    **dict.fromkeys(("平安夜", "christmas eve"), (12, 24)),
    **dict.fromkeys(("圣诞节", "圣诞", "christmas"), (12, 25)),
}
_BY_WEEKDAY = {
    **dict.fromkeys(("母亲节", "mother's day"), (5, 6, 2)),
    **dict.fromkeys(("父亲节", "father's day"), (6, 6, 3)),
}
_BY_MOON = {
    **dict.fromkeys(("春节", "spring festival", "lunar new year"), (1, 1)),
    **dict.fromkeys(("元宵节", "元宵", "lantern festival"), (1, 15)),
    **dict.fromkeys(("龙抬头",), (2, 2)),
    **dict.fromkeys(("端午节", "端午", "dragon boat festival"), (5, 5)),
    **dict.fromkeys(("七夕节", "七夕", "qixi"), (7, 7)),
    **dict.fromkeys(("中元节", "中元"), (7, 15)),
    **dict.fromkeys(("中秋节", "中秋", "mid-autumn festival"), (8, 15)),
    **dict.fromkeys(("重阳节", "重阳", "double ninth festival", "double ninth"), (9, 9)),
    **dict.fromkeys(("腊8节", "腊8"), (12, 8)),
    **dict.fromkeys(("小年",), (12, 23)),
}
_EVES = ("除夕", "lunar new year's eve")
_SUN = (
    *("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨"),
    *("立夏", "小满", "芒种", "夏至", "小暑", "大暑", "立秋", "处暑"),
    *("白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至"),
)
_TERMS = {
    "清明节": "清明",
    "qingming festival": "清明",
    "tomb-sweeping day": "清明",
    "冬至节": "冬至",
    "winter solstice": "冬至",
}
_AROUND = {"冬至": "DONG_ZHI", "小寒": "XIAO_HAN", "大寒": "DA_HAN"}

_ALL = (*_FIXED, *_BY_WEEKDAY, *_BY_MOON, *_EVES, *_SUN, *_TERMS)
_LONGEST_FIRST = "|".join(re.escape(name) for name in sorted(_ALL, key=len, reverse=True))
# 小雪后 is weather and no date, unless more is said.
_FESTIVAL = re.compile(rf"(?<![首初场])(?P<name>{_LONGEST_FIRST})")
_LUNAR = re.compile(
    r"(?:(?:农历|阴历)\s*(?=[\d正冬腊])|(?=[正冬腊]月))"
    r"(?P<month>正|冬|腊|\d{1,2})月\s*初?(?P<day>\d{1,2})(?![\d:月])日?"
)
_BESIDE = re.compile(
    r"(?P<before>前)(?P<days>\d{1,2})?(?:[天日晚]|(?=\s|$))|(?P<eve>前夕|前夜|the eve of|eve of)"
    r"|(?P<after>后|次)(?P<many>\d{1,2})?[天日]|(?P<earlier>the day before|day before)"
    r"|(?P<later>the day after|day after)"
)
