"""One menu, /help and the command lists, all derived from what the features declare."""

from collections.abc import Iterable, Sequence
from typing import Any

from community.house import House
from community.people import Person, Role
from handlers.kit.context import Context, Turn
from handlers.kit.features import Features
from handlers.kit.form import cancel_open
from handlers.kit.router import Command, Place, Router
from handlers.kit.screen import Button, Opens, Press, Screen, bold, lines, paragraphs, plain
from locales import N_, _, speaking
from storage.outbox import Lane

router = Router()

PER_ROW = 2
EVERYBODY = Role.GUEST | Role.RESIDENT
FIRST = ("activities", "report", "tickets", "services", "me", "emergency", "settings")
GROUPS = {
    Role.VOLUNTEER: N_("For volunteers"),
    Role.STAFF: N_("For staff"),
    Role.ADMIN: N_("For admins"),
}


class ShowWhole(Press, prefix="menu.all"):
    """All buttons, for those in simple mode."""


def to_menu() -> Button:
    """The way back, under every screen that the menu opens."""
    return Button(_("‹ Menu"), Opens("menu"))


def menu(turn: Turn, person: Person, greeting: str = "", *, is_whole: bool = False) -> Screen:
    """`greeting` is safe HTML; the residents' buttons come before the staff's. In simple mode
    only what everybody needs, unless the whole is asked for."""
    labelled = [c for c in turn.features.allowed(person.roles) if c.label]
    if person.simple and not is_whole:
        return _short_menu([c for name in FIRST for c in labelled if c.name == name], greeting)
    first = [c for c in labelled if c.role in EVERYBODY]
    rows = [*_rows(first), *_rows([c for c in labelled if c.role not in EVERYBODY])]
    return Screen(paragraphs(greeting, _("What would you like to do?")), rows)


@router.command("menu", role=Role.RESIDENT, summary=N_("What I can do for you"))
def show_menu(ctx: Context) -> None:
    ctx.show(menu(ctx.turn, ctx.person, bold(ctx.house.name)))


@router.press(ShowWhole, role=Role.RESIDENT)
def show_whole(ctx: Context, _pressed: ShowWhole) -> None:
    ctx.show(menu(ctx.turn, ctx.person, bold(ctx.house.name), is_whole=True))


@router.command("help", role=Role.GUEST, summary=N_("All commands"), label=N_("Help"))
def show_help(ctx: Context) -> None:
    listed = _listed(ctx.turn.features.allowed(ctx.person.roles), Place.PRIVATE | Place.GROUP)
    if ctx.person.simple:
        listed = [c for c in listed if c.name in ("menu", *FIRST)]
    parts = [_described(c for c in listed if c.role in EVERYBODY)]
    for role, title in GROUPS.items():
        if said := _described(c for c in listed if c.role is role):
            parts.append(lines(bold(_(title)), said))
    ctx.show(Screen(paragraphs(_("You can send me these commands:"), *parts), [_way_on(ctx)]))


@router.command("cancel", role=Role.GUEST, summary=N_("Stop what you are filling in"))
def cancel(ctx: Context) -> None:
    if not cancel_open(ctx):
        ctx.say(Screen(_("There was nothing to cancel."), [_way_on(ctx)]))


def list_commands(turn: Turn, person: Person) -> None:
    """Tell Telegram what this person's command list is, in their language, from now on."""
    if person.telegram_id is None:
        return
    with speaking(person.language):
        listed = _listed(turn.features.allowed(person.roles), Place.PRIVATE)
        commands = _described_for_telegram(listed)
    _put(turn, person.telegram_id, "setMyCommands", {"commands": commands})


def unlist_commands(turn: Turn, telegram_id: int) -> None:
    """The list of their own is gone; Telegram shows everybody's."""
    _put(turn, telegram_id, "deleteMyCommands", {})


def default_commands(features: Features, house: House) -> list[dict[str, Any]]:
    """Payloads of setMyCommands for everybody who has no list of their own."""
    resident = _listed(features.allowed(Role.RESIDENT), Place.PRIVATE)
    everybody = _listed(features.commands.values(), Place.GROUP)
    in_groups = [c for c in everybody if c.role in EVERYBODY]
    lists = {
        "all_private_chats": resident,
        "all_group_chats": in_groups,
        "all_chat_administrators": everybody,
    }
    return [
        _default(scope, listed, code, language)
        for scope, listed in lists.items()
        for code, language in _codes(house).items()
        if listed
    ]


def _put(turn: Turn, telegram_id: int, method: str, payload: dict[str, Any]) -> None:
    """The card makes letters about one list leave one after the other: if two crossed, the
    older would stay."""
    letter = {**payload, "scope": {"type": "chat", "chat_id": telegram_id}}
    card = f"commands:{telegram_id}"
    turn.db.outbox.put(Lane.ANSWER, method, letter, now=turn.now, card=card)


def _rows(commands: Sequence[Command]) -> list[list[Button]]:
    buttons = [Button(_(c.label), Opens(c.name)) for c in commands]
    return [buttons[i : i + PER_ROW] for i in range(0, len(buttons), PER_ROW)]


def _short_menu(commands: Sequence[Command], greeting: str) -> Screen:
    buttons = [Button(_(c.label), Opens(c.name)) for c in commands]
    rows = [[button] for button in (*buttons, Button(_("Everything else"), ShowWhole()))]
    return Screen(paragraphs(greeting, _("What would you like to do?")), rows)


def _way_on(ctx: Context) -> list[Button]:
    return [to_menu() if ctx.person.is_known else Button(_("Begin"), Opens("start"))]


def _listed(commands: Iterable[Command], place: Place) -> list[Command]:
    """What is worth listing there: a command without a summary is only ever followed."""
    return [c for c in commands if c.summary and c.place & place]


def _described(commands: Iterable[Command]) -> str:
    said = [f"/{c.name} – {plain(_(c.summary))}" for c in commands]
    return lines(*said)


def _described_for_telegram(commands: Iterable[Command]) -> list[dict[str, str]]:
    return [{"command": c.name, "description": _(c.summary)} for c in commands]


def _default(scope: str, listed: list[Command], code: str, language: str) -> dict[str, Any]:
    with speaking(language):
        described = _described_for_telegram(listed)
    return {"commands": described, "scope": {"type": scope}, "language_code": code}


def _codes(house: House) -> dict[str, str]:
    """Telegram knows one "zh": the first Chinese that the house speaks stands for it."""
    codes = {"": house.language}
    for language in house.languages:
        codes.setdefault(language.partition("_")[0], language)
    return codes
