"""All routers as one: whatever comes in is routed here. Roles are checked here, once."""

from collections.abc import Callable, Sequence

from community.groups import Group
from community.people import Person, Role
from community.refusals import NoLongerThere, NotAllowed, Refusal
from handlers.kit import fetching, tables
from handlers.kit.context import Context, Turn, person_behind
from handlers.kit.incoming import Content, Incoming
from handlers.kit.inline import answer_asked, learn
from handlers.kit.parts import Parts
from handlers.kit.router import Command, Place, Router
from handlers.kit.screen import Button, Link, Opens, Press, Screen, paragraphs, plain
from handlers.kit.sections import Section, gathered
from locales import N_, _, speaking

_START = Opens("start")
LONGEST_LINK = 64  # of a start parameter, by the Bot API


class UnknownCommand(Refusal):
    """Nothing listens to this command."""


class NotUnderstood(Refusal):
    """Words that answer no question."""


class Secondhand(Refusal):
    """A command that was forwarded or came through another bot."""


class RestOfText(Refusal):
    """The next part of a text that was refused: alone it would be half an answer."""


class Features:
    def __init__(self, routers: Sequence[Router]) -> None:
        self.commands = {n: c for r in routers for n, c in r.commands.items()}
        self.notices = {k: w for r in routers for k, w in r.notices.items()}
        self.cards = {k: draw for r in routers for k, draw in r.cards.items()}
        self.shared_cards = {k: draw for r in routers for k, draw in r.shared_cards.items()}
        self.makes = {k: make for r in routers for k, make in r.makes.items()}
        self.fetches = {k: fetch for r in routers for k, fetch in r.fetches.items()}
        common = COMMON | fetching.REFUSALS | tables.REFUSALS
        self.refusals = common | {k: text for r in routers for k, text in r.refusals.items()}
        self.presses = {k: route for r in routers for k, route in r.presses.items()}
        self.links = {k: link for r in routers for k, link in r.links.items()}
        self.keeps = [text for r in routers for text in r.keeps]
        self._mines = [act for r in routers for act in r.mines]
        self._holdings = [act for r in routers for act in r.holdings]
        self._erasures = [act for r in routers for act in r.erasures]
        self._departures = [act for r in routers for act in r.departures]
        self._bindings = [act for r in routers for act in r.bindings]
        self._starters = [act for r in routers for act in r.starters]
        self.returns = {k: act for r in routers for k, act in r.returns.items()}
        self._contents = [act for r in routers for act in r.contents]
        self._group_contents = [act for r in routers for act in r.group_contents]
        self._edits = [act for r in routers for act in r.edits]
        self._memberships = [act for r in routers for act in r.memberships]
        self._findings = [finding for r in routers for finding in r.findings]
        self._parts = Parts()

    def receive(self, incoming: Incoming, turn: Turn) -> None:
        """Do what the update asks for; a Refusal leaves it to `explain`."""
        if incoming.moved_to:
            turn.db.groups.move(incoming.chat_id, incoming.moved_to, turn.now)
            return
        if told := incoming.told:
            self.returns[told.kind](turn, told.about, told.facts)
            return
        self._parts.came(incoming)
        learn(incoming, turn)
        ctx = Context(turn, incoming, person_behind(incoming, turn))
        with speaking(ctx.person.language):
            self._route(ctx)
            ctx.answer()

    def explain(self, incoming: Incoming, turn: Turn, error: Exception, code: str) -> None:
        """After everything the update wrote has been undone: say why, and of an album once."""
        if self.expects(error) and self._parts.is_rest_of_album(incoming):
            return
        if incoming.data is None and (incoming.asked or incoming.shared or incoming.told):
            return  # something was only looked for: nobody waits for words
        self._parts.refused(incoming)
        learn(incoming, turn)
        ctx = Context(turn, incoming, person_behind(incoming, turn))
        with speaking(ctx.person.language):
            if isinstance(error, NotAllowed) and not ctx.person.is_known:
                self._welcome_first(ctx)
            elif isinstance(error, Refusal) and self.expects(error):
                ctx.tell(_(self.refusals[type(error)], **error.facts))
            else:
                ctx.tell(_("Something went wrong here. Please tell the staff this code: {code}",
                           code=plain(code)))  # fmt: skip

    def expects(self, error: Exception) -> bool:
        return type(error) in self.refusals

    def follow(self, ctx: Context, link: str) -> bool:
        """Go where a deep link leads; False when it leads nowhere."""
        name, _dash, argument = link.partition("-")
        if name == "go" and argument in self.commands:
            self._run_here(ctx, self.commands[argument])
            return True
        if name not in self.links or not argument:
            return False
        role, act = self.links[name]
        ctx.require(role)
        act(ctx, argument)
        return True

    def run(self, ctx: Context, command: Command) -> None:
        ctx.require(command.role)
        command.act(ctx)

    def is_rest_of_album(self, incoming: Incoming) -> bool:
        """Whether something of the same album was taken before: it is answered once."""
        return self._parts.is_rest_of_album(incoming)

    def attempt(self, ctx: Context, act: Callable[[], bool | None]) -> bool:
        """False when `act` says so or is refused: then nothing but `act` is undone, and the
        refusal is worded in private."""
        try:
            with ctx.db.savepoint():
                return act() is not False
        except Refusal as refusal:
            if not self.expects(refusal):
                raise
            ctx.private.say(Screen(_(self.refusals[type(refusal)], **refusal.facts)))
            return False

    def allowed(self, roles: Role) -> list[Command]:
        """The commands for somebody with these roles, in the order of declaration."""
        return [c for c in self.commands.values() if c.role in roles]

    def mine(self, turn: Turn, person: Person) -> dict[Section, list[str]]:
        return gathered(self._mines, turn, person)

    def held(self, turn: Turn, person: Person) -> dict[str, object]:
        """What all features keep about the person."""
        return {key: fact for act in self._holdings for key, fact in act(turn, person).items()}

    def erase(self, turn: Turn, person: Person) -> None:
        for act in self._erasures:
            act(turn, person)

    def left_staff(self, turn: Turn, person: Person) -> None:
        for act in self._departures:
            act(turn, person)

    def bound(self, turn: Turn, group: Group) -> None:
        for act in self._bindings:
            act(turn, group)

    def start(self, turn: Turn) -> None:
        for act in self._starters:
            act(turn)

    def _route(self, ctx: Context) -> None:
        incoming = ctx.incoming
        if incoming.via_bot == ctx.turn.bot_name:
            return  # what was found here and put into a chat: nobody says anything to the bot
        if incoming.membership:
            for act in self._memberships:
                act(ctx)
        elif incoming.is_edit:
            self._edit(ctx)
        elif incoming.data is not None:
            self._press(ctx, incoming.data)
        elif incoming.asked:
            answer_asked(ctx, self._findings)
        elif incoming.content:
            self._said(ctx, incoming.content)

    def _said(self, ctx: Context, content: Content) -> None:
        if ctx.incoming.is_plain:
            self._message(ctx, content.text)
        elif ctx.is_private:
            self._secondhand(ctx, content)
        elif ctx.incoming.is_anonymous_admin:
            self._ask_for_a_name(ctx, content.text)

    def _edit(self, ctx: Context) -> None:
        if content := ctx.incoming.content:
            for act in self._edits:
                act(ctx, content)

    def _press(self, ctx: Context, data: str) -> None:
        if ctx.incoming.shared and not self._entry(data):
            raise NoLongerThere  # a copy has a group card's buttons, and forged ones are none
        if data.startswith("/"):
            command = self.commands.get(data[1:])
            if command is None or _place(ctx) not in command.place:
                raise NoLongerThere
            self.run(ctx, command)
            return
        pressed = Press.unpack(data)
        route = self.presses.get(type(pressed)) if pressed else None
        if route is None or _place(ctx) not in route.place:
            raise NoLongerThere
        ctx.require(route.role)
        route.act(ctx, pressed)

    def _message(self, ctx: Context, text: str) -> None:
        if text.startswith("/"):
            self._command(ctx, text)
        elif ctx.is_private:
            self._content(ctx, text)
        elif content := ctx.incoming.content:
            any(act(ctx, content) for act in self._group_contents)

    def _secondhand(self, ctx: Context, content: Content) -> None:
        """What others have said can be somebody's answer to a question, and nothing else."""
        if content.text.startswith("/"):
            raise Secondhand
        if not any(act(ctx, content) for act in self._contents):
            ctx.require(Role.RESIDENT)
            raise NotUnderstood

    def _command(self, ctx: Context, text: str) -> None:
        command = self._command_named(ctx, text)
        if command:
            self._run_here(ctx, command)
        elif ctx.is_private:
            raise UnknownCommand

    def _command_named(self, ctx: Context, text: str) -> Command | None:
        """The command that these words are, when they are for this bot."""
        word = text.split(maxsplit=1)[0] if text.startswith("/") else ""
        name, _at, bot_name = word[1:].partition("@")
        if bot_name and bot_name.lower() != ctx.turn.bot_name.lower():
            return None
        return self.commands.get(name.lower())

    def _run_here(self, ctx: Context, command: Command) -> None:
        act = self.run if _place(ctx) in command.place else self._elsewhere
        act(ctx, command)

    def _elsewhere(self, ctx: Context, command: Command) -> None:
        if Place.GROUP in command.place:
            ctx.say(Screen(_("Please send this in the group it is about.")))
            return
        link = Link(_("Open"), ctx.turn.link(f"go-{command.name}"))
        ctx.say(Screen(_("Let us do that between the two of us:"), [[link]]))

    def _content(self, ctx: Context, text: str) -> None:
        assert ctx.incoming.content
        if self._parts.is_rest_of_text(ctx.incoming):
            raise RestOfText
        if any(act(ctx, ctx.incoming.content) for act in self._contents):
            return
        if len(text) <= LONGEST_LINK and self.follow(ctx, text.strip()):
            return
        ctx.require(Role.RESIDENT)
        raise NotUnderstood

    def _welcome_first(self, ctx: Context) -> None:
        """Someone unknown is taken to the private chat, through /start, and back to here."""
        entry = self._entry(ctx.incoming.data)
        if not ctx.is_private and ctx.incoming.query_id:
            ctx.lead_to_private(entry or "hello")
            ctx.answer()
            return
        ctx.answer()
        if not ctx.is_private:
            entry = entry or "hello"
        text = _("Let us get to know each other first. It takes four taps.")
        if (said := ctx.incoming.content) and not said.text.startswith("/"):
            text = paragraphs(text, _("Then send it once more: before you agree I keep nothing."))
        begin = Link(_("Begin"), ctx.turn.link(entry)) if entry else Button(_("Begin"), _START)
        ctx.say(Screen(text, [[begin]]))

    def _ask_for_a_name(self, ctx: Context, text: str) -> None:
        """Who speaks as the group cannot be told from the other admins."""
        if self._command_named(ctx, text):
            ctx.say(Screen(_("Please send this in your own name, not as the group.")))

    def _entry(self, data: str | None) -> str:
        pressed = Press.unpack(data) if data else None
        route = self.presses.get(type(pressed)) if pressed else None
        return route.entry(pressed) if route and route.entry else ""


def _place(ctx: Context) -> Place:
    return Place.PRIVATE if ctx.is_private else Place.GROUP


COMMON: dict[type[Refusal], str] = {
    NotAllowed: N_("This is not for you to do. If you think it should be, please ask the staff."),
    NoLongerThere: N_("This button is out of date. Send /menu to see what there is now."),
    UnknownCommand: N_("I do not know this command. Send /menu to see what I can do."),
    RestOfText: N_(
        "This looks like the rest of your long text, so it was not used either. Please send a "
        "shorter one anew."
    ),
    Secondhand: N_("I only do what you type or tap yourself. Please send the command anew."),
    NotUnderstood: N_("I did not understand that. Send /menu to see what I can do."),
}
