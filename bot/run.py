"""On Telegram, from the settings: by polling or by webhook, until told to stop."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.backups import keep_backups
from bot.intake import WANTED
from bot.linli import Linli, Part, open_linli, persistently
from bot.pace import Pace
from bot.settings import Settings
from bot.wire import AiohttpRequest
from handlers.kit.fonts import FOLDERS, REMEDY, installed

log = logging.getLogger(__name__)


def now() -> datetime:
    """The only clock in the house."""
    return datetime.now(UTC)


async def live(settings: Settings, *, pace: Pace | None = None) -> None:
    """Raises InUse, NewerSchema, Silence or what broke; ends quietly when cancelled."""
    async with AsyncExitStack() as stack:
        linli = await stack.enter_async_context(
            open_linli(
                settings.storage.folder,
                house=settings.house(),
                token=settings.telegram.token.get_secret_value(),
                base_url=settings.telegram.base_url,
                request=AiohttpRequest,
                now=now,
                pace=pace,
            )
        )
        if settings.health.listen:
            await stack.enter_async_context(_health(linli, settings))
        if settings.telegram.mode == "webhook":
            updates = await _by_webhook(linli, settings, stack)
        else:
            updates = await _by_polling(linli)
        await linli.run(
            *updates,
            linli.set_up(),
            keep_backups(settings.storage, now),
            asyncio.to_thread(mind_fonts, settings.papers.font),
        )


def mind_fonts(chosen: str, folders: Sequence[Path] = FOLDERS) -> None:
    """Said now, since whoever wants a poster or a certificate later can do nothing about it.
    Whether a font that is there is fit is looked at when it is needed: that takes a while."""
    is_there = Path(chosen).is_file() if chosen else next(installed(folders), None)
    if not is_there:
        log.warning("No font that can print Chinese: %s", REMEDY)


# A web server takes memory that those who poll need not spend, so it is loaded if asked for.


def _health(linli: Linli, settings: Settings) -> AbstractAsyncContextManager[str]:
    from bot.health import health_application
    from bot.webhook import listening

    is_polling = settings.telegram.mode == "polling"
    application = health_application(linli, is_polling=is_polling)
    return listening(application, settings.health.listen)


async def _by_polling(linli: Linli) -> tuple[Part, ...]:
    # A webhook left from another time would refuse every poll.
    await persistently(linli.doors.bot.delete_webhook)
    return linli.intake.run(), linli.intake.watch()


async def _by_webhook(linli: Linli, settings: Settings, stack: AsyncExitStack) -> tuple[Part, ...]:
    from bot.webhook import PATH, Webhook, listening

    telegram = settings.telegram
    secret = telegram.webhook_secret.get_secret_value()
    webhook = Webhook(linli.intake, secret)
    await stack.enter_async_context(listening(webhook.application(), telegram.webhook_listen))
    invite = partial(
        linli.doors.bot.set_webhook,
        telegram.webhook_address.rstrip("/") + PATH,
        secret_token=secret,
        allowed_updates=list(WANTED),
    )
    await persistently(invite)
    return (webhook.run(),)
