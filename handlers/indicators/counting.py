"""Counts for delivery, in a thread and on a connection of its own: nobody waits for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from community.figures import By, Facts, Figure, Indicator, Line, Population
from community.house import House
from community.indicators import Account, account, known
from community.periods import Period
from handlers.kit.charts import MOST
from handlers.kit.context import Turn
from storage.indicators import Indicators, reading

NO_FACTS = Facts()
ASKED = (Indicator.SATISFACTION_ALL, Indicator.SATISFACTION_SURVEYED)
NOBODY = Population()


@dataclass(frozen=True, slots=True)
class Counted:
    """A period beside the one before, whole and by the part of the community."""

    period: Period
    by: By
    at: datetime
    whole: Account
    before: Account
    parts: Mapping[str, Account] = field(default_factory=dict)
    parts_before: Mapping[str, Account] = field(default_factory=dict)

    def change(self, indicator: Indicator, part: str | None = None) -> Figure | None:
        """The figure of the period before; None where nothing is on record, or where a survey
        would be compared with what people say after activities."""
        account = self.before if part is None else self.parts_before.get(part)
        if account is None or account.facts.is_empty:
            return None
        asked_otherwise = bool(account.facts.survey_id) is not bool(self.whole.facts.survey_id)
        if part is None and indicator in ASKED and asked_otherwise:
            return None
        return account.figures[indicator]


@dataclass(frozen=True, slots=True)
class Counter:
    """What is needed to count later, when the transaction is over."""

    file: str
    house: House
    now: datetime

    @classmethod
    def of(cls, turn: Turn) -> "Counter":
        return cls(turn.db.active_residents.file, turn.house, turn.now)

    def count(self, period: Period, by: By = By.ALL) -> Counted:
        with reading(self.file, self.house) as indicators:
            register = indicators.register().get("", NOBODY)
            population = known(self.house.population, register)
            tell = self._teller(indicators)
            whole, before = (
                account(tell(one, By.ALL).get("", NO_FACTS), population)
                for one in (period, period.before)
            )
            parts, parts_before = {}, {}
            if by is not By.ALL:
                homes = indicators.register(by) if by is By.BUILDING else {}
                parts, parts_before = (
                    {
                        name: account(self._discreet(facts), homes.get(name, NOBODY))
                        for name, facts in tell(one, by).items()
                    }
                    for one in (period, period.before)
                )
            return Counted(period, by, self.now, whole, before, parts, parts_before)

    def lines(
        self, indicator: Indicator, period: Period, *, offset: int, limit: int
    ) -> tuple[Sequence[Line], int]:
        with reading(self.file, self.house) as indicators:
            indicators.lay_out(period, self.now)
            return indicators.rows.of(indicator, period, self.now, offset=offset, limit=limit)

    def _discreet(self, facts: Facts) -> Facts:
        """Without what so few have said that it would tell who they are."""
        if facts.people_answered >= self.house.least_answers:
            return facts
        return replace(
            facts,
            people_asked=0,
            people_answered=0,
            people_satisfied=0,
            units_answered=0,
            units_satisfied=0,
        )

    def _teller(self, indicators: Indicators) -> Callable[[Period, By], Mapping[str, Facts]]:
        return lambda period, by: indicators.facts(period, by, self.now)


def largest(counted: Counted, indicator: Indicator) -> tuple[Mapping[str, Figure], Figure | None]:
    """The parts with this figure, in the order of their names: of many those with the largest
    wholes, and all others added up."""
    figures = {name: account.figures[indicator] for name, account in counted.parts.items()}
    told = {name: figure for name, figure in figures.items() if figure.whole or figure.part}
    ranked = sorted(told, key=lambda name: -(told[name].whole or 0))
    kept = ranked if len(ranked) <= MOST + 1 else ranked[:MOST]
    rest = [told[name] for name in ranked[len(kept) :]]
    return {name: told[name] for name in sorted(kept, key=_by_number)}, _sum(rest)


def _sum(figures: Sequence[Figure]) -> Figure | None:
    if not figures:
        return None
    first = figures[0]
    return Figure(
        first.indicator,
        sum(figure.part for figure in figures),
        sum(figure.whole or 0 for figure in figures),
        first.of,
    )


def _by_number(name: str) -> tuple[bool, int, str]:
    """2号楼 before 10号楼, and who says no building last."""
    digits = "".join(sign for sign in name if sign.isascii() and sign.isdigit())
    return not name, int(digits[:9] or 0), name
