"""How a bot gets its updates: order, confirmation, what is kept how long, who may ask."""

import asyncio
from datetime import timedelta

import pytest

from sandbox.updates import UpdateQueue

WANG, LI = 101, 102
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


def texts(updates):
    return [update["message"]["text"] for update in updates]


async def test_updates_come_in_order_with_growing_ids(world, bot, private):
    world.say(WANG, private, "一")
    world.say(WANG, private, "二")

    updates = await bot("getUpdates")

    first = updates[0]["update_id"]
    assert texts(updates) == ["/start", "一", "二"]
    assert [update["update_id"] for update in updates] == [first, first + 1, first + 2]


async def test_unconfirmed_updates_come_again(bot, private):
    assert await bot("getUpdates") == await bot("getUpdates")


async def test_offset_confirms_what_is_before_it(world, bot, private):
    world.say(WANG, private, "一")
    fetched = await bot("getUpdates")

    rest = await bot("getUpdates", offset=fetched[0]["update_id"] + 1)

    assert texts(rest) == ["一"]
    assert await bot("getUpdates") == rest


async def test_negative_offset_keeps_only_the_last_ones(world, bot, private):
    for text in ("一", "二", "三"):
        world.say(WANG, private, text)

    assert texts(await bot("getUpdates", offset=-2)) == ["二", "三"]
    assert world.pending_updates() == 2


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (100, 100), (0, 100), (101, 100), (-5, 100)])
async def test_at_most_100_come_at_once(world, bot, private, limit, count):
    for number in range(120):
        world.say(WANG, private, str(number))

    assert len(await bot("getUpdates", limit=limit)) == count


async def test_update_is_kept_for_24_hours(world, bot, clock, private):
    clock.advance(timedelta(hours=23, minutes=59))
    kept = await bot("getUpdates")
    clock.advance(timedelta(minutes=1))

    assert texts(kept) == ["/start"]
    assert await bot("getUpdates") == []
    assert world.pending_updates() == 0


async def test_press_is_kept_for_150_seconds(world, bot, clock, private):
    world.press(WANG, private, 1, "a")
    clock.advance(timedelta(seconds=149))
    kept = await bot.heard("callback_query")
    world.press(WANG, private, 1, "b")
    clock.advance(timedelta(seconds=150))

    assert [press["data"] for press in kept] == ["a"]
    assert await bot.heard("callback_query") == []


async def test_poll_waits_until_something_happens(world, bot, private):
    await bot.updates()
    waiting = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0)

    world.say(WANG, private, "在吗")

    assert texts(await waiting) == ["在吗"]


async def test_poll_of_nought_seconds_does_not_wait(bot):
    assert await bot("getUpdates", timeout=0) == []


async def test_second_poller_ends_the_first(world, bot, private):
    await bot.updates()
    first = asyncio.create_task(world.call("getUpdates", {"timeout": 30}))
    await asyncio.sleep(0)
    second = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0)
    world.say(WANG, private, "在吗")

    assert await first == (
        409,
        {"ok": False, "error_code": 409, "description": OTHER_POLLER},
    )
    assert texts(await second) == ["在吗"]


async def test_with_a_backlog_two_pollers_both_receive_it(bot, private):
    assert texts(await bot("getUpdates", timeout=30)) == ["/start"]
    assert texts(await bot("getUpdates", timeout=30)) == ["/start"]


async def test_poller_that_was_cancelled_disturbs_nobody(world, bot, private):
    await bot.updates()
    gone = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)

    world.say(WANG, private, "在吗")

    assert texts(await bot("getUpdates", timeout=30)) == ["在吗"]


async def test_members_changes_come_only_when_asked_for(world, bot, group):
    await bot.updates()
    world.member(group, LI, "left")
    unasked = await bot.heard("chat_member")
    await bot("getUpdates", allowed_updates=["chat_member", "message"])
    world.member(group, LI, "member")

    assert unasked == []
    assert [each["new_chat_member"]["status"] for each in await bot.heard("chat_member")] == [
        "member"
    ]


async def test_kinds_stay_as_they_were_when_nothing_is_said(world, bot, private):
    await bot("getUpdates", allowed_updates=["callback_query"])
    await bot.updates()
    world.say(WANG, private, "在吗")
    world.press(WANG, private, 1, "a")

    updates = await bot("getUpdates")

    assert [set(update) for update in updates] == [{"update_id", "callback_query"}]


async def test_empty_list_of_kinds_is_the_usual_set(world, bot, private):
    await bot("getUpdates", allowed_updates=["callback_query"])
    await bot("getUpdates", allowed_updates=[])
    await bot.updates()
    world.say(WANG, private, "在吗")

    assert texts(await bot.updates()) == ["在吗"]


async def test_kinds_hold_for_what_happens_afterwards(bot, private):
    updates = await bot("getUpdates", allowed_updates=["poll"])

    assert texts(updates) == ["/start"]


async def test_kind_that_does_not_exist_is_refused(bot):
    refusal = await bot.refusal("getUpdates", allowed_updates=["mesage"])

    assert refusal == "Bad Request: unknown kind of updates mesage"


async def test_kinds_may_be_written_as_json_text(world, bot, private):
    await bot("getUpdates", allowed_updates='["poll"]')
    await bot.updates()
    world.say(WANG, private, "在吗")

    assert await bot.updates() == []


async def test_numbering_starts_anew_somewhere_lower_and_nothing_is_lost(world, bot, private):
    last = (await bot("getUpdates"))[-1]["update_id"]
    await bot("getUpdates", offset=last + 1)
    world.updates.restart_ids(at=500)
    world.say(WANG, private, "一周后")

    fetched = await bot("getUpdates", offset=last + 1)
    after = await bot("getUpdates", offset=501)

    assert fetched[0]["update_id"] == 500
    assert texts(fetched) == ["一周后"]
    assert after == []


async def test_numbering_starts_anew_somewhere_higher(world, bot, private):
    last = (await bot.updates())[-1]["update_id"]
    world.updates.restart_ids(at=999_999_999)
    world.say(WANG, private, "一周后")

    assert texts(await bot("getUpdates", offset=last + 1)) == ["一周后"]
    assert await bot("getUpdates", offset=1_000_000_000) == []


async def test_raw_update_gets_the_next_id(world, bot, private):
    last = (await bot.updates())[-1]["update_id"]
    world.put_update({"message": {"chat": {"id": ["strange"]}}})

    assert await bot.updates() == [
        {"update_id": last + 1, "message": {"chat": {"id": ["strange"]}}}
    ]


async def test_raw_update_keeps_the_id_it_brings_and_is_confirmed_by_it(world, bot, private):
    await bot.updates()
    world.put_update({"update_id": 7, "message": {"text": "again"}})

    fetched = await bot("getUpdates")
    after = await bot("getUpdates", offset=8)

    assert fetched == [{"update_id": 7, "message": {"text": "again"}}]
    assert after == []


async def test_old_id_is_delivered_even_to_a_higher_offset(world, bot, private):
    last = (await bot.updates())[-1]["update_id"]
    world.put_update({"update_id": last, "message": {"text": "again"}})

    fetched = await bot("getUpdates", offset=last + 1)

    assert [update["update_id"] for update in fetched] == [last]


async def test_huge_id_does_not_swallow_what_waits_behind_it(world, bot, private):
    await bot.updates()
    world.put_update({"update_id": 2**31 - 1, "message": {"text": "huge"}})
    fetched = await bot("getUpdates")
    world.say(WANG, private, "在吗")

    after = await bot("getUpdates", offset=fetched[-1]["update_id"] + 1)

    assert texts(after) == ["在吗"]


async def test_update_whose_id_is_no_number_passes_through(world, bot):
    world.put_update({"update_id": "x", "message": {}})

    assert await bot("getUpdates") == [{"update_id": "x", "message": {}}]


def test_ids_start_anywhere(clock):
    starts = set()
    for _ in range(5):
        queue = UpdateQueue(clock)
        queue.put("message", {})
        starts.add(queue.ready(1)[0]["update_id"])

    assert len(starts) > 1


async def test_updates_in_the_queue_show_what_was_true_then(world, bot, private):
    sent = await bot("sendMessage", chat_id=private, text="一")
    await bot.updates()
    world.press(WANG, private, sent["message_id"], "a")

    await bot("editMessageText", chat_id=private, message_id=sent["message_id"], text="二")

    assert (await bot.heard("callback_query"))[0]["message"]["text"] == "一"
