"""Linli as `linli run` starts it, but for the pace: Telegram's limits are not what is measured."""

import asyncio

from bot.cli import until_told
from bot.logs import configure
from bot.pace import UNLIMITED, Pace
from bot.run import live
from bot.settings import load


def unpaced() -> Pace:
    return Pace(per_second=10**9, person=UNLIMITED, group=UNLIMITED, shared=UNLIMITED)


def main() -> None:
    settings = load()
    configure(settings.logging.level, settings.logging.format, secrets=(settings.token,))
    asyncio.run(until_told(live(settings, pace=unpaced())))


if __name__ == "__main__":
    main()
