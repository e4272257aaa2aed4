"""Everything the bot will say: written with its cause, sent once, never without an end."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum

from storage.seal import Seal
from storage.sql import Sql, stamp

EDIT = "editMessageText"
ANSWER = "answerCallbackQuery"
INLINE_ANSWER = "answerInlineQuery"
# Stands for all chats together in which people have shared cards: no chat has this id. What
# goes there waits in one line, and never holds up what goes anywhere else.
ELSEWHERE = 0
# A copy of these changes nothing.
REPEATABLE = (
    *(EDIT, ANSWER, INLINE_ANSWER),
    *("setMyCommands", "deleteMyCommands", "editMessageReplyMarkup"),
)
OVERTAKEN = "overtaken"  # what a letter whose card has changed has for an error while it waits
SEALED = "letter"  # what the seal of a fleeting one is about
MOST_ATTEMPTS = 2  # Telegram knows no idempotency key: one more try is the promise
KEPT = timedelta(days=30)
THREAD = "thread:"  # cards named so are fleeting: when one was sent would tell whose ticket it is


class Lane(IntEnum):
    """In which order what waits may leave: the lower the sooner."""

    ANSWER, REPLY, NOTICE, ANNOUNCEMENT = range(4)


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Letter:
    """One call to make, claimed by the only sender there is."""

    id: int
    lane: Lane
    chat_id: int | None
    method: str
    payload: str | None  # JSON; None: to be drawn now
    card: str | None
    attempts: int
    put_at: int
    until: int | None
    message_id: int | None  # of the message that shows the card
    is_overtaken: bool = False  # its card has changed since it was written


@dataclass(frozen=True, slots=True)
class Outcome:
    letter: Letter
    state: State
    message_id: int | None = None
    send_at: datetime | None = None
    error: str | None = None
    moved_to: int | None = None  # the supergroup that the chat has become
    counts: bool = False  # whether the call may have reached Telegram
    gone: bool = False  # the message that showed the card is no more
    returned: Mapping[str, object] | None = None  # what Telegram answered, when it is an object


class Outbox:
    def __init__(self, sql: Sql, seal: Seal) -> None:
        self._sql, self._seal = sql, seal
        self.leaves_traces = True  # of fleeting letters, in the log: perhaps from before a start

    def put(
        self,
        lane: Lane,
        method: str,
        payload: Mapping[str, object] | None,
        *,
        now: datetime,
        chat_id: int | None = None,
        card: str | None = None,
        until: datetime | None = None,
        fleeting: bool = False,
    ) -> None:
        """A call to make. Of edits of one card only the newest waits, in the first one's place.
        What belongs to no chat leaves at once, but one after the other when about one card.
        A fleeting one is sealed, and leaves no row behind once it has ended."""
        fleeting = fleeting or (card or "").startswith(THREAD)
        text = None if payload is None else _json(payload)
        self.leaves_traces |= fleeting
        self._sql.run(
            """
            INSERT INTO outbox (lane, chat_id, method, payload, card, put_at, until, fleeting)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (chat_id, card) WHERE state = 'waiting' AND method = 'editMessageText'
            DO UPDATE SET payload = excluded.payload, put_at = excluded.put_at,
                          until = excluded.until, lane = min(lane, excluded.lane)
            """,
            *(lane, chat_id, method, self._closed(text) if fleeting else text),
            *(card, stamp(now), stamp(until) if until else None, int(fleeting)),
        )

    def redraw(self, card: str, now: datetime, *, but_not_in: int | None = None) -> None:
        """Bring the card up to date in every chat that shows it, or will: drawn when it leaves."""
        late = self._overtaken(card)
        for row in self._sql.rows(_SHOWING, card):
            if row["chat_id"] not in (but_not_in, *late):
                self.put(Lane.REPLY, EDIT, None, now=now, chat_id=row["chat_id"], card=card)
        for row in self._sql.rows("SELECT id FROM shared_cards WHERE card = ?", card):
            self.redraw_shared(row["id"], now)

    def _overtaken(self, card: str) -> list[int]:
        """The chats where an edit would overtake news that still wait: there it follows them."""
        rows = self._sql.rows(_OVERTAKES, card, Lane.REPLY)
        mark = "UPDATE outbox SET error = ? WHERE id = ?"
        self._sql.run_many(mark, [(OVERTAKEN, row["id"]) for row in rows])
        return [row["chat_id"] for row in rows]

    def redraw_shared(self, shared_id: int, now: datetime) -> None:
        """The same for one copy, after everything else that waits."""
        card = f"shared:{shared_id}"
        self.put(Lane.ANNOUNCEMENT, EDIT, None, now=now, chat_id=ELSEWHERE, card=card)

    def remember(self, card: str, *, chat_id: int, message_id: int) -> None:
        """This message shows the card in this chat from now on."""
        self._sql.run(
            """
            INSERT INTO cards (card, chat_id, message_id) VALUES (?, ?, ?)
            ON CONFLICT (card, chat_id) DO UPDATE SET message_id = excluded.message_id
            """,
            *(card, chat_id, message_id),
        )

    def is_shown(self, card: str, chat_id: int) -> bool:
        """Whether a message of this chat shows the card, or will as soon as it has left."""
        return bool(self._sql.row(_SHOWN, card, chat_id))

    def forget_card(self, card: str, *, chat_id: int) -> None:
        self._sql.run("DELETE FROM cards WHERE card = ? AND chat_id = ?", card, chat_id)
        if chat_id == ELSEWHERE:
            self._sql.run("DELETE FROM shared_cards WHERE 'shared:' || id = ?", card)

    def claim(self, now: datetime, *, room: int, resting: Collection[int]) -> list[Letter]:
        """The first of each chat that may go now, at most `room` of them, and every answer."""
        rows = self._sql.rows(_CLAIM, stamp(now), json.dumps(list(resting)), room)
        rows.sort(key=lambda row: (row["lane"], row["id"]))
        return [_letter(row, self._shown_as(row), self._opened(row["payload"])) for row in rows]

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Mark how calls ended; one that goes back to wait gives way to a newer edit."""
        self._sql.run_many(
            _SETTLE,
            [
                {
                    "id": o.letter.id,
                    "state": o.state,
                    "send_at": stamp(o.send_at) if o.send_at else 0,
                    "back": 0 if o.counts else 1,
                    "error": o.error,
                }
                for o in outcomes
            ],
        )
        for o in outcomes:
            if o.message_id and o.letter.card and o.letter.chat_id and o.letter.method != EDIT:
                self.remember(o.letter.card, chat_id=o.letter.chat_id, message_id=o.message_id)
                if o.letter.is_overtaken:
                    self.redraw(o.letter.card, datetime.fromtimestamp(o.letter.put_at, UTC))

    def recover(self, departed: Collection[int]) -> list[tuple[str, str]]:
        """After a crash. What was claimed and has departed may have arrived: messages go once
        more, all else repeats harmlessly. Returns what is given up: method and card of each."""
        self._sql.run(_NEVER_TRIED, json.dumps(list(departed)))
        rows = self._sql.rows(_GIVEN_UP, json.dumps(REPEATABLE), MOST_ATTEMPTS)
        self._sql.run(_RECOVER, json.dumps(REPEATABLE), MOST_ATTEMPTS)
        return [(row["method"], row["card"] or "") for row in rows]

    def _shown_as(self, row: sqlite3.Row) -> int | None:
        """The message to edit. Asked for by itself: a subquery of RETURNING scans the table."""
        if row["method"] != EDIT:
            return None
        sql = "SELECT message_id FROM cards WHERE card = ? AND chat_id = ?"
        found = self._sql.row(sql, row["card"], row["chat_id"])
        return found["message_id"] if found else None

    def _closed(self, text: str | None) -> str | None:
        return text and self._seal.close_text(text, SEALED)

    def _opened(self, text: str | None) -> str | None:
        return text if not text or text[0] == "{" else self._seal.text(text, SEALED)

    def has_fleeting(self) -> bool:
        return bool(self._sql.row("SELECT 1 FROM outbox WHERE fleeting = 1 LIMIT 1"))

    def something_waits(self) -> bool:
        return bool(self._sql.row("SELECT 1 FROM outbox WHERE state = 'waiting' LIMIT 1"))

    def waiting(self) -> int:
        sql = "SELECT count(*) AS n FROM outbox WHERE state IN ('waiting', 'claimed')"
        return int(self._sql.one(sql)["n"])

    def forget_old(self, now: datetime) -> None:
        """What has ended: a month later, and what belonged to no chat at once."""
        self._sql.run(
            "DELETE FROM outbox WHERE state NOT IN ('waiting', 'claimed')"
            " AND (put_at < ? OR chat_id IS NULL OR chat_id = 0)",
            stamp(now - KEPT),
        )


def _json(payload: Mapping[str, object]) -> str:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def _letter(row: sqlite3.Row, message_id: int | None, payload: str | None) -> Letter:
    lane, is_overtaken = Lane(row["lane"]), row["error"] == OVERTAKEN
    how = (row["id"], lane, row["chat_id"], row["method"], payload, row["card"])
    return Letter(*how, row["attempts"], row["put_at"], row["until"], message_id, is_overtaken)


_CLAIM = """
UPDATE outbox SET state = 'claimed', attempts = attempts + 1 WHERE id IN (
    SELECT id FROM (
        SELECT id FROM outbox AS next
         WHERE state = 'waiting' AND lane = 0 AND send_at <= ?1
           AND (card IS NULL OR NOT EXISTS (
               SELECT 1 FROM outbox AS other
                WHERE other.chat_id IS NULL AND other.lane = 0 AND other.id < next.id
                  AND other.card = next.card AND other.state IN ('waiting', 'claimed')))
         ORDER BY id LIMIT 100)
    UNION ALL SELECT id FROM (
        SELECT id FROM outbox AS next
         WHERE state = 'waiting' AND lane > 0 AND send_at <= ?1
           AND chat_id NOT IN (SELECT value FROM json_each(?2))
           AND NOT EXISTS (
               SELECT 1 FROM outbox AS other
                WHERE other.chat_id = next.chat_id AND other.state IN ('waiting', 'claimed')
                  AND (other.state = 'claimed' OR (other.lane, other.id) < (next.lane, next.id)))
         ORDER BY lane, id LIMIT ?3))
RETURNING id, lane, chat_id, method, payload, card, attempts, put_at, until, error
"""

_SETTLE = """
UPDATE outbox SET send_at = :send_at,
    error = CASE WHEN :state = 'waiting' AND error = 'overtaken' THEN error ELSE :error END,
    attempts = attempts - CASE WHEN :state = 'waiting' THEN :back ELSE 0 END,
    state = CASE WHEN :state = 'waiting' AND method = 'editMessageText' AND EXISTS (
        SELECT 1 FROM outbox AS newer
         WHERE newer.chat_id = outbox.chat_id AND newer.card = outbox.card
           AND newer.method = 'editMessageText' AND newer.state = 'waiting')
        THEN 'superseded' ELSE :state END
 WHERE id = :id
"""

_NEVER_TRIED = """
UPDATE outbox SET attempts = attempts - 1
 WHERE state = 'claimed' AND id NOT IN (SELECT value FROM json_each(?1))
"""

_GIVEN_UP = """
SELECT method, card FROM outbox
 WHERE state = 'claimed' AND attempts >= ?2 AND method NOT IN (SELECT value FROM json_each(?1))
"""

_RECOVER = """
UPDATE outbox SET send_at = 0, state = CASE
    WHEN method = 'editMessageText' AND EXISTS (
        SELECT 1 FROM outbox AS newer
         WHERE newer.chat_id = outbox.chat_id AND newer.card = outbox.card
           AND newer.method = 'editMessageText' AND newer.state = 'waiting'
           AND newer.id <> outbox.id) THEN 'superseded'
    WHEN state = 'waiting' OR attempts < ?2 THEN 'waiting'
    WHEN method IN (SELECT value FROM json_each(?1)) THEN 'waiting'
    ELSE 'unknown' END
 WHERE state = 'claimed' OR (state = 'waiting' AND send_at > 0)
"""

_SHOWN = """
SELECT 1 FROM cards WHERE card = ?1 AND chat_id = ?2
UNION ALL SELECT 1 FROM outbox WHERE card = ?1 AND chat_id = ?2 AND state IN ('waiting', 'claimed')
"""

_SHOWING = """
SELECT chat_id FROM cards WHERE card = ?1 UNION SELECT chat_id FROM outbox
 WHERE card = ?1 AND state IN ('waiting', 'claimed') AND method = 'sendMessage'
"""

_OVERTAKES = """
SELECT id, chat_id FROM outbox
 WHERE card = ?1 AND lane > ?2 AND state IN ('waiting', 'claimed') AND state = 'waiting'
   AND method = 'sendMessage'
"""
