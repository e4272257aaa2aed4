"""How often people may be asked for their opinion: so many times a month, whoever asks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HUNDRED = 100


def month_of(now: datetime, zone: ZoneInfo) -> int:
    """As 202605."""
    local = now.astimezone(zone)
    return local.year * HUNDRED + local.month


def next_month(now: datetime, zone: ZoneInfo) -> datetime:
    """The first noon of the next month."""
    local = now.astimezone(zone)
    later = local.replace(day=1, hour=12, minute=0, second=0, microsecond=0) + timedelta(days=32)
    return later.replace(day=1)
