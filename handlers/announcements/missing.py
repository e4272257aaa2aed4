"""Those whom an announcement has not reached, by building, for knocking on doors."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from community.announcements import Missing
from community.people import Home, Role
from handlers.announcements.buttons import ShowAnnouncement, ShowMissing, TakeMissing
from handlers.announcements.managed import leave
from handlers.announcements.wording import REASONS
from handlers.kit.context import Context, Turn
from handlers.kit.file_names import file_name
from handlers.kit.paging import Page
from handlers.kit.router import File, Router
from handlers.kit.screen import Button, Screen, bold, isolated, lines, paragraphs
from handlers.kit.spreadsheets import Column, spreadsheet
from handlers.kit.whose import home_line
from locales import _, ngettext, speaking

PER_PAGE = 30
NARROW, USUAL = 9, 20  # letters

router = Router()


@router.press(ShowMissing, role=Role.STAFF)
def show_missing(ctx: Context, pressed: ShowMissing) -> None:
    announcement = ctx.db.announcements.announcement(pressed.announcement_id)
    if pressed.page == 0:
        action = "read who was not reached"
        ctx.db.audit.note(action, announcement.card, by=ctx.person.id, now=ctx.now)
    leave(ctx, announcement.id)
    ctx.show(missing(ctx.turn, pressed.announcement_id, pressed.page))


@router.press(TakeMissing, role=Role.STAFF)
def take_missing(ctx: Context, pressed: TakeMissing) -> None:
    announcement = ctx.db.announcements.announcement(pressed.announcement_id)
    action = "took the list of those not reached"
    ctx.db.audit.note(action, announcement.card, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("The table is on its way."))
    ctx.chat.make("missing", announcement_id=announcement.id, language=ctx.person.language)


@router.make("missing")
def make_table(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    announcement_id = int(facts["announcement_id"])
    with speaking(str(facts["language"])):
        day = f"{turn.now.astimezone(turn.house.zone):%Y-%m-%d}"
        title = _("Not reached")
        name = file_name(title, str(announcement_id), day, ending="xlsx")
        caption = _("Whom announcement {n} has not reached. Please keep it safe and delete it "
                    "afterwards.", n=announcement_id)  # fmt: skip
        columns = _columns()
        rows = [_row(one) for one in turn.db.broadcasts.missing(announcement_id)]
    build = partial(spreadsheet, title, columns, rows, made_at=turn.now)
    return lambda: File("sendDocument", "document", name, build(), {"caption": caption})


def missing(turn: Turn, announcement_id: int, number: int) -> Screen:
    found = turn.db.broadcasts.missing(announcement_id)
    page = Page(number, len(found), PER_PAGE)
    shown = found[page.offset : page.offset + page.size]
    count = ngettext("{n} person has not got it.", "{n} people have not got it.", len(found))
    text = paragraphs(bold(_("Not reached")), count, *_by_building(shown, found))
    turns = page.turns(lambda to: ShowMissing(announcement_id, to))
    table = [Button(_("As a table"), TakeMissing(announcement_id))] if found else []
    return Screen(text, [turns, table, [Button(_("‹ Back"), ShowAnnouncement(announcement_id))]])


def _by_building(shown: Sequence[Missing], all_of_them: Sequence[Missing]) -> Sequence[str]:
    said = []
    for building, people in groupby(shown, key=lambda one: one.home.building):
        count = sum(one.home.building == building for one in all_of_them)
        label = bold(building) if building else bold(_("home unknown"))
        said.append(lines(f"{label} ({count})", *(_line(one) for one in people)))
    return said


def _line(one: Missing) -> str:
    home = home_line(Home(unit=one.home.unit, room=one.home.room))
    parts = (home, isolated(one.name), _(REASONS[one.standing]), _through(one))
    return "• " + " · ".join(part for part in parts if part)


def _through(one: Missing) -> str:
    return _("through {name}", name=isolated(one.through)) if one.through else ""


def _columns() -> Sequence[Column]:
    return (
        Column(_("Building"), NARROW),
        Column(_("Unit"), NARROW),
        Column(_("Room"), NARROW),
        Column(_("Name"), USUAL),
        Column(_("Why"), USUAL),
        Column(_("Heard through"), USUAL),
        Column(_("Told on"), USUAL),
    )


def _row(one: Missing) -> Sequence[str]:
    home, why = one.home, _(REASONS[one.standing])
    return (home.building, home.unit, home.room, one.name, why, one.through, "")
