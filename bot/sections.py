"""The sections of config.toml about the neighbourhood: what may stand there, and the remedies.

Must not know what a setting is used for.
"""

from datetime import time, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.public_holidays import DaysOff, WorkedWeekends
from bot.skills import SHIPPED, SkillLines, skill_in
from bot.values import (
    WEEK,
    Clock,
    Dates,
    Hours,
    Ids,
    Languages,
    Name,
    Names,
    Span,
    Spans,
    Weekdays,
    Zone,
)
from community.calendars import OFFICE, WorkingTime
from community.volunteers import Skill


class Section(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_default=True, str_strip_whitespace=True
    )


class Community(Section):
    name: Name = Field("邻里", description="write a name of 1 to 60 characters.")
    zone: Zone = Field(
        ZoneInfo("Asia/Shanghai"), description='write a time zone such as "Asia/Shanghai".'
    )
    languages: Languages = Field(
        ("zh_Hans", "zh_Hant", "en"),
        description='list one or more of "zh_Hans", "zh_Hant" and "en", the group\'s own first.',
    )
    buildings: Names = Field((), description='list names such as ["1号楼", "2号楼"].')
    no_show_days: int = Field(90, ge=1, le=3650, description="write whole days from 1 to 3650.")
    privacy_contact: str = Field(
        "", max_length=200, description="write in one short line whom to ask about personal data."
    )


class Staff(Section):
    first_admin: int = Field(
        0, ge=0, description="write the Telegram id of a person, a positive number, or 0."
    )
    desk_group: int = Field(
        0, le=0, description="write the Telegram id of a group, a negative number, or 0."
    )
    supervisors: Ids = Field((), description="list Telegram ids of people, positive numbers.")


class Population(Section):
    residents: int = Field(0, ge=0, description="write how many residents there are, or 0.")
    residents_able: int = Field(
        0, ge=0, description="write how many residents are able to serve, or 0."
    )
    households: int = Field(0, ge=0, description="write how many households there are, or 0.")
    units: int = Field(0, ge=0, description="write how many units (stairwells) there are, or 0.")


class QuietHours(Section):
    begin: Clock = Field(time(21), alias="from", description='write a time such as "21:00".')
    until: Clock = Field(time(8), description='write a time such as "08:00".')


class WorkingHours(Section):
    days: Weekdays = Field(
        ("mon", "tue", "wed", "thu", "fri"),
        description='list days such as ["mon", "tue", "sat"].',
    )
    hours: Hours = Field(
        OFFICE, description='list parts of a day in order, such as ["9:00-12:00", "13:30-17:30"].'
    )
    public_holidays: Literal["CN", ""] = Field("CN", description='write "CN", or "" for none.')
    days_off: Dates = Field((), description='list days such as ["2026-05-06"].')
    extra_days: Dates = Field((), description='list days such as ["2026-05-09"].')

    def working(self, zone: ZoneInfo) -> WorkingTime:
        return WorkingTime(
            hours={WEEK.index(day): self.hours for day in self.days},
            holidays=DaysOff(self.public_holidays, frozenset(self.days_off)),
            extra_days=WorkedWeekends(self.public_holidays, frozenset(self.extra_days)),
            zone=zone,
        )


class Reminders(Section):
    before: Spans = Field(
        (timedelta(days=1), timedelta(hours=2)),
        description='list lead times such as ["1d", "2h", "30m"].',
    )
    offer_hours: int = Field(4, ge=1, le=168, description="write whole hours from 1 to 168.")
    confirm: Span = Field(
        timedelta(days=1), description='write a time to answer such as "1d" or "12h".'
    )
    closes_soon: Span = Field(
        timedelta(hours=3), description='write a lead time such as "3h", or "0h" for never.'
    )


class Tickets(Section):
    categories: Path | None = Field(
        None, description="name a file like bot/categories.toml, which Linli ships."
    )
    emergency_numbers: Names = Field(
        (), description='list numbers with a name, such as ["96777 燃气抢修"].'
    )
    kept_days: int = Field(
        0, ge=0, le=36500, description="write whole days, or 0 to keep them until erased."
    )

    @field_validator("categories", mode="before")
    @classmethod
    def _unset(cls, file: object) -> object:
        return file or None


class Volunteers(Section):
    skills: SkillLines = Field(
        SHIPPED, description='list lines such as "driving!: 开车 / 開車 / Driving", each id once.'
    )
    most_hours: int = Field(8, ge=1, le=24, description="write whole hours from 1 to 24.")

    def known(self) -> tuple[Skill, ...]:
        return tuple(map(skill_in, self.skills))


class Surveys(Section):
    least: int = Field(5, ge=2, le=1000, description="write a number of answers from 2 to 1000.")
    asks_per_month: int = Field(4, ge=1, le=100, description="write a number from 1 to 100.")
    every_quarter: bool = Field(False, description="write true or false.")
    sample: int = Field(100, ge=1, le=100_000, description="write a number of people, as 100.")


class Directory(Section):
    ask_every: Span = Field(
        timedelta(days=90), description='write a rhythm such as "90d", or "0d" for never.'
    )


class Papers(Section):
    font: str = Field("", description="name a font file with Chinese signs, or none.")
