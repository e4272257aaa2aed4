"""How activities, their dates and somebody's place in them are put into words."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from community.activities import Activity, State
from community.people import Person
from community.refusals import NoLongerThere
from community.sign_ups import SignUp, Standing
from handlers.kit.context import Turn
from handlers.kit.screen import bold, isolated, lines, paragraphs, plain
from handlers.kit.steps import Answers, Question
from locales import _, locale_of, ngettext, spoken

# Babel's patterns: of this year, and of any other.
PATTERNS = {
    "zh_Hans": ("M月d日 EEE HH:mm", "y年M月d日 EEE HH:mm"),
    "zh_Hant": ("M月d日 EEE HH:mm", "y年M月d日 EEE HH:mm"),
    "en": ("EEE d MMM, HH:mm", "EEE d MMM y, HH:mm"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """An activity as one person sees it."""

    activity: Activity
    person: Person
    turn: Turn
    sign_up: SignUp | None = None
    position: int = 0  # in the waiting list, from 1

    @property
    def standing(self) -> Standing | None:
        return self.sign_up.standing if self.sign_up else None


def look(turn: Turn, activity_id: int, person: Person, sign_up: SignUp | None = None) -> Seen:
    """With the sign-up as it stands, unless the caller has it; a draft is not there for anybody
    but those who manage it."""
    activity = turn.db.activities.activity(activity_id)
    if activity.state is State.DRAFT and not activity.may_be_managed_by(person):
        raise NoLongerThere
    sign_up = sign_up or turn.db.sign_ups.of(person.id, activity_id)
    waits = sign_up is not None and sign_up.standing is Standing.WAITING
    position = turn.db.sign_ups.position(sign_up) if waits and sign_up else 0
    return Seen(activity, person, turn, sign_up, position)


def when(moment: datetime, turn: Turn) -> str:
    zone = turn.house.zone
    is_this_year = moment.astimezone(zone).year == turn.now.astimezone(zone).year
    return _when(moment, zone, spoken(), is_this_year)


@lru_cache(maxsize=1024)
def _when(moment: datetime, zone: ZoneInfo, language: str, is_this_year: bool) -> str:
    this_year, any_year = PATTERNS.get(language, PATTERNS["en"])
    pattern = this_year if is_this_year else any_year
    return format_datetime(moment, pattern, tzinfo=zone, locale=locale_of(language))


def named(activity: Activity, turn: Turn) -> str:
    """The activity and its date, as every message has them. Safe HTML."""
    return f"{bold(activity.title)} · {when(activity.starts_at, turn)}"


def named_plainly(activity: Activity, turn: Turn) -> str:
    """The same for a line over a button, which knows no HTML."""
    return f"{activity.title} · {when(activity.starts_at, turn)}"


def asking_about(question: str) -> Question:
    """A form's question under the activity that the form was started with."""

    def asked(turn: Turn, answers: Answers) -> str:
        activity = turn.db.activities.activity(int(answers["activity_id"]))
        return paragraphs(named(activity, turn), _(question))

    return asked


def about(activity: Activity, turn: Turn) -> str:
    """What there is to know about it, a line each; nobody's name."""
    return lines(
        bold(activity.title),
        _("When: {when}", when=when(activity.starts_at, turn)),
        _("Where: {place}", place=plain(activity.place)) if activity.place else "",
        _("Cost: {cost}", cost=plain(activity.cost) or _("free")),
        _("For: {who}", who=plain(activity.who_may_come) or _("everyone")),
        cancelled(activity) or places(activity, turn),
    )


def cancelled(activity: Activity) -> str:
    if activity.state is not State.CANCELLED:
        return ""
    return _("❌ Cancelled: {reason}", reason=plain(activity.cancel_reason))


def places(activity: Activity, turn: Turn) -> str:
    """How many are left, or how many wait."""
    if activity.state is State.DRAFT:
        capacity = activity.capacity
        return ngettext("{n} place", "{n} places", capacity)
    if turn.now >= activity.starts_at:
        return _("It has begun.")
    if not activity.is_open(turn.now):
        return _("Sign-up is closed.")
    if activity.free == 0:
        waits = ngettext("Full; {n} waiting", "Full; {n} waiting", activity.waiting)
        return waits if activity.waiting else _("Full")
    free = ngettext(
        "{n} of {capacity} places left",
        "{n} of {capacity} places left",
        activity.free,
        capacity=activity.capacity,
    )
    waiting = ngettext("{n} waiting", "{n} waiting", activity.waiting) if activity.waiting else ""
    return _("; ").join(part for part in (free, waiting) if part)


def organiser(activity: Activity) -> str:
    if not activity.organiser:
        return ""
    return _("Organised by {name}", name=isolated(activity.organiser))


def standing(seen: Seen) -> str:
    """Where the person stands; empty when they have not signed up."""
    if seen.sign_up is None:
        return ""
    party = seen.sign_up.party
    if seen.standing is Standing.CONFIRMED:
        return ngettext("✅ You have a place.", "✅ You have {n} places, with yours.", party)
    if seen.standing is Standing.WAITING:
        return lines(
            _("⏳ You are number {position} on the waiting list.", position=seen.position),
            _("For {n} people together.", n=party) if party > 1 else "",
        )
    until = when(seen.sign_up.offered_until or seen.turn.now, seen.turn)
    return ngettext(
        "A place is reserved for you until {until}. Would you like it?",
        "{n} places are reserved for you until {until}. Would you like them?",
        party,
        until=until,
    )
