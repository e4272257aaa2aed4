"""Staff write services and resources down, change them, and take them out."""

from community.directory import ConsentWanted, Entry, Kind, PhoneUnclear
from community.people import Role
from community.refusals import NoLongerThere
from handlers.directory.browsing import card, services
from handlers.directory.buttons import (
    AddEntry,
    AskRemove,
    ChangePart,
    Remove,
    ShowChanges,
    ShowEntry,
    ShowKeeper,
)
from handlers.directory.parts import BY_KEY, KIND_OPTIONS, PARTS, Part, changed, entry_from
from handlers.directory.wording import KINDS, about
from handlers.kit.context import Context
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, in_pairs, paragraphs
from handlers.kit.steps import Answers, Option, Step
from locales import N_, _

router = Router(
    refusals={
        PhoneUnclear: N_("I see no phone number in this. Please type it like 0351-1234567."),
        ConsentWanted: N_(
            "A neighbour is listed only if they have agreed. Please ask them first, then write "
            "them down."
        ),
    }
)


@router.press(AddEntry, role=Role.STAFF)
def begin_adding(ctx: Context, _pressed: AddEntry) -> None:
    ADD.start(ctx)


def add(ctx: Context, facts: Answers) -> None:
    entry = ctx.db.directory.add(entry_from(facts), ctx.now, ctx.house)
    _note(ctx, "listed", entry)
    ctx.show(card(ctx, entry))


@router.press(ShowChanges, role=Role.STAFF)
def show_changes(ctx: Context, pressed: ShowChanges) -> None:
    ctx.show(changes(ctx, ctx.db.directory.entry(pressed.entry_id)))


@router.press(ChangePart, role=Role.STAFF)
def begin_changing(ctx: Context, pressed: ChangePart) -> None:
    entry = ctx.db.directory.entry(pressed.entry_id)
    if pressed.number >= len(PARTS):
        raise NoLongerThere
    CHANGE.start(ctx, entry_id=entry.id, part=PARTS[pressed.number].key)


def change(ctx: Context, facts: Answers) -> None:
    entry, key = ctx.db.directory.entry(int(facts["entry_id"])), facts["part"]
    entry = ctx.db.directory.change(changed(entry, key, facts[key]), ctx.now, ctx.house)
    _note(ctx, "changed", entry)
    ctx.show(changes(ctx, entry))


@router.press(AskRemove, role=Role.STAFF)
def ask_remove(ctx: Context, pressed: AskRemove) -> None:
    entry = ctx.db.directory.entry(pressed.entry_id)
    text = paragraphs(bold(entry.name), _("Take this out of the directory? It cannot be undone."))
    yes = Button(_("Yes, take it out"), Remove(entry.id))
    no = Button(_("Keep it"), ShowEntry(entry.id))
    ctx.show(Screen(text, [[yes], [no]]))


@router.press(Remove, role=Role.STAFF)
def remove(ctx: Context, pressed: Remove) -> None:
    entry = ctx.db.directory.entry(pressed.entry_id)
    ctx.db.directory.remove(entry.id)
    _note(ctx, "unlisted", entry)
    ctx.toast(_("Removed."))
    ctx.show(services(ctx))


def changes(ctx: Context, entry: Entry) -> Screen:
    parts = [
        Button(_(part.name), ChangePart(entry.id, number))
        for number, part in enumerate(PARTS)
        if entry.kind in part.kinds
    ]
    keeper = Button(_("Looked after by…"), ShowKeeper(entry.id))
    back = [Button(_("‹ Back"), ShowEntry(entry.id))]
    text = paragraphs(about(entry, ctx.turn, ctx.person), _("What would you like to change?"))
    return Screen(text, [*in_pairs(parts), [keeper], back])


def _note(ctx: Context, action: str, entry: Entry) -> None:
    ctx.db.audit.note(action, entry.subject, by=ctx.person.id, now=ctx.now)


def _asked(part: Part) -> Step:
    return part.step(lambda facts: Kind(facts["kind"]) in part.kinds)


def _chosen(part: Part) -> Step:
    return part.step(lambda facts: facts.get("part") == part.key)


KIND = Step(
    "kind",
    N_("What is it? A service, an organisation that offers or lends something, or a neighbour?"),
    options=KIND_OPTIONS,
    name=N_("Kind"),
    shown=lambda value, _turn: _(KINDS[Kind(value)]),
)

AGREED = Step(
    "agreed",
    N_("Has this neighbour agreed that all residents can read this? If not, please tap Cancel."),
    options=(Option("1", N_("Yes, agreed")),),
    when=lambda facts: facts.get("kind") == Kind.PERSON,
    name=N_("Agreed"),
    shown=lambda _value, _turn: _("Yes"),
)

ADD = Form(
    "service",
    (KIND, AGREED, *(_asked(part) for part in PARTS if part.is_asked)),
    add,
    role=Role.STAFF,
    title=N_("For the directory"),
    confirm=N_("Save"),
    review=True,
)

CHANGE = Form(
    "service_change", tuple(_chosen(part) for part in BY_KEY.values()), change, role=Role.STAFF
)
