"""What the house says without being asked at that moment: due notices, and cards drawn anew."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from community.people import Person
from community.refusals import Refusal
from handlers.kit.context import Chat, Turn
from handlers.kit.inline import shown
from handlers.kit.router import Draw
from handlers.kit.screen import Screen
from handlers.kit.simply import one_per_row
from handlers.kit.whose import for_whom
from locales import speaking
from storage.notices import Due, End
from storage.outbox import Lane


def tell(due: Due, turn: Turn) -> End:
    """Word a due notice from the facts of this moment, in the language of who hears it: what is
    for somebody without Telegram goes to whoever acts for them."""
    wording = turn.features.notices[due.kind]
    notice = wording.kind(**due.facts)
    if due.person_id is None:
        return _ended(lambda: wording.act(turn, notice), turn)
    person, hearer = turn.db.people.person(due.person_id), turn.db.people.hearer(due.person_id)
    if person is None or (hearer is None and not person.is_contact):
        return End.MOOT
    if hearer is None or hearer.telegram_id is None:
        return End.FAILED  # nobody hears for the contact: staff go and tell them
    if wording.topic in hearer.muted:
        return End.MOOT
    if hearer.blocked:
        return End.FAILED
    with speaking(hearer.language):
        chat = Chat(turn, hearer.telegram_id, Lane.NOTICE, until=due.useful_until)
        chat = replace(chat, heading=for_whom(person))
        return _ended(lambda: wording.act(chat, person, notice), turn)


def draw(card: str, chat_id: int, turn: Turn) -> Screen | None:
    """The card as this chat should see it now; None when there is nothing to show."""
    name, _colon, number = card.partition(":")
    viewer = turn.db.people.by_telegram(chat_id) if chat_id > 0 else None
    language = viewer.language if viewer else turn.house.language
    if name not in turn.features.cards or (chat_id > 0 and viewer is None):
        return None
    with speaking(language):
        screen = _drawn(turn.features.cards[name], int(number), viewer, turn)
        return one_per_row(screen) if screen and viewer and viewer.simple else screen


def draw_shared(shared_id: int, turn: Turn) -> dict[str, Any] | None:
    """The payload that brings a shared copy up to date; None when there is nothing to show."""
    copy = turn.db.shared_cards.shared(shared_id)
    name, _colon, number = copy.card.partition(":") if copy else ("", "", "")
    if copy is None or name not in turn.features.shared_cards:
        return None
    try:
        with speaking(copy.language):
            screen = turn.features.shared_cards[name](turn, int(number))
    except Refusal:
        return None
    return {"inline_message_id": copy.inline_message_id, **shown(screen, copy.language)}


def _drawn(act: Draw, number: int, viewer: Person | None, turn: Turn) -> Screen | None:
    try:
        return act(turn, number, viewer)
    except Refusal:
        return None


def _ended(act: Callable[[], None], turn: Turn) -> End:
    try:
        with turn.db.savepoint():
            act()
    except Refusal:
        return End.MOOT
    return End.TOLD
