"""Becoming a volunteer, and saying what one can do, when one is free, and whether to be called."""

from collections.abc import Sequence
from dataclasses import replace

from community.people import Person, Role
from community.refusals import NoLongerThere
from community.volunteers import (
    EVERY_FREE_TIME,
    Profile,
    SkillApproved,
    SkillRefused,
    VolunteerApproved,
    skill_of,
)
from handlers.kit.context import Chat, Context
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, plain
from handlers.menu import list_commands, to_menu
from handlers.volunteers.buttons import (
    AskResign,
    Become,
    Resign,
    SetFree,
    SetGapCalls,
    SetLanguage,
    SetRanking,
    SetSkill,
    ShowFree,
    ShowHours,
    ShowLanguages,
    ShowProfile,
    ShowSkills,
)
from handlers.volunteers.profiles import (
    free,
    invitation,
    languages,
    profile,
    skills,
    to_shifts,
)
from handlers.volunteers.wording import (
    LANGUAGES,
    skill_name,
)
from locales import N_, _

PER_ROW = 2

router = Router(
    keeps=(
        N_(
            "as a volunteer: what you can do, your languages and when you are free; the shifts "
            "you take and the hours you serve. Other volunteers in a shift see your name"
        ),
    )
)


@router.command(
    "volunteer",
    role=Role.RESIDENT,
    summary=N_("Lend a hand as a volunteer"),
    label=N_("Volunteering"),
)
def show(ctx: Context) -> None:
    ctx.show(profile(ctx.turn, ctx.person) if _is_volunteer(ctx.person) else invitation(ctx.turn))


@router.press(ShowProfile, role=Role.VOLUNTEER)
def show_profile(ctx: Context, _pressed: ShowProfile) -> None:
    ctx.show(profile(ctx.turn, ctx.person))


@router.press(Become, role=Role.RESIDENT)
def become(ctx: Context, _pressed: Become) -> None:
    """The profile follows at once: without it nothing can be offered."""
    if not ctx.db.volunteers.is_enrolled(ctx.person.id):
        ctx.db.volunteers.enrol(Profile(ctx.person.id), now=ctx.now, house=ctx.house)
    ctx.person = replace(ctx.person, roles=ctx.person.roles | Role.VOLUNTEER)
    list_commands(ctx.turn, ctx.person)
    thanks = _("Thank you! Please say what you can do and when you are free.")
    ctx.show(profile(ctx.turn, ctx.person, news=thanks))


@router.press(ShowSkills, role=Role.VOLUNTEER)
def show_skills(ctx: Context, _pressed: ShowSkills) -> None:
    ctx.show(skills(ctx.turn, _mine(ctx)))


@router.press(SetSkill, role=Role.VOLUNTEER)
def set_skill(ctx: Context, pressed: SetSkill) -> None:
    skill = _numbered([skill.id for skill in ctx.house.skills], pressed.number)
    mine = _mine(ctx)
    ticked = mine.skills | {skill} if pressed.on else mine.skills - {skill}
    saved = ctx.db.volunteers.enrol(replace(mine, skills=ticked), now=ctx.now, house=ctx.house)
    known = skill_of(ctx.house.skills, skill)
    if pressed.on and known and known.needs_approval and skill not in saved.approved:
        ctx.toast(_("The staff will ask you about this before it counts."))
    ctx.show(skills(ctx.turn, saved))


@router.press(ShowLanguages, role=Role.VOLUNTEER)
def show_languages(ctx: Context, _pressed: ShowLanguages) -> None:
    ctx.show(languages(_mine(ctx)))


@router.press(SetLanguage, role=Role.VOLUNTEER)
def set_language(ctx: Context, pressed: SetLanguage) -> None:
    code = _numbered([code for code, _name in LANGUAGES], pressed.number)
    mine = _mine(ctx)
    others = tuple(one for one in mine.languages if one != code)
    spoken_now = (*others, code) if pressed.on else others
    saved = ctx.db.volunteers.enrol(
        replace(mine, languages=spoken_now), now=ctx.now, house=ctx.house
    )
    ctx.show(languages(saved))


@router.press(ShowFree, role=Role.VOLUNTEER)
def show_free(ctx: Context, _pressed: ShowFree) -> None:
    ctx.show(free(_mine(ctx)))


@router.press(SetFree, role=Role.VOLUNTEER)
def set_free(ctx: Context, pressed: SetFree) -> None:
    at = EVERY_FREE_TIME[pressed.number] if pressed.number < len(EVERY_FREE_TIME) else None
    if at is None:
        raise NoLongerThere
    mine = _mine(ctx)
    times = mine.free | {at} if pressed.on else mine.free - {at}
    _enrolled(ctx, mine)
    ctx.db.volunteers.set_free(ctx.person.id, times)
    ctx.show(free(_mine(ctx)))


@router.press(SetGapCalls, role=Role.VOLUNTEER)
def set_gap_calls(ctx: Context, pressed: SetGapCalls) -> None:
    _enrolled(ctx, _mine(ctx))
    ctx.db.volunteers.set_gap_calls(ctx.person.id, bool(pressed.on))
    said = _("I will call you when somebody is missing.") if pressed.on else _("No more calls.")
    ctx.toast(said)
    ctx.show(profile(ctx.turn, ctx.person))


@router.press(SetRanking, role=Role.VOLUNTEER)
def set_ranking(ctx: Context, pressed: SetRanking) -> None:
    _enrolled(ctx, _mine(ctx))
    ctx.db.volunteers.set_ranking(ctx.person.id, bool(pressed.on))
    ctx.show(profile(ctx.turn, ctx.person))


@router.press(AskResign, role=Role.VOLUNTEER)
def ask_resign(ctx: Context, _pressed: AskResign) -> None:
    text = _("Would you like to stop? Shifts you have taken go to others; your hours stay.")
    rows = [
        [Button(_("Yes, stop"), Resign())],
        [Button(_("No, go on"), ShowProfile())],
    ]
    ctx.show(Screen(text, rows))


@router.press(Resign, role=Role.VOLUNTEER)
def resign(ctx: Context, _pressed: Resign) -> None:
    ctx.db.farewells.resign(ctx.person.id, now=ctx.now, house=ctx.house)
    ctx.person = replace(ctx.person, roles=ctx.person.roles & ~Role.VOLUNTEER)
    list_commands(ctx.turn, ctx.person)
    text = _("Thank you for all you have done! You are welcome back at any time.")
    ctx.show(Screen(text, [[Button(_("My hours"), ShowHours(0)), to_menu()]]))


@router.notice(SkillApproved)
def skill_approved(chat: Chat, _person: Person, notice: SkillApproved) -> None:
    skill = plain(skill_name(chat.turn.house, notice.skill))
    text = _("✅ Checked by the staff: {skill}. It counts from now on.", skill=skill)
    chat.say(Screen(text, [[to_shifts()]]))


@router.notice(SkillRefused)
def skill_refused(chat: Chat, _person: Person, notice: SkillRefused) -> None:
    """Kindly: it says nothing about the person."""
    skill = plain(skill_name(chat.turn.house, notice.skill))
    text = _("The staff could not confirm this for now: {skill}. Please talk to them; there is "
             "much else to do.", skill=skill)  # fmt: skip
    chat.say(Screen(text, [[to_shifts()]]))


@router.notice(VolunteerApproved)
def volunteer_approved(chat: Chat, _person: Person, _notice: VolunteerApproved) -> None:
    text = _("✅ The staff have confirmed you as a volunteer. All shifts are open to you now.")
    chat.say(Screen(text, [[to_shifts()]]))


def _numbered(ids: Sequence[str], number: int) -> str:
    """A button can be forged, and the house's list can have become shorter."""
    if number >= len(ids):
        raise NoLongerThere
    return ids[number]


def _mine(ctx: Context) -> Profile:
    return ctx.db.volunteers.profile(ctx.person.id)


def _enrolled(ctx: Context, mine: Profile) -> None:
    """Whoever said at the welcome that they can help has no profile yet."""
    if not ctx.db.volunteers.is_enrolled(ctx.person.id):
        ctx.db.volunteers.enrol(mine, now=ctx.now, house=ctx.house)


def _is_volunteer(person: Person) -> bool:
    return Role.VOLUNTEER in person.roles
