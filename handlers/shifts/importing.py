"""Shifts from a table that staff send: read, reported, and made after a yes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from community.people import Person, Role
from community.shifts import Part, Shift
from community.spelling import simply
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.fetching import file
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Press, Screen, bold, lines, paragraphs, plain
from handlers.kit.steps import Answers, Step
from handlers.kit.tables import to_correct
from handlers.shifts.buttons import ShowRota
from handlers.shifts.shift_table import (
    Line,
    NoEnd,
    NotADay,
    NotATime,
    Sheet,
    UnknownSkill,
    read_sheet,
)
from handlers.shifts.spans import span
from locales import N_, _, ngettext
from storage.proposals import Kind

MOST_SHOWN = 12

router = Router(
    refusals={
        NotADay: N_(
            "I could not read this day, or it has passed. Please type it like “9 May”, “5月9日” "
            "or “next Saturday”."
        ),
        NotATime: N_("I could not read this time. Please type it like 9:00-11:00."),
        NoEnd: N_("until when is it? Please type the time like 9:00-11:00."),
        UnknownSkill: N_("there is no such skill. Known are: {skills}"),
    }
)


class MakeShifts(Press, prefix="rota.make"):
    proposal_id: int
    publish: int


@router.command("importshifts", role=Role.STAFF, summary="")
def begin(ctx: Context) -> None:
    TABLE.start(ctx)


def fetch(ctx: Context, facts: Answers) -> None:
    ctx.show(Screen(_("One moment, I am reading the table.")))
    ctx.chat.fetch(
        "shifts",
        file_id=facts["file"],
        zone=str(ctx.house.zone),
        now=ctx.now.isoformat(),
        skills=_skills(ctx),
    )


@router.fetch("shifts", role=Role.STAFF, read=read_sheet, again="importshifts")
def report(chat: Chat, person: Person, _facts: Mapping[str, Any], sheet: Sheet) -> None:
    """Nothing is made before somebody has read this and said yes."""
    back = [Button(_("‹ Shift plan"), ShowRota(0))]
    if sheet.troubles:
        again = [Button(_("Send it again"), Opens("importshifts"))]
        chat.say(Screen(to_correct(sheet.table, sheet.troubles, chat.turn), [again, back]))
        return
    found = shifts_in(sheet.lines)
    kept = {"lines": [_packed(line) for line in sheet.lines]}
    number = chat.turn.db.proposals.put(person.id, Kind.SHIFTS, kept, chat.turn.now)
    make = ngettext("Publish {n} shift", "Publish {n} shifts", len(found))
    rows = [
        [Button(make, MakeShifts(number, 1))],
        [Button(_("Make drafts only"), MakeShifts(number, 0))],
        back,
    ]
    chat.say(Screen(_proposal(chat.turn, found), rows))


@router.press(MakeShifts, role=Role.STAFF)
def make(ctx: Context, pressed: MakeShifts) -> None:
    """All of them in this transaction; a second tap changes nothing."""
    kept = ctx.db.proposals.proposal(pressed.proposal_id, ctx.person.id, Kind.SHIFTS)
    if kept.is_used:
        ctx.toast(_("That has been done already."))
        return
    found = shifts_in([_unpacked(line) for line in kept.facts["lines"]])
    made = [
        ctx.db.shifts.create(shift, parts, by=ctx.person.id, now=ctx.now, house=ctx.house)
        for shift, parts in found
    ]
    if pressed.publish:
        ids = [shift.id for shift in made]
        ctx.db.shifts.publish_all(ids, now=ctx.now, house=ctx.house)
    ctx.db.proposals.use(kept.id, ctx.now)
    ctx.db.audit.note("imported shifts", f"shifts:{len(made)}", by=ctx.person.id, now=ctx.now)
    said = ngettext("{n} shift made.", "{n} shifts made.", len(made))
    ctx.show(Screen(said, [[Button(_("‹ Shift plan"), ShowRota(0))]]))


def shifts_in(table: Sequence[Line]) -> list[tuple[Shift, list[Part]]]:
    """Rows of one title, time and place are one shift, with a part for each of them."""
    ordered = sorted(table, key=lambda line: (line.starts_at, line.title, line.place, line.row))
    return [
        (Shift(title, starts_at, ends_at, place=place), [_part(line) for line in group])
        for (title, starts_at, ends_at, place), group in groupby(ordered, lambda line: line.shift)
    ]


def _proposal(turn: Turn, found: Sequence[tuple[Shift, Sequence[Part]]]) -> str:
    count = ngettext("{n} shift in the table:", "{n} shifts in the table:", len(found))
    shown = [f"• {_row(turn, shift, parts)}" for shift, parts in found[:MOST_SHOWN]]
    rest = len(found) - MOST_SHOWN
    more = ngettext("… and {n} more.", "… and {n} more.", rest) if rest > 0 else ""
    return paragraphs(bold(count), lines(*shown, more))


def _row(turn: Turn, shift: Shift, parts: Sequence[Part]) -> str:
    people = sum(part.wanted for part in parts)
    count = ngettext("{n} person", "{n} people", people)
    return f"{plain(shift.title)} · {span(shift.starts_at, shift.ends_at, turn)} · {count}"


def _part(line: Line) -> Part:
    return Part(line.people, name=line.role, skill=line.skill)


def _packed(line: Line) -> dict[str, object]:
    return {
        "row": line.row,
        "title": line.title,
        "starts_at": line.starts_at.isoformat(),
        "ends_at": line.ends_at.isoformat(),
        "place": line.place,
        "role": line.role,
        "people": line.people,
        "skill": line.skill,
    }


def _unpacked(kept: Mapping[str, Any]) -> Line:
    moments = {key: datetime.fromisoformat(kept[key]) for key in ("starts_at", "ends_at")}
    return Line(**{**kept, **moments})


def _skills(ctx: Context) -> dict[str, str]:
    """By the words for them in every language; the empty word names them all."""
    by_name = {
        simply(word): skill.id
        for skill in ctx.house.skills
        for word in (skill.id, *skill.names.values())
    }
    known = _(", ").join(skill.name(ctx.person.language) for skill in ctx.house.skills)
    return {**by_name, "": known}


def _which_file(_turn: Turn, _answers: Answers) -> str:
    return _(
        "Please send the shifts here as a file: Excel (.xlsx) or CSV, with the headers in the "
        "first row. Needed: Shift, Date, Time (as 9:00-11:00). Also understood: Place, Role, "
        "How many, Skill. Several roles of a shift are several rows."
    )


TABLE = Form("shift_table", (Step("file", _which_file, file),), fetch, role=Role.STAFF)
