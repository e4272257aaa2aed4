"""One spelling for the dates of an annual plan: simplified, digits, weekdays as <2,5>.

So that 每周二、五, 每週二和週五 and "every Tuesday and Friday" read the same to plan_dates.
"""

import re
import unicodedata

from community.spelling import simply

LONGEST_NOTE = 1000


def spelled(said: str) -> str:
    """Empty when it is too long to be meant as a date."""
    text = unicodedata.normalize("NFKC", said).lower().translate(_SIMPLER)
    text = _CHINESE_DAYS.sub(lambda found: _listed(found[0], _CHINESE), text)
    text = _ENGLISH_DAYS.sub(lambda found: _listed(found[0], _ENGLISH), text)
    text = _ENGLISH_MONTH.sub(lambda found: f"{_MONTHS.index(found[1][:3]) + 1}月", text)
    text = _DAY_FIRST.sub(r"\2月\1日 ", text)
    for heard, meant in (*_DAYS_BY_NUMBER, *_ENGLISH_WORDS):
        text = re.sub(heard, meant, text)
    return simply(text)


def phrases(note: str) -> list[str]:
    """The parts of a remark, each in the one spelling."""
    return [spelled(part) for part in re.split(r"[,，。；;\n]", note[:LONGEST_NOTE])]


def weekdays_in(said: str) -> tuple[int, ...]:
    """The days of the week that are named, Monday being 1: 周二、五, 二五, "Tue and Fri"."""
    match = re.search(r"<([\d,]+)>", spelled(said)) or re.search(
        r"^\s*<([\d,]+)>\s*$", spelled(f"周{said.strip()}")
    )
    return tuple(sorted(int(n) for n in match[1].split(","))) if match else ()


def _listed(said: str, days: dict[str, int]) -> str:
    """周一至周五 and "Mon, Wed" as <1,2,3,4,5> and <1,3>."""
    found = re.findall("|".join(days), said)
    numbers = [days[name] for name in found]
    if len(numbers) > 1 and _RANGE.search(said):
        numbers = list(range(numbers[0], numbers[1] + 1))
    return f" <{','.join(str(number) for number in dict.fromkeys(numbers))}> "


_SIMPLER = str.maketrans(
    "節陽臘農曆歷國慶勞動婦兒軍師聖誕場個週後兩雙單龍頭學鋒樹黨親驚蟄穀滿種處與號點時禮戶",
    "节阳腊农历历国庆劳动妇儿军师圣诞场个周后两双单龙头学锋树党亲惊蛰谷满种处与号点时礼户",
)
_CHINESE = {
    **{sign: number for number, sign in enumerate("一二三四五六日", 1)},
    **{str(number): number for number in range(1, 8)},
    "天": 7,
}
_WEEK = "(?:周|星期|礼拜)"
_DAY = "(?:[一二三四五六日天](?![点时月号十个场次刻半:])|[1-7](?![\\d:月点时]))"
_BETWEEN = r"\s*(?:[、,/&和及与至到~-]|以及)+\s*"
_CHINESE_DAYS = re.compile(rf"{_WEEK}{_DAY}(?:(?:{_BETWEEN})?{_WEEK}?{_DAY})*")
_NAMES = (
    "mon(?:days?)?",
    "tue(?:s(?:days?)?)?",
    "wed(?:nesdays?)?",
    "thu(?:r(?:s(?:days?)?)?)?",
    "fri(?:days?)?",
    "sat(?:urdays?)?",
    "sun(?:days?)?",
)
_ENGLISH = {
    name: number
    for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)
}
_NAME = rf"\b(?:{'|'.join(_NAMES)})\b\.?"
_ENGLISH_DAYS = re.compile(rf"{_NAME}(?:\s*(?:,|&|/|-|and|to|through)+\s*{_NAME})*")
_RANGE = re.compile(r"[至到~-]|\bto\b|\bthrough\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY_FIRST = re.compile(r"(?<![:\d])(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(\d{1,2})月(?!\s*\d+日)")
# Before their numerals become digits.
_DAYS_BY_NUMBER = (
    (r"三八(?:国际)?(?:劳动)?(?:妇女)?节|三八", "妇女节"),
    (r"(?<!十)五一(?:国际)?(?:劳动)?节?", "劳动节"),
    (r"(?<!十)五四(?:青年)?节?", "青年节"),
    (r"(?<!十)六一(?:国际)?(?:儿童)?节?", "儿童节"),
    (r"(?<!十)七一(?:建党)?节?", "建党节"),
    (r"(?<!十)八一(?:建军)?节?", "建军节"),
    (r"大年三十|年三十", "除夕"),
    (r"大年初一|正月初一", "春节"),
)
_ENGLISH_WORDS = (
    (r"\b(?:each|every) month\b", "每月"),
    (r"\b(?:each|every) day\b|\bdaily\b", "每天"),
    (r"\bevery other week\b|\bevery (?:2|two) weeks\b|\bevery other\b", "隔"),
    (r"\b(?:each|every)\b(?: week)?", "每"),
    (r"\b(?:first|1st)\b(?=\s*(?:<|week))", "第1"),
    (r"\b(?:second|2nd)\b(?=\s*(?:<|week))", "第2"),
    (r"\b(?:third|3rd)\b(?=\s*(?:<|week))", "第3"),
    (r"\b(?:fourth|4th)\b(?=\s*(?:<|week))", "第4"),
    (r"\b(?:fifth|5th)\b(?=\s*(?:<|week))", "第5"),
    (r"\blast\b(?=\s*<)", "最后"),
    (r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1"),
    (r"\bweek\b", "周"),
)
