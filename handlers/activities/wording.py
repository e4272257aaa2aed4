"""How activities, their dates and somebody's place in them are put into words."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.activities import Activity, State
from community.people import Person
from community.refusals import NoLongerThere
from community.shifts import Shift
from community.sign_ups import SignUp, Standing
from handlers.activities.rhythms import repeats
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.screen import bold, isolated, lines, paragraphs, plain
from handlers.kit.steps import Answers, Question
from locales import _, ngettext

SEAL_SHOWN = 16  # characters on a card, too many to be found by trying; all of it is explained


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

    @property
    def for_id(self) -> int:
        """What the buttons about this person's place carry: the contact that they are for."""
        return self.person.id if self.person.is_contact else 0


def look(turn: Turn, activity_id: int, person: Person, sign_up: SignUp | None = None) -> Seen:
    """With the sign-up as it stands, unless the caller has it; a draft is not there for anybody
    but those who manage it."""
    activity = turn.db.activities.activity(activity_id)
    if activity.state is State.DRAFT and not activity.may_be_managed_by(person):
        raise NoLongerThere
    sign_up = sign_up or turn.db.sign_ups.of(person.id, activity_id)
    waits = sign_up is not None and sign_up.standing is Standing.WAITING
    waits = waits and not activity.awaits_draw  # before it there is no order
    position = turn.db.sign_ups.position(sign_up) if waits and sign_up else 0
    return Seen(activity, person, turn, sign_up, position)


def from_until(activity: Activity, turn: Turn) -> str:
    """With the end, where somebody has said when that is."""
    start, end, zone = activity.starts_at, activity.ends_at, turn.house.zone
    if end is None:
        return when(start, turn)
    if start.astimezone(zone).date() == end.astimezone(zone).date():
        return f"{when(start, turn)}–{end.astimezone(zone):%H:%M}"
    return f"{when(start, turn)} – {when(end, turn)}"


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


def about(activity: Activity, turn: Turn, *, with_places: bool = True) -> str:
    """What there is to know about it, a line each; nobody's name."""
    return lines(
        bold(activity.title),
        _("When: {when}", when=from_until(activity, turn)),
        repeats(activity, turn),
        _("Where: {place}", place=plain(activity.place)) if activity.place else "",
        _("Cost: {cost}", cost=plain(activity.cost) or _("free")),
        _("For: {who}", who=plain(activity.who_may_come) or _("everyone")),
        cancelled(activity) or (places(activity, turn) if with_places else ""),
    )


def cancelled(activity: Activity) -> str:
    if activity.state is not State.CANCELLED:
        return ""
    return _("❌ Cancelled: {reason}", reason=plain(activity.cancel_reason))


def places(activity: Activity, turn: Turn) -> str:
    """How many are left, or how many wait."""
    if activity.state is State.DRAFT or activity.awaits_draw:
        return lines(_closed(activity, turn) or _in_draw(activity), draw(activity, turn))
    if turn.now >= activity.starts_at:
        return _begun(activity, turn)
    if closed := _closed(activity, turn):
        return closed
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


def _begun(activity: Activity, turn: Turn) -> str:
    """Afterwards with how many were there, where that is known."""
    if turn.now < activity.over_at:
        return _("It has begun.")
    here = turn.db.attendance.here(activity.id)
    if not here:
        return _("It is over.")
    return ngettext(
        "It is over; {n} person was there.", "It is over; {n} people were there.", here
    )


def draw(activity: Activity, turn: Turn) -> str:
    """That places are given by lot, as long as they are not; with the seal once it is made."""
    if not activity.awaits_draw or activity.draw_at is None:
        return ""
    drawn = _("🎲 Drawn by lot on {when}", when=when(activity.draw_at, turn))
    seal = f"<code>{activity.draw_seal[:SEAL_SHOWN]}…</code>" if activity.draw_seal else ""
    return lines(drawn, _("Seal of the draw: {seal}", seal=seal) if seal else "")


def _closed(activity: Activity, turn: Turn) -> str:
    """Why nobody can sign up; empty when they can, or will."""
    if activity.state is State.DRAFT:
        return ""
    if turn.now >= activity.sign_up_closes_at:
        return _("Sign-up is closed.")
    return _("⏸ Sign-up is paused for the moment.") if activity.is_paused else ""


def _in_draw(activity: Activity) -> str:
    places = ngettext("{n} place", "{n} places", activity.capacity)
    if not activity.awaits_draw or activity.state is State.DRAFT:
        return places
    return _("; ").join((places, ngettext("{n} in the draw", "{n} in the draw", activity.waiting)))


def at_the_same_time(seen: Seen) -> str:
    """What else the person has signed up for then; empty when nothing."""
    found = also_then(seen.turn, seen.person.id, seen.activity)
    if not found:
        return ""
    return lines(_("⚠️ At the same time you also have:"), *(other(o, seen.turn) for o in found))


def also_then(turn: Turn, person_id: int, activity: Activity) -> Sequence[Activity | Shift]:
    """What else the person has at that time: activities, and shifts that are not for this one."""
    span = (activity.starts_at, activity.over_at)
    shifts = turn.db.crews.at_that_time(person_id, *span)
    others = [shift for shift in shifts if shift.activity_id != activity.id]
    return [*turn.db.sign_ups.clashes(person_id, activity, turn.now), *others]


def other(one: Activity | Shift, turn: Turn) -> str:
    """Safe HTML."""
    return f"{bold(one.title)} · {when(one.starts_at, turn)}"


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
        has = ngettext("✅ You have a place.", "✅ You have {n} places, with yours.", party)
        return lines(has, _to_confirm(seen, seen.sign_up))
    if seen.activity.awaits_draw:
        return lines(
            _("🎲 You are in the draw, with number {number}.", number=seen.sign_up.id),
            _("For {n} people together.", n=party) if party > 1 else "",
        )
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


def _to_confirm(seen: Seen, sign_up: SignUp) -> str:
    if sign_up.confirm_by is None or seen.turn.now >= seen.activity.starts_at:
        return ""
    until = when(sign_up.confirm_by, seen.turn)
    return _("❗ It has changed: please say by {until} that you still come.", until=until)
