"""What the buttons of the figures mean. A period is one number: its first day and its length."""

from datetime import date

from community.figures import By, Indicator
from community.periods import Period
from community.refusals import NoLongerThere
from handlers.kit.screen import Press

INDICATORS = tuple(Indicator)
GROUPINGS = tuple(By)
MOST_DAYS = 100_000


class ShowFigures(Press, prefix="fig.show"):
    span: int


class ChoosePeriod(Press, prefix="fig.when"):
    """To type another one."""


class ShowGroups(Press, prefix="fig.by"):
    """One figure, told apart by building or category."""

    span: int
    by: int
    indicator: int


class ShowLines(Press, prefix="fig.rows"):
    """What it was counted from."""

    span: int
    indicator: int
    page: int


class TakePicture(Press, prefix="fig.pic"):
    span: int


class TakeGroups(Press, prefix="fig.by.pic"):
    """A picture of one figure by building or category."""

    span: int
    by: int
    indicator: int


class TakeTable(Press, prefix="fig.xlsx"):
    span: int


class TakePaper(Press, prefix="fig.pdf"):
    span: int


class AskPost(Press, prefix="fig.post"):
    """To the neighbourhood group: asks once."""

    span: int


class Post(Press, prefix="fig.post.yes"):
    span: int


class ShowActive(Press, prefix="fig.active"):
    page: int


class ShowWish(Press, prefix="fig.me"):
    """Whether the staff may see that I take part a lot."""


class Agree(Press, prefix="fig.me.yes"):
    """They may."""


class Disagree(Press, prefix="fig.me.no"):
    """They may not."""


def span_of(period: Period) -> int:
    return period.first.toordinal() * MOST_DAYS + period.days


def period_of(span: int) -> Period:
    """A button's data can be forged."""
    first, days = divmod(span, MOST_DAYS)
    try:
        return Period(date.fromordinal(first), date.fromordinal(first + days - 1))
    except (ValueError, OverflowError):
        raise NoLongerThere from None


def indicator_of(number: int) -> Indicator:
    if number >= len(INDICATORS):
        raise NoLongerThere
    return INDICATORS[number]


def grouping_of(number: int, indicator: Indicator) -> By:
    by = GROUPINGS[number] if number < len(GROUPINGS) else By.ALL
    if by is By.ALL or indicator not in OFFERED[by]:
        raise NoLongerThere
    return by


# The only figures that can be told apart by the category of a ticket.
OF_TICKETS = (
    Indicator.NEED_SATISFACTION,
    Indicator.TICKET_RESPONSE,
    Indicator.TICKET_SOLUTION,
    Indicator.TICKET_SATISFACTION,
    Indicator.ON_TIME,
    Indicator.REWORK,
    Indicator.REPEAT,
)
OFFERED = {By.BUILDING: INDICATORS, By.CATEGORY: OF_TICKETS}
