"""A Sunday morning, from the annual plan to what came of it: an organiser and four neighbours.

Flowers are planted before the houses. Wang Xiulan brings her grandson, Lin Zhiming his mother, who
has no Telegram; Emma has never met the house; Chen Xiaodong comes too late and waits.
"""

import re
from pathlib import Path

import pytest

from tests.handlers.planning import sends_plan

THE_YEAR = Path(__file__).parents[3] / "shared" / "data" / "annual_plan.csv"
FLOWERS = "5,楼前种花(一街一花色),亲子,家庭,楼前绿地,5月第一个周日 09:00,30,5,环卫专员,花苗免费"
COMING = """
SELECT p.name, s.standing, s.companions FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
 ORDER BY p.name
"""
CAME = """
SELECT p.name, a.people, a.how FROM attendance AS a JOIN people AS p ON p.id = a.person_id
 ORDER BY a.id
"""


@pytest.fixture
async def neighbours(town):
    li = await town.staff("李敏")
    wang = await town.resident("王秀兰", building="3号楼", unit="2", room="501")
    lin = await town.resident("林志明", "zh_Hant", building="1号楼", unit="1", room="203")
    chen = await town.volunteer("陈晓东")
    emma = town.newcomer("Emma", "en")
    return li, wang, lin, emma, chen


async def test_a_sunday_morning(town, neighbours):
    li, wang, lin, emma, chen = neighbours

    await the_plan_becomes_drafts(li)
    await a_draft_is_finished_and_published(town, li)
    await four_neighbours_sign_up(town, wang, lin, emma, chen)
    await it_begins_later_and_all_are_asked_again(li, wang, lin, emma)
    await a_place_is_freed_and_offered(town, emma, chen)
    await everyone_is_reminded_the_day_before_and_in_the_morning(town, wang, lin, chen)
    await they_arrive(town, li, wang, lin, chen)
    await they_say_how_it_was(town, wang, lin, chen)
    await the_organiser_says_what_will_be_done(town, li, wang, lin, emma)


async def the_plan_becomes_drafts(li):
    plan = THE_YEAR.read_bytes() if THE_YEAR.exists() else _only_the_flowers()
    await sends_plan(li, plan, year="2026")
    li.sees("活动草稿")
    await li.taps("生成")
    li.sees("已生成")
    await li.taps("5月")
    await li.taps("楼前种花")
    li.sees("时间：5月3日 周日 09:00")


async def a_draft_is_finished_and_published(town, li):
    """A week later than planned, for six, with family, and with a question."""
    await _changes(li, "开始时间", "5月10日 9:00")
    await _changes(li, "可带人数", "3")
    await li.taps("✏️ 修改")
    await li.taps("修改名额")
    await li.types("6")
    li.sees("名额：6 个")
    await li.taps("✏️ 修改")
    await li.taps("报名问题")
    await li.taps("同行人姓名")
    await li.taps("‹ 返回")
    await li.taps("‹ 返回")
    await li.taps("发布")
    li.sees("已发布，并发到了")


async def four_neighbours_sign_up(town, wang, lin, emma, chen):
    await wang.taps("和家人朋友一起", where=town.group)
    await wang.follows(wang.led_to)
    await wang.taps("+1")
    wang.sees("✅ 报名成功，共 2 人。")
    await wang.types("孙子乐乐")
    assert "我的回答" in wang.labels()

    await lin.taps("报名", where=town.group)
    assert lin.toast == "報名成功：楼前种花(一街一花色) · 5月10日 週日 09:00"
    await lin.taps("代他人報名")
    await lin.types("林媽媽")
    await lin.taps("是，同住")
    await lin.taps("沒有別人")
    lin.sees("代\u2068林媽媽\u2069")

    await _shares(town, wang, _family(town, wang, emma))
    await emma.taps("报名", where=emma.family)
    await emma.follows(emma.led_to)
    for label in ("English", "I agree", "Skip", "Not now"):
        await emma.taps(label)
    emma.sees("✅ You have a place.")
    await emma.taps("Change number")
    await emma.taps("+1")
    emma.sees("✅ You have 2 places, with yours.")

    await chen.taps("报名候补", where=town.group)
    assert chen.toast.startswith("名额已满，您是候补第 1 位")
    chen.sees("名额已满，1 组候补", where=town.group)
    assert "名额已满，1 组候补" in _shared_card(town, emma)


async def it_begins_later_and_all_are_asked_again(li, wang, lin, emma):
    await _changes(li, "开始时间", "5月10日 9:30")
    li.sees("将请 6 人")
    for neighbour in (wang, lin, emma):
        neighbour._look_around()
    await li.taps("修改并通知大家")

    wang.sees("新时间：5月10日 周日 09:30（原来：5月10日 周日 09:00）")
    await wang.taps("我会去")
    emma.sees("Do you still come?")
    await emma.taps("I'm coming")
    lin.sees("代\u2068林媽媽\u2069")
    for answer in _buttons(lin, "我會去"):
        await lin.presses(*answer)
    assert lin.toast == "謝謝您，到時見！"


async def a_place_is_freed_and_offered(town, emma, chen):
    await emma.taps("Give up place")
    await emma.taps("Yes, give it up")
    chen.sees("为您保留了 1 个名额")
    await chen.taps("接受名额")
    chen.sees("✅ 报名成功")
    assert await town.query(COMING) == [
        ("林媽媽", "confirmed", 0),
        ("林志明", "confirmed", 0),
        ("王秀兰", "confirmed", 1),
        ("陈晓东", "confirmed", 0),
    ]


async def everyone_is_reminded_the_day_before_and_in_the_morning(town, wang, lin, chen):
    for neighbour in (wang, lin, chen):
        neighbour._look_around()
    await town.passes(days=8)  # Saturday, noon
    wang.sees("活动提醒")
    lin.sees("代\u2068林媽媽\u2069")
    chen._look_around()
    await town.passes(hours=21)  # Sunday, 9:00
    chen.sees("楼前种花(一街一花色) · 5月10日 周日 09:30 · 楼前绿地")


async def they_arrive(town, li, wang, lin, chen):
    await li.types("/activities")
    await li.taps("楼前种花")
    await li.taps("管理")
    await li.taps("📍 现场")
    await li.taps("出示签到码")
    code = re.search(r"\d{3} \d{3}", li.sees("扫一扫二维码")).group().replace(" ", "")

    await wang.types(code)
    wang.sees("✅ 签到成功，共 2 人。")
    await lin.types(code)
    await lin.taps("林媽媽 也到了")
    await li.taps("签到名单")
    await li.taps("陈晓东")
    await li.taps("添加来宾")
    await li.types("马大爷")
    await li.taps("签到名单")
    li.sees("已到：6 人；其中无名额 1 人")
    assert await town.query(CAME) == [
        ("王秀兰", 2, "code"),
        ("林志明", 1, "code"),
        ("林媽媽", 1, "code"),
        ("陈晓东", 1, "staff"),
        ("马大爷", 1, "walk_in"),
    ]


async def they_say_how_it_was(town, wang, lin, chen):
    await town.passes(hours=4)
    wang.sees("您觉得这次活动怎么样？")
    await wang.taps("5")
    await wang.types("花苗很壮，孩子特别高兴。")
    for question in _buttons(lin, "4")[-2:]:
        await lin.presses(*question)
        await lin.taps("略過")
    await chen.taps("3")
    await chen.types("水管不够长。")
    await town.passes(days=4)


async def the_organiser_says_what_will_be_done(town, li, wang, lin, emma):
    result = li.sees("大家的评价")
    assert "4.0 分（满分 5 分）；4 人中 4 人已评价" in result
    assert "水管不够长" in result
    assert "陈晓东" not in result
    await li.taps("回复大家")
    await li.types("秋天补种时准备两条长水管，欢迎再来！")
    for neighbour in (wang, lin, emma):
        neighbour._look_around()
    await li.taps("发送")
    wang.sees("秋天补种时准备两条长水管")
    lin.sees("秋天补种时准备两条长水管")
    emma.sees_nothing_of("水管")


async def _changes(li, field, answer):
    await li.taps("✏️ 修改")
    await li.taps("修改内容")
    await li.taps(field)
    await (li.taps(answer) if answer in li.labels() else li.types(answer))


def _family(town, wang, emma):
    emma.family = town.world.add_group("我们一家人", creator=wang.id, members=[emma.id])
    return emma.family


async def _shares(town, wang, chat):
    query = town.world.ask_inline(wang.id, chat, "种花")
    await town.settle()
    town.world.choose_result(wang.id, query, town.world.inline.answers[query]["results"][0]["id"])
    await town.settle()


def _shared_card(town, emma):
    return next(m["text"] for m in town.world.messages(emma.id, emma.family) if "via_bot" in m)


def _buttons(neighbour, label):
    """Data and message of every button with this label, the oldest first."""
    found = []
    for message in neighbour._messages(neighbour.id):
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        found += [
            (button["callback_data"], message["message_id"])
            for button in (button for row in rows for button in row)
            if button["text"] == label
        ]
    return found


def _only_the_flowers():
    headers = "月份,标题,类型,对象,地点,建议日期,名额,需志愿者,负责人,备注"
    return f"{headers}\n{FLOWERS}".encode()
