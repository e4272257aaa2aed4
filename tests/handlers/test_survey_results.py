"""What comes of a survey: pictures, tables, what will be done; and the one of every quarter."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.handlers.attending import at_the_door
from tests.handlers.surveying import adds, answers, asked, drafted, published
from tests.town import HOUSE, Town

NAMES = ("阿兰", "阿波", "阿琛", "阿丹", "阿恩")


async def over(town, *, names="匿名", homes=None):
    staff = await asked(town, names=names)
    people = [
        await town.resident(name, building=(homes or ["1号楼"] * 9)[n])
        for n, name in enumerate(NAMES)
    ]
    await published(town, staff)
    for number, person in enumerate(people):
        await answers(person, "45453"[number], f"说法{number}")
    await town.passes(days=8)
    return staff, people


def photos(town, person, where):
    return [m for m in town.world.messages(person.id, where) if "photo" in m]


async def test_a_result_is_drawn_and_posted_in_the_group(town):
    staff, (lan, *_others) = await over(town)
    await staff.taps("📊 结果")
    assert "4：2（40%）" in staff.screen()
    assert "5 人回答；平均 4.2" in staff.screen()
    await staff.taps("图片")
    assert "楼道灯" in photos(town, staff, staff.id)[-1]["caption"]
    await staff.taps("发到群里")

    assert len(photos(town, lan, town.group)) == 1
    assert ("posted a survey's result",) in await town.query("SELECT action FROM audit")


async def test_those_who_answered_hear_what_will_be_done_and_the_group_too(town):
    staff, (lan, *_others) = await over(town)
    bo = await town.resident("没答的人")
    await staff.taps("回复大家")
    await staff.types("下周换上更亮的灯")
    await staff.taps("是")
    staff.sees("发给每个回答过的人")
    await staff.taps("发送")

    staff.sees("5 人")
    lan.sees("下周换上更亮的灯")
    lan.sees("下周换上更亮的灯", town.group)
    bo.sees_nothing_of("更亮的灯")


async def test_with_names_the_table_has_a_row_for_each(town):
    staff, _people = await over(town, names="记名")
    await staff.taps("表格")

    [sent] = [m for m in town.world.messages(staff.id, staff.id) if "document" in m]
    content = town.world.files.find(sent["document"]["file_id"]).content
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("姓名", "楼栋")
    assert rows[1][0] == "阿兰"
    assert rows[1][4:] == ("4", "", "说法0")


async def test_a_building_with_few_answers_is_not_broken_down(town):
    homes = ["1号楼"] * 5
    staff, _people = await over(town, names="记名", homes=homes)
    few = await town.resident("阿独", building="2号楼")
    assert few
    await staff.taps("📊 结果")
    await staff.taps("按楼栋")

    assert "1号楼" in staff.screen()
    assert "2号楼" not in staff.screen()
    assert "少于 5 份" in staff.screen()


async def test_response_is_told_by_building_and_language(town):
    staff, _people = await over(town)
    await staff.taps("回收情况")

    assert "1号楼：5 / 5（100%）" in staff.screen()
    assert "简体中文：5 / 7（71%）" in staff.screen()


async def test_closed_by_hand_it_takes_no_more_answers(town):
    staff, lan = await asked(town), await town.resident("阿兰")
    await published(town, staff)
    await staff.types("/survey")
    await staff.taps("楼道灯")
    await staff.taps("现在结束")
    await staff.taps("确定结束")

    await lan.taps("填写")
    assert "这份问卷已经结束" in lan.toast
    await staff.taps("📊 结果")
    assert "不到 5 人" in staff.toast


async def test_who_reads_it_in_the_group_is_led_to_it(town):
    staff, lan = await asked(town), await town.resident("阿兰")
    await published(town, staff)
    await staff.types("/survey")
    await staff.taps("楼道灯")
    await staff.taps("发到群里")
    await lan.taps("填写", town.group)

    assert lan.led_to == "survey-1"
    new = await town.resident("阿新")
    await new.follows("survey-1")
    await new.taps("填写")
    new.sees("灯亮吗")


@pytest.fixture
async def every_quarter(tmp_path):
    """A town that asks a sample of three every quarter."""
    town = Town(tmp_path, replace(HOUSE, every_quarter=True, quarter_sample=3))
    await town.opens()
    await town.binds_its_groups()
    await town.linli.set_up()
    yield town
    await town.closes()


async def test_every_quarter_a_sample_is_asked_in_each_ones_language(every_quarter):
    town = every_quarter
    people = [await town.resident(f"居民{n}") for n in range(4)]
    people += [await town.resident(f"Resident {n}", "en") for n in range(4)]
    await town.passes(days=62)

    assert await town.query("SELECT quarter, sample FROM surveys") == [("2026-3", 3)]
    assert await town.query("SELECT count(*) FROM survey_asked") == [(3,)]
    said = [m["text"] for p in people for m in town.world.messages(p.id, p.id) if "text" in m]
    asked_now = [text for text in said if "第 3 季度满意度" in text or "Quarter 3 of 2026" in text]
    assert len(asked_now) >= 2
    await town.restart()
    await town.linli.set_up()
    await town.passes(days=92)
    assert await town.query("SELECT quarter FROM surveys") == [("2026-3",), ("2026-4",)]


async def test_feedback_after_activities_counts_as_asking(town):
    """Four surveys this month: nobody is asked about the activity as well."""
    _staff, lan, code = await at_the_door(town, "阿兰")
    for number in range(4):
        staff = await drafted(town, title=f"第{number}份", staff_name=f"小王{number}")
        await adds(staff, "好吗？", "1 到 5 分")
        await published(town, staff, closes="3 天")
    await lan.types(code)
    await town.passes(hours=5)

    lan.sees_nothing_of("您觉得这次活动怎么样")
