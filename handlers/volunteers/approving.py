"""Staff look at the volunteers, and say whose skills count where that matters."""

from datetime import timedelta

from community.people import Person, Role
from community.refusals import NoLongerThere
from community.volunteers import Profile, SkillsToApprove
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Row, Screen, bold, isolated, lines, paragraphs, plain
from handlers.kit.whose import home_line, plainly_named
from handlers.menu import to_menu
from handlers.volunteers.buttons import (
    ApproveSkill,
    ApproveVolunteer,
    RefuseSkill,
    ShowVolunteer,
    ShowVolunteers,
    WriteHonour,
)
from handlers.volunteers.wording import (
    free_line,
    hours,
    languages_line,
    skill_name,
    skills_line,
)
from locales import N_, _, ngettext, spoken

PER_PAGE = 8
LONGEST_LABEL = 40

router = Router()


@router.command(
    "volunteers", role=Role.STAFF, summary=N_("The volunteers"), label=N_("The volunteers")
)
def show_all(ctx: Context) -> None:
    ctx.show(_listed(ctx.turn, 0))


@router.press(ShowVolunteers, role=Role.STAFF)
def show_page(ctx: Context, pressed: ShowVolunteers) -> None:
    ctx.show(_listed(ctx.turn, pressed.page))


@router.press(ShowVolunteer, role=Role.STAFF)
def show_one(ctx: Context, pressed: ShowVolunteer) -> None:
    ctx.show(volunteer(ctx.turn, _volunteer(ctx, pressed.person_id)))


@router.press(ApproveSkill, role=Role.STAFF)
def approve_skill(ctx: Context, pressed: ApproveSkill) -> None:
    skill = _waiting_skill(ctx, pressed.person_id, pressed.number)
    ctx.db.volunteers.approve_skill(pressed.person_id, skill, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("Noted. They are told."))
    ctx.show(volunteer(ctx.turn, _volunteer(ctx, pressed.person_id)))


@router.press(RefuseSkill, role=Role.STAFF)
def refuse_skill(ctx: Context, pressed: RefuseSkill) -> None:
    skill = _waiting_skill(ctx, pressed.person_id, pressed.number)
    ctx.db.volunteers.refuse_skill(pressed.person_id, skill, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("Noted. They are told."))
    ctx.show(volunteer(ctx.turn, _volunteer(ctx, pressed.person_id)))


@router.press(ApproveVolunteer, role=Role.STAFF)
def approve(ctx: Context, pressed: ApproveVolunteer) -> None:
    person = _volunteer(ctx, pressed.person_id)
    ctx.db.volunteers.approve(person.id, by=ctx.person.id, now=ctx.now, approved=bool(pressed.on))
    ctx.toast(_("Noted. They are told.") if pressed.on else _("Noted."))
    ctx.show(volunteer(ctx.turn, person))


@router.notice(SkillsToApprove)
def tell_to_approve(chat: Chat, person: Person, notice: SkillsToApprove) -> None:
    waiting = dict(_waiting(chat.turn))
    who = chat.turn.db.people.person(notice.person_id)
    if Role.STAFF not in person.roles or who is None or notice.person_id not in waiting:
        raise NoLongerThere
    named = (plain(skill_name(chat.turn.house, skill)) for skill in waiting[notice.person_id])
    text = _("{name} would like to help with: {skills}. Please check whether they can.",
             name=isolated(who.name), skills=_(", ").join(named))  # fmt: skip
    chat.say(Screen(text, [[Button(_("Look at it"), ShowVolunteer(who.id))]]))


def volunteer(turn: Turn, person: Person) -> Screen:
    """One of them, as the staff see it."""
    known = turn.db.volunteers.profile(person.id)
    served = timedelta(minutes=turn.db.hours.minutes(person.id))
    text = paragraphs(
        lines(bold(person.name), home_line(person.home)),
        lines(
            _("Can do: {skills}", skills=skills_line(turn.house, known) or _("not said")),
            _("Speaks: {languages}", languages=languages_line(known) or _("not said")),
            _("Free: {times}", times=free_line(known) or _("not said")),
            _("Hours so far: {hours}", hours=hours(served)),
            _("✅ Confirmed by the staff") if known.is_approved else "",
        ),
    )
    rows = [*_skill_rows(turn, person, known), [_vouching(person, known)]]
    praise = Button(_("🏅 Honour…"), WriteHonour(person.id))
    return Screen(text, [*rows, [praise, Button(_("‹ The volunteers"), ShowVolunteers(0))]])


def _skill_rows(turn: Turn, person: Person, known: Profile) -> list[Row]:
    """For each that waits to be checked."""
    rows: list[Row] = []
    for number, skill in enumerate(turn.house.skills):
        if skill.id in known.skills - known.approved:
            yes = Button(f"✅ {skill.name(spoken())}", ApproveSkill(person.id, number))
            rows.append([yes, Button(_("✖️ Not now"), RefuseSkill(person.id, number))])
    return rows


def _vouching(person: Person, known: Profile) -> Button:
    if known.is_approved:
        return Button(_("Take back"), ApproveVolunteer(person.id, 0))
    return Button(_("✅ Confirm"), ApproveVolunteer(person.id, 1))


def _listed(turn: Turn, number: int) -> Screen:
    """Those to check come first, on every page."""
    page = Page(number, turn.db.volunteers.count(), PER_PAGE)
    found = [
        person
        for person, _profile in turn.db.volunteers.listed(offset=page.offset, limit=page.size)
    ]
    to_check = [person for person, _skills in turn.db.volunteers.awaiting_approval()]
    waiting = {person.id for person in to_check}
    rows = [_to_one(person, "❗ ") for person in to_check[:PER_PAGE]]
    rows += [_to_one(person) for person in found if person.id not in waiting]
    count = ngettext("{n} volunteer", "{n} volunteers", page.total)
    said = ngettext("❗ {n} to check", "❗ {n} to check", len(waiting)) if waiting else ""
    text = paragraphs(bold(_("The volunteers")), lines(count, said))
    return Screen(text, [*rows, page.turns(ShowVolunteers), [to_menu()]])


def _to_one(person: Person, mark: str = "") -> Row:
    label = f"{mark}{plainly_named(person)}"
    return [Button(label[:LONGEST_LABEL], ShowVolunteer(person.id))]


def _waiting(turn: Turn) -> list[tuple[int, list[str]]]:
    return [(person.id, skills) for person, skills in turn.db.volunteers.awaiting_approval()]


def _volunteer(ctx: Context, person_id: int) -> Person:
    person = ctx.db.people.person(person_id)
    if person is None or not person.name or Role.VOLUNTEER not in person.roles:
        raise NoLongerThere
    return person


def _waiting_skill(ctx: Context, person_id: int, number: int) -> str:
    """The skill that the button was drawn for; gone when the person has changed the list."""
    known = ctx.db.volunteers.profile(_volunteer(ctx, person_id).id)
    skills = [skill.id for skill in ctx.house.skills]
    if number >= len(skills) or skills[number] not in known.skills - known.approved:
        raise NoLongerThere
    return skills[number]
