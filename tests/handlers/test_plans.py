"""The annual plan as staff bring it in: from a table to what residents can join."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.handlers.planning import CLASS, DUMPLINGS, HEADERS, SNOW, VISITS, plan, sends_plan

THE_YEAR = Path(__file__).parents[3] / "shared" / "data" / "annual_plan.csv"


async def drafts(town):
    return await town.query(
        "SELECT title, capacity, companions_allowed, volunteers_wanted, kind FROM activities"
        " WHERE state = 'draft' ORDER BY starts_at, id"
    )


async def test_a_table_becomes_drafts_after_a_yes(town):
    staff = await town.staff()

    await sends_plan(staff, plan(DUMPLINGS))

    staff.sees("可以生成 1 份活动草稿")
    assert await drafts(town) == []
    await staff.taps("生成 1 份草稿")
    staff.sees("已生成 1 份草稿")
    assert await drafts(town) == [("端午包粽子", 36, 3, 4, "亲子")]
    assert await town.query("SELECT details FROM activities") == [
        ("每户最多四人\n负责人：文体专员",)
    ]
    await staff.taps("6月")
    await staff.taps("端午包粽子")
    staff.sees("时间：2027年6月8日 周二 14:00")


async def test_a_restart_between_the_table_and_the_yes_loses_nothing(town):
    staff = await town.staff()
    await sends_plan(staff, plan(DUMPLINGS, CLASS))

    await town.restart()
    await staff.taps("生成 13 份草稿")

    staff.sees("已生成 13 份草稿")
    assert len(await drafts(town)) == 13


async def test_two_taps_make_the_drafts_once(town):
    staff = await town.staff()
    await sends_plan(staff, plan(DUMPLINGS))
    message, data = staff._button("生成 1 份草稿", staff.id)

    await staff.presses(data, message)
    await staff.presses(data, message)

    assert staff.toast == "已经处理过了。"
    assert len(await drafts(town)) == 1


async def test_the_same_table_once_more_changes_nothing(town):
    staff = await town.staff()
    await sends_plan(staff, plan(DUMPLINGS, VISITS))
    await staff.taps("生成 1 份草稿")

    await sends_plan(staff, plan(DUMPLINGS, VISITS))

    said = staff.sees("没有可以生成草稿的内容")
    assert "计划里已有，不重复导入" in said
    assert "第 2 行：端午包粽子" in said
    assert staff.labels() == ["‹ 年度计划"]


async def test_what_has_no_date_or_no_places_stays_in_the_plan_and_is_said(town):
    staff = await town.staff()

    await sends_plan(staff, plan(VISITS, SNOW))

    said = staff.sees("日期未定，先留着")
    assert "第 3 行：扫雪志愿队集结 – 首场雪后 06:30" in said
    assert "无需报名，保留在计划里：\n• 第 2 行：退休党员走访" in said
    await staff.taps("保留 2 项")
    await staff.taps("11月")
    await staff.taps("扫雪志愿队集结")
    staff.sees("需要志愿者 20 人")


async def test_a_date_makes_a_draft_of_what_was_left_open(town):
    staff = await town.staff()
    await sends_plan(staff, plan(SNOW))
    await staff.taps("保留 1 项")
    await staff.taps("11月")
    await staff.taps("扫雪志愿队集结")

    await staff.taps("定日期")
    await staff.types("2027年11月20日 6:30")
    await staff.types("20")

    staff.sees("草稿：还没有人能看到")
    assert await drafts(town) == [("扫雪志愿队集结", 20, 0, 20, "志愿")]
    assert await town.query("SELECT count(*) FROM plan_items") == [(0,)]
    await sends_plan(staff, plan(SNOW))
    staff.sees("计划里已有，不重复导入")


async def test_mistakes_are_told_by_row_and_column_and_nothing_is_half_imported(town):
    staff = await town.staff()
    rows = (
        DUMPLINGS,
        DUMPLINGS.replace("36", "三十多"),
        SNOW.replace("11,", "13,"),
        CLASS.replace("7月每周", "9月每周"),
        VISITS.replace("6月28日", "2月30日"),
        VISITS.replace("退休党员走访", ""),
    )

    await sends_plan(staff, plan(*rows))

    said = staff.sees("有 5 处需要改正。目前什么都还没有导入")
    assert "第 3 行“名额”（G3）：不是数字" in said
    assert "第 4 行“月份”（A4）：是几月" in said
    assert "第 5 行“建议日期”（F5）：日期是9月1日 周三，月份却写着 7" in said
    assert "第 6 行“建议日期”（F6）：没有这一天" in said
    assert "第 7 行“标题”（B7）：没有名称" in said
    assert staff.labels() == ["重新发送", "‹ 年度计划"]
    assert await drafts(town) == []
    assert await town.query("SELECT count(*) FROM proposals") == [(0,)]


async def test_a_missing_column_is_named_and_the_table_can_be_sent_again(town):
    staff = await town.staff()

    await sends_plan(staff, plan("6,端午包粽子", headers="月份,标题"))

    staff.sees("缺少这些列：日期")
    await staff.taps("重新发送")
    staff.sees("是哪一年的计划")


async def test_what_is_over_is_left_out_and_said(town):
    staff = await town.staff()
    past = "3,座谈会,座谈,女性居民,二楼,3月8日 14:00,40,2,妇联专员,"

    await sends_plan(staff, plan(past, DUMPLINGS), year="2026")

    assert "日期已过，不导入：\n• 第 2 行：座谈会 – 3月8日 周日" in staff.sees("可以生成 1 份")


async def test_a_series_over_a_holiday_leaves_it_out_and_says_so(town):
    staff = await town.staff()
    check = "10,秋季体检,健康,老人,卫生中心,10月每周二 08:00,60,4,卫生专员,空腹"

    await sends_plan(staff, plan(check))

    assert "• 第 2 行：秋季体检 – 10月5日 周二 国庆节" in staff.sees("可以生成 3 份")
    await staff.taps("生成 3 份草稿")
    assert await town.query("SELECT count(DISTINCT series_id) FROM activities") == [(1,)]


async def test_a_month_is_published_at_once_and_the_group_hears_once(town):
    staff, lan = await town.staff(), await town.resident("阿兰")
    await sends_plan(staff, plan(DUMPLINGS, CLASS))
    await staff.taps("生成 13 份草稿")
    await staff.taps("7月")

    await staff.taps("发布全部草稿")
    assert "• 2027年7月2日 周五 09:00 暑期课堂" in staff.sees("发布这 12 份草稿")
    await staff.taps("发布 12 个")

    staff.sees("已发布 12 个活动")
    news = staff.news(where=town.group)
    assert len(news) == 1
    assert "新活动" in news[0]
    assert len(await drafts(town)) == 1
    await lan.types("/activities")
    await lan.taps("暑期课堂")
    assert "🔁 每周一、周三、周五；另有 2027年" not in lan.screen()
    lan.sees("🔁 每周一、周三、周五；另有 7月5日 周一、7月7日 周三、7月9日 周五")


async def test_all_drafts_are_listed_by_page(town):
    staff = await town.staff()
    await sends_plan(staff, plan(DUMPLINGS, CLASS))
    await staff.taps("生成 13 份草稿")

    await staff.types("/drafts")
    await staff.taps("›")

    staff.sees("点一份草稿")
    assert "2/2" in staff.labels()


async def test_a_picture_instead_of_a_table_loses_nothing(town):
    staff = await town.staff()
    await staff.types("/plantable")
    await staff.taps("2027")

    await staff.sends_photo()

    staff.sees("请在这里发送文件")


async def test_only_staff_have_a_plan(town):
    lan = await town.resident("阿兰")

    await lan.types("/plan")

    lan.sees("社区")


async def test_five_thousand_rows_are_five_thousand_drafts_or_none(town):
    staff = await town.staff()
    rows = [f"6,活动 {n},,,,6月8日 14:00,20,,," for n in range(5_000)]

    await sends_plan(staff, plan(*rows))
    assert await drafts(town) == []
    await staff.taps("生成 5000 份草稿")

    assert len(await drafts(town)) == 5_000


def as_workbook(text):
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append([int(c) if c.isdigit() else c for c in line.split(",", 9)])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.skipif(not THE_YEAR.exists(), reason="the shared data is not here")
@pytest.mark.parametrize("how", ["utf-8", "gb18030", "xlsx"])
async def test_a_whole_year_however_it_is_saved(town, how):
    staff = await town.staff()
    text = THE_YEAR.read_text("utf-8")
    content = as_workbook(text) if how == "xlsx" else text.encode(how)

    await sends_plan(staff, content, name="plan.xlsx" if how == "xlsx" else "plan.csv")

    said = staff.sees("可以生成 34 份活动草稿")
    assert "第 25 行：扫雪志愿队集结 – 首场雪后 06:30" in said
    assert "第 20 行：重阳节敬老宴 – 10月8日 周五" in said
    assert "节后治安巡逻班 – 2月5日 周五 春节" in said
    await staff.taps("生成 34 份草稿")
    assert "7月：草稿 12 · 其他 1" in staff.sees("2027 年度计划")


def test_the_headers_here_are_those_of_the_shared_plan():
    if THE_YEAR.exists():
        assert THE_YEAR.read_text("utf-8").startswith(HEADERS)


async def test_a_report_nobody_said_yes_to_is_gone_after_a_month(town):
    staff = await town.staff()
    await sends_plan(staff, plan(DUMPLINGS))

    await town.passes(days=31)
    await town.linli.clock.tidy()

    assert await town.query("SELECT count(*) FROM proposals") == [(0,)]
    await staff.taps("生成 1 份草稿")
    assert staff.toast.startswith("这个按钮")
