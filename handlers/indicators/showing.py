"""The figures, for the staff: asked for by a command, counted in a thread, shown where asked."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from community.figures import By, Indicator
from community.people import Role
from community.periods import (
    Period,
    PeriodAhead,
    PeriodBackwards,
    PeriodTooEarly,
    PeriodUnread,
    month,
    read_period,
)
from handlers.indicators.buttons import (
    ChoosePeriod,
    ShowFigures,
    ShowGroups,
    ShowLines,
    TakeGroups,
    TakePaper,
    TakePicture,
    TakeTable,
    grouping_of,
    indicator_of,
    period_of,
    span_of,
)
from handlers.indicators.counting import Counter
from handlers.indicators.papers import groups_picture, paper, picture, table
from handlers.indicators.views import PER_PAGE, groups, line_list, overview
from handlers.indicators.wording import NAMES, title
from handlers.kit.context import Context, Turn
from handlers.kit.file_names import file_name
from handlers.kit.fonts import NoFont, typeface
from handlers.kit.form import Form
from handlers.kit.incoming import Content
from handlers.kit.paging import Page
from handlers.kit.router import File, Router
from handlers.kit.screen import Screen
from handlers.kit.simply import one_per_row
from handlers.kit.steps import Answers, Step, words
from locales import N_, _, speaking

LONGEST_PERIOD = 60  # letters
EDIT, SAY = "editMessageText", "sendMessage"

router = Router(
    refusals={
        PeriodUnread: N_(
            "I could not read that. Please type a time like 2026-04, 2026 Q2, 2026, or two days: "
            "2026-04-01 2026-04-15."
        ),
        PeriodBackwards: N_("{last} is before {first}. Please type the earlier day first."),
        PeriodAhead: N_("{first} has not come yet. Please choose a time that has begun."),
        PeriodTooEarly: N_("There is nothing from so long ago. Please choose a later time."),
    }
)

Build = Callable[[], File]


@router.command(
    "figures",
    role=Role.STAFF,
    summary=N_("Figures: taking part, needs, satisfaction, tickets"),
    label=N_("Figures"),
)
def show_figures(ctx: Context) -> None:
    _show(ctx, "figures", month(today(ctx.turn)))


@router.link("figures", role=Role.STAFF)
def open_figures(ctx: Context, argument: str) -> None:
    if not argument.isascii() or not argument.isdigit():
        raise PeriodUnread
    _show(ctx, "figures", _past(ctx, int(argument)))


@router.press(ShowFigures, role=Role.STAFF)
def show_period(ctx: Context, pressed: ShowFigures) -> None:
    _show(ctx, "figures", _past(ctx, pressed.span))


@router.press(ShowGroups, role=Role.STAFF)
def show_groups(ctx: Context, pressed: ShowGroups) -> None:
    indicator = indicator_of(pressed.indicator)
    by = grouping_of(pressed.by, indicator)
    period = _past(ctx, pressed.span)
    _show(ctx, "figures.groups", period, by=by.value, indicator=indicator.value)


@router.press(ShowLines, role=Role.STAFF)
def show_lines(ctx: Context, pressed: ShowLines) -> None:
    indicator, period = indicator_of(pressed.indicator), _past(ctx, pressed.span)
    subject = f"figure:{indicator.value}"
    ctx.db.audit.note("read a figure's lines", subject, by=ctx.person.id, now=ctx.now)
    _show(ctx, "figures.lines", period, indicator=indicator.value, page=pressed.page)


@router.press(ChoosePeriod, role=Role.STAFF)
def choose_period(ctx: Context, _pressed: ChoosePeriod) -> None:
    CHOOSING.start(ctx)


@router.press(TakePicture, role=Role.STAFF)
def take_picture(ctx: Context, pressed: TakePicture) -> None:
    _take(ctx, "figures.picture", pressed.span, is_printed=True)


@router.press(TakeGroups, role=Role.STAFF)
def take_groups(ctx: Context, pressed: TakeGroups) -> None:
    indicator = indicator_of(pressed.indicator)
    facts = {"by": grouping_of(pressed.by, indicator).value, "indicator": indicator.value}
    _take(ctx, "figures.groups_picture", pressed.span, is_printed=True, **facts)


@router.press(TakeTable, role=Role.STAFF)
def take_table(ctx: Context, pressed: TakeTable) -> None:
    _take(ctx, "figures.table", pressed.span)


@router.press(TakePaper, role=Role.STAFF)
def take_paper(ctx: Context, pressed: TakePaper) -> None:
    _take(ctx, "figures.paper", pressed.span, is_printed=True)


@router.make("figures")
def make_figures(turn: Turn, facts: Mapping[str, Any]) -> Build:
    counter, period, day = Counter.of(turn), period_of(facts["span"]), today(turn)
    return _worded(facts, lambda: overview(counter.count(period), day))


@router.make("figures.groups")
def make_groups(turn: Turn, facts: Mapping[str, Any]) -> Build:
    counter, period, house = Counter.of(turn), period_of(facts["span"]), turn.house
    by, indicator = By(facts["by"]), Indicator(facts["indicator"])
    return _worded(facts, lambda: groups(counter.count(period, by), indicator, house))


@router.make("figures.lines")
def make_lines(turn: Turn, facts: Mapping[str, Any]) -> Build:
    counter, period, house = Counter.of(turn), period_of(facts["span"]), turn.house
    indicator, number = Indicator(facts["indicator"]), int(facts["page"])

    def screen() -> Screen:
        offset = number * PER_PAGE
        found, total = counter.lines(indicator, period, offset=offset, limit=PER_PAGE)
        page = Page(number, total, PER_PAGE)
        if not found and total:  # past the end: the last page
            found, _total = counter.lines(indicator, period, offset=page.offset, limit=PER_PAGE)
        return line_list(indicator, period, found, page, house)

    return _worded(facts, screen)


@router.make("figures.picture")
def make_picture(turn: Turn, facts: Mapping[str, Any]) -> Build:
    counter, period, house = Counter.of(turn), period_of(facts["span"]), turn.house

    def build() -> File:
        with speaking(facts["language"]):
            name = file_name(_("Figures"), house.name, title(period), ending="png")
            caption = _("Figures: {period}", period=title(period))
            drawn = picture(counter.count(period), house)
        return File("sendPhoto", "photo", name, drawn, {"caption": caption})

    return build


@router.make("figures.groups_picture")
def make_groups_picture(turn: Turn, facts: Mapping[str, Any]) -> Build:
    counter, period, house = Counter.of(turn), period_of(facts["span"]), turn.house
    by, indicator = By(facts["by"]), Indicator(facts["indicator"])

    def build() -> File:
        with speaking(facts["language"]):
            name = file_name(_(NAMES[indicator]), title(period), ending="png")
            drawn = groups_picture(counter.count(period, by), indicator, house)
        # As a file: a picture with many bars would be made too small to read.
        return File("sendDocument", "document", name, drawn, {})

    return build


@router.make("figures.table")
def make_table(turn: Turn, facts: Mapping[str, Any]) -> Build:
    counter, period, house = Counter.of(turn), period_of(facts["span"]), turn.house

    def build() -> File:
        with speaking(facts["language"]):
            name = file_name(_("Figures"), house.name, title(period), ending="xlsx")
            counted = [counter.count(period, by) for by in (By.BUILDING, By.CATEGORY)]
            return File("sendDocument", "document", name, table(counted, house), {})

    return build


@router.make("figures.paper")
def make_paper(turn: Turn, facts: Mapping[str, Any]) -> Build:
    counter, period, house = Counter.of(turn), period_of(facts["span"]), turn.house

    def build() -> File:
        with speaking(facts["language"]):
            name = file_name(_("Figures"), house.name, title(period), ending="pdf")
            return File("sendDocument", "document", name, paper(counter.count(period), house), {})

    return build


def today(turn: Turn) -> date:
    return turn.now.astimezone(turn.house.zone).date()


def printable_or_refused(turn: Turn, language: str) -> None:
    """Raises NoFont at once, and not when it is too late to say so."""
    if typeface(language, turn.house.font) is None:
        raise NoFont


def _show(ctx: Context, kind: str, period: Period, **facts: object) -> None:
    """In place of the screen whose button was pressed, or as a new one."""
    message_id = ctx.incoming.message_id if ctx.incoming.query_id else 0
    if message_id:
        ctx.toast(_("Counting…"))
    ctx.private.make(
        kind,
        span=span_of(period),
        language=ctx.person.language,
        simple=ctx.person.simple,
        message_id=message_id or 0,
        **facts,
    )


def _take(
    ctx: Context, kind: str, span: int, *, is_printed: bool = False, **facts: object
) -> None:
    period = _past(ctx, span)
    if is_printed:
        printable_or_refused(ctx.turn, ctx.person.language)
    ctx.toast(_("It is on its way."))
    ctx.private.make(kind, span=span_of(period), language=ctx.person.language, **facts)


def _worded(facts: Mapping[str, Any], screen: Callable[[], Screen]) -> Build:
    """A screen that takes long to fill."""

    def build() -> File:
        with speaking(facts["language"]):
            shown = screen()
            payload = (one_per_row(shown) if facts.get("simple") else shown).payload()
        if facts["message_id"]:
            return File(EDIT, "", "", b"", {**payload, "message_id": facts["message_id"]})
        return File(SAY, "", "", b"", payload)

    return build


def _past(ctx: Context, span: int) -> Period:
    period = period_of(span)
    period.require_past(today(ctx.turn))
    return period


def _read(content: Content, turn: Turn) -> str:
    return str(span_of(read_period(words(most=LONGEST_PERIOD)(content, turn), today(turn))))


def _chosen(ctx: Context, answers: Answers) -> None:
    _show(ctx, "figures", period_of(int(answers["span"])))


CHOOSING = Form(
    "figures",
    (
        Step(
            "span",
            N_("Which time? Type it like 2026-04, 2026 Q2, 2026, or 2026-04-01 2026-04-15."),
            _read,
        ),
    ),
    _chosen,
    role=Role.STAFF,
)
