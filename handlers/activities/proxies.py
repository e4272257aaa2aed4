"""Signing up people without Telegram: staff for anybody, residents for a few of their own."""

from collections.abc import Sequence
from dataclasses import replace

from community.contacts import (
    ActedForAlready,
    HasTelegram,
    TooManyContacts,
    require_may_act_for,
    require_room,
)
from community.people import Home, Person, Role
from community.sign_ups import SignUpClosed
from handlers.activities.acting import ask_despite
from handlers.activities.bringing import require_allowed
from handlers.activities.buttons import ForSomeone, JoinAnyway
from handlers.activities.joining import or_say_why, show_already, sign_up
from handlers.activities.wording import also_then, asking_about, look, named, standing
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import isolated, lines, paragraphs
from handlers.kit.sections import Section
from handlers.kit.steps import Answers, Option, Step, number, words
from handlers.kit.whose import for_whom, plainly_named
from handlers.me import BUILDING, LONGEST_NAME, ROOMS, answered_home
from locales import N_, _

MOST_OFFERED = 8  # names as buttons; others are typed
MOST_LISTED = 10  # in "my things"
MOST_COMPANIONS = 10
KNOWN, NEW, FOUND = "=", "+", "?"  # what `who` begins with: an id, a name, a name met before

router = Router(
    refusals={
        TooManyContacts: N_(
            "You act for {most} people already. Please ask the staff to sign up anybody else."
        ),
        ActedForAlready: N_(
            "Somebody else acts for this person already. Please ask them, or the staff."
        ),
        HasTelegram: N_(
            "Somebody of this name and home uses Telegram and can sign up themselves."
        ),
    },
    keeps=(N_("the people without Telegram you act for: their names and where they live"),),
)


@router.press(ForSomeone, role=Role.RESIDENT)
def begin(ctx: Context, pressed: ForSomeone) -> None:
    activity = ctx.db.activities.activity(pressed.activity_id)
    activity.require_ahead(ctx.now)
    if not activity.is_open(ctx.now):
        raise SignUpClosed
    alone = {} if activity.companions_allowed else {"companions": "0"}
    FOR_SOMEONE.start(
        ctx,
        activity_id=activity.id,
        person_id=ctx.person.id,
        is_staff="yes" if Role.STAFF in ctx.person.roles else "",
        has_home="yes" if ctx.person.home != Home() else "",
        **alone,
    )


def finish(ctx: Context, facts: Answers) -> None:
    activity_id, companions = int(facts["activity_id"]), int(facts["companions"])
    contact = _contact(ctx, facts)
    or_say_why(ctx, contact, activity_id, lambda: _sign_up(ctx, activity_id, contact, companions))


@router.mine(Section.COMING)
def mine(turn: Turn, person: Person) -> list[str]:
    coming = turn.db.contacts.coming(person.id, turn.now, most=MOST_LISTED)
    seen = [look(turn, activity_id, contact) for contact, activity_id in coming]
    return [
        lines(f"{for_whom(one.person)} {named(one.activity, turn)}", standing(one)) for one in seen
    ]


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"acts_for": [_held(turn, contact) for contact in turn.db.contacts.of(person.id)]}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    """The staff serve those who have signed up for something; the others are erased as well."""
    for contact in turn.db.contacts.forget_proxy(person.id):
        forget(turn, contact)


def forget(turn: Turn, contact: Person) -> None:
    turn.features.erase(turn, contact)
    turn.db.privacy.erase(contact, turn.now)


def _sign_up(ctx: Context, activity_id: int, contact: Person, companions: int) -> None:
    seen = look(ctx.turn, activity_id, contact)
    if seen.sign_up:
        show_already(ctx, activity_id, contact)
    elif found := also_then(ctx.turn, contact.id, seen.activity):
        ctx.show(ask_despite(seen, found, JoinAnyway(activity_id, contact.id, companions)))
    else:
        sign_up(ctx, activity_id, contact, companions=companions)


def _contact(ctx: Context, facts: Answers) -> Person:
    """Somebody met before, or written down now."""
    chosen = facts["who"]
    if chosen[0] == FOUND and facts.get("found", NEW) != NEW:
        chosen = facts["found"]
    if chosen[0] != KNOWN:
        return ctx.db.contacts.meet(
            ctx.person, name=chosen[1:], home=_home(ctx, facts), now=ctx.now
        )
    contact = ctx.db.contacts.contact(int(chosen[1:]))
    require_may_act_for(ctx.person, contact)
    return contact if contact.proxy_id else ctx.db.contacts.adopt(contact, ctx.person)


def _home(ctx: Context, facts: Answers) -> Home:
    return ctx.person.home if facts.get("same_home") == "yes" else answered_home(facts)


def _held(turn: Turn, contact: Person) -> dict[str, object]:
    return {
        "name": contact.name,
        "building": contact.home.building,
        "unit": contact.home.unit,
        "room": contact.home.room,
        "sign_ups": turn.db.sign_ups.held(contact.id),
        "answers": turn.db.questions.held(contact.id),
    }


def _is_new(facts: Answers) -> bool:
    """Whether it is somebody of whom nothing but the name is known."""
    who = facts.get("who", KNOWN)
    is_found = bool(facts["is_staff"]) and facts.get("found", KNOWN) != NEW
    return who[0] == NEW or (who[0] == FOUND and not is_found)


def _asks_for_own_home(facts: Answers) -> bool:
    return bool(facts["has_home"]) and not facts["is_staff"]


def _is_elsewhere(facts: Answers) -> bool:
    return _is_new(facts) and facts.get("same_home") != "yes"


def _read_name(content: Content, turn: Turn) -> str:
    name = words(most=LONGEST_NAME)(content, turn)
    return f"{FOUND if turn.db.contacts.named(name, most=1) else NEW}{name}"


def _require_room(ctx: Context, who: str) -> None:
    """Said before more is typed in vain."""
    if who[0] != KNOWN:
        require_room(ctx.person, len(ctx.db.contacts.of(ctx.person.id)))


def _mine(turn: Turn, facts: Answers) -> Sequence[Option]:
    return _people(turn.db.contacts.of(int(facts["person_id"]))[-MOST_OFFERED:])


def _found(turn: Turn, facts: Answers) -> Sequence[Option]:
    same_name = _people(turn.db.contacts.named(facts["who"][1:], most=MOST_OFFERED))
    return [*same_name, Option(NEW, N_("Someone else"))]


def _people(people: Sequence[Person]) -> list[Option]:
    return [Option(f"{KNOWN}{one.id}", plainly_named(one), literal=True) for one in people]


def _companions(turn: Turn, facts: Answers) -> Sequence[Option]:
    most = turn.db.activities.activity(int(facts["activity_id"])).companions_allowed
    more = [Option(str(n), f"+{n}", literal=True) for n in range(1, most + 1)]
    return [Option("0", N_("Nobody else")), *more]


def _found_question(_turn: Turn, facts: Answers) -> str:
    name = isolated(facts["who"][1:])
    return paragraphs(_("I know somebody called {name}. Is it one of these?", name=name))


FOR_SOMEONE = Form(
    "for_someone",
    (
        Step(
            "who",
            asking_about(
                N_(
                    "Who shall be signed up? Please type the name. This is for people without "
                    "Telegram: I will write to you instead. If they come together with you, "
                    "use “With others” instead."
                )
            ),
            _read_name,
            _mine,
            columns=1,
            answered=_require_room,
        ),
        Step(
            "found",
            _found_question,
            options=_found,
            columns=1,
            when=lambda facts: bool(facts["is_staff"]) and facts.get("who", NEW)[0] == FOUND,
        ),
        Step(
            "same_home",
            N_("Do they live with you?"),
            options=(Option("yes", N_("Yes, with me")), Option("no", N_("No, elsewhere"))),
            when=lambda facts: _is_new(facts) and _asks_for_own_home(facts),
        ),
        replace(BUILDING, question=N_("Which building do they live in?"), when=_is_elsewhere),
        replace(ROOMS, when=lambda facts: _is_elsewhere(facts) and bool(facts.get("building"))),
        Step(
            "companions",
            N_("How many people come along with them?"),
            number(0, MOST_COMPANIONS),
            _companions,
            columns=4,
            require=require_allowed,
        ),
    ),
    finish,
)
