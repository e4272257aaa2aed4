"""What the house says without being asked at that moment: due notices, and cards drawn anew."""

from collections.abc import Callable

from community.people import Person
from community.refusals import Refusal
from handlers.kit.context import Chat, Turn
from handlers.kit.router import Draw
from handlers.kit.screen import Screen
from locales import speaking
from storage.notices import Due, End
from storage.outbox import Lane


def tell(due: Due, turn: Turn) -> End:
    """Word a due notice in the recipient's language, from the facts of this moment."""
    wording = turn.features.notices[due.kind]
    notice = wording.kind(**due.facts)
    if due.person_id is None:
        return _ended(lambda: wording.act(turn, notice), turn)
    person = turn.db.people.person(due.person_id)
    if person is None or person.telegram_id is None or wording.topic in person.muted:
        return End.MOOT
    if person.blocked:
        return End.FAILED
    chat = Chat(turn, person.telegram_id, Lane.NOTICE, until=due.useful_until)
    with speaking(person.language):
        return _ended(lambda: wording.act(chat, person, notice), turn)


def draw(card: str, chat_id: int, turn: Turn) -> Screen | None:
    """The card as this chat should see it now; None when there is nothing to show."""
    name, _colon, number = card.partition(":")
    viewer = turn.db.people.by_telegram(chat_id) if chat_id > 0 else None
    language = viewer.language if viewer else turn.house.language
    if name not in turn.features.cards or (chat_id > 0 and viewer is None):
        return None
    with speaking(language):
        return _drawn(turn.features.cards[name], int(number), viewer, turn)


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
