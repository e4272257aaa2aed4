"""The sections of "my things", and what the features say in each of them."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from community.people import Person
from handlers.kit.context import Turn

Mine = Callable[[Turn, Person], Sequence[str]]


class Section(StrEnum):
    """In the order in which they stand there."""

    ASKED = "asked"  # what waits for the person
    COMING = "coming"
    REPORTED = "reported"
    SERVED = "served"


def gathered(
    mines: Iterable[tuple[Section, Mine]], turn: Turn, person: Person
) -> dict[Section, list[str]]:
    """Sections in their order, none of them empty."""
    said: dict[Section, list[str]] = {section: [] for section in Section}
    for section, act in mines:
        said[section] += act(turn, person)
    return {section: found for section, found in said.items() if found}
