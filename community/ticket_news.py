"""What residents hear about their tickets: facts, worded when they are due."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenedForYou:
    """Staff have written it down for them."""

    voice_id: int
    ticket_id: int


@dataclass(frozen=True, slots=True)
class TicketTaken:
    """Somebody has it in hand."""

    voice_id: int
    ticket_id: int


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """The clock stands still until they answer."""

    voice_id: int
    ticket_id: int
    entry_id: int


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    voice_id: int
    ticket_id: int
    entry_id: int


@dataclass(frozen=True, slots=True)
class TicketClosed:
    """With the three questions of this round."""

    voice_id: int
    ticket_id: int
    round: int


@dataclass(frozen=True, slots=True)
class HowWasIt:
    """Three days later, to whoever has not answered all three."""

    voice_id: int
    ticket_id: int
    round: int


@dataclass(frozen=True, slots=True)
class TicketReopened:
    """It is in hand again, with a new deadline."""

    voice_id: int
    ticket_id: int


@dataclass(frozen=True, slots=True)
class TicketSetAside:
    """Two staff members agree that it is not theirs to solve; the entry says why."""

    voice_id: int
    ticket_id: int
    entry_id: int


@dataclass(frozen=True, slots=True)
class TicketMerged:
    """From now on it is answered together with another one."""

    voice_id: int
    ticket_id: int
    into: int


@dataclass(frozen=True, slots=True)
class TicketSplit:
    """It is answered by itself again."""

    voice_id: int
    ticket_id: int


@dataclass(frozen=True, slots=True)
class AuthorRevealed:
    """Two staff members now know who wrote it; the entry says why."""

    voice_id: int
    ticket_id: int
    entry_id: int


News = (
    OpenedForYou
    | TicketTaken
    | QuestionAsked
    | AnswerGiven
    | TicketClosed
    | HowWasIt
    | TicketReopened
    | TicketSetAside
    | TicketMerged
    | TicketSplit
    | AuthorRevealed
)


@dataclass(frozen=True, slots=True)
class SealedNews:
    """News for an anonymous voice: who that is, is found out when it is due.

    `kind` and `facts` (JSON) are those of the news itself.
    """

    voice_id: int
    ticket_id: int
    kind: str
    facts: str


@dataclass(frozen=True, slots=True)
class FollowUpDue:
    """The house's own alarm: staff wanted to look after this again now."""

    ticket_id: int
    entry_id: int
