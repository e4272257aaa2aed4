"""A quarter in one go: a poll, an announcement, a survey drawn by lot, and the month's report."""

from dataclasses import replace

import pytest

from community.figures import Population
from handlers.kit.fonts import typeface
from tests.handlers.announcing import WORDS, sent
from tests.handlers.test_figures import files_of
from tests.handlers.test_polls import pictures, posts, votes
from tests.town import HOUSE, Town

CAN_PRINT = pytest.mark.skipif(typeface("zh_Hans") is None, reason="no font with Chinese signs")
LEVELS = ("5", "4", "4", "4", "2", "5")
SEVEN = ("阿兰", "阿波", "阿琛", "阿丹", "阿恩", "阿芳", "阿贵")
WILL_DO = "八月起每晚多巡逻一次，十月底前换好楼道灯。"
TO_FIRST_OF_JULY = 60  # days
TO_THE_END_OF_THE_SURVEY = 14
TO_THIRD_OF_AUGUST = 19  # a Monday


@pytest.fixture
async def quarter(tmp_path):
    """A neighbourhood that asks six of its people every quarter; it is May."""
    house = replace(
        HOUSE, every_quarter=True, quarter_sample=6, population=Population(residents=40)
    )
    town = Town(tmp_path, house)
    await town.opens()
    await town.binds_its_groups()
    yield town
    await town.closes()


async def drawn(town, people):
    """Those of them whom the lot has asked."""
    rows = await town.query(
        "SELECT p.telegram_id FROM survey_asked a JOIN people p ON p.id = a.person_id"
    )
    asked = {number for (number,) in rows}
    return [one for one in people if one.id in asked]


async def answers(person, level):
    """What they say of the quarter, up to the last word."""
    await person.types("/surveys")
    await person.taps("2026 年第 3 季度")
    await person.taps(level)
    if level == "2":
        await person.types("楼道灯坏了很久")
    await person.taps("4")
    await person.taps("安全")
    await person.taps("好了")
    await person.taps("跳过")
    await person.taps("发送")


@CAN_PRINT
async def test_a_quarter_of_asking_telling_and_counting(quarter):
    li = await quarter.staff()
    people = [await quarter.resident(name) for name in SEVEN]
    await quarter.linli.set_up()

    message = await posts(quarter, li)
    for number, one in enumerate(people):
        await votes(quarter, one, message, number % 3)
    await quarter.passes(days=1, minutes=1)
    people[0].sees("得票最多：周六上午", quarter.group)
    assert len(pictures(quarter, li)) == 1

    await sent(quarter, li)
    people[0].sees(WORDS)
    li.sees("已送达：9")

    await quarter.passes(days=TO_FIRST_OF_JULY)
    asked = await drawn(quarter, [*people, li, quarter.admin])
    assert len(asked) == 6
    for one, level in zip(asked, LEVELS, strict=True):
        await answers(one, level)
    await quarter.passes(days=TO_THE_END_OF_THE_SURVEY)

    await li.types("/survey")
    await li.taps("满意度")
    await li.taps("📊 结果")
    li.sees("6 人回答")
    await li.types("/survey")
    await li.taps("满意度")
    await li.taps("回复大家")
    await li.types(WILL_DO)
    await li.taps("是")
    await li.taps("发送")
    asked[0].sees(WILL_DO)
    people[0].sees(WILL_DO, quarter.group)

    await quarter.passes(days=TO_THIRD_OF_AUGUST)
    names = [name for name, _content in files_of(quarter, quarter.admin, quarter.desk)]
    assert "指标 幸福里社区 2026年7月.pdf" in names
    await li.types("/figures")
    await li.taps("上月")
    figures = li.sees("指标：2026年7月")
    assert "12.5%\n   5 ÷ 40" in figures
    assert "83.3%\n   5 ÷ 6" in figures


async def test_what_follows_from_a_survey_stands_on_the_board_for_everybody(quarter):
    li = await quarter.staff()
    people = [await quarter.resident(name) for name in SEVEN]
    await quarter.linli.set_up()
    await quarter.passes(days=62)
    for one, level in zip(await drawn(quarter, [*people, li]), LEVELS, strict=False):
        await answers(one, level)
    await quarter.passes(days=TO_THE_END_OF_THE_SURVEY)
    await li.types("/survey")
    await li.taps("满意度")
    await li.taps("回复大家")
    await li.types(WILL_DO)
    await li.taps("是")
    await li.taps("发送")

    guest = await quarter.resident("新搬来的")
    await guest.types("/board")
    await guest.taps("📋 问卷")

    told = guest.sees(f"我们会做：{WILL_DO}")
    assert "2026 年第 3 季度" in told
    assert "平均" in told
    assert "楼道灯坏了很久" not in told
