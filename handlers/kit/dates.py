"""Moments in words, as people of each language write them."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from handlers.kit.context import Turn
from locales import locale_of, spoken

# Babel's patterns: of this year, and of any other.
PATTERNS = {
    "zh_Hans": ("M月d日 EEE HH:mm", "y年M月d日 EEE HH:mm"),
    "zh_Hant": ("M月d日 EEE HH:mm", "y年M月d日 EEE HH:mm"),
    "en": ("EEE d MMM, HH:mm", "EEE d MMM y, HH:mm"),
}


def when(moment: datetime, turn: Turn) -> str:
    zone = turn.house.zone
    is_this_year = moment.astimezone(zone).year == turn.now.astimezone(zone).year
    return _when(moment, zone, spoken(), is_this_year)


def within_year(moment: datetime, turn: Turn) -> str:
    """Where the year is told above already."""
    return _when(moment, turn.house.zone, spoken(), True)


@lru_cache(maxsize=1024)
def _when(moment: datetime, zone: ZoneInfo, language: str, is_this_year: bool) -> str:
    this_year, any_year = PATTERNS.get(language, PATTERNS["en"])
    pattern = this_year if is_this_year else any_year
    return format_datetime(moment, pattern, tzinfo=zone, locale=locale_of(language))
