"""How a shift, its parts and somebody's place in it are put into words."""

from community.assignments import Assignment, HandOver, Standing
from community.people import Person, Role
from community.refusals import Refusal
from community.shifts import Part, Shift, ShiftState
from community.volunteers import SkillMissing, SkillUnapproved
from handlers.kit.context import Turn
from handlers.kit.dates import when as start
from handlers.kit.screen import bold, isolated, lines, plain
from handlers.shifts.spans import span
from handlers.volunteers.wording import skill_name
from locales import _, ngettext

STANDINGS = {
    Standing.TAKEN: "🙂",
    Standing.CONFIRMED: "✅",
    Standing.CAME: "🟢",
    Standing.LEFT: "🏁",
    Standing.MISSED: "–",
}


def when(shift: Shift, turn: Turn) -> str:
    return span(shift.starts_at, shift.ends_at, turn)


def title(shift: Shift) -> str:
    """Of a visit nothing is said to those whom it does not concern. Plain text."""
    return _("Care visit") if shift.is_visit else shift.title


def named(shift: Shift, turn: Turn) -> str:
    """The shift and its time, as every message has them. Safe HTML."""
    return f"{bold(title(shift))} · {when(shift, turn)}"


def named_plainly(shift: Shift, turn: Turn) -> str:
    return f"{title(shift)} · {when(shift, turn)}"


def labelled(shift: Shift, turn: Turn, between: str = "") -> str:
    """On a button, which phones cut at the end: the moment first."""
    return " ".join(part for part in (start(shift.starts_at, turn), between, title(shift)) if part)


def where(shift: Shift, turn: Turn) -> str:
    return " · ".join(part for part in (named(shift, turn), plain(shift.place)) if part)


def about(shift: Shift, turn: Turn) -> str:
    """What everybody may know of it. Safe HTML."""
    responsible = isolated(shift.responsible)
    return lines(
        bold(title(shift)),
        _("When: {when}", when=when(shift, turn)),
        _("Where: {place}", place=plain(shift.place)) if shift.place else "",
        _("Ask: {name}", name=responsible) if shift.responsible else "",
        plain(shift.details),
        cancelled(shift),
    )


def cancelled(shift: Shift) -> str:
    if shift.state is not ShiftState.CANCELLED:
        return ""
    reason = plain(shift.cancel_reason)
    return _("❌ Cancelled: {reason}", reason=reason) if reason else _("❌ Cancelled")


def parts(shift: Shift, turn: Turn) -> str:
    """How many are there of how many, by part. Safe HTML."""
    return lines(*(part_line(part, turn) for part in shift.parts))


def part_line(part: Part, turn: Turn) -> str:
    count = _("{taken} of {wanted}", taken=part.taken, wanted=part.wanted)
    said = _("{name}: {answer}", name=plain(part_name(part)), answer=count)
    return f"{said} {needs(part, turn)}".strip()


def part_name(part: Part) -> str:
    return part.name or _("Helpers")


def needs(part: Part, turn: Turn) -> str:
    """What somebody has to be able to do; empty when anybody can. Safe HTML."""
    wanted = []
    if part.skill:
        wanted.append(plain(skill_name(turn.house, part.skill)))
    if part.needs_approval:
        wanted.append(_("confirmed by the staff"))
    return _("({needed})", needed=_(", ").join(wanted)) if wanted else ""


def still_needed(shift: Shift) -> str:
    return ngettext("{n} still needed", "{n} still needed", shift.free)


def standing(turn: Turn, shift: Shift, mine: Assignment, asked: HandOver | None) -> str:
    """Where the person stands in it. Safe HTML."""
    if asked is not None:
        other = turn.db.people.person(asked.to_id)
        name = isolated(other.name) if other else _("somebody")
        return _(
            "⏳ You have asked {name} to take over. Until they say yes, it is yours.", name=name
        )
    part = next((part for part in shift.parts if part.id == mine.part_id), None)
    role = _(" as: {part}", part=plain(part.name)) if part and part.name else ""
    return STANDING_WORDS[mine.standing]() + role


STANDING_WORDS = {
    Standing.TAKEN: lambda: _("✅ You are in this shift"),
    Standing.CONFIRMED: lambda: _("✅ You have said that you will be there"),
    Standing.CAME: lambda: _("🟢 You are checked in"),
    Standing.LEFT: lambda: _("🏁 Done. Thank you!"),
    Standing.MISSED: lambda: _("You were not seen there"),
}


def may_see_names(person: Person, mine: Assignment | None) -> bool:
    return mine is not None or Role.STAFF in person.roles


def in_words(refusal: Refusal, turn: Turn) -> Refusal:
    """A skill by its name and not by its id."""
    if isinstance(refusal, SkillMissing | SkillUnapproved):
        return type(refusal)(skill=skill_name(turn.house, str(refusal.facts["skill"])))
    return refusal
