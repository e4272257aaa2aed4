"""Services and resources in words: their categories, and what an entry says."""

from datetime import datetime

from babel.dates import format_date

from community.directory import Category, Entry, Kind
from community.people import Person
from handlers.kit.context import Turn
from handlers.kit.screen import bold, lines, paragraphs, plain
from locales import N_, _, locale_of, spoken

CATEGORIES = {
    Category.HEALTH: N_("Health"),
    Category.CARE: N_("Care at home"),
    Category.MEALS: N_("Food"),
    Category.REPAIRS: N_("Repairs"),
    Category.SHOPS: N_("Shops"),
    Category.LENDING: N_("To borrow"),
    Category.ROOMS: N_("Rooms"),
    Category.CHILDREN: N_("Children"),
    Category.LEARNING: N_("Learning"),
    Category.ADVICE: N_("Offices, advice"),
    Category.TRANSPORT: N_("Transport"),
    Category.OTHER: N_("Other"),
}
KINDS = {
    Kind.SERVICE: N_("Service"),
    Kind.ORGANISATION: N_("Organisation"),
    Kind.PERSON: N_("Neighbour"),
}


def about(entry: Entry, turn: Turn, reader: Person) -> str:
    """Safe HTML. In simple mode only what one needs to get there or to call."""
    shown = lines(
        _("Phone: {phone}", phone=plain(entry.phone)) if entry.phone else "",
        _("Open: {hours}", hours=plain(entry.hours)) if entry.hours else "",
        _("Address: {address}", address=plain(entry.address)) if entry.address else "",
        _("Fee: {fee}", fee=plain(entry.fee)) if entry.fee else "",
    )
    more = lines(
        _("Terms: {terms}", terms=plain(entry.terms)) if entry.terms else "",
        _("Promise: {promise}", promise=plain(entry.promise)) if entry.promise else "",
    )
    head = bold(entry.name) if reader.simple else lines(bold(entry.name), kind_line(entry))
    doubt = freshness(entry, turn) if entry.is_doubtful or not reader.simple else ""
    return paragraphs(head, plain(entry.what), shown, "" if reader.simple else more, doubt)


def kind_line(entry: Entry) -> str:
    """Safe HTML."""
    return _("{category} · {kind}", category=category(entry.category), kind=_(KINDS[entry.kind]))


def category(one: Category) -> str:
    return _(CATEGORIES[one])


def freshness(entry: Entry, turn: Turn) -> str:
    if entry.confirmed_at is None:
        return ""
    day = day_of(entry.confirmed_at, turn)
    if entry.is_doubtful:
        return _("⚠️ Not confirmed since {day}. Better call before you go.", day=day)
    return _("Confirmed on {day}", day=day)


def day_of(moment: datetime, turn: Turn) -> str:
    """With the year: it may be long ago."""
    local = moment.astimezone(turn.house.zone).date()
    pattern = "d MMM y" if spoken() == "en" else "y年M月d日"
    return str(format_date(local, pattern, locale=locale_of(spoken())))
