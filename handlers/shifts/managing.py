"""The staff look after shifts: publish, move, cancel and delete them."""

from datetime import datetime

from community.people import Role
from community.refusals import NotAllowed
from community.shifts import MOST_PEOPLE, Shift
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, paragraphs
from handlers.kit.steps import Answers, Option, Question, Step, number, words
from handlers.kit.times import moment
from handlers.shifts.browsing import redraw_gaps
from handlers.shifts.buttons import (
    AskDelete,
    CancelShift,
    ChangeNumber,
    Delete,
    Discard,
    Manage,
    MoveShift,
    Publish,
    PublishSeries,
    ShowRota,
    TakeVisit,
)
from handlers.shifts.managed import (
    PER_PAGE,
    back,
    managed,
    rota,
)
from handlers.shifts.wording import named
from locales import N_, _, ngettext

MOST_FOUND = 10
MOST_DRAFTS = 6
ONLY_THIS, ALL_LATER = "one", "all"

router = Router()


@router.command(
    "rota", role=Role.STAFF, summary=N_("Plan shifts and look after them"), label=N_("Shift plan")
)
def show_rota(ctx: Context) -> None:
    ctx.show(_rota(ctx, 0))


@router.press(ShowRota, role=Role.STAFF)
def show_page(ctx: Context, pressed: ShowRota) -> None:
    ctx.show(_rota(ctx, pressed.page))


@router.press(Manage, role=Role.STAFF)
def manage(ctx: Context, pressed: Manage) -> None:
    shift = ctx.db.shifts.shift(pressed.shift_id)
    if _is_nobodys_visit(ctx, shift):
        text = _("Whoever was responsible for this visit has left the staff. Would you see to it?")
        rows = [[Button(_("I take it over"), TakeVisit(shift.id))]]
        ctx.show(Screen(paragraphs(named(shift, ctx.turn), text), rows))
        return
    ctx.show(managed(ctx.turn, managed_shift(ctx, shift.id)))


@router.press(TakeVisit, role=Role.STAFF)
def take_visit(ctx: Context, pressed: TakeVisit) -> None:
    shift = ctx.db.visits.take_over(pressed.shift_id, ctx.person, ctx.now)
    ctx.show(managed(ctx.turn, shift))


@router.press(Publish, role=Role.STAFF)
def publish(ctx: Context, pressed: Publish) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    shift = ctx.db.shifts.publish(shift.id, now=ctx.now, house=ctx.house)
    note(ctx, "published", shift)
    ctx.toast(_("Published. Volunteers can take it now."))
    ctx.show(managed(ctx.turn, shift))


@router.press(PublishSeries, role=Role.STAFF)
def publish_series(ctx: Context, pressed: PublishSeries) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    ids = [one.id for one in ctx.db.shifts.later(shift, ctx.now)]
    published = ctx.db.shifts.publish_all(ids, now=ctx.now, house=ctx.house)
    note(ctx, f"published {len(published)}", shift)
    ctx.toast(_("Published. Volunteers can take them now."))
    ctx.show(managed(ctx.turn, ctx.db.shifts.shift(shift.id)))


@router.press(Discard, role=Role.STAFF)
def discard(ctx: Context, pressed: Discard) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    ctx.db.shifts.discard(shift.id)
    ctx.toast(_("Discarded."))
    ctx.show(_rota(ctx, 0))


@router.press(ChangeNumber, role=Role.STAFF)
def begin_number(ctx: Context, pressed: ChangeNumber) -> None:
    of_part(ctx, pressed.part_id)
    NUMBER.start(ctx, part_id=pressed.part_id)


def change_number(ctx: Context, facts: Answers) -> None:
    part_id = int(facts["part_id"])
    shift = of_part(ctx, part_id)
    ctx.db.crews.set_wanted(part_id, int(facts["wanted"]), ctx.now)
    redraw_gaps(ctx.turn)
    note(ctx, "changed the number", shift)
    ctx.show(managed(ctx.turn, ctx.db.shifts.shift(shift.id)))


@router.press(MoveShift, role=Role.STAFF)
def begin_moving(ctx: Context, pressed: MoveShift) -> None:
    MOVE.start(ctx, shift_id=managed_shift(ctx, pressed.shift_id).id)


def move(ctx: Context, facts: Answers) -> None:
    """It stays as long as it was, in hours that really pass."""
    shift = managed_shift(ctx, int(facts["shift_id"]))
    starts_at = datetime.fromisoformat(facts["starts_at"])
    ctx.db.shifts.move(shift.id, starts_at, starts_at + shift.length, now=ctx.now, house=ctx.house)
    note(ctx, "moved", shift)
    news = _("Moved. Everybody in it is asked whether they can come then.")
    ctx.show(managed(ctx.turn, ctx.db.shifts.shift(shift.id), news=news))


@router.press(CancelShift, role=Role.STAFF)
def begin_cancelling(ctx: Context, pressed: CancelShift) -> None:
    """Of a series also all that follow, if that is meant."""
    shift = managed_shift(ctx, pressed.shift_id)
    later = len(ctx.db.shifts.later(shift, ctx.now)) if shift.series_id else 1
    CANCEL.start(ctx, shift_id=shift.id, later=later)


def cancel(ctx: Context, facts: Answers) -> None:
    shift = managed_shift(ctx, int(facts["shift_id"]))
    if facts.get("which") == ALL_LATER:
        done = ctx.db.shifts.cancel_later(shift, facts["reason"], ctx.now)
        news = ngettext("{n} shift is cancelled. Everybody in it is told.",
                        "{n} shifts are cancelled. Everybody in them is told.",
                        len(done))  # fmt: skip
    else:
        done = [ctx.db.shifts.cancel(shift.id, facts["reason"], now=ctx.now)]
        news = _("Cancelled. Everybody in it is told.")
    redraw_gaps(ctx.turn)
    for one in done:
        note(ctx, "cancelled", one)
    ctx.show(managed(ctx.turn, ctx.db.shifts.shift(shift.id), news=news))


@router.press(AskDelete, role=Role.STAFF)
def ask_delete(ctx: Context, pressed: AskDelete) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    told = ""
    if shift.taken and ctx.now < shift.starts_at:
        told = ngettext("{n} person is in it and is told.", "{n} people are in it and are told.",
                        shift.taken)  # fmt: skip
    text = paragraphs(named(shift, ctx.turn), _("Delete it? Hours that were served are kept."),
                      told)  # fmt: skip
    ctx.show(Screen(text, [[Button(_("Yes, delete"), Delete(shift.id)), back(shift)]]))


@router.press(Delete, role=Role.STAFF)
def delete(ctx: Context, pressed: Delete) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    ctx.db.turnouts.delete(shift.id, now=ctx.now, house=ctx.house)
    redraw_gaps(ctx.turn)
    note(ctx, "deleted", shift)
    ctx.toast(_("Deleted."))
    ctx.show(_rota(ctx, 0))


def managed_shift(ctx: Context, shift_id: int) -> Shift:
    """The right of who presses is checked at every press: a visit is looked after by one."""
    shift = ctx.db.shifts.shift(shift_id)
    if Role.STAFF not in ctx.person.roles:
        raise NotAllowed
    if shift.is_visit and not ctx.db.visits.may_see(shift, ctx.person):
        raise NotAllowed
    return shift


def _is_nobodys_visit(ctx: Context, shift: Shift) -> bool:
    sees = ctx.db.visits.may_see(shift, ctx.person)
    return shift.is_visit and not sees and ctx.db.shifts.is_orphaned(shift)


def note(ctx: Context, action: str, shift: Shift) -> None:
    ctx.db.audit.note(action, shift.card, by=ctx.person.id, now=ctx.now)


def asking(question: str) -> Question:
    """A question beneath the shift that it is about."""

    def asked(turn: Turn, facts: Answers) -> str:
        key = "shift_id"
        shift = (
            turn.db.shifts.shift(int(facts[key]))
            if key in facts
            else turn.db.shifts.of_part(int(facts["part_id"]))
        )
        return paragraphs(named(shift, turn), _(question))

    return asked


def of_part(ctx: Context, part_id: int) -> Shift:
    return managed_shift(ctx, ctx.db.shifts.of_part(part_id).id)


def _rota(ctx: Context, page_number: int) -> Screen:
    page = Page(page_number, ctx.db.rota.count_coming(ctx.now, viewer_id=ctx.person.id), PER_PAGE)
    found = ctx.db.rota.coming(
        ctx.now, offset=page.offset, limit=page.size, viewer_id=ctx.person.id
    )
    drafts = ctx.db.shifts.drafts_of(ctx.person.id)[:MOST_DRAFTS]
    return rota(ctx.turn, page, found, drafts)


NUMBER = Form(
    "shift_number",
    (Step("wanted", asking(N_("How many people are needed?")), number(1, MOST_PEOPLE)),),
    change_number,
    role=Role.STAFF,
)

MOVE = Form(
    "move_shift",
    (
        Step(
            "starts_at", asking(N_("When does it begin now? It stays as long as it was.")), moment
        ),
    ),
    move,
    role=Role.STAFF,
)

CANCEL = Form(
    "cancel_shift",
    (
        Step("which", asking(N_("This one only, or the rest of the series too?")),
             options=(Option(ONLY_THIS, N_("Only this one")),
                      Option(ALL_LATER, N_("All later too"))),
             when=lambda facts: int(facts.get("later", "1")) > 1),
        Step("reason", asking(N_("Why does it not take place? Everybody in it is told.")),
             words(most=200)),
    ),
    cancel,
    role=Role.STAFF,
)  # fmt: skip
