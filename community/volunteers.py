"""Who volunteers: what they can do, when they are free, and whether that fits.

Must not know of shifts: whoever asks says what is needed, and when.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from community.refusals import Refusal

A_LITTLE = timedelta(minutes=30)  # that a shift may reach into a time that is not free
LIFTING = "lifting"
A_DAY = timedelta(days=1)


class SkillMissing(Refusal):
    """The person does not have `skill`."""


class SkillUnapproved(Refusal):
    """The staff have not yet said yes to `skill`."""


class ApprovalMissing(Refusal):
    """Only for people whom the staff vouch for."""


@dataclass(frozen=True, slots=True)
class Skill:
    id: str
    names: Mapping[str, str]  # by language
    needs_approval: bool = False

    def name(self, language: str) -> str:
        return self.names.get(language) or next(iter(self.names.values()), self.id)


class PartOfDay(StrEnum):
    """The night belongs to the evening in which it begins."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A part of a day of the week; Monday is 0."""

    weekday: int
    part: PartOfDay


EVERY_FREE_TIME = tuple(FreeTime(day, part) for day in range(7) for part in PartOfDay)

_BEGINS = {
    PartOfDay.MORNING: (time(5), time(12)),
    PartOfDay.AFTERNOON: (time(12), time(18)),
    PartOfDay.EVENING: (time(18), time(5)),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody told about themself; only `approved` skills count."""

    person_id: int
    skills: frozenset[str] = frozenset()
    approved: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    free: frozenset[FreeTime] = field(default=frozenset())  # empty: has not said
    hears_gaps: bool = False
    in_ranking: bool = False
    is_approved: bool = False  # the staff vouch for them
    joined_at: datetime | None = None

    @property
    def lifts(self) -> bool:
        return LIFTING in self.skills

    def is_free(self, times: Iterable[FreeTime]) -> bool:
        """Who has not said when is asked for everything."""
        return not self.free or self.free.issuperset(times)

    def require_fit(self, skill: str, *, needs_approval: bool) -> None:
        if skill and skill not in self.skills:
            raise SkillMissing(skill=skill)
        if skill and skill not in self.approved:
            raise SkillUnapproved(skill=skill)
        if needs_approval and not self.is_approved:
            raise ApprovalMissing


@dataclass(frozen=True, slots=True)
class SkillsToApprove:
    """To the staff: somebody says they can do what has to be shown first."""

    person_id: int


@dataclass(frozen=True, slots=True)
class SkillApproved:
    skill: str


@dataclass(frozen=True, slots=True)
class SkillRefused:
    skill: str


@dataclass(frozen=True, slots=True)
class VolunteerApproved:
    """The staff vouch for the person: more shifts are open to them."""


def times_of(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> frozenset[FreeTime]:
    """The times of the week that somebody has to be free at; a little more or less is let go."""
    spans = list(_spans(starts_at, ends_at, zone))
    needed = {when for when, overlap in spans if overlap > A_LITTLE}
    return frozenset(needed or {max(spans, key=lambda span: span[1])[0]})


def _spans(
    starts_at: datetime, ends_at: datetime, zone: ZoneInfo
) -> Iterator[tuple[FreeTime, timedelta]]:
    """Reckoned in UTC: a sum of local times would be wrong when the clocks change."""
    day = starts_at.astimezone(zone).date() - A_DAY
    while day <= ends_at.astimezone(zone).date():
        for part, (begin, end) in _BEGINS.items():
            begins = datetime.combine(day, begin, zone).astimezone(UTC)
            last_day = day if begin < end else day + A_DAY
            ends = datetime.combine(last_day, end, zone).astimezone(UTC)
            overlap = min(ends, ends_at) - max(begins, starts_at)
            if overlap > timedelta(0):
                yield FreeTime(day.weekday(), part), overlap
        day += A_DAY


def bits_of(times: Iterable[FreeTime]) -> int:
    return sum(1 << EVERY_FREE_TIME.index(when) for when in set(times))


def times_in(bits: int) -> frozenset[FreeTime]:
    return frozenset(when for n, when in enumerate(EVERY_FREE_TIME) if bits >> n & 1)


def skill_of(skills: Iterable[Skill], skill_id: str) -> Skill | None:
    return next((skill for skill in skills if skill.id == skill_id), None)


def _skill(id_: str, hans: str, hant: str, english: str, *, shown: bool = False) -> Skill:
    names = MappingProxyType({"zh_Hans": hans, "zh_Hant": hant, "en": english})
    return Skill(id_, names, needs_approval=shown)


SKILLS = (
    _skill("first_aid", "急救", "急救", "First aid", shown=True),
    _skill("driving", "开车", "開車", "Driving", shown=True),
    _skill("repairs", "修理", "修繕", "Repairs"),
    _skill("cooking", "做饭", "烹飪", "Cooking"),
    _skill("tutoring", "辅导功课", "課業輔導", "Tutoring"),
    _skill("it", "电脑手机", "電腦手機", "Computers and phones"),
    _skill("translation", "翻译", "翻譯", "Translation"),
    _skill(LIFTING, "搬重物", "搬重物", "Lifting"),
)
