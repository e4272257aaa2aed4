"""Arriving: /start, four taps for somebody new, and on to where the link leads."""

from collections.abc import Sequence
from dataclasses import replace

from community.house import House
from community.people import Person, Role
from handlers.kit.context import Context, Turn
from handlers.kit.features import LONGEST_LINK
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Screen, bold, isolated, plain
from handlers.kit.steps import Answers, Option, Step
from handlers.me import BUILDING, ROOMS, answered_home
from handlers.menu import list_commands, menu
from handlers.privacy import forget_strangers, notice
from locales import N_, NATIVE_NAMES, _

ITSELF = "go-start"  # a link that would lead round in circles
NONE = ""  # no Cancel under a question: /cancel declines, and so does the notice's button

router = Router()


@router.command("start", role=Role.GUEST, summary="")
def start(ctx: Context) -> None:
    then = _then(ctx)
    if ctx.person.blocked:
        ctx.person = replace(ctx.person, blocked=False)
        ctx.db.people.save(ctx.person)
    if not ctx.person.is_known:
        if not (_is_for_anybody(ctx, then) and ctx.turn.features.follow(ctx, then)):
            _begin(ctx, then)
        return
    _appoint(ctx)
    if not (then and ctx.turn.features.follow(ctx, then)):
        ctx.show(menu(ctx.turn, ctx.person, bold(ctx.house.name)))


def arrive(ctx: Context, facts: Answers) -> None:
    ctx.person = _resident(ctx, facts)
    ctx.db.people.save(ctx.person)
    list_commands(ctx.turn, ctx.person)
    _appoint(ctx)
    then = facts["then"]
    if not (then and ctx.turn.features.attempt(ctx, lambda: ctx.turn.features.follow(ctx, then))):
        ctx.show(menu(ctx.turn, ctx.person, _greeting(ctx)))


def decline(ctx: Context) -> None:
    ctx.db.privacy.keep_nothing(ctx.person)
    forget_strangers(ctx.turn)
    ctx.show(
        Screen(
            _("All right. Nothing about you is kept here. If you change your mind, send /start.")
        )
    )


def _then(ctx: Context) -> str:
    """Where the link wants to go on to."""
    content = ctx.incoming.content
    _command, _space, link = content.text.partition(" ") if content else ("", "", "")
    link = link.strip()
    return "" if len(link) > LONGEST_LINK or link == ITSELF else link


def _is_for_anybody(ctx: Context, link: str) -> bool:
    """As checking a certificate: whoever holds the paper need not move in first."""
    role, _act = ctx.turn.features.links.get(link.partition("-")[0], (Role.RESIDENT, None))
    return role is Role.GUEST


def _begin(ctx: Context, then: str) -> None:
    """Somebody who began before goes on where they were; a new link is where they will go."""
    ctx.person = ctx.db.people.meet(
        ctx.incoming.sender.id,
        name="",  # before somebody has agreed, not even their name is written down
        language=ctx.person.language,
        now=ctx.now,
    )
    before = ctx.db.drafts.open_of(ctx.person.id)
    if before and before.form == WELCOME.name:
        known = {**before.known, "then": then or before.known["then"]}
        ctx.db.drafts.save(replace(before, known=known), ctx.now)
    else:
        known = {"then": then, "suggested": ctx.person.language, **_not_asked(ctx.house)}
    WELCOME.start(ctx, **known)


def _not_asked(house: House) -> Answers:
    """Where no buildings are listed, nobody is asked for theirs."""
    return {} if house.buildings else {"building": ""}


def _resident(ctx: Context, facts: Answers) -> Person:
    helps = Role.VOLUNTEER if facts["help"] == "yes" else Role.GUEST
    return replace(
        ctx.person,
        name=ctx.incoming.sender.name,
        roles=ctx.person.roles | Role.RESIDENT | helps,
        home=answered_home(facts),
        agreed_at=ctx.now,
    )


def _appoint(ctx: Context) -> None:
    """The first admin is whom the configuration names."""
    person, roles = ctx.person, Role.STAFF | Role.ADMIN
    if ctx.house.first_admin != person.telegram_id or roles in person.roles:
        return
    ctx.person = replace(person, roles=person.roles | roles)
    ctx.db.people.save(ctx.person)
    ctx.db.audit.note("appointed first admin", f"person:{person.id}", by=None, now=ctx.now)
    list_commands(ctx.turn, ctx.person)


def _greeting(ctx: Context) -> str:
    name, community = isolated(ctx.person.name), plain(ctx.house.name)
    return _("Welcome to {community}, {name}!", community=community, name=name)


def _languages(turn: Turn, facts: Answers) -> Sequence[Option]:
    """Everybody finds their own: the one that Telegram suggests comes first."""
    in_order = sorted(turn.house.languages, key=lambda code: code != facts["suggested"])
    return [Option(code, NATIVE_NAMES[code], literal=True) for code in in_order]


def _speak(ctx: Context, language: str) -> None:
    ctx.person = replace(ctx.person, language=language)
    ctx.db.people.save(ctx.person)


WELCOME = Form(
    "welcome",
    (
        Step(
            "language",
            N_("Hello! Which language shall I speak?"),
            options=_languages,
            columns=1,
            cancel=NONE,
            answered=_speak,
        ),
        Step(
            "agreed",
            lambda turn, _facts: notice(turn),
            options=(Option("yes", N_("I agree")),),
            cancel=N_("No, thank you"),
        ),
        replace(BUILDING, cancel=NONE),
        replace(ROOMS, cancel=NONE),
        Step(
            "help",
            N_("Would you lend a hand as a volunteer now and then?"),
            options=(Option("yes", N_("Yes, gladly")), Option("no", N_("Not now"))),
            cancel=NONE,
        ),
    ),
    arrive,
    role=Role.GUEST,
    cancelled=decline,
)
