"""On Telegram, from the settings: by polling or by webhook, until told to stop."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime

from bot.health import health_application
from bot.intake import WANTED
from bot.linli import Linli, open_linli
from bot.settings import Settings
from bot.webhook import PATH, Webhook, listening
from bot.wire import AiohttpRequest


def now() -> datetime:
    """The only clock in the house."""
    return datetime.now(UTC)


async def live(settings: Settings) -> None:
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
            )
        )
        if settings.health.listen:
            await stack.enter_async_context(
                listening(health_application(linli), settings.health.listen)
            )
        await linli.announce_commands()
        if settings.telegram.mode == "webhook":
            await _by_webhook(linli, settings, stack)
        else:
            await _by_polling(linli)


async def _by_polling(linli: Linli) -> None:
    # A webhook left from another time would refuse every poll.
    await linli.doors.bot.delete_webhook()
    await linli.run(linli.intake.run(), linli.intake.watch())


async def _by_webhook(linli: Linli, settings: Settings, stack: AsyncExitStack) -> None:
    telegram = settings.telegram
    secret = telegram.webhook_secret.get_secret_value()
    webhook = Webhook(linli.intake, secret)
    await stack.enter_async_context(listening(webhook.application(), telegram.webhook_listen))
    await linli.doors.bot.set_webhook(
        telegram.webhook_address.rstrip("/") + PATH,
        secret_token=secret,
        allowed_updates=list(WANTED),
    )
    await linli.run(webhook.run())
