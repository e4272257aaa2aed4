"""The poster by the lift, and what is said where it cannot be printed."""

from dataclasses import replace

import pytest

from handlers.activities.poster_pages import Poster, Said, poster_page
from handlers.activities.posters import poster
from handlers.kit.fonts import typeface
from tests.handlers.organising import published
from tests.town import HOUSE, NOON, Town

CAN_PRINT = pytest.mark.skipif(typeface("zh_Hans") is None, reason="no font with Chinese signs")


async def asks_for_poster(town, staff):
    await staff.types("/activities")
    await staff.taps("包饺子")
    await staff.taps("管理")
    await staff.taps("现场")
    await staff.taps("打印海报")


@CAN_PRINT
async def test_staff_get_a_poster_to_print(town):
    staff = await town.staff()
    await published(staff)

    await asks_for_poster(town, staff)

    message = town.world.messages(staff.id, staff.id)[-1]
    content = town.world.files.find(message["document"]["file_id"]).content
    assert message["caption"] == "可用 A4 纸打印：包饺子 · 5月9日 周六 14:00"
    assert message["document"]["file_name"] == "海报 2026-05-09 包饺子.pdf"
    assert content.startswith(b"%PDF")
    assert len(content) < 100_000


async def test_a_poster_says_everything_in_the_house_language_and_the_others_beside_it(town):
    await published(await town.staff())

    made = await town.linli.doors.store.transaction(
        lambda db: poster(town.linli.doors.turn(db), db.activities.activity(1))
    )

    assert (made.title, made.community) == ("包饺子", "幸福里社区")
    assert made.date.main == "5月9日 星期六 14:00"
    assert made.date.others == ["Saturday 9 May, 14:00"]
    assert made.scan.main == "扫码报名"
    assert made.scan.others == ["掃碼報名", "Scan to sign up"]
    assert [(name.main, value.main) for name, value in made.facts] == [
        ("地点", "社区活动室"),
        ("费用", "免费"),
        ("参加对象", "人人可来"),
    ]
    assert made.address == "https://t.me/linli_bot?start=join-1"


async def test_residents_do_not_print_posters(town):
    lan = await town.resident("阿兰")
    await published(await town.staff())
    await lan.types("/activities")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    await lan.presses("act.poster:1", message)

    assert lan.toast == "您没有这个权限。如有需要，请联系社区工作者。"


async def test_without_a_font_staff_hear_what_to_do_and_get_no_page_of_boxes(tmp_path):
    nothing = tmp_path / "no-font.ttc"
    nothing.write_bytes(b"not a font")
    town = Town(tmp_path / "data", replace(HOUSE, font=str(nothing)))
    await town.opens()
    await town.binds_its_groups()
    staff = await town.staff()
    await published(staff)

    await asks_for_poster(town, staff)

    assert staff.toast.startswith("这台电脑没有中文字体，暂时印不了。")
    assert not [m for m in town.world.messages(staff.id, staff.id) if "document" in m]
    await town.closes()


@CAN_PRINT
def test_the_longest_of_everything_fits_on_one_page_without_leaving_it():
    long = Said("长" * 100)
    content = poster_page(
        Poster(
            language="zh_Hans",
            made_at=NOON,
            community="社" * 60,
            title="邻" * 100,
            date=Said("2027年12月30日 星期三 14:00–16:00", ["Wednesday 30 December 2027"]),
            facts=((Said("地点"), long), (Said("费用"), Said("费" * 50)), (Said("对象"), long)),
            scan=Said("扫码报名", ["掃碼報名", "Scan to sign up"]),
            address="https://t.me/a_bot_with_a_very_long_name_bot?start=join-123456789",
            account="Telegram · @a_bot_with_a_very_long_name_bot",
            without_phone=Said("没有智能手机？" * 4, ["沒有智慧型手機？" * 4, "No phone? " * 8]),
            contact="联" * 200,
        ),
        typeface("zh_Hans"),
    )

    assert b"/Count 1" in content
    assert len(content) < 200_000
