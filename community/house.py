"""What one community decides for itself: its name, its time, its habits."""

from dataclasses import dataclass
from datetime import time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class House:
    """The settings that rules and texts depend on; read once at start."""

    name: str = "邻里"
    zone: ZoneInfo = SHANGHAI
    languages: tuple[str, ...] = ("zh_Hans", "zh_Hant", "en")  # the first is the groups'
    buildings: tuple[str, ...] = ()
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    remind_before: tuple[timedelta, ...] = (timedelta(days=1), timedelta(hours=2))
    closes_soon: timedelta = timedelta(hours=3)  # before sign-up closes; 0: never said
    offer_lasts: timedelta = timedelta(hours=4)
    first_admin: int = 0  # Telegram's user id
    desk_group: int = 0  # Telegram's chat id, when the config names it
    privacy_contact: str = ""

    @property
    def language(self) -> str:
        """The language of the groups."""
        return self.languages[0]
