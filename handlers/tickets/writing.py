"""What staff write about a ticket: answers, questions, closings, notes and reasons."""

from collections.abc import Callable, Sequence

from community.categories import in_language
from community.people import Role
from community.reports import Part
from community.tickets import Move, Ticket
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.steps import Answers, Option, Read, Step, words
from handlers.tickets.case_forms import Act, about, finishing, ticket_of
from locales import N_, NATIVE_NAMES, _, spoken

LONGEST = 3500
LONGEST_REASON = 500

# Under which name a category keeps its ready-made texts for a move.
TEMPLATES = {
    Move.ANSWER: "answered",
    Move.ASK: "asked",
    Move.CLOSE: "closed",
    Move.PROPOSE_ASIDE: "set_aside",
}
FIRST_ANSWER = "claimed"


def _templates(move: Move) -> Callable[[Turn, Answers], Sequence[Option]]:
    """The category's ready-made text for where the ticket stands."""

    def options(turn: Turn, answers: Answers) -> Sequence[Option]:
        ticket = ticket_of(turn, answers)
        category = turn.house.categories.category(ticket.category)
        is_first = move is Move.ANSWER and ticket.first_answered_at is None
        texts = category.templates.get(FIRST_ANSWER if is_first else TEMPLATES[move])
        if not texts:
            return ()
        language = _language_of(ticket, turn)
        filled = in_language(texts, language).format(
            number=ticket.id, category=category.name(language), community=turn.house.name
        )
        return [Option(filled, _ready_made(language), literal=True)]

    return options


def _language_of(ticket: Ticket, turn: Turn) -> str:
    """Of whoever reads it; where nobody knows who that is, the one of the house."""
    author = turn.db.tickets.named_author(ticket.id)
    return author.language if author else turn.house.language


def _ready_made(language: str) -> str:
    if language == spoken():
        return _("Use the ready-made text")
    return _("Ready-made: {language}", language=NATIVE_NAMES[language])


def _written(
    move: Move,
    *,
    name: str,
    question: str,
    act: Act,
    said: str,
    title: str,
    confirm: str,
    most: int = LONGEST,
) -> Form:
    options = _templates(move) if move in TEMPLATES else ()
    read: Read = words(most=most, multiline=True)
    step = Step("words", about(question), read, options, name=N_("Text"), columns=1)
    return Form(
        name,
        (step,),
        finishing(act, said),
        role=Role.STAFF,
        title=title,
        confirm=confirm,
        review=True,
    )


def _answer(ctx: Context, ticket: Ticket, facts: Answers) -> Ticket:
    return ctx.db.desk.answer(
        ticket.id, ctx.person, (Part(facts["words"]),), now=ctx.now, house=ctx.house
    )


def _ask(ctx: Context, ticket: Ticket, facts: Answers) -> Ticket:
    return ctx.db.desk.ask(
        ticket.id, ctx.person, (Part(facts["words"]),), now=ctx.now, house=ctx.house
    )


def _close(ctx: Context, ticket: Ticket, facts: Answers) -> Ticket:
    return ctx.db.desk.close(
        ticket.id, ctx.person, (Part(facts["words"]),), now=ctx.now, house=ctx.house
    )


def _note(ctx: Context, ticket: Ticket, facts: Answers) -> Ticket:
    return ctx.db.desk.note(
        ticket.id, ctx.person, (Part(facts["words"]),), now=ctx.now, house=ctx.house
    )


def _reopen(ctx: Context, ticket: Ticket, facts: Answers) -> Ticket:
    return ctx.db.desk.reopen(ticket.id, ctx.person, facts["words"], now=ctx.now, house=ctx.house)


def _propose(ctx: Context, ticket: Ticket, facts: Answers) -> Ticket:
    return ctx.db.sorting.propose_aside(
        ticket.id, ctx.person, facts["words"], now=ctx.now, house=ctx.house
    )


WRITTEN: dict[Move, Form] = {
    Move.ANSWER: _written(
        Move.ANSWER,
        name="answer_ticket",
        question=N_(
            "What do you answer? The resident reads it as you write it, without your name."
        ),
        act=_answer,
        said=N_("Your answer to #{number} is on its way."),
        title=N_("Send this answer?"),
        confirm=N_("Send"),
    ),
    Move.ASK: _written(
        Move.ASK,
        name="ask_back",
        question=N_(
            "What do you need to know? The clock stands still until the resident answers."
        ),
        act=_ask,
        said=N_("Your question about #{number} is on its way."),
        title=N_("Ask this?"),
        confirm=N_("Send"),
    ),
    Move.CLOSE: _written(
        Move.CLOSE,
        name="close_ticket",
        question=N_("What was done? The resident reads it and is asked whether it is solved."),
        act=_close,
        said=N_("#{number} is closed; the resident is asked."),
        title=N_("Close it with these words?"),
        confirm=N_("Close and ask"),
    ),
    Move.NOTE: _written(
        Move.NOTE,
        name="note_ticket",
        question=N_("What should your colleagues know? The resident does not see it."),
        act=_note,
        said=N_("Noted at #{number}."),
        title=N_("Keep this note?"),
        confirm=N_("Keep"),
    ),
    Move.REOPEN: _written(
        Move.REOPEN,
        name="reopen_ticket",
        question=N_("Why is it taken up again?"),
        act=_reopen,
        said=N_("#{number} is open again."),
        title=N_("Take it up again?"),
        confirm=N_("Reopen"),
        most=LONGEST_REASON,
    ),
    Move.PROPOSE_ASIDE: _written(
        Move.PROPOSE_ASIDE,
        name="aside_ticket",
        question=N_(
            "Why is it not ours, and who can help instead? The resident reads it once a second "
            "person has agreed."
        ),
        act=_propose,
        said=N_("Proposed for #{number}. A second person must agree."),
        title=N_("Propose this?"),
        confirm=N_("Propose"),
        most=LONGEST_REASON,
    ),
}
