"""Updates brought to the bot's own server, again and again until it takes them."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

WANG = 101


class Server:
    """A bot's server that answers as it is told and remembers what came."""

    def __init__(self):
        self.came = []
        self.secrets = []
        self.statuses = []
        self.answer = None
        self.address = ""
        self._something = asyncio.Event()

    async def take(self, request):
        self.came.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self._something.set()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.answer, status=status)

    async def until(self, count):
        async with asyncio.timeout(5):
            while len(self.came) < count:
                self._something.clear()
                await self._something.wait()


@asynccontextmanager
async def running(server):
    app = web.Application()
    app.router.add_post("/hook", server.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield server
    await runner.cleanup()


@pytest.fixture
async def server(world, bot):
    world.webhook_retry_seconds = 0.001
    async with running(Server()) as server:
        yield server
        await bot("deleteWebhook")


async def test_updates_are_brought_with_the_secret(world, bot, server):
    await bot("setWebhook", url=server.address, secret_token="s3cret")
    world.say(WANG, WANG, "一")
    world.say(WANG, WANG, "二")

    await server.until(2)

    assert [update["message"]["text"] for update in server.came] == ["一", "二"]
    assert server.secrets == ["s3cret", "s3cret"]


async def test_what_waited_before_is_brought_too(world, bot, server):
    world.say(WANG, WANG, "早")

    await bot("setWebhook", url=server.address)
    await server.until(1)

    assert server.came[0]["message"]["text"] == "早"
    assert server.secrets == [None]


async def test_refused_update_is_brought_again_before_any_other(world, bot, server):
    server.statuses = [500, 403]
    await bot("setWebhook", url=server.address)
    world.say(WANG, WANG, "一")
    world.say(WANG, WANG, "二")

    await server.until(4)

    assert [update["message"]["text"] for update in server.came] == ["一", "一", "一", "二"]
    info = await bot("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 403"
    assert info["last_error_date"] == 1777608000


async def test_bot_may_answer_with_a_call(world, bot, server, until):
    world.start(WANG)
    server.answer = {"method": "sendMessage", "chat_id": WANG, "text": "收到"}
    await bot("setWebhook", url=server.address)
    await server.until(1)
    await until(lambda: world.chat(WANG).last_message_id == 2)

    assert world.messages(WANG, WANG)[-1]["text"] == "收到"


async def test_nobody_polls_while_a_webhook_is_set(bot, server):
    await bot("setWebhook", url=server.address)

    refused = await bot.refused("getUpdates")
    await bot("deleteWebhook")

    assert refused["error_code"] == 409
    assert refused["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert await bot("getUpdates") == []


async def test_setting_a_webhook_ends_the_poll_that_waits(world, bot, server):
    waiting = asyncio.create_task(bot.refused("getUpdates", timeout=30))
    await asyncio.sleep(0)

    await bot("setWebhook", url=server.address)

    assert (await waiting)["description"] == "Conflict: terminated by setWebhook request"


async def test_info_tells_what_is_set(bot, server):
    before = await bot("getWebhookInfo")
    await bot(
        "setWebhook", url=server.address, max_connections=3, allowed_updates=["message", "poll"]
    )
    after = await bot("getWebhookInfo")

    assert before == {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
    assert after["url"] == server.address
    assert after["max_connections"] == 3
    assert after["allowed_updates"] == ["message", "poll"]


async def test_waiting_updates_can_be_dropped(world, bot, server):
    world.say(WANG, WANG, "旧")
    await bot("setWebhook", url=server.address, drop_pending_updates=True)
    world.say(WANG, WANG, "新")

    await server.until(1)

    assert server.came[0]["message"]["text"] == "新"


async def test_deleting_the_webhook_may_drop_what_waits(world, bot):
    world.say(WANG, WANG, "旧")

    await bot("deleteWebhook", drop_pending_updates=True)

    assert world.pending_updates() == 0


async def test_empty_address_takes_the_webhook_away(bot, server):
    await bot("setWebhook", url=server.address)
    await bot("setWebhook", url="")

    assert (await bot("getWebhookInfo"))["url"] == ""


async def test_new_webhook_replaces_the_old_one(world, bot, server):
    async with running(Server()) as other:
        await bot("setWebhook", url=server.address)
        await bot("setWebhook", url=other.address)
        world.say(WANG, WANG, "一")

        await other.until(1)
        await bot("deleteWebhook")

    assert server.came == []


async def test_server_that_is_not_there_is_noted(world, bot, until):
    world.webhook_retry_seconds = 0.001
    await bot("setWebhook", url="http://127.0.0.1:9/hook")
    world.say(WANG, WANG, "一")
    await until(world.webhook.last_error)
    info = await bot("getWebhookInfo")
    await bot("deleteWebhook")

    assert info["last_error_message"] == "Connection failed: ClientConnectorError"
    assert info["pending_update_count"] == 1


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "http://example.com/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "nowhere"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.com:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://example.com/", "secret_token": "鑰匙"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_webhooks_that_are_refused(bot, parameters, words):
    assert await bot.refusal("setWebhook", **parameters) == f"Bad Request: {words}"


@pytest.mark.parametrize("port", ["", ":443", ":80", ":88", ":8443"])
async def test_ports_that_telegram_knows(bot, port):
    assert await bot("setWebhook", url=f"https://example.com{port}/hook") is True
    await bot("deleteWebhook")
