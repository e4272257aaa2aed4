"""Thanks in public by the staff, and the ranking of those who want to be in it."""

from datetime import timedelta

from community.groups import Purpose
from community.hours_served import Honour, Honoured
from community.people import Person, Role
from community.refusals import NoLongerThere
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Screen, bold, isolated, lines, paragraphs, plain
from handlers.kit.steps import Answers, Step, words
from handlers.menu import to_menu
from handlers.volunteers.buttons import (
    PostHonour,
    SetRanking,
    ShowHours,
    ShowRanking,
    ShowVolunteer,
    WriteHonour,
)
from handlers.volunteers.wording import hours
from locales import N_, _, speaking

MOST_RANKED = 10
RANKED_FOR = timedelta(days=365)
LONGEST_HONOUR = 200

router = Router()


@router.press(WriteHonour, role=Role.STAFF)
def begin(ctx: Context, pressed: WriteHonour) -> None:
    HONOUR.start(ctx, person_id=_person(ctx.turn, pressed.person_id).id)


def honour(ctx: Context, facts: Answers) -> None:
    """Into the group only if the person lets groups see their name; staff tap once more."""
    person = _person(ctx.turn, int(facts["person_id"]))
    given = ctx.db.hours.honour(person.id, facts["words"], by=ctx.person.id, now=ctx.now)
    said = _("Noted, and {name} is told.", name=isolated(person.name))
    back = Button(_("‹ Back"), ShowVolunteer(person.id))
    group = ctx.db.groups.serving(Purpose.NEIGHBOURHOOD)
    if group is None or not person.shows_name:
        hidden = _("Groups do not see their name, so it stays between you.")
        ctx.show(Screen(paragraphs(said, hidden), [[back]]))
        return
    text = paragraphs(said, _("This would stand in the group:"), _public(ctx.turn, given, person))
    ctx.show(Screen(text, [[Button(_("Post in the group"), PostHonour(given.id)), back]]))


@router.press(PostHonour, role=Role.STAFF)
def post(ctx: Context, pressed: PostHonour) -> None:
    """What the person allows is asked again: they may have changed it since."""
    given = ctx.db.hours.honour_of(pressed.honour_id)
    person = _person(ctx.turn, given.person_id)
    group = ctx.db.groups.serving(Purpose.NEIGHBOURHOOD)
    if group is None or not person.shows_name:
        raise NoLongerThere
    with speaking(ctx.house.language):
        text = _public(ctx.turn, given, person)
    # By a name of its own, so that a second tap does not post it twice.
    card = f"honour:{given.id}"
    if ctx.db.outbox.is_shown(card, group.chat_id):
        ctx.toast(_("That has been done already."))
        return
    Chat(ctx.turn, group.chat_id).say(Screen(text, (), card))
    ctx.db.audit.note("posted an honour", f"person:{person.id}", by=ctx.person.id, now=ctx.now)
    ctx.toast(_("Posted."))
    back = Button(_("‹ Back"), ShowVolunteer(person.id))
    ctx.show(Screen(_("It stands in the group now."), [[back]]))


@router.notice(Honoured)
def tell(chat: Chat, _person_told: Person, notice: Honoured) -> None:
    given = chat.turn.db.hours.honour_of(notice.honour_id)
    text = paragraphs(_("🏅 The staff thank you for your service:"), plain(given.words))
    chat.say(Screen(text, [[Button(_("My hours"), ShowHours(0))]]))


@router.command("ranking", role=Role.VOLUNTEER, summary=N_("Who has served how many hours"))
def show_ranking(ctx: Context) -> None:
    ctx.show(ranking(ctx.turn, ctx.person))


@router.press(ShowRanking, role=Role.RESIDENT)
def show_ranking_too(ctx: Context, _pressed: ShowRanking) -> None:
    ctx.show(ranking(ctx.turn, ctx.person))


def ranking(turn: Turn, person: Person) -> Screen:
    """Only those who want to be in it; the others are not even counted."""
    found = turn.db.hours.ranking(turn.now - RANKED_FOR, limit=MOST_RANKED)
    said = [
        f"{place}. {isolated(one.name)} · {hours(timedelta(minutes=minutes))}"
        for place, (one, minutes) in enumerate(found, 1)
    ]
    text = paragraphs(
        bold(_("Hours in the last twelve months")),
        lines(*said) or _("Nobody is in it yet."),
        _("Only those are shown who have switched it on."),
    )
    rows = [[Button(_("My hours"), ShowHours(0)), to_menu()]]
    if Role.VOLUNTEER in person.roles and not turn.db.volunteers.profile(person.id).in_ranking:
        rows = [[Button(_("Show me too"), SetRanking(1))], *rows]
    elif Role.VOLUNTEER not in person.roles:
        rows = [[Button(_("I want to help"), Opens("volunteer"))], *rows]
    return Screen(text, rows)


def _public(turn: Turn, given: Honour, person: Person) -> str:
    """As it stands in the group. Safe HTML."""
    head = _("🏅 {community} says thank you to {name}:", community=plain(turn.house.name),
             name=isolated(person.name))  # fmt: skip
    return paragraphs(head, plain(given.words))


def _person(turn: Turn, person_id: int) -> Person:
    person = turn.db.people.person(person_id)
    if person is None or not person.name:
        raise NoLongerThere
    return person


HONOUR = Form(
    "honour",
    (
        Step(
            "words",
            N_("What would you like to thank them for? They read it in your words."),
            words(most=LONGEST_HONOUR, multiline=True),
        ),
    ),
    honour,
    role=Role.STAFF,
)
