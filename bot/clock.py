"""Wake when a notice is due. What is due stands in the database; nothing is kept here."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.doors import Doors
from bot.intake import is_of_the_disk
from community.hours import QuietHours
from handlers.kit.context import Turn
from handlers.kit.telling import tell
from storage.notices import AT_ONCE, Due, End
from storage.records import Records

log = logging.getLogger(__name__)

HEARTBEAT = 30.0  # seconds; monotonic, so that a clock set back delays nothing for long
TIDY_AT = 4  # o'clock, local time


class Clock:
    def __init__(self, doors: Doors, *, rang: Callable[[], None] = lambda: None) -> None:
        self._doors, self._rang = doors, rang
        self._stirred = asyncio.Event()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def wake(self) -> None:
        self._stirred.set()

    async def run(self) -> None:
        self._scheduler.start()
        zone = self._doors.house.zone
        self._scheduler.add_job(self.tidy, "cron", hour=TIDY_AT, timezone=zone, id="tidy")
        try:
            while True:
                await self._tick_safely()
                with suppress(TimeoutError):
                    async with asyncio.timeout(HEARTBEAT):
                        await self._stirred.wait()
        finally:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> int:
        """Tell what is due, and set the alarm for what comes next; returns how much was due."""
        told, next_at = await self._doors.store.transaction(self._tell_due)
        if self._scheduler.running and next_at:
            # The scheduler has a clock of its own; in the sandbox ours may have been moved.
            delay = max(next_at - self._doors.now(), timedelta(0))
            at = datetime.now(UTC) + delay
            self._scheduler.add_job(
                self.wake, "date", run_date=at, id="next", replace_existing=True
            )
        if told:
            self._rang()
        return told

    async def tidy(self) -> None:
        """Forget what is past its time: update ids, ended letters, abandoned drafts."""
        await self._doors.store.transaction(self._forget_old)
        await self._doors.store.checkpoint()

    async def next_due_at(self) -> datetime | None:
        return await self._doors.store.transaction(lambda db: db.notices.next_due_at())

    async def _tick_safely(self) -> None:
        self._stirred.clear()
        try:
            while await self.tick() == AT_ONCE:
                pass
        except Exception:
            log.exception("the clock missed a tick and goes on")

    def _tell_due(self, db: Records) -> tuple[int, datetime | None]:
        turn = self._doors.turn(db)
        due = db.notices.due(turn.now)
        for notice in due:
            conclude(notice, turn)
        return len(due), db.notices.next_due_at()

    def _forget_old(self, db: Records) -> None:
        now = self._doors.now()
        spine = (db.updates, db.outbox, db.drafts, db.privacy)
        for records in (*spine, db.questions, db.shared_cards, db.messages, db.proposals):
            records.forget_old(now)
        if kept := self._doors.house.tickets_kept:
            db.ticket_retention.forget_before(now - kept)


def conclude(due: Due, turn: Turn) -> None:
    """Tell it, put it off until the morning, or write down that it came too late."""
    if turn.now >= due.useful_until:
        turn.db.notices.end(due.id, End.LATE)
        return
    civil = _civil(due, turn)
    if civil > turn.now:
        turn.db.notices.postpone(due.id, civil)
        return
    try:
        turn.db.notices.end(due.id, tell(due, turn))
    except Exception as error:
        log.exception("notice %s", due.id)
        if is_of_the_disk(error):
            raise
        turn.db.notices.end(due.id, End.FAILED)


def _civil(due: Due, turn: Turn) -> datetime:
    wording = turn.features.notices.get(due.kind)
    if due.person_id is None or wording is None or wording.urgent:
        return turn.now
    hearer = turn.db.people.hearer(due.person_id)
    return QuietHours.of(turn.house, hearer).morning_after(turn.now)
