"""How fast a bot may talk: all in all, to one person, in one group. Knows only moments and ids."""

import math
from collections import deque

from sandbox.refusals import too_many_requests

OVERALL_PER_SECOND = 30
GROUP_PER_MINUTE = 20
PRIVATE_PER_SECOND = 1.0
PRIVATE_BURST = 5


class Window:
    """At most so many within any stretch of so many seconds."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._moments: deque[float] = deque()

    def wait(self, now: float, count: int = 1) -> float:
        while self._moments and self._moments[0] <= now - self._seconds:
            self._moments.popleft()
        excess = len(self._moments) + count - self._most
        if excess <= 0 or not self._moments:
            return 0.0
        return self._moments[min(excess, len(self._moments)) - 1] + self._seconds - now

    def spend(self, now: float, count: int = 1) -> None:
        self._moments.extend([now] * count)


class Bucket:
    """Fills steadily up to a burst."""

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst = float(burst)
        self._per_second = per_second
        self._level = float(burst)
        self._at: float | None = None

    def wait(self, now: float, count: int = 1) -> float:
        self._fill(now)
        needed = min(float(count), self._burst)
        return max(0.0, (needed - self._level) / self._per_second)

    def spend(self, now: float, count: int = 1) -> None:
        self._fill(now)
        self._level -= count

    def _fill(self, now: float) -> None:
        if self._at is not None and now > self._at:
            gained = (now - self._at) * self._per_second
            self._level = min(self._burst, self._level + gained)
        self._at = now


class Limits:
    def __init__(self, *, active: bool) -> None:
        self.active = active
        self._overall = Window(OVERALL_PER_SECOND, 1.0)
        self._chats: dict[int, Window | Bucket] = {}

    def spend(self, now: float, chat_id: int, *, count: int = 1, editing: bool = False) -> None:
        """Refuses with 429 what is too fast. Edits count only where many read: in groups."""
        if not self.active:
            return
        counted: list[Window | Bucket] = [self._overall]
        if chat_id < 0 or not editing:
            counted.append(self._of(chat_id))
        wait = max(each.wait(now, count) for each in counted)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for each in counted:
            each.spend(now, count)

    def _of(self, chat_id: int) -> Window | Bucket:
        if chat_id not in self._chats:
            self._chats[chat_id] = (
                Window(GROUP_PER_MINUTE, 60.0)
                if chat_id < 0
                else Bucket(PRIVATE_BURST, PRIVATE_PER_SECOND)
            )
        return self._chats[chat_id]
