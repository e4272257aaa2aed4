"""Staff at their desk: they claim, answer by a reply, ask back, close, and look around; now and
then they do what makes no sense."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from benchmarks.prove.tickets.docket import Docket
from benchmarks.prove.tickets.model import Case, No
from benchmarks.prove.tickets.phone import InVain, Json, Phone, presses_of
from community.tickets import Move
from handlers.kit.form import Cancel, Confirm
from handlers.tickets.moves import MOVES, OpenCase, ShowThread, make

BREATHES_FOR = 0.7  # seconds on average
SENSELESS = 0.1
NONE = 0  # no draft has this id
LOOKS = ("/queue", "/board", "/tickets")
REFUSED = ("has changed", "in hand.")
DEEDS = {
    "received": ("claim", "claim", "answer", "ask", "close"),
    "in_hand": ("answer", "ask", "close", "close", "close"),
    "asked": ("answer", "claim"),
}


@dataclass(slots=True)
class Clerk:
    """Knows the tickets that have appeared in the group."""

    phone: Phone
    docket: Docket
    desk: int
    _read_up_to: int = 0
    _cards: dict[int, Json] = field(default_factory=dict)  # by the ticket's number

    async def works(self) -> None:
        try:
            while True:
                await self.phone.pauses(self.docket.random.expovariate(1 / BREATHES_FOR))
                self._reads_the_desk()
                await self._does_something()
        except InVain as told:
            self.phone.heard.in_vain.append(str(told))

    def _reads_the_desk(self) -> None:
        for message in reversed(self.phone.world.chats[self.desk].history.values()):
            if message["message_id"] <= self._read_up_to:
                break
            self._notes(message)
        self._read_up_to = self.phone.world.chats[self.desk].last_message_id

    def _notes(self, message: Json) -> None:
        press = next((p for p in presses_of(message) if isinstance(p, OpenCase)), None)
        case = self.docket.marked(message.get("text", "")) if press else None
        if press is None or case is None:
            return
        case.number = press.ticket_id
        self.docket.shown[case.number] = case
        self._cards.setdefault(case.number, message)

    async def _does_something(self) -> None:
        random = self.docket.random
        cases = [self.docket.shown[number] for number in self._cards]
        if not cases or random.random() < SENSELESS:
            await self._looks_around(cases)
            return
        waiting = [case for case in cases if case.is_open]
        is_sensible = waiting and random.random() > SENSELESS
        case = random.choice(waiting if is_sensible else cases[-50:])
        deed = random.choice(DEEDS.get(case.state, ("claim", "answer", "close")))
        if not is_sensible:
            deed = random.choice(("claim", "answer", "close"))
        await self._does(deed, case)

    async def _does(self, deed: str, case: Case) -> None:
        if deed == "claim":
            said = _outcome(lambda: case.claimed(self.phone.owner))
            card = self._cards[case.number]["message_id"]
            self.phone.taps(card, make(case.number, Move.CLAIM), said, chat=self.desk)
        elif deed == "answer":
            self._replies(case)
        else:
            await self._writes(Move(deed), case)

    def _replies(self, case: Case) -> None:
        card, text = self._cards[case.number], self.docket.words()
        self.phone.world.say(
            *(self.phone.owner, self.desk, text),
            reply_to=card["message_id"],
            thread_id=card.get("message_thread_id"),
        )
        case.answered(self.phone.owner, text)

    async def _writes(self, move: Move, case: Case) -> None:
        """In private, by the form that the button in the group leads to."""
        begun = self.phone.types(f"/start do-{case.number}-{MOVES.index(move)}")
        look = partial(_begun, case.number)
        draft = await self.phone.finds(look, f"{move} of #{case.number}", after=begun)
        if draft == NONE:
            return
        text = self.docket.words()
        typed = self.phone.types(text)
        shown, confirm = await self.phone.sees(
            Confirm, lambda press: press.draft_id == draft, after=typed
        )
        act = case.asked if move is Move.ASK else case.closed
        try:
            self.phone.taps(shown, confirm, act(self.phone.owner, text))
        except No as refusal:
            self.phone.taps(shown, confirm, str(refusal))
            self.phone.taps(shown, Cancel(draft))

    async def _looks_around(self, cases: list[Case]) -> None:
        """What else the staff can see."""
        self.phone.types(self.docket.random.choice(LOOKS))
        if not cases:
            return
        case = self.docket.random.choice(cases)
        asked = self.phone.types(f"/start case-{case.number}")
        shown, press = await self.phone.sees(ShowThread, after=asked)
        self.phone.taps(shown, press)


def _begun(number: int, message: Json) -> int | None:
    """The form's draft; NONE when it was refused."""
    if f"#{number} " not in message.get("text", ""):
        return None
    cancel = next((p for p in presses_of(message) if isinstance(p, Cancel)), None)
    if cancel:
        return cancel.draft_id
    is_refused = any(words in message["text"] for words in REFUSED)
    return NONE if is_refused else None


def _outcome(act: Callable[[], str]) -> str:
    try:
        return act()
    except No as refusal:
        return str(refusal)
