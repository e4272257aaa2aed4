"""What whoever organises a series sees: the dates it would have, and those it has."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from community.activities import Activity, State
from community.days_off import Holiday
from community.plan_dates import Rhythm
from handlers.activities.buttons import Manage
from handlers.activities.rhythms import day_name, every, holiday_name
from handlers.activities.series_buttons import (
    CancelLater,
    KeepDate,
    MakeSeries,
    MoveLater,
    ShowDates,
    ShowSeries,
)
from handlers.activities.wording import named
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.paging import Page
from handlers.kit.screen import Button, Row, Screen, bold, paragraphs
from locales import _, ngettext

PER_PAGE = 12
PER_ROW = 2
PER_SERIES_PAGE = 8


def dates_screen(
    turn: Turn, activity: Activity, proposal_id: int, facts: Mapping[str, Any], number: int
) -> Screen:
    days = facts["days"]
    page = Page(number, len(days), PER_PAGE)
    shown = range(page.offset, min(page.offset + PER_PAGE, len(days)))
    buttons = [_date(proposal_id, n, days[n]) for n in shown]
    count = sum(1 for _day, _off, is_kept in days if is_kept)
    rhythm = Rhythm(tuple(facts["weekdays"]), facts["weeks"])
    resting = any(off for _day, off, _kept in days)
    text = paragraphs(
        named(activity, turn),
        ngettext("{every}: once more.", "{every}: {n} times more.", count, every=every(rhythm)),
        _("Tap a date to leave it out, or to keep it."),
        _("Public holidays are left out.") if resting else "",
    )
    rows: list[Row] = [buttons[i : i + PER_ROW] for i in range(0, len(buttons), PER_ROW)]
    rows += [
        page.turns(lambda at: ShowDates(proposal_id, at)),
        *_makes(activity, proposal_id, count),
        [Button(_("‹ Back"), Manage(activity.id))],
    ]
    return Screen(text, rows)


def _date(proposal_id: int, number: int, one: tuple[str, str, bool]) -> Button:
    """An action sets a state: two quick taps do not undo each other."""
    day, off, is_kept = one
    mark = "✅" if is_kept else "⬜"
    why = f" {holiday_name(Holiday(off))}" if off else ""
    label = f"{mark} {day_name(date.fromisoformat(day))}{why}"
    return Button(label, KeepDate(proposal_id, number, int(not is_kept)))


def _makes(activity: Activity, proposal_id: int, count: int) -> list[Row]:
    if not count:
        return []
    drafts = ngettext("Make {n} draft", "Make {n} drafts", count)
    rows: list[Row] = [[Button(drafts, MakeSeries(proposal_id, 0))]]
    if activity.state is State.PUBLISHED:
        label = ngettext("Publish {n}", "Publish {n}", count)
        rows.append([Button(label, MakeSeries(proposal_id, 1))])
    return rows


def series_screen(
    turn: Turn, activity: Activity, found: Sequence[Activity], page: Page, *, news: str = ""
) -> Screen:
    series = turn.db.series.of(activity.id)
    how_often = every(series.rhythm) if series and series.rhythm else ""
    rows: list[Row] = [
        *[[_one(turn, one)] for one in found],
        page.turns(lambda number: ShowSeries(activity.id, number)),
        *_later(turn, activity),
        [Button(_("‹ Back"), Manage(activity.id))],
    ]
    title = bold(activity.title)
    hint = ""
    if turn.now < activity.starts_at:
        hint = _("What you change here is about {day} and all after it.",
                 day=when(activity.starts_at, turn))  # fmt: skip
    return Screen(paragraphs(news, title, how_often, hint), rows)


def _later(turn: Turn, activity: Activity) -> list[Row]:
    if turn.now >= activity.starts_at:
        return []
    move = Button(_("Other time…"), MoveLater(activity.id))
    return [[move, Button(_("Cancel the rest…"), CancelLater(activity.id))]]


def _one(turn: Turn, activity: Activity) -> Button:
    label = when(activity.starts_at, turn)
    if activity.state is State.DRAFT:
        label = _("Draft: {activity}", activity=label)
    if activity.state is State.CANCELLED:
        label = f"❌ {label}"
    return Button(label, Manage(activity.id))
