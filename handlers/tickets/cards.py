"""A ticket as the resident sees it: one message that is always current, and the list of theirs."""

from collections.abc import Sequence

from community.people import Person
from community.threads import Entry, Side, Voice
from community.tickets import State, Ticket
from handlers.kit.context import Chat, Turn
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Row, Screen, lines, paragraphs
from handlers.kit.whose import for_whom
from handlers.tickets.buttons import Add, AskWithdraw, ShowThread, ShowTicket, Solved, Withdraw
from handlers.tickets.discreet import quietly
from handlers.tickets.endings import rows_of_ending, text_of_ending
from handlers.tickets.own import required
from handlers.tickets.wording import (
    answers_of,
    described,
    numbered,
    said,
    standing,
)
from locales import _, ngettext
from storage.outbox import EDIT

THREAD = "thread"
NEWEST = 3  # messages shown on the card
LONGEST_NEWS = 2500  # characters of the newest answer
PER_PAGE = 8
SEND = {
    "photo": ("sendPhoto", "photo"),
    "video": ("sendVideo", "video"),
    "voice": ("sendVoice", "voice"),
    "audio": ("sendAudio", "audio"),
    "document": ("sendDocument", "document"),
    "animation": ("sendAnimation", "animation"),
    "video_note": ("sendVideoNote", "video_note"),
    "sticker": ("sendSticker", "sticker"),
}
WITHOUT_CAPTION = ("video_note", "sticker")

router = Router()


def card_name(turn: Turn, voice: Voice) -> str:
    """Tells nobody which ticket it is but who has the key."""
    return f"{THREAD}:{turn.db.tickets.token(voice)}"


@router.card(THREAD)
def thread_card(turn: Turn, token: int, viewer: Person | None) -> Screen:
    voice = required(turn, turn.db.tickets.voice_by(token), viewer)
    behind = turn.db.voices.person_behind(voice)
    return card(turn, voice, heading=for_whom(behind) if behind else "")


def card(turn: Turn, voice: Voice, *, heading: str = "", foot: str = "") -> Screen:
    """`heading` and `foot` are safe HTML, and gone when the card is drawn anew."""
    ticket = turn.db.tickets.ticket(voice.head_id)
    text = paragraphs(
        heading,
        lines(described(ticket, turn.house), standing(ticket, turn)),
        lines(*_circumstances(voice, ticket)),
        *_newest(turn, voice),
        text_of_ending(turn, voice, ticket),
        foot,
    )
    return Screen(text, rows(turn, voice, ticket), card_name(turn, voice))


def rows(turn: Turn, voice: Voice, ticket: Ticket) -> Sequence[Row]:
    """What can still be done about it."""
    everything = Button(_("All messages"), ShowThread(voice.id, 0))
    if voice.left or ticket.state is State.WITHDRAWN:
        return [[everything]]
    add = Button(_("Answer") if ticket.state is State.ASKED else _("Add"), Add(voice.id))
    if not ticket.is_open:
        return [*rows_of_ending(turn, voice, ticket), [add, everything]]
    return [
        [add, Button(_("It is solved"), Solved(voice.id))],
        [Button(_("Withdraw"), AskWithdraw(voice.id)), everything],
    ]


def asked_to_withdraw(turn: Turn, voice: Voice) -> Screen:
    ticket = turn.db.tickets.ticket(voice.head_id)
    asked = _("Withdraw this? Nobody will work on it any more.")
    text = paragraphs(described(ticket, turn.house), asked)
    no = Button(_("No, keep it"), ShowTicket(voice.id))
    return Screen(text, [[Button(_("Yes, withdraw"), Withdraw(voice.id)), no]],
                  card_name(turn, voice))  # fmt: skip


def show_anew(chat: Chat, voice: Voice, screen: Screen) -> None:
    """As the newest message; where the ticket stood before, a line leads down to it."""
    card, ticket = card_name(chat.turn, voice), chat.turn.db.tickets.ticket(voice.head_id)
    moved = lines(numbered(ticket, chat.turn.house), _("Continued below ↓"))
    chat.turn.db.outbox.put(
        chat.lane, EDIT, Screen(moved).payload(), now=chat.turn.now, chat_id=chat.id, card=card
    )
    quietly(chat).say(screen)


def send_files(chat: Chat, ticket: Ticket, entries: Sequence[Entry]) -> None:
    """By Telegram's id: nobody's name comes along."""
    for entry in entries:
        if entry.file and entry.file.kind == "location":
            latitude, longitude = entry.file.file_id.split(",")
            where = {"latitude": float(latitude), "longitude": float(longitude)}
            quietly(chat).send("sendLocation", where)
        elif entry.file and entry.file.kind in SEND:
            method, field = SEND[entry.file.kind]
            caption = {} if field in WITHOUT_CAPTION else {"caption": f"#{ticket.id}"}
            quietly(chat).send(method, {field: entry.file.file_id, **caption})


def whole(turn: Turn, voice: Voice, page: int) -> Screen:
    """All that was said, a page at a time, the newest page first."""
    ticket = turn.db.tickets.ticket(voice.head_id)
    entries = turn.db.tickets.thread_of(voice)
    pages = Page(page, len(entries), PER_PAGE)
    last = len(entries) - pages.offset
    shown = entries[max(0, last - PER_PAGE) : last]
    text = paragraphs(
        described(ticket, turn.house),
        lines(*answers_of(ticket, turn.house)),
        *(said(entry, turn) for entry in shown),
    )
    turns = pages.turns(lambda number: ShowThread(voice.id, number))
    back = Button(_("‹ Back"), ShowTicket(voice.id))
    return Screen(text, [turns, [back]], card_name(turn, voice))


def _circumstances(voice: Voice, ticket: Ticket) -> list[str]:
    said = []
    if voice.left:
        said.append(_("You have left this; the others go on."))
    if voice.anonymous:
        said.append(_("🔒 The staff do not see who you are."))
    if ticket.voices > 1:
        many = ngettext("{n} neighbour has reported this.", "{n} neighbours have reported this.",
                        ticket.voices)  # fmt: skip
        said.append(many)
    return said


def _newest(turn: Turn, voice: Voice) -> list[str]:
    """The last few messages; what staff said last is there to its end."""
    entries = turn.db.tickets.thread_of(voice, limit=NEWEST)
    newest = next((e.id for e in reversed(entries) if e.side is Side.STAFF), None)
    return [
        said(entry, turn, LONGEST_NEWS) if entry.id == newest else said(entry, turn)
        for entry in entries
    ]
