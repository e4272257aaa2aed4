"""Faults on demand: what breaks, how often, and what had happened all the same."""

import pytest

from sandbox.faults import AnswerGarbled, AnswerLost

WANG = 101


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (401, "Unauthorized"),
        (404, "Not Found"),
        (500, "Internal Server Error"),
        (502, "Bad Gateway"),
        (504, "Gateway Timeout"),
        (418, "Internal Server Error"),
    ],
)
async def test_call_fails_as_told_and_the_next_one_works(world, bot, private, status, description):
    world.faults.add(method="sendMessage", status=status)

    refused = await bot.refused("sendMessage", chat_id=private, text="a")
    sent = await bot("sendMessage", chat_id=private, text="a")

    assert refused == {"ok": False, "error_code": status, "description": description}
    assert sent["text"] == "a"


async def test_failed_call_has_no_effect(world, bot, private):
    world.faults.add(method="sendMessage", status=500)

    await bot.refused("sendMessage", chat_id=private, text="a")

    assert [message["text"] for message in world.messages(WANG, private)] == ["/start"]


async def test_fault_strikes_as_often_as_told(world, bot):
    world.faults.add(method="getMe", status=500, times=3)

    statuses = [(await world.call("getMe", {}))[0] for _ in range(5)]

    assert statuses == [500, 500, 500, 200, 200]


async def test_fault_concerns_only_its_method_or_every_one(world, bot, private):
    world.faults.add(method="sendMessage", status=500)
    me = await bot("getMe")
    world.faults.clear()
    world.faults.add(method="*", status=503)
    refused = await bot.refused("getMe")

    assert me["username"] == "linli_bot"
    assert refused["error_code"] == 503


async def test_own_words_of_a_fault(world, bot):
    world.faults.add(method="getMe", description="Bad Request: PEER_FLOOD")

    assert await bot.refusal("getMe") == "Bad Request: PEER_FLOOD"


async def test_flood_says_how_long(world, bot):
    world.faults.add(retry_after=35)

    refused = await bot.refused("getMe")

    assert refused["error_code"] == 429
    assert refused["parameters"] == {"retry_after": 35}


async def test_lost_answer_means_it_was_done(world, bot, private):
    world.faults.add(method="sendMessage", lose_answer=True)

    with pytest.raises(AnswerLost):
        await bot("sendMessage", chat_id=private, text="到了")

    assert world.messages(WANG, private)[-1]["text"] == "到了"
    assert world.calls[-1][0] == "sendMessage"


async def test_lost_request_means_it_was_not(world, bot, private):
    world.faults.add(method="sendMessage", lose_request=True)

    with pytest.raises(AnswerLost):
        await bot("sendMessage", chat_id=private, text="没到")

    assert world.messages(WANG, private)[-1]["text"] == "/start"


async def test_garbage_instead_of_an_answer(world, bot):
    world.faults.add(garbage=True)

    with pytest.raises(AnswerGarbled) as garbled:
        await bot("getMe")

    assert garbled.value.body.startswith(b"<html>")


async def test_refusal_with_a_lost_answer_is_still_a_refusal(world, bot, private):
    world.faults.add(method="sendMessage", lose_answer=True)

    assert await bot.refusal("sendMessage", chat_id=private, text="") == (
        "Bad Request: message text is empty"
    )


async def test_delay_only_delays(world, bot):
    world.faults.add(method="getMe", delay_seconds=0.001)

    assert (await bot("getMe"))["id"] == 12345


async def test_conflict_can_be_pretended(world, bot):
    world.faults.add(method="getUpdates", status=409)

    assert (await bot.refusal("getUpdates")).startswith("Conflict: terminated by other")
