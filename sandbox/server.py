"""Puts the pretend Telegram on a port: the Bot API, the human side, and the page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from sandbox import botapi
from sandbox.human import acting, events, looking, moving, sharing, speaking
from sandbox.human.paths import HUMAN_SIDE, HumanSide, NextDue, say_why_not
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
SHUTDOWN_SECONDS = 0.5


def application(
    world: World,
    *,
    next_due: NextDue | None = None,
    zone: str = "Asia/Shanghai",
    home: str = "",
) -> web.Application:
    app = web.Application(client_max_size=botapi.LARGEST_BODY, middlewares=[say_why_not])
    app[HUMAN_SIDE] = HumanSide(world, next_due, zone, home)
    botapi.add_routes(app, world)
    for theme in (looking, speaking, acting, sharing, moving, events):
        app.router.add_routes(theme.routes)
    app.router.add_get("/", _show_page)
    app.router.add_static("/page", PAGE, append_version=False)
    return app


async def _show_page(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})


@asynccontextmanager
async def serve(
    world: World,
    *,
    host: str = "127.0.0.1",
    port: int = 8484,
    next_due: NextDue | None = None,
    zone: str = "Asia/Shanghai",
    home: str = "",
) -> AsyncIterator[str]:
    """The address under which everything answers; port 0 takes any free one."""
    runner = web.AppRunner(
        application(world, next_due=next_due, zone=zone, home=home),
        access_log=None,
        shutdown_timeout=SHUTDOWN_SECONDS,
        handler_cancellation=True,
    )
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        if world.webhook:
            world.webhook.stop()
        await runner.cleanup()
