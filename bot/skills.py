"""What volunteers can be good at, as it is written in config.toml: one line for each skill.

"driving!: 开车 / 開車 / Driving" is an id, an exclamation mark where the staff have to say yes,
and the name in each language; one name alone stands for all.
"""

import re
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from bot.values import several
from community.volunteers import SKILLS, Skill

MOST = 20  # skills: more do not fit on a small screen
LANGUAGES = ("zh_Hans", "zh_Hant", "en")

_WRITTEN = re.compile(r"([a-z][a-z0-9_]{0,29})(!?)\s*:\s*(\S.{0,89})")
_LONGEST = 30  # signs of a name


def skill_in(line: str) -> Skill:
    """Raises ValueError."""
    found = _WRITTEN.fullmatch(line.strip())
    names = [name.strip() for name in found[3].split("/")] if found else []
    if not found or len(names) not in (1, len(LANGUAGES)):
        raise ValueError
    if not all(1 <= len(name) <= _LONGEST for name in names):
        raise ValueError
    of_each = names if len(names) > 1 else names * len(LANGUAGES)
    by_language = MappingProxyType(dict(zip(LANGUAGES, of_each, strict=True)))
    return Skill(found[1], by_language, needs_approval=bool(found[2]))


def line_of(skill: Skill) -> str:
    mark = "!" if skill.needs_approval else ""
    return f"{skill.id}{mark}: {' / '.join(skill.name(code) for code in LANGUAGES)}"


def _fit(lines: tuple[str, ...]) -> tuple[str, ...]:
    ids = [skill_in(line).id for line in lines]
    if len(set(ids)) < len(ids):
        raise ValueError("name each of them once.")
    return lines


SHIPPED = tuple(map(line_of, SKILLS))
SkillLines = Annotated[
    tuple[str, ...], BeforeValidator(several), AfterValidator(_fit), Field(max_length=MOST)
]
