"""The annual plan month by month: look, give a date to what has none, publish a whole month."""

from datetime import datetime

from community.activities import LARGEST, Activity
from community.groups import Purpose
from community.people import Role
from community.plans import TWELVE, PlanItem
from community.refusals import NoLongerThere
from handlers.activities.managed import managed
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.form import Form
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Link, Screen, bold, paragraphs, plain
from handlers.kit.steps import Answers, Question, Step, number
from handlers.kit.times import moment
from handlers.plans.views import (
    PER_PAGE,
    AskPublish,
    DropItem,
    PublishMonth,
    SetDate,
    ShowDrafts,
    ShowItem,
    ShowMonth,
    ShowYear,
    drafts_screen,
    item_screen,
    listed,
    month_plan,
    publishing,
    year_plan,
)
from locales import N_, _, ngettext, speaking

router = Router()

YEARS = range(2000, 2201)


@router.command(
    "plan", role=Role.STAFF, summary=N_("The annual plan, by month"), label=N_("Annual plan")
)
def show_plan(ctx: Context) -> None:
    ctx.show(year_plan(ctx.turn, ctx.now.astimezone(ctx.house.zone).year))


@router.command("drafts", role=Role.STAFF, summary=N_("Activities not published yet"))
def show_all_drafts(ctx: Context) -> None:
    _show_drafts(ctx, 0)


@router.press(ShowDrafts, role=Role.STAFF)
def show_drafts(ctx: Context, pressed: ShowDrafts) -> None:
    _show_drafts(ctx, pressed.page)


@router.press(ShowYear, role=Role.STAFF)
def show_year(ctx: Context, pressed: ShowYear) -> None:
    _require(pressed.year)
    ctx.show(year_plan(ctx.turn, pressed.year))


@router.press(ShowMonth, role=Role.STAFF)
def show_month(ctx: Context, pressed: ShowMonth) -> None:
    _show_month(ctx, pressed.year, pressed.month, page=pressed.page)


@router.press(ShowItem, role=Role.STAFF)
def show_item(ctx: Context, pressed: ShowItem) -> None:
    ctx.show(item_screen(ctx.db.plans.item(pressed.item_id)))


@router.press(DropItem, role=Role.STAFF)
def drop(ctx: Context, pressed: DropItem) -> None:
    item = ctx.db.plans.item(pressed.item_id)
    ctx.db.plans.drop(item.id)
    ctx.db.audit.note("dropped", f"plan_item:{item.id}", by=ctx.person.id, now=ctx.now)
    news = _("{title} is no longer in the plan.", title=bold(item.title))
    _show_month(ctx, item.year, item.month, news=news)


@router.press(SetDate, role=Role.STAFF)
def begin_dating(ctx: Context, pressed: SetDate) -> None:
    item = ctx.db.plans.item(pressed.item_id)
    DATING.start(ctx, item_id=item.id, **({"places": item.places} if item.places else {}))


def set_date(ctx: Context, facts: Answers) -> None:
    item = ctx.db.plans.item(int(facts["item_id"]))
    starts_at = datetime.fromisoformat(facts["starts_at"])
    draft = ctx.db.plans.set_date(
        item, starts_at, int(facts["places"]), by=ctx.person.id, now=ctx.now
    )
    ctx.show(managed(ctx.turn, draft))


@router.press(AskPublish, role=Role.STAFF)
def ask_publish(ctx: Context, pressed: AskPublish) -> None:
    ctx.show(publishing(ctx.turn, pressed.year, pressed.month, _drafts(ctx, pressed)))


@router.press(PublishMonth, role=Role.STAFF)
def publish_month(ctx: Context, pressed: PublishMonth) -> None:
    """What cannot be published says why, and the others are."""
    published = [draft for draft in _drafts(ctx, pressed) if _publish(ctx, draft)]
    _tell_group(ctx.turn, published)
    news = ngettext("{n} published.", "{n} published.", len(published))
    _show_month(ctx, pressed.year, pressed.month, news=news)


def _publish(ctx: Context, draft: Activity) -> bool:
    def publish() -> None:
        ctx.db.activities.publish(draft.id, now=ctx.now, house=ctx.house)
        ctx.db.audit.note("published", draft.card, by=ctx.person.id, now=ctx.now)

    return ctx.turn.features.attempt(ctx, publish)


def _tell_group(turn: Turn, published: list[Activity]) -> None:
    """One message: a card for each would bury everything else."""
    group = turn.db.groups.serving(Purpose.NEIGHBOURHOOD)
    if group is None or not published:
        return
    with speaking(turn.house.language):
        said = paragraphs(bold(_("New activities")), listed(turn, published))
        look = Link(_("Look and sign up"), turn.link("go-activities"))
        Chat(turn, group.chat_id).say(Screen(said, [[look]]))


def _drafts(ctx: Context, pressed: AskPublish | PublishMonth) -> list[Activity]:
    _require(pressed.year, pressed.month)
    drafts = ctx.db.plans.drafts_of(pressed.year, pressed.month, ctx.house.zone, ctx.now)
    if not drafts:
        raise NoLongerThere
    return list(drafts)


def _show_month(ctx: Context, year: int, month: int, *, page: int = 0, news: str = "") -> None:
    _require(year, month)
    total = ctx.db.plans.count(year, month, ctx.house.zone)
    ctx.show(month_plan(ctx.turn, year, month, Page(page, total, PER_PAGE), news=news))


def _show_drafts(ctx: Context, number: int) -> None:
    page = Page(number, ctx.db.plans.count_drafts(), PER_PAGE)
    drafts = ctx.db.plans.drafts(offset=page.offset, limit=page.size)
    ctx.show(drafts_screen(ctx.turn, drafts, page))


def _require(year: int, month: int = 1) -> None:
    """What a button says can be forged."""
    if year not in YEARS or month not in TWELVE:
        raise NoLongerThere


def _about(question: str) -> Question:
    def asked(turn: Turn, answers: Answers) -> str:
        item: PlanItem = turn.db.plans.item(int(answers["item_id"]))
        said = _("In the plan: {said}", said=plain(item.said)) if item.said else ""
        return paragraphs(bold(item.title), said, _(question))

    return asked


DATING = Form(
    "plan_date",
    (
        Step("starts_at", _about(N_("When does it begin? Please type day and time.")), moment),
        Step("places", _about(N_("How many people can take part?")), number(1, LARGEST)),
    ),
    set_date,
    role=Role.STAFF,
)
