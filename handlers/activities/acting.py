"""For whom somebody acts: themself, or a person without Telegram whose card they see as well."""

from collections.abc import Sequence

from community.activities import Activity, State
from community.contacts import require_may_act_for
from community.people import Person, Role
from community.questions import Answered
from community.shifts import Shift
from community.sign_ups import Standing
from handlers.activities.buttons import ForSomeone, ShowActivity, ShowAnswers
from handlers.activities.wording import Seen, look, named, other
from handlers.kit.context import Context, Turn
from handlers.kit.dates import when
from handlers.kit.screen import Button, Press, Row, Screen, isolated, lines, paragraphs
from handlers.kit.whose import for_whom
from locales import _, ngettext

MOST_SHOWN = 8  # contacts on one card; staff find the others by typing the name
MOST_NAMES = 8  # on a card in a group


def whose(ctx: Context, for_id: int) -> Person:
    """Whose place the press is about; the right to act for them is checked at every press."""
    if for_id in (0, ctx.person.id):
        return ctx.person
    contact = ctx.db.contacts.contact(for_id)
    require_may_act_for(ctx.person, contact)
    return contact


def note_acting(ctx: Context, action: str, activity_id: int, person: Person) -> None:
    """What staff do for somebody else is written down."""
    if person.id != ctx.person.id and Role.STAFF in ctx.person.roles:
        subject = f"activity:{activity_id} person:{person.id}"
        ctx.db.audit.note(action, subject, by=ctx.person.id, now=ctx.now)


def others(seen: Seen) -> str:
    """A line for each person that the viewer acts for here."""
    return lines(*(_briefly(one) for one in _others(seen)))


def rows_for_others(seen: Seen) -> list[Row]:
    return [
        [Button(f"👤 {one.person.name}", ShowActivity(seen.activity.id, one.person.id))]
        for one in _others(seen)
    ]


def for_another(seen: Seen) -> Row:
    if not seen.activity.is_open(seen.turn.now) or seen.person.is_contact:
        return []
    return [Button(_("For others"), ForSomeone(seen.activity.id))]


def open_answers(seen: Seen) -> str:
    """That something the organiser needs to know of who comes has not been answered."""
    if seen.standing is Standing.WAITING:
        return ""
    still = sum(a.is_open and a.question.is_required for a in _answered(seen))
    if not still:
        return ""
    return ngettext(
        "❗ {n} question of the organiser is still open.",
        "❗ {n} questions of the organiser are still open.",
        still,
    )


def rows_of_answers(seen: Seen) -> list[Row]:
    answered = _answered(seen)
    if not answered:
        return []
    is_open = any(answer.is_open for answer in answered)
    label = _("Answer questions") if is_open else _("My answers")
    return [[Button(label, ShowAnswers(seen.activity.id, seen.for_id))]]


def coming_names(activity: Activity, turn: Turn) -> str:
    """Those who allow everybody to read their name, and how many more; never contacts."""
    if activity.state is not State.PUBLISHED:
        return ""
    names = turn.db.people.shown_at(activity.id, MOST_NAMES)
    if not names:
        return ""
    said = _(", ").join(isolated(name) for name in names)
    more = activity.taken - len(names)
    if more < 1:
        return _("Coming: {names}", names=said)
    return ngettext("Coming: {names} and {n} more", "Coming: {names} and {n} more", more,
                    names=said)  # fmt: skip


def ask_despite(seen: Seen, found: Sequence[Activity | Shift], sure: Press) -> Screen:
    """Said before anything is taken: it cannot both be done."""
    text = paragraphs(
        for_whom(seen.person),
        named(seen.activity, seen.turn),
        lines(_("At the same time there is already:"), *(other(o, seen.turn) for o in found)),
        _("Sign up all the same?"),
    )
    no = ShowActivity(seen.activity.id, seen.for_id)
    return Screen(text, [[Button(_("Sign up anyway"), sure)], [Button(_("No, go back"), no)]])


def _others(seen: Seen) -> list[Seen]:
    if seen.person.is_contact:
        return []
    found = seen.turn.db.contacts.signed_up(seen.person.id, seen.activity.id)
    return [look(seen.turn, seen.activity.id, contact) for contact in found[:MOST_SHOWN]]


def _answered(seen: Seen) -> Sequence[Answered]:
    return seen.turn.db.questions.of_sign_up(seen.sign_up) if seen.sign_up else ()


def _briefly(seen: Seen) -> str:
    name, sign_up = isolated(seen.person.name), seen.sign_up
    assert sign_up, "only those who have signed up are listed"
    if sign_up.standing is Standing.CONFIRMED:
        return ngettext("✅ {name} has a place.", "✅ {name} has {n} places.", sign_up.party,
                        name=name)  # fmt: skip
    if sign_up.standing is Standing.OFFERED:
        until = when(sign_up.offered_until or seen.turn.now, seen.turn)
        return _("❓ A place is reserved for {name} until {until}.", name=name, until=until)
    if seen.activity.awaits_draw:
        return _("🎲 {name} is in the draw.", name=name)
    return _("⏳ {name} is number {position} on the waiting list.", name=name,
             position=seen.position)  # fmt: skip
