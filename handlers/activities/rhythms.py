"""How months, days, holidays and rhythms of a plan are put into words."""

from datetime import date, datetime
from typing import Literal

from babel.dates import format_date, get_day_names, get_month_names

from community.activities import Activity
from community.days_off import Holiday
from community.plan_dates import Rhythm
from handlers.kit.context import Turn
from locales import N_, _, locale_of, spoken

DAYS = {"zh_Hans": "M月d日 EEE", "zh_Hant": "M月d日 EEE", "en": "EEE d MMM"}

MOST_NEXT = 3

HOLIDAYS = {
    Holiday.NEW_YEAR: N_("New Year's Day"),
    Holiday.SPRING_FESTIVAL: N_("Spring Festival"),
    Holiday.TOMB_SWEEPING: N_("Tomb-Sweeping Day"),
    Holiday.LABOUR_DAY: N_("Labour Day"),
    Holiday.DRAGON_BOAT: N_("Dragon Boat Festival"),
    Holiday.MID_AUTUMN: N_("Mid-Autumn Festival"),
    Holiday.NATIONAL_DAY: N_("National Day"),
}


def month_name(month: int) -> str:
    names = get_month_names("abbreviated", "stand-alone", locale_of(spoken()))
    return str(names[month])


def day_name(day: date) -> str:
    return format_date(day, DAYS.get(spoken(), DAYS["en"]), locale=locale_of(spoken()))


def holiday_name(off: Holiday) -> str:
    return _(HOLIDAYS[off])


def every(rhythm: Rhythm) -> str:
    """Every Tuesday and Friday."""
    width: Literal["wide", "abbreviated"] = "wide" if spoken() == "en" else "abbreviated"
    names = get_day_names(width, "format", locale_of(spoken()))
    days = _(" and ").join(str(names[number - 1]) for number in rhythm.weekdays)
    if rhythm.weeks == 1:
        return _("every {days}", days=days)
    return _("every {weeks} weeks: {days}", weeks=rhythm.weeks, days=days)


def span(first: date | None, last: date | None) -> str:
    """Empty when nobody knows yet."""
    if first is None:
        return ""
    if last is None or last == first:
        return day_name(first)
    return _("{first} to {last}", first=day_name(first), last=day_name(last))


def repeats(activity: Activity, turn: Turn) -> str:
    """Of a series: how often, and where its next dates are. Safe HTML."""
    if activity.series_id is None:
        return ""
    rhythm = turn.db.series.series(activity.series_id).rhythm
    how_often = every(rhythm) if rhythm else _("one of a series")
    found = turn.db.series.next_dates(activity.id, turn.now, MOST_NEXT)
    links = (_link(turn, number, starts_at) for number, starts_at in found)
    also = _("also {days}", days=_(", ").join(links)) if found else ""
    return "🔁 " + _("; ").join(part for part in (how_often, also) if part)


def _link(turn: Turn, activity_id: int, starts_at: datetime) -> str:
    day = day_name(starts_at.astimezone(turn.house.zone).date())
    return f'<a href="{turn.link(f"act-{activity_id}")}">{day}</a>'


def weekday_name(number: int) -> str:
    """Monday is 1."""
    return str(get_day_names("wide", "format", locale_of(spoken()))[number - 1])
