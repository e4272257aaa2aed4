"""The staff fill a shift: who is in it, who is put in or taken out, and calls for more."""

from datetime import datetime

from community.assignments import ShiftClashes
from community.people import Person, Role
from community.refusals import NoLongerThere, Refusal
from community.searching import is_meant
from community.shifts import Shift
from community.volunteers import ApprovalMissing, SkillMissing, SkillUnapproved
from handlers.kit.context import Context, Turn
from handlers.kit.dates import when
from handlers.kit.form import Form
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, isolated, paragraphs, plain
from handlers.kit.steps import Answers, Step, words
from handlers.kit.whose import plainly_named
from handlers.shifts.browsing import redraw_gaps
from handlers.shifts.buttons import (
    Assign,
    CallForGap,
    ChoosePart,
    FindVolunteer,
    ShowCrew,
    ShowMember,
    Unassign,
)
from handlers.shifts.managed import CREW_PAGE, back, crew, managed, member, part_choices
from handlers.shifts.managing import asking, managed_shift, note, of_part
from handlers.shifts.wording import in_words, named
from locales import N_, _

MOST_FOUND = 10

router = Router()


@router.press(ShowCrew, role=Role.STAFF)
def show_crew(ctx: Context, pressed: ShowCrew) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    members = ctx.db.crews.crew(shift.id)
    page = Page(pressed.page, len(members), CREW_PAGE)
    ctx.show(crew(ctx.turn, shift, members, page))


@router.press(ShowMember, role=Role.STAFF)
def show_member(ctx: Context, pressed: ShowMember) -> None:
    show_one(ctx, managed_shift(ctx, pressed.shift_id), pressed.person_id)


def show_one(ctx: Context, shift: Shift, person_id: int, *, news: str = "") -> None:
    """Somebody in a shift; `news` is safe HTML."""
    members = ctx.db.crews.crew(shift.id)
    one = next((m for m in members if m.assignment.person_id == person_id), None)
    if one is None:
        raise NoLongerThere
    ctx.show(member(ctx.turn, shift, one, news=news))


@router.press(ChoosePart, role=Role.STAFF)
def choose_part(ctx: Context, pressed: ChoosePart) -> None:
    ctx.show(part_choices(ctx.turn, managed_shift(ctx, pressed.shift_id)))


@router.press(FindVolunteer, role=Role.STAFF)
def begin_finding(ctx: Context, pressed: FindVolunteer) -> None:
    of_part(ctx, pressed.part_id)
    FINDING.start(ctx, part_id=pressed.part_id)


def find(ctx: Context, facts: Answers) -> None:
    part_id, said = int(facts["part_id"]), facts["part"]
    shift = of_part(ctx, part_id)
    found = [
        person
        for person in ctx.db.people.with_role(Role.VOLUNTEER)
        if is_meant(said, person.name, plainly_named(person))
    ]
    rows = [[Button(plainly_named(one), Assign(part_id, one.id))] for one in found[:MOST_FOUND]]
    text = _("With “{part}” in the name:", part=isolated(said))
    if not found:
        text = _("No volunteer has “{part}” in the name.", part=isolated(said))
    again = [Button(_("Find another"), FindVolunteer(part_id)), back(shift)]
    ctx.show(Screen(paragraphs(named(shift, ctx.turn), text), [*rows, again]))


@router.press(Assign, role=Role.STAFF)
def assign(ctx: Context, pressed: Assign) -> None:
    """What stands against it is said, and staff may do it all the same."""
    shift = of_part(ctx, pressed.part_id)
    person = _volunteer(ctx, pressed.person_id)
    try:
        ctx.db.crews.assign(
            pressed.part_id,
            person.id,
            by=ctx.person.id,
            now=ctx.now,
            insist=bool(pressed.sure),
        )
    except (ShiftClashes, SkillMissing, SkillUnapproved, ApprovalMissing) as refusal:
        anyway = Button(_("Put in anyway"), Assign(pressed.part_id, person.id, 1))
        text = paragraphs(named(shift, ctx.turn), _against(ctx.turn, person, refusal))
        ctx.show(Screen(text, [[anyway, back(shift)]]))
        return
    redraw_gaps(ctx.turn)
    ctx.toast(_("Noted. They are told."))
    ctx.show(managed(ctx.turn, ctx.db.shifts.shift(shift.id)))


@router.press(Unassign, role=Role.STAFF)
def unassign(ctx: Context, pressed: Unassign) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    ctx.db.crews.unassign(shift.id, pressed.person_id, by=ctx.person.id, now=ctx.now)
    redraw_gaps(ctx.turn)
    ctx.toast(_("Noted. They are told."))
    ctx.show(managed(ctx.turn, ctx.db.shifts.shift(shift.id)))


@router.press(CallForGap, role=Role.STAFF)
def call(ctx: Context, pressed: CallForGap) -> None:
    shift = of_part(ctx, pressed.part_id)
    ctx.db.gaps.call(pressed.part_id, now=ctx.now, house=ctx.house)
    note(ctx, "called for", shift)
    ctx.toast(_("I am calling volunteers who are free then, a few at a time."), alert=True)
    ctx.show(managed(ctx.turn, shift))


def _volunteer(ctx: Context, person_id: int) -> Person:
    person = ctx.db.people.person(person_id)
    if person is None or not person.name or Role.VOLUNTEER not in person.roles:
        raise NoLongerThere
    return person


def _against(turn: Turn, person: Person, refusal: Refusal) -> str:
    """Safe HTML."""
    name = isolated(person.name)
    if isinstance(refusal, ShiftClashes):
        starts_at = refusal.facts["starts_at"]
        assert isinstance(starts_at, datetime)
        return _("⚠️ {name} has something else then: {title}, {when}", name=name,
                 title=plain(str(refusal.facts["title"])), when=when(starts_at, turn))  # fmt: skip
    if isinstance(refusal, ApprovalMissing):
        return _("⚠️ {name} has not been confirmed by the staff yet.", name=name)
    skill = plain(str(in_words(refusal, turn).facts["skill"]))
    return _("⚠️ {name} needs to be able to do this: {skill}", name=name, skill=skill)


FINDING = Form(
    "find_volunteer",
    (
        Step("part", asking(N_("Whom are you looking for? A part of the name is enough.")),
             words(most=60)),
    ),
    find,
    role=Role.STAFF,
)  # fmt: skip
