"""Looking for a service or something to borrow: by category, by words, one entry, its place."""

from community.directory import Category, Entry, searchable
from community.names import one_line, says_something
from community.people import Role
from community.refusals import NoLongerThere
from handlers.directory.buttons import (
    AddEntry,
    AskRemove,
    LookFor,
    ReportChange,
    ShowCategory,
    ShowChanges,
    ShowEntry,
    ShowOnMap,
    ShowServices,
    TakeEntries,
)
from handlers.directory.wording import CATEGORIES, about, category
from handlers.kit.context import Context
from handlers.kit.form import Form
from handlers.kit.links import number_in
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import (
    Button,
    Opens,
    Row,
    Screen,
    bold,
    in_pairs,
    paragraphs,
    plain,
    shortened,
)
from handlers.kit.steps import Answers, Step, words
from handlers.menu import to_menu
from locales import N_, _

PER_PAGE = 8
MOST_FOUND = 10
LONGEST_WORDS = 60
LONGEST_LABEL = 40
ORDERED = tuple(Category)

router = Router()


@router.command(
    "services",
    role=Role.RESIDENT,
    summary=N_("Services nearby, and what neighbours lend"),
    label=N_("Services"),
)
def show_services(ctx: Context) -> None:
    """With words behind the command they are looked for at once."""
    typed = ctx.incoming.content.text if ctx.incoming.content else ""
    command, _space, behind = typed.strip().partition(" ")
    wanted = one_line(behind)[:LONGEST_WORDS] if command.startswith("/services") else ""
    ctx.show(found(ctx, wanted) if says_something(wanted) else services(ctx))


@router.press(ShowServices, role=Role.RESIDENT)
def show_categories(ctx: Context, _pressed: ShowServices) -> None:
    ctx.show(services(ctx))


@router.press(ShowCategory, role=Role.RESIDENT)
def show_category(ctx: Context, pressed: ShowCategory) -> None:
    if pressed.number >= len(ORDERED):
        raise NoLongerThere
    ctx.show(entries(ctx, ORDERED[pressed.number], pressed.page))


@router.press(ShowEntry, role=Role.RESIDENT)
def show_entry(ctx: Context, pressed: ShowEntry) -> None:
    ctx.show(card(ctx, ctx.db.directory.entry(pressed.entry_id)))


@router.link("service")
def follow(ctx: Context, number: str) -> None:
    ctx.show(card(ctx, ctx.db.directory.entry(number_in(number))))


@router.press(ShowOnMap, role=Role.RESIDENT)
def show_on_map(ctx: Context, pressed: ShowOnMap) -> None:
    entry = ctx.db.directory.entry(pressed.entry_id)
    if entry.latitude is None:
        raise NoLongerThere
    place = {"latitude": entry.latitude, "longitude": entry.longitude}
    address = entry.address or ctx.house.name
    ctx.chat.send("sendVenue", {**place, "title": entry.name, "address": address})


@router.press(LookFor, role=Role.RESIDENT)
def begin_looking(ctx: Context, _pressed: LookFor) -> None:
    SEARCH.start(ctx)


def look(ctx: Context, facts: Answers) -> None:
    ctx.show(found(ctx, facts["words"]))


def services(ctx: Context) -> Screen:
    counts = ctx.db.directory.counts()
    categories = [_to_category(one, count) for one, count in counts.items()]
    said = _("Tap what you need, or search by words.")
    if not counts:
        said = _("Nothing is listed yet. If you know somebody who helps, please tell the staff.")
    find: Row = [Button(_("🔎 Search"), LookFor())] if counts else []
    rows = [*in_pairs(categories), find, *_for_staff(ctx), _ways_out()]
    return Screen(paragraphs(bold(_("Services and help nearby")), said), rows)


def entries(ctx: Context, one: Category, number: int) -> Screen:
    page = Page(number, ctx.db.directory.counts().get(one, 0), PER_PAGE)
    listed = ctx.db.directory.page(one, offset=page.offset, limit=page.size)
    at = ORDERED.index(one)
    none = "" if listed else _("Nothing is listed here any more.")
    turns = page.turns(lambda to: ShowCategory(at, to))
    back = [Button(_("‹ Services"), ShowServices()), to_menu()]
    text = paragraphs(bold(category(one)), none)
    return Screen(text, [*map(_to_entry, listed), turns, back])


def found(ctx: Context, wanted: str) -> Screen:
    """Categories that are called so come first."""
    matches = ctx.db.directory.search(wanted, limit=MOST_FOUND + 1)
    counts = ctx.db.directory.counts()
    meant = [one for one in counts if searchable(wanted) in searchable(category(one))]
    said = _("Found for “{words}”:", words=plain(wanted))
    if not matches and not meant:
        said = _("I found nothing for “{words}”. Try a shorter word, or look through the "
                 "categories.", words=plain(wanted))  # fmt: skip
    more = _("There are more. Please add a word.") if len(matches) > MOST_FOUND else ""
    rows = [
        *in_pairs([_to_category(one, counts[one]) for one in meant]),
        *map(_to_entry, matches[:MOST_FOUND]),
        [Button(_("Search again"), LookFor()), Button(_("‹ Services"), ShowServices())],
    ]
    return Screen(paragraphs(said, more), [*rows, [to_menu()]])


def card(ctx: Context, entry: Entry) -> Screen:
    at = ORDERED.index(entry.category)
    on_map = Button(_("📍 Map"), ShowOnMap(entry.id))
    rows: list[Row] = [
        [on_map] if entry.latitude is not None else [],
        [Button(_("Something is wrong"), ReportChange(entry.id))],
    ]
    if Role.STAFF in ctx.person.roles:
        change = Button(_("Change…"), ShowChanges(entry.id))
        rows[-1] = [change, Button(_("Remove"), AskRemove(entry.id))]
    back = [Button(f"‹ {category(entry.category)}", ShowCategory(at, 0)), to_menu()]
    return Screen(about(entry, ctx.turn, ctx.person), [*rows, back])


def _for_staff(ctx: Context) -> list[Row]:
    if Role.STAFF not in ctx.person.roles:
        return []
    add = Button(_("＋ Add"), AddEntry())
    table = Button(_("From a table"), Opens("importservices"))
    check = Button(_("To check"), Opens("checkservices"))
    return [[add, table], [Button(_("As a table"), TakeEntries()), check]]


def _ways_out() -> Row:
    return [Button(_("Emergency"), Opens("emergency")), to_menu()]


def _to_category(one: Category, count: int) -> Button:
    label = _("{category} ({n})", category=_(CATEGORIES[one]), n=count)
    return Button(label, ShowCategory(ORDERED.index(one), 0))


def _to_entry(entry: Entry) -> Row:
    mark = "⚠️ " if entry.is_doubtful else ""
    return [Button(f"{mark}{shortened(entry.name, LONGEST_LABEL)}", ShowEntry(entry.id))]


SEARCH = Form(
    "service_search",
    (
        Step(
            "words",
            N_("What do you need? Type a word, like “locksmith”, “lunch” or “wheelchair”."),
            words(most=LONGEST_WORDS),
        ),
    ),
    look,
)
