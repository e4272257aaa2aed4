"""What volunteers see of their own profile: what they can do, when they are free."""

from collections.abc import Sequence

from community.people import Person
from community.volunteers import EVERY_FREE_TIME, LIFTING, FreeTime, PartOfDay, Profile
from handlers.kit.context import Turn
from handlers.kit.screen import Button, Opens, Press, Row, Screen, bold, lines, paragraphs
from handlers.menu import to_menu
from handlers.volunteers.buttons import (
    AskResign,
    Become,
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
from handlers.volunteers.wording import (
    LANGUAGES,
    SHORT_PARTS,
    free_line,
    languages_line,
    skill_name,
    skills_line,
    weekday,
)
from locales import _

PER_ROW = 2


def invitation(turn: Turn) -> Screen:
    text = paragraphs(
        bold(_("Volunteering in {community}", community=turn.house.name)),
        _("You take a shift when it suits you, are reminded in time, and can hand it over. Your "
          "hours are counted."),
    )  # fmt: skip
    return Screen(text, [[Button(_("I want to help"), Become())], [to_menu()]])


def profile(turn: Turn, person: Person, *, news: str = "") -> Screen:
    """What the person has said of themself; `news` is safe HTML."""
    mine = turn.db.volunteers.profile(person.id)
    yes, no = _("yes"), _("no")
    said = lines(
        _("Can do: {skills}", skills=skills_line(turn.house, mine) or _("not said")),
        _("Speaks: {languages}", languages=languages_line(mine) or _("not said")),
        _("Free: {times}", times=free_line(mine) or _("not said")),
        _("Can lift heavy things: {yes_or_no}", yes_or_no=yes if mine.lifts else no),
        _("Calls when somebody is missing: {yes_or_no}", yes_or_no=yes if mine.hears_gaps else no),
        _("Shown in the ranking: {yes_or_no}", yes_or_no=yes if mine.in_ranking else no),
    )
    hint = "" if mine.free or not mine.hears_gaps else _("To be called, please say when you are "
                                                         "free.")  # fmt: skip
    text = paragraphs(news, bold(_("Volunteering")), said, hint)
    return Screen(text, _profile_rows(turn, mine))


def _profile_rows(turn: Turn, mine: Profile) -> Sequence[Row]:
    calls = _("🔕 No calls") if mine.hears_gaps else _("🔔 Call me")
    ranking = _("Not in ranking") if mine.in_ranking else _("In the ranking")
    return [
        [to_shifts(), Button(_("My hours"), ShowHours(0))],
        [Button(_("What I can do"), ShowSkills()), Button(_("When I am free"), ShowFree())],
        [Button(_("Languages"), ShowLanguages()), *_lifting(turn, mine)],
        [Button(calls, SetGapCalls(int(not mine.hears_gaps))),
         Button(ranking, SetRanking(int(not mine.in_ranking)))],
        [Button(_("Stop helping"), AskResign()), to_menu()],
    ]  # fmt: skip


def _lifting(turn: Turn, mine: Profile) -> Row:
    """One of the skills, and asked for often enough for a button of its own."""
    ids = [skill.id for skill in turn.house.skills]
    if LIFTING not in ids:
        return []
    label = _("I can't lift") if mine.lifts else _("I can lift")
    return [Button(label, SetSkill(ids.index(LIFTING), int(not mine.lifts)))]


def skills(turn: Turn, mine: Profile) -> Screen:
    """Tapping sets what the label says is not so yet."""
    buttons = [
        _ticked(skill_name(turn.house, skill.id), SetSkill, number, skill.id in mine.skills)
        for number, skill in enumerate(turn.house.skills)
    ]
    text = paragraphs(_("What can you do? Tap all that is true."), skills_line(turn.house, mine))
    return Screen(text, [*_pairs(buttons), [_done()]])


def languages(mine: Profile) -> Screen:
    buttons = [
        _ticked(_(name), SetLanguage, number, code in mine.languages)
        for number, (code, name) in enumerate(LANGUAGES)
    ]
    text = _("Which languages do you speak? Tap all of them.")
    return Screen(text, [*_pairs(buttons), [_done()]])


def free(mine: Profile) -> Screen:
    """A row for each day."""
    buttons = [
        Button(
            f"{'✅' * (at in mine.free)}{_free_time(at)}",
            SetFree(number, int(at not in mine.free)),
        )
        for number, at in enumerate(EVERY_FREE_TIME)
    ]
    per_day = len(PartOfDay)
    rows = [buttons[at : at + per_day] for at in range(0, len(buttons), per_day)]
    text = paragraphs(_("When are you free in most weeks? Tap all that fits."), free_line(mine))
    return Screen(text, [*rows, [_done()]])


def _free_time(at: FreeTime) -> str:
    """As short as can be: there are three in a row."""
    return _("{day} {parts}", day=weekday(at.weekday), parts=_(SHORT_PARTS[at.part]))


def _ticked(label: str, press: type[Press], number: int, is_on: bool) -> Button:
    mark = "✅ " if is_on else ""
    return Button(f"{mark}{label}", press(number, int(not is_on)))  # type: ignore[call-arg]


def _pairs(buttons: Sequence[Button]) -> list[Row]:
    return [buttons[at : at + PER_ROW] for at in range(0, len(buttons), PER_ROW)]


def _done() -> Button:
    return Button(_("Done"), ShowProfile())


def to_shifts() -> Button:
    return Button(_("Shifts"), Opens("shifts"))
