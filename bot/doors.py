"""What every part of the running bot shares: the store, the features, the way to Telegram."""

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot
from telegram.request import BaseRequest
from telegram.warnings import PTBUserWarning

from bot.departures import Departures
from community.house import House
from handlers.kit.context import Turn
from handlers.kit.features import Features
from storage.records import Records
from storage.store import Store

os.environ.setdefault("PTB_TIMEDELTA", "1")  # RetryAfter warns at every flood otherwise
# Files are sent by the name of the method, which PTB advises against where it has its own.
warnings.filterwarnings("ignore", "Please use 'Bot", PTBUserWarning)


@dataclass(frozen=True, slots=True)
class Doors:
    """Nothing here waits or decides; `now` is the only clock in the house."""

    store: Store
    features: Features
    house: House
    now: Callable[[], datetime]
    bot: Bot
    polling: BaseRequest  # its own connections: a poll takes up to 50 seconds
    departures: Departures

    def turn(self, db: Records) -> Turn:
        bot = self.bot
        return Turn(
            db,
            self.now(),
            self.house,
            self.features,
            bot.username,
            has_inline_mode=bool(bot.supports_inline_queries),
        )

    def address(self, method: str) -> str:
        """Carries the token: never to be logged."""
        return f"{self.bot.base_url}/{method}"
