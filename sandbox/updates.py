"""The bot's queue of updates: their ids, how long they are kept, who may fetch them and when.

Confirmed by offset as Telegram does; an update is never confirmed by comparing it with an id of
another numbering, because numbers start anew at random after a quiet week.
"""

import asyncio
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.clock import Clock
from sandbox.refusals import Refusal, conflict
from sandbox.shapes import Json

UPDATE_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
)
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = frozenset(UPDATE_KINDS) - ONLY_ON_REQUEST
KEPT = timedelta(hours=24)
KEPT_BY_KIND = {
    "callback_query": timedelta(seconds=150),
    "inline_query": timedelta(seconds=30),
}
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(slots=True)
class Entry:
    update_id: int
    update: Json
    useless_at: datetime
    foreign: bool = False  # brought its own id
    handed_out: bool = False


class UpdateQueue:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: list[Entry] = []
        self._first_useless_at: datetime | None = None
        self._next_id = _random_start()
        self._poller: asyncio.Future[None] | None = None
        self._arrival: asyncio.Event = asyncio.Event()
        self._foreign_ids: set[int] = set()
        self.allowed: Collection[str] = DEFAULT_KINDS
        self.is_chosen = False

    def allow(self, kinds: list[str] | None) -> None:
        """Says which kinds are wanted from now on: nothing said keeps the former setting."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or DEFAULT_KINDS
            self.is_chosen = bool(kinds)

    def put(self, kind: str, body: Json) -> None:
        if kind not in self.allowed:
            return
        update_id = self._next_id
        self._next_id += 1
        useless_at = self._clock.now() + KEPT_BY_KIND.get(kind, KEPT)
        self._append(Entry(update_id, {"update_id": update_id, kind: body}, useless_at))

    def put_raw(self, raw: Json) -> None:
        """Takes anything, even what no Telegram would send, with its own id if it has one."""
        own_id = raw.get("update_id")
        useless_at = self._clock.now() + KEPT
        if isinstance(own_id, int):
            self._append(Entry(own_id, raw, useless_at, foreign=True))
            return
        update_id = self._next_id
        self._next_id += 1
        update = raw if "update_id" in raw else {"update_id": update_id, **raw}
        self._append(Entry(update_id, update, useless_at))

    def restart_ids(self, at: int | None = None) -> None:
        """What happens after a quiet week: numbering starts anew somewhere else."""
        self._next_id = _random_start() if at is None else at
        self._foreign_ids.clear()

    def pending(self) -> int:
        self._forget_useless()
        return len(self._entries)

    def drop_all(self) -> None:
        self._entries.clear()

    async def fetch(self, *, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109
        """One getUpdates: ends the poll of anybody else, confirms, waits for something."""
        self.end_poll(conflict(OTHER_POLLER))
        self.confirm(offset)
        ready = self.ready(limit)
        if ready or timeout <= 0:
            return ready
        await self._wait(timeout)
        return self.ready(limit)

    def end_poll(self, reason: Refusal) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_exception(reason)
        self._poller = None

    def confirm(self, offset: int) -> None:
        if offset < 0:
            self._entries = self._entries[offset:]
        elif offset <= self._next_id:
            self._entries = [e for e in self._entries if not _is_before(e, offset)]
        elif offset - 1 in self._foreign_ids:
            self._entries = [e for e in self._entries if e.update_id >= offset or not e.handed_out]

    def ready(self, limit: int) -> list[Json]:
        self._forget_useless()
        batch = self._entries[:limit]
        for entry in batch:
            entry.handed_out = True
            if entry.foreign:
                self._foreign_ids.add(entry.update_id)
        return [entry.update for entry in batch]

    def drop_first(self) -> None:
        """The webhook took the first one."""
        del self._entries[:1]

    async def arrival(self) -> None:
        """Ends once something waits in the queue."""
        while not self.pending():
            self._arrival.clear()
            await self._arrival.wait()

    async def _wait(self, seconds: float) -> None:
        poller: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = poller
        await asyncio.wait({poller}, timeout=seconds)
        if self._poller is poller:
            self._poller = None
        if poller.done():
            poller.result()

    def _append(self, entry: Entry) -> None:
        self._entries.append(entry)
        if not self._first_useless_at or entry.useless_at < self._first_useless_at:
            self._first_useless_at = entry.useless_at
        self._arrival.set()
        if self._poller and not self._poller.done():
            self._poller.set_result(None)

    def _forget_useless(self) -> None:
        now = self._clock.now()
        if self._first_useless_at and self._first_useless_at <= now:
            self._entries = [entry for entry in self._entries if entry.useless_at > now]
            moments = (entry.useless_at for entry in self._entries)
            self._first_useless_at = min(moments, default=None)


def _is_before(entry: Entry, offset: int) -> bool:
    if entry.foreign and not entry.handed_out:
        return False
    return entry.update_id < offset


def _random_start() -> int:
    return 100_000_000 + secrets.randbelow(800_000_000)
