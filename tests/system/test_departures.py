import asyncio

import pytest
from aiohttp import web

from bot.departures import Departures
from bot.webhook import listening
from bot.wire import AiohttpRequest, call


@pytest.fixture
def departures(tmp_path):
    opened = Departures(tmp_path / "departures")
    yield opened
    opened.close()


def test_what_has_departed_is_known_after_a_crash(tmp_path, departures):
    departures.note(7)
    departures.note(12)

    after_the_crash = Departures(tmp_path / "departures")
    assert after_the_crash.noted() == [7, 12]
    after_the_crash.close()


def test_half_a_line_is_no_departure(tmp_path, departures):
    departures.note(7)
    with (tmp_path / "departures").open("ab") as file:
        file.write(b"1")

    assert departures.noted() == [7]


def test_what_a_power_failure_leaves_in_the_file_is_passed_over(tmp_path, departures):
    departures.note(7)
    with (tmp_path / "departures").open("ab") as file:
        file.write(b"\x00\x00\x00\n\xff\n")
    departures.note(8)

    assert departures.noted() == [7, 8]


def test_what_is_forgotten_is_gone_and_more_can_be_noted(departures):
    departures.note(7)
    departures.forget()
    departures.note(8)

    assert departures.noted() == [8]


async def test_a_message_departs_when_its_body_goes_out_and_not_while_it_waits(departures):
    hold = asyncio.Event()

    async def answer(_request):
        await hold.wait()
        return web.json_response({"ok": True, "result": True})

    application = web.Application()
    application.router.add_post("/send", answer)
    async with listening(application, "127.0.0.1:0") as address:
        request = AiohttpRequest(connections=1)  # so that the second has to wait
        await request.initialize()
        calls = [
            asyncio.create_task(
                call(request, f"{address}/send", "{}", departs=lambda n=n: departures.note(n))
            )
            for n in (1, 2)
        ]
        await asyncio.sleep(0.2)
        waiting = departures.noted()
        hold.set()
        await asyncio.gather(*calls)
        await request.shutdown()

    assert waiting == [1]
    assert departures.noted() == [1, 2]
