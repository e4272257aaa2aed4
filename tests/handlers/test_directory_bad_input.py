"""What people and programs get wrong with the directory, and that nothing is lost by it."""

import pytest

from tests.handlers.planning import sends_file
from tests.handlers.test_directory import LOCKSMITH, writes_down

COUNT = "SELECT count(*) FROM directory_entries"


@pytest.fixture
async def staff(town):
    return await town.staff()


async def asked_for_the_name(staff):
    await staff.types("/services")
    for label in ("＋ 添加", "服务", "维修"):
        await staff.taps(label)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("🔑🔑", "需要几个字"), ("锁" * 61, "最多 60 个"), ("锁" * 4096, "最多 60 个")],
)
async def test_a_name_that_is_none_is_asked_for_again(staff, typed, said):
    await asked_for_the_name(staff)

    await staff.types(typed)

    staff.sees(said)
    await staff.types("老王开锁")
    staff.sees("提供什么服务")


async def test_a_sticker_or_a_photo_is_no_answer_and_nothing_is_lost(staff, town):
    await asked_for_the_name(staff)
    await staff.types("老王开锁")

    await staff.sends_sticker()
    staff.sees("请用文字回答")
    await staff.sends_photo()
    for words in LOCKSMITH[1:]:
        await staff.types(words)
    await staff.taps("保存")

    assert await town.query(COUNT) == [(1,)]


async def test_what_is_typed_is_never_markup(staff, town):
    hostile = (
        "<b>锁&",
        "<a href='x'>{phone}</a>",
        "110 <i>",
        "\u202e东门",
        "&amp;",
        "{fee}",
        "%s",
    )

    await writes_down(staff, hostile)

    said = staff.sees("<b>锁&")
    assert "<a href='x'>{phone}</a>" in said
    assert "\u202e" not in said
    lan = await town.resident("阿兰")
    await lan.types("/services <b>")
    await lan.taps("<b>锁&")
    lan.sees("{fee}")


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "\\", "-", "* OR 1", "\x00", "锁" * 4000])
async def test_any_words_can_be_looked_for(staff, words):
    await writes_down(staff)

    await staff.types(f"/services {words}")

    assert staff.news()
    staff.sees_nothing_of("出错")


@pytest.mark.parametrize(
    "link", ["service-99", "service-x", "service-", "keep-", "keep-x", "keep-1"]
)
async def test_a_link_to_nothing_says_so(town, link):
    lan = await town.resident("阿兰")

    await lan.follows(link)

    assert lan.news()
    lan.sees_nothing_of("出错")


async def test_two_of_the_staff_change_and_remove_the_same_entry(staff, town):
    await writes_down(staff)
    await staff.taps("修改…")
    await staff.taps("费用")

    await town.admin.follows("service-1")
    await town.admin.taps("删除")
    await town.admin.taps("确定删除")
    await staff.types("50元")

    staff.sees("过期")
    assert await town.query(COUNT) == [(0,)]


async def test_a_second_tap_takes_nothing_over_twice(staff, town):
    await staff.types("/importservices")
    await sends_file(staff, "名称\n食堂\n".encode(), "t.csv")
    await staff.taps("导入 1 条")
    message = town.world.messages(staff.id, staff.id)[-1]["message_id"]

    await staff.presses("svc.take:1", message)

    assert staff.toast == "已经处理过了。"
    assert await town.query(COUNT) == [(1,)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "没有找到表格"),
        (b"\x00\x01\x02", "没有找到表格"),
        ("名称,电话\n".encode(), "没有"),
        ("电话\n0351-1111111\n".encode(), "名称"),
        ("名称,名称\n一,二\n".encode(), "不止"),
        ("姓名和别的\n一\n".encode(), "没有找到表格"),
    ],
)
async def test_what_is_no_such_table_says_what_is_missing(staff, town, content, said):
    await staff.types("/importservices")

    await sends_file(staff, content, "t.csv")

    staff.sees(said)
    assert staff.labels() == ["重新发送"]
    assert await town.query(COUNT) == [(0,)]


async def test_a_table_in_the_old_chinese_encoding_is_read(staff, town):
    await staff.types("/importservices")

    await sends_file(staff, "名称,电话\n食堂,0351-1111111\n".encode("gb18030"), "t.csv")
    await staff.taps("导入 1 条")

    assert await town.query("SELECT name, phone FROM directory_entries") == [
        ("食堂", "0351-1111111")
    ]
