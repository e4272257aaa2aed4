"""Bring a file that somebody sent for the bot to read: the only downloads there are.

What it becomes is decided in the transaction that marks the letter, so a crash only repeats it.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.doors import Doors
from bot.intake import is_of_the_disk
from bot.wire import call
from community.refusals import Refusal
from handlers.kit.context import Turn
from handlers.kit.fetching import FileGone, FileOutOfReach, FileTooBig, FileUnreadable, take_in
from locales import speaking
from storage.outbox import MOST_ATTEMPTS, Letter, Outcome, State

log = logging.getLogger(__name__)

FETCH = "fetch:"
MEGABYTE = 1024 * 1024
LARGEST = 5  # megabytes
PATIENCE = 60.0  # seconds for one file


@dataclass(frozen=True, slots=True)
class Brought:
    """What a letter asked for: as its feature reads it, or why it could not be had."""

    kind: str
    facts: Mapping[str, Any]
    found: object


async def fetch(letter: Letter, doors: Doors) -> Brought:
    """Raises PTB's errors for what is worth another try."""
    kind = letter.method.removeprefix(FETCH)
    facts = json.loads(letter.payload or "{}")
    try:
        content = await _download(facts["file_id"], doors)
    except Refusal as refusal:
        return Brought(kind, facts, refusal)
    except TimedOut:
        if letter.attempts < MOST_ATTEMPTS:
            raise
        return Brought(kind, facts, FileOutOfReach())
    read = doors.features.fetches[kind].read
    return Brought(kind, facts, await asyncio.to_thread(_read, read, content, facts))


def settled(outcome: Outcome, brought: Brought, turn: Turn) -> Outcome:
    """The feature acts on what was brought; what breaks it is told and ends the letter."""
    letter = outcome.letter
    assert letter.chat_id, "a file is sent in a chat"
    try:
        with turn.db.savepoint():
            take_in(brought.kind, brought.facts, brought.found, chat_id=letter.chat_id, turn=turn)
    except Exception as error:
        if is_of_the_disk(error):
            raise
        log.exception("letter %s", letter.id)
        sorry = FileUnreadable()
        take_in(brought.kind, brought.facts, sorry, chat_id=letter.chat_id, turn=turn)
        return Outcome(letter, State.FAILED, error=type(error).__name__)
    return outcome


async def _download(file_id: str, doors: Doors) -> bytes:
    asked = json.dumps({"file_id": file_id})
    try:
        told = await call(doors.bot.request, doors.address("getFile"), asked)
    except BadRequest as error:
        if "too big" in error.message.lower():
            raise FileTooBig(most=LARGEST) from None
        raise FileGone from None
    if told.get("file_size", 0) > LARGEST * MEGABYTE:
        raise FileTooBig(most=LARGEST)
    try:
        where = f"{doors.bot.base_file_url}/{told['file_path']}"
        return await doors.bot.request.retrieve(where, read_timeout=PATIENCE)
    except (KeyError, BadRequest, InvalidToken):
        raise FileGone from None
    except RetryAfter:
        raise
    except NetworkError as error:
        raise TimedOut(error.message) from None  # the address, which it may name, has the token


def _read(
    read: Callable[[bytes, Mapping[str, Any]], Any], content: bytes, facts: Mapping[str, Any]
) -> object:
    """In the language of who sent it, since a refusal names columns."""
    with speaking(str(facts["language"])):
        try:
            return read(content, facts)
        except Refusal as refusal:
            return refusal
        except Exception:
            log.exception("a file for %s", read.__name__)
            return FileUnreadable()
