"""How tickets, where they stand, and what was said about them are put into words."""

from datetime import datetime

from community.categories import Question, in_language
from community.house import House
from community.threads import Entry, Side
from community.tickets import Kind, State, Ticket
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.screen import bold, lines, plain, shortened
from locales import N_, _, ngettext, spoken

KINDS = {
    Kind.COMPLAINT: N_("Complaint"),
    Kind.SUGGESTION: N_("Suggestion"),
    Kind.HELP: N_("Ask for help"),
    Kind.PRAISE: N_("Praise"),
}
FILES = {
    "photo": N_("[photo]"),
    "video": N_("[video]"),
    "video_note": N_("[video message]"),
    "voice": N_("[voice message]"),
    "audio": N_("[recording]"),
    "animation": N_("[moving picture]"),
    "document": N_("[document]"),
    "location": N_("[location]"),
}
STATES = {
    State.RECEIVED: N_("We have it. Somebody will take it in hand."),
    State.IN_HAND: N_("Somebody has it in hand."),
    State.ASKED: N_("We have a question for you. Please answer it here."),
    State.PROPOSED: N_("We are finding out who can solve it."),
    State.CLOSED: N_("Closed."),
    State.SETTLED: N_("Closed. Thank you for telling us."),
    State.SET_ASIDE: N_("This is not something the community can solve."),
    State.WITHDRAWN: N_("You have withdrawn it."),
    State.MERGED: N_("It is answered together with another one."),
}
LONGEST_SAID = 300  # characters of one message in a thread


def category_name(category_id: str, house: House) -> str:
    """Plain text; a category that is no longer listed is shown by its id."""
    return house.categories.category(category_id).name(spoken())


def numbered(ticket: Ticket, house: House) -> str:
    """Safe HTML: every message about a ticket begins with it, and is bound to it by the number."""
    return bold(f"#{ticket.id} · {category_name(ticket.category, house)}")


def described(ticket: Ticket, house: House) -> str:
    """Safe HTML: what it is, in one line."""
    kind = _(KINDS[ticket.kind])
    parts = [numbered(ticket, house), kind, plain(ticket.building), plain(ticket.place)]
    return " · ".join(part for part in parts if part)


def standing(ticket: Ticket, turn: Turn) -> str:
    """Where it stands and what was promised, in plain words; overdue is said, too."""
    if ticket.kind is Kind.PRAISE:
        return _("Thank you! We pass it on to whoever it is about.")
    return lines(_(STATES[ticket.state]), _promise(ticket, turn))


def _promise(ticket: Ticket, turn: Turn) -> str:
    if not ticket.is_open or ticket.state is State.ASKED:
        return ""
    if ticket.first_due_at and not ticket.first_answered_at:
        return _due(
            ticket.first_due_at,
            turn,
            N_("You will have a first answer by {until}."),
            N_("A first answer was promised by {until}. It is late, and whoever is responsible "
               "has been told."),
        )  # fmt: skip
    if ticket.solution_due_at:
        return _due(
            ticket.solution_due_at,
            turn,
            N_("It should be solved by {until}."),
            N_("It should have been solved by {until}. It is late, and whoever is responsible "
               "has been told."),
        )  # fmt: skip
    return ""


def _due(at: datetime, turn: Turn, ahead: str, late: str) -> str:
    return _(ahead if turn.now < at else late, until=when(at, turn))


def file_named(kind: str) -> str:
    return _(FILES.get(kind, N_("[file]")))


def excerpt(text: str, most: int = LONGEST_SAID) -> str:
    """Plain text, cut where it is too long for the place."""
    return shortened(text, most)


def said(entry: Entry, turn: Turn, most: int = LONGEST_SAID) -> str:
    """Safe HTML: one message of the thread. Nobody is named: it is the community that answers."""
    who = _("You") if entry.side is Side.RESIDENT else _("The community")
    what = plain(excerpt(entry.text, most)) or (file_named(entry.file.kind) if entry.file else "")
    also = f" {file_named(entry.file.kind)}" if entry.file and entry.text else ""
    edited = f" <i>{_('(edited)')}</i>" if entry.edited_at else ""
    return f"<b>{who}</b> · {when(entry.at, turn)}{edited}\n{what}{also}"


def counted(texts: int, files: int) -> str:
    """What has been said so far, such as "1 message, 2 files"; empty for nothing."""
    parts = [
        ngettext("{n} message", "{n} messages", texts) if texts else "",
        ngettext("{n} file", "{n} files", files) if files else "",
    ]
    return _(", ").join(part for part in parts if part)


def answers_of(ticket: Ticket, house: House) -> list[str]:
    """Safe HTML: the category's own questions with their answers, where they are still known."""
    asked = {one.key: one for one in house.categories.category(ticket.category).questions}
    return [
        _answered(asked.get(key), key, answer, house)
        for key, answer in ticket.answers.items()
        if answer
    ]


def _answered(question: Question | None, key: str, answer: str, house: House) -> str:
    if question is None:
        return f"{plain(key)} {plain(answer)}"
    shown = shown_choice(question, answer, house)
    return f"{plain(in_language(question.texts, spoken()))} {bold(shown)}"


def kept_choice(question: Question, number: int, house: House) -> str:
    """As it is kept: in the house's own language, so that it survives a change of the list."""
    return in_language(question.choices[number].texts, house.language)


def shown_choice(question: Question, kept: str, house: House) -> str:
    """In the reader's language."""
    texts = [one.texts for one in question.choices]
    found = next((t for t in texts if in_language(t, house.language) == kept), None)
    return in_language(found, spoken()) if found else kept
