import asyncio
import json

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.webhook import listening
from bot.wire import AiohttpRequest, call


@pytest.fixture
async def telegram():
    """`telegram(answer)` serves one handler; gives a request and the address of a method."""
    running = []

    async def serve(answer):
        application = web.Application()
        application.router.add_post("/bot1:x/{method}", answer)
        context = listening(application, "127.0.0.1:0")
        address = await context.__aenter__()
        request = AiohttpRequest()
        await request.initialize()
        running.append((context, request))
        return request, f"{address}/bot1:x/sendMessage"

    yield serve
    for context, request in running:
        await request.shutdown()
        await context.__aexit__(None, None, None)


def answering(status, **answer):
    async def answer_it(_request):
        return web.json_response({"ok": status == 200, **answer}, status=status)

    return answer_it


async def test_a_stored_call_arrives_as_it_was_stored(telegram):
    heard = []

    async def hear(request):
        heard.append((request.content_type, await request.json()))
        return web.json_response({"ok": True, "result": {"message_id": 5}})

    request, url = await telegram(hear)

    assert await call(request, url, '{"chat_id":1,"text":"你好"}') == {"message_id": 5}
    assert heard == [("application/json", {"chat_id": 1, "text": "你好"})]


async def test_files_go_as_a_form(telegram):
    heard = []

    async def hear(request):
        form = await request.post()
        heard.append((form["chat_id"], form["document"].filename, form["document"].file.read()))
        return web.json_response({"ok": True, "result": True})

    request, url = await telegram(hear)
    parameters = [
        RequestParameter.from_input("chat_id", 1),
        RequestParameter("document", None, [InputFile(b"BEGIN", filename="a.ics")]),
    ]
    parameters[1].input_files[0].attach_name = None

    await request.post(url, RequestData(parameters))

    assert heard == [("1", "a.ics", b"BEGIN")]


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, {"description": "Bad Request: chat not found"}, BadRequest),
        (403, {"description": "Forbidden: bot was blocked by the user"}, Forbidden),
        (429, {"description": "Too Many Requests", "parameters": {"retry_after": 7}}, RetryAfter),
        (502, {"description": "Bad Gateway"}, NetworkError),
    ],
)
async def test_refusals_of_telegram_are_ptbs_errors(telegram, status, answer, error):
    request, url = await telegram(answering(status, **answer))

    with pytest.raises(error):
        await call(request, url, '{"chat_id":1}')


async def test_a_connection_that_breaks_after_the_call_may_have_sent_it(telegram):
    async def break_off(request):
        await request.read()
        request.transport.close()
        return web.Response()

    request, url = await telegram(break_off)

    with pytest.raises(TimedOut):
        await call(request, url, '{"chat_id":1}')


async def test_an_answer_that_does_not_come_may_have_sent_it(telegram):
    async def sleep(_request):
        await asyncio.sleep(5)
        return web.Response()

    request, url = await telegram(sleep)

    with pytest.raises(TimedOut):
        await call(request, url, '{"chat_id":1}', read_timeout=0.05)


async def test_where_nobody_listens_surely_nothing_was_sent():
    request = AiohttpRequest()
    await request.initialize()

    with pytest.raises(NetworkError) as caught:
        await call(request, "http://127.0.0.1:9/bot123:secret/sendMessage", "{}")
    await request.shutdown()

    assert not isinstance(caught.value, TimedOut)
    assert "secret" not in str(caught.value)


async def test_one_connection_serves_many_calls(telegram):
    peers = set()

    async def hear(request):
        peers.add(request.transport.get_extra_info("peername"))
        return web.json_response({"ok": True, "result": True})

    request, url = await telegram(hear)
    for _ in range(20):
        await call(request, url, json.dumps({"chat_id": 1}))

    assert len(peers) == 1
