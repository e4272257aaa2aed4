"""The report of a month: made on the first working day after it, and posted when staff say so."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from community.groups import Purpose
from community.people import Role
from community.periods import Period, last_month, month
from community.refusals import Refusal
from handlers.indicators.buttons import AskPost, Post, ShowFigures, period_of, span_of
from handlers.indicators.showing import printable_or_refused, today
from handlers.indicators.wording import title
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.fonts import NoFont
from handlers.kit.router import Router
from handlers.kit.screen import Button, Link, Screen, bold, paragraphs
from locales import N_, _, speaking

READY_AT = time(9)
LATEST = 15  # days after the month, when nobody works sooner
USEFUL_FOR = timedelta(days=20)
POSTED = "figures posted"  # the name under which it is remembered


class NoNeighbourhoodGroup(Refusal):
    """There is no group to post it in."""


class PostedAlready(Refusal):
    """The group has seen it."""


@dataclass(frozen=True, slots=True)
class MonthReportDue:
    """The house's own alarm: the month before is over. `span`: its days."""

    span: int


router = Router(
    refusals={
        NoNeighbourhoodGroup: N_(
            "I am in no neighbourhood group. Send /setup there, then I can post."
        ),
        PostedAlready: N_("These figures have been posted in the group already."),
    }
)


@router.starts
def plan(turn: Turn) -> None:
    """The next one, unless it is planned already."""
    at, period = next_report(turn)
    due, key = MonthReportDue(span_of(period)), f"report:{period.first.isoformat()}"
    turn.db.notices.put(None, due, due_at=at, until=at + USEFUL_FOR, key=key)


@router.alarm(MonthReportDue)
def tell(turn: Turn, due: MonthReportDue) -> None:
    """Aggregates only, so that the whole desk may read it."""
    plan(turn)
    group = turn.db.groups.serving(Purpose.DESK)
    if group is None:
        return
    language = turn.house.language
    chat = Chat(turn, group.chat_id)
    with speaking(language):
        text = paragraphs(
            bold(_("The figures of {period} are ready", period=title(period_of(due.span)))),
            _("Look at them, compare, and post them in the neighbourhood group if you like."),
        )
        look = Link(_("Look at them"), turn.link(f"figures-{due.span}"))
        chat.say(Screen(text, [[look]]))
        try:
            printable_or_refused(turn, language)
        except NoFont:
            return  # the figures can be read all the same
    chat.make("figures.paper", span=due.span, language=language)


@router.press(AskPost, role=Role.STAFF)
def ask_post(ctx: Context, pressed: AskPost) -> None:
    """What will be posted is shown first, as the group will see it."""
    period = _postable(ctx, pressed.span)
    ctx.private.make("figures.picture", span=pressed.span, language=ctx.house.language)
    yes = Button(_("Post it"), Post(pressed.span))
    no = Button(_("Back"), ShowFigures(pressed.span))
    text = _("Post the figures of {period} in the neighbourhood group? This is the picture that "
             "everybody will see.", period=title(period))  # fmt: skip
    ctx.show(Screen(text, [[yes], [no]]))


@router.press(Post, role=Role.STAFF)
def post(ctx: Context, pressed: Post) -> None:
    period = _postable(ctx, pressed.span)
    group = ctx.db.groups.serving(Purpose.NEIGHBOURHOOD)
    assert group, "asked above"
    chat = Chat(ctx.turn, group.chat_id)
    chat.make("figures.picture", span=pressed.span, language=ctx.house.language)
    ctx.db.remembered.put(_posted(pressed.span), ctx.now.isoformat())
    subject = f"figures:{period.first.isoformat()}:{period.last.isoformat()}"
    ctx.db.audit.note("posted the figures", subject, by=ctx.person.id, now=ctx.now)
    back = Button(_("Back"), ShowFigures(pressed.span))
    ctx.show(Screen(_("Posted. The whole neighbourhood can see it now."), [[back]]))


def next_report(turn: Turn) -> tuple[datetime, Period]:
    """When, and about which month."""
    day = today(turn)
    this = _ready_at(turn, last_month(day))
    if this > turn.now:
        return this, last_month(day)
    return _ready_at(turn, month(day)), month(day)


def _ready_at(turn: Turn, period: Period) -> datetime:
    """On the first day after it on which somebody works."""
    first = datetime.combine(period.last + timedelta(days=1), READY_AT, turn.house.zone)
    mornings = [first + timedelta(days=number) for number in range(LATEST)]
    working = turn.house.working
    hours = ((at, working.between(at, at + timedelta(hours=12))) for at in mornings)
    return next((at for at, lasts in hours if lasts > timedelta(0)), first)


def _postable(ctx: Context, span: int) -> Period:
    period = period_of(span)
    period.require_past(today(ctx.turn))
    if ctx.db.groups.serving(Purpose.NEIGHBOURHOOD) is None:
        raise NoNeighbourhoodGroup
    if ctx.db.remembered.value(_posted(span)):
        raise PostedAlready
    printable_or_refused(ctx.turn, ctx.house.language)
    return period


def _posted(span: int) -> str:
    return f"{POSTED} {span}"
