"""The questions about whom a shift needs: how many, for what, and what they can do."""

from collections.abc import Callable, Iterable, Sequence

from community.shifts import MOST_PEOPLE, Part
from handlers.kit.context import Turn
from handlers.kit.steps import Answers, Option, Step, number, words
from handlers.volunteers.wording import skill_name
from locales import N_, _

MOST_PARTS = 3
ANYBODY, CONFIRMED = "anybody", "confirmed"
YES, NO = "yes", "no"


def parts_in(facts: Answers) -> list[Part]:
    """What was answered for each part that there is."""
    return [_part(facts, at) for at in range(MOST_PARTS) if facts.get(f"people{at}")]


def _has_more(at: int, facts: Answers) -> bool:
    """Whether there is a part number `at`."""
    return all(facts.get(f"more{before}") == YES for before in range(at))


def part_steps() -> Iterable[Step]:
    """How many, for what, who can do it, and whether there are others."""
    for at in range(MOST_PARTS):
        yield from _steps_of_part(at)


def _steps_of_part(at: int) -> Iterable[Step]:
    def applies(facts: Answers) -> bool:
        return _has_more(at, facts)

    yield _how_many(at, applies)
    yield Step(
        f"role{at}",
        N_("What do they do? For example “cashier”. Skip if they simply help."),
        words(most=40),
        optional=True,
        when=applies,
        name=N_("Role"),
    )
    yield Step(
        f"skill{at}",
        N_("Who can do it?"),
        options=_skills,
        when=applies,
        name=N_("Who can"),
        shown=_shown_skill,
    )
    if at + 1 < MOST_PARTS:
        yield _whether_more(at, applies)


def _how_many(at: int, applies: Callable[[Answers], bool]) -> Step:
    first = N_("How many people are needed? Tap or type a number.")
    return Step(
        f"people{at}",
        first if at == 0 else N_("How many people for the other role?"),
        number(1, MOST_PEOPLE),
        tuple(Option(str(n), str(n), literal=True) for n in (1, 2, 3, 5)),
        when=applies,
        name=N_("How many"),
        columns=4,
    )


def _whether_more(at: int, applies: Callable[[Answers], bool]) -> Step:
    return Step(
        f"more{at}",
        N_("Is anybody else needed, for something else?"),
        options=(Option(NO, N_("No, that's all")), Option(YES, N_("Yes, others too"))),
        when=applies,
        name=N_("Others too"),
        shown=lambda value, _turn: _("yes") if value == YES else _("no"),
    )


def _part(facts: Answers, at: int) -> Part:
    skill = facts[f"skill{at}"]
    return Part(
        int(facts[f"people{at}"]),
        name=facts.get(f"role{at}", ""),
        skill="" if skill in (ANYBODY, CONFIRMED) else skill,
        needs_approval=skill == CONFIRMED,
    )


def _skills(turn: Turn, _answers: Answers) -> Sequence[Option]:
    known = [
        Option(skill.id, skill_name(turn.house, skill.id), literal=True)
        for skill in turn.house.skills
    ]
    return (
        Option(ANYBODY, N_("Anybody")),
        *known,
        Option(CONFIRMED, N_("Confirmed only")),
    )


def _shown_skill(value: str, turn: Turn) -> str:
    named = {ANYBODY: N_("Anybody"), CONFIRMED: N_("Confirmed only")}
    return _(named[value]) if value in named else skill_name(turn.house, value)
