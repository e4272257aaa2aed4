"""My things: who I am here, what is coming for me, and the ways to change it."""

from collections.abc import Sequence
from dataclasses import replace

from community.homes import HomeUnclear, read_home
from community.names import one_line
from community.people import Home, Person, Role
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Press, Screen, bold, lines, paragraphs
from handlers.kit.sections import Section
from handlers.kit.steps import Answers, ButtonsWanted, Option, Step, words
from handlers.kit.whose import home_line
from handlers.menu import to_menu
from locales import N_, NATIVE_NAMES, _, ngettext

LONGEST_NAME = 64
LONGEST_HOME = 30
MOST, MOST_SIMPLY = 8, 3  # lines of a section
TITLES = {
    Section.ASKED: N_("Waiting for you"),
    Section.COMING: N_("Coming up"),
    Section.REPORTED: N_("What you reported"),
    Section.SERVED: N_("Hours and thanks"),
}

router = Router(
    refusals={
        HomeUnclear: N_('I could not read that. Please type it like "2-501", or just "501".'),
    }
)


class ChangeName(Press, prefix="me.name"):
    """Another name."""


class ChangeHome(Press, prefix="me.home"):
    """Another home."""


def mine(turn: Turn, person: Person) -> Screen:
    language = NATIVE_NAMES.get(person.language, person.language)
    text = paragraphs(
        bold(person.name),
        lines(
            _("Home: {home}", home=home_line(person.home) or _("not said")),
            _("Language: {language}", language=language),
        ),
        *_sections(turn, person),
    )
    rows = [
        [Button(_("Change home"), ChangeHome()), Button(_("Change name"), ChangeName())],
        [Button(_("Language"), Opens("language")), Button(_("Settings"), Opens("settings"))],
        [to_menu()],
    ]
    return Screen(text, rows)


def _sections(turn: Turn, person: Person) -> list[str]:
    """What is empty is left out, and nothing is so long that it hides the rest."""
    found = turn.features.mine(turn, person)
    if Section.COMING not in found:
        found = {**found, Section.COMING: [_("Nothing is coming up for you yet.")]}
    most = MOST_SIMPLY if person.simple else MOST
    return [
        lines(bold(_(TITLES[section])), *_first(found[section], most))
        for section in Section
        if section in found
    ]


def _first(said: Sequence[str], most: int) -> list[str]:
    """Of more only the first ones, and how many are left."""
    left = len(said) - most
    if left <= 0:
        return list(said)
    return [*said[:most], ngettext("… and {n} more.", "… and {n} more.", left)]


@router.command("me", role=Role.RESIDENT, summary=N_("My things"), label=N_("My things"))
def show_mine(ctx: Context) -> None:
    ctx.show(mine(ctx.turn, ctx.person))


@router.press(ChangeName, role=Role.RESIDENT)
def change_name(ctx: Context, _pressed: ChangeName) -> None:
    NAME.start(ctx)


@router.press(ChangeHome, role=Role.RESIDENT)
def change_home(ctx: Context, _pressed: ChangeHome) -> None:
    HOME.start(ctx)


def rename(ctx: Context, facts: Answers) -> None:
    _save(ctx, replace(ctx.person, name=facts["name"]))


def move(ctx: Context, facts: Answers) -> None:
    _save(ctx, replace(ctx.person, home=answered_home(facts)))


def answered_home(facts: Answers) -> Home:
    """What BUILDING and ROOMS were answered with."""
    building, rooms = facts["building"], facts.get("rooms", "")
    return read_home(rooms, building=building) if rooms else Home(building)


def _read_rooms(content: Content, turn: Turn) -> str:
    typed = words(most=LONGEST_HOME)(content, turn)
    read_home(typed)
    return typed


def _read_building(content: Content, turn: Turn) -> str:
    """Typed where the community has not listed its buildings."""
    if turn.house.buildings:
        raise ButtonsWanted
    return one_line(words(most=LONGEST_HOME)(content, turn))


def _buildings(turn: Turn, _answers: Answers) -> list[Option]:
    return [Option(building, building, literal=True) for building in turn.house.buildings]


def _save(ctx: Context, person: Person) -> None:
    ctx.person = person
    ctx.db.people.save(person)
    ctx.show(mine(ctx.turn, person))


NAME = Form(
    "name", (Step("name", N_("What shall I call you?"), words(most=LONGEST_NAME)),), rename
)

BUILDING = Step(
    "building",
    N_("Which building do you live in?"),
    _read_building,
    _buildings,
    optional=True,
    columns=3,
)

ROOMS = Step(
    "rooms",
    N_('Which unit and room? Type it in one go, like "2-501", or just "501".'),
    _read_rooms,
    optional=True,
    when=lambda facts: bool(facts.get("building")),
)

HOME = Form("home", (BUILDING, ROOMS), move)
