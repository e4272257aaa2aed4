"""Which time of day is meant by 下午三点半, 14:00, 7pm or noon, in the spelling of simply()."""

import re
from dataclasses import dataclass
from datetime import time

NOON, MIDNIGHT = 12, 24


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day; `days_later` because 24:00 is the next day's first."""

    at: time
    days_later: int = 0


def read_clock_time(text: str) -> tuple[ClockTime | None, str]:
    """The time that is named first, and what is left of the text."""
    for pattern in _CLOCKS:
        if match := pattern.search(text):
            clock_time = _clock_time(match.groupdict())
            if clock_time is None:
                return None, text
            return clock_time, text[: match.start()] + " " + text[match.end() :]
    return None, text


def _clock_time(said: dict[str, str | None]) -> ClockTime | None:
    part = said.get("part") or (said.get("after") or "").replace(".", "")
    is_spoken = bool(said.get("spoken"))
    hour = _hour(int(said.get("hour") or _HOUR_OF.get(part, -1)), part, is_spoken=is_spoken)
    minute = _minute(said)
    if hour == MIDNIGHT and minute == 0:
        return ClockTime(time(0), days_later=1)
    if hour not in range(24) or minute not in range(60):
        return None
    return ClockTime(time(hour, minute))


def _minute(said: dict[str, str | None]) -> int:
    if quarters := said.get("quarters"):
        return 15 * int(quarters)
    return 30 if said.get("half") else int(said.get("minute") or 0)


def _hour(hour: int, part: str, *, is_spoken: bool) -> int:
    """By the 24-hour clock; -1 for what nobody says, like 上午15点 or 晚上两点."""
    if hour == NOON and part in _NIGHT:
        return MIDNIGHT
    if hour == NOON and part in _AFTER_MIDNIGHT:
        return 0
    if (part in _BEFORE_NOON and hour > NOON) or (part in _NIGHT and hour in range(5)):
        return -1
    is_after_noon = part in _AFTERNOON or (part in _NOON and hour in range(3))
    # Nobody in a neighbourhood meets at three in the night: 3点 is in the afternoon.
    is_meant_so = is_spoken and not part and hour in range(1, 7)
    return hour + NOON if hour < NOON and (is_after_noon or is_meant_so) else hour


_AFTER_MIDNIGHT = ("凌晨", "半夜", "am")
_BEFORE_NOON = (*_AFTER_MIDNIGHT, "清晨", "早上", "早晨", "早", "上午", "in the morning")
_NOON = ("中午", "noon")
_NIGHT = ("晚上", "晚", "夜里", "晚间", "in the evening")
_AFTERNOON = ("下午", "傍晚", "pm", "in the afternoon", *_NIGHT)
_HOUR_OF = {"中午": NOON, "noon": NOON, "midnight": MIDNIGHT}

_PART = r"(?:(?P<part>凌晨|半夜|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚间|晚|夜里)\s*)?"
_AFTER = r"(?P<after>a\.?m\b\.?|p\.?m\b\.?|in the (?:morning|afternoon|evening))"
_HOUR = r"(?<!\d)(?P<hour>\d{1,2})"

_CLOCKS = tuple(
    map(
        re.compile,
        (
            rf"{_PART}{_HOUR}:(?P<minute>\d{{2}})(?!\d)(?:\s*{_AFTER})?",
            rf"{_PART}{_HOUR}\s*(?P<spoken>[点时]|o'clock)钟?"
            r"(?:(?P<half>半)|(?P<quarters>[13])刻|(?P<minute>\d{1,2})(?!\d)分?|整)?",
            rf"{_PART}{_HOUR}\s*{_AFTER}",
            r"(?P<part>中午|noon|midnight)",
        ),
    )
)
