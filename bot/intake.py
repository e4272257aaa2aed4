"""Take updates in: one transaction per batch, and the next batch only after its commit."""

import asyncio
import json
import logging
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

from telegram.error import RetryAfter, TelegramError

from bot.doors import Doors
from bot.wire import call
from handlers.kit.context import Turn
from handlers.kit.incoming import Incoming
from handlers.kit.reading import read, update_id
from storage.records import Records

log = logging.getLogger(__name__)

POLL = 50  # seconds, the longest Telegram waits
BATCH = 100
SILENT_FOR = 90.0  # seconds without a successful poll, after which the process ends
LONGEST_PAUSE = 30.0
WANTED = (
    *("message", "edited_message", "callback_query", "my_chat_member"),
    *("inline_query", "chosen_inline_result", "poll", "poll_answer"),
)

RawUpdate = dict[str, Any]

# Errors of the disk, not of one update: the whole batch comes again.
_DISK = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PROTOCOL,
    }
)


class Silence(Exception):  # noqa: N818 -- the supervisor restarts on it
    """No poll has succeeded for too long."""


class Intake:
    def __init__(
        self,
        doors: Doors,
        *,
        committed: Callable[[], None] = lambda: None,
        batch: int = BATCH,
    ) -> None:
        self._doors, self._committed, self._batch = doors, committed, batch
        self._offset: int | None = None
        self.polled_at = monotonic()

    async def run(self) -> None:
        """Poll for ever; whatever goes wrong is waited out."""
        pause = 1.0
        while True:
            try:
                await self.poll()
                pause = 1.0
            except Exception as error:  # noqa: BLE001 -- the poll must never end
                wait = _asked_to_wait(error) or pause
                log.warning("intake rests %.0f s: %s", wait, type(error).__name__)
                await asyncio.sleep(wait)
                pause = min(LONGEST_PAUSE, pause * 2)

    async def watch(self) -> None:
        """Raise Silence when polls have been failing for too long."""
        self.polled_at = monotonic()  # however long it took to come up
        while monotonic() - self.polled_at < SILENT_FOR:  # noqa: ASYNC110 -- there is no event
            await asyncio.sleep(5)
        raise Silence(f"no poll has succeeded for {SILENT_FOR:.0f} seconds")

    async def poll(self, wait: int = POLL) -> int:
        """One batch, taken and committed; returns how many updates it had."""
        batch = await self._fetch(wait)
        self.polled_at = monotonic()
        if batch:
            await self.take(batch)
            self._confirm(batch)
        return len(batch)

    async def take(self, batch: Sequence[Any]) -> None:
        """All or nothing; what has been taken before is passed over."""
        await self._doors.store.transaction(lambda db: self._take_all(batch, db))
        self._committed()

    def _take_all(self, batch: Sequence[Any], db: Records) -> None:
        turn = self._doors.turn(db)
        for raw in batch:
            number = update_id(raw)
            if number is None:
                log.error("passed over something that is no update")
            elif db.updates.take(number, turn.now):
                self._take_one(raw, number, turn)

    def _take_one(self, raw: RawUpdate, number: int, turn: Turn) -> None:
        incoming: Incoming | None = None
        try:
            incoming = read(raw)
            if incoming:
                with turn.db.savepoint():
                    turn.features.receive(incoming, turn)
        except Exception as error:  # whatever it is, it must not stop the bot
            if is_of_the_disk(error):
                raise
            self._give_up(number, incoming, error, turn)

    def _give_up(
        self, number: int, incoming: Incoming | None, error: Exception, turn: Turn
    ) -> None:
        """Refused or broken: nothing of it remains but the answer, and a code if broken."""
        code = secrets.token_hex(3)
        if not turn.features.expects(error):
            log.error("update %s failed, code %s", number, code, exc_info=error)
            turn.db.updates.failed(number, code=code, error=error)
        if incoming is None:
            return
        try:
            with turn.db.savepoint():
                turn.features.explain(incoming, turn, error, code)
        except Exception as silent:
            if is_of_the_disk(silent):
                raise
            log.exception("update %s could not even be explained", number)

    async def _fetch(self, wait: int) -> list[Any]:
        asked: dict[str, Any] = {
            "timeout": wait,
            "limit": self._batch,
            "allowed_updates": list(WANTED),
        }
        if self._offset is not None:
            asked["offset"] = self._offset
        doors = self._doors
        answer = await call(
            doors.polling, doors.address("getUpdates"), json.dumps(asked), read_timeout=wait + 10.0
        )
        if not isinstance(answer, list):
            raise TelegramError("getUpdates answered with something else than a list")
        return answer

    def _confirm(self, batch: Sequence[Any]) -> None:
        """The next poll tells Telegram to forget this batch: it is committed by now."""
        numbers = [number for raw in batch if (number := update_id(raw)) is not None]
        if numbers:
            self._offset = numbers[-1] + 1


def is_of_the_disk(error: Exception) -> bool:
    """Full, locked, broken, … but not a mistake in our SQL, which is the update's own failure."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.Error) and code is not None and code & 0xFF in _DISK


def _asked_to_wait(error: Exception) -> float | None:
    if not isinstance(error, RetryAfter):
        return None
    after = error.retry_after
    return after if isinstance(after, int | float) else after.total_seconds()
