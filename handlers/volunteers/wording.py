"""How skills, free times and hours are put into words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from babel.numbers import format_decimal

from community.house import House
from community.volunteers import FreeTime, PartOfDay, Profile, skill_of
from handlers.kit.screen import plain
from locales import N_, NATIVE_NAMES, _, locale_of, ngettext, spoken

DAY_PATTERNS = {"zh_Hans": "y年M月d日", "zh_Hant": "y年M月d日", "en": "d MMMM y"}
PARTS = {
    PartOfDay.MORNING: N_("morning"),
    PartOfDay.AFTERNOON: N_("afternoon"),
    PartOfDay.EVENING: N_("evening"),
}
# On a grid of three in a row.
SHORT_PARTS = {
    PartOfDay.MORNING: N_("am"),
    PartOfDay.AFTERNOON: N_("pm"),
    PartOfDay.EVENING: N_("eve"),
}
A_LITTLE = timedelta(minutes=5)
# What is spoken in many neighbourhoods, beside the languages of the texts.
LANGUAGES = (
    ("putonghua", N_("Mandarin")),
    ("cantonese", N_("Cantonese")),
    ("shanghainese", N_("Shanghainese")),
    ("minnan", N_("Hokkien")),
    ("hakka", N_("Hakka")),
    ("english", N_("English")),
    ("sign", N_("Sign language")),
)


def skill_name(house: House, skill_id: str) -> str:
    """As plain text; a skill that the house has dropped keeps its own id."""
    skill = skill_of(house.skills, skill_id)
    return skill.name(spoken()) if skill else skill_id


def skills_line(house: House, profile: Profile) -> str:
    """Those that still have to be approved are marked. Safe HTML."""
    named = (
        plain(skill_name(house, skill))
        if skill in profile.approved
        else _("{skill} (being checked)", skill=plain(skill_name(house, skill)))
        for skill in in_house_order(house, profile.skills)
    )
    return _(", ").join(named)


def in_house_order(house: House, skills: frozenset[str]) -> Sequence[str]:
    known = [skill.id for skill in house.skills if skill.id in skills]
    return [*known, *sorted(skills - set(known))]


def languages_line(profile: Profile) -> str:
    """Safe HTML."""
    names = dict(LANGUAGES)
    said = (
        _(names[code]) if code in names else NATIVE_NAMES.get(code, code)
        for code in profile.languages
    )
    return _(", ").join(plain(one) for one in said)


def free_line(profile: Profile) -> str:
    """By day: Mon morning, evening; Sat morning."""
    days = (
        (day, [part for part in PartOfDay if FreeTime(day, part) in profile.free])
        for day in range(7)
    )
    said = (
        _("{day} {parts}", day=weekday(day), parts=_("/").join(_(PARTS[part]) for part in parts))
        for day, parts in days
        if parts
    )
    return _("; ").join(said)


def weekday(day: int) -> str:
    """Short, from Monday as 0."""
    return str(get_day_names("abbreviated", locale=locale_of(spoken()))[day])


def hours(span: timedelta) -> str:
    """36.5 hours: to the half of an hour below, but nobody loses one for coming a minute late."""
    count = (span + A_LITTLE) // timedelta(minutes=30) / 2
    number = format_decimal(count, format="0.#", locale=locale_of(spoken()))
    return ngettext("{number} hour", "{number} hours", 1 if count == 1 else 2, number=number)


def day(moment: datetime | date, zone: ZoneInfo) -> str:
    """With the year."""
    local = moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
    pattern = DAY_PATTERNS.get(spoken(), DAY_PATTERNS["en"])
    return str(format_date(local, pattern, locale=locale_of(spoken())))
