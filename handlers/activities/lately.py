"""What is over, for some days: to say how it was, to read what people said, to put right who was
there."""

from community.people import Role
from handlers.activities.buttons import ShowLately
from handlers.activities.cards import over
from handlers.kit.context import Context
from handlers.kit.paging import PER_PAGE, Page
from handlers.kit.router import Router

router = Router()


@router.press(ShowLately, role=Role.RESIDENT)
def show_lately(ctx: Context, pressed: ShowLately) -> None:
    page = Page(pressed.page, ctx.db.past_activities.count(ctx.person, ctx.now))
    found = ctx.db.past_activities.lately(ctx.person, ctx.now, offset=page.offset, limit=PER_PAGE)
    ctx.show(over(ctx.turn, found, page))
