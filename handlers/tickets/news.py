"""What residents hear about their tickets unasked: each piece of news is the ticket's own message
again, with what is new at its head. Staff are never named."""

from datetime import timedelta

from community.people import Person
from community.refusals import NoLongerThere
from community.threads import Entry, Voice
from community.ticket_news import (
    AnswerGiven,
    AuthorRevealed,
    HowWasIt,
    News,
    OpenedForYou,
    QuestionAsked,
    TicketClosed,
    TicketMerged,
    TicketReopened,
    TicketSetAside,
    TicketSplit,
    TicketTaken,
)
from handlers.kit.context import Chat, Turn
from handlers.kit.router import Router
from handlers.kit.screen import plain
from handlers.tickets.cards import card, send_files, show_anew
from handlers.tickets.discreet import quietly
from locales import _

IN_ONE_GO = timedelta(seconds=10)  # the pictures of an album come one by one

router = Router()


@router.notice(OpenedForYou)
def opened_for_you(chat: Chat, person: Person, notice: OpenedForYou) -> None:
    _tell(chat, person, notice, _("The staff have written this down for you:"))


@router.notice(TicketTaken)
def ticket_taken(chat: Chat, person: Person, notice: TicketTaken) -> None:
    _tell(chat, person, notice, _("Somebody has taken this in hand:"))


@router.notice(QuestionAsked)
def question_asked(chat: Chat, person: Person, notice: QuestionAsked) -> None:
    _tell(chat, person, notice, _("There is a question for you. Simply answer this message."),
          entry_id=notice.entry_id)  # fmt: skip


@router.notice(AnswerGiven)
def answer_given(chat: Chat, person: Person, notice: AnswerGiven) -> None:
    voice = _voice(chat, person, notice)
    entry = chat.turn.db.tickets.entry(notice.entry_id)
    if _goes_on(chat.turn, voice, entry):
        send_files(quietly(chat), chat.turn.db.tickets.ticket(voice.head_id), [entry])
        return
    _tell(chat, person, notice, _("There is an answer for you:"), entry_id=notice.entry_id)


@router.notice(TicketClosed)
def ticket_closed(chat: Chat, person: Person, notice: TicketClosed) -> None:
    chat.turn.db.ratings.require_unanswered(_voice(chat, person, notice), notice.round)
    chat.turn.db.asks.note(person.id, chat.turn.now, chat.turn.house)  # told whatever the count
    _tell(chat, person, notice, _("This has been closed. Three short questions, one tap each:"))


@router.notice(HowWasIt)
def how_was_it(chat: Chat, person: Person, notice: HowWasIt) -> None:
    chat.turn.db.ratings.require_unanswered(_voice(chat, person, notice), notice.round)
    if not chat.turn.db.asks.take(person.id, chat.turn.now, chat.turn.house):
        raise NoLongerThere
    _tell(chat, person, notice, _("A few days have passed. How did it turn out?"))


@router.notice(TicketReopened)
def ticket_reopened(chat: Chat, person: Person, notice: TicketReopened) -> None:
    _tell(chat, person, notice, _("This is opened again. Somebody is responsible for it, and "
                                  "there is a new date."))  # fmt: skip


@router.notice(TicketSetAside)
def ticket_set_aside(chat: Chat, person: Person, notice: TicketSetAside) -> None:
    _tell(chat, person, notice, _("The community cannot solve this itself:"),
          entry_id=notice.entry_id)  # fmt: skip


@router.notice(TicketMerged)
def ticket_merged(chat: Chat, person: Person, notice: TicketMerged) -> None:
    _tell(chat, person, notice, _("#{number} is about the same as this one. From now on they are "
                                  "answered together:", number=notice.ticket_id))  # fmt: skip


@router.notice(TicketSplit)
def ticket_split(chat: Chat, person: Person, notice: TicketSplit) -> None:
    _tell(chat, person, notice, _("This is answered by itself again:"))


@router.notice(AuthorRevealed)
def author_revealed(chat: Chat, person: Person, notice: AuthorRevealed) -> None:
    """Owed to whoever wrote it: that it happened, and why."""
    why = chat.turn.db.tickets.entry(notice.entry_id).text
    text = _("Two staff members have looked up who wrote this. Their reason: {reason}",
             reason=plain(why))  # fmt: skip
    _tell(chat, person, notice, text)


def _tell(chat: Chat, person: Person, notice: News, heading: str, *, entry_id: int = 0) -> None:
    """Files follow after it."""
    voice = _voice(chat, person, notice)
    show_anew(chat, voice, card(chat.turn, voice, heading=heading))
    if entry_id:
        ticket = chat.turn.db.tickets.ticket(voice.head_id)
        send_files(quietly(chat), ticket, [chat.turn.db.tickets.entry(entry_id)])


def _goes_on(turn: Turn, voice: Voice, entry: Entry) -> bool:
    """One more picture of the same answer: the message with its words is there already."""
    if entry.text or entry.file is None:
        return False
    before = [one for one in turn.db.tickets.thread_of(voice) if one.id < entry.id][-1:]
    return any(
        one.staff_id == entry.staff_id and one.file and entry.at - one.at <= IN_ONE_GO
        for one in before
    )


def _voice(chat: Chat, person: Person, notice: News) -> Voice:
    voice = chat.turn.db.tickets.voice_of(notice.voice_id, person)
    if voice.left:
        raise NoLongerThere
    return voice
