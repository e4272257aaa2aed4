"""Care visits and calls: only those who visit and the one responsible know whom and where."""

from collections.abc import Sequence
from datetime import datetime

from community.groups import Purpose
from community.people import Person, Role
from community.refusals import NoLongerThere
from community.shift_news import VisitCheck, VisitGivenUp, VisitMissed
from community.shifts import A_VISIT, Shift
from community.visits import NothingToVisit, Visited, VisitNote
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.dates import when
from handlers.kit.form import Form
from handlers.kit.links import number_in
from handlers.kit.router import Router
from handlers.kit.screen import Button, Link, Screen, bold, isolated, lines, paragraphs, plain
from handlers.kit.steps import Answers, Step, words
from handlers.kit.times import length_of
from handlers.shifts.browsing import seen, shift_screen
from handlers.shifts.buttons import (
    AddNote,
    ChoosePart,
    Manage,
    PlanVisit,
    ReadVisit,
    ShowShift,
)
from handlers.shifts.managed import managed
from handlers.shifts.managing import asking, manage
from handlers.shifts.organising import LASTS, STARTS_AT
from handlers.shifts.wording import labelled, named
from locales import N_, _, speaking

MOST_NOTES = 5
MOST_VISITS = 20  # in one message to the desk
LONGEST_NOTE = 1000

router = Router(
    refusals={NothingToVisit: N_("Please give a name or an address.")},
    keeps=(N_("that you were visited, if you are; what was noted is encrypted, and only those who "
              "visit you and the staff member responsible can read it"),)
)  # fmt: skip


@router.command("newvisit", role=Role.STAFF, summary=N_("Plan a care visit or call"))
def begin(ctx: Context) -> None:
    PLAN.start(ctx)


@router.press(PlanVisit, role=Role.STAFF)
def begin_for(ctx: Context, pressed: PlanVisit) -> None:
    """What is known of them need not be typed, and is erased with them."""
    person = ctx.db.people.person(pressed.person_id)
    if person is None or not person.name:
        raise NoLongerThere
    PLAN.start(ctx, visited_id=person.id, name=person.name, **_address(person))


def plan(ctx: Context, facts: Answers) -> None:
    """Whoever plans it answers for it."""
    starts_at = datetime.fromisoformat(facts["starts_at"])
    visit = Shift(
        _("Care visit"),
        starts_at,
        starts_at + (length_of(facts["lasts"]) or A_VISIT),
        responsible_id=ctx.person.id,
        is_visit=True,
        visited_id=int(facts.get("visited_id") or 0) or None,
    )
    visited = Visited(facts["name"], facts["address"], facts["phone"], facts["words"])
    shift = ctx.db.visits.create(visit, visited, by=ctx.person.id, now=ctx.now, house=ctx.house)
    news = _("Planned. Now choose who goes: ＋ People.")
    ctx.show(managed(ctx.turn, shift, news=news))


@router.press(ReadVisit, role=Role.RESIDENT)
def read(ctx: Context, pressed: ReadVisit) -> None:
    """Gone from the database once it has been sent; in the chat it stays."""
    shift = seen(ctx.turn, pressed.shift_id, ctx.person)
    visited = ctx.db.visits.visited(shift.id, ctx.person)
    notes = ctx.db.visits.notes(shift.id, ctx.person)
    ctx.show(_visit(ctx.turn, shift, visited, notes[-MOST_NOTES:], ctx.person))


@router.press(AddNote, role=Role.RESIDENT)
def begin_note(ctx: Context, pressed: AddNote) -> None:
    NOTE.start(ctx, shift_id=seen(ctx.turn, pressed.shift_id, ctx.person).id)


def add_note(ctx: Context, facts: Answers) -> None:
    shift = seen(ctx.turn, int(facts["shift_id"]), ctx.person)
    ctx.db.visits.note(shift.id, ctx.person, facts["note"], now=ctx.now, house=ctx.house)
    said = _("Thank you. It is kept safely; only those who visit and the staff member responsible "
             "can read it.")  # fmt: skip
    ctx.show(shift_screen(ctx.turn, shift.id, ctx.person, news=said))


@router.link("visit", role=Role.STAFF)
def follow(ctx: Context, number: str) -> None:
    manage(ctx, Manage(number_in(number)))


@router.leaves_staff
def ask_others(turn: Turn, person: Person) -> None:
    """Somebody else of the staff has to answer for the visits that are to come."""
    coming = turn.db.rota.coming(turn.now, offset=0, limit=MOST_VISITS, viewer_id=person.id)
    visits = [one for one in coming if one.is_visit and one.responsible_id == person.id]
    desk = turn.db.groups.serving(Purpose.DESK)
    if not visits or desk is None:
        return
    with speaking(turn.house.language):
        text = _("Care visits are planned, and whoever was responsible has left. Who takes over?")
        rows = [[Link(labelled(one, turn), turn.link(f"visit-{one.id}"))] for one in visits]
        Chat(turn, desk.chat_id).say(Screen(text, rows))


@router.alarm(VisitCheck)
def check(turn: Turn, alarm: VisitCheck) -> None:
    turn.db.visits.check(alarm, turn.now)


@router.notice(VisitMissed, urgent=True)
def tell_missed(chat: Chat, _person: Person, notice: VisitMissed) -> None:
    """Nobody was checked in and no note was written: somebody has to look, at any hour."""
    shift = chat.turn.db.shifts.shift(notice.shift_id)
    text = _("❗ It seems that this visit was not made: nobody has checked in or left a note. "
             "Please ask, and look after the person if need be.")  # fmt: skip
    rows = [[Button(_("Open the visit"), Manage(shift.id))]]
    chat.say(Screen(paragraphs(named(shift, chat.turn), text), rows))


@router.notice(VisitGivenUp, urgent=True)
def tell_given_up(chat: Chat, _person: Person, notice: VisitGivenUp) -> None:
    shift = chat.turn.db.shifts.shift(notice.shift_id)
    shift.require_ahead(chat.turn.now)
    text = _("❗ Who was to make this visit can't. Please choose somebody else.")
    rows = [[Button(_("Choose"), ChoosePart(shift.id))]]
    chat.say(Screen(paragraphs(named(shift, chat.turn), text), rows))


def _address(person: Person) -> dict[str, str]:
    """Asked for when it is not known."""
    home = person.home
    parts = (home.building, "-".join(part for part in (home.unit, home.room) if part))
    known = " ".join(part for part in parts if part)
    return {"address": known} if known else {}


def _visit(
    turn: Turn, shift: Shift, visited: Visited, notes: Sequence[VisitNote], person: Person
) -> Screen:
    said = [
        f"• {when(one.at, turn)}, {isolated(one.by) if one.by else _('somebody')}: "
        f"{plain(one.words) or _('(can no longer be read)')}"
        for one in notes
    ]
    text = paragraphs(
        named(shift, turn),
        lines(
            bold(visited.name) if visited.name else _("(erased)"),
            _("Where: {place}", place=plain(visited.address)) if visited.address else "",
            _("Phone: {phone}", phone=plain(visited.phone)) if visited.phone else "",
            plain(visited.words),
        ),
        lines(_("Notes:") if said else "", *said),
        _("Please keep this to yourself."),
    )
    is_staff = Role.STAFF in person.roles
    to = Manage(shift.id) if is_staff else ShowShift(shift.id)
    return Screen(text, [[Button(_("Visit note"), AddNote(shift.id)), Button(_("‹ Back"), to)]])


PLAN = Form(
    "visit",
    (
        Step("name", N_("Who is to be visited or called? Only those who go and you see it."),
             words(most=60), name=N_("Name")),
        Step("address", N_("Where do they live?"), words(most=100), optional=True,
             name=N_("Address")),
        Step("phone", N_("What is their phone number?"), words(most=40), optional=True,
             name=N_("Phone number")),
        Step("words", N_("What has to be known before? For example: hard of hearing."),
             words(most=500, multiline=True), optional=True, name=N_("To know")),
        STARTS_AT,
        LASTS,
    ),
    plan,
    role=Role.STAFF,
    title=N_("Care visit"),
    confirm=N_("Plan it"),
    review=True,
)  # fmt: skip

NOTE = Form(
    "visit_note",
    (
        Step(
            "note",
            asking(N_("How was it? A sentence or two: how they are, what they need.")),
            words(most=LONGEST_NOTE, multiline=True),
        ),
    ),
    add_note,
)
