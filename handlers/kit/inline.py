"""Inline mode: what is found for words after the bot's name, and copies of cards that are shared.

A copy belongs to no chat the house knows; its buttons carry the language it was shared in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handlers.kit.context import Context, Turn, person_behind
from handlers.kit.incoming import LANGUAGE_MARK, Incoming
from handlers.kit.screen import LONGEST_ID, Press, Screen
from locales import _
from storage.outbox import INLINE_ANSWER, Lane

if TYPE_CHECKING:
    from handlers.kit.features import Features

MOST_RESULTS = 20
CACHED = 5  # seconds for which the same words are not asked again
USEFUL = timedelta(seconds=25)  # Telegram waits for 30


@dataclass(frozen=True, slots=True)
class Result:
    """Something to share: two lines of plain text to choose it by, and the card it becomes."""

    title: str
    summary: str
    screen: Screen


OnInline = Callable[[Context, str], Sequence[Result]]


@dataclass(frozen=True, slots=True)
class Finding:
    """How a feature finds, and the button that is there when it finds nothing."""

    act: OnInline
    otherwise: str
    start: str


def answer_asked(ctx: Context, findings: Sequence[Finding]) -> None:
    asked = ctx.incoming.asked
    assert asked, "somebody asks"
    found = [result for finding in findings for result in finding.act(ctx, asked.words)]
    payload: dict[str, Any] = {
        "inline_query_id": asked.query_id,
        "results": [_drawn(result, ctx.person.language) for result in found[:MOST_RESULTS]],
        "cache_time": CACHED,
        "is_personal": True,
    }
    if findings and not found:
        way_on = findings[0]
        payload["button"] = {"text": _(way_on.otherwise), "start_parameter": way_on.start}
    until = ctx.now + USEFUL
    ctx.db.outbox.put(Lane.ANSWER, INLINE_ANSWER, payload, now=ctx.now, until=until)


def shown(screen: Screen, language: str) -> dict[str, Any]:
    """The card as a payload for nobody in particular."""
    payload = screen.payload()
    for row in payload.get("reply_markup", {}).get("inline_keyboard", ()):
        for button in row:
            if "callback_data" in button:
                button["callback_data"] += f"{LANGUAGE_MARK}{language}"
    return payload


def learn(incoming: Incoming, turn: Turn) -> None:
    """Remember a copy from its being chosen, or else from the first press of a button of it,
    which says what it shows: activity_id the activity."""
    shared, features = incoming.shared, turn.features
    if shared is None:
        return
    card = shared.card or _card_of(incoming.data or "", features)
    name, _colon, number = card.partition(":")
    if name not in features.shared_cards or not number.isdecimal() or len(number) > LONGEST_ID:
        return
    spoken = shared.language if incoming.data else person_behind(incoming, turn).language
    language = spoken if spoken in turn.house.languages else turn.house.language
    learned = turn.db.shared_cards.learn(
        card, shared.inline_message_id, language=language, now=turn.now
    )
    if learned:
        turn.db.outbox.redraw_shared(learned, turn.now)


def _card_of(data: str, features: "Features") -> str:
    pressed = Press.unpack(data)
    for name in features.shared_cards:
        if number := getattr(pressed, f"{name}_id", None):
            return f"{name}:{number}"
    return ""


def _drawn(result: Result, language: str) -> Mapping[str, Any]:
    payload = shown(result.screen, language)
    return {
        "type": "article",
        "id": result.screen.card,
        "title": result.title,
        "description": result.summary,
        "input_message_content": {
            "message_text": payload["text"],
            "parse_mode": payload["parse_mode"],
            "link_preview_options": payload["link_preview_options"],
        },
        **({"reply_markup": payload["reply_markup"]} if "reply_markup" in payload else {}),
    }
