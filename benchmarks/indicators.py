"""python -m benchmarks.indicators: what the figures cost in a large community, and whether anybody
who taps meanwhile waits for them."""

import asyncio
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.figures import circumstances, table
from benchmarks.neighbourhood import prepare, tap
from bot.linli import Linli, open_linli
from community.figures import By
from community.house import House
from community.periods import Period, year
from handlers.activities.buttons import Join, Leave
from handlers.indicators.counting import Counter
from sandbox.clock import Clock
from sandbox.request import SandboxRequest
from sandbox.world import World
from storage.store import DATABASE, open_store

PEOPLE = 2000
SIZES = (0.1, 0.3, 1.0)  # of the largest
ANSWERS, TICKETS = 1_000_000, 100_000
PRESSES, EVERY = 400, 0.02  # seconds
MOST_DELAY = 0.05  # seconds, of one press of twenty
TOKEN = "12345:sandbox"  # noqa: S105 -- opens nothing
TODAY = datetime(2026, 6, 30, 12, tzinfo=UTC)
A_YEAR = int(timedelta(days=360).total_seconds())


def main() -> None:
    rows, costs, delays = [], [], (0.0, 0.0)
    for size in SIZES:
        with TemporaryDirectory() as scratch:
            folder = Path(scratch)
            prepare(folder, PEOPLE)
            answers, tickets = round(ANSWERS * size), round(TICKETS * size)
            fill(folder, answers=answers, tickets=tickets)
            seconds = _counting(folder)
            costs.append(seconds[0])
            rows.append((f"{answers:,} / {tickets:,}", *(f"{each:.2f} s" for each in seconds)))
            print(rows[-1])
            if size == SIZES[-1]:
                delays = asyncio.run(_pressing(folder))
    head = ("answers / tickets", "a year", "by building", "by category", "of it in Python")
    quiet, busy = (f"{1000 * each:.1f} ms" for each in delays)
    print(circumstances(), table(head, rows), sep="\n\n")
    growth = costs[-1] / costs[0] / (SIZES[-1] / SIZES[0])
    print(
        f"\nCPU. {SIZES[-1] / SIZES[0]:.0f} times as much costs {growth:.2f} times as much each."
    )
    verdict = "kept" if delays[1] - delays[0] <= MOST_DELAY else "BROKEN"
    print(f"\nOne press of twenty takes more than {quiet}, while a year is counted over and over"
          f" {busy}: the limit of {1000 * MOST_DELAY:.0f} ms more is {verdict}.")  # fmt: skip


def fill(folder: Path, *, answers: int, tickets: int) -> None:
    """A year: half of the answers are a survey's, half are said after activities."""
    dice = random.Random(7)  # noqa: S311 -- the same every time
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        for statement, rows in (
            (_TICKET, _tickets(dice, tickets)),
            (_VOICE, ((n, n, dice.randint(1, PEOPLE)) for n in range(1, tickets + 1))),
            (_RATING, _ratings(dice, tickets)),
            (_ACTIVITY, _activities(answers // 2 // 500)),
            (_CAME, _guests(answers // 2)),
            (_ASKED, _guests(answers // 2)),
            (_SAID, ((*row, dice.randint(1, 5)) for row in _guests(answers // 2))),
            (_SURVEYED, ((n, str(dice.randint(1, 5))) for n in range(1, answers // 2 + 1))),
        ):
            if statement is _SURVEYED:
                connection.executescript(_SURVEY.format(closed=_at(0.9)))
            connection.executemany(statement, rows)
        connection.commit()


def _counting(folder: Path) -> tuple[float, ...]:
    counter = Counter(str(folder / DATABASE), House(), TODAY)
    period, taken = year(TODAY.date()), []
    for by in By:
        begun = process_time()
        counter.count(period, by)
        taken.append(process_time() - begun)
    whole, building, category = taken
    return whole, building, category, _python(period)


def _python(period: Period) -> float:
    """What holds the interpreter, and so others up: the same over nothing."""
    with TemporaryDirectory() as scratch:
        asyncio.run(_empty(Path(scratch)))
        begun = process_time()
        Counter(str(Path(scratch) / DATABASE), House(), TODAY).count(period)
        return process_time() - begun


async def _empty(folder: Path) -> None:
    async with open_store(folder):
        pass


async def _pressing(folder: Path) -> tuple[float, float]:
    """The 95th percentile of a press, in quiet and while a year is counted."""
    world = World(clock=Clock(), token=TOKEN)
    async with open_linli(
        folder,
        house=House(),
        token=TOKEN,
        base_url="http://telegram.invalid",
        request=lambda: SandboxRequest(world),
        now=lambda: datetime.now(UTC),
    ) as linli:
        quiet = await _presses(linli, 0)
        over = asyncio.Event()
        counting = asyncio.create_task(_count_on(folder, over))
        await asyncio.sleep(0.2)
        busy = await _presses(linli, PRESSES)
        over.set()
        await counting
    return quiet, busy


async def _count_on(folder: Path, over: asyncio.Event) -> None:
    counter, times = Counter(str(folder / DATABASE), House(), TODAY), 0
    while not over.is_set():
        await asyncio.to_thread(counter.count, year(TODAY.date()), By.BUILDING)
        times += 1
    print(f"counted {times} times meanwhile")


async def _presses(linli: Linli, first: int) -> float:
    taken = []
    for number in range(first, first + PRESSES):
        press = Join(number % 50 + 1) if number % 2 else Leave(number % 50 + 1)
        begun = perf_counter()
        await linli.intake.take([tap(number, number % PEOPLE, press)])
        taken.append(perf_counter() - begun)
        await asyncio.sleep(max(EVERY - taken[-1], 0))
    return quantiles(taken, n=20)[-1]


def _tickets(dice: random.Random, count: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, count + 1):
        opened = _at(number / count)
        answered = opened + dice.randint(60, 400_000)
        yield (
            *(number, ("complaint", "help")[number % 2], f"category {number % 12}"),
            *(f"{number % 6 + 1}号楼", opened, answered, answered + 90_000, number % 9 == 0),
        )


def _ratings(dice: random.Random, count: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, count + 1):
        level = dice.randint(1, 5)
        yield number, number, int(level > 1), min(level // 2, 2), level, _at(number / count)


def _activities(count: int) -> Iterator[tuple[int, int, int]]:
    for number in range(1, count + 1):
        yield 1000 + number, _at(number / count), _at(number / count)


def _guests(count: int) -> Iterator[tuple[int, int, int]]:
    """Five hundred come to each activity."""
    for number in range(count):
        activity = number // 500 + 1
        if activity <= count // 500:
            yield 1000 + activity, (activity * 37 + number) % PEOPLE + 1, _at(number / count)


def _at(part: float) -> int:
    """A moment of the year, seen from its beginning."""
    return int(TODAY.timestamp()) - A_YEAR + int(A_YEAR * part)


_TICKET = """
INSERT INTO tickets (id, kind, category, building, place, state, urgent, anonymous, answers,
    opened_at, answer_within, solve_within, first_answered_at, closed_at, closings, reopenings,
    is_open)
VALUES (?, ?, ?, ?, '', 'closed', 0, 0, '{}', ?, 25200, 90000, ?, ?, 1, ?, 0)
"""
_VOICE = """
INSERT INTO ticket_voices (id, ticket_id, origin, person_id, anonymous, joined_at)
VALUES (?, ?, 'author', ?, 0, 0)
"""
_RATING = """
INSERT INTO ticket_ratings (voice_id, ticket_id, round, contacted, solved, satisfied, asked_at)
VALUES (?, ?, 1, ?, ?, ?, ?)
"""
_ACTIVITY = """
INSERT INTO activities (id, title, details, starts_at, sign_up_closes_at, place, cost,
    who_may_come, photo, organiser_id, capacity, companions_allowed, state, created_at)
VALUES (?, 'x', '', ?, ?, '', '', '', '', 1, 1000, 0, 'published', 0)
"""
_CAME = """
INSERT INTO attendance (activity_id, person_id, people, at, how) VALUES (?, ?, 1, ?, 'code')
"""
_ASKED = "INSERT INTO feedback_requests (activity_id, person_id, asked_at) VALUES (?, ?, ?)"
_SAID = "INSERT INTO feedback (activity_id, person_id, said_at, level) VALUES (?, ?, ?, ?)"
_SURVEY = """
INSERT INTO surveys (id, title, anonymous, by_household, made_at) VALUES (1, 'x', 1, 0, 0);
INSERT INTO survey_questions (id, survey_id, kind, words, required, measure)
VALUES (1, 1, 'scale', 'x', 0, 'satisfaction');
UPDATE surveys SET state = 'closed', opened_at = 0, closes_at = {closed};
"""
_SURVEYED = "INSERT INTO survey_answers (id, question_id, answer) VALUES (?, 1, ?)"


if __name__ == "__main__":
    main()
