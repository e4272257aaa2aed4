"""How fast Telegram lets a bot write. Pure: the caller brings the time, in seconds."""

from collections import deque
from dataclasses import dataclass, field

PER_SECOND = 25  # of about 30 in all, so that any one second stays within


@dataclass(frozen=True, slots=True)
class Rate:
    """One call in each `gap` seconds in the long run, and `burst` of them at once after a rest."""

    gap: float
    burst: int = 1

    @property
    def slack(self) -> float:
        return self.gap * (self.burst - 1)


PERSON = Rate(gap=1.0, burst=3)
GROUP = Rate(gap=3.75, burst=3)  # 18 in any minute, of 20
SHARED = Rate(gap=0.2, burst=2)  # of all copies in chats of people's own together
UNLIMITED = Rate(gap=0.0)


@dataclass(slots=True)
class Pace:
    """So many calls in any one second, and each chat at its rate.

    The rates are kept by the generic cell rate algorithm (ITU-T I.371): one moment per chat, up
    to which what has been sent is paid for.
    """

    per_second: int = PER_SECOND
    person: Rate = PERSON
    group: Rate = GROUP
    shared: Rate = SHARED
    _paid_until: dict[int, float] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)

    def room(self, at: float) -> int:
        """How many calls may leave now, to chats that are not resting."""
        while self._recent and self._recent[0] <= at - 1:
            self._recent.popleft()
        return max(0, self.per_second - len(self._recent))

    def resting(self, at: float) -> list[int]:
        """The chats that have been written to as often as they may for now."""
        if len(self._paid_until) > 4 * self.per_second:
            self._paid_until = {c: paid for c, paid in self._paid_until.items() if paid > at}
        return [chat for chat in self._paid_until if self._free_at(chat) > at]

    def spend(self, chat_id: int, at: float) -> None:
        rate = self._rate(chat_id)
        self._recent.append(at)
        if rate.gap:
            self._paid_until[chat_id] = max(self._paid_until.get(chat_id, at), at) + rate.gap

    def next_free(self, at: float) -> float | None:
        """Seconds until something that has to wait now may go; None when nothing has to."""
        waits = [self._free_at(chat) - at for chat in self.resting(at)]
        if not self.room(at):
            waits.append(self._recent[0] + 1 - at)
        return max(0.001, min(waits)) if waits else None

    def _free_at(self, chat_id: int) -> float:
        return self._paid_until[chat_id] - self._rate(chat_id).slack

    def _rate(self, chat_id: int) -> Rate:
        if not chat_id:
            return self.shared
        return self.group if chat_id < 0 else self.person
