from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from community.days import NoSuchDay, OtherWeekday
from community.moments import (
    DateWithoutTime,
    MomentPassed,
    NotAMoment,
    TimeWithoutDate,
    TooFarAhead,
    read_moment,
)
from community.spelling import read_count

SHANGHAI = ZoneInfo("Asia/Shanghai")
FRIDAY_NOON = datetime(2026, 5, 1, 12, tzinfo=SHANGHAI)

UNDERSTOOD = {
    # near days
    "明天下午3点": "2026-05-02 15:00",
    "明天下午三点": "2026-05-02 15:00",
    "明天下午三点半": "2026-05-02 15:30",
    "明天下午3點": "2026-05-02 15:00",
    "明天 15:00": "2026-05-02 15:00",
    "明天15点": "2026-05-02 15:00",
    "明天3点": "2026-05-02 15:00",
    "明天9点": "2026-05-02 09:00",
    "明天3:00": "2026-05-02 03:00",
    "明早8点": "2026-05-02 08:00",
    "明天早上八点一刻": "2026-05-02 08:15",
    "明早上八点": "2026-05-02 08:00",
    "明晚七点": "2026-05-02 19:00",
    "明日14:00": "2026-05-02 14:00",
    "后天晚上七点半": "2026-05-03 19:30",
    "後天晚上七點半": "2026-05-03 19:30",
    "大后天上午十点": "2026-05-04 10:00",
    "今天下午五点三刻": "2026-05-01 17:45",
    "今晚7点": "2026-05-01 19:00",
    "今晚上7点": "2026-05-01 19:00",
    "今晚八点钟": "2026-05-01 20:00",
    "今天18时30分": "2026-05-01 18:30",
    "明天中午": "2026-05-02 12:00",
    "明天中午12点": "2026-05-02 12:00",
    "明天中午1点": "2026-05-02 13:00",
    "明天中午11点半": "2026-05-02 11:30",
    "明天凌晨5点": "2026-05-02 05:00",
    "明天晚上12点": "2026-05-03 00:00",
    "明天24:00": "2026-05-03 00:00",
    "三天后下午两点": "2026-05-04 14:00",
    "两周后 10:00": "2026-05-15 10:00",
    "一个星期后上午9点": "2026-05-08 09:00",
    # weekdays; 1 May 2026 is a Friday
    "周六 9:30": "2026-05-02 09:30",
    "周五 9:30": "2026-05-08 09:30",
    "周五 14:00": "2026-05-01 14:00",
    "星期天下午4点": "2026-05-03 16:00",
    "礼拜一上午十点": "2026-05-04 10:00",
    "禮拜日下午兩點": "2026-05-03 14:00",
    "周二十点": "2026-05-05 10:00",
    "这周六 9:30": "2026-05-02 09:30",
    "本周日晚上七点": "2026-05-03 19:00",
    "下周六 9:30": "2026-05-09 09:30",
    "下週六 9:30": "2026-05-09 09:30",
    "下週六上午9點半": "2026-05-09 09:30",
    "下个星期三下午两点半": "2026-05-06 14:30",
    "下下周一 8:00": "2026-05-11 08:00",
    # dates
    "5月20日 14:00": "2026-05-20 14:00",
    "5月20号下午两点": "2026-05-20 14:00",
    "5月20號下午兩點": "2026-05-20 14:00",
    "五月二十号下午两点": "2026-05-20 14:00",
    "十二月二十五日晚上八点": "2026-12-25 20:00",
    "５月２０日 １４：００": "2026-05-20 14:00",
    "5月20日（周三）14:00": "2026-05-20 14:00",
    "20号下午3点": "2026-05-20 15:00",
    "1号 9:00": "2026-06-01 09:00",
    "31号 9:00": "2026-05-31 09:00",
    "4月1日 9:00": "2027-04-01 09:00",
    "2月29日 9:00": "2028-02-29 09:00",
    "2026年5月20日 14点": "2026-05-20 14:00",
    "二〇二六年十二月一日下午两点": "2026-12-01 14:00",
    "2026-12-01 14:00": "2026-12-01 14:00",
    "2026/12/1 14:00": "2026-12-01 14:00",
    "2026.12.1 14:00": "2026-12-01 14:00",
    "14:00 2026-12-01": "2026-12-01 14:00",
    "12/1 2pm": "2026-12-01 14:00",
    "12-1 14:00": "2026-12-01 14:00",
    "12.1 14:00": "2026-12-01 14:00",
    "31/12 8pm": "2026-12-31 20:00",
    # English
    "tomorrow 3pm": "2026-05-02 15:00",
    "Tomorrow at 3 PM": "2026-05-02 15:00",
    "tomorrow at 3:30 p.m.": "2026-05-02 15:30",
    "3pm tomorrow": "2026-05-02 15:00",
    "tomorrow noon": "2026-05-02 12:00",
    "tomorrow 12am": "2026-05-02 00:00",
    "tomorrow 12pm": "2026-05-02 12:00",
    "tomorrow 9 in the morning": "2026-05-02 09:00",
    "tonight 7pm": "2026-05-01 19:00",
    "tonight at 7:30": "2026-05-01 19:30",
    "the day after tomorrow, 10am": "2026-05-03 10:00",
    "in 3 days 14:00": "2026-05-04 14:00",
    "Sat 9:30am": "2026-05-02 09:30",
    "Saturday 9:30": "2026-05-02 09:30",
    "next Saturday 9:30": "2026-05-09 09:30",
    "this Sunday at 4 o'clock": "2026-05-03 16:00",
    "on Wed. at 14:00": "2026-05-06 14:00",
    "1 Dec 14:00": "2026-12-01 14:00",
    "1 December 2026, 14:00": "2026-12-01 14:00",
    "1st of December 2pm": "2026-12-01 14:00",
    "Dec 1 2pm": "2026-12-01 14:00",
    "Dec. 1st, 2026 at 2pm": "2026-12-01 14:00",
    "May 20 14:00": "2026-05-20 14:00",
    "Wed 20 May 14:00": "2026-05-20 14:00",
    "the 20th at 3pm": "2026-05-20 15:00",
}


@pytest.mark.parametrize(("said", "meant"), UNDERSTOOD.items())
def test_dates_are_read_as_people_type_them(said, meant):
    moment = read_moment(said, now=FRIDAY_NOON, zone=SHANGHAI)

    assert moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") == meant
    assert moment.tzinfo is UTC


def test_at_least_eighty_phrases_are_understood():
    assert len(UNDERSTOOD) >= 80


REFUSED = {
    "hello": NotAMoment,
    "": NotAMoment,
    "🎉🎉": NotAMoment,
    "随便什么时候": NotAMoment,
    "周末": NotAMoment,
    "下周": NotAMoment,
    "明天下午3点在活动室": NotAMoment,
    "明天 14:00-16:00": NotAMoment,
    "明天25点": NotAMoment,
    "明天 12:75": NotAMoment,
    "明天上午15点": NotAMoment,
    "明天晚上两点": NotAMoment,
    "\u202etomorrow": NotAMoment,
    "明" * 5_000: NotAMoment,
    "9" * 61: NotAMoment,
    "31 February 10:00": NoSuchDay,
    "2月30日 14:00": NoSuchDay,
    "2月30日": NoSuchDay,
    "31/31 14:00": NoSuchDay,
    "13月1日 9:00": NoSuchDay,
    "32号 9:00": NoSuchDay,
    "2027-02-29 9:00": NoSuchDay,
    "今天上午9点": MomentPassed,
    "昨天下午3点": MomentPassed,
    "2020-01-01 10:00": MomentPassed,
    "这周一 9:00": MomentPassed,
    "yesterday 3pm": MomentPassed,
    "2206-12-01 14:00": TooFarAhead,
    "9999-12-31 24:00": TooFarAhead,
    "0001-01-01 0:00": MomentPassed,
    "5月20日 周四 14:00": OtherWeekday,
    "明天": DateWithoutTime,
    "5月20日": DateWithoutTime,
    "next Saturday": DateWithoutTime,
    "明天下午": NotAMoment,
    "15:00": TimeWithoutDate,
    "下午三点": TimeWithoutDate,
}


@pytest.mark.parametrize(("said", "refusal"), REFUSED.items())
def test_what_is_no_moment_is_refused_for_its_own_reason(said, refusal):
    with pytest.raises(refusal) as raised:
        read_moment(said, now=FRIDAY_NOON, zone=SHANGHAI)

    assert raised.type is refusal


def test_a_date_without_a_time_says_which_day_was_understood():
    with pytest.raises(DateWithoutTime) as raised:
        read_moment("下周六", now=FRIDAY_NOON, zone=SHANGHAI)

    assert raised.value.facts == {"day": date(2026, 5, 9)}


def test_an_impossible_day_is_named():
    with pytest.raises(NoSuchDay) as raised:
        read_moment("31 February 10:00", now=FRIDAY_NOON, zone=SHANGHAI)

    assert raised.value.facts == {"day": 31, "month": 2}


def test_today_is_todays_date_where_the_neighbourhood_is():
    late_evening_utc = datetime(2026, 5, 1, 23, tzinfo=UTC)  # already the 2nd in Shanghai

    moment = read_moment("明天 9:00", now=late_evening_utc, zone=SHANGHAI)

    assert moment == datetime(2026, 5, 3, 1, tzinfo=UTC)


COUNTS = {
    "20": 20,
    "２０": 20,
    "二十": 20,
    "十五": 15,
    "一百": 100,
    "一百二十": 120,
    "两百零五": 205,
    "50人": 50,
    "三十个名额": 30,
    "1,000": 1000,
    "0": 0,
    "-1": -1,
    "1e9": None,
    "1000000000": 1_000_000_000,
    "many": None,
    "": None,
    "2.5": None,
    "9" * 100: None,
}


@pytest.mark.parametrize(("said", "count"), COUNTS.items())
def test_counts_are_read_in_digits_and_in_chinese(said, count):
    assert read_count(said) == count
