"""What appears in the staff's group by itself: a case for every ticket, in a topic of its own
where the group has topics, and under it whatever the resident adds.

Files go by the id that Telegram gave them, never as a forward: that would name who sent them.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from community.desk_news import NobodyAtTheDesk
from community.groups import Group, Purpose
from community.people import Person, Role
from community.threads import Attachment, Entry, Side
from community.tickets import QueueView, Ticket
from handlers.kit.context import Chat, Turn
from handlers.kit.router import Router
from handlers.kit.screen import Screen, lines, plain
from handlers.tickets.cards import card_name
from handlers.tickets.cases import LONGEST_WORDS, in_desk, title
from locales import _, speaking
from storage.outbox import Lane

TOPIC = "topic"
MOST_TITLE = 128
MOST_SHOWN = 30  # open cases at once in a new group
NOBODY = Person(0, None)
MOST_TEXT = 3800  # leaves room for a heading under Telegram's 4096

# By which call each kind of file goes, and the name of its parameter.
METHODS = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "voice": "sendVoice",
    "audio": "sendAudio",
    "document": "sendDocument",
    "video_note": "sendVideoNote",
    "animation": "sendAnimation",
    "sticker": "sendSticker",
}

router = Router()


def open_case(turn: Turn, ticket: Ticket) -> None:
    """Show a new ticket to the desk; without a desk it waits in the queue."""
    group = turn.db.groups.serving(Purpose.DESK)
    if group is None:
        _say_that_nobody_looks(turn, ticket)
    elif group.is_forum:
        _ask_for_topic(turn, ticket, group)
    else:
        _post(turn, ticket, group, None)


@router.bound
def show_open_cases(turn: Turn, group: Group) -> None:
    """What is open comes along to a new desk, the most urgent first."""
    if group.purpose is not Purpose.DESK:
        return
    found = turn.db.queue.page(
        QueueView.ALL, NOBODY, now=turn.now, house=turn.house, limit=MOST_SHOWN
    )
    for ticket in found:
        if not turn.db.outbox.is_shown(ticket.card, group.chat_id):
            open_case(turn, ticket)


def add_to_case(turn: Turn, ticket: Ticket, entries: Iterable[Entry]) -> None:
    """What the resident has said since, under the case; the card counts anew."""
    group = turn.db.groups.serving(Purpose.DESK)
    if group is None:
        return
    turn.db.outbox.redraw(ticket.card, turn.now)
    topic = turn.db.desk_topics.topic(ticket.id, group.chat_id)
    if topic is not None and topic.thread_id is None:
        return  # all of it follows when the topic is there
    _post_entries(turn, ticket, entries, _chat(turn, group, topic.thread_id if topic else None))


def redraw_case(turn: Turn, ticket: Ticket) -> None:
    """For the desk, and for everybody whose matter it is."""
    turn.db.outbox.redraw(ticket.card, turn.now)
    for voice in turn.db.voices.of(ticket.id):
        turn.db.outbox.redraw(card_name(turn, voice), turn.now)


def in_topic_of(turn: Turn, ticket: Ticket) -> Chat | None:
    """The conversation in which the desk talks about the ticket."""
    group = turn.db.groups.serving(Purpose.DESK)
    if group is None:
        return None
    topic = turn.db.desk_topics.topic(ticket.id, group.chat_id)
    return _chat(turn, group, topic.thread_id if topic else None)


def send_file(chat: Chat, file: Attachment, caption: str = "", *, card: str | None = None) -> None:
    """`caption` is plain text, which not every kind of file can carry."""
    if file.kind == "location":
        latitude, _comma, longitude = file.file_id.partition(",")
        where = {"latitude": float(latitude), "longitude": float(longitude)}
        chat.send("sendLocation", {**where, **_in_thread(chat)}, card=card)
        return
    said = {"caption": caption} if caption and file.kind not in ("sticker", "video_note") else {}
    payload = {file.kind: file.file_id, **_in_thread(chat), **said}
    chat.send(METHODS[file.kind], payload, card=card)


@router.returned("createForumTopic")
def topic_made(turn: Turn, card: str, returned: Mapping[str, Any] | None) -> None:
    """The case goes into its topic, or among the others when there can be none."""
    name, _colon, number = card.partition(":")
    if name != TOPIC:
        return
    ticket = turn.db.tickets.ticket(int(number))
    thread_id = returned.get("message_thread_id") if returned else None
    group = turn.db.groups.serving(Purpose.DESK)
    topics = turn.db.desk_topics
    if isinstance(thread_id, int):
        is_new = topics.made(ticket.id, thread_id)
    else:
        is_new = topics.given_up(ticket.id)
    if is_new and group:
        _post(turn, ticket, group, thread_id)
    elif is_new:
        _say_that_nobody_looks(turn, ticket)


@router.returned("sendMessage")
def case_posted(turn: Turn, card: str, returned: Mapping[str, Any] | None) -> None:
    """The group may have been deleted without a word."""
    name, _colon, number = card.partition(":")
    if returned is None and name == "case" and not turn.db.groups.serving(Purpose.DESK):
        _say_that_nobody_looks(turn, turn.db.tickets.ticket(int(number)))


def _say_that_nobody_looks(turn: Turn, ticket: Ticket) -> None:
    """To the administrators, once a day."""
    day = turn.now.astimezone(turn.house.zone).date()
    for admin in turn.db.people.with_role(Role.ADMIN):
        turn.db.notices.put(
            admin.id,
            NobodyAtTheDesk(ticket.id),
            due_at=turn.now,
            until=turn.now + timedelta(days=1),
            key=f"no desk:{admin.id}:{day}",
        )


def _ask_for_topic(turn: Turn, ticket: Ticket, group: Group) -> None:
    turn.db.desk_topics.asked_for(ticket.id, group.chat_id)
    with speaking(turn.house.language):
        name = title(turn, ticket)[:MOST_TITLE]
    turn.db.outbox.put(
        Lane.REPLY,
        "createForumTopic",
        {"name": name},
        now=turn.now,
        chat_id=group.chat_id,
        card=f"{TOPIC}:{ticket.id}",
    )


def _post(turn: Turn, ticket: Ticket, group: Group, thread_id: int | None) -> None:
    chat = _chat(turn, group, thread_id)
    with speaking(turn.house.language):
        chat.say(in_desk(turn, ticket))
    entries = [one for one in turn.db.tickets.thread(ticket.id) if one.side is Side.RESIDENT]
    shown = entries[:1] if entries and len(entries[0].text) <= LONGEST_WORDS else []
    rest = [one for one in entries if one not in shown or one.file]
    _post_entries(turn, ticket, rest, chat)


def _post_entries(turn: Turn, ticket: Ticket, entries: Iterable[Entry], chat: Chat) -> None:
    with speaking(turn.house.language):
        for entry in entries:
            for piece in _pieces(entry.text):
                chat.say(_words(ticket, entry, piece))
            if entry.file:
                send_file(chat, entry.file, f"#{ticket.id}", card=f"entry:{entry.id}")


def _words(ticket: Ticket, entry: Entry, piece: str) -> Screen:
    heading = _("🗣 The resident of #{number} writes:", number=ticket.id)
    return Screen(lines(heading, plain(piece)), card=f"entry:{entry.id}")


def _pieces(text: str) -> list[str]:
    return [text[i : i + MOST_TEXT] for i in range(0, len(text), MOST_TEXT)]


def _chat(turn: Turn, group: Group, thread_id: int | None) -> Chat:
    return Chat(turn, group.chat_id, thread_id=thread_id)


def _in_thread(chat: Chat) -> dict[str, int]:
    return {"message_thread_id": chat.thread_id} if chat.thread_id else {}
