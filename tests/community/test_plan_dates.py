"""The dates that people really write into an annual plan."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.days import NoSuchDay
from community.days_off import Holiday, holiday
from community.plan_dates import Asked, NotADate, OtherMonth, OtherYear, Rhythm, read_plan_date
from community.refusals import Refusal

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(said, month=None, note="", year=2027):
    return read_plan_date(said, Asked(year, SHANGHAI, month, note))


def local(found):
    return [f"{m.astimezone(SHANGHAI):%m-%d %H:%M}" for m in found.moments]


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("1月第二个周六 09:30", "01-09 09:30"),
        ("1月第二個週六 09:30", "01-09 09:30"),
        ("5月第一个周日 9点", "05-02 09:00"),
        ("6月最后一个星期五 晚上7点半", "06-25 19:30"),
        ("1月20日 09:00", "01-20 09:00"),
        ("1月20号上午九点", "01-20 09:00"),
        ("2027-03-08 14:00", "03-08 14:00"),
        ("2027/3/8 14:00", "03-08 14:00"),
        ("3月8日 14:00-16:00", "03-08 14:00"),
        ("元宵节 15:00", "02-20 15:00"),
        ("元宵節 15:00", "02-20 15:00"),
        ("端午节前一日 14:00", "06-08 14:00"),
        ("端午節前一天 下午2點", "06-08 14:00"),
        ("端午前夕 19:00", "06-08 19:00"),
        ("中秋节后两天 19:00", "09-17 19:00"),
        ("重阳节 11:00", "10-08 11:00"),
        ("重陽節 11:00", "10-08 11:00"),
        ("春节 10:00", "02-06 10:00"),
        ("除夕 10:00", "02-05 10:00"),
        ("大年三十 10:00", "02-05 10:00"),
        ("清明 08:00", "04-05 08:00"),
        ("冬至 16:00", "12-22 16:00"),
        ("正月十五 18:00", "02-20 18:00"),
        ("农历八月十五 19:00", "09-15 19:00"),
        ("腊八节 08:00", "01-15 08:00"),
        ("三八妇女节 14:00", "03-08 14:00"),
        ("六一 9:00", "06-01 09:00"),
        ("国庆节前一天 19:00", "09-30 19:00"),
        ("母亲节 10:00", "05-09 10:00"),
        ("2nd Saturday of April 8:30", "04-10 08:30"),
        ("the first Sunday in May at 9 am", "05-02 09:00"),
        ("last Friday of June 19:30", "06-25 19:30"),
        ("20 January 09:00", "01-20 09:00"),
        ("the day before Dragon Boat Festival 14:00", "06-08 14:00"),
        ("Lantern Festival 3pm", "02-20 15:00"),
    ],
)
def test_a_day_of_the_plans_year(said, moment):
    assert local(read(said)) == [moment]


def test_a_moment_is_in_utc():
    assert read("1月20日 09:00").moments == (datetime(2027, 1, 20, 1, tzinfo=UTC),)


def test_an_end_that_is_named_is_kept():
    assert read("3月8日 14:00-16:00").lasts.total_seconds() == 7200


@pytest.mark.parametrize(
    "said",
    [
        "每周二、五 19:00",
        "每週二和週五 19:00",
        "每周二五 19:00",
        "逢周二、周五晚上7点",
        "every Tuesday and Friday 19:00",
    ],
)
def test_every_week_of_the_rows_month(said):
    found = read(said, month=3)

    assert local(found) == [f"03-{day:02} 19:00" for day in (2, 5, 9, 12, 16, 19, 23, 26, 30)]
    assert found.rhythm == Rhythm((2, 5))


def test_a_series_of_the_whole_year_leaves_out_the_spring_festival():
    found = read("每周二、五 19:00", month=2, note="全年系列")

    assert local(found)[:3] == ["02-02 19:00", "02-12 19:00", "02-16 19:00"]
    assert local(found)[-1] == "12-31 19:00"
    assert found.left_out[:2] == (
        (date(2027, 2, 5), Holiday.SPRING_FESTIVAL),
        (date(2027, 2, 9), Holiday.SPRING_FESTIVAL),
    )


def test_as_many_times_as_the_remark_says():
    found = read("7月每周一、三、五 09:00", month=7, note="系列,12次")

    assert len(found.moments) == 12
    assert local(found)[0] == "07-02 09:00"
    assert local(found)[-1] == "07-28 09:00"


def test_a_deadline_in_the_remark_is_no_number_of_times():
    assert len(read("3月每周二 09:00", month=3, note="请提前3天报名").moments) == 5


def test_every_tuesday_of_a_month_but_the_holiday():
    found = read("10月每周二 08:00", month=10, note="空腹")

    assert local(found) == ["10-12 08:00", "10-19 08:00", "10-26 08:00"]
    assert found.left_out == ((date(2027, 10, 5), Holiday.NATIONAL_DAY),)


@pytest.mark.parametrize("said", ["隔周六 9:00", "每两周周六 9:00", "every other Saturday 9:00"])
def test_every_other_week(said):
    assert local(read(said, month=3)) == ["03-06 09:00", "03-20 09:00"]


def test_weekdays_from_to():
    assert len(read("7月每周一至周五 9:00", month=7).moments) == 22


def test_five_evenings_from_the_monday_of_a_week():
    found = read("8月第三周 19:30", month=8, note="五晚")

    assert local(found) == [f"08-{day} 19:30" for day in (16, 17, 18, 19, 20)]
    assert found.rhythm is None


def test_the_second_saturday_of_each_month():
    found = read("每月第二个周六 09:30")

    assert len(found.moments) == 12
    assert local(found)[3] == "04-10 09:30"


@pytest.mark.parametrize(
    "said", ["12月1日至15日", "12月1日-12月15日", "12月1～15日", "1 to 15 December"]
)
def test_days_without_a_time_are_a_span(said):
    found = read(said, month=12)

    assert (found.first, found.last, found.moments) == (
        date(2027, 12, 1),
        date(2027, 12, 15),
        (),
    )


@pytest.mark.parametrize("said", ["首场雪后 06:30", "", "待定", "另行通知", "to be announced"])
def test_what_names_no_day_is_left_open(said):
    assert read(said, month=11).is_open


@pytest.mark.parametrize(
    "said",
    [
        "9月第六个周六 09:30",
        "周六 9:00",
        "明天 9:00",
        "13号楼下 9:00 30",
        "5月第五个周一 9:00 x" * 9,
    ],
)
def test_what_cannot_be_read_is_told(said):
    with pytest.raises((NotADate, NoSuchDay)):
        read(said, month=9)


def test_a_day_that_does_not_exist_is_told():
    with pytest.raises(NoSuchDay):
        read("2月30日 9:00", month=2)


def test_the_date_has_to_be_in_the_rows_month():
    with pytest.raises(OtherMonth) as refused:
        read("3月8日 14:00", month=2)

    assert refused.value.facts == {"day": date(2027, 3, 8), "month": 2}


def test_a_festival_is_where_the_moon_puts_it():
    assert local(read("重阳节 11:00", month=9)) == ["10-08 11:00"]


def test_a_date_of_another_year_is_told():
    with pytest.raises(OtherYear):
        read("2026-03-08 14:00", month=3)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 2, 16), Holiday.SPRING_FESTIVAL),
        (date(2026, 2, 23), Holiday.SPRING_FESTIVAL),
        (date(2026, 5, 5), Holiday.LABOUR_DAY),
        (date(2026, 10, 7), Holiday.NATIONAL_DAY),
        (date(2027, 2, 11), Holiday.SPRING_FESTIVAL),
        (date(2027, 2, 12), None),
        (date(2031, 1, 1), Holiday.NEW_YEAR),
    ],
)
def test_days_off(day, name):
    assert holiday(day) == name


SIGNS = st.sampled_from(
    [*"0123456789月日号第个周星期一二三五六每隔末最后至到前后天晚点半",
     *":：-~、, 节春端午农历正腊初全年",
     "saturday", "every", "of", "2nd", "day before", "除夕", "重阳", "冬至", "2027", "9:00"]
)  # fmt: skip


@given(st.lists(SIGNS, max_size=14).map("".join), st.sampled_from([None, 1, 2, 12]))
def test_whatever_is_written_is_a_date_or_a_refusal(said, month):
    try:
        found = read(said, month=month, note=said)
    except Refusal:
        return
    assert list(found.moments) == sorted(found.moments)
    assert len(found.moments) <= 370
