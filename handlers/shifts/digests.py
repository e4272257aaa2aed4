"""What lacks people, for the staff's group: every working morning, and once a week the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from community.groups import Purpose
from community.people import Person
from community.shifts import Shift
from community.tickets import QueueView
from handlers.kit.context import Chat, Turn
from handlers.kit.router import Router
from handlers.kit.screen import Link, Row, Screen, bold, lines, paragraphs, plain
from handlers.shifts.wording import labelled, named_plainly, still_needed
from locales import _, ngettext, speaking

WEEKLY_AT = time(8, 45)
MONDAY = 0
A_WEEK = timedelta(days=7)
USEFUL_FOR = timedelta(days=1)
MOST_SHOWN = 6
LONGEST_LABEL = 60
NOBODY = Person(0, None)

router = Router()


@dataclass(frozen=True, slots=True)
class WeeklyDigestDue:
    """Monday morning: the week is laid out in the staff's group."""


@router.starts
def plan(turn: Turn) -> None:
    """The next one, unless it is planned already."""
    at = next_monday(turn)
    key = f"weekly:{at.date().isoformat()}"
    turn.db.notices.put(None, WeeklyDigestDue(), due_at=at, until=at + USEFUL_FOR, key=key)


@router.alarm(WeeklyDigestDue)
def tell(turn: Turn, _due: WeeklyDigestDue) -> None:
    """Nothing is said in a week in which there is nothing to say."""
    plan(turn)
    group = turn.db.groups.serving(Purpose.DESK)
    if group is None:
        return
    with speaking(turn.house.language):
        said = weekly(turn)
        if said is not None:
            Chat(turn, group.chat_id).say(said)


def unfilled(turn: Turn) -> tuple[str, Sequence[Row]]:
    """The shifts of the next 72 hours that lack people, for the digest of each morning: a line
    of safe HTML, empty when there is none, and a button to each."""
    found = turn.db.rota.unfilled(turn.now)
    if not found:
        return "", []
    line = ngettext(
        "🙋 {n} shift in the next three days lacks people.",
        "🙋 {n} shifts in the next three days lack people.",
        len(found),
    )
    rows = [
        [Link(_label(turn, shift)[:LONGEST_LABEL], turn.link(f"shift-{shift.id}"))]
        for shift in found[:MOST_SHOWN]
    ]
    return line, rows


def weekly(turn: Turn) -> Screen | None:
    """What is due, overdue, unanswered and unfilled; None when it is nothing."""
    parts = [_due(turn), _overdue(turn), _unanswered(turn), _unfilled(turn)]
    if not any(parts):
        return None
    return Screen(paragraphs(bold(_("The week ahead")), *parts))


def next_monday(turn: Turn) -> datetime:
    zone = turn.house.zone
    today = turn.now.astimezone(zone).date()
    monday = today + timedelta(days=(MONDAY - today.weekday()) % 7)
    at = datetime.combine(monday, WEEKLY_AT, zone)
    return at if at > turn.now else datetime.combine(monday + A_WEEK, WEEKLY_AT, zone)


def _due(turn: Turn) -> str:
    today = turn.now.astimezone(turn.house.zone).date()
    items = [_item(item.title, item.owner) for item in turn.db.work.due(today)]
    return _listed(_("📌 Due this week"), items)


def _overdue(turn: Turn) -> str:
    today = turn.now.astimezone(turn.house.zone).date()
    items = [_item(item.title, item.owner) for item in turn.db.work.overdue(today)]
    counts = turn.db.queue.counts(NOBODY, now=turn.now, house=turn.house)
    if late := counts[QueueView.OVERDUE]:
        items = [ngettext("• {n} ticket", "• {n} tickets", late), *items]
    return _listed(_("🔴 Overdue"), items)


def _unanswered(turn: Turn) -> str:
    """Only how many: whose turn it is stands with each shift, for the staff alone."""
    silent = len(turn.db.crews.silent(turn.now, within=A_WEEK))
    counts = turn.db.queue.counts(NOBODY, now=turn.now, house=turn.house)
    said = []
    if waiting := counts[QueueView.WAITING]:
        said.append(ngettext("• {n} ticket waits for the resident",
                             "• {n} tickets wait for the resident", waiting))  # fmt: skip
    if silent:
        said.append(ngettext("• {n} volunteer has not answered a reminder",
                             "• {n} volunteers have not answered a reminder", silent))  # fmt: skip
    return _listed(_("❔ Unanswered"), said)


def _unfilled(turn: Turn) -> str:
    found = turn.db.rota.unfilled(turn.now, within=A_WEEK)
    said = [f"• {plain(_line(turn, one))}" for one in found]
    return _listed(_("🙋 Shifts that lack people"), said)


def _label(turn: Turn, shift: Shift) -> str:
    return labelled(shift, turn, f"{shift.taken}/{shift.wanted}")


def _line(turn: Turn, shift: Shift) -> str:
    return f"{named_plainly(shift, turn)} · {still_needed(shift)}"


def _listed(head: str, said: Sequence[str]) -> str:
    if not said:
        return ""
    rest = len(said) - MOST_SHOWN
    more = ngettext("… and {n} more.", "… and {n} more.", rest) if rest > 0 else ""
    return lines(bold(head), *said[:MOST_SHOWN], more)


def _item(title: str, owner: str) -> str:
    who = f" ({plain(owner)})" if owner else ""
    return f"• {plain(title)}{who}"
