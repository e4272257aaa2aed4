"""When something begins and ends, in as few words as make it clear."""

from datetime import date, datetime, timedelta

from babel.dates import format_date

from handlers.kit.context import Turn
from handlers.kit.dates import when
from locales import _, locale_of, spoken

DAY_PATTERNS = {"zh_Hans": "M月d日 EEE", "zh_Hant": "M月d日 EEE", "en": "EEE d MMM"}
A_DAY = timedelta(days=1)


def span(starts_at: datetime, ends_at: datetime, turn: Turn) -> str:
    """The end with its day only where that is not the day of the start."""
    zone = turn.house.zone
    first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
    said = when(starts_at, turn)
    if last.date() == first.date():
        return f"{said}–{last:%H:%M}"
    if last.date() == first.date() + A_DAY:
        return _("{start} to {time} the next day", start=said, time=f"{last:%H:%M}")
    return f"{said} – {when(ends_at, turn)}"


def day_said(day: date) -> str:
    """With its weekday."""
    pattern = DAY_PATTERNS.get(spoken(), DAY_PATTERNS["en"])
    return str(format_date(day, pattern, locale=locale_of(spoken())))
