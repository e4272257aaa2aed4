"""Reporting something, from the first word to the receipt, as people do it in the chat."""

from dataclasses import replace

import pytest

from tests.handlers.desk_work import reported
from tests.town import HOUSE, Town


@pytest.fixture
async def ann(town):
    return await town.resident("Ann", "en", building="3号楼", room="501")


@pytest.fixture
async def wang(town):
    return await town.resident("王阿姨", "zh_Hans", building="3号楼", room="502")


async def test_typed_words_become_a_ticket_in_a_few_taps(ann, town):
    await ann.types("The tap in the hall is dripping and the pipe leaks")
    ann.sees("Nobody has it yet")
    await ann.taps("Complaint")
    await ann.taps("Water and power")
    await ann.taps("The building")
    ann.sees("By name")
    await ann.taps("Send")

    ann.sees("Thank you. This is your receipt")
    ann.sees("#1 · Water and power")
    ann.sees("You will have a first answer by")
    assert await town.query("SELECT kind, category, building, answers FROM tickets") == [
        ("complaint", "water_power", "3号楼", '{"extent": "整栋楼"}')
    ]
    assert await town.query("SELECT count(*) FROM drafts") == [(0,)]


async def test_a_photo_alone_is_a_start(ann, town):
    await ann.sends_photo()
    ann.sees("1 file")
    await ann.taps("Complaint")
    await ann.taps("Rubbish")
    await ann.taps("Send")

    ann.sees("#1 · Rubbish")
    assert await town.query("SELECT file_kind, text FROM ticket_entries") == [("photo", "")]


async def test_an_album_is_one_report_and_one_question(wang, town):
    for _photo in range(3):
        await wang.sends_photo("垃圾没人清" if _photo == 0 else "", album="a1")

    assert (
        len(
            [m for m in town.world.messages(wang.id, wang.id) if "社区工作者" in m.get("text", "")]
        )
        == 1
    )
    wang.sees("3 个文件")
    await wang.taps("投诉")
    await wang.taps("垃圾")
    await wang.taps("提交")
    assert await town.query("SELECT count(*) FROM ticket_entries") == [(3,)]


async def test_ten_thousand_characters_arrive_whole(wang, town):
    for part in ("一" * 4096, "二" * 4096, "三" * 1808):
        await wang.types(part)
    await wang.taps("投诉")
    await wang.taps("其他")
    await wang.taps("提交")

    assert await town.query("SELECT sum(length(text)) FROM ticket_entries") == [(10000,)]


async def test_more_than_a_report_holds_is_said_and_what_was_there_stays(wang):
    for number in range(40):
        await wang.types(f"第{number}条")
    await wang.types("还有")

    wang.sees("一次放不下这么多")
    await wang.taps("投诉")
    wang.sees("是关于什么的")


async def test_the_form_says_who_will_know_before_the_first_word(wang):
    await wang.types("/report")

    wang.sees("实名：")
    await wang.taps("改为匿名")
    wang.sees("匿名：")
    wang.sees("看不到您是谁")


async def test_an_anonymous_report_names_nobody(wang, town):
    await wang.types("/report")
    await wang.taps("改为匿名")
    await reported(wang, "保安半夜睡觉", "治安")

    wang.sees("社区工作者看不到您是谁")
    assert await town.query("SELECT anonymous, person_id FROM ticket_voices") == [(1, None)]
    assert await town.query(
        "SELECT count(*) FROM outbox WHERE payload LIKE '%保安%' AND chat_id > 0"
    ) == [(0,)]
    assert "王阿姨" not in str(town.world.messages(town.admin.id, town.desk))


async def test_words_about_danger_show_the_numbers_first_and_are_urgent(wang, town):
    await wang.types("楼道里有煤气味，很浓")

    wang.sees("119")
    await wang.taps("求助")
    await wang.taps("消防")
    await wang.taps("没有")
    wang.sees("紧急：是")
    await wang.taps("提交")
    assert await town.query("SELECT urgent FROM tickets") == [(1,)]


async def test_whoever_wants_fewer_messages_is_led_to_the_settings(ann):
    await ann.types("stop sending me messages")

    assert "What I may send you" in ann.labels()


async def test_words_about_an_open_report_offer_to_add_before_anything_else(wang):
    await reported(wang, "路灯坏了", "治安")
    await reported(wang, "垃圾没人清", "垃圾")
    await wang.types("第3次问了，上次的 #1 怎么还没回复")

    assert wang.labels()[:2] == ["补充到 #1 治安", "补充到 #2 垃圾"]


async def test_an_answer_that_means_danger_shows_the_numbers(wang):
    await wang.types("电梯停了")
    await wang.taps("投诉")
    await wang.taps("电梯")
    await wang.taps("有人")

    wang.sees("119")


async def test_danger_in_the_middle_of_a_form_shows_the_numbers_and_is_the_answer(wang, town):
    await wang.types("/me")
    await wang.taps("修改名字")
    await wang.types("着火")

    wang.sees("119")
    assert await town.query("SELECT count(*) FROM people WHERE name = '着火'") == [(1,)]


async def test_a_stranger_in_danger_sees_the_numbers_too(town):
    stranger = town.newcomer("陌生人")

    await stranger.types("有人晕倒了")

    stranger.sees("120")
    assert await town.query("SELECT count(*) FROM people WHERE name = '陌生人'") == [(0,)]


async def test_emergency_numbers_are_two_taps_away(wang):
    await wang.types("/menu")
    await wang.taps("紧急电话")

    wang.sees("110")


async def test_emergency_numbers_are_there_in_the_group_too(wang, town):
    await wang.types("/emergency", where=town.group)

    wang.sees("119", where=town.group)


async def test_neither_forgets_what_was_said(wang, town):
    await wang.types("路灯坏了")
    await wang.taps("不用转")

    wang.sees("什么都没有转出去")
    assert await town.query("SELECT count(*) FROM drafts") == [(0,)]


async def test_small_talk_is_answered_and_offers_a_way(wang, town):
    await wang.types("在吗")

    wang.sees("我在")
    assert "反映与求助" in wang.labels()


async def test_a_sticker_is_refused_with_what_can_be_sent(wang):
    await wang.sends_sticker()

    wang.sees("这个没办法转交")


async def test_suggested_categories_come_first_and_all_can_be_seen(wang):
    await wang.types("垃圾没人清")
    await wang.taps("投诉")
    assert wang.labels()[0] == "垃圾"
    await wang.taps("其他类别")

    assert {"电梯", "噪音", "宠物", "其他"} <= set(wang.labels())


async def test_a_typed_answer_to_a_question_of_the_category_is_its_answer(wang, town):
    await wang.types("电梯停了")
    await wang.taps("投诉")
    await wang.taps("电梯")
    await wang.taps("没有人")
    await wang.types("2单元左边那部")
    wang.sees("2单元左边那部")
    await wang.taps("提交")

    assert await town.query("SELECT answers FROM tickets") == [
        ('{"inside": "没有人", "which": "2单元左边那部"}',)
    ]


async def test_words_sent_during_the_review_are_added(wang, town):
    await wang.types("垃圾没人清")
    await wang.taps("投诉")
    await wang.taps("垃圾")
    await wang.types("五号楼东边")
    wang.sees("五号楼东边")
    await wang.taps("提交")

    assert await town.query("SELECT text FROM ticket_entries") == [
        ("垃圾没人清",),
        ("五号楼东边",),
    ]


async def test_everything_can_be_changed_before_it_is_sent(wang, town):
    await wang.types("垃圾没人清")
    await wang.taps("投诉")
    await wang.taps("垃圾")
    await wang.taps("修改")
    await wang.taps("类型")
    await wang.taps("建议")
    await wang.taps("修改")
    await wang.taps("地点")
    await wang.taps("2号楼")
    await wang.taps("这件事很急")
    await wang.taps("提交")

    assert await town.query("SELECT kind, building, urgent FROM tickets") == [
        ("suggestion", "2号楼", 1)
    ]


async def test_an_edited_message_is_what_is_sent(wang, town):
    await wang.types("垃圾没人青")
    await wang.edits("垃圾没人清")
    await wang.taps("投诉")
    await wang.taps("垃圾")
    await wang.taps("提交")

    assert await town.query("SELECT text FROM ticket_entries") == [("垃圾没人清",)]


async def test_somebody_without_a_home_is_asked_where_it_is(town):
    bob = await town.resident("Bob", "en")

    await bob.types("No hot water, the heating is broken")
    await bob.taps("Complaint")
    await bob.taps("Water and power")
    await bob.taps("Skip")
    bob.sees("Where is it?")
    await bob.taps("2号楼")
    await bob.taps("Send")

    assert await town.query("SELECT building FROM tickets") == [("2号楼",)]


async def test_praise_is_asked_nothing_more(wang):
    await wang.types("表扬保安小赵帮我抬轮椅")
    await wang.taps("表扬")
    await wang.taps("治安")
    await wang.taps("提交")

    wang.sees("我们会转达给本人")


async def test_a_nervous_thumb_makes_one_ticket(wang, town):
    await reported(wang, "路灯坏了", "治安")
    await reported(wang, "路灯坏了", "治安")

    assert await town.query("SELECT count(*) FROM tickets") == [(1,)]


async def test_a_neighbour_with_the_same_matter_joins_by_one_tap(wang, ann, town):
    await reported(wang, "三号楼电梯又停了")
    await ann.types("The lift in 3号楼: 电梯又停了")
    await ann.taps("Complaint")
    await ann.taps("Lift")
    await ann.taps("Skip")
    await ann.taps("Skip")
    told = ann.sees("Neighbours have reported this")
    assert "三号楼电梯又停了" not in told.split("Is it the same")[0]
    await ann.taps("Me too")

    ann.sees("You will hear every answer")
    ann.sees("2 neighbours")
    assert await town.query("SELECT count(*) FROM tickets") == [(1,)]


async def test_mine_is_different_goes_on(wang, ann, town):
    await reported(wang, "三号楼电梯又停了")
    await ann.types("三号楼电梯又停了一部")
    await ann.taps("Complaint")
    await ann.taps("Lift")
    await ann.taps("Skip")
    await ann.taps("Skip")
    await ann.taps("Mine is different")
    await ann.taps("Send")

    assert await town.query("SELECT count(*) FROM tickets") == [(2,)]


async def test_what_is_personal_is_never_shown_to_a_neighbour(wang, ann):
    await reported(wang, "楼上漏水漏到我家，邻居不开门", "邻里纠纷")
    await ann.types("楼上漏水漏到我家，邻居不开门")
    await ann.taps("Complaint")
    await ann.taps("Neighbours")

    ann.sees_nothing_of("Neighbours have reported")


async def test_the_twenty_first_open_report_is_offered_as_an_addition(wang, town):
    for number in range(20):
        await reported(wang, f"第{number}盏路灯坏了", "治安")
    await reported(wang, "又一盏路灯坏了", "治安")

    assert "您有 20 件事正在办理" in wang.toast
    wang.sees("又一盏路灯坏了")
    await wang.taps("补充到")
    wang.sees("已补充")
    assert await town.query("SELECT count(*) FROM tickets") == [(20,)]


async def test_a_restart_loses_nothing_that_was_said(wang, town):
    await wang.types("垃圾没人清")
    await town.restart()
    await wang.taps("投诉")
    await town.restart()
    await wang.taps("垃圾")
    await wang.taps("提交")

    wang.sees("#1 · 垃圾")


async def test_without_buildings_and_categories_it_still_works(tmp_path):
    town = Town(tmp_path, replace(HOUSE, buildings=(), categories=type(HOUSE.categories)()))
    await town.opens()
    await town.binds_its_groups()
    li = await town.resident("李叔")
    await li.types("有点事")
    await li.taps("建议")
    await li.taps("提交")

    li.sees("#1 · other")
    await town.closes()


async def test_words_on_the_next_day_are_about_something_new(wang):
    await wang.types("路灯坏了")
    await town_passes(wang)
    await wang.types("垃圾没人清")

    said = wang.screen()
    assert "垃圾没人清" in said
    assert "路灯坏了" not in said


async def town_passes(neighbour) -> None:
    await neighbour.town.passes(hours=20)
