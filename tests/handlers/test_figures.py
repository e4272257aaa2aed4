"""The figures, as the staff ask for them, take them away and post them."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from community.figures import By, Facts, Indicator, Population
from community.indicators import account
from community.periods import Period
from handlers.indicators.buttons import span_of
from handlers.indicators.counting import Counted, largest
from handlers.kit.fonts import typeface
from tests.storage.measured import APRIL, DAY, Measured
from tests.town import HOUSE, Town

CAN_PRINT = pytest.mark.skipif(typeface("zh_Hans") is None, reason="no font with Chinese signs")
POPULATION = Population(
    residents=200,
    residents_able=120,
    households=80,
)


def fill(db):
    """April: twelve people in three buildings, an activity, five tickets, one anonymous."""
    put = Measured(db.updates._sql.run)
    people = [
        put.person(f"居民{n}", f"{n % 3 + 1}号楼", str(n % 2 + 1), str(100 + n)) for n in range(12)
    ]
    dumplings = put.activity(people[0])
    put.came(dumplings, *people[:9])
    put.asked(dumplings, *people[:9])
    for person, level in zip(people[:6], (5, 5, 4, 4, 3, 1), strict=True):
        put.said(dumplings, person, level)
    earlier = put.activity(people[0], APRIL - 30 * DAY, "下棋")
    put.came(earlier, *people[:4])
    hour = timedelta(hours=1)
    for n, (contacted, solved, level) in enumerate(((1, 2, 5), (1, 1, 3), (1, 2, 4), (0, 0, 1))):
        whose = people[n] if n else None
        ticket = put.ticket(
            whose, kind="help", category="water", answered=hour, closed=DAY, state="closed"
        )
        put.rated(ticket, contacted, solved, level, at=APRIL + DAY)
    put.ticket(people[5], category="parking", answered=9 * DAY, building="2号楼")


@pytest.fixture
async def measured(tmp_path):
    place = Town(tmp_path, replace(HOUSE, population=POPULATION))
    await place.opens()
    await place.binds_its_groups()
    await place.linli.doors.store.transaction(fill)
    yield place
    await place.closes()


async def opens_april(town, language="zh_Hans"):
    li = await town.staff(language=language)
    await li.types("/figures")
    await li.taps("上月" if language == "zh_Hans" else "Last month")
    return li


def files_of(town, person, chat=None):
    """Name and content of everything that came to the chat, oldest first."""
    found = []
    for message in town.world.messages(person.id, chat or person.id):
        if file := message.get("document") or (message.get("photo") or [None])[-1]:
            stored = town.world.files.find(file["file_id"])
            found.append((file.get("file_name", ""), stored.content))
    return found


async def test_a_month_is_shown_with_parts_wholes_and_the_month_before(measured):
    li = await opens_april(measured)

    said = li.sees("指标：2026年4月")
    assert li.toast == "正在统计…"
    assert "居民参与率：7.5%（上期 3.3%）\n   9 ÷ 120（有服务能力的居民）" in said
    assert "满意率（占答复者）：33.3%\n   2 ÷ 6（答复）、9 人中 3 人未答复" in said
    assert "据社区设定：居民 200、有服务能力的居民 120、居民户 80" in said
    assert "据登记：单元 6" in said
    assert "首次答复用时：一半不超过 1 小时，九成不超过 9 天" in said


async def test_in_english_too(measured):
    li = await opens_april(measured, "en")

    said = li.sees("Figures: April 2026")
    assert "Participation of residents: 7.5%, before 3.3%" in said
    assert "2 of 4 answers, everybody who was asked answered, 1 partly" in said


async def test_without_a_register_and_without_config_it_is_said_what_is_missing(town):
    await town.linli.doors.store.transaction(fill)
    await town.query("UPDATE people SET unit = '', room = ''")
    li = await opens_april(town)

    said = li.sees("指标：2026年4月")
    assert "居民户受益率：—" in said
    assert "缺少“居民户”的数量。请写在 config.toml 的 [population] households。" in said


async def test_a_month_without_anything_is_told_kindly(town):
    li = await opens_april(town)

    li.sees("这段时间没有记录。请选择其他时间。")
    assert "图片" not in li.labels()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("2026-04", "指标：2026年4月"),
        ("2026年第2季度", "指标：2026年第2季度"),
        ("2026-04-10 2026-04-20", "指标：2026年4月10日至2026年4月20日"),
        ("2026-04-20 2026-04-10", "2026-04-10 早于 2026-04-20"),
        ("2027", "2027-01-01 还没有到"),
        ("随便", "没有看懂"),
    ],
)
async def test_any_time_can_be_typed(measured, typed, answer):
    li = await measured.staff()
    await li.types("/figures")
    await li.taps("其他时间")

    await li.types(typed)

    li.sees(answer)


async def test_buildings_are_compared_and_figures_turned(measured):
    li = await opens_april(measured)

    await li.taps("按楼栋")
    li.sees("3号楼\u2069：75.0%（上期 25.0%） · 3/4")
    await li.taps("单元参与")

    li.sees("单元参与率 · 2026年4月")


async def test_categories_are_told_by_name_and_only_for_tickets(measured):
    li = await opens_april(measured)

    await li.taps("按类别")
    li.sees("需求满足率 · 2026年4月")
    await li.taps("响应")

    li.sees("75.0% · 3/4")


async def test_lines_name_people_in_private_and_are_noted(measured):
    li = await opens_april(measured)

    await li.taps("逐条明细")

    li.sees("居民0\u2069 · 1号楼 1单元 100室：1")
    noted = await measured.query("SELECT action, subject FROM audit ORDER BY id DESC LIMIT 1")
    assert noted == [("read a figure's lines", "figure:participation_residents")]


async def test_lines_of_tickets_open_the_ticket_and_name_no_author(measured):
    li = await opens_april(measured)
    await li.taps("按类别")

    await li.taps("逐条明细")

    assert not [label for label in li.labels() if "居民" in label]
    assert "#1001 · water · 1号楼 · ✅" in li.labels()
    await li.taps("#1002")
    li.sees("#1002")


async def test_the_table_holds_every_figure_of_every_part(measured):
    li = await opens_april(measured)

    await li.taps("Excel")

    ((name, content),) = files_of(measured, li)
    assert name == "指标 幸福里社区 2026年4月.xlsx"
    rows = [[c or "" for c in row] for row in load_workbook(BytesIO(content)).active.values]
    assert ["全部", "居民参与率", "7.5", "9", "120"] in [row[:5] for row in rows]
    assert ["3号楼", "居民参与率", "75.0", "3", "4"] in [row[:5] for row in rows]
    assert ["停车", "按期答复率", "0.0", "0", "1"] in [row[:5] for row in rows]


@CAN_PRINT
async def test_the_paper_is_a_page_and_the_picture_a_picture(measured):
    li = await opens_april(measured)

    await li.taps("PDF")
    await li.taps("图片")

    (name, paper), (_photo, picture) = files_of(measured, li)
    assert name == "指标 幸福里社区 2026年4月.pdf"
    assert paper.startswith(b"%PDF")
    assert picture.startswith(b"\x89PNG")


@CAN_PRINT
async def test_one_figure_by_building_is_a_picture_too(measured):
    li = await opens_april(measured)
    await li.taps("按楼栋")

    await li.taps("图片")

    ((name, picture),) = files_of(measured, li)
    assert name == "居民参与率 2026年4月.png"
    assert picture.startswith(b"\x89PNG")


@CAN_PRINT
async def test_the_picture_is_posted_once_and_only_after_a_second_tap(measured):
    li = await opens_april(measured)

    await li.taps("发到群里")
    li.sees("把2026年4月的指标发到邻里群吗？")
    assert not files_of(measured, li, measured.group)
    await li.taps("发布")

    li.sees("已发布")
    assert len(files_of(measured, li, measured.group)) == 1
    await li.taps("返回")
    await li.taps("发到群里")
    assert li.toast == "这份指标已经发到群里了。"


@CAN_PRINT
async def test_the_report_comes_to_the_desk_on_the_first_working_day(measured):
    li = await measured.staff()
    await measured.linli.set_up()

    await measured.passes(days=31)  # over the first of June, a Monday

    told = measured.world.messages(measured.admin.id, measured.desk)
    assert any("2026年5月的指标已生成" in message.get("text", "") for message in told)
    assert [name for name, _content in files_of(measured, measured.admin, measured.desk)] == [
        "指标 幸福里社区 2026年5月.pdf"
    ]
    link = measured.admin.link_of("查看", measured.desk)
    await li.follows(link.partition("start=")[2])
    li.sees("指标：2026年5月")


async def test_residents_have_no_figures(measured):
    alice = await measured.resident("Alice")

    await alice.types("/figures")

    alice.sees("您没有这个权限")


async def test_who_takes_part_a_lot_is_shown_only_after_agreeing(measured):
    alice = await measured.resident("爱丽丝")
    ((number,),) = await measured.query("SELECT id FROM people WHERE name = '爱丽丝'")

    def be_active(db):
        put = Measured(db.updates._sql.run)
        put._ids.update(activity=2000, ticket=2000, voice=2000, shift=2000)
        put.came(put.activity(number), number)
        put.shift(number)
        put.ticket(number)

    await measured.linli.doors.store.transaction(be_active)
    li = await measured.staff()
    await li.types("/figures")
    await li.taps("居民骨干")
    li.sees_nothing_of("爱丽丝")

    await alice.types("/settings")
    await alice.taps("居民骨干")
    await alice.taps("同意显示")
    await li.types("/figures")
    await li.taps("居民骨干")

    li.sees("爱丽丝\u2069 · 4 类")
    await alice.taps("不再显示")
    await li.types("/figures")
    await li.taps("居民骨干")
    li.sees_nothing_of("爱丽丝")


async def test_who_is_erased_is_no_longer_anybodys_example(measured):
    alice = await measured.resident("爱丽丝")
    await alice.types("/settings")
    await alice.taps("居民骨干")
    await alice.taps("同意显示")
    assert len(await measured.query("SELECT * FROM willing_residents")) == 1

    await alice.types("/privacy")
    await alice.taps("删除")
    await alice.taps("删除")

    assert await measured.query("SELECT * FROM willing_residents") == []


async def test_a_building_where_few_have_answered_has_no_satisfaction(measured):
    li = await opens_april(measured)
    await li.taps("按楼栋")

    for label in ("单元参与", "居民户受益", "单元受益", "需求满足率", "满意（全体）"):
        await li.taps(label)

    li.sees("满意率（占全体居民） · 2026年4月")
    assert "%" not in li.screen()


@pytest.mark.parametrize("span", [0, 1, 74_970_000_001, 73_970_000_000, 9_999_999_999_999_999])
@pytest.mark.parametrize("kind", ["show", "pic", "xlsx", "pdf", "post", "post.yes"])
async def test_forged_times_are_refused(measured, kind, span):
    li = await opens_april(measured)

    await li.presses(f"fig.{kind}:{span}", measured.world.messages(li.id, li.id)[-1]["message_id"])

    assert li.toast
    assert not files_of(measured, li)


@pytest.mark.parametrize(
    "data",
    ["fig.by:{}:0:0", "fig.by:{}:9:0", "fig.by:{}:2:0", "fig.by:{}:1:99", "fig.rows:{}:99:0"],
)
async def test_forged_figures_are_refused(measured, data):
    li = await opens_april(measured)
    span = span_of(Period(date(2026, 4, 1), date(2026, 4, 30)))

    await li.presses(data.format(span), measured.world.messages(li.id, li.id)[-1]["message_id"])

    assert "/menu" in li.toast


async def test_a_page_past_the_end_is_the_last_one(measured):
    li = await opens_april(measured)
    span = span_of(Period(date(2026, 4, 1), date(2026, 4, 30)))

    await li.presses(
        f"fig.rows:{span}:0:999999", measured.world.messages(li.id, li.id)[-1]["message_id"]
    )

    li.sees("居民8")


def test_of_many_parts_the_largest_are_told_and_the_others_added_up():
    parts = {
        f"{number}号楼": account(Facts(tickets=number, repeated=1), Population())
        for number in range(1, 201)
    }
    whole = account(Facts(tickets=20_100, repeated=200), Population())
    month = Period(date(2026, 4, 1), date(2026, 4, 30))

    told, others = largest(
        Counted(month, By.BUILDING, APRIL, whole, whole, parts), Indicator.REPEAT
    )

    assert list(told) == [f"{number}号楼" for number in range(181, 201)]
    assert (others.part, others.whole) == (180, sum(range(1, 181)))
