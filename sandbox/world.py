"""The pretend Telegram as a whole: its people, chats and queue, and the verbs of those who use it.

What people do is in sandbox.deeds, what the bot may call in sandbox.methods; both change the
world only through the few verbs here that keep histories, updates and listeners in step.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from sandbox.chats import Chat
from sandbox.clock import Clock
from sandbox.deeds import (
    attaching,
    groups,
    membership,
    pressing,
    sharing,
    speaking,
    viewing,
)
from sandbox.faults import Faults
from sandbox.files import FileStore
from sandbox.hearing import bot_hears
from sandbox.inline import InlineMode
from sandbox.limits import Limits
from sandbox.menus import Menus
from sandbox.methods import calling
from sandbox.people import Person, bot_user
from sandbox.polls import Poll
from sandbox.presses import Presses
from sandbox.refusals import Impossible
from sandbox.shapes import Json
from sandbox.updates import UpdateQueue
from sandbox.webhook import Webhook

Listener = Callable[[Json], None]


class World:
    def __init__(
        self,
        *,
        clock: Clock | None = None,
        token: str = "12345:sandbox",  # noqa: S107 -- a pretend one
        bot_username: str = "linli_bot",
        bot_name: str = "邻里 Linli",
        limited: bool = True,
    ) -> None:
        self.clock = clock or Clock()
        self.token = token
        self.bot = bot_user(token, bot_username, bot_name)
        self.bot_id = int(self.bot["id"])
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.polls: dict[str, Poll] = {}
        self.files = FileStore(self.bot_id)
        self.presses = Presses()
        self.inline = InlineMode()
        self.menus = Menus()
        self.updates = UpdateQueue(self.clock)
        self.webhook: Webhook | None = None
        self.webhook_retry_seconds = 1.0
        self.limits = Limits(active=limited)
        self.faults = Faults()
        self.calls: list[tuple[str, Json, object]] = []
        self.listeners: list[Listener] = []
        self._copies: Counter[tuple[int, str]] = Counter()
        self.clock.listeners.append(self._clock_moved)

    # who is there
    add_person = membership.add_person
    deactivate = membership.deactivate
    add_group = groups.add_group
    bot_membership = membership.bot_membership
    member = membership.member
    upgrade = groups.upgrade
    topic = groups.topic

    # what people do
    say = speaking.say
    start = speaking.start
    block = membership.block
    unblock = membership.unblock
    edit = speaking.edit
    delete = speaking.delete
    forward = speaking.forward
    react = speaking.react
    send_file = attaching.send_file
    send_location = attaching.send_location
    send_contact = attaching.send_contact
    send_sticker = attaching.send_sticker
    press = pressing.press
    vote = pressing.vote
    ask_inline = sharing.ask_inline
    choose_result = sharing.choose_result

    # what people see
    messages = viewing.messages
    toasts = viewing.toasts
    commands = viewing.commands

    # what the bot calls
    call = calling.call

    @property
    def answers(self) -> dict[str, Json | None]:
        """What each press was answered with; None while it waits."""
        return self.presses.answers

    def sent_copies(self) -> Counter[tuple[int, str]]:
        """How often the bot sent which text to which chat."""
        return self._copies.copy()

    def pending_updates(self) -> int:
        return self.updates.pending()

    def put_update(self, raw: Json) -> None:
        self.updates.put_raw(raw)

    def now(self) -> datetime:
        return self.clock.now()

    def timestamp(self) -> int:
        return int(self.clock.now().timestamp())

    def person(self, person_id: int) -> Person:
        person = self.people.get(person_id)
        if person is None:
            raise Impossible(f"nobody here has the id {person_id}")
        return person

    def chat(self, chat_id: int) -> Chat:
        chat = self.chats.get(chat_id)
        if chat is None:
            raise Impossible(f"there is no chat {chat_id}")
        return chat

    def known_user(self, user_id: int) -> Json | None:
        if user_id == self.bot_id:
            return self.bot
        person = self.people.get(user_id)
        return person.user if person else None

    def post(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Puts a new message into a chat and tells whoever gets to see it."""
        message = {
            "message_id": chat.next_message_id(),
            "from": sender,
            "chat": chat.brief,
            "date": self.timestamp(),
            **content,
        }
        chat.keep(message)
        if "poll" in content:
            self.polls[content["poll"]["id"]].places.append((chat.chat_id, message["message_id"]))
        if message["from"] is self.bot:
            self._copies[chat.chat_id, message.get("text") or message.get("caption", "")] += 1
        elif bot_hears(self.bot, chat, message):
            self.updates.put("message", message)
        if self.listeners:
            self.tell("message", chat, message=message)
        return message

    def replace(self, chat: Chat, message: Json) -> None:
        """Puts an edited message where the former one was."""
        chat.keep(message)
        is_vote_or_own = message["from"] is self.bot or "poll" in message
        if not is_vote_or_own and bot_hears(self.bot, chat, message):
            self.updates.put("edited_message", message)
        if self.listeners:
            self.tell("edited", chat, message=message)

    def remove(self, chat: Chat, message_id: int) -> None:
        del chat.history[message_id]
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        self.tell("deleted", chat, message_id=message_id)

    def tell(self, kind: str, chat: Chat | None = None, **facts: object) -> None:
        """Tells the listeners (the page) what happened; the server words it for each viewer."""
        if not self.listeners:
            return
        event: Json = {"type": kind, "chat": chat.chat_id if chat else None, **facts}
        for listener in tuple(self.listeners):
            listener(event)

    def settle(self) -> None:
        """Does what came due by the passing of time alone: polls that close."""
        now = self.now()
        for poll in tuple(self.polls.values()):
            if poll.is_over(now):
                pressing.close_poll(self, poll)

    def _clock_moved(self) -> None:
        self.settle()
        self.tell("clock", now=self.now().isoformat())
