"""Moments, lengths of time and points on the map as answers: read, kept as text, and shown."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_timedelta

from community.days import OtherWeekday
from community.lengths import read_length
from community.moments import DateWithoutTime, read_moment
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.incoming import Content, Said
from handlers.kit.steps import Option, WordsWanted
from locales import N_, locale_of, spoken

DAY_PATTERNS = {"zh_Hans": "M月d日", "zh_Hant": "M月d日", "en": "d MMMM"}

LENGTHS = (
    Option("60", N_("1 hour")),
    Option("120", N_("2 hours")),
    Option("240", N_("Half a day")),
)


def moment(content: Content, turn: Turn) -> str:
    """Kept in ISO format."""
    if content.said is not Said.TEXT:
        raise WordsWanted
    try:
        return read_moment(content.text, now=turn.now, zone=turn.house.zone).isoformat()
    except (DateWithoutTime, OtherWeekday) as refusal:
        raise type(refusal)(day=_day(refusal.facts["day"])) from None


def moment_of(kept: str) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def shown_moment(kept: str, turn: Turn) -> str:
    return when(datetime.fromisoformat(kept), turn)


def minutes(content: Content, _turn: Turn) -> str:
    """A length of time, kept in minutes."""
    if content.said is not Said.TEXT:
        raise WordsWanted
    return str(int(read_length(content.text) / timedelta(minutes=1)))


def length_of(kept: str) -> timedelta | None:
    return timedelta(minutes=int(kept)) if kept else None


def length(span: timedelta) -> str:
    """In the largest units that say it exactly enough: 2 hours, 90 minutes."""
    return str(format_timedelta(span, locale=locale_of(spoken()), threshold=2))


def shown_minutes(kept: str, _turn: Turn) -> str:
    return length(timedelta(minutes=int(kept)))


def point_of(kept: str) -> tuple[float | None, float | None]:
    latitude, _comma, longitude = kept.partition(",")
    return (float(latitude), float(longitude)) if kept else (None, None)


def _day(found: object) -> str:
    assert isinstance(found, date)
    return format_date(found, DAY_PATTERNS.get(spoken(), "d MMMM"), locale=locale_of(spoken()))
