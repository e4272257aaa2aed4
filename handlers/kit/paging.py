"""Long lists a page at a time: which rows to read, and the buttons that turn the page."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.kit.screen import Button, Press

PER_PAGE = 6
MANY = 5  # pages, from which on there are buttons to the first and the last


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number`, from 0, of `total` rows; a number past the end is the last page."""

    number: int
    total: int
    size: int = PER_PAGE

    @property
    def last(self) -> int:
        return max(0, (self.total - 1) // self.size)

    @property
    def offset(self) -> int:
        return min(self.number, self.last) * self.size

    def turns(self, to: Callable[[int], Press]) -> list[Button]:
        """Buttons to the pages beside this one, with where one is between them."""
        if self.last == 0:
            return []
        here = min(self.number, self.last)
        before, after = max(0, here - 1), min(self.last, here + 1)
        near = [
            Button("‹", to(before)),
            Button(f"{here + 1}/{self.last + 1}", to(here)),
            Button("›", to(after)),
        ]
        if self.last < MANY:
            return near
        return [Button("«", to(0)), *near, Button("»", to(self.last))]
