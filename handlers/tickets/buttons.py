"""What the buttons of residents about their tickets mean."""

from handlers.kit.screen import Press


class PickKind(Press, prefix="rep.kind"):
    draft_id: int
    kind: int


class PickCategory(Press, prefix="rep.cat"):
    draft_id: int
    category: int


class AllCategories(Press, prefix="rep.cats"):
    draft_id: int


class PickChoice(Press, prefix="rep.pick"):
    """Of an answer to a question of the category."""

    draft_id: int
    question: int
    choice: int


class SkipQuestion(Press, prefix="rep.skip"):
    draft_id: int
    question: int


class PickBuilding(Press, prefix="rep.where"):
    """Of the house's buildings, counted from 1; 0: elsewhere."""

    draft_id: int
    building: int


class SkipPlace(Press, prefix="rep.anyw"):
    draft_id: int


class MeToo(Press, prefix="rep.metoo"):
    draft_id: int
    ticket_id: int


class NotTheSame(Press, prefix="rep.new"):
    draft_id: int


class SetUrgent(Press, prefix="rep.urg"):
    draft_id: int
    urgent: int


class SetAnonymous(Press, prefix="rep.anon"):
    draft_id: int
    anonymous: int


class ChangeReport(Press, prefix="rep.edit"):
    """Which of the answers shall be another?"""

    draft_id: int


class BackTo(Press, prefix="rep.back"):
    """Back to one question, by its place in the order."""

    draft_id: int
    stage: int


class SeeReport(Press, prefix="rep.see"):
    draft_id: int


class SendReport(Press, prefix="rep.send"):
    draft_id: int


class DropReport(Press, prefix="rep.drop"):
    draft_id: int


class AddTo(Press, prefix="rep.add"):
    """What was said belongs to a ticket there is."""

    draft_id: int
    voice_id: int


class ShowTicket(Press, prefix="tic.show"):
    """Its own message, as it was before."""

    voice_id: int


class OpenTicket(Press, prefix="tic.open"):
    """As a new message, from a list."""

    voice_id: int


class ShowThread(Press, prefix="tic.all"):
    voice_id: int
    page: int


class Add(Press, prefix="tic.add"):
    voice_id: int


class Added(Press, prefix="tic.done"):
    """Nothing more to add."""

    voice_id: int


class AskWithdraw(Press, prefix="tic.askoff"):
    voice_id: int


class Withdraw(Press, prefix="tic.off"):
    voice_id: int


class Solved(Press, prefix="tic.solved"):
    voice_id: int


class ShowTickets(Press, prefix="tic.list"):
    page: int


class Rate(Press, prefix="tic.rate"):
    """A tap under one of the three questions after the closing number `round`; the answer is
    the question's place, times ten, and the value."""

    voice_id: int
    round: int
    answer: int


class GiveReason(Press, prefix="tic.why"):
    voice_id: int
    round: int
    reason: int


class SayMore(Press, prefix="tic.say"):
    """Words to the answers, if somebody has some."""

    voice_id: int
    round: int


class ShowBoard(Press, prefix="board.page"):
    page: int
