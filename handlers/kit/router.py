"""Declare what a feature listens to; roles, refusals, menus and answers come with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Flag, auto
from typing import Any, TypeVar

from community.groups import Group
from community.people import Person, Role, Topic
from community.refusals import Refusal
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.incoming import Content
from handlers.kit.inline import Finding, OnInline
from handlers.kit.screen import Press, Screen
from handlers.kit.sections import Mine, Section

P = TypeVar("P", bound=Press)
N = TypeVar("N")

Act = Callable[..., Any]
OnCommand = Callable[[Context], None]
OnLink = Callable[[Context, str], None]
OnContent = Callable[[Context, Content], bool]
OnEdit = Callable[[Context, Content], None]
Draw = Callable[[Turn, int, Person | None], Screen]
DrawShared = Callable[[Turn, int], Screen]
Holds = Callable[[Turn, Person], Mapping[str, object]]
Erases = Callable[[Turn, Person], None]
Starts = Callable[[Turn], None]
Bound = Callable[[Turn, Group], None]
# The letter's card, and what Telegram returned; None when the call failed for good.
Returned = Callable[[Turn, str, Mapping[str, Any] | None], None]


class Place(Flag):
    """Where a command works; elsewhere it leads to where it does."""

    PRIVATE = auto()
    GROUP = auto()


@dataclass(frozen=True, slots=True)
class Route:
    role: Role
    act: Act
    entry: Callable[[Any], str] | None = None  # of a press: the deep link that leads to the same
    place: Place = Place.PRIVATE  # a forged press must not put a screen elsewhere


@dataclass(frozen=True, slots=True)
class Command:
    """What can be typed, tapped in the menu, and read in /help."""

    name: str
    role: Role
    act: OnCommand
    summary: str  # for the list that Telegram shows behind "/"
    label: str  # on its button in the menu; empty: not in the menu
    place: Place = Place.PRIVATE


@dataclass(frozen=True, slots=True)
class Wording:
    """How a kind of notice is told."""

    kind: type
    act: Act
    topic: Topic | None  # None: cannot be muted
    urgent: bool  # also told at night


@dataclass(frozen=True, slots=True)
class File:
    """Made for one letter: `method` sends `content` as its parameter `field`, if it has one."""

    method: str
    field: str
    name: str
    content: bytes
    payload: Mapping[str, Any]


# Reads what it needs at once, in the transaction; what it returns is called in a thread.
Make = Callable[[Turn, Mapping[str, Any]], Callable[[], File]]


@dataclass(frozen=True, slots=True)
class Fetch:
    """What becomes of a file sent for the bot to read: `read` in a thread, then `act`."""

    role: Role
    read: Callable[[bytes, Mapping[str, Any]], Any]
    act: Callable[[Chat, Person, Mapping[str, Any], Any], None]
    again: str  # the command that asks for the file


@dataclass(slots=True)
class Router:
    """`keeps`: what the feature writes down about people, for the privacy notice."""

    refusals: Mapping[type[Refusal], str] = field(default_factory=dict)
    keeps: Sequence[str] = ()
    commands: dict[str, Command] = field(default_factory=dict)
    presses: dict[type[Press], Route] = field(default_factory=dict)
    links: dict[str, tuple[Role, OnLink]] = field(default_factory=dict)
    contents: list[OnContent] = field(default_factory=list)
    group_contents: list[OnContent] = field(default_factory=list)
    edits: list[OnEdit] = field(default_factory=list)
    notices: dict[str, Wording] = field(default_factory=dict)
    cards: dict[str, Draw] = field(default_factory=dict)
    shared_cards: dict[str, DrawShared] = field(default_factory=dict)
    makes: dict[str, Make] = field(default_factory=dict)
    fetches: dict[str, Fetch] = field(default_factory=dict)
    returns: dict[str, Returned] = field(default_factory=dict)
    memberships: list[OnCommand] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    mines: list[tuple[Section, Mine]] = field(default_factory=list)
    holdings: list[Holds] = field(default_factory=list)
    erasures: list[Erases] = field(default_factory=list)
    departures: list[Erases] = field(default_factory=list)
    starters: list[Starts] = field(default_factory=list)
    bindings: list[Bound] = field(default_factory=list)

    def command(
        self, name: str, *, role: Role, summary: str, label: str = "", place: Place = Place.PRIVATE
    ) -> Callable[[OnCommand], OnCommand]:
        def declare(act: OnCommand) -> OnCommand:
            self.commands[name] = Command(name, role, act, summary, label, place)
            return act

        return declare

    def press(
        self,
        kind: type[P],
        *,
        role: Role,
        entry: Callable[[P], str] | None = None,
        place: Place | None = None,
    ) -> Callable[[Callable[[Context, P], None]], Callable[[Context, P], None]]:
        """A button, in private unless told otherwise. One with an `entry` also stands under a
        group's card: someone unknown is taken by the tap to the private chat, through the
        welcome, and back to what that link (as "join-7") stands for."""
        usual = Place.PRIVATE | Place.GROUP if entry else Place.PRIVATE

        def declare(act: Callable[[Context, P], None]) -> Callable[[Context, P], None]:
            self.presses[kind] = Route(role, act, entry, place or usual)
            return act

        return declare

    def link(self, name: str, *, role: Role = Role.RESIDENT) -> Callable[[OnLink], OnLink]:
        """What follows `/start name-argument`."""

        def declare(act: OnLink) -> OnLink:
            self.links[name] = (role, act)
            return act

        return declare

    def content(self, act: OnContent) -> OnContent:
        """Anything said in private that is no command; True when it was for this feature."""
        self.contents.append(act)
        return act

    def group_content(self, act: OnContent) -> OnContent:
        """Anything said in a group that is no command; True when it was for this feature."""
        self.group_contents.append(act)
        return act

    def edit(self, act: OnEdit) -> OnEdit:
        """Something said before, in private or in a group, was changed."""
        self.edits.append(act)
        return act

    def notice(
        self, kind: type[N], *, topic: Topic | None = None, urgent: bool = False
    ) -> Callable[[Callable[[Chat, Person, N], None]], Callable[[Chat, Person, N], None]]:
        """How a notice is told when it is due; a Refusal means that it has become moot."""

        def declare(act: Callable[[Chat, Person, N], None]) -> Callable[[Chat, Person, N], None]:
            self.notices[kind.__name__] = Wording(kind, act, topic, urgent)
            return act

        return declare

    def alarm(self, kind: type[N]) -> Callable[[Callable[[Turn, N], None]], Act]:
        """What the house does by itself at a moment, by day or night; told to nobody."""

        def declare(act: Callable[[Turn, N], None]) -> Act:
            self.notices[kind.__name__] = Wording(kind, act, None, urgent=True)
            return act

        return declare

    def card(self, name: str) -> Callable[[Draw], Draw]:
        """How `name:id` looks for a person, or for a group when the person is None."""

        def declare(act: Draw) -> Draw:
            self.cards[name] = act
            return act

        return declare

    def shared_card(self, name: str) -> Callable[[DrawShared], DrawShared]:
        """How `name:id` looks where somebody has shared it, in chats of people's own. Its buttons
        have an `entry` and carry the id as `name_id`."""

        def declare(act: DrawShared) -> DrawShared:
            self.shared_cards[name] = act
            return act

        return declare

    def make(self, kind: str) -> Callable[[Make], Make]:
        """How a file is made that `chat.make(kind, …)` asked for."""

        def declare(act: Make) -> Make:
            self.makes[kind] = act
            return act

        return declare

    def returned(self, method: str) -> Callable[[Returned], Returned]:
        """What to do with the result of a call that makes something, such as a topic; told again
        when it had to be made again. Also what is told of it later: `poll`, `poll_answer`."""

        def declare(act: Returned) -> Returned:
            self.returns[method] = act
            return act

        return declare

    def fetch(
        self, kind: str, *, role: Role, read: Callable[[bytes, Mapping[str, Any]], Any], again: str
    ) -> Callable[[Act], Act]:
        """What is done with a file that `chat.fetch(kind, file_id=…, …)` asked for. `read` gets
        its bytes and those facts, in a thread; `act` what it returned, in one transaction.
        Refusals of both are told with a button to the command `again`."""

        def declare(act: Act) -> Act:
            self.fetches[kind] = Fetch(role, read, act, again)
            return act

        return declare

    def membership(self, act: OnCommand) -> OnCommand:
        """The bot was added to, removed from or changed in a chat, or a person blocked it."""
        self.memberships.append(act)
        return act

    def inline(self, *, otherwise: str, start: str) -> Callable[[OnInline], OnInline]:
        """What is found for words after the bot's name in any chat, by anybody. When nothing is,
        a button `otherwise` leads to the private chat, to the link `start`."""

        def declare(act: OnInline) -> OnInline:
            self.findings.append(Finding(act, otherwise, start))
            return act

        return declare

    def mine(self, section: Section) -> Callable[[Mine], Mine]:
        """Lines of safe HTML for this section of "my things"."""

        def declare(act: Mine) -> Mine:
            self.mines.append((section, act))
            return act

        return declare

    def holds(self, act: Holds) -> Holds:
        """What the feature keeps about the person, for the file they can ask for."""
        self.holdings.append(act)
        return act

    def erases(self, act: Erases) -> Erases:
        """Forget the person, keep the counts; called before the person's own row is emptied."""
        self.erasures.append(act)
        return act

    def leaves_staff(self, act: Erases) -> Erases:
        """Somebody is no longer on the staff: what they had in hand goes to others."""
        self.departures.append(act)
        return act

    def starts(self, act: Starts) -> Starts:
        """The house opens: what it does by itself from time to time is planned, again."""
        self.starters.append(act)
        return act

    def bound(self, act: Bound) -> Bound:
        """A group has been given its purpose: what belongs there can be shown in it."""
        self.bindings.append(act)
        return act
