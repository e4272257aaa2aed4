"""Whether a tap costs more where more people have signed up, or more is coming."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figures import table
from benchmarks.measures import throughput
from benchmarks.neighbourhood import Json, prepare, some_sign_up, tap
from benchmarks.shifts import prepare_shifts
from benchmarks.subjects import Subject
from handlers.activities.buttons import Join, Leave, ShowList
from handlers.kit.paging import PER_PAGE
from handlers.shifts.buttons import ShowShifts

TAPPING = 300  # people who tap, twice each
MICRO = 1_000_000
FEW, MANY = 5, 500  # sign-ups
SHORT, LONG = 10, 1000  # coming activities
SMALL, LARGE = (50, 5), (5000, 500)  # shifts and volunteers
LAST_PAGE = (LONG - 1) // PER_PAGE


@dataclass(frozen=True, slots=True)
class Case:
    what: str
    fill: Callable[[Path], None]
    taps: Sequence[Json]


def sizes(rounds: int) -> str:
    """Medians of interleaved rounds; ratios are taken within rounds, to the first of each."""
    return "\n\n".join(_compared(cases, rounds) for cases in (_cards(), _lists(), _shifts()))


def _cards() -> Sequence[Case]:
    taps = [
        tap(2 * person + turn, person, press)
        for person in range(TAPPING)
        for turn, press in enumerate((Join(1), Leave(1)))
    ]
    return [
        Case(f"Join or leave, {number} sign-ups", _with_sign_ups(number), taps)
        for number in (FEW, MANY)
    ]


def _lists() -> Sequence[Case]:
    return [
        Case(f"The list of {SHORT}", _with_activities(SHORT), _on_page(0)),
        Case(f"The list of {LONG:,}, first page", _with_activities(LONG), _on_page(0)),
        Case(f"The list of {LONG:,}, last page", _with_activities(LONG), _on_page(LAST_PAGE)),
    ]


def _shifts() -> Sequence[Case]:
    """Looked at by the same few volunteers."""
    _few_shifts, few = SMALL
    taps = [tap(number, number % few, ShowShifts(0)) for number in range(2 * TAPPING)]
    return [
        Case(
            f"Shifts I can take, of {shifts:,} and {volunteers} volunteers",
            partial(prepare_shifts, shifts=shifts, volunteers=volunteers),
            taps,
        )
        for shifts, volunteers in (SMALL, LARGE)
    ]


def _on_page(page: int) -> Sequence[Json]:
    return [tap(number, number % TAPPING, ShowList(page)) for number in range(2 * TAPPING)]


def _with_sign_ups(count: int) -> Callable[[Path], None]:
    """The same neighbourhood, whoever of it has signed up."""

    def fill(folder: Path) -> None:
        prepare(folder, TAPPING + MANY, activities=1, capacity=TAPPING + MANY)
        some_sign_up(folder, activity_id=1, people=range(TAPPING, TAPPING + count))

    return fill


def _with_activities(count: int) -> Callable[[Path], None]:
    return lambda folder: prepare(folder, TAPPING, activities=count)


def _compared(cases: Sequence[Case], rounds: int) -> str:
    with TemporaryDirectory() as scratch:
        subjects = [_subject(case, Path(scratch) / str(i)) for i, case in enumerate(cases)]
        runs = [[throughput(subject).cpu_each for subject in subjects] for _round in range(rounds)]
    rows = [
        (
            case.what,
            f"{median(run[i] for run in runs) * MICRO:,.0f} µs",
            f"{median(run[i] / run[0] for run in runs):.2f}",
        )
        for i, case in enumerate(cases)
    ]
    return table(("a tap on", "CPU", "of the first"), rows)


def _subject(case: Case, folder: Path) -> Subject:
    case.fill(folder)
    count = len(case.taps)
    expected = {"answerCallbackQuery": count, "editMessageText": count}
    module = "benchmarks.bots.linli_unpaced"
    return Subject("Linli", case.what, module, list(case.taps), expected, folder)
