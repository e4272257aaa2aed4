"""What the records say about a period, as counts; read on a connection of its own, in a thread.

Everything is added up by the database, which lets others work meanwhile. No name is read here.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from community.figures import (
    REPEATS_WITHIN,
    SATISFIED,
    By,
    Facts,
    Population,
    Spread,
)
from community.house import House
from community.people import Role
from community.periods import Period
from storage.indicator_rows import Rows
from storage.indicator_statements import (
    ANSWERS,
    BENEFIT,
    CLOSED,
    FIRST_ANSWERS,
    GATHER_OPINIONS,
    KEYS,
    NEEDS,
    ON_TIME,
    OPINIONS,
    PARTICIPATION,
    REGISTER,
    REPEATS,
    SATISFACTION,
    SATISFIED_UNITS,
    SOLUTIONS,
    SURVEY,
    WORKING,
)
from storage.sql import Sql, stamp

MAPPED = 256 * 1024 * 1024  # bytes that are read without being copied
LONGEST_PROMISE = timedelta(days=120)  # no first answer is promised later than that

OF_PEOPLE = (PARTICIPATION, BENEFIT, SATISFACTION, SATISFIED_UNITS)
OF_TICKETS = (NEEDS, ANSWERS, CLOSED, REPEATS, ON_TIME)


class Indicators:
    """Counts of a period, by what they are told apart by."""

    def __init__(self, sql: Sql, house: House) -> None:
        self._sql, self._house = sql, house
        self.rows = Rows(sql, house)

    def facts(self, period: Period, by: By, now: datetime) -> Mapping[str, Facts]:
        """By the name of the building or the id of the category; "" is the whole, or unknown."""
        self.lay_out(period, now)
        given = self._given(period, now)
        statements = [*OF_TICKETS] if by is By.CATEGORY else [*OF_PEOPLE, *OF_TICKETS]
        found: dict[str, dict[str, object]] = {}
        for statement in statements:
            self._gather(found, statement, by, given)
        if by is By.ALL:
            self._survey(found, given)
        for name, statement in (("first_answer", FIRST_ANSWERS), ("solution", SOLUTIONS)):
            for key, spread in self._spreads(statement, by, given):
                found.setdefault(key, {})[name] = spread
        return {key: Facts(**counts) for key, counts in found.items()}  # type: ignore[arg-type]

    def register(self, by: By = By.ALL) -> Mapping[str, Population]:
        """Whom the house knows, by building."""
        rows = self._rows(REGISTER, by, {"resident": Role.RESIDENT.value})
        return {row["name"]: _population(row) for row in rows}

    def _gather(
        self,
        found: dict[str, dict[str, object]],
        statement: str,
        by: By,
        given: Mapping[str, object],
    ) -> None:
        for row in self._rows(statement, by, given):
            counts = {name: row[name] or 0 for name in row.keys() if name != "name"}  # noqa: SIM118
            if any(counts.values()):
                found.setdefault(row["name"], {}).update(counts)

    def _survey(self, found: dict[str, dict[str, object]], given: Mapping[str, object]) -> None:
        """Instead of what was said after activities and tickets; few answers are not told."""
        for row in self._sql.named(SURVEY, given):
            if row["people_answered"] >= self._house.least_answers:
                found.setdefault("", {}).update(dict(row))

    def _spreads(
        self, statement: str, by: By, given: Mapping[str, object]
    ) -> Iterator[tuple[str, Spread]]:
        for row in self._rows(statement, by, given):
            yield row["name"], Spread(row["median"], row["ninth"])

    def _rows(self, statement: str, by: By, given: Mapping[str, object]) -> Sequence[sqlite3.Row]:
        people, tickets = KEYS[by]
        sql = statement.replace("{people}", people).replace("{tickets}", tickets)
        return self._sql.named(sql, given)

    def lay_out(self, period: Period, now: datetime) -> None:
        """What several counts are made from, in tables of this connection alone."""
        for name, statement in (("working", WORKING), ("opinions", OPINIONS)):
            self._sql.run(f"DROP TABLE IF EXISTS temp.{name}")
            self._sql.run(statement)
        self._sql.named(GATHER_OPINIONS, self._given(period, now))
        since, until = period.moments(self._house.zone)
        begins, ends = since - LONGEST_PROMISE, min(until, now) + timedelta(days=1)
        worked, rows = 0, []
        for start, end in self._house.working.spans(begins, ends):
            rows.append((stamp(start), stamp(end), worked))
            worked += stamp(end) - stamp(start)
        self._sql.run_many("INSERT INTO temp.working VALUES (?, ?, ?)", rows)

    def _given(self, period: Period, now: datetime) -> Mapping[str, object]:
        """What the statements ask for by name."""
        since, until = map(stamp, period.moments(self._house.zone))
        return {
            "since": since,
            "until": until,
            "now": min(until, stamp(now)),
            "satisfied": SATISFIED,
            "repeats": REPEATS_WITHIN * 86_400,
        }


@contextmanager
def reading(file: str, house: House) -> Iterator[Indicators]:
    """All figures of one moment: what is written meanwhile is not seen."""
    where = f"{Path(file).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(where, uri=True, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute(f"PRAGMA mmap_size = {MAPPED}")
        connection.execute("BEGIN")
        yield Indicators(Sql(connection), house)


def _population(row: sqlite3.Row) -> Population:
    return Population(
        residents=row["residents"],
        residents_able=row["residents"],
        households=row["households"],
        units=row["units"],
    )
