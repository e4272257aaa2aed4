"""The year's work plan for the staff: what is to be done in each month, by whom, until when."""

from collections.abc import Sequence
from datetime import date

from babel.dates import get_month_names

from community.people import Person, Role
from community.refusals import NoLongerThere
from community.work_items import MonthUnfit, WorkItem, WorkItemDue, WorkItemRemindersDue
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import (
    Button,
    Press,
    Row,
    Screen,
    bold,
    isolated,
    lines,
    paragraphs,
    plain,
)
from handlers.kit.steps import Answers, Step, words
from handlers.menu import to_menu
from handlers.shifts.organising import read_date
from handlers.shifts.spans import day_said
from locales import N_, _, locale_of, spoken

TWELVE = 12
PER_ROW = 2
MOST_STAFF = 20
LONGEST_LABEL = 50

router = Router(refusals={MonthUnfit: N_("Please give a month from 1 to 12.")})


class ShowMonth(Press, prefix="work.month"):
    year: int
    month: int


class ShowItem(Press, prefix="work.show"):
    item_id: int


class AddItem(Press, prefix="work.add"):
    year: int
    month: int


class ChooseOwner(Press, prefix="work.who"):
    item_id: int


class SetOwner(Press, prefix="work.by"):
    item_id: int
    person_id: int


class ChangeDue(Press, prefix="work.due"):
    item_id: int


class SetDone(Press, prefix="work.done"):
    item_id: int
    done: int


@router.command(
    "workplan", role=Role.STAFF, summary=N_("The year's work plan"), label=N_("Work plan")
)
def show_plan(ctx: Context) -> None:
    today = ctx.now.astimezone(ctx.house.zone).date()
    ctx.show(_month(ctx.turn, today.year, today.month))


@router.press(ShowMonth, role=Role.STAFF)
def show_month(ctx: Context, pressed: ShowMonth) -> None:
    if not 1 <= pressed.month <= TWELVE:
        raise NoLongerThere
    ctx.show(_month(ctx.turn, pressed.year, pressed.month))


@router.press(ShowItem, role=Role.STAFF)
def show_item(ctx: Context, pressed: ShowItem) -> None:
    ctx.show(_item(ctx.turn, ctx.db.work.item(pressed.item_id)))


@router.press(AddItem, role=Role.STAFF)
def begin_adding(ctx: Context, pressed: AddItem) -> None:
    ADD.start(ctx, year=pressed.year, month=pressed.month)


def add(ctx: Context, facts: Answers) -> None:
    due = date.fromisoformat(facts["due"]) if facts["due"] else None
    year, month = (due.year, due.month) if due else (int(facts["year"]), int(facts["month"]))
    item = ctx.db.work.add(
        year,
        month,
        facts["title"],
        by=ctx.person.id,
        now=ctx.now,
        house=ctx.house,
        owner_id=ctx.person.id,
        due_on=due,
    )
    ctx.show(_item(ctx.turn, item))


@router.press(ChooseOwner, role=Role.STAFF)
def choose_owner(ctx: Context, pressed: ChooseOwner) -> None:
    item = ctx.db.work.item(pressed.item_id)
    staff = ctx.db.people.with_role(Role.STAFF)[:MOST_STAFF]
    buttons = [Button(one.name, SetOwner(item.id, one.id)) for one in staff]
    rows = [buttons[at : at + PER_ROW] for at in range(0, len(buttons), PER_ROW)]
    back = [Button(_("‹ Back"), ShowItem(item.id))]
    ctx.show(Screen(paragraphs(bold(item.title), _("Who sees to it?")), [*rows, back]))


@router.press(SetOwner, role=Role.STAFF)
def set_owner(ctx: Context, pressed: SetOwner) -> None:
    owner = ctx.db.people.person(pressed.person_id)
    if owner is None or Role.STAFF not in owner.roles:
        raise NoLongerThere
    item = ctx.db.work.assign(
        pressed.item_id, owner.id, by=ctx.person.id, now=ctx.now, house=ctx.house
    )
    ctx.show(_item(ctx.turn, item))


@router.press(ChangeDue, role=Role.STAFF)
def begin_due(ctx: Context, pressed: ChangeDue) -> None:
    DUE.start(ctx, item_id=ctx.db.work.item(pressed.item_id).id)


def change_due(ctx: Context, facts: Answers) -> None:
    due = date.fromisoformat(facts["due"])
    item = ctx.db.work.set_due(int(facts["item_id"]), due, now=ctx.now, house=ctx.house)
    ctx.show(_item(ctx.turn, item))


@router.press(SetDone, role=Role.STAFF)
def set_done(ctx: Context, pressed: SetDone) -> None:
    change = ctx.db.work.finish if pressed.done else ctx.db.work.reopen
    item = change(pressed.item_id, now=ctx.now, house=ctx.house)
    ctx.db.audit.note("done" if pressed.done else "reopened", item.card,
                      by=ctx.person.id, now=ctx.now)  # fmt: skip
    ctx.show(_item(ctx.turn, item))


@router.alarm(WorkItemRemindersDue)
def remind(turn: Turn, alarm: WorkItemRemindersDue) -> None:
    turn.db.work.remind(alarm, turn.now)


@router.notice(WorkItemDue)
def tell_due(chat: Chat, person: Person, notice: WorkItemDue) -> None:
    item = chat.turn.db.work.item(notice.item_id)
    if Role.STAFF not in person.roles or item.done_at is not None or item.due_on is None:
        raise NoLongerThere
    said = _("📌 Due on {day}:", day=day_said(item.due_on))
    if notice.days < 0:
        said = _("🔴 This was due on {day} and is not done:", day=day_said(item.due_on))
    rows = [[Button(_("✅ Done"), SetDone(item.id, 1)), Button(_("Open"), ShowItem(item.id))]]
    chat.say(Screen(paragraphs(said, bold(item.title)), rows))


def _month(turn: Turn, year: int, month: int) -> Screen:
    found = turn.db.work.month(year, month)
    rows: list[Row] = [[Button(_line(turn, item), ShowItem(item.id))] for item in found]
    name = str(get_month_names("wide", locale=locale_of(spoken()), context="stand-alone")[month])
    head = bold(_("Work plan: {month} {year}", month=name, year=year))
    text = paragraphs(head, "" if found else _("Nothing is planned for this month yet."))
    add_one = [Button(_("＋ Add"), AddItem(year, month)), to_menu()]
    return Screen(text, [*rows, _turns(year, month), add_one])


def _turns(year: int, month: int) -> Row:
    before = (year, month - 1) if month > 1 else (year - 1, TWELVE)
    after = (year, month + 1) if month < TWELVE else (year + 1, 1)
    return [Button("‹", ShowMonth(*before)), Button("›", ShowMonth(*after))]


def _line(turn: Turn, item: WorkItem) -> str:
    today = turn.now.astimezone(turn.house.zone).date()
    mark = "✅ " if item.done_at else "🔴 " if item.is_overdue(today) else ""
    due = f" · {day_said(item.due_on)}" if item.due_on else ""
    return f"{mark}{item.title}"[:LONGEST_LABEL] + due


def _item(turn: Turn, item: WorkItem) -> Screen:
    text = paragraphs(
        bold(item.title),
        lines(
            _("Until: {day}", day=day_said(item.due_on)) if item.due_on else _("Without a date"),
            _("In charge: {who}", who=isolated(item.owner)) if item.owner else _("Nobody's yet"),
            _("✅ Done") if item.done_at else "",
        ),
        plain(item.details),
    )
    done = item.done_at is not None
    rows: Sequence[Row] = [
        [Button(_("Not done yet") if done else _("✅ Done"), SetDone(item.id, int(not done)))],
        [Button(_("Who…"), ChooseOwner(item.id)), Button(_("Until when…"), ChangeDue(item.id))],
        [Button(_("‹ Back"), ShowMonth(item.year, item.month))],
    ]
    return Screen(text, rows)


def _about(turn: Turn, facts: Answers) -> str:
    item = turn.db.work.item(int(facts["item_id"]))
    return paragraphs(bold(item.title), _("Until when is it to be done?"))


ADD = Form(
    "work_item",
    (
        Step("title", N_("What is to be done?"), words(most=100)),
        Step(
            "due",
            N_("Until when? Type a day, or skip. You will be reminded a week and a day before."),
            read_date,
            optional=True,
        ),
    ),
    add,
    role=Role.STAFF,
)

DUE = Form("work_item_due", (Step("due", _about, read_date),), change_due, role=Role.STAFF)
