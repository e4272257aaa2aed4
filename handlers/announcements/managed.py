"""Announcements as staff see them: the list, how one stands, and what can be done about it."""

from collections.abc import Sequence

from community.announcements import NOT_REACHED, Announcement, State, Tally
from handlers.announcements.buttons import (
    CallOff,
    ChangePeople,
    ChangeWords,
    Discard,
    ListAnnouncements,
    NewAnnouncement,
    Pause,
    Resume,
    SeePreview,
    ShowAnnouncement,
    ShowMissing,
    Start,
)
from handlers.announcements.wording import described, in_figures
from handlers.kit.context import Context, Turn
from handlers.kit.paging import Page
from handlers.kit.screen import Button, Row, Screen, bold, lines, paragraphs, shortened
from handlers.menu import to_menu
from locales import N_, _, ngettext

LONGEST_LABEL = 40
SIGNS = {
    State.DRAFT: "📝",
    State.PLANNED: "📅",
    State.RUNNING: "▶",
    State.PAUSED: "⏸",
    State.OVER: "✅",
    State.CANCELLED: "🚫",
}


def announcements(turn: Turn, number: int) -> Screen:
    """All of them, the newest first."""
    page = Page(number, turn.db.announcements.count())
    found = turn.db.announcements.listed(offset=page.offset, limit=page.size)
    rows = [[Button(_labelled(one), ShowAnnouncement(one.id))] for one in found]
    text = paragraphs(
        bold(_("Announcements")),
        _("Tap one to see its figures.") if found else _("There is none yet."),
    )
    new = [Button(_("📣 New announcement"), NewAnnouncement())]
    return Screen(text, [new, *rows, page.turns(ListAnnouncements), [to_menu()]])


def managed(turn: Turn, announcement: Announcement) -> Screen:
    """Kept up to date while it goes out."""
    if announcement.begun_at is None:
        figures = _foreseen(turn, announcement)
        missing = 0
    else:
        tally = turn.db.broadcasts.tally(announcement.id)
        figures, missing = in_figures(announcement, tally), tally.of(*NOT_REACHED)
    rows = _rows(announcement)
    if missing:
        label = _("Not reached ({n})", n=missing)
        rows = [*rows, [Button(label, ShowMissing(announcement.id))]]
    back = [Button(_("‹ All of them"), ListAnnouncements(0, announcement.id))]
    text = paragraphs(described(announcement, turn), figures, _hint(announcement))
    return Screen(text, [*rows, back], announcement.card)


def leave(ctx: Context, announcement_id: int) -> None:
    """The message shows something else from now on: what comes up to date must not cover it."""
    ctx.db.outbox.forget_card(f"announcement:{announcement_id}", chat_id=ctx.chat.id)


def _labelled(one: Announcement) -> str:
    words = " ".join(one.words.split())
    return shortened(f"{SIGNS[one.state]} {words}", LONGEST_LABEL)


def _foreseen(turn: Turn, announcement: Announcement) -> str:
    people = turn.db.announcements.meant(announcement)
    if not people:
        return ""
    tally = turn.db.broadcasts.foreseen(announcement, people)
    goes = ngettext("It goes to {n} person.", "It goes to {n} people.", len(people))
    return lines(goes, _out_of_reach(tally))


def _out_of_reach(tally: Tally) -> str:
    count = tally.of(*NOT_REACHED)
    if not count:
        return ""
    return ngettext(
        "{n} of them cannot be reached here; you get a list of them afterwards.",
        "{n} of them cannot be reached here; you get a list of them afterwards.",
        count,
    )


def _hint(announcement: Announcement) -> str:
    return _(HINTS[announcement.state]) if announcement.state in HINTS else ""


def _rows(announcement: Announcement) -> Sequence[Row]:
    off = Button(_("🚫 Stop it"), CallOff(announcement.id))
    match announcement.state:
        case State.DRAFT:
            return _rows_of_draft(announcement)
        case State.PLANNED:
            return [[off]]
        case State.RUNNING:
            return [[Button(_("⏸ Pause"), Pause(announcement.id)), off]]
        case State.PAUSED:
            return [[Button(_("▶ Go on"), Resume(announcement.id)), off]]
        case _:
            return []


def _rows_of_draft(announcement: Announcement) -> Sequence[Row]:
    label = _("📅 Plan it") if announcement.starts_at else _("📣 Send it now")
    number = announcement.id
    return [
        [Button(label, Start(number))],
        [Button(_("Change words"), ChangeWords(number)),
         Button(_("Change people"), ChangePeople(number))],
        [Button(_("See it"), SeePreview(number)), Button(_("Delete"), Discard(number))],
    ]  # fmt: skip


HINTS = {
    State.RUNNING: N_("People are asleep at times: they get it in their morning."),
    State.PAUSED: N_("Nothing leaves until you tap “Go on”."),
}
