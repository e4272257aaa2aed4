"""What staff see of the annual plan: the year by months, a month, what has no date, the drafts."""

from collections.abc import Sequence

from community.activities import Activity, State
from community.plans import PlanItem
from handlers.activities.buttons import Manage
from handlers.activities.rhythms import month_name, span
from handlers.kit.context import Turn
from handlers.kit.dates import when, within_year
from handlers.kit.paging import Page
from handlers.kit.screen import (
    Button,
    Opens,
    Press,
    Row,
    Screen,
    bold,
    lines,
    paragraphs,
    plain,
    shortened,
)
from handlers.menu import to_menu
from locales import _, ngettext
from storage.plans import Month, Planned

MONTHS_PER_ROW = 4
LONGEST_LABEL = 60
MOST_NAMED = 20
PER_PAGE = 8


class ShowYear(Press, prefix="plan.year"):
    year: int


class ShowMonth(Press, prefix="plan.month"):
    year: int
    month: int
    page: int


class ShowItem(Press, prefix="plan.item"):
    item_id: int


class SetDate(Press, prefix="plan.date"):
    item_id: int


class DropItem(Press, prefix="plan.drop"):
    item_id: int


class AskPublish(Press, prefix="plan.ask"):
    year: int
    month: int


class PublishMonth(Press, prefix="plan.open"):
    year: int
    month: int


class ShowDrafts(Press, prefix="plan.drafts"):
    page: int


def year_plan(turn: Turn, year: int, *, news: str = "") -> Screen:
    months = turn.db.plans.year(year, turn.house.zone)
    said = [_counted(month) for month in months]
    text = lines(*said) or _("Nothing is planned for this year yet.")
    buttons = [Button(month_name(m.number), ShowMonth(year, m.number, 0)) for m in months]
    by_month = [buttons[i : i + MONTHS_PER_ROW] for i in range(0, 12, MONTHS_PER_ROW)]
    rows = [
        *by_month,
        [Button(f"‹ {year - 1}", ShowYear(year - 1)), Button(f"{year + 1} ›", ShowYear(year + 1))],
        [Button(_("Plan from a table"), Opens("plantable")), _drafts_button()],
        [to_menu()],
    ]
    return Screen(paragraphs(news, bold(_("Annual plan {year}", year=year)), text), rows)


def _counted(month: Month) -> str:
    """Empty for a month without anything."""
    parts = (
        ngettext("{n} draft", "{n} drafts", month.drafts) if month.drafts else "",
        ngettext("{n} published", "{n} published", month.published) if month.published else "",
        ngettext("{n} cancelled", "{n} cancelled", month.cancelled) if month.cancelled else "",
        ngettext("{n} other", "{n} others", month.items) if month.items else "",
    )
    said = " · ".join(part for part in parts if part)
    return _("{name}: {answer}", name=month_name(month.number), answer=said) if said else ""


def month_plan(turn: Turn, year: int, month: int, page: Page, *, news: str = "") -> Screen:
    zone = turn.house.zone
    found = turn.db.plans.lines(year, month, zone, offset=page.offset, limit=page.size)
    drafts = len(turn.db.plans.drafts_of(year, month, zone, turn.now))
    title = bold(_("{month} {year}", month=month_name(month), year=year))
    hints = {
        State.DRAFT: _("Without a mark it is a draft, which residents do not see yet."),
        State.PUBLISHED: _("✅ is published."),
        None: _("📌 has no date yet, or nobody needs to sign up."),
    }
    text = _("Tap one to go on with it.") if found else _("Nothing is planned for this month.")
    publish = Button(_("Publish all drafts…"), AskPublish(year, month))
    rows: list[Row] = [
        *[[_line(turn, planned)] for planned in found],
        page.turns(lambda number: ShowMonth(year, month, number)),
        [publish] if drafts else [],
        [Button(_("‹ Year"), ShowYear(year))],
    ]
    marks = {planned.state for planned in found}
    marked = lines(*(hint for mark, hint in hints.items() if mark in marks))
    return Screen(paragraphs(news, title, text, marked), rows)


def _line(turn: Turn, planned: Planned) -> Button:
    if planned.state is None:
        return Button(_cut(f"📌 {planned.title}"), ShowItem(planned.id))
    assert planned.at, "an activity has a moment"
    label = f"{within_year(planned.at, turn)} {planned.title}"
    if planned.state is State.PUBLISHED:
        label = f"✅ {label}"
    if planned.state is State.CANCELLED:
        label = f"❌ {label}"
    return Button(_cut(label), Manage(planned.id))


def item_screen(item: PlanItem) -> Screen:
    days = span(item.first, item.last)
    said = _(": ").join(part for part in (days, plain(item.said)) if part)
    facts = (
        bold(item.title),
        _("When: {when}", when=said or _("still open")),
        _("Where: {place}", place=plain(item.place)) if item.place else "",
        _("For: {who}", who=plain(item.who)) if item.who else "",
        _("Type: {kind}", kind=plain(item.kind)) if item.kind else "",
        ngettext("{n} volunteer wanted", "{n} volunteers wanted", item.volunteers)
        if item.volunteers
        else "",
    )
    note = _("Nobody signs up for this yet. With a date it becomes an activity.")
    rows: list[Row] = [
        [Button(_("Set a date…"), SetDate(item.id)), Button(_("Remove"), DropItem(item.id))],
        [Button(_("‹ Back"), ShowMonth(item.year, item.month, 0))],
    ]
    return Screen(paragraphs(lines(*facts), plain(item.details), note), rows)


def publishing(turn: Turn, year: int, month: int, drafts: Sequence[Activity]) -> Screen:
    """What would be published, before it is."""
    ask = ngettext(
        "Publish this draft? Residents can sign up at once.",
        "Publish these {n} drafts? Residents can sign up at once.",
        len(drafts),
    )
    once = _("The group gets one message with the list.")
    label = ngettext("Publish {n}", "Publish {n}", len(drafts))
    rows: list[Row] = [
        [Button(label, PublishMonth(year, month))],
        [Button(_("‹ Back"), ShowMonth(year, month, 0))],
    ]
    return Screen(paragraphs(ask, listed(turn, drafts), once), rows)


def listed(turn: Turn, activities: Sequence[Activity]) -> str:
    """Safe HTML, and never longer than a message."""
    said = [f"• {when(a.starts_at, turn)} {plain(a.title)}" for a in activities[:MOST_NAMED]]
    rest = len(activities) - MOST_NAMED
    more = ngettext("… and {n} more.", "… and {n} more.", rest) if rest > 0 else ""
    return lines(*said, more)


def drafts_screen(turn: Turn, drafts: Sequence[Activity], page: Page) -> Screen:
    if not drafts:
        text = _("There are no drafts.")
    else:
        text = _("Tap a draft to publish it, change it or throw it away.")
    rows: list[Row] = [[_draft(turn, draft)] for draft in drafts]
    back = [Button(_("‹ Annual plan"), Opens("plan"))]
    return Screen(paragraphs(bold(_("Drafts")), text), [*rows, page.turns(ShowDrafts), back])


def _draft(turn: Turn, draft: Activity) -> Button:
    label = f"{when(draft.starts_at, turn)} {draft.title}"
    if draft.starts_at <= turn.now:
        label = _("Over: {activity}", activity=label)
    return Button(_cut(label), Manage(draft.id))


def _drafts_button() -> Button:
    return Button(_("Drafts"), ShowDrafts(0))


def _cut(label: str) -> str:
    return shortened(label, LONGEST_LABEL)
