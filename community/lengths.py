"""How long something lasts, as people type it: 2小时, 一个半小时, 90 分钟, 半天, "1.5 hours"."""

import re
from datetime import timedelta

from community.refusals import Refusal
from community.spelling import simply

LONGEST = timedelta(days=31)
HALF_A_DAY, A_DAY = timedelta(hours=4), timedelta(hours=8)  # of which people make use
SHORTEST = timedelta(minutes=5)


class NotALength(Refusal):
    """No length of time, or none that an activity can have."""


def read_length(said: str) -> timedelta:
    """A number alone is hours."""
    text = re.sub(r"\s+", "", simply(_words(said)))
    if text in _NAMED:
        return _NAMED[text]
    for pattern, unit in _UNITS:
        if match := pattern.fullmatch(text):
            return _fit(float(match["n"]) * unit + _rest(match))
    raise NotALength


def _words(said: str) -> str:
    """Before numerals are read: 一个半小时 is one and a half, 半小时 a half."""
    text = said.replace("個", "个").replace("時", "时").replace("鐘", "钟").replace("點", "点")
    text = re.sub(r"个半(小时|钟头)", r".5小时", text)
    return re.sub(r"^半个?(小时|钟头)", "0.5小时", text.strip())


def _rest(match: re.Match[str]) -> timedelta:
    return timedelta(minutes=int(match.groupdict().get("m") or 0))


def _fit(length: timedelta) -> timedelta:
    if not SHORTEST <= length <= LONGEST:
        raise NotALength
    return length


_HOURS = r"(?:个?小时|个?钟头|hours?|hrs?|h)"
_MINUTES = r"(?:分钟?|minutes?|mins?|m)"
_N = r"(?P<n>\d{1,4}(?:\.\d{1,2})?)"
_UNITS = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (rf"{_N}{_HOURS}(?:(?P<m>\d{{1,2}}){_MINUTES})?", timedelta(hours=1)),
        (rf"{_N}{_MINUTES}", timedelta(minutes=1)),
        (rf"{_N}(?:天|days?|d)", timedelta(days=1)),
        (_N, timedelta(hours=1)),
    )
)
_NAMED = {
    **dict.fromkeys(("半天", "半日", "halfaday", "halfday"), HALF_A_DAY),
    **dict.fromkeys(("全天", "整天", "一天", "1天", "aday", "allday", "wholeday"), A_DAY),
}
