"""The buttons of the desk: what each move is called, and what carries it."""

from community.tickets import Move
from handlers.kit.screen import Press
from locales import N_

MOVES = tuple(Move)  # a button carries the place in this list

LABELS = {
    Move.CLAIM: N_("✋ I take it"),
    Move.ANSWER: N_("💬 Answer…"),
    Move.ASK: N_("❓ Ask back…"),
    Move.CLOSE: N_("✅ Close…"),
    Move.NOTE: N_("📝 Note…"),
    Move.ASSIGN: N_("Pass to…"),
    Move.HAND_BACK: N_("Back to the queue"),
    Move.RECATEGORISE: N_("Category…"),
    Move.MARK: N_("Mark the tone"),
    Move.REOPEN: N_("Reopen…"),
    Move.PROPOSE_ASIDE: N_("Not ours…"),
    Move.AGREE_ASIDE: N_("Agree: not ours"),
    Move.DECLINE_ASIDE: N_("No, it is ours"),
    Move.MERGE: N_("Same as…"),
    Move.SPLIT: N_("Take out again"),
}

# What the card in the group offers; everything else is one tap further, in private.
IN_GROUP = (
    Move.CLAIM,
    Move.ANSWER,
    Move.ASK,
    Move.CLOSE,
    Move.AGREE_ASIDE,
    Move.DECLINE_ASIDE,
    Move.SPLIT,
    Move.REOPEN,
)


class MakeMove(Press, prefix="case.do"):
    """Make the move, or begin to: `move` is its place among all."""

    ticket_id: int
    move: int


class OpenCase(Press, prefix="case.open"):
    ticket_id: int


class ShowFiles(Press, prefix="case.files"):
    ticket_id: int


class ShowThread(Press, prefix="case.talk"):
    ticket_id: int
    page: int


class LogContact(Press, prefix="case.call"):
    ticket_id: int


class AskReveal(Press, prefix="case.who"):
    ticket_id: int


class AgreeReveal(Press, prefix="case.name"):
    ticket_id: int
    reveal_id: int


class PutOnBoard(Press, prefix="case.board"):
    ticket_id: int


class TakeOffBoard(Press, prefix="case.unboard"):
    ticket_id: int


def make(ticket_id: int, move: Move) -> MakeMove:
    return MakeMove(ticket_id, MOVES.index(move))
