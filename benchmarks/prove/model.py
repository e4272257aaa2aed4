"""Places and the line for them as the rules say it, written a second time and quite differently.

Knows nothing of Linli: what it says and what Linli's database says are compared.
"""

from copy import deepcopy
from dataclasses import dataclass, field

COMPANIONS = 3  # that each person may bring

Pair = tuple[int, int]  # person, activity


class No(Exception):  # noqa: N818 -- an answer
    """The rules refuse; nothing has changed. Says how the answer begins."""


@dataclass(slots=True)
class Party:
    standing: str  # as in the database
    companions: int = 0

    @property
    def size(self) -> int:
        return 1 + self.companions


@dataclass(slots=True)
class Line:
    """Everybody who signed up for one activity, in the order in which they did."""

    capacity: int
    parties: dict[int, Party] = field(default_factory=dict)

    @property
    def free(self) -> int:
        return self.capacity - sum(
            p.size for p in self.parties.values() if p.standing != "waiting"
        )

    def waiting(self) -> list[int]:
        return [person for person, p in self.parties.items() if p.standing == "waiting"]

    def join(self, person: int) -> str:
        if person not in self.parties:
            fits = self.free > 0 and not self.waiting()
            self.parties[person] = Party("confirmed" if fits else "waiting")
        return self.how_it_stands(person)

    def leave(self, person: int) -> str:
        self._party(person)
        del self.parties[person]
        self._offer()
        return "Done. Thank you"

    def bring(self, person: int, companions: int) -> str:
        party = self._party(person)
        if party.standing == "offered":
            raise No("A place is reserved for you. Please")
        if companions > COMPANIONS:
            raise No("Here each person may bring")
        if 1 + companions > self.capacity:
            raise No("There are only")
        room = 0 if self.waiting() else self.free
        if party.standing == "confirmed" and companions - party.companions > max(0, room):
            raise No("That many do not fit any more")
        party.companions = companions
        self._offer()
        return "Done."

    def accept(self, person: int) -> str:
        self._offered(person).standing = "confirmed"
        return "The place is yours"

    def decline(self, person: int) -> str:
        self._offered(person)
        self.leave(person)
        return "Thank you. The place goes"

    def how_it_stands(self, person: int) -> str:
        standing = self.parties[person].standing
        if standing == "confirmed":
            return "You have a place: "
        if standing == "offered":
            return "A place is reserved for you: "
        position = self.waiting().index(person) + 1
        return f"All places are taken. You are number {position} "

    def _offer(self) -> None:
        """What is free goes to the line, strictly in order."""
        for person in self.waiting():
            if self.parties[person].size > self.free:
                return
            self.parties[person].standing = "offered"

    def _party(self, person: int) -> Party:
        if person not in self.parties:
            raise No("You have not signed up for this")
        return self.parties[person]

    def _offered(self, person: int) -> Party:
        if self._party(person).standing != "offered":
            raise No("This offer is over")
        return self.parties[person]


@dataclass(slots=True)
class Model:
    """What everybody should have been told, and how everything should stand."""

    lines: dict[int, Line]
    receipts: set[Pair] = field(default_factory=set)

    def press(self, deed: str, person: int, activity: int, *, number: int = 0) -> str:
        """How the line over the button begins; what is refused changes nothing."""
        line = deepcopy(self.lines[activity])
        act = getattr(line, deed)
        try:
            said: str = act(person, number) if deed == "bring" else act(person)
        except No as refusal:
            return str(refusal)
        self.lines[activity] = line
        return said

    def join_in_group(self, person: int, activity: int) -> str:
        """A new sign-up from the group is followed by a receipt in private."""
        if person not in self.lines[activity].parties:
            self.receipts.add((person, activity))
        return self.press("join", person, activity)

    def state(self) -> dict[Pair, tuple[str, int]]:
        return {
            (person, activity): (party.standing, party.companions)
            for activity, line in self.lines.items()
            for person, party in line.parties.items()
        }
