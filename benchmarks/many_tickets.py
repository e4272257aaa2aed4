"""Whether the queue, the search for similar reports and opening a ticket cost more where there
are more tickets."""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time

from benchmarks.figures import table
from bot.categories import shipped_categories
from community.house import House
from community.people import Person, Role
from community.reports import NewTicket, Part
from community.tickets import Kind, QueueView
from storage.records import Records
from storage.store import open_store

FEW, TIMES_MORE = 1000, 100
APART = 10 * FEW  # between the ids of one copy and those of the next
OPEN_OF_TEN = 3
AUTHORS = FEW // 10
REPEATED = 200  # calls, of which one costs the mean
NOON = datetime(2026, 5, 6, 4, tzinfo=UTC)
MICRO = 1_000_000
COPIED = ("tickets", "ticket_voices", "ticket_entries")  # what points to what, by id
POINTERS = frozenset({"id", "ticket_id", "voice_id"})
SAID = ("{place}的电梯又停了", "{place}楼道漏水", "{place}半夜装修", "{place}垃圾没人清")

HOUSE = House(
    buildings=tuple(f"{number}号楼" for number in range(1, 21)), categories=shipped_categories()
)


@dataclass(frozen=True, slots=True)
class Deed:
    what: str
    act: Callable[[Records, Sequence[Person], int], object]


class _Undone(Exception):  # noqa: N818 -- nothing went wrong
    """What was opened to be measured is taken back."""


def many_tickets(rounds: int) -> str:
    """Medians of interleaved rounds; the ratio is taken within rounds."""
    return asyncio.run(_measured(rounds))


async def _measured(rounds: int) -> str:
    with TemporaryDirectory() as scratch:
        few, many = Path(scratch) / "few", Path(scratch) / "many"
        few.mkdir()
        async with open_store(few) as store:
            await store.transaction(_fill)
        shutil.copytree(few, many)
        async with open_store(many) as larger, open_store(few) as smaller:
            await larger.transaction(_multiply)
            runs = [
                [await store.transaction(_costs) for store in (smaller, larger)]
                for _round in range(rounds)
            ]
    rows = [_row(deed, number, runs) for number, deed in enumerate(DEEDS)]
    return table(("CPU of", f"{FEW:,} tickets", f"{FEW * TIMES_MORE:,}", "ratio"), rows)


def _row(deed: Deed, number: int, runs: Sequence[Sequence[Sequence[float]]]) -> Sequence[str]:
    few, many = ([run[size][number] for run in runs] for size in (0, 1))
    ratio = median(b / a for a, b in zip(few, many, strict=True))
    return (
        deed.what,
        f"{median(few) * MICRO:,.0f} µs",
        f"{median(many) * MICRO:,.0f} µs",
        f"{ratio:.2f}",
    )


def _fill(db: Records) -> None:
    """As residents and staff would; most have been closed."""
    people = [_neighbour(db, number) for number in range(2 * AUTHORS)]
    staff = _neighbour(db, 2 * AUTHORS, Role.RESIDENT | Role.STAFF)
    for number in range(FEW):
        author = people[number % AUTHORS]
        ticket = db.tickets.open(_report(number), author, now=NOON, house=HOUSE).ticket
        if number // AUTHORS >= OPEN_OF_TEN:
            db.desk.close(ticket.id, staff, [Part("好了")], now=NOON, house=HOUSE)


def _neighbour(db: Records, number: int, roles: Role = Role.RESIDENT) -> Person:
    met = db.people.meet(number + 1, name=f"邻居{number}", language="zh_Hans", now=NOON)
    person = Person(met.id, number + 1, met.name, "zh_Hans", roles, agreed_at=NOON)
    db.people.save(person)
    return person


def _report(number: int) -> NewTicket:
    building = HOUSE.buildings[number % len(HOUSE.buildings)]
    category = HOUSE.categories.all[number % len(HOUSE.categories.all)]
    words = SAID[number % len(SAID)].format(place=f"{building}{number}室")
    return NewTicket(Kind.COMPLAINT, category.id, (Part(words),), building=building)


def _multiply(db: Records) -> None:
    """The same again and again under other ids, without the alarms of their clocks."""
    sql = db.updates._sql  # no feature copies tickets
    for name in COPIED:
        named = sql.rows("SELECT name FROM pragma_table_info(?)", name)
        columns = [row["name"] for row in named]
        shifted = [
            f"old.{one} + n.value * {APART}" if one in POINTERS else f"old.{one}"
            for one in columns
        ]
        copied = f"SELECT {', '.join(shifted)} FROM {name} AS old, json_each(?) AS n"  # noqa: S608
        into = f"INSERT INTO {name} ({', '.join(columns)})"
        sql.run(f"{into} {copied}", str(list(range(1, TIMES_MORE))))


def _costs(db: Records) -> list[float]:
    """Seconds of CPU of each deed."""
    people = db.people.with_role(Role.RESIDENT)
    return [_cost(deed, db, people) for deed in DEEDS]


def _cost(deed: Deed, db: Records, people: Sequence[Person]) -> float:
    spent = 0.0
    with suppress(_Undone), db.savepoint():
        deed.act(db, people, REPEATED)
        began = thread_time()
        for number in range(REPEATED):
            deed.act(db, people, number)
        spent = thread_time() - began
        raise _Undone
    return spent / REPEATED


def _look_at_queue(db: Records, people: Sequence[Person], _number: int) -> None:
    for view in (QueueView.ALL, QueueView.UNOWNED, QueueView.OVERDUE):
        db.queue.page(view, people[-1], now=NOON, house=HOUSE, limit=8)
    db.queue.counts(people[-1], now=NOON, house=HOUSE)


def _look_for_similar(db: Records, people: Sequence[Person], number: int) -> None:
    new = _report(number)
    words = new.parts[0].words
    db.tickets.similar(new.category, new.building, words, person=people[-2], now=NOON)


def _open(db: Records, people: Sequence[Person], number: int) -> None:
    author = people[AUTHORS + number % AUTHORS]
    later = NOON + timedelta(minutes=20 + number)
    db.tickets.open(_report(FEW + number), author, now=later, house=HOUSE)


DEEDS = (
    Deed("/queue: three views and all counts", _look_at_queue),
    Deed("similar reports", _look_for_similar),
    Deed("opening a ticket", _open),
)
