"""What became of neighbours' matters, told without names: chosen by the staff, for everybody."""

from community.people import Role
from handlers.kit.context import Context, Turn
from handlers.kit.dates import when
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, lines, paragraphs, plain
from handlers.menu import to_menu
from handlers.surveys.buttons import ShowTold
from handlers.tickets.buttons import ShowBoard
from handlers.tickets.wording import category_name, excerpt
from locales import N_, _

PER_PAGE = 4
LONGEST_PART = 400  # characters

router = Router()


@router.command("board", role=Role.RESIDENT, summary=N_("You said, we did"))
def show_board(ctx: Context) -> None:
    ctx.show(board(ctx.turn, 0))


@router.press(ShowBoard, role=Role.RESIDENT)
def show_page(ctx: Context, pressed: ShowBoard) -> None:
    ctx.show(board(ctx.turn, pressed.page))


def board(turn: Turn, page: int) -> Screen:
    pages = Page(page, turn.db.board.count(), PER_PAGE)
    cases = [
        lines(
            f"{bold(category_name(case.category, turn.house))} · {when(case.put_at, turn)}",
            _("You said: {text}", text=plain(excerpt(case.said, LONGEST_PART))),
            _("We did: {text}", text=plain(excerpt(case.done, LONGEST_PART))),
        )
        for case in turn.db.board.page(offset=pages.offset, limit=pages.size)
    ]
    none = [] if cases else [_("There is nothing here yet.")]
    text = paragraphs(bold(_("You said, we did")), *cases, *none)
    surveys = [Button(_("📋 Surveys"), ShowTold(0))] if turn.db.surveys.count_told() else []
    return Screen(text, [pages.turns(ShowBoard), surveys, [to_menu()]])
