"""What people are asked afterwards, and what came of it: numbers and words, nobody's name."""

from community.activities import Activity
from community.feedback import LEVELS, Result
from handlers.activities.buttons import ManageDay
from handlers.activities.wording import named
from handlers.kit.context import Turn
from handlers.kit.paging import Page
from handlers.kit.screen import Button, Press, Screen, bold, lines, paragraphs, plain
from locales import N_, _, ngettext

PER_PAGE = 5  # sentences: of the longest, a message holds six
LEVEL_NAMES = {
    1: N_("very bad"),
    2: N_("not good"),
    3: N_("all right"),
    4: N_("good"),
    5: N_("very good"),
}


class Rate(Press, prefix="fb.rate"):
    activity_id: int
    level: int
    for_id: int = 0  # somebody without Telegram


class AskFeedback(Press, prefix="fb.ask"):
    """The question once more, to answer otherwise."""

    activity_id: int
    for_id: int = 0


class ShowResult(Press, prefix="fb.show"):
    activity_id: int
    page: int


class Reply(Press, prefix="fb.reply"):
    activity_id: int


def asking(turn: Turn, activity: Activity, for_id: int) -> Screen:
    """One row of five; what they mean stands above."""
    scale = " · ".join(
        _("{level} {name}", level=level, name=_(LEVEL_NAMES[level])) for level in LEVELS
    )
    text = paragraphs(
        named(activity, turn),
        _("How was it?"),
        scale,
        _("The organiser sees the answers, but not whose they are."),
    )
    levels = [Button(str(level), Rate(activity.id, level, for_id)) for level in LEVELS]
    return Screen(text, [levels])


def thanks(turn: Turn, activity: Activity, for_id: int) -> Screen:
    text = paragraphs(named(activity, turn), _("Thank you! It helps to make the next one better."))
    return Screen(text, [[Button(_("Change my answer"), AskFeedback(activity.id, for_id))]])


def result(turn: Turn, activity: Activity, number: int) -> Screen:
    """For those who manage it; the words a page at a time."""
    found = turn.db.feedback.result(activity, turn.now)
    page = Page(number, len(found.words), PER_PAGE)
    shown = found.words[page.offset : page.offset + page.size]
    replies = turn.db.feedback.replies(activity.id)
    text = paragraphs(
        named(activity, turn),
        bold(_("What people said")),
        _figures(found),
        lines(*(f"• {plain(words)}" for words in shown)),
        _held_back(found),
        lines(*(_("What will be done: {words}", words=plain(words)) for words in replies[-1:])),
    )
    turns = page.turns(lambda number: ShowResult(activity.id, number))
    reply = [Button(_("Say what we will do"), Reply(activity.id))] if found.asked else []
    return Screen(text, [turns, reply, [Button(_("‹ Back"), ManageDay(activity.id))]])


def _figures(found: Result) -> str:
    if not found.asked:
        return _("Nobody has been asked yet.")
    answered = _("{n} of {asked} answered", n=found.answered, asked=found.asked)
    if found.average is None:
        return answered
    average = _("{average} of 5", average=f"{found.average:.1f}")
    counts = [
        _("{level} {name}: {n}", level=level, name=_(LEVEL_NAMES[level]), n=found.levels[level])
        for level in reversed(LEVELS)
    ]
    return paragraphs(_("; ").join((bold(average), answered)), lines(*counts))


def _held_back(found: Result) -> str:
    if not found.held_back:
        return ""
    return ngettext(
        "{n} comment is shown when more people have answered, so that nobody can tell who it was.",
        "{n} comments are shown when more people have answered, so that nobody can tell who it "
        "was.",
        found.held_back,
    )
