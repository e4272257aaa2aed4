"""Who was there: when checking in counts, what a code tells, and who was missed.

Attendance is the truth that feedback, hours, points and rates are reckoned from.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from community.activities import Activity, IsCancelled, State
from community.refusals import NoLongerThere, Refusal
from community.sign_ups import SignUp, Standing

OPENS_BEFORE = timedelta(minutes=60)  # those who help set up come an hour ahead
CLOSES_AFTER = timedelta(hours=3)  # time to copy a list kept on paper the same day
CORRECTED_FOR = timedelta(days=7)  # as long as opinions can be changed
RECORDED_AGAIN = timedelta(days=1)  # for an organiser who checked nobody in and was asked
CODE_DIGITS = 6  # few enough to read out; five guesses an hour find one in about 20,000 years
CODES_APART = timedelta(days=30)  # no two activities nearer than this share a code


class CheckInNotYet(Refusal):
    """It opens an hour before the start."""


class CheckInOver(Refusal):
    """Who was there is settled by now."""


class NotCheckedIn(Refusal):
    """There is no check-in to change."""


class PartyUnfit(Refusal):
    """Not a number of people from 1 to `most`."""


class NotMissed(Refusal):
    """Nobody holds it against the person (any more) that they did not come."""


class How(StrEnum):
    """How somebody was checked in."""

    CODE = "code"
    QR = "qr"
    STAFF = "staff"
    WALK_IN = "walk_in"  # in whatever way: without a place


class Phase(StrEnum):
    """Of checking oneself in."""

    NOT_YET = "not_yet"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody who was there, with `people` in all, themselves included."""

    activity_id: int
    person_id: int
    people: int
    at: datetime
    how: How
    by_id: int | None = None  # None: they checked themselves in


@dataclass(frozen=True, slots=True)
class Missed:
    """A place that stayed empty without a word; counts until it is excused or expires."""

    activity_id: int
    person_id: int
    at: datetime
    claimed_at: datetime | None = None  # says that they were there
    excused_at: datetime | None = None
    excused_by: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Turnout:
    """Counts of people, not of parties."""

    expected: int  # with a place
    here: int
    walk_ins: int  # of those here
    missing: int  # of those expected, parties of whom nobody is here


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody on the list at the door."""

    person_id: int
    name: str
    standing: Standing | None = None  # None: has not signed up
    companions: int = 0
    attendance: Attendance | None = None
    checked_in_by: str = ""  # the name
    missed: Missed | None = None

    @property
    def party(self) -> int:
        return 1 + self.companions


@dataclass(frozen=True, slots=True)
class CheckInEnds:
    """The house's own alarm: whoever has a place and did not come was missed."""

    activity_id: int
    attempt: int


@dataclass(frozen=True, slots=True)
class NobodyCheckedIn:
    """To the organiser: there is nothing to tell from who came."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class WasMissed:
    """To somebody with a place who did not come."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class SaysWasThere:
    """To the organiser: somebody who was missed says they came."""

    activity_id: int
    person_id: int


def phase(activity: Activity, now: datetime) -> Phase:
    if now < activity.starts_at - OPENS_BEFORE:
        return Phase.NOT_YET
    return Phase.OPEN if now < check_in_ends_at(activity) else Phase.OVER


def check_in_ends_at(activity: Activity) -> datetime:
    return activity.over_at + CLOSES_AFTER


def corrected_until(activity: Activity) -> datetime:
    """Until when those who manage it may still say who was there."""
    return activity.over_at + CORRECTED_FOR


def require_possible(activity: Activity, now: datetime, *, by_manager: bool) -> None:
    """That somebody can be checked in now."""
    if activity.state is State.CANCELLED:
        raise IsCancelled
    if activity.state is State.DRAFT:
        raise NoLongerThere
    if phase(activity, now) is Phase.NOT_YET:
        raise CheckInNotYet
    ends = corrected_until(activity) if by_manager else check_in_ends_at(activity)
    if now >= ends:
        raise CheckInOver


def check_in(
    activity: Activity,
    person_id: int,
    *,
    sign_up: SignUp | None,
    now: datetime,
    how: How,
    by_id: int | None = None,
) -> Attendance:
    """The whole party has come until somebody says otherwise. Who has no place is welcome too,
    and counted as such: nobody who stands at the door is sent away by a list."""
    require_possible(activity, now, by_manager=by_id is not None)
    has_place = sign_up is not None and sign_up.standing is Standing.CONFIRMED
    party = sign_up.party if sign_up else 1
    return Attendance(activity.id, person_id, party, now, how if has_place else How.WALK_IN, by_id)


def most_people(activity: Activity, sign_up: SignUp | None) -> int:
    """How many somebody may say came with them, themselves included."""
    return max(1 + activity.companions_allowed, sign_up.party if sign_up else 1)


def with_people(attendance: Attendance, people: int, *, most: int) -> Attendance:
    if not 1 <= people <= most:
        raise PartyUnfit(most=most)
    return replace(attendance, people=people)


def excuse(missed: Missed, *, by_id: int, now: datetime) -> Missed:
    """Once excused it stays so: a second reason does not need a second excuse."""
    if missed.excused_at:
        return missed
    return replace(missed, excused_at=now, excused_by=by_id)


def read_code(typed: str) -> str | None:
    """Six digits of any width, with or without spaces, and nothing else."""
    text = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed[:40]))
    return text if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", text) else None
