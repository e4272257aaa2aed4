"""What a handler can reach: who, when, the records, and ways to say something."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from community.house import House
from community.people import Person, Role
from community.refusals import NotAllowed
from handlers.kit.incoming import Incoming
from handlers.kit.screen import Screen, paragraphs
from handlers.kit.simply import one_per_row
from locales import best_of, spoken
from storage.outbox import ANSWER, EDIT, Lane
from storage.records import Records

if TYPE_CHECKING:
    from handlers.kit.features import Features

LONGEST_ANSWER = 200  # characters of an answer to a press


@dataclass(frozen=True, slots=True)
class Turn:
    """The records for one transaction, the moment it happens in, and whose house it is."""

    db: Records
    now: datetime
    house: House
    features: "Features"
    bot_name: str  # Telegram's username of the bot
    has_inline_mode: bool = False  # whether people can ask it from any chat

    def link(self, start: str) -> str:
        """An address that opens the private chat at a place in it."""
        return f"https://t.me/{self.bot_name}?start={start}"


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation to write into; nothing leaves before the transaction is committed."""

    turn: Turn
    id: int
    lane: Lane = Lane.REPLY
    thread_id: int | None = None
    until: datetime | None = None  # from when on what is said would be of no use
    heading: str = ""  # safe HTML above all that is said: whom it is for
    fleeting: bool = False  # what is said leaves no trace in the database once it is sent

    def say(self, screen: Screen) -> None:
        if self.heading:
            screen = replace(screen, html=paragraphs(self.heading, screen.html))
        screen = self._fitting(screen)
        thread = {"message_thread_id": self.thread_id} if self.thread_id else {}
        self._put("sendMessage", {**screen.payload(), **thread}, screen.card)

    def replace(self, message_id: int, screen: Screen) -> None:
        """Put the screen where the message is: that is where its card lives from now on."""
        card = screen.card or f"message:{message_id}"
        self.turn.db.outbox.remember(card, chat_id=self.id, message_id=message_id)
        self._put(EDIT, self._fitting(screen).payload(), card)

    def send(self, method: str, payload: dict[str, Any], *, card: str | None = None) -> None:
        """Any other call about this chat: a photo by its file_id, a place on the map. With a
        card, the message that it makes is known by that name."""
        self._put(method, payload, card)

    def make(self, kind: str, **facts: object) -> None:
        """Something that takes long or is a file: made by delivery, as a feature declares."""
        self._put(f"make:{kind}", facts, None)

    def fetch(self, kind: str, *, file_id: str, **facts: object) -> None:
        """Bring a file that somebody sent for the bot to read; goes on as a feature declares."""
        self._put(f"fetch:{kind}", {"file_id": file_id, "language": spoken(), **facts}, None)

    def _fitting(self, screen: Screen) -> Screen:
        """One choice per row for whoever wants it so; a group's id is negative."""
        is_simple = self.id > 0 and self.turn.db.people.is_simply_spoken_to(self.id)
        return one_per_row(screen) if is_simple else screen

    def _put(self, method: str, payload: dict[str, Any], card: str | None) -> None:
        self.turn.db.outbox.put(
            self.lane,
            method,
            payload,
            now=self.turn.now,
            chat_id=self.id,
            card=card,
            until=self.until,
            fleeting=self.fleeting,
        )


@dataclass(slots=True)
class Context:
    """One update being answered."""

    turn: Turn
    incoming: Incoming
    person: Person
    _answer: dict[str, Any] | None = None

    @property
    def db(self) -> Records:
        return self.turn.db

    @property
    def now(self) -> datetime:
        return self.turn.now

    @property
    def house(self) -> House:
        return self.turn.house

    @property
    def chat(self) -> Chat:
        """Where the person is: the group or the private chat, or when that is not known, theirs
        with the bot."""
        if not self.incoming.chat_id:
            return self.private
        thread = self.incoming.thread_id
        return Chat(self.turn, self.incoming.chat_id, thread_id=thread)

    @property
    def private(self) -> Chat:
        assert self.person.telegram_id, "who writes has Telegram"
        return Chat(self.turn, self.person.telegram_id)

    @property
    def is_private(self) -> bool:
        return self.incoming.is_private

    def require(self, role: Role) -> None:
        if role not in self.person.roles:
            raise NotAllowed

    def say(self, screen: Screen) -> None:
        self.chat.say(screen)

    def show(self, screen: Screen) -> None:
        """Redraw the message whose button was pressed, or say it when nothing was pressed."""
        if self.incoming.query_id and self.incoming.message_id:
            self.chat.replace(self.incoming.message_id, screen)
        else:
            self.say(screen)

    def redraw(self, card: str) -> None:
        """Bring a card up to date wherever it is shown, but for the message being answered."""
        here = self.incoming.chat_id if self.incoming.query_id and self.is_private else None
        self.db.outbox.redraw(card, self.now, but_not_in=here)

    def toast(self, text: str, *, alert: bool = False) -> None:
        """A line over the pressed button, as plain text; an alert waits for OK."""
        self._answer = {"text": text[:LONGEST_ANSWER], "show_alert": alert}

    def lead_to_private(self, start: str) -> None:
        """Take who pressed here to the private chat, as if they had followed a deep link."""
        self._answer = {"url": f"https://t.me/{self.turn.bot_name}?start={start}"}

    def answer(self) -> None:
        """A press is always answered, once: without an answer the button keeps spinning."""
        if query_id := self.incoming.query_id:
            payload = {"callback_query_id": query_id, **(self._answer or {})}
            self.db.outbox.put(Lane.ANSWER, ANSWER, payload, now=self.now)

    def tell(self, text: str) -> None:
        """One line, where the person is looking: over the pressed button or in the chat."""
        if self.incoming.query_id:
            self.toast(text, alert=True)
            self.answer()
        else:
            self.say(Screen(text))


def person_behind(incoming: Incoming, turn: Turn) -> Person:
    """Who sent this; somebody the house has never met is a guest with id 0."""
    sender = incoming.sender
    known = turn.db.people.by_telegram(sender.id)
    language = best_of(sender.language_code, turn.house.languages)
    return known or Person(0, sender.id, sender.name, language)
