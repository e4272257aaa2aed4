"""Arriving: /start, four taps for somebody new, and on to where the link leads."""

from dataclasses import replace

from community.homes import read_home
from community.people import Home, Person, Role
from community.refusals import NoLongerThere, Refusal
from handlers.kit.context import Context
from handlers.kit.features import LONGEST_LINK
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import Press, Screen, bold, isolated, plain
from handlers.kit.steps import Answers, ButtonsWanted
from handlers.me import read_rooms
from handlers.menu import list_commands, menu, nothing_kept
from handlers.privacy import forget_strangers
from handlers.welcome.questions import (
    Agree,
    CanHelp,
    ChooseLanguage,
    Decline,
    GoBack,
    LiveIn,
    Skip,
    buttons,
    open_question,
)
from locales import _, speaking
from storage.drafts import Draft

FORM = "welcome"
SKIPPED = ""
ITSELF = "go-start"  # a link that would lead round in circles

router = Router()


@router.command("start", role=Role.GUEST, summary="")
def start(ctx: Context) -> None:
    then = _then(ctx)
    if ctx.person.blocked:
        ctx.person = replace(ctx.person, blocked=False)
        ctx.db.people.save(ctx.person)
    if not ctx.person.is_known:
        ctx.show(_question(ctx, _begun(ctx, then)))
        return
    _appoint(ctx)
    if not (then and ctx.turn.features.follow(ctx, then)):
        ctx.show(menu(ctx.turn, ctx.person, bold(ctx.house.name)))


@router.press(ChooseLanguage, role=Role.GUEST)
def choose_language(ctx: Context, pressed: ChooseLanguage) -> None:
    draft = _asked(ctx, "language")
    if pressed.language >= len(ctx.house.languages):
        raise NoLongerThere
    language = ctx.house.languages[pressed.language]
    ctx.person = replace(ctx.person, language=language)
    ctx.db.people.save(ctx.person)
    with speaking(language):
        _answered(ctx, draft, "language", language)


@router.press(Agree, role=Role.GUEST)
def agree(ctx: Context, _pressed: Agree) -> None:
    _answered(ctx, _asked(ctx, "agreed"), "agreed", "yes")


@router.press(Decline, role=Role.GUEST)
def decline(ctx: Context, _pressed: Decline) -> None:
    _asked(ctx, "agreed")
    ctx.db.privacy.keep_nothing(ctx.person)
    forget_strangers(ctx.turn)
    ctx.show(nothing_kept())


@router.press(LiveIn, role=Role.GUEST)
def live_in(ctx: Context, pressed: LiveIn) -> None:
    draft = _asked(ctx, "building")
    if pressed.building >= len(ctx.house.buildings):
        raise NoLongerThere
    _answered(ctx, draft, "building", ctx.house.buildings[pressed.building])


@router.press(Skip, role=Role.GUEST)
def skip(ctx: Context, _pressed: Skip) -> None:
    draft = _asked(ctx, "building", "rooms")
    key = "rooms" if "building" in draft.answers else "building"
    _answered(ctx, draft, key, SKIPPED)


@router.press(CanHelp, role=Role.GUEST)
def can_help(ctx: Context, pressed: CanHelp) -> None:
    _answered(ctx, _asked(ctx, "help"), "help", "yes" if pressed.yes else "no")


@router.press(GoBack, role=Role.GUEST)
def go_back(ctx: Context, _pressed: GoBack) -> None:
    draft = _asked(ctx, "agreed", "building", "rooms", "help")
    *earlier, _last = draft.answers
    draft = replace(draft, answers={key: draft.answers[key] for key in earlier})
    ctx.db.drafts.save(draft, ctx.now)
    ctx.show(_question(ctx, draft))


@router.content
def answer(ctx: Context, content: Content) -> bool:
    """The room is typed; a typed label counts as a tap on its button."""
    draft = _draft(ctx)
    if draft is None:
        return False
    for button in buttons(_question(ctx, draft)):
        if button.label == content.text.strip() and isinstance(button.press, Press):
            ctx.turn.features.presses[type(button.press)].act(ctx, button.press)
            return True
    question = open_question(ctx, draft.answers)
    if question is None or question.key != "rooms":
        raise ButtonsWanted
    _answered(ctx, draft, "rooms", read_rooms(content, ctx.turn))
    return True


def _then(ctx: Context) -> str:
    """Where the link wants to go on to."""
    content = ctx.incoming.content
    _command, _space, link = content.text.partition(" ") if content else ("", "", "")
    link = link.strip()
    return "" if len(link) > LONGEST_LINK or link == ITSELF else link


def _begun(ctx: Context, then: str) -> Draft:
    """Somebody who began before goes on where they were; a new link is where they will go."""
    ctx.person = ctx.db.people.meet(
        ctx.incoming.sender.id,
        name="",  # before somebody has agreed, not even their name is written down
        language=ctx.person.language,
        now=ctx.now,
    )
    before = _draft(ctx)
    if before and then in {"", before.known["then"]}:
        return before
    draft = ctx.db.drafts.start(ctx.person.id, FORM, {"then": then}, ctx.now)
    if before is None:
        return draft
    ctx.db.drafts.drop(before.id)
    draft = replace(draft, answers=before.answers)
    ctx.db.drafts.save(draft, ctx.now)
    return draft


def _draft(ctx: Context) -> Draft | None:
    draft = ctx.db.drafts.open_of(ctx.person.id) if ctx.person.id else None
    return draft if draft and draft.form == FORM else None


def _question(ctx: Context, draft: Draft) -> Screen:
    question = open_question(ctx, draft.answers)
    if question is None:
        raise NoLongerThere
    return question.asked(ctx)


def _asked(ctx: Context, *keys: str) -> Draft:
    """The draft, when one of these questions is the open one: old buttons skip nothing."""
    draft = _draft(ctx)
    question = open_question(ctx, draft.answers) if draft else None
    if draft is None or question is None or question.key not in keys:
        raise NoLongerThere
    return draft


def _answered(ctx: Context, draft: Draft, key: str, value: str) -> None:
    draft = replace(draft, answers={**draft.answers, key: value})
    if open_question(ctx, draft.answers) is None:
        _finish(ctx, draft)
        return
    ctx.db.drafts.save(draft, ctx.now)
    ctx.show(_question(ctx, draft))


def _finish(ctx: Context, draft: Draft) -> None:
    ctx.db.drafts.drop(draft.id)
    ctx.person = _resident(ctx, draft.answers)
    ctx.db.people.save(ctx.person)
    list_commands(ctx.turn, ctx.person)
    _appoint(ctx)
    then = draft.known["then"]
    if not (then and _follow(ctx, then)):
        ctx.show(menu(ctx.turn, ctx.person, _greeting(ctx)))


def _resident(ctx: Context, answers: Answers) -> Person:
    rooms, building = answers.get("rooms"), answers.get("building", "")
    home = read_home(rooms, building=building) if rooms else Home(building)
    helps = Role.VOLUNTEER if answers["help"] == "yes" else Role.GUEST
    return replace(
        ctx.person,
        name=ctx.incoming.sender.name,
        roles=ctx.person.roles | Role.RESIDENT | helps,
        home=home,
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


def _follow(ctx: Context, then: str) -> bool:
    """A place that turns out to be closed must not undo the welcome."""
    try:
        with ctx.db.savepoint():
            return ctx.turn.features.follow(ctx, then)
    except Refusal as refusal:
        if not ctx.turn.features.expects(refusal):
            raise
        ctx.private.say(Screen(_(ctx.turn.features.refusals[type(refusal)], **refusal.facts)))
        return False


def _greeting(ctx: Context) -> str:
    name, community = isolated(ctx.person.name), plain(ctx.house.name)
    return _("Welcome to {community}, {name}!", community=community, name=name)
