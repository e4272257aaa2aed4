"""The shifts of those who help at an activity move with it, and are cancelled with it."""

from community.activities import Activity
from handlers.kit.context import Turn
from handlers.shifts.browsing import redraw_gaps


def follow(turn: Turn, before: Activity, after: Activity) -> None:
    turn.db.shifts.follow_activity(before, after, now=turn.now, house=turn.house)
    redraw_gaps(turn)
