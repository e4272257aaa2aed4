"""The directory as a table: taken in after a yes, and handed out so that it can be sent again."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from community.directory import Category, Entry, Kind, UnknownCategory, UnknownKind
from community.people import Person, Role
from handlers.directory.browsing import services
from handlers.directory.buttons import ShowServices, TakeEntries, TakeOver
from handlers.directory.entry_table import COLUMNS, Sheet, TwiceInTable, plainly, read_sheet
from handlers.directory.wording import CATEGORIES, KINDS
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.fetching import file
from handlers.kit.file_names import file_name
from handlers.kit.form import Form
from handlers.kit.router import File, Router
from handlers.kit.screen import Button, Opens, Screen, bold, lines, paragraphs, plain
from handlers.kit.spreadsheets import Column, spreadsheet
from handlers.kit.steps import Answers, Step
from handlers.kit.tables import to_correct
from locales import LANGUAGES, N_, _, ngettext, speaking
from storage.proposals import Kind as Proposed

MOST_SHOWN = 12
WIDTHS = {"what": 40, "phone": 24, "address": 24, "terms": 30, "promise": 30}

router = Router(
    refusals={
        UnknownCategory: N_("there is no such category. Known are: {categories}"),
        UnknownKind: N_("there is no such kind. Known are: {kinds}"),
        TwiceInTable: N_("row {row} has the same name already. Please delete one of them."),
    }
)


@router.command("importservices", role=Role.STAFF, summary="")
def begin(ctx: Context) -> None:
    TABLE.start(ctx)


def fetch(ctx: Context, facts: Answers) -> None:
    ctx.show(Screen(_("One moment, I am reading the table.")))
    categories, kinds = _by_words(CATEGORIES), _by_words(KINDS)
    ctx.chat.fetch("directory", file_id=facts["file"], categories=categories, kinds=kinds)


@router.fetch("directory", role=Role.STAFF, read=read_sheet, again="importservices")
def report(chat: Chat, person: Person, _facts: Mapping[str, Any], sheet: Sheet) -> None:
    """Nothing is taken over before somebody has read this and said yes."""
    back = [Button(_("‹ Services"), ShowServices())]
    if sheet.troubles:
        again = [Button(_("Send it again"), Opens("importservices"))]
        chat.say(Screen(to_correct(sheet.table, sheet.troubles, chat.turn), [again, back]))
        return
    kept = {"entries": [_packed(entry) for entry in sheet.entries]}
    number = chat.turn.db.proposals.put(person.id, Proposed.DIRECTORY, kept, chat.turn.now)
    take = ngettext("Take over {n} entry", "Take over {n} entries", len(sheet.entries))
    chat.say(Screen(_proposal(chat.turn, sheet), [[Button(take, TakeOver(number))], back]))


@router.press(TakeOver, role=Role.STAFF)
def take_over(ctx: Context, pressed: TakeOver) -> None:
    """All of them in this transaction; a second tap changes nothing."""
    kept = ctx.db.proposals.proposal(pressed.proposal_id, ctx.person.id, Proposed.DIRECTORY)
    if kept.is_used:
        ctx.toast(_("That has been done already."))
        return
    found = [_unpacked(one) for one in kept.facts["entries"]]
    new, renewed = ctx.db.directory.take_over(found, ctx.now, ctx.house)
    ctx.db.proposals.use(kept.id, ctx.now)
    ctx.db.audit.note("imported services", f"entries:{len(found)}", by=ctx.person.id, now=ctx.now)
    ctx.toast(_("New: {new}, brought up to date: {renewed}.", new=new, renewed=renewed))
    ctx.show(services(ctx))


@router.press(TakeEntries, role=Role.STAFF)
def take_entries(ctx: Context, _pressed: TakeEntries) -> None:
    ctx.toast(_("The table is on its way."))
    ctx.chat.make("directory", language=ctx.person.language)


@router.make("directory")
def make_table(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    with speaking(str(facts["language"])):
        title, day = _("Services"), f"{turn.now.astimezone(turn.house.zone):%Y-%m-%d}"
        name = file_name(title, day, ending="xlsx")
        columns = [Column(_(one.label), WIDTHS.get(one.key, 14)) for one in COLUMNS]
        rows = [_cells(entry) for entry in turn.db.directory.everything()]
        caption = _("You can change this table and send it back with “From a table”.")
    build = partial(spreadsheet, title, columns, rows, made_at=turn.now)
    return lambda: File("sendDocument", "document", name, build(), {"caption": caption})


def _proposal(turn: Turn, sheet: Sheet) -> str:
    """What stands there already is brought up to date, not listed twice."""
    found = sheet.entries
    count = ngettext("{n} entry in the table:", "{n} entries in the table:", len(found))
    shown = [f"• {plain(one.name)} · {_(CATEGORIES[one.category])}" for one in found[:MOST_SHOWN]]
    rest = len(found) - MOST_SHOWN
    more = ngettext("… and {n} more.", "… and {n} more.", rest) if rest > 0 else ""
    known = sum(turn.db.directory.same(one) is not None for one in found)
    renewed = _("Of these {n} are listed already and are brought up to date.", n=known)
    return paragraphs(bold(count), lines(*shown, more), renewed if known else "")


def _cells(entry: Entry) -> list[str]:
    said = asdict(entry)
    in_words = {
        "kind": _(KINDS[entry.kind]),
        "category": _(CATEGORIES[entry.category]),
        "agreed": _("Yes") if entry.has_agreed else "",
    }
    return [in_words.get(column.key, str(said.get(column.key, ""))) for column in COLUMNS]


def _packed(entry: Entry) -> dict[str, object]:
    kept = ("kind", "category", "name", "what", "phone", "address", "hours", "fee", "terms",
            "promise", "has_agreed")  # fmt: skip
    return {key: getattr(entry, key) for key in kept}


def _unpacked(kept: Mapping[str, Any]) -> Entry:
    codes = {"kind": Kind(kept["kind"]), "category": Category(kept["category"])}
    return Entry(**{**kept, **codes})


def _by_words(labels: Mapping[Any, str]) -> dict[str, str]:
    """Codes by the words for them in every language; the empty word names them all."""
    found = {"": _(", ").join(_(label) for label in labels.values())}
    for language in LANGUAGES:
        with speaking(language):
            found |= {plainly(_(label)): str(code) for code, label in labels.items()}
    return found


def _which_file(_turn: Turn, _answers: Answers) -> str:
    return _(
        "Please send the services here as a file: Excel (.xlsx) or CSV, with the headers in the "
        "first row. Needed: Entry. Also understood: Kind, Category, What it is, Phone, Address, "
        "Hours, Fee, Terms, Promise, Agreed (“yes” for every neighbour)."
    )


TABLE = Form("service_table", (Step("file", _which_file, file),), fetch, role=Role.STAFF)
