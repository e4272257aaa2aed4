"""The only place of the sandbox that knows the time, which can be moved or stand still."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    def __init__(self, frozen_at: datetime | None = None) -> None:
        self.offset = timedelta(0)
        self.listeners: list[Callable[[], None]] = []
        self._frozen_at = frozen_at

    def now(self) -> datetime:
        return self._standing() + self.offset

    def advance(self, by: timedelta) -> None:
        self.offset += by
        for listener in tuple(self.listeners):
            listener()

    def _standing(self) -> datetime:
        if self._frozen_at:
            return self._frozen_at.astimezone(UTC)
        return datetime.fromtimestamp(time.time(), UTC)
