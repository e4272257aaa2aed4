"""What the staff see of shifts: all that is coming, one of them, and who is in it."""

from collections.abc import Sequence

from community.assignments import OPENS_BEFORE, Member, Standing, corrected_until
from community.shifts import Shift, ShiftState
from handlers.activities.attendees import missed_often
from handlers.kit.context import Turn
from handlers.kit.paging import Page
from handlers.kit.screen import (
    Button,
    Opens,
    Row,
    Screen,
    bold,
    isolated,
    lines,
    paragraphs,
    shortened,
)
from handlers.menu import to_menu
from handlers.shifts.buttons import (
    AddNote,
    AskDelete,
    CallForGap,
    CancelShift,
    ChangeNumber,
    ChoosePart,
    Discard,
    FindVolunteer,
    Manage,
    MoveShift,
    Publish,
    PublishSeries,
    ReadVisit,
    RepeatShift,
    SetTimes,
    ShowCrew,
    ShowDoor,
    ShowMember,
    ShowRota,
    Unassign,
)
from handlers.shifts.spans import span
from handlers.shifts.wording import (
    STANDINGS,
    about,
    labelled,
    named,
    part_line,
    part_name,
    parts,
)
from locales import _, ngettext

PER_PAGE = 8
CREW_PAGE = 20
LONGEST_LABEL = 60
LONGEST_PART = 14


def rota(turn: Turn, page: Page, found: Sequence[Shift], drafts: Sequence[Shift]) -> Screen:
    """Drafts first, then what is coming, with what is missing in sight."""
    rows: list[Row] = [
        [Button(_label(f"✏️ {labelled(shift, turn)}"), Manage(shift.id))] for shift in drafts
    ]
    rows += [[Button(_label(_rota_line(shift, turn)), Manage(shift.id))] for shift in found]
    new = [Button(_("New shift"), Opens("newshift")), Button(_("Care visit"), Opens("newvisit"))]
    table = [Button(_("From a table"), Opens("importshifts")), to_menu()]
    said = ngettext("{n} shift is coming.", "{n} shifts are coming.", page.total)
    hint = _("🔴 Somebody is missing there.") if any(one.free > 0 for one in found) else ""
    text = paragraphs(bold(_("Shift plan")), lines(said, hint))
    return Screen(text, [*rows, page.turns(ShowRota), new, table])


def managed(turn: Turn, shift: Shift, *, news: str = "") -> Screen:
    """The overview; `news` is safe HTML."""
    state = _("Draft: nobody sees it yet.") if shift.state is ShiftState.DRAFT else ""
    silent = _silent(turn, shift)
    text = paragraphs(news, state, about(shift, turn), lines(parts(shift, turn), silent))
    rows = {
        ShiftState.DRAFT: _draft_rows,
        ShiftState.PUBLISHED: _published_rows,
        ShiftState.CANCELLED: _cancelled_rows,
    }[shift.state](turn, shift)
    return Screen(text, [*rows, [Button(_("‹ Shift plan"), ShowRota(0))]])


def crew(turn: Turn, shift: Shift, members: Sequence[Member], page: Page) -> Screen:
    """Who is in it; tapping a name shows more."""
    shown = members[page.offset : page.offset + page.size]
    rows: list[Row] = [
        [Button(_label(f"{_mark(one)} {one.name or _('(erased)')}{_role(one)}"),
                ShowMember(shift.id, one.assignment.person_id))]
        for one in shown
    ]  # fmt: skip
    if shift.state is ShiftState.PUBLISHED and turn.now < shift.starts_at:
        rows.append([Button(_("＋ Put somebody in"), ChoosePart(shift.id))])
    legend = _("🙂 has taken it · ✅ will come · ❔ has not answered · 🚫 does not get messages")
    text = paragraphs(
        named(shift, turn),
        parts(shift, turn),
        legend if members else _("Nobody yet."),
    )
    turns = page.turns(lambda number: ShowCrew(shift.id, number))
    return Screen(text, [*rows, turns, [back(shift)]])


def part_choices(turn: Turn, shift: Shift) -> Screen:
    """What can be done about each part of it."""
    rows: list[Row] = []
    for part in shift.parts:
        short = part_name(part)[:LONGEST_PART]
        suffix = f": {short}" if len(shift.parts) > 1 else ""
        if part.free > 0:
            rows.append([Button(_("＋ By name") + suffix, FindVolunteer(part.id)),
                         Button(_("🙋 Call others") + suffix, CallForGap(part.id))])  # fmt: skip
        rows.append([Button(_("Number…") + suffix, ChangeNumber(part.id))])
    text = paragraphs(named(shift, turn), lines(*(part_line(one, turn) for one in shift.parts)))
    return Screen(text, [*rows, [back(shift)]])


def member(turn: Turn, shift: Shift, one: Member, *, news: str = "") -> Screen:
    asked = isolated(one.asked_to)
    person_id = one.assignment.person_id
    times = turn.db.turnouts.missed_counts([person_id], now=turn.now, house=turn.house)
    text = paragraphs(
        news,
        named(shift, turn),
        missed_often(times.get(person_id, 0), turn.house.no_shows_last),
        lines(
            bold(one.name) if one.name else _("(erased)"),
            standing_said(one),
            _was_there(turn, one),
        ),
        _("Has asked {name} to take over.", name=asked) if one.asked_to else "",
        "" if one.is_reachable else _("🚫 Does not get my messages: please call them."),
    )
    rows: list[Row] = []
    if shift.state is ShiftState.PUBLISHED and turn.now < shift.starts_at:
        out = Button(_("Take out"), Unassign(shift.id, one.assignment.person_id))
        rows.append([out])
    if shift.starts_at <= turn.now < corrected_until(shift):
        rows.append([Button(_("⏱ Correct times"), SetTimes(shift.id, person_id))])
    return Screen(text, [*rows, [Button(_("‹ Back"), ShowCrew(shift.id))]])


def _was_there(turn: Turn, one: Member) -> str:
    own = one.assignment
    return span(own.came_at, own.left_at, turn) if own.came_at and own.left_at else ""


def standing_said(one: Member) -> str:
    """Safe HTML."""
    if one.assignment.is_silent:
        return _("❔ Was reminded and has not answered.")
    return {
        Standing.TAKEN: _("🙂 Has taken it."),
        Standing.CONFIRMED: _("✅ Will be there."),
        Standing.CAME: _("🟢 Is here."),
        Standing.LEFT: _("🏁 Has left."),
        Standing.MISSED: _("Excused") if one.assignment.excused_at else _("Did not come."),
    }[one.assignment.standing]


def back(shift: Shift) -> Button:
    return Button(_("‹ Back"), Manage(shift.id))


def _draft_rows(turn: Turn, shift: Shift) -> list[Row]:
    later = len(turn.db.shifts.later(shift, turn.now)) if shift.series_id else 1
    rows: list[Row] = []
    if later > 1:
        label = ngettext("Publish all {n}", "Publish all {n}", later)
        rows.append([Button(label, PublishSeries(shift.id))])
    rows.append([Button(_("Publish"), Publish(shift.id)), Button(_("Discard"), Discard(shift.id))])
    return [*rows, [Button(_("Every week…"), RepeatShift(shift.id))]]


def _published_rows(turn: Turn, shift: Shift) -> list[Row]:
    rows: list[Row] = [[Button(_("👥 Who is in it"), ShowCrew(shift.id))]]
    if shift.is_visit:
        rows.append([Button(_("Whom and where"), ReadVisit(shift.id)),
                     Button(_("Visit note"), AddNote(shift.id))])  # fmt: skip
    if turn.now >= shift.starts_at - OPENS_BEFORE:
        rows.append([Button(_("✅ Who is here"), ShowDoor(shift.id))])
    if turn.now < shift.starts_at:
        rows[0] = [*rows[0], Button(_("＋ People"), ChoosePart(shift.id))]
        move, off = (
            Button(_("Move…"), MoveShift(shift.id)),
            Button(_("Cancel…"), CancelShift(shift.id)),
        )
        rows.append([move, off])
    if shift.is_visit:
        return rows
    return [*rows, [Button(_("Every week…"), RepeatShift(shift.id)), _delete(shift)]]


def _cancelled_rows(_turn: Turn, shift: Shift) -> list[Row]:
    return [[_delete(shift)]]


def _delete(shift: Shift) -> Button:
    return Button(_("Delete…"), AskDelete(shift.id))


def _silent(turn: Turn, shift: Shift) -> str:
    members = turn.db.crews.crew(shift.id)
    silent = sum(one.assignment.is_silent for one in members)
    if not silent:
        return ""
    return ngettext(
        "❔ {n} has been reminded and has not answered.",
        "❔ {n} have been reminded and have not answered.",
        silent,
    )


def _mark(one: Member) -> str:
    if not one.is_reachable:
        return "🚫"
    return "❔" if one.assignment.is_silent else STANDINGS[one.assignment.standing]


def _role(one: Member) -> str:
    return f" · {one.part}" if one.part else ""


def _rota_line(shift: Shift, turn: Turn) -> str:
    missing = shift.free > 0
    return f"{'🔴 ' * missing}{labelled(shift, turn, f'{shift.taken}/{shift.wanted}' * missing)}"


def _label(said: str) -> str:
    return shortened(said, LONGEST_LABEL)
