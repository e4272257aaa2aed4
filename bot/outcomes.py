"""What the end of a call means for its letter: sent, over, or to be tried again."""

from datetime import datetime, timedelta
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from storage.outbox import MOST_ATTEMPTS, REPEATABLE, Letter, Outcome, State

AGAIN = timedelta(seconds=5)
OLDEST = timedelta(hours=24)  # a letter that could not leave for so long is of no use
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def sent(letter: Letter, result: Any) -> Outcome:
    returned = result if isinstance(result, dict) else {}
    return Outcome(
        letter, State.SENT, message_id=returned.get("message_id"), returned=returned or None
    )


def ended(letter: Letter, error: TelegramError, now: datetime) -> Outcome:
    """By the kind of error: final, to be tried again, or nobody can know."""
    match error:
        case RetryAfter():
            return Outcome(letter, State.WAITING, error=error.message)
        case Forbidden():
            return Outcome(letter, State.BLOCKED, error=error.message)
        case ChatMigrated():
            return Outcome(letter, State.WAITING, moved_to=error.new_chat_id)
        case BadRequest():
            return _refused(letter, error)
        case TimedOut():
            return _perhaps_sent(letter, error, now)
        case _:  # surely not sent: 401, 404, 409, 5xx, garbage, no connection
            return _again(letter, error, now)


def pause_after(error: TelegramError, troubles: int) -> float | None:
    """Seconds for which nothing should be sent; None when the error is the letter's own."""
    match error:
        case RetryAfter():
            after = error.retry_after
            return after if isinstance(after, int | float) else after.total_seconds()
        case Forbidden() | ChatMigrated() | BadRequest():
            return None
        case _:
            return min(30.0, 2.0**troubles)


def _refused(letter: Letter, error: BadRequest) -> Outcome:
    reason = error.message.lower()  # PTB re-cases what Telegram said
    if "message is not modified" in reason:
        return Outcome(letter, State.SENT)
    return Outcome(letter, State.FAILED, error=error.message, gone=reason.endswith(GONE))


def _perhaps_sent(letter: Letter, error: TelegramError, now: datetime) -> Outcome:
    if letter.attempts >= MOST_ATTEMPTS and letter.method not in REPEATABLE:
        return Outcome(letter, State.UNKNOWN, error=error.message)
    return _again(letter, error, now, counts=True)


def _again(
    letter: Letter, error: TelegramError, now: datetime, *, counts: bool = False
) -> Outcome:
    if now.timestamp() - letter.put_at > OLDEST.total_seconds():
        return Outcome(letter, State.FAILED, error=f"too old: {error.message}")
    return Outcome(letter, State.WAITING, send_at=now + AGAIN, error=error.message, counts=counts)
