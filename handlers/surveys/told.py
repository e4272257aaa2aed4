"""What came of surveys, for everybody: what was counted, and what will be done. Must not show
words of those who answered, nor what a few have answered."""

from community.people import Role
from community.surveys import Kind, Result, Survey
from handlers.kit.context import Context, Turn
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, lines, paragraphs, plain
from handlers.menu import to_menu
from handlers.surveys.buttons import ShowTold
from handlers.surveys.outcome import caption
from handlers.surveys.wording import said, title
from handlers.tickets.buttons import ShowBoard
from locales import _

PER_PAGE = 3

router = Router()


@router.press(ShowTold, role=Role.RESIDENT)
def show_told(ctx: Context, pressed: ShowTold) -> None:
    ctx.show(told(ctx.turn, pressed.page))


def told(turn: Turn, number: int) -> Screen:
    page = Page(number, turn.db.surveys.count_told(), PER_PAGE)
    found = turn.db.surveys.told(offset=page.offset, limit=page.size)
    entries = [_entry(turn, turn.db.surveys.survey(one), words) for one, words in found]
    none = [] if entries else [_("There is nothing here yet.")]
    text = paragraphs(bold(_("Surveys, and what follows from them")), *entries, *none)
    back = [Button(_("‹ Back"), ShowBoard(0)), to_menu()]
    return Screen(text, [page.turns(ShowTold), back])


def _entry(turn: Turn, survey: Survey, words: str) -> str:
    counted = [_counted(survey, result) for result in _shown(turn, survey)]
    return lines(f"📋 {bold(title(survey))}", *counted, _("We will: {text}", text=plain(words)))


def _shown(turn: Turn, survey: Survey) -> list[Result]:
    """Levels only, and none of those whom a few have given."""
    least = turn.house.least_answers
    if len(turn.db.survey_answers.who(survey.id)) < least:
        return []
    return [
        result
        for result in turn.db.survey_answers.results(survey, least=least)
        if result.question.kind is Kind.SCALE and result.answered >= least and not result.held_back
    ]


def _counted(survey: Survey, result: Result) -> str:
    return f"• {plain(said(result.question.words, survey))} {caption(result)}"
