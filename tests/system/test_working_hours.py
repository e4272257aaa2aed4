from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.misconfigured import Misconfigured
from bot.public_holidays import DaysOff, WorkedWeekends
from bot.settings import load

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def write(tmp_path):
    def _write(text: str) -> Path:
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return _write


def test_holidays_of_china_come_with_the_weekends_worked_instead():
    assert date(2026, 5, 5) in DaysOff("CN")
    assert date(2026, 5, 9) in WorkedWeekends("CN")
    assert date(2026, 5, 13) not in DaysOff("CN")
    assert date(2026, 5, 5) not in DaysOff("")


def test_days_of_ones_own_come_on_top():
    day = date(2026, 5, 13)

    assert day in DaysOff("CN", frozenset({day}))
    assert day in WorkedWeekends("", frozenset({day}))


def test_working_hours_follow_the_file(write):
    house = load(
        write(
            """
            [working_hours]
            days = ["tue", "sat"]
            hours = ["8:30-12:00", "14:00-20:00"]
            public_holidays = ""
            days_off = ["2026-05-12"]
            extra_days = [2026-05-13]

            [staff]
            supervisors = [1005]
            """
        )
    ).house()

    assert house.working.hours == dict.fromkeys(
        (1, 5), ((time(8, 30), time(12)), (time(14), time(20)))
    )
    days = [datetime(2026, 5, day, tzinfo=SHANGHAI) for day in (12, 13, 16)]
    worked = [house.working.between(day, day + timedelta(days=1)) for day in days]
    assert worked == [timedelta(0), timedelta(hours=9.5), timedelta(hours=9.5)]
    assert house.supervisors == (1005,)


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("working_hours", "days", '["monday"]'),
        ("working_hours", "days", "[]"),
        ("working_hours", "hours", '["12:00-9:00"]'),
        ("working_hours", "hours", '["9:00-12:00", "11:00-13:00"]'),
        ("working_hours", "hours", '["9:00"]'),
        ("working_hours", "public_holidays", '"XX"'),
        ("working_hours", "days_off", '["5月1日"]'),
        ("staff", "supervisors", "[-5]"),
    ],
)
def test_what_cannot_be_read_stops_the_start_with_its_key(write, section, key, value):
    with pytest.raises(Misconfigured) as refusal:
        load(write(f"[{section}]\n{key} = {value}\n"))

    assert str(refusal.value).startswith(f"{section}.{key}")
