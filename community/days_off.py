"""Public holidays of mainland China, on which a weekly activity usually rests.

The years whose moved days off are announced are known by day; of others the days by law.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

A_DAY = timedelta(days=1)
GOLDEN_WEEK = range(1, 8)  # of October
SPRING = range(1, 7)  # from the first day of the lunar year; its eve as well


class Holiday(StrEnum):
    NEW_YEAR = "new_year"
    SPRING_FESTIVAL = "spring_festival"
    TOMB_SWEEPING = "tomb_sweeping"
    LABOUR_DAY = "labour_day"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL_DAY = "national_day"


@cache
def holiday(day: date) -> Holiday | None:
    """The holiday that this day belongs to."""
    if day.month == 10 and day.day in GOLDEN_WEEK:  # noqa: PLR2004 -- October
        return Holiday.NATIONAL_DAY
    if _is_spring_festival(day):
        return Holiday.SPRING_FESTIVAL
    said = _by_law(day.year).get(day, "")
    if said.startswith("休息日"):  # moved next to the holiday it makes longer
        return holiday(day - A_DAY) or holiday(day + A_DAY)
    return next((found for name, found in _NAMES.items() if name in said), None)


def _is_spring_festival(day: date) -> bool:
    from lunar_python import Solar  # noqa: PLC0415 -- large tables, needed for plans only

    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    tomorrow = lunar.next(1)
    is_eve = (tomorrow.getMonth(), tomorrow.getDay()) == (1, 1)
    return is_eve or (lunar.getMonth() == 1 and lunar.getDay() in SPRING)


@cache
def _by_law(year: int) -> dict[date, str]:
    from holidays import country_holidays  # noqa: PLC0415 -- heavy, needed for plans only

    return dict(country_holidays("CN", years=year, language="zh_CN"))


_NAMES = {
    "元旦": Holiday.NEW_YEAR,
    "除夕": Holiday.SPRING_FESTIVAL,
    "春节": Holiday.SPRING_FESTIVAL,
    "清明": Holiday.TOMB_SWEEPING,
    "劳动节": Holiday.LABOUR_DAY,
    "端午": Holiday.DRAGON_BOAT,
    "中秋": Holiday.MID_AUTUMN,
    "国庆": Holiday.NATIONAL_DAY,
}
