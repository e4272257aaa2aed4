import asyncio
import logging
from io import BytesIO

import aiohttp
import pytest

from bot.webhook import LARGEST, PATH, SECRET_HEADER, Webhook, listening
from handlers.kit.screen import Screen
from tests.system.conftest import press, traces

SECRET = "s3cret_of_the_house"


@pytest.fixture
async def bring(town, buttons):
    """Bring updates as Telegram does: `await bring(body, …)` gives the HTTP statuses."""

    def notes(ctx, pressed):
        ctx.db.remembered.put(f"prod:{pressed.number}", "")
        ctx.say(Screen(f"noted {pressed.number}"))

    buttons(notes)
    webhook = Webhook(town.linli.intake, SECRET)
    running = asyncio.create_task(webhook.run())
    async with (
        listening(webhook.application(), "127.0.0.1:0") as address,
        aiohttp.ClientSession() as client,
    ):

        async def one(body, secret=SECRET):
            how = {"data": BytesIO(body)} if isinstance(body, bytes) else {"json": body}
            headers = {SECRET_HEADER: secret} if secret is not None else {}
            async with client.post(address + PATH, headers=headers, **how) as response:
                return response.status

        async def several(*bodies, **more):
            return await asyncio.gather(*(one(body, **more) for body in bodies))

        yield several
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_an_update_is_answered_with_200_when_it_is_committed(town, bring):
    ann = await town.resident("Ann")

    assert await bring(press(1, ann, 5)) == [200]
    assert await traces(town) == ["prod:5"]


async def test_out_of_order_and_repeated_deliveries_are_harmless(town, bring):
    ann = await town.resident("Ann")
    bodies = [press(number, ann, number) for number in (9, 3, 7, 3, 9, 1)]

    assert await bring(*bodies) == [200] * 6
    await town.settle()

    assert await traces(town) == ["prod:1", "prod:3", "prod:7", "prod:9"]
    assert sorted(said for said in ann.news() if "noted" in said) == [
        "noted 1",
        "noted 3",
        "noted 7",
        "noted 9",
    ]


@pytest.mark.parametrize("secret", ["wrong", "", None, SECRET + "x"])
async def test_without_the_secret_nothing_is_taken(town, bring, secret):
    ann = await town.resident("Ann")

    assert await bring(press(1, ann, 5), secret=secret) == [403]
    assert await traces(town) == []


@pytest.mark.parametrize("body", [b"", b"not json", b"\xff\xfe", b"[" * 100_000])
async def test_garbage_is_refused(bring, body):
    assert await bring(body) == [400]


async def test_a_body_too_large_is_refused(bring):
    assert await bring(b"x" * (LARGEST + 1)) == [413]


async def test_json_that_is_no_update_is_taken_and_forgotten(town, bring):
    assert await bring([], {}, {"update_id": "x"}) == [200, 200, 200]


async def test_what_could_not_be_committed_is_not_acknowledged_and_comes_again(town, bring):
    logging.getLogger("bot.webhook").setLevel(logging.CRITICAL)
    ann = await town.resident("Ann")
    ((pages,),) = await town.query("PRAGMA page_count")
    await town.query(f"PRAGMA max_page_count = {pages}")
    many = [press(number, ann, number) for number in range(100)]

    refused = await bring(*many)
    await town.query("PRAGMA max_page_count = 100000")

    assert 503 in refused
    assert set(await bring(*many)) == {200}
    assert len(await traces(town)) == 100
