"""How fast a bot may talk, and what it hears when it talks faster."""

from datetime import timedelta

import pytest

from sandbox.limits import Bucket, Window

WANG, LI = 101, 102


@pytest.fixture(autouse=True)
def limited(world):
    world.limits.active = True
    world.start(WANG)


async def talk(bot, chat_id, times):
    return [
        (await bot._world.call("sendMessage", {"chat_id": chat_id, "text": str(number)}))[0]
        for number in range(times)
    ]


async def test_group_hears_20_messages_a_minute(bot, clock, group):
    assert await talk(bot, group, 21) == [200] * 20 + [429]

    clock.advance(timedelta(seconds=60))

    assert await talk(bot, group, 1) == [200]


async def test_429_says_how_long_to_wait_and_waiting_helps(bot, clock, group):
    await talk(bot, group, 20)
    clock.advance(timedelta(seconds=20))

    refused = await bot.refused("sendMessage", chat_id=group, text="太快")
    clock.advance(timedelta(seconds=refused["parameters"]["retry_after"]))

    assert refused == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 40",
        "parameters": {"retry_after": 40},
    }
    assert await talk(bot, group, 1) == [200]


async def test_edits_in_groups_count_too(bot, group):
    sent = await bot("sendMessage", chat_id=group, text="0")
    target = {"chat_id": group, "message_id": sent["message_id"]}
    for number in range(1, 20):
        await bot("editMessageText", **target, text=str(number))

    refusal = await bot.refusal("editMessageText", **target, text="20")

    assert refusal == "Too Many Requests: retry after 60"


async def test_refused_message_is_not_sent_and_costs_nothing(world, bot, clock, group):
    await talk(bot, group, 40)
    clock.advance(timedelta(seconds=60))

    assert len(world.messages(WANG, group)) == 20 + 2
    assert await talk(bot, group, 20) == [200] * 20


async def test_person_hears_a_burst_of_5_then_one_a_second(bot, clock):
    assert await talk(bot, WANG, 6) == [200] * 5 + [429]

    clock.advance(timedelta(seconds=1))

    assert await talk(bot, WANG, 2) == [200, 429]


async def test_edits_in_private_are_free_of_the_persons_limit(bot):
    sent = await bot("sendMessage", chat_id=WANG, text="0")
    target = {"chat_id": WANG, "message_id": sent["message_id"]}

    for number in range(1, 20):
        await bot("editMessageText", **target, text=str(number))


async def test_30_messages_a_second_in_all(world, bot, clock):
    for person_id in range(1, 41):
        world.add_person(person_id, "P")
        world.start(person_id)

    statuses = [(await talk(bot, person_id, 1))[0] for person_id in range(1, 41)]
    clock.advance(timedelta(seconds=1))

    assert statuses == [200] * 30 + [429] * 10
    assert await talk(bot, 40, 1) == [200]


async def test_answers_to_presses_are_not_limited(world, bot):
    for _ in range(60):
        query_id = world.press(WANG, WANG, 1, "a")
        await bot("answerCallbackQuery", callback_query_id=query_id, text="好")


async def test_album_counts_as_its_parts(bot, group):
    sent = await bot("sendMessage", chat_id=group, text="a")
    for _ in range(2):
        await bot(
            "copyMessages",
            chat_id=group,
            from_chat_id=group,
            message_ids=[sent["message_id"]] * 8,
        )

    refused = await bot.refused(
        "copyMessages", chat_id=group, from_chat_id=group, message_ids=[sent["message_id"]] * 8
    )

    assert refused["error_code"] == 429


async def test_limits_can_be_switched_off(world, bot, group):
    world.limits.active = False

    assert await talk(bot, group, 100) == [200] * 100


def test_window_waits_until_enough_has_passed_out_of_it():
    window = Window(2, 10.0)
    window.spend(0.0)
    window.spend(4.0)

    assert window.wait(5.0) == 5.0
    assert window.wait(5.0, 2) == 9.0
    assert window.wait(10.0) == 0.0


def test_bucket_fills_up_to_its_burst_and_no_further():
    bucket = Bucket(3, 1.0)
    bucket.spend(0.0, 3)

    assert bucket.wait(0.0) == 1.0
    assert bucket.wait(100.0, 3) == 0.0
    bucket.spend(100.0, 3)
    assert bucket.wait(100.5) == 0.5
