"""The annual plan from a table that staff send: read, reported, and taken over after a yes."""

from collections.abc import Mapping
from typing import Any

from community.people import Person, Role
from community.plan_dates import NotADate, OtherMonth, OtherYear
from community.plans import (
    CountWanted,
    MonthWanted,
    TitleWanted,
    TooManyDrafts,
    sort_out,
)
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.fetching import file
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Press, Row, Screen, lines
from handlers.kit.steps import Answers, Option, Step
from handlers.plans.plan_table import Sheet, read_sheet
from handlers.plans.report import proposal, troubles
from handlers.plans.views import ShowYear, year_plan
from locales import N_, _, ngettext
from storage.plan_entries import packed, unpacked
from storage.proposals import Kind

router = Router(
    refusals={
        NotADate: N_(
            "I could not read this date. Please write it like “5月9日 14:00”, “每周二 19:00” or "
            "“9 May 14:00”, or leave it empty."
        ),
        OtherMonth: N_("the date is {day}, but the month says {month}. Please correct one."),
        OtherYear: N_("the date is in {year}. Please correct the year."),
        TitleWanted: N_("there is no title. Please type one."),
        MonthWanted: N_("which month is it? Please type a number from 1 to 12."),
        CountWanted: N_("not a number. Please type one, or leave it empty."),
        TooManyDrafts: N_(
            "That would be {count} drafts; at most {most} at once. Please split the table."
        ),
    }
)


class TakeOver(Press, prefix="plan.make"):
    proposal_id: int


@router.command("plantable", role=Role.STAFF, summary="")
def begin(ctx: Context) -> None:
    TABLE.start(ctx)


def fetch(ctx: Context, facts: Answers) -> None:
    zone = str(ctx.house.zone)
    ctx.show(Screen(_("One moment, I am reading the table.")))
    ctx.chat.fetch("plan", file_id=facts["file"], year=int(facts["year"]), zone=zone)


@router.fetch("plan", role=Role.STAFF, read=read_sheet, again="plantable")
def report(chat: Chat, person: Person, facts: Mapping[str, Any], sheet: Sheet) -> None:
    """Nothing is taken over before somebody has read this and said yes."""
    turn, year = chat.turn, int(facts["year"])
    back = [Button(_("‹ Annual plan"), ShowYear(year))]
    if sheet.troubles:
        again = [Button(_("Send it again"), Opens("plantable"))]
        chat.say(Screen(troubles(turn, sheet, year), [again, back]))
        return
    moments, titles = turn.db.plans.known(year, turn.house.zone)
    found = sort_out(sheet.entries, turn.now, moments=moments, titles=titles)
    rows: list[Row] = [back]
    if label := _take_over(found.count, len(found.items)):
        kept = {"year": year, "entries": [packed(entry) for entry in sheet.entries]}
        number = turn.db.proposals.put(person.id, Kind.PLAN, kept, turn.now)
        rows = [[Button(label, TakeOver(number))], back]
    chat.say(Screen(proposal(found, year), rows))


@router.press(TakeOver, role=Role.STAFF)
def take_over(ctx: Context, pressed: TakeOver) -> None:
    """All of it in this transaction; a second tap changes nothing."""
    kept = ctx.db.proposals.proposal(pressed.proposal_id, ctx.person.id, Kind.PLAN)
    if kept.is_used:
        ctx.toast(_("That has been done already."))
        return
    year = int(kept.facts["year"])
    entries = [unpacked(facts) for facts in kept.facts["entries"]]
    moments, titles = ctx.db.plans.known(year, ctx.house.zone)
    found = sort_out(entries, ctx.now, moments=moments, titles=titles)
    ctx.db.plans.take_over(found, year, by=ctx.person.id, now=ctx.now)
    ctx.db.proposals.use(kept.id, ctx.now)
    ctx.db.audit.note("planned", f"plan:{year}", by=ctx.person.id, now=ctx.now)
    news = ngettext("{n} draft made.", "{n} drafts made.", found.count)
    if kept_rows := len(found.items):
        more = ngettext("{n} row kept in the plan.", "{n} rows kept in the plan.", kept_rows)
        news = lines(news, more)
    ctx.show(year_plan(ctx.turn, year, news=news))


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.proposals.forget(person.id)


def _take_over(drafts: int, items: int) -> str:
    """What the button says; empty when there is nothing new in the table."""
    if drafts:
        return ngettext("Make {n} draft", "Make {n} drafts", drafts)
    return ngettext("Keep {n} row", "Keep {n} rows", items) if items else ""


def _years(turn: Turn, _answers: Answers) -> tuple[Option, ...]:
    year = turn.now.astimezone(turn.house.zone).year
    return tuple(Option(str(y), str(y), literal=True) for y in (year, year + 1))


def _which_file(_turn: Turn, _answers: Answers) -> str:
    return _(
        "Please send the plan here as a file: Excel (.xlsx) or CSV, with the headers in the first "
        "row. Needed: Month, Title, Date. Also understood: Type, For whom, Place, Places, "
        "Volunteers, In charge, Note."
    )


TABLE = Form(
    "plan_table",
    (
        Step("year", N_("Which year is the plan for?"), options=_years),
        Step("file", _which_file, file),
    ),
    fetch,
    role=Role.STAFF,
)
