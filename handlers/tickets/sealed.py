"""What the house does about tickets by itself: news for people whom only the seal knows, and the
ends that come when nobody says anything."""

import json
from dataclasses import replace
from datetime import datetime

from community.hours import QuietHours
from community.people import Person
from community.ratings import SettleDue, UnhappyRests
from community.refusals import NoLongerThere
from community.ticket_news import SealedNews
from handlers.kit.context import Chat, Turn
from handlers.kit.router import Router
from handlers.kit.whose import for_whom
from handlers.tickets.desk_posts import redraw_case
from locales import speaking
from storage.outbox import Lane
from storage.tickets.voices import NEWS_FOR

router = Router()


@router.alarm(SealedNews)
def tell_sealed(turn: Turn, news: SealedNews) -> None:
    """Worded as for everybody else, to whoever the seal names; by day, and without a trace."""
    person = turn.db.voices.person_behind(turn.db.voices.voice(news.voice_id))
    hearer = turn.db.people.hearer(person.id) if person else None
    if person is None or hearer is None or hearer.telegram_id is None or hearer.blocked:
        raise NoLongerThere
    morning = QuietHours.of(turn.house, hearer).morning_after(turn.now)
    if morning > turn.now:
        _put_off(turn, news, morning)
        return
    wording = turn.features.notices[news.kind]
    with speaking(hearer.language):
        wording.act(_chat(turn, hearer, person), person, wording.kind(**json.loads(news.facts)))


@router.alarm(SettleDue)
def settle(turn: Turn, alarm: SettleDue) -> None:
    turn.db.ratings.settle(alarm.ticket_id, alarm.round, house=turn.house)
    redraw_case(turn, turn.db.tickets.ticket(alarm.ticket_id))


@router.alarm(UnhappyRests)
def act_on_unhappy(turn: Turn, alarm: UnhappyRests) -> None:
    """Nobody has to give a reason to be heard."""
    voice = turn.db.voices.voice(alarm.voice_id)
    turn.db.ratings.act_on_unhappy(voice, alarm.round, now=turn.now, house=turn.house)
    redraw_case(turn, turn.db.tickets.ticket(voice.head_id))


def _put_off(turn: Turn, news: SealedNews, until: datetime) -> None:
    about = f"ticket:{news.ticket_id}"
    turn.db.notices.put(None, news, due_at=until, until=until + NEWS_FOR, about=about)


def _chat(turn: Turn, hearer: Person, person: Person) -> Chat:
    assert hearer.telegram_id, "a hearer has Telegram"
    chat = Chat(turn, hearer.telegram_id, Lane.NOTICE, until=turn.now + NEWS_FOR, fleeting=True)
    return replace(chat, heading=for_whom(person))
