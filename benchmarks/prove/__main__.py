"""python -m benchmarks.prove: kill it, pelt it, move its clock, and count what is wrong.

Ends with 1 when anything was.
"""

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random, SystemRandom

from benchmarks.figures import bound, circumstances, table, write_parts
from benchmarks.prove.announcements import announcements
from benchmarks.prove.crashing import POINTS
from benchmarks.prove.fuzz import Findings, fuzz
from benchmarks.prove.kills import judged_siege
from benchmarks.prove.migrating import half_migrations
from benchmarks.prove.places import DEEDS, STEPS, contended
from benchmarks.prove.reminders import CASES, PEOPLE, reminded
from benchmarks.prove.siege import Ending, at_points, at_random
from benchmarks.prove.tickets.told import tickets
from benchmarks.prove.verdict import MOST_COPIES, Verdict

FIGURES = "## Figures"
PARTS = (
    *("kills", "points", "tickets", "announcements"),
    *("migrations", "reminders", "fuzz", "places"),
)
NAMED = f"named points ({', '.join(point for point in POINTS if point != 'migrating')})"

Told = tuple[str, bool]  # the figures, and whether all is well
Proof = Callable[[], Told]


def main() -> int:
    options = _options()
    logging.getLogger("bot").propagate = False  # what it says is listened to, not shown
    seed = options.seed if options.seed is not None else SystemRandom().randrange(10**6)
    proofs = _proofs(options, Random(seed))  # noqa: S311 -- no secrets
    told: dict[str, str] = {}
    is_clean = True
    for part in options.only:
        text, part_is_clean = proofs[part]()
        print(f"{text}\n")
        told[part] = f"{text}\n\n{circumstances()} Seed {seed}."
        is_clean &= part_is_clean
    if options.write:
        write_parts(options.write, told, PARTS, below=FIGURES)
    return 0 if is_clean else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Prove what Linli promises, with figures.")
    parser.add_argument("--kills", type=int, default=100, help="at random moments")
    parser.add_argument("--points", type=int, default=20, help="kills at each named point")
    parser.add_argument("--announcements", type=int, default=3, help="each to 1,000 people")
    parser.add_argument("--fuzz", type=int, default=100_000, help="spoiled updates")
    parser.add_argument("--places", type=int, default=STEPS, help="random deeds about places")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the figures there too")
    return parser.parse_args()


def _proofs(options: argparse.Namespace, random: Random) -> dict[str, Proof]:
    return {
        "kills": lambda: _siege("random moments", at_random(random, options.kills), random),
        "points": lambda: _siege(NAMED, at_points(random, options.points), random),
        "tickets": lambda: tickets(random, options.kills, options.points),
        "announcements": lambda: announcements(random, options.announcements),
        "migrations": lambda: _migrations(random, options.points),
        "reminders": _reminders,
        "fuzz": lambda: _fuzz(random, options.fuzz),
        "places": lambda: _places(random, options.places),
    }


def _siege(where: str, endings: Iterable[Ending], random: Random) -> Told:
    planned = list(endings)
    verdict = asyncio.run(judged_siege(planned, random, tell=_counted(len(planned))))
    rows = [("kills that did any harm", _harm(len(planned), verdict)), *_rows(verdict)]
    text = f"### {len(planned)} kills at {where}\n\n{table(('found', 'number'), rows)}"
    for fault, found in verdict.faults.items():
        for each in found[:5]:
            print(f"{fault}: {each}", file=sys.stderr)
    return text, verdict.is_clean


def _harm(kills: int, verdict: Verdict) -> str:
    """What matters is the number of kills: presses between the same two are not independent."""
    return bound(0, kills) if verdict.is_clean else "see below"


def _rows(verdict: Verdict) -> Sequence[Sequence[str]]:
    tries = {
        "acknowledged sign-ups lost": verdict.acknowledged,
        "receipts missing": verdict.receipts,
        "letters without an end": sum(verdict.outbox.values()),
    }
    return [
        ("presses", f"{verdict.presses:,}"),
        *(
            (fault, bound(len(found), tries.get(fault, verdict.presses)))
            for fault, found in verdict.faults.items()
        ),
        (f"copies of one message, {MOST_COPIES} at most", str(verdict.most_copies)),
        ("letters that may or may not have arrived", str(verdict.outbox.get("unknown", 0))),
    ]


def _migrations(random: Random, count: int) -> Told:
    tried, wrongs = asyncio.run(half_migrations(random, count))
    text = f"### {tried} kills while the database is made\n\nUnfit afterwards: "
    return f"{text}{bound(len(wrongs), tried)}.", not wrongs


def _reminders() -> Told:
    found = [(case, asyncio.run(reminded(case))) for case in CASES]
    rows = [
        (case.name, f"{one.told:,}", f"{one.late:,}", f"{one.unended:,}", f"{one.miscounted:,}")
        for case, one in found
    ]
    head = ("case", "told once", "recorded as late", "without an end", "people told otherwise")
    text = f"### Reminders of {PEOPLE:,} people, twice, due at one moment\n\n{table(head, rows)}"
    return text, all(one.is_as_wanted(case) for case, one in found)


def _fuzz(random: Random, count: int) -> Told:
    findings = asyncio.run(fuzz(random, count))
    rows = [
        ("updates that failed", bound(sum(findings.failures.values()), count)),
        ("calls that Telegram would refuse", str(sum(findings.refused.values()))),
        ("changes that only an office may make", str(len(findings.changed))),
        ("the slowest hundred", f"{findings.slowest * 1000:.0f} ms"),
    ]
    _show(findings)
    return (
        f"### {count:,} spoiled updates\n\n{table(('found', 'number'), rows)}",
        findings.is_clean,
    )


def _places(random: Random, steps: int) -> Told:
    tally = contended(random, steps)
    for wrong in tally.wrongs[:20]:
        print(wrong, file=sys.stderr)
    rows = [
        ("promises broken", bound(len(tally.wrongs), tally.steps)),
        *((name, f"{tally.done[name]:,} ({tally.refused[name]:,} refused)") for name in DEEDS),
    ]
    text = f"### {tally.steps:,} random deeds about places\n\n{table(('deed', 'number'), rows)}"
    return text, not tally.wrongs


def _show(findings: Findings) -> None:
    for said, number in (findings.failures + findings.refused).most_common(20):
        print(f"{number} × {said}", file=sys.stderr)


def _counted(total: int) -> Callable[[int], None]:
    def tell(kills: int) -> None:
        end = "\n" if kills == total else "\r"
        print(f"{kills} of {total} kills", end=end, file=sys.stderr, flush=True)

    return tell


if __name__ == "__main__":
    sys.exit(main())
