"""All tickets there are as those know them who brought them about, and words for more."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from random import Random

from benchmarks.prove.tickets.model import Case

MATTERS = (
    "the lamp in the yard flickers",
    "the lift stops between the floors",
    "water drips from the ceiling",
    "somebody drills at night",
    "the bins are full again",
    "a bicycle blocks the stairs",
)
MARK = 9  # characters that no other text begins with


@dataclass(slots=True)
class Docket:
    random: Random
    cases: list[Case] = field(default_factory=list)
    shown: dict[int, Case] = field(default_factory=dict)  # by number, as the desk has seen them
    _texts: "count[int]" = field(default_factory=lambda: count(1))

    def words(self) -> str:
        """Each text is unlike every other, and begins with a mark that stands nowhere else."""
        return f"zq{next(self._texts):06}x {self.random.choice(MATTERS)}"

    def opens(self, case: Case, texts: Iterable[str]) -> None:
        case.thread.extend(("resident", "words", text) for text in texts)
        self.cases.append(case)

    def marked(self, text: str) -> Case | None:
        """The case whose first words stand in the text."""
        return next((case for case in self.cases if mark_of(case.words) in text), None)


def mark_of(words: str) -> str:
    return words[:MARK]
