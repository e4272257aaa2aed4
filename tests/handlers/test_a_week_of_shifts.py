"""A week of shifts, by the clock: planned on Friday, on the Sunday after everybody knows what came
of it.

Lan patrols with Bo on Wednesday, Chen cannot serve lunch on Thursday and 21 others are called for
the place, and Lan hands Saturday in the library over to Bo, who does not come.
"""

import re
from datetime import datetime

import pytest

from tests.handlers.volunteering import plan_shift, published_shift, ready_volunteer

PATROL, LIBRARY = "夜间巡逻", "图书室值守"
LUNCH = "助餐"
FIRST, SECOND = 5, 15  # as many are called at once
HOURS = """
SELECT p.name, h.title, (h.minutes + 5) / 10 * 10
  FROM hours_served AS h JOIN people AS p ON p.id = h.person_id
 ORDER BY h.started_at, p.id
"""


@pytest.fixture
async def crew(town):
    li = await town.staff("李敏")
    lan, bo, chen = [await ready_volunteer(town, name) for name in ("阿兰", "阿波", "阿陈")]
    others = [
        await ready_volunteer(town, f"志愿者{number}", hears_gaps=True)
        for number in range(1, FIRST + SECOND + 2)
    ]
    emma = await ready_volunteer(town, "Emma", hears_gaps=True, language="en")
    return li, lan, bo, chen, [*others, emma]


async def test_a_week_of_shifts(town, crew):
    li, lan, bo, chen, others = crew
    await town.linli.set_up()

    await the_week_is_planned(li)
    await places_are_taken_with_one_tap(lan, bo, chen)
    await on_monday_the_staff_see_what_is_missing(town)
    await the_evening_before_they_are_asked_and_the_staff_see_who_is_silent(town, li, lan, bo)
    await a_gap_is_filled_by_the_third_circle(town, chen, others)
    await the_patrol_comes_and_goes(town, li, lan, bo)
    await lunch_is_served(town, li, others[-1])
    await saturday_changes_hands(town, lan, bo)
    await who_did_not_come_is_asked_alone(town, li, lan, bo)
    await what_was_given_is_on_paper(town, lan)


async def the_week_is_planned(li):
    await plan_shift(li, title=PATROL, when="5月6日 19:00", until="5月20日")
    assert "全部发布（3 班）" in li.labels()
    await li.taps("全部发布（3 班）")
    await published_shift(li, title=LUNCH, when="5月7日 11:00", people="1")
    await published_shift(li, title=LIBRARY, when="5月9日 14:00", people="1")


async def places_are_taken_with_one_tap(lan, bo, chen):
    for one, title in ((lan, PATROL), (bo, PATROL), (chen, LUNCH)):
        await one.types("/shifts")
        await one.taps(title)
        assert one.toast == "谢谢您！这一班是您的了。"


async def on_monday_the_staff_see_what_is_missing(town):
    await reaches(town, "2026-05-04 09:00")
    said = town.admin.sees("缺人的班次", where=town.desk)
    assert LIBRARY in said
    assert LUNCH not in said


async def the_evening_before_they_are_asked_and_the_staff_see_who_is_silent(town, li, lan, bo):
    for one in (lan, bo):
        one._look_around()
    await reaches(town, "2026-05-05 19:30")
    bo.sees("班次提醒：")
    lan.sees("班次提醒：")
    await lan.taps("我会到")
    await li.types("/rota")
    await li.taps(PATROL)
    li.sees("❔ 1 人已提醒，未回复。")


async def a_gap_is_filled_by_the_third_circle(town, chen, others):
    """Half an hour apart; the first of the last circle to tap has it."""
    await reaches(town, "2026-05-06 11:30")
    await chen.taps("我去不了")
    await chen.taps("我去不了")
    assert called(others) == FIRST
    await town.passes(minutes=30)
    assert called(others) == FIRST + SECOND
    await town.passes(minutes=30)
    assert called(others) == len(others)

    *waiting, emma = others
    await emma.taps("I'll do it")

    assert emma.toast == "Thank you! It is yours."
    for one in waiting:
        one.sees("✅ 已有人接下，谢谢您愿意帮忙！")


async def the_patrol_comes_and_goes(town, li, lan, bo):
    """Lan with the code on site, Bo by the list of the staff."""
    lan._look_around()
    await reaches(town, "2026-05-06 18:50")
    lan.sees("⏰ 您的班次快开始了：")
    await li.types("/rota")
    for label in (PATROL, "签到名单", "出示签到码"):
        await li.taps(label)
    code = re.search(r"\d{3} \d{3}", li.screen()).group()
    await lan.types(code)
    lan.sees("🟢 签到成功")
    await li.taps("阿波")
    await reaches(town, "2026-05-06 21:00")
    await lan.taps("我要离岗")
    lan.sees("已计入 2 小时")
    await li.taps("阿波")


async def lunch_is_served(town, li, emma):
    """Nobody checks out: it was until the end."""
    emma._look_around()
    await reaches(town, "2026-05-07 10:50")
    emma.sees("⏰ Your shift begins soon:")
    await li.types("/rota")
    for label in (LUNCH, "签到名单", "Emma"):
        await li.taps(label)
    await reaches(town, "2026-05-07 17:00")


async def saturday_changes_hands(town, lan, bo):
    await lan.types("/shifts")
    await lan.taps(LIBRARY)
    await lan.taps("转给别人")
    while "阿波" not in lan.labels():
        await lan.taps("›")
    await lan.taps("阿波")
    bo.sees("想请您接这一班")
    await bo.taps("好，我来")
    lan.sees("接下了您的班，您不用来了。")


async def who_did_not_come_is_asked_alone(town, li, lan, bo):
    """A walk-in keeps the library, so that it is known who was there."""
    wang = await town.resident("王阿姨")
    await reaches(town, "2026-05-09 14:10")
    await li.types("/rota")
    for label in (LIBRARY, "签到名单", "名单外的人"):
        await li.taps(label)
    await li.types("王")
    await li.taps("王阿姨")
    await reaches(town, "2026-05-10 12:00")
    bo.sees("没有见到您")
    for one in (lan, wang, li):
        one.sees_nothing_of("没有见到您")
        one.sees_nothing_of("没有见到您", where=town.group)
    await bo.taps("临时有事")
    await bo.taps("跳过")
    assert await town.query(HOURS) == [
        ("阿兰", PATROL, 130),
        ("阿波", PATROL, 130),
        ("Emma", LUNCH, 130),
        ("王阿姨", LIBRARY, 110),
    ]


async def what_was_given_is_on_paper(town, lan):
    await lan.types("/hours")
    lan.sees("合计：2 小时")
    assert "我的证书" in str(lan.labels())


def called(others):
    return sum("🙋" in str(one.news()) for one in others)


async def reaches(town, moment):
    left = datetime.fromisoformat(f"{moment}+08:00") - town.clock.now()
    await town.passes(seconds=left.total_seconds())
