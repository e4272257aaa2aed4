"""Tickets as the rules say it, written a second time and quite differently.

Knows nothing of Linli: how everything stands here and in Linli's database is compared.
"""

from dataclasses import dataclass, field

OPEN = ("received", "in_hand", "asked")
MOST_REOPENINGS = 2
LOW = 2  # of five: this and less is unhappy

Entry = tuple[str, str, str]  # side, kind, text


class No(Exception):  # noqa: N818 -- an answer
    """The rules refuse; nothing has changed. Says how the answer begins."""


@dataclass(slots=True)
class Answers:
    """What was tapped about one closing."""

    contacted: int | None = None
    solved: int | None = None
    satisfied: int | None = None
    reason: str | None = None
    reopened: bool = False

    @property
    def is_unhappy(self) -> bool:
        return self.solved == 0 or (self.satisfied is not None and self.satisfied <= LOW)

    @property
    def is_content(self) -> bool:
        asked = (self.contacted, self.solved, self.satisfied)
        return None not in asked and not self.is_unhappy


@dataclass(slots=True)
class Case:
    """One ticket; people are named by their Telegram ids."""

    words: str
    author: int
    anonymous: bool
    supervisor: int
    state: str = "received"
    owner: int | None = None
    number: int = 0  # as soon as somebody has seen it
    reopenings: int = 0
    thread: list[Entry] = field(default_factory=list)
    closings: list[Answers] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    # The resident

    def adds(self, text: str) -> None:
        self.thread.append(("resident", "words", text))
        if self.state == "asked":
            self.state = "in_hand"

    def rewrites(self, before: str, after: str) -> None:
        at = self.thread.index(("resident", "words", before))
        self.thread[at] = ("resident", "words", after)

    def is_solved(self) -> str:
        self._while_open()
        self._closes()
        return "Glad to hear it!"

    def is_withdrawn(self) -> str:
        self._while_open()
        self.state = "withdrawn"
        return ""

    def rates(self, question: str, value: int) -> str:
        answers = self.closings[-1]
        setattr(answers, question, value)
        if self.state == "closed" and answers.is_content:
            self.state = "settled"
        return ""

    def says_why(self, reason: str) -> str:
        answers = self.closings[-1]
        answers.reason = reason
        if not answers.is_unhappy or answers.reopened or self.state not in ("closed", "settled"):
            return ""
        if self.reopenings >= MOST_REOPENINGS:
            self.state = "settled"
            return ""
        answers.reopened = True
        self.reopenings += 1
        self.state = "in_hand"
        if self.reopenings >= MOST_REOPENINGS or self.owner is None:
            self.owner = self.supervisor
        return "It is opened again."

    # The staff

    def claimed(self, staff: int) -> str:
        if self.state == "received":
            self.state, self.owner = "in_hand", staff
        elif not (self.is_open and self.owner == staff):
            self._refuses(staff)
        return f"#{self.number} is yours. Thank you."

    def answered(self, staff: int, text: str) -> str:
        self.thread.append(("staff", "answer", text))
        if self.state == "received":
            self.state, self.owner = "in_hand", staff
        return ""

    def asked(self, staff: int, text: str) -> str:
        self._while_in_charge(staff)
        self.thread.append(("staff", "question", text))
        self.state, self.owner = "asked", self.owner or staff
        return ""

    def closed(self, staff: int, text: str) -> str:
        self._while_in_charge(staff)
        self.thread.append(("staff", "closing", text))
        self.owner = self.owner or staff
        self._closes()
        return ""

    def _closes(self) -> None:
        self.state = "closed"
        self.closings.append(Answers())

    def _while_open(self) -> None:
        if not self.is_open:
            self._refuses(0)

    def _while_in_charge(self, staff: int) -> None:
        in_charge = (None, staff) if staff != self.supervisor else (self.owner,)
        if not self.is_open or (self.state != "received" and self.owner not in in_charge):
            self._refuses(staff)

    def _refuses(self, staff: int) -> None:
        is_anothers = self.is_open and self.owner not in (None, staff)
        if staff and is_anothers:
            raise No(f"{STAFF_NAME}{self.owner} has #{self.number} in hand")
        if staff:
            raise No(f"#{self.number} has changed in the meantime")
        if self.state == "withdrawn":
            raise No(f"#{self.number} was withdrawn")
        raise No(f"#{self.number} is closed")


STAFF_NAME = "Clerk "  # and their id, so that the refusals can be foretold
