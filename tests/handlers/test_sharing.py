"""Activities are found from any chat and shared there; every copy keeps up with the house."""

import pytest

from handlers.kit.screen import Press
from tests.handlers.organising import plan_in_form, published

SHOWN = "SELECT card, language FROM shared_cards ORDER BY id"


@pytest.fixture
async def family(town):
    """A group that the bot is not in, with a resident, and somebody it has never met."""
    wang = await town.resident("王芳")
    emma = town.newcomer("Emma", "en")
    wang.family = emma.family = town.world.add_group("一家人", creator=wang.id, members=[emma.id])
    return wang, emma


async def looks_for(person, words, where=None):
    """What is found: title and description of each."""
    found = (await asked(person, words, where))["results"]
    return [(one["title"], one["description"]) for one in found]


async def asked(person, words, where=None):
    town = person.town
    query = town.world.ask_inline(person.id, where or person.id, words)
    await town.settle()
    answer = town.world.inline.answers[query]
    assert answer, "nobody answered"
    return answer | {"query": query}


async def shares(person, words, where):
    answer = await asked(person, words, where)
    result = answer["results"][0]["id"]
    person.town.world.choose_result(person.id, answer["query"], result)
    await person.town.settle()


def copy_in(chat, person):
    """What was shared there last, as it is now."""
    messages = person.town.world.messages(person.id, chat)
    return [message for message in messages if "via_bot" in message][-1]["text"]


async def test_words_find_what_is_coming_by_title_and_place(town, family):
    wang, _emma = family
    staff = await town.staff()
    await published(staff, title="包粽子", when="5月9日 14:00")
    await published(staff, title="太极晨练", when="5月8日 9:00")

    assert await looks_for(wang, "粽子") == [("包粽子", "5月9日 周六 14:00 · 还剩 2/2 个名额")]
    assert [title for title, _about in await looks_for(wang, "活动室 太极")] == ["太极晨练"]
    assert [title for title, _about in await looks_for(wang, "")] == ["太极晨练", "包粽子"]


async def test_what_is_not_published_cancelled_or_over_is_not_found(town, family):
    wang, _emma = family
    staff = await town.staff()
    await plan_in_form(staff, title="草稿")
    await published(staff, title="包粽子", when="5月2日 14:00")
    await town.passes(days=2)

    assert await looks_for(wang, "") == []


async def test_nothing_found_leads_to_the_list(town, family):
    wang, _emma = family
    await published(await town.staff(), title="包粽子")

    answer = await asked(wang, "滑雪")
    await wang.follows(answer["button"]["start_parameter"])

    assert answer["results"] == []
    assert answer["button"]["text"] == "查看所有活动"
    assert any("包粽子" in label for label in wang.labels())


async def test_a_shared_card_is_in_the_language_of_the_one_who_shares(town, family):
    wang, emma = family
    await published(await town.staff(), title="包粽子")

    await shares(wang, "粽子", wang.family)

    assert "时间" in emma.sees("包粽子", where=emma.family)
    assert emma.labels(emma.family) == ["报名", "和家人朋友一起", "我的名额"]


async def test_who_is_known_joins_with_one_tap_and_has_a_receipt(town, family):
    wang, _emma = family
    await published(await town.staff(), title="包粽子")
    await shares(wang, "粽子", wang.family)

    await wang.taps("报名", where=wang.family)

    assert wang.toast.startswith("报名成功：包粽子")
    wang.sees("✅")
    assert "还剩 1/2 个名额" in copy_in(wang.family, wang)


async def test_who_is_unknown_is_led_through_the_welcome_to_the_place(town, family):
    wang, emma = family
    await published(await town.staff(), title="包粽子")
    await shares(wang, "粽子", wang.family)

    await emma.taps("报名", where=emma.family)
    assert emma.led_to == "join-1"
    await emma.follows(emma.led_to)
    for label in ("English", "I agree", "Skip", "Not now"):
        await emma.taps(label)

    emma.sees("You have a place.")
    assert "还剩 1/2 个名额" in copy_in(wang.family, wang)


async def test_with_others_and_my_place_lead_to_the_private_chat(town, family):
    wang, _emma = family
    await published(await town.staff(), title="包粽子")
    await shares(wang, "粽子", wang.family)

    await wang.taps("和家人朋友一起", where=wang.family)
    with_others = wang.led_to
    await wang.taps("我的名额", where=wang.family)

    assert (with_others, wang.led_to) == ("bring-1", "act-1")


@pytest.mark.parametrize("feedback", [True, False], ids=["told of choices", "not told"])
async def test_every_copy_keeps_up_with_what_happens_elsewhere(town, family, feedback):
    town.world.inline.feedback = feedback
    wang, emma = family
    await published(await town.staff(), title="包粽子")
    await shares(wang, "粽子", wang.family)
    await shares(wang, "粽子", town.group)
    if not feedback:
        await emma.taps("我的名额", where=emma.family)
        await emma.taps("我的名额", where=town.group)

    neighbour = await town.resident("李明")
    await neighbour.follows("join-1")

    emma.sees("还剩 1/2 个名额", where=emma.family)
    assert "还剩 1/2 个名额" in copy_in(town.group, wang)


async def test_a_copy_known_only_by_a_press_keeps_the_language_it_was_shared_in(town):
    emma = await town.resident("Emma", "en")
    wang = await town.resident("王芳")
    family = town.world.add_group("一家人", creator=emma.id, members=[wang.id])
    await published(await town.staff(), title="包粽子")
    await shares(emma, "粽子", family)

    await wang.taps("Join", where=family)

    assert "1 of 2 places left" in copy_in(family, wang)
    assert await town.query(SHOWN) == [("activity:1", "en")]


async def test_a_copy_that_is_cancelled_says_so_and_has_no_buttons(town, family):
    town.world.inline.feedback = True
    wang, emma = family
    staff = await town.staff()
    await published(staff, title="包粽子")
    await shares(wang, "粽子", wang.family)

    for label in ("修改", "取消活动"):
        await staff.taps(label)
    await staff.types("下雨")
    await staff.taps("取消并通知所有人")

    emma.sees("已取消", where=emma.family)
    assert emma.labels(emma.family) == []


async def test_a_copy_of_what_has_begun_says_so_and_has_no_buttons(town, family):
    town.world.inline.feedback = True
    wang, emma = family
    await published(await town.staff(), title="包粽子", when="5月2日 14:00")
    await shares(wang, "粽子", wang.family)

    await town.passes(hours=26.5)

    assert "活动已开始" in copy_in(emma.family, emma)
    assert emma.labels(emma.family) == []


async def test_a_neighbour_who_lets_the_group_read_the_name_is_not_named_elsewhere(town, family):
    town.world.inline.feedback = True
    wang, emma = family
    await published(await town.staff(), title="包粽子")
    await town.query("UPDATE people SET shows_name = 1")
    await shares(wang, "粽子", wang.family)

    await wang.taps("报名", where=wang.family)

    assert "王芳" not in copy_in(emma.family, emma)


async def test_a_copy_is_brought_up_to_date_when_it_is_first_known(town, family):
    wang, emma = family
    await published(await town.staff(), title="包粽子")
    await shares(wang, "粽子", wang.family)
    neighbour = await town.resident("李明")
    await neighbour.follows("join-1")
    before = copy_in(emma.family, emma)

    await emma.taps("我的名额", where=emma.family)

    assert "还剩 2/2 个名额" in before
    assert "还剩 1/2 个名额" in copy_in(emma.family, emma)


async def test_without_inline_mode_there_is_no_button_to_share(town):
    town.world.inline.enabled = False
    await town.restart()
    wang = await town.resident("王芳")
    await published(await town.staff(), title="包粽子")

    await wang.follows("act-1")

    assert "分享" not in wang.labels()


async def test_a_copy_that_was_deleted_is_forgotten(town, family):
    town.world.inline.feedback = True
    wang, _emma = family
    await published(await town.staff(), title="包粽子")
    await shares(wang, "粽子", wang.family)
    town.world.delete(
        wang.id, wang.family, town.world.messages(wang.id, wang.family)[-1]["message_id"]
    )

    await wang.follows("join-1")

    assert await town.query(SHOWN) == []


async def test_copies_are_forgotten_a_month_after_the_activity(town, family):
    town.world.inline.feedback = True
    wang, _emma = family
    await published(await town.staff(), title="包粽子", when="5月9日 14:00")
    await shares(wang, "粽子", wang.family)

    await town.passes(days=37)
    await town.linli.clock.tidy()
    still = await town.query(SHOWN)
    await town.passes(days=3)
    await town.linli.clock.tidy()

    assert still == [("activity:1", "zh_Hans")]
    assert await town.query(SHOWN) == []


async def test_every_button_of_a_shared_card_works_there(town, family):
    wang, _emma = family
    await published(await town.staff(), title="包粽子")
    await shares(wang, "粽子", wang.family)

    markup = town.world.messages(wang.id, wang.family)[-1]["reply_markup"]
    for button in (button for row in markup["inline_keyboard"] for button in row):
        data, _mark, language = button["callback_data"].partition("~")
        pressed = Press.unpack(data)
        assert town.linli.doors.features.presses[type(pressed)].entry
        assert (pressed.activity_id, language) == (1, "zh_Hans")


async def test_a_draft_is_never_shown_however_the_button_is_forged(town, family):
    wang, emma = family
    staff = await town.staff()
    await published(staff, title="包粽子")
    await plan_in_form(staff, title="秘密")
    await shares(wang, "粽子", wang.family)
    copy = town.world.messages(emma.id, emma.family)[-1]["message_id"]

    await emma.presses("act.join:2~zh_Hans", copy, where=emma.family)

    emma.sees_nothing_of("秘密", where=emma.family)


async def test_what_belongs_to_a_group_cannot_be_done_from_a_copy(town, family):
    wang, _emma = family
    await published(await town.staff(), title="包粽子")
    await shares(wang, "粽子", wang.family)
    copy = town.world.messages(wang.id, wang.family)[-1]["message_id"]
    town.world.member(wang.family, town.admin.id, "member")

    for forged in ("group.is:0", "/setup", "/menu", "act.staff:1"):
        await town.admin.presses(forged, copy, where=wang.family)
        assert town.admin.toast.startswith("这个按钮已经过期")
    assert len(await town.query("SELECT chat_id FROM groups")) == 2


async def test_shared_in_the_chat_with_the_bot_it_is_no_answer_to_anything(town, family):
    wang, _emma = family
    await published(await town.staff(), title="包粽子")

    await shares(wang, "粽子", wang.id)

    assert [said for said in wang.news() if "包粽子" not in said] == []


async def test_copies_never_hold_up_a_reply(town):
    town.world.inline.feedback = True
    wang = await town.resident("王芳")
    await published(await town.staff(), title="包粽子", places=30)
    for number in range(10):
        family = town.world.add_group(f"群{number}", creator=wang.id)
        await shares(wang, "粽子", family)
    copies = "SELECT count(*) FROM outbox WHERE chat_id = 0 AND state = 'waiting'"

    town.world.start(wang.id, "join-1")
    await town.linli.intake.poll(wait=0)
    await town.linli.delivery.round()
    await town.linli.delivery.calls_ended()

    assert "✅" in wang.screen()
    assert (await town.query(copies))[0][0] >= 8
    await town.settle()
    assert await town.query(copies) == [(0,)]


async def test_the_private_card_has_a_button_to_share(town):
    wang = await town.resident("王芳")
    await published(await town.staff(), title="包粽子")

    await wang.follows("act-1")

    message = town.world.messages(wang.id, wang.id)[-1]
    buttons = [b for row in message["reply_markup"]["inline_keyboard"] for b in row]
    assert {"text": "分享", "switch_inline_query": "包粽子"} in buttons
