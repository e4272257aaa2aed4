"""Services and what neighbours lend: found, written down, taken from tables, kept right."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.handlers.planning import sends_file

LOCKSMITH = ("老王开锁", "开锁换锁，备配钥匙", "0351-7654321 王师傅", "东门右侧", "8:00-22:00",
             "30元起", "半小时内到")  # fmt: skip
NAMES = "SELECT name, kind, category FROM directory_entries ORDER BY id"
TABLE = """名称,类型,分类,介绍,电话,地址,时间,费用,承诺,条件,已同意
社区食堂,单位,餐饮送餐,午餐和送餐,0351-1111111,3号楼一层,11:00-13:00,12元,,,
輪椅,单位,可借物品,轮椅两辆,0351-2222222,居委会,,免费,,押金100元,
李阿姨,个人,,会理发,13800001111,,,免费,,,是
"""


async def writes_down(staff, said=LOCKSMITH, kind="服务", category="维修"):
    await staff.types("/services")
    await staff.taps("＋ 添加")
    await staff.taps(kind)
    await staff.taps(category)
    for words in said:
        await staff.types(words)
    await staff.taps("保存")


@pytest.fixture
async def staff(town):
    return await town.staff()


@pytest.fixture
async def lan(town):
    return await town.resident("阿兰")


async def test_a_service_is_written_down_and_found_by_its_category(staff, lan):
    await writes_down(staff)
    staff.sees("老王开锁")

    await lan.types("/services")
    await lan.taps("维修（1）")
    await lan.taps("老王开锁")

    said = lan.sees("电话：0351-7654321 王师傅")
    assert "地址：东门右侧" in said
    assert "费用：30元起" in said
    assert "承诺：半小时内到" in said
    assert "2026年5月1日核实" in said


@pytest.mark.parametrize(
    "words", ["锁", "開鎖", "钥匙", "换锁 王", "７６５４３２１", "修锁的", "维修"]
)
async def test_it_is_found_by_words_of_any_length_and_script(staff, lan, words):
    await writes_down(staff)

    await lan.types(f"/services {words}")

    assert {"老王开锁", "维修（1）"} & set(lan.labels())


async def test_words_can_be_asked_for_and_nothing_found_says_what_to_do(staff, lan):
    await writes_down(staff)

    await lan.types("/services")
    await lan.taps("查找")
    await lan.types("<b>游艇")

    lan.sees("没有找到与“<b>游艇”有关的内容。请换个短一点的词")
    await lan.taps("再查一次")
    await lan.types("钥匙")
    await lan.taps("老王开锁")
    lan.sees("30元起")


async def test_an_empty_directory_says_so_and_still_leads_to_the_emergency_numbers(lan):
    await lan.types("/services")
    lan.sees("这里还没有内容")

    await lan.taps("紧急电话")

    lan.sees("110")


async def test_what_is_no_phone_number_is_not_taken_for_one(staff, town):
    await staff.types("/services")
    await staff.taps("＋ 添加")
    await staff.taps("服务")
    await staff.taps("维修")
    for words in ("老王开锁", "开锁"):
        await staff.types(words)

    await staff.types("找老王")

    staff.sees("没有看到电话号码")
    await staff.types("０３５１－７６５４３２１")
    staff.sees("在哪里")


async def test_a_neighbour_is_listed_only_with_their_consent(staff, town):
    await staff.types("/services")
    await staff.taps("＋ 添加")
    await staff.taps("个人")
    staff.sees("是否同意让所有居民看到")

    await staff.types("可能吧")

    staff.sees("按钮")
    await staff.taps("取消")
    assert await town.query(NAMES) == []


async def test_one_part_is_changed_and_the_rest_stays(staff, lan, town):
    await writes_down(staff)
    await staff.taps("修改…")
    await staff.taps("费用")
    await staff.types("50元起")
    staff.sees("50元起")

    await staff.taps("地图")
    await staff.sends_location(37.87, 112.55)

    await lan.follows("service-1")
    said = lan.sees("50元起")
    assert "0351-7654321" in said
    await lan.taps("📍 地图")
    assert town.world.messages(lan.id, lan.id)[-1]["venue"]["title"] == "老王开锁"


async def test_what_is_removed_is_gone_for_old_buttons_too(staff, lan, town):
    await writes_down(staff)
    await lan.types("/services 锁")

    await staff.taps("删除")
    staff.sees("无法恢复")
    await staff.taps("确定删除")

    await lan.taps("老王开锁")
    assert "过期" in lan.toast
    assert await town.query(NAMES) == []


async def test_everything_staff_do_is_in_the_log(staff, town):
    await writes_down(staff)
    await staff.taps("修改…")
    await staff.taps("费用")
    await staff.types("50元起")

    await town.admin.types("/log")

    said = town.admin.sees("列入便民服务")
    assert "老王开锁" in said


async def test_residents_change_nothing(staff, lan):
    await writes_down(staff)
    await lan.follows("service-1")
    message = lan.town.world.messages(lan.id, lan.id)[-1]["message_id"]
    assert "修改…" not in lan.labels()

    for forged in ("svc.edit:1", "svc.del:1", "svc.add", "svc.part:1:2", "svc.right:1",
                   "svc.mine:1", "svc.xlsx"):  # fmt: skip
        await lan.presses(forged, message)
        assert "权限" in lan.toast

    assert await lan.town.query("SELECT count(*) FROM directory_entries") == [(1,)]


async def sends_table(staff, table):
    await staff.types("/importservices")
    await sends_file(staff, table.encode(), "services.csv")


async def test_a_table_is_taken_over_after_one_tap_and_brings_up_to_date(staff, town):
    await sends_table(staff, TABLE)
    staff.sees("表中有 3 条：")
    assert await town.query(NAMES) == []

    await staff.taps("导入 3 条")

    assert staff.toast == "新增 3 条，更新 0 条。"
    assert await town.query(NAMES) == [
        ("社区食堂", "organisation", "meals"),
        ("輪椅", "organisation", "lending"),
        ("李阿姨", "person", "other"),
    ]
    await sends_table(staff, "名称,类型,费用\n轮椅,单位,每天一元\n修鞋,,5元\n")
    staff.sees("其中 1 条已经存在")
    await staff.taps("导入 2 条")
    assert staff.toast == "新增 1 条，更新 1 条。"
    assert await town.query("SELECT count(*) FROM directory_entries") == [(4,)]


async def test_a_table_with_errors_takes_over_nothing_and_says_where(staff, town):
    bad = "王师傅,个人,飞行,,没有,,,,,,\n社区食堂,单位,,,,,,,,,\n,服务,,,,,,,,,\n"

    await sends_table(staff, TABLE + bad)

    said = staff.sees("处需要改正")
    assert "第 5 行“分类”（C5）：没有这个分类" in said
    assert "第 5 行“电话”（E5）：这里没有看到电话号码" in said
    assert "第 5 行“已同意”（K5）：邻居个人须本人同意" in said
    assert "第 6 行“名称”（A6）：与第 2 行同名" in said
    assert "第 7 行“名称”（A7）" in said
    assert await town.query(NAMES) == []


async def test_the_table_that_is_handed_out_can_be_sent_back(staff, town):
    await sends_table(staff, TABLE)
    await staff.taps("导入 3 条")
    await staff.types("/services")
    await staff.taps("表格")
    document = [m for m in town.world.messages(staff.id, staff.id) if "document" in m][-1]
    content = town.world.files.find(document["document"]["file_id"]).content
    sheet = load_workbook(BytesIO(content)).active
    assert [cell.value for cell in sheet[1]][:4] == ["名称", "类型", "分类", "介绍"]

    await staff.types("/importservices")
    await sends_file(staff, content, "services.xlsx")
    await staff.taps("导入 3 条")

    assert staff.toast == "新增 0 条，更新 3 条。"


async def gives_to(staff, keeper, town):
    """Staff hand the only entry to somebody who follows the link."""
    await staff.follows("service-1")
    await staff.taps("修改…")
    await staff.taps("由谁核对…")
    await staff.taps("请别人核对")
    link = [m["text"] for m in town.world.messages(staff.id, staff.id) if "start=keep-" in
            m.get("text", "")][-1]  # fmt: skip
    await keeper.follows(link.partition("start=")[2])


async def test_the_keeper_is_asked_every_quarter_whether_it_is_still_right(staff, lan, town):
    await town.linli.set_up()
    await writes_down(staff)
    await gives_to(staff, lan, town)
    lan.sees("这一条现在由您核对")

    await town.passes(days=91)
    lan.sees("这些内容还对吗？")
    await lan.types("/me")
    lan.sees("待核对的便民服务：1 条")
    await lan.types("/checkservices")
    await lan.taps("仍然正确")

    assert lan.toast == "谢谢您！"
    lan.sees("没有需要核对的内容")
    [(asked, confirmed_at)] = await town.query("SELECT asked, confirmed_at FROM directory_entries")
    assert (asked, confirmed_at) == (0, int(town.clock.now().timestamp()))


async def test_asked_twice_in_vain_readers_are_warned_and_the_staff_asked(staff, lan, town):
    await town.linli.set_up()
    await writes_down(staff)
    await gives_to(staff, lan, town)
    reader = await town.resident("读者")

    await town.passes(days=99)
    await reader.follows("service-1")
    reader.sees("2026年5月1日核实")
    town.admin.sees_nothing_of("需要核对", where=town.desk)

    await town.passes(days=7)
    town.admin.sees("有几项便民服务需要核对", where=town.desk)
    await reader.follows("service-1")
    reader.sees("⚠️ 2026年5月1日以后未经核实，去之前最好先打电话。")

    await staff.types("/checkservices")
    await staff.taps("仍然正确")
    await reader.follows("service-1")
    reader.sees_nothing_of("⚠️")


async def test_what_nobody_keeps_the_staff_are_asked_about(staff, town):
    await town.linli.set_up()
    await writes_down(staff)

    await town.passes(days=91)

    town.admin.sees("有几项便民服务需要核对", where=town.desk)
    await staff.types("/checkservices")
    await staff.taps("有变动")
    staff.sees("您想修改哪一项")


async def test_whoever_reads_can_say_that_something_is_wrong(staff, lan, town):
    await writes_down(staff)
    await lan.follows("service-1")

    await lan.taps("内容有误")
    await lan.types("电话停机了")

    lan.sees("已转告社区工作者")
    town.admin.sees("阿兰", where=town.desk)
    town.admin.sees("反映便民服务“老王开锁”：电话停机了", where=town.desk)


async def test_a_link_to_look_after_something_works_once(staff, lan, town):
    await writes_down(staff)
    await gives_to(staff, lan, town)
    used = [m["text"] for m in town.world.messages(staff.id, staff.id) if "start=keep-" in
            m.get("text", "")][-1].partition("start=")[2]  # fmt: skip
    other = await town.resident("路人")

    await other.follows(used)

    other.sees("链接")
    await lan.taps("不归我管")
    assert await town.query("SELECT keeper_id FROM directory_entries") == [(None,)]


async def test_a_neighbour_who_is_erased_is_no_longer_listed(staff, lan, town):
    await sends_table(staff, TABLE)
    await staff.taps("导入 3 条")
    await town.query("DELETE FROM directory_entries WHERE id < 3 RETURNING id")
    await town.query("UPDATE directory_entries SET id = 1 RETURNING id")
    await gives_to(staff, lan, town)

    await lan.types("/privacy")
    await lan.taps("删除我的信息")
    await lan.taps("确定删除")

    assert await town.query(NAMES) == []


async def test_a_form_survives_a_restart_in_its_middle(staff, town):
    await staff.types("/services")
    await staff.taps("＋ 添加")
    await staff.taps("单位")
    await staff.taps("可借物品")
    await staff.types("工具箱")
    await town.restart()
    for words in ("电钻、梯子", "0351-3333333", "居委会", "工作日", "免费", "押金50元"):
        await staff.types(words)
    await staff.taps("保存")

    assert await town.query(NAMES) == [("工具箱", "organisation", "lending")]
