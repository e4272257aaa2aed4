"""What the staff have done to others' data and rights: all of them can read it, nobody change it.

Who wrote an anonymous ticket stands nowhere in it.
"""

from community.people import Role
from handlers.audit_words import done, things
from handlers.kit.context import Context, Turn
from handlers.kit.dates import when
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Press, Screen, bold, isolated, paragraphs
from handlers.menu import to_menu
from locales import N_, _
from storage.audit import Entry

PER_PAGE = 10

router = Router()


class ShowLog(Press, prefix="log.page"):
    page: int


@router.command("log", role=Role.STAFF, summary=N_("What the staff have done"))
def show_log(ctx: Context) -> None:
    ctx.show(log(ctx.turn, 0))


@router.press(ShowLog, role=Role.STAFF)
def show_page(ctx: Context, pressed: ShowLog) -> None:
    ctx.show(log(ctx.turn, pressed.page))


def log(turn: Turn, number: int) -> Screen:
    """The newest first."""
    page = Page(number, turn.db.audit.count(), PER_PAGE)
    found = turn.db.audit.newest(page.size, offset=page.offset)
    kept = _("Nobody can change or delete what stands here.")
    none = "" if found else _("There is nothing here yet.")
    said = (deed(entry, turn) for entry in found)
    text = paragraphs(bold(_("What the staff have done")), *said, none, kept)
    return Screen(text, [page.turns(ShowLog), [to_menu()]])


def deed(entry: Entry, turn: Turn) -> str:
    """When, who, what, and to whom or which. Safe HTML."""
    named = " · ".join(things(f"{entry.subject} {entry.action}", turn))
    what = done(entry.action, turn)
    said = _("{deed}: {what}", deed=what, what=named) if named else what
    return f"{when(entry.at, turn)} · {_who(entry, turn)}\n{said}"


def _who(entry: Entry, turn: Turn) -> str:
    """The house does some things by itself, as its configuration says."""
    if entry.person_id is None:
        return _("Linli")
    person = turn.db.people.person(entry.person_id)
    return isolated(person.name) if person and person.name else _("(erased)")
