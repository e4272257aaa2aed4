"""How fast Telegram lets a bot write. Pure: the caller brings the time, in seconds."""

from collections import deque
from dataclasses import dataclass, field

PER_SECOND = 25  # of about 30 in all, so that any one second stays within
PERSON_GAP = 1.0
GROUP_GAP = 60 / 18  # of 20 a minute


@dataclass(slots=True)
class Pace:
    """Evenly spaced: so many calls in any one second, and a gap between two to one chat."""

    per_second: int = PER_SECOND
    person_gap: float = PERSON_GAP
    group_gap: float = GROUP_GAP
    _free_at: dict[int, float] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)

    def room(self, at: float) -> int:
        """How many calls may leave now, to chats that are not resting."""
        while self._recent and self._recent[0] <= at - 1:
            self._recent.popleft()
        return max(0, self.per_second - len(self._recent))

    def resting(self, at: float) -> list[int]:
        """The chats that were written to a moment ago."""
        if len(self._free_at) > 2 * self.per_second:
            self._free_at = {chat: free for chat, free in self._free_at.items() if free > at}
        return [chat for chat, free in self._free_at.items() if free > at]

    def spend(self, chat_id: int, at: float) -> None:
        gap = self.group_gap if chat_id < 0 else self.person_gap
        self._recent.append(at)
        if gap:
            self._free_at[chat_id] = at + gap

    def next_free(self, at: float) -> float | None:
        """Seconds until something that has to wait now may go; None when nothing has to."""
        waits = [free - at for free in self._free_at.values() if free > at]
        if not self.room(at):
            waits.append(self._recent[0] + 1 - at)
        return max(0.001, min(waits)) if waits else None
