"""The only sender. Claims before a call and marks after it, many of both in one commit."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from telegram.error import RetryAfter, TelegramError

from bot.calls import Ready, make_call, ready
from bot.doors import Doors
from bot.fetching import Brought, settled
from bot.intake import is_of_the_disk
from bot.outcomes import ended, pause_after, sent
from bot.pace import Pace
from handlers.kit.context import Turn
from storage.outbox import Letter, Outcome, State
from storage.records import Records

log = logging.getLogger(__name__)

GATHER = 0.005  # seconds in which calls that end together are marked together
HEARTBEAT = 30.0
AT_ONCE = 32  # calls under way; more make every one of them slower
GRACE = 5.0  # seconds for calls under way when the bot stops
PAUSE = "paused_until"  # the name under which a pause outlives a restart


class Delivery:
    def __init__(
        self,
        doors: Doors,
        *,
        ticks: Callable[[], float] = monotonic,
        pace: Pace | None = None,
    ) -> None:
        self._doors, self._ticks, self._pace = doors, ticks, pace or Pace()
        self._stirred = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._outcomes: list[Outcome] = []
        self._brought: dict[int, Brought] = {}  # by letter: acted on when it is marked
        self._paused_until = 0.0  # in ticks
        self._pause_to_store: datetime | None = None
        self._troubles = 0  # calls in a row that Telegram could not take, 5 at most
        self._waits: float | None = None
        self._put_off: list[datetime] = []  # when those that failed may be tried again

    def wake(self) -> None:
        self._stirred.set()

    async def run(self) -> None:
        await self.recover()
        try:
            while True:
                await self._round_and_rest()
        finally:
            await self._stop()

    async def recover(self) -> None:
        """After a start: what was claimed goes once more, and a pause that Telegram asked for
        is kept."""
        departures = self._doors.departures
        stored = await self._doors.store.transaction(
            partial(_recover, departures.noted(), self._doors)
        )
        departures.forget()
        if stored:
            left = datetime.fromisoformat(stored) - self._doors.now()
            self._paused_until = self._ticks() + left.total_seconds()

    async def round(self) -> int:
        """Mark what has ended, claim what may go, and let it go; returns how many went."""
        whole = asyncio.ensure_future(self._round())
        try:
            return await asyncio.shield(whole)
        except asyncio.CancelledError:
            # What has been claimed must also go: the next start would think that it may have.
            await asyncio.wait({whole})
            raise

    async def calls_ended(self) -> bool:
        """Wait for every call under way; whether there is something to mark."""
        if self._under_way:
            await asyncio.wait(self._under_way)
        return bool(self._outcomes)

    def waits(self) -> float | None:
        """Seconds until something that waits may go; None when nothing waits."""
        return self._waits

    async def _round(self) -> int:
        over, self._outcomes = self._outcomes, []
        try:
            calls = await self._doors.store.transaction(
                lambda db: self._settle_and_claim(db, over)
            )
        except BaseException:
            self._outcomes = over + self._outcomes
            raise
        for outcome in over:
            self._brought.pop(outcome.letter.id, None)
        for call in calls:
            self._let_go(call)
        if self._waits is None and not self._under_way:
            self._doors.departures.forget()  # everything is marked, and that is committed
        return len(calls)

    def _settle_and_claim(self, db: Records, over: list[Outcome]) -> list[Ready]:
        turn = self._doors.turn(db)
        over = [self._acted_on(outcome, turn) for outcome in over]
        self._mark(over, turn)
        ticks = self._ticks()
        letters = self._claim(db, turn.now, ticks) if ticks >= self._paused_until else []
        for letter in letters:
            if letter.chat_id is not None:
                self._pace.spend(letter.chat_id, ticks)
        calls = [call for letter in letters if (call := ready(letter, turn))]
        self._waits = self._until_next(db, turn.now, ticks, busy=bool(calls or self._under_way))
        return calls

    def _mark(self, over: list[Outcome], turn: Turn) -> None:
        turn.db.outbox.settle(over)
        self._note_consequences(turn.db, over)
        self._pass_on(over, turn)

    def _claim(self, db: Records, now: datetime, ticks: float) -> list[Letter]:
        free = AT_ONCE - len(self._under_way)
        room = max(0, min(self._pace.room(ticks), free))
        return db.outbox.claim(now, room=room, resting=self._pace.resting(ticks))

    def _note_consequences(self, db: Records, over: list[Outcome]) -> None:
        if self._pause_to_store:
            db.remembered.put(PAUSE, self._pause_to_store.isoformat())
            self._pause_to_store = None
        self._put_off += [o.send_at for o in over if o.send_at]
        for outcome in over:
            chat_id = outcome.letter.chat_id
            if chat_id is None:
                continue
            if outcome.moved_to:
                db.groups.move(chat_id, outcome.moved_to, self._doors.now())
            elif outcome.state is State.BLOCKED and chat_id > 0:
                db.people.reachable(chat_id, blocked=True)
            elif outcome.state is State.BLOCKED:
                db.groups.lost(chat_id)
            elif outcome.gone and outcome.letter.card:
                db.outbox.forget_card(outcome.letter.card, chat_id=chat_id)

    def _acted_on(self, outcome: Outcome, turn: Turn) -> Outcome:
        brought = self._brought.get(outcome.letter.id)
        return settled(outcome, brought, turn) if brought else outcome

    def _pass_on(self, over: list[Outcome], turn: Turn) -> None:
        """What was made by a call goes to the feature that asked for it; its mistakes are its
        own."""
        for outcome in over:
            if outcome.state is not State.WAITING:
                letter = outcome.letter
                _hand_back(letter.method, letter.card or "", outcome.returned, turn)

    def _until_next(self, db: Records, now: datetime, ticks: float, *, busy: bool) -> float | None:
        if not db.outbox.something_waits():
            self._put_off.clear()
            return None
        paced = self._pace.next_free(ticks)
        if paced is None and self._put_off:
            self._put_off = [moment for moment in self._put_off if moment > now]
            paced = min(((m - now).total_seconds() for m in self._put_off), default=None)
        if paced is None and busy:
            paced = HEARTBEAT  # the next call that ends makes room
        return max(self._paused_until - ticks, paced or 0.0, 0.001)

    async def _round_and_rest(self) -> None:
        self._stirred.clear()
        try:
            await self.round()
        except sqlite3.Error as error:
            log.warning("delivery rests: %s", error)
            await asyncio.sleep(1)
            return
        rest = HEARTBEAT if self._waits is None else min(HEARTBEAT, self._waits)
        # Not wait_for(): in Python 3.11 it can swallow a cancellation, and the bot never stops.
        with suppress(TimeoutError):
            async with asyncio.timeout(rest):
                await self._stirred.wait()
        await asyncio.sleep(GATHER)

    def _let_go(self, call: Ready) -> None:
        task = asyncio.create_task(self._send(call))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _send(self, call: Ready) -> None:
        now = self._doors.now()
        try:
            result = await make_call(call, self._doors)
            if isinstance(result, Brought):
                self._brought[call.letter.id] = result
            outcome = sent(call.letter, result)
            self._troubles = 0
        except TelegramError as error:
            self._slow_down(error, now)
            outcome = ended(call.letter, error, now)
        except Exception as error:  # every letter gets an end
            log.exception("letter %s", call.letter.id)
            outcome = Outcome(call.letter, State.FAILED, error=type(error).__name__)
        self._outcomes.append(outcome)
        self.wake()

    def _slow_down(self, error: TelegramError, now: datetime) -> None:
        """After a 429 for as long as asked, kept across a restart; in trouble longer each time."""
        seconds = pause_after(error, self._troubles)
        if seconds is None:
            return
        if isinstance(error, RetryAfter):
            self._pause_to_store = now + timedelta(seconds=seconds)
        else:
            self._troubles = min(self._troubles + 1, 5)
        self._paused_until = max(self._paused_until, self._ticks() + seconds)

    async def _stop(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=GRACE)
        # What was brought and not acted on yet is brought again by the next start.
        outcomes = [o for o in self._outcomes if o.letter.id not in self._brought]
        await self._doors.store.transaction(lambda db: self._mark(outcomes, self._doors.turn(db)))


def _hand_back(method: str, card: str, returned: Mapping[str, object] | None, turn: Turn) -> None:
    act = turn.features.returns.get(method)
    if act is None:
        return
    try:
        with turn.db.savepoint():
            act(turn, card, returned)
    except Exception as error:
        if is_of_the_disk(error):
            raise
        log.exception("what came of %s", method)


def _recover(departed: list[int], doors: Doors, db: Records) -> str | None:
    """Whoever waits for what a call has made must not wait for one that is given up."""
    for method, card in db.outbox.recover(departed):
        _hand_back(method, card, None, doors.turn(db))
    return db.remembered.value(PAUSE)
