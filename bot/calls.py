"""A claimed letter as a call of the Bot API: drawn, addressed, or made into a file."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html import unescape
from re import sub
from typing import Any

from telegram import InputFile
from telegram.error import BadRequest

from bot.doors import Doors
from bot.fetching import FETCH, fetch
from bot.intake import is_of_the_disk
from bot.wire import call
from handlers.kit.context import Turn
from handlers.kit.router import File
from handlers.kit.telling import draw, draw_shared
from storage.outbox import EDIT, ELSEWHERE, REPEATABLE, Letter, Outcome, State

log = logging.getLogger(__name__)

MAKE = "make:"


@dataclass(frozen=True, slots=True)
class Ready:
    """What delivery can call without the database: JSON to post, or a file to build first."""

    letter: Letter
    body: str = ""
    build: Callable[[], File] | None = None


def ready(letter: Letter, turn: Turn) -> Ready | None:
    """None, and the letter settled, when it is too late, has nothing to show or cannot be made."""
    if letter.until is not None and turn.now.timestamp() >= letter.until:
        turn.db.outbox.settle([Outcome(letter, State.FAILED, error="too late")])
        return None
    if letter.payload is not None and not letter.method.startswith(MAKE):
        return _posted(letter, letter.payload, turn)
    try:
        with turn.db.savepoint():
            return _made(letter, turn)
    except Exception as error:
        if is_of_the_disk(error):
            raise
        log.exception("letter %s", letter.id)
        turn.db.outbox.settle([Outcome(letter, State.FAILED, error=type(error).__name__)])
        return None


def _posted(letter: Letter, payload: str, turn: Turn) -> Ready | None:
    if letter.method == EDIT and letter.message_id is None:
        turn.db.outbox.settle([Outcome(letter, State.SUPERSEDED)])
        return None
    return Ready(letter, _addressed(payload, letter))


def _made(letter: Letter, turn: Turn) -> Ready | None:
    """A file that a feature makes, or a card as it is now, however long the letter waited."""
    if letter.method.startswith(MAKE):
        make = turn.features.makes[letter.method.removeprefix(MAKE)]
        return Ready(letter, build=make(turn, json.loads(letter.payload or "{}")))
    assert letter.card, "only cards are drawn late"
    if letter.chat_id == ELSEWHERE:
        return _shared(letter, letter.card, turn)
    assert letter.chat_id, "a card is in a chat"
    screen = draw(letter.card, letter.chat_id, turn)
    if screen is None:
        turn.db.outbox.settle([Outcome(letter, State.SUPERSEDED)])
        return None
    return _posted(letter, json.dumps(screen.payload(), ensure_ascii=False), turn)


def _shared(letter: Letter, card: str, turn: Turn) -> Ready | None:
    payload = draw_shared(int(card.partition(":")[2]), turn)
    if payload is None:
        turn.db.outbox.settle([Outcome(letter, State.SUPERSEDED)])
        return None
    return Ready(letter, json.dumps(payload, ensure_ascii=False))


async def make_call(ready: Ready, doors: Doors) -> Any:
    """Telegram's result; raises PTB's errors. What Telegram cannot read goes once more, plain."""
    if ready.letter.method.startswith(FETCH):
        return await fetch(ready.letter, doors)
    if ready.build:
        return await _send_file(ready, ready.build, doors)
    letter = ready.letter
    departs = None
    if letter.method not in REPEATABLE:
        departs = partial(doors.departures.note, letter.id)
    try:
        return await call(
            doors.bot.request, doors.address(letter.method), ready.body, departs=departs
        )
    except BadRequest as error:
        simpler = _simpler(ready.body, error.message.lower())
        if simpler is None:
            raise
        return await make_call(replace(ready, body=simpler), doors)


async def _send_file(ready: Ready, build: Callable[[], File], doors: Doors) -> Any:
    file = await asyncio.to_thread(build)
    doors.departures.note(ready.letter.id)
    content = {file.field: InputFile(file.content, filename=file.name)} if file.field else {}
    parameters = {"chat_id": ready.letter.chat_id, **content, **file.payload}
    return await doors.bot.do_api_request(file.method, api_kwargs=parameters)


def _addressed(payload: str, letter: Letter) -> str:
    """The chat is added last, so that a chat that moves takes its letters along."""
    if letter.chat_id is None:
        return payload
    to = f'{{"chat_id":{letter.chat_id}'
    if letter.message_id is not None:
        to += f',"message_id":{letter.message_id}'
    return f"{to},{payload[1:]}" if payload != "{}" else f"{to}}}"


def _simpler(body: str, refusal: str) -> str | None:
    """The same call without what Telegram refused; None when that is not the trouble."""
    call: dict[str, Any] = json.loads(body)
    if "can't parse entities" in refusal and call.pop("parse_mode", None):
        call["text"] = unescape(sub(r"<[^>]*>", "", call.get("text", "")))
    elif "message thread not found" not in refusal or not call.pop("message_thread_id", None):
        return None
    return json.dumps(call, ensure_ascii=False)
