"""python -m benchmarks: Linli beside other bots, in interleaved rounds."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figures import circumstances, table, write
from benchmarks.many_tickets import many_tickets
from benchmarks.measures import Run, idle_memory, throughput
from benchmarks.reminders import LIMIT, REMINDERS, seconds_to_send
from benchmarks.sizes import sizes
from benchmarks.subjects import Subject, subjects

FIGURES = "## Figures"
MICRO = 1_000_000
HEAD = ("bot", "CPU", "of ptb's", "updates/s", "calls", "server's CPU", "start", "of ptb's")


def main() -> None:
    options = _options()
    count = 600 if options.quick else 3000
    rounds = options.rounds or (2 if options.quick else 5)
    with TemporaryDirectory() as scratch:
        everyone = subjects(count, Path(scratch))
        chosen = [each for each in everyone if not options.only or each.name in options.only]
        parts = [_throughput(chosen, rounds)]
        if not options.quick:
            parts += [_memory(chosen), _reminders(), sizes(rounds), many_tickets(rounds)]
    text = "\n\n".join([circumstances(), *parts])
    print(text)
    if options.write:
        write(options.write, text, below=FIGURES)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure Linli beside other bots.")
    parser.add_argument("--quick", action="store_true", help="two rounds of 600, nothing else")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--only", nargs="+", metavar="BOT")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the figures there too")
    return parser.parse_args()


def _throughput(chosen: Sequence[Subject], rounds: int) -> str:
    runs: dict[str, list[Run]] = {subject.name: [] for subject in chosen}
    for number in range(1, rounds + 1):
        for subject in chosen:
            run = throughput(subject)
            runs[subject.name].append(run)
            print(f"round {number}, {subject.name}: {run.cpu_each * MICRO:,.0f} µs an update")
    count = len(chosen[0].updates)
    rows = [_row(subject, runs[subject.name], runs[chosen[0].name]) for subject in chosen]
    return (
        f"{count:,} updates, medians of {rounds} interleaved rounds; CPU and calls are per"
        f" update, ratios are medians within rounds.\n\n{table(HEAD, rows)}"
    )


def _row(subject: Subject, runs: Sequence[Run], first: Sequence[Run]) -> Sequence[str]:
    cpu_ratio = median(a.cpu / b.cpu for a, b in zip(runs, first, strict=True))
    start_ratio = median(a.start / b.start for a, b in zip(runs, first, strict=True))
    return (
        f"{subject.name} ({subject.does})",
        f"{median(run.cpu_each for run in runs) * MICRO:,.0f} µs",
        f"{cpu_ratio:.2f}",
        f"{median(run.count / run.wall for run in runs):,.0f}",
        f"{median(run.calls_each for run in runs):.2f}",
        f"{median(run.server_cpu / run.count for run in runs) * MICRO:,.0f} µs",
        f"{median(run.start for run in runs):.2f} s",
        f"{start_ratio:.2f}",
    )


def _memory(chosen: Sequence[Subject]) -> str:
    figures = [idle_memory(subject) for subject in chosen]
    rows = [
        (subject.name, f"{figure:.0f} MB", f"{figure / figures[0]:.2f}")
        for subject, figure in zip(chosen, figures, strict=True)
    ]
    return table(("idle for ten seconds", "memory", "of ptb's"), rows)


def _reminders() -> str:
    seconds = seconds_to_send()
    return (
        f"{REMINDERS:,} reminders due at one moment: {seconds:.1f} s until the last has arrived;"
        f" the pace alone takes {LIMIT:.0f} s ({seconds / LIMIT - 1:+.1%})."
    )


if __name__ == "__main__":
    main()
