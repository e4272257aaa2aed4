"""How the organiser's questions and the answers to them are put into words."""

from community.questions import Answered, Kind, Question, Ready
from handlers.kit.screen import plain
from locales import N_, _

READY = {
    Ready.AGE: N_("How old are you?"),
    Ready.ALLERGIES: N_("Do you have allergies, or is there anything you do not eat?"),
    Ready.PHONE: N_("At which phone number can you be reached?"),
    Ready.COMPANIONS: N_("What are the names of those who come along?"),
    Ready.WHEELCHAIR: N_("Will you come in a wheelchair?"),
}
IN_SHORT = {
    Ready.AGE: N_("Age"),
    Ready.ALLERGIES: N_("Allergies"),
    Ready.PHONE: N_("Phone"),
    Ready.COMPANIONS: N_("Companions' names"),
    Ready.WHEELCHAIR: N_("Wheelchair"),
}


def asked(question: Question) -> str:
    """What the person reads, not yet safe for HTML."""
    return _(READY[question.ready]) if question.ready else question.text


def in_short(question: Question) -> str:
    """For lists and the heads of columns, not yet safe for HTML."""
    return _(IN_SHORT[question.ready]) if question.ready else question.text


def answer_in_words(question: Question, answer: str) -> str:
    """As kept, or yes and no in the reader's language; not yet safe for HTML."""
    if question.kind is not Kind.YES_NO or not answer:
        return answer
    return _("Yes") if answer == "yes" else _("No")


def shown(one: Answered) -> str:
    """Safe HTML; empty when nothing was answered."""
    return plain(answer_in_words(one.question, one.answer or ""))
