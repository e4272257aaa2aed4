"""Every working morning: what the day brings, in the staff's group."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from community.desk_news import DigestDue
from community.groups import Purpose
from community.people import Person
from community.tickets import QueueView
from handlers.kit.context import Chat, Turn
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, lines, paragraphs
from handlers.shifts.digests import unfilled
from handlers.tickets.moves import OpenCase
from handlers.tickets.queue import counted, line
from locales import N_, _, speaking

DIGEST_AT = time(8, 30)
MOST_SHOWN = 6
FARTHEST = 30  # days ahead
USEFUL_FOR = timedelta(hours=8)
NOBODY = Person(0, None)

COUNTED = (QueueView.OVERDUE, QueueView.TODAY, QueueView.UNOWNED, QueueView.WAITING)

router = Router()


@router.starts
def plan(turn: Turn) -> None:
    """The next one, unless it is planned already."""
    at = next_digest(turn)
    key = f"digest:{at.date().isoformat()}"
    turn.db.notices.put(None, DigestDue(), due_at=at, until=at + USEFUL_FOR, key=key)


@router.alarm(DigestDue)
def tell(turn: Turn, _due: DigestDue) -> None:
    plan(turn)
    group = turn.db.groups.serving(Purpose.DESK)
    counts = turn.db.queue.counts(NOBODY, now=turn.now, house=turn.house)
    if group is None or not (counts[QueueView.ALL] or turn.db.rota.unfilled(turn.now)):
        return
    with speaking(turn.house.language):
        Chat(turn, group.chat_id).say(digest(turn, counts))


def next_digest(turn: Turn) -> datetime:
    """The next working morning after this moment."""
    first = turn.now.astimezone(turn.house.zone).date()
    mornings = (_morning(first + timedelta(days=n), turn) for n in range(FARTHEST))
    coming = [at for at in mornings if at > turn.now]
    return next((at for at in coming if _is_working_day(at, turn)), coming[0])


def digest(turn: Turn, counts: Mapping[QueueView, int]) -> Screen:
    """How much there is, and the most urgent of it."""
    found = turn.db.queue.page(
        QueueView.ALL, NOBODY, now=turn.now, house=turn.house, offset=0, limit=MOST_SHOWN
    )
    said = [_(COUNTS[view], n=counted(counts[view])) for view in COUNTED if counts[view]]
    total = _("Open tickets: {n}", n=counted(counts[QueueView.ALL]))
    rows = [[Button(line(one, turn), OpenCase(one.id))] for one in found]
    missing, shifts = unfilled(turn)
    tickets = lines(total, *said) if counts[QueueView.ALL] else ""
    text = paragraphs(bold(_("Good morning! This is the day:")), tickets, missing)
    return Screen(text, [*rows, *shifts])


def _morning(day: date, turn: Turn) -> datetime:
    return datetime.combine(day, DIGEST_AT, turn.house.zone)


def _is_working_day(morning: datetime, turn: Turn) -> bool:
    working = turn.house.working
    return working.between(morning, morning + timedelta(hours=12)) > timedelta(0)


COUNTS = {
    QueueView.OVERDUE: N_("🔴 Overdue: {n}"),
    QueueView.TODAY: N_("⏰ Due today: {n}"),
    QueueView.UNOWNED: N_("🆕 Nobody's yet: {n}"),
    QueueView.WAITING: N_("❓ Waiting for the resident: {n}"),
}
