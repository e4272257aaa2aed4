"""Residents who report, add, answer, change their minds, and say how it was."""

import re
from dataclasses import dataclass
from functools import partial

from benchmarks.prove.tickets.docket import Docket, mark_of
from benchmarks.prove.tickets.model import Case, No
from benchmarks.prove.tickets.office import SUPERVISOR
from benchmarks.prove.tickets.phone import InVain, Json, Phone, presses_of
from handlers.kit.screen import Press
from handlers.tickets.buttons import (
    Add,
    Added,
    GiveReason,
    NotTheSame,
    PickCategory,
    PickKind,
    Rate,
    SendReport,
    SetAnonymous,
    SkipQuestion,
    Solved,
    Withdraw,
)

KINDS = 3  # complaint, suggestion, help; praise asks nothing
THINKS_FOR = 1.5  # seconds on average
SAYS_MORE, TAPS_TWICE, REWRITES, REPLIES = 0.3, 0.2, 0.1, 0.5
HAS_ENOUGH = 0.06
IS_UNHAPPY = 0.3
QUESTIONS = ("contacted", "solved", "satisfied")
CONTENT = {"contacted": (0, 1), "solved": (1, 2), "satisfied": (3, 4, 5)}
TENS = 10  # a button carries the question's place and the value in one number
REASONS = ("nobody_came", "came_back", "only_partly", "not_what_i_asked", "unfriendly", "other")
NUMBER = re.compile(r"#([0-9]+) · ")


@dataclass(frozen=True, slots=True)
class Author:
    phone: Phone
    docket: Docket
    anonymous: bool

    async def lives(self) -> None:
        try:
            while True:
                await self._sees_through(*await self._reports())
        except InVain as told:
            self.phone.heard.in_vain.append(str(told))

    async def _reports(self) -> tuple[Case, int]:
        """The case, and the voice that its buttons carry."""
        before = await self._begins()
        texts = [self.docket.words()]
        shown, draft = await self._says(texts[0], after=before)
        if self._is(SAYS_MORE):
            texts.append(self.docket.words())
            shown, draft = await self._says(texts[1], after=before)
        self.phone.taps(shown, PickKind(draft, self.docket.random.randrange(KINDS)))
        await self._answers_all(draft, after=shown - 1)
        return await self._sends(shown, draft, texts)

    async def _begins(self) -> int:
        if not self.anonymous:
            return 0
        asked = self.phone.types("/report")
        shown, wanted = await self.phone.sees(SetAnonymous, after=asked)
        self.phone.taps(shown, wanted)
        await self.phone.sees(SetAnonymous, lambda press: not press.anonymous, after=asked)
        return asked

    async def _says(self, text: str, *, after: int) -> tuple[int, int]:
        said = max(after, self.phone.types(text))
        shown, press = await self.phone.sees(PickKind, after=said)
        return shown, press.draft_id

    async def _answers_all(self, draft: int, *, after: int) -> None:
        """One screen after the other, until it can be sent; questions are skipped."""
        tapped: set[type[Press] | Press] = set()
        while True:
            shown, press = await self.phone.finds(
                partial(_next_of, draft, tapped), f"the next question of {draft}", after=after
            )
            if isinstance(press, SendReport):
                return
            tapped |= {press, type(press)} if isinstance(press, PickCategory) else {press}
            self.phone.taps(shown, press)

    async def _sends(self, shown: int, draft: int, texts: list[str]) -> tuple[Case, int]:
        case = Case(texts[0], self.phone.owner, self.anonymous, SUPERVISOR)
        self.docket.opens(case, texts)
        self.phone.taps(shown, SendReport(draft))
        if self._is(TAPS_TWICE):
            self.phone.taps(shown, SendReport(draft))
        look = partial(_receipt, mark_of(texts[0]))
        case.number, voice = await self.phone.finds(look, f"{texts[0]} sent", after=shown - 1)
        return case, voice

    async def _sees_through(self, case: Case, voice: int) -> None:
        while case.state not in ("settled", "withdrawn"):
            await self.phone.pauses(self.docket.random.expovariate(1 / THINKS_FOR))
            if case.state == "closed":
                await self._says_how_it_was(case, voice)
            elif case.state == "asked":
                await self._answers(case)
            else:
                await self._thinks_of_something(case, voice)

    async def _answers(self, case: Case) -> None:
        """The question, by Telegram's own reply to it."""
        asked = next(text for _side, kind, text in reversed(case.thread) if kind == "question")
        self._replies(case, await self.phone.reads(mark_of(asked)))

    async def _thinks_of_something(self, case: Case, voice: int) -> None:
        if self._is(HAS_ENOUGH):
            self._has_enough(case, voice)
        elif self._is(REWRITES):
            self._rewrites(case)
        elif self._is(SAYS_MORE) and self._is(REPLIES):
            self._replies(case, await self.phone.reads(f"#{case.number} · "))
        elif self._is(SAYS_MORE):
            await self._adds(case, voice)

    def _replies(self, case: Case, message_id: int) -> None:
        text = self.docket.words()
        self.phone.types(text, reply_to=message_id)
        case.adds(text)

    async def _adds(self, case: Case, voice: int) -> None:
        """By the button, and says then that it is enough."""
        shown, press = await self.phone.sees(Add, lambda press: press.voice_id == voice)
        self.phone.taps(shown, press)
        asked, _enough = await self.phone.sees(Added, after=shown)
        text = self.docket.words()
        said = self.phone.types(text)
        case.adds(text)
        shown, enough = await self.phone.sees(Added, after=max(said, asked))
        self.phone.taps(shown, enough)

    def _rewrites(self, case: Case) -> None:
        """The first words: what was typed is edited in the chat."""
        me, before = self.phone.owner, case.thread[0][2]
        history = self.phone.world.chats[me].history
        typed = next(n for n, message in history.items() if _is_said(message, me, before))
        self.phone.world.edit(me, me, typed, f"{before}!")
        case.rewrites(before, f"{before}!")

    def _has_enough(self, case: Case, voice: int) -> None:
        """As a client may press what the screen showed a moment ago."""
        is_solved = self._is(1 / 2)
        try:
            said = case.is_solved() if is_solved else case.is_withdrawn()
        except No as refusal:
            said = str(refusal)
        press = Solved(voice) if is_solved else Withdraw(voice)
        self.phone.taps(self._newest_of(case), press, said)

    async def _says_how_it_was(self, case: Case, voice: int) -> None:
        rounds, is_unhappy = len(case.closings), self._is(IS_UNHAPPY)
        for place, question in enumerate(QUESTIONS):
            shown, _press = await self.phone.sees(Rate, partial(_asks, voice, rounds, place))
            value = self.docket.random.choice(CONTENT[question])
            if is_unhappy and question == "solved":
                value = 0
            press = Rate(voice, rounds, place * TENS + value)
            self.phone.taps(shown, press, case.rates(question, value))
        if is_unhappy:
            await self._complains(case, voice)

    async def _complains(self, case: Case, voice: int) -> None:
        shown, press = await self.phone.sees(
            GiveReason,
            lambda press: (press.voice_id, press.round) == (voice, len(case.closings)),
        )
        place = self.docket.random.randrange(len(REASONS))
        said = case.says_why(REASONS[place])
        self.phone.taps(shown, GiveReason(voice, press.round, place), said)

    def _newest_of(self, case: Case) -> int:
        history = self.phone.world.chats[self.phone.owner].history
        return max(number for number, message in history.items()
                   if f"#{case.number} · " in message.get("text", ""))  # fmt: skip

    def _is(self, share: float) -> bool:
        return self.docket.random.random() < share


def _next_of(
    draft: int, tapped: set[type[Press] | Press], message: Json
) -> tuple[int, Press] | None:
    """What brings a report further that has not been tapped yet."""
    for press in presses_of(message):
        is_wanted = isinstance(press, PickCategory | SkipQuestion | NotTheSame | SendReport)
        if not is_wanted or press in tapped or type(press) in tapped:
            continue
        if getattr(press, "draft_id", None) == draft:
            return int(message["message_id"]), press
    return None


def _asks(voice: int, rounds: int, place: int, press: Rate) -> bool:
    return (press.voice_id, press.round, press.answer // TENS) == (voice, rounds, place)


def _is_said(message: Json, person: int, text: str) -> bool:
    return bool(message["from"]["id"] == person and message.get("text") == text)


def _receipt(mark: str, message: Json) -> tuple[int, int] | None:
    """The ticket's number and the voice."""
    added = next((press for press in presses_of(message) if isinstance(press, Add)), None)
    numbered = NUMBER.search(message.get("text", ""))
    if added is None or numbered is None or mark not in message["text"]:
        return None
    return int(numbered[1]), added.voice_id
