"""Whether all is well, for a supervisor and for Prometheus; never anything about people."""

from time import monotonic

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.intake import SILENT_FOR
from bot.linli import Linli
from storage.records import Records


def health_application(linli: Linli, *, is_polling: bool) -> web.Application:
    """By webhook a long silence is no bad sign, so only polls are watched."""
    registry = CollectorRegistry()
    waiting = Gauge("linli_outbox_waiting", "Calls that wait to be made", registry=registry)
    if is_polling:
        age = Gauge("linli_poll_age_seconds", "Since the last good poll", registry=registry)
        age.set_function(lambda: _poll_age(linli))

    async def health(_request: web.Request) -> web.Response:
        if not is_polling:
            return web.json_response({"ok": True})
        age = _poll_age(linli)
        is_well = age < SILENT_FOR
        report = {"ok": is_well, "poll_age_seconds": round(age, 1)}
        return web.json_response(report, status=200 if is_well else 503)

    async def metrics(_request: web.Request) -> web.Response:
        waiting.set(await linli.doors.store.transaction(_waiting))
        headers = {"Content-Type": CONTENT_TYPE_LATEST}
        return web.Response(body=generate_latest(registry), headers=headers)

    application = web.Application()
    application.router.add_get("/health", health)
    application.router.add_get("/metrics", metrics)
    return application


def _poll_age(linli: Linli) -> float:
    return monotonic() - linli.intake.polled_at


def _waiting(db: Records) -> int:
    return db.outbox.waiting()
