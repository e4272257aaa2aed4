"""The three questions at the end of a ticket, as a part of its own message."""

from collections.abc import Sequence
from contextlib import suppress

from community.ratings import Question, QuestionOver, Rating, Reason, Solved
from community.threads import Voice
from community.tickets import OVER, Ticket
from handlers.kit.context import Turn
from handlers.kit.screen import Button, Row, bold, lines
from handlers.tickets.buttons import GiveReason, Rate, SayMore
from locales import N_, _

ASKED = {
    Question.CONTACTED: N_("Did somebody get in touch with you?"),
    Question.SOLVED: N_("Is it solved?"),
    Question.SATISFIED: N_("How satisfied are you?"),
}
ANSWERS: dict[Question, dict[int, str]] = {
    Question.CONTACTED: {1: N_("Yes, they did"), 0: N_("Nobody did")},
    Question.SOLVED: {
        Solved.YES: N_("Yes, solved"),
        Solved.PARTLY: N_("Partly"),
        Solved.NO: N_("No, not solved"),
    },
    Question.SATISFIED: {
        5: N_("😀 Very"),
        4: N_("🙂 Quite"),
        3: N_("😐 So-so"),
        2: N_("🙁 Little"),
        1: N_("😞 Not at all"),
    },
}
REASONS = {
    Reason.NOBODY_CAME: N_("Nobody came"),
    Reason.CAME_BACK: N_("It came back"),
    Reason.ONLY_PARTLY: N_("Only partly done"),
    Reason.NOT_WHAT_I_ASKED: N_("Not what I asked"),
    Reason.UNFRIENDLY: N_("Unfriendly"),
    Reason.OTHER: N_("Another reason"),
}
TENS = 10  # a button carries the question's place and the value in one number


def text_of_ending(turn: Turn, voice: Voice, ticket: Ticket) -> str:
    """Safe HTML; empty while nothing is asked."""
    rating = _asked(turn, voice, ticket)
    if rating is None:
        return ""
    given = [_given(question, rating) for question in Question]
    return lines(*(line for line in given if line), _open_question(rating))


def rows_of_ending(turn: Turn, voice: Voice, ticket: Ticket) -> Sequence[Row]:
    rating = _asked(turn, voice, ticket)
    if rating is None:
        return []
    if rating.next is not None:
        return _pairs(_answers(voice, rating, rating.next))
    if rating.wants_reason:
        return _pairs(_reasons(voice, rating))
    label = _("Say it anew") if rating.words else _("Say more")
    return [[Button(label, SayMore(voice.id, rating.round))]]


def unpacked(answer: int) -> tuple[Question, int] | None:
    """What a button of an answer carries."""
    place, value = divmod(answer, TENS)
    questions = list(Question)
    return (questions[place], value) if place < len(questions) else None


def reason_at(place: int) -> Reason | None:
    reasons = list(REASONS)
    return reasons[place] if place < len(reasons) else None


def _asked(turn: Turn, voice: Voice, ticket: Ticket) -> Rating | None:
    if ticket.state not in OVER or voice.left:
        return None
    with suppress(QuestionOver):  # praise, or somebody who joined after the end
        return turn.db.ratings.rating(voice)
    return None


def _open_question(rating: Rating) -> str:
    if rating.next is not None:
        return bold(_(ASKED[rating.next]))
    if rating.wants_reason:
        return bold(_("I am sorry. What is the matter?"))
    return _("Thank you for your answers!")


def _given(question: Question, rating: Rating) -> str:
    value = getattr(rating, question.value)
    if value is None:
        return ""
    return f"{_(ASKED[question])} <b>{_(ANSWERS[question][value])}</b>"


def _answers(voice: Voice, rating: Rating, question: Question) -> list[Button]:
    place = list(Question).index(question) * TENS
    return [
        Button(_(text), Rate(voice.id, rating.round, place + value))
        for value, text in ANSWERS[question].items()
    ]


def _reasons(voice: Voice, rating: Rating) -> list[Button]:
    return [
        Button(_(text), GiveReason(voice.id, rating.round, place))
        for place, text in enumerate(REASONS.values())
    ]


def _pairs(buttons: Sequence[Button]) -> list[Row]:
    return [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
