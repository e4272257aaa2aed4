"""What staff see of a ticket: the card in their group, and the same in private with every move.

Never who the author of an anonymous ticket is: the records do not tell.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from babel.dates import format_timedelta

from community.people import Person
from community.threads import Entry, EntryKind, Side
from community.tickets import OVER, Move, Party, State, Ticket, moves_in
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.screen import Button, Row, Screen, bold, isolated, lines, paragraphs, plain
from handlers.kit.whose import home_line
from handlers.tickets.moves import (
    IN_GROUP,
    LABELS,
    AskReveal,
    LogContact,
    OpenCase,
    PutOnBoard,
    ShowFiles,
    ShowThread,
    TakeOffBoard,
    make,
)
from handlers.tickets.wording import KINDS, answers_of, category_name, excerpt, file_named
from locales import N_, NATIVE_NAMES, _, locale_of, ngettext, spoken

LONGEST_WORDS = 1500  # characters of the first words on a card; the rest is in the thread
LATEST = 4  # entries under the words
LONGEST_ENTRY = 300

STATES = {
    State.RECEIVED: N_("🆕 New, nobody has taken it"),
    State.IN_HAND: N_("🔧 In hand"),
    State.ASKED: N_("❓ Waiting for the resident"),
    State.PROPOSED: N_("↩️ Proposed as not ours: a second person must agree"),
    State.CLOSED: N_("✅ Closed, the resident is being asked"),
    State.SETTLED: N_("☑️ Settled"),
    State.SET_ASIDE: N_("↩️ Not ours"),
    State.WITHDRAWN: N_("✖️ Withdrawn by the resident"),
    State.MERGED: N_("🔗 Answered together with #{number}"),
}
MARKS = {
    EntryKind.WORDS: "🗣",
    EntryKind.QUESTION: "❓",
    EntryKind.ANSWER: "💬",
    EntryKind.CLOSING: "✅",
    EntryKind.NOTE: "📝",
    EntryKind.MOVE: "·",
    EntryKind.CONTACT: "📞",
}
ANYBODY = Party.STAFF | Party.OWNER | Party.SECOND | Party.SUPERVISOR


def in_desk(turn: Turn, ticket: Ticket) -> Screen:
    """For everybody in the group: the moves that somebody there may make."""
    possible = moves_in(ticket, ANYBODY)
    rows = _in_rows(
        Button(_(LABELS[move]), make(ticket.id, move)) for move in IN_GROUP if move in possible
    )
    more = [Button(_("More…"), OpenCase(ticket.id))]
    return Screen(_text(turn, ticket), [*rows, more], ticket.card)


def for_staff(turn: Turn, ticket: Ticket, staff: Person, *, news: str = "") -> Screen:
    """In private, with exactly the moves that this person may make; `news` is safe HTML."""
    moves = turn.db.desk.moves(ticket, staff, turn.house)
    rows = _in_rows(
        Button(_label(move, ticket), make(ticket.id, move)) for move in LABELS if move in moves
    )
    return Screen(
        paragraphs(news, _text(turn, ticket)),
        [*rows, *_besides(turn, ticket), _look(turn, ticket)],
    )


def title(turn: Turn, ticket: Ticket) -> str:
    """As plain text, for buttons and topics."""
    category = category_name(ticket.category, turn.house)
    return " ".join(part for part in (f"#{ticket.id}", category, ticket.building) if part)


def thread_page(turn: Turn, entries: Sequence[Entry]) -> str:
    return lines(*(said(entry, turn, most=LONGEST_WORDS) for entry in entries))


def said(entry: Entry, turn: Turn, *, most: int = LONGEST_ENTRY) -> str:
    """One entry as a line or more. Safe HTML."""
    who = isolated(entry.staff) if entry.staff else _WHO[entry.side]()
    text = plain(excerpt(entry.text, most)) or (file_named(entry.file.kind) if entry.file else "…")
    edited = _(" (edited)") if entry.edited_at else ""
    line = _("{who}: {text}", who=who, text=f"{text}{edited}")
    return f"{MARKS[entry.kind]} {when(entry.at, turn)} {line}"


def state(ticket: Ticket) -> str:
    word = _(STATES[ticket.state], number=ticket.merged_into)
    if ticket.owner and ticket.is_open:
        return _("{state}: {owner}", state=word, owner=isolated(ticket.owner))
    return word


def clocks(ticket: Ticket, turn: Turn) -> str:
    """The two promises that still run, and whether they are broken."""
    found = []
    if ticket.first_due_at:
        due = _due(ticket.first_due_at, turn)
        found.append(_("First answer by {when}", when=due))
    if ticket.solution_due_at:
        found.append(_("Solved by {when}", when=_due(ticket.solution_due_at, turn)))
    elif ticket.solution_left is not None and ticket.is_open:
        found.append(_("The clock stands still."))
    return lines(*found)


def _text(turn: Turn, ticket: Ticket) -> str:
    entries = [one for one in turn.db.tickets.thread(ticket.id) if one.kind is not EntryKind.MOVE]
    latest = entries[1:][-LATEST:]
    return paragraphs(
        _heading(turn, ticket),
        lines(state(ticket), clocks(ticket, turn), _flags(turn, ticket)),
        plain(excerpt(ticket.words, LONGEST_WORDS)),
        lines(*answers_of(ticket, turn.house)),
        lines(_files(entries), _who(turn, ticket)),
        lines(*(said(entry, turn) for entry in latest)),
    )


def _heading(turn: Turn, ticket: Ticket) -> str:
    parts = (
        _("❗ Urgent") if ticket.urgent else "",
        bold(title(turn, ticket)),
        _(KINDS[ticket.kind]),
        plain(ticket.place),
        _age(turn.now - ticket.opened_at),
    )
    return " · ".join(part for part in parts if part)


def _age(age: timedelta) -> str:
    if age < A_MOMENT:
        return ""
    said = format_timedelta(age, locale=locale_of(spoken()), threshold=1.5, granularity="minute")
    return _("{age} old", age=said)


def _flags(turn: Turn, ticket: Ticket) -> str:
    others = ticket.voices - 1
    return lines(
        ngettext("👥 {n} more has the same trouble", "👥 {n} more have the same trouble", others)
        if others > 0
        else "",
        ngettext("🔁 Reopened {n} time", "🔁 Reopened {n} times", ticket.reopenings)
        if ticket.reopenings
        else "",
        _("⚠️ Marked: rude or threatening words") if ticket.marked else "",
        "" if turn.db.tickets.reaches(ticket.id) else _("🚫 The resident cannot be reached here."),
    )


def _who(turn: Turn, ticket: Ticket) -> str:
    if ticket.anonymous:
        return _("👤 Anonymous: nobody sees who it is; answers reach them all the same.")
    author = turn.db.tickets.named_author(ticket.id)
    if author is None:
        return ""
    before = turn.db.tickets.history(ticket.id)
    told = ngettext("{n} ticket before", "{n} tickets before", before) if before else ""
    through = _("opened by staff") if ticket.by_proxy else ""
    name, home = isolated(author.name or _("(erased)")), home_line(author.home)
    reads = NATIVE_NAMES[author.language] if author.language != turn.house.language else ""
    return "👤 " + " · ".join(part for part in (name, home, reads, told, through) if part)


def _files(entries: Iterable[Entry]) -> str:
    count = sum(1 for entry in entries if entry.file)
    return ngettext("📎 {n} file", "📎 {n} files", count) if count else ""


def _look(turn: Turn, ticket: Ticket) -> Row:
    entries = turn.db.tickets.thread(ticket.id)
    files = any(entry.file for entry in entries)
    talk = Button(_("Whole thread"), ShowThread(ticket.id, 0))
    return [talk, *([Button(_("📎 Files"), ShowFiles(ticket.id))] if files else [])]


def _besides(turn: Turn, ticket: Ticket) -> list[Row]:
    """What can be done with a ticket without moving it."""
    rows: list[Row] = [[Button(_("📞 Visit or call…"), LogContact(ticket.id))]]
    if ticket.anonymous and ticket.is_open:
        rows.append([Button(_("Emergency: who is it?"), AskReveal(ticket.id))])
    if turn.db.board.has(ticket.id):
        rows.append([Button(_("Take off the board"), TakeOffBoard(ticket.id))])
    elif ticket.state in OVER:
        rows.append([Button(_("📌 On the board…"), PutOnBoard(ticket.id))])
    return rows


def _label(move: Move, ticket: Ticket) -> str:
    if move is Move.MARK and ticket.marked:
        return _("Take the mark away")
    return _(LABELS[move])


def _in_rows(buttons: Iterable[Button]) -> list[Row]:
    found = list(buttons)
    return [found[i : i + 2] for i in range(0, len(found), 2)]


def _due(moment: datetime, turn: Turn) -> str:
    if moment <= turn.now:
        return _("{when} 🔴 overdue", when=when(moment, turn))
    if moment - turn.now <= SOON:
        return f"{when(moment, turn)} 🟠"
    return when(moment, turn)


SOON = timedelta(hours=4)
A_MOMENT = timedelta(minutes=5)
_WHO = {
    Side.RESIDENT: lambda: _("Resident"),
    Side.STAFF: lambda: _("Staff"),
    Side.HOUSE: lambda: _("Linli"),
}
