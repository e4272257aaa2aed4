"""What volunteers laid out for a shift: how much, for what, and who may say yes to it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from community.refusals import Refusal

MOST_CENTS = 1_000_000  # of one expense
CENTS = 100

_AMOUNT = re.compile(r"[¥$€]?\s*([0-9]{1,6})(?:[.,]([0-9]{1,2}))?\s*(?:元|块|塊|rmb|cny|yuan)?")


class AmountUnfit(Refusal):
    """Not an amount of money from one cent to `most` whole ones."""


class NothingLaidOut(Refusal):
    """The shift has not begun yet."""


class OwnExpense(Refusal):
    """Nobody says yes to their own: it takes a second person."""


class AlreadyDecided(Refusal):
    """Somebody of the staff has answered."""


class ExpenseKind(StrEnum):
    TRAVEL = "travel"
    MEALS = "meals"
    THINGS = "things"
    OTHER = "other"


class ExpenseState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Expense:
    """The shift may be gone; its title then is all there is of it."""

    person_id: int
    kind: ExpenseKind
    cents: int
    title: str
    shift_id: int | None = None
    id: int = 0
    name: str = ""  # whose it is
    receipt: str = ""  # Telegram's file_id of a photo
    words: str = ""
    asked_at: datetime | None = None
    state: ExpenseState = ExpenseState.ASKED
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def card(self) -> str:
        """What its notices are about."""
        return f"expense:{self.id}"

    def require_decidable_by(self, person_id: int) -> None:
        if self.state is not ExpenseState.ASKED:
            raise AlreadyDecided
        if person_id == self.person_id:
            raise OwnExpense


@dataclass(frozen=True, slots=True)
class ExpenseAsked:
    """To the staff, but the one whose it is."""

    expense_id: int


@dataclass(frozen=True, slots=True)
class ExpenseDecided:
    """To whoever laid it out: yes or no, and why."""

    expense_id: int


def read_amount(typed: str) -> int:
    """In cents: 12, 12.5, 12.50元, ¥12; raises AmountUnfit."""
    text = unicodedata.normalize("NFKC", typed[:40]).strip().lower()
    found = _AMOUNT.fullmatch(text)
    cents = int(found[1]) * CENTS + int((found[2] or "0").ljust(2, "0")) if found else 0
    require_amount(cents)
    return cents


def require_amount(cents: int) -> None:
    if not 1 <= cents <= MOST_CENTS:
        raise AmountUnfit(most=MOST_CENTS // CENTS)
