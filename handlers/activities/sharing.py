"""Activities are found and shared from any chat: words after the bot's name, one tap."""

from collections.abc import Sequence

from community.activities import Activity, State
from community.refusals import NoLongerThere
from community.searching import is_meant
from handlers.activities.cards import elsewhere
from handlers.activities.wording import places
from handlers.kit.context import Context, Turn
from handlers.kit.dates import when
from handlers.kit.inline import MOST_RESULTS, Result
from handlers.kit.router import Router
from handlers.kit.screen import Screen
from locales import N_

LOOKED_THROUGH = 200  # of what is coming, the next first

router = Router()


@router.inline(otherwise=N_("See all activities"), start="go-activities")
def find(ctx: Context, words: str) -> Sequence[Result]:
    coming = ctx.db.activities.upcoming(ctx.now, offset=0, limit=LOOKED_THROUGH)
    meant = [one for one in coming if is_meant(words, one.title, one.place)]
    return [_result(ctx.turn, one) for one in meant[:MOST_RESULTS]]


@router.shared_card("activity")
def draw(turn: Turn, activity_id: int) -> Screen:
    activity = turn.db.activities.activity(activity_id)
    if activity.state is State.DRAFT:
        raise NoLongerThere
    return elsewhere(turn, activity)


def _result(turn: Turn, activity: Activity) -> Result:
    summary = f"{when(activity.starts_at, turn)} · {places(activity, turn)}"
    return Result(activity.title, summary, elsewhere(turn, activity))
