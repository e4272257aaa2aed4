"""What residents say in private without being asked: kept at once, and offered as the start of a
ticket or as an addition to one. Nothing that was typed is dropped."""

from dataclasses import replace

from community.categories import Gist
from community.reports import Message
from handlers.kit.context import Context
from handlers.kit.features import LONGEST_LINK
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Press, Screen
from handlers.menu import to_menu
from handlers.tickets import additions, asking
from handlers.tickets.pieces import (
    CannotPassOn,
    Piece,
    TooMuchSaid,
    added,
    continues,
    piece_of,
)
from handlers.tickets.reporting import router as reporting
from handlers.tickets.reports import Report, Stage, begin, is_left_lying, keep, newest
from locales import N_, _
from storage.outbox import EDIT, Lane

SEND = "sendMessage"
LONGEST_ANSWER = 300  # characters of an answer to a question of a category

router = Router(
    refusals={
        CannotPassOn: N_(
            "I cannot pass this on. Words, photos, videos, voice messages, documents and "
            "locations I can."
        ),
        TooMuchSaid: N_(
            "That is more than fits into one report, so the last one was not taken. Please send "
            "what is there; you can add more afterwards."
        ),
    }
)


@router.content
def take(ctx: Context, content: Content) -> bool:
    """The last to be offered what people say: whatever it is, somebody listens."""
    if not ctx.person.is_known:
        return False
    if additions.take(ctx):
        return True
    if _is_followed(ctx, content):
        return True
    piece, found = piece_of(ctx.incoming), newest(ctx)
    if found and _is_answer(ctx, found, piece):
        return True
    if found is None and _is_small_talk(ctx, content):
        ctx.say(_greeting())
        return True
    _put(ctx, found, piece)
    return True


@router.edit
def revise(ctx: Context, content: Content) -> None:
    """What was changed in the chat is changed here, whether it has been sent on or not."""
    if not ctx.is_private:
        return
    found = newest(ctx)
    number = ctx.incoming.message_id
    if found and any(piece.message_id == number for piece in found.pieces):
        pieces = tuple(
            replace(one, text=content.text.strip()) if one.message_id == number else one
            for one in found.pieces
        )
        _show(ctx, keep(ctx, replace(found, pieces=pieces)), EDIT)
    else:
        additions.revise(ctx, Message(ctx.incoming.chat_id, number), content)


def _is_followed(ctx: Context, content: Content) -> bool:
    """A code that was typed because a link did not open."""
    typed = content.text.strip()
    may_be = ctx.incoming.is_plain and 0 < len(typed) <= LONGEST_LINK
    return may_be and ctx.turn.features.follow(ctx, typed)


def _is_small_talk(ctx: Context, content: Content) -> bool:
    return ctx.house.categories.suggest(content.text).gist is Gist.SMALL_TALK


def _greeting() -> Screen:
    text = _("I am here. Tell me what it is about: type it, or send a photo or a voice message.")
    return Screen(text, [[Button(_("Report or ask"), Opens("report")), to_menu()]])


def _is_answer(ctx: Context, found: Report, piece: Piece) -> bool:
    """Typed where a question is open: a button's label, or the answer itself."""
    if piece.file or not piece.text:
        return False
    tapped = _typed_label(asking.screen(found, ctx.turn, ctx.person), piece.text)
    if tapped is not None and type(tapped) in reporting.presses:
        reporting.presses[type(tapped)].act(ctx, tapped)
        return True
    return _answers_question(ctx, found, piece)


def _typed_label(shown: Screen, typed: str) -> Press | None:
    buttons = [one for row in shown.rows for one in row if isinstance(one, Button)]
    presses = (one.press for one in buttons if one.label == typed)
    return next((one for one in presses if isinstance(one, Press)), None)


def _answers_question(ctx: Context, found: Report, piece: Piece) -> bool:
    if found.stage(ctx.turn) is Stage.ELSEWHERE and len(piece.text) <= LONGEST_ANSWER:
        _show(ctx, keep(ctx, replace(found, place=piece.text)))
        return True
    question = found.question(ctx.house.categories)
    is_open = found.stage(ctx.turn) is Stage.QUESTION
    if question is None or question.choices or not is_open or len(piece.text) > LONGEST_ANSWER:
        return False
    answered = replace(found, answers={**found.answers, question.key: piece.text})
    _show(ctx, keep(ctx, answered))
    return True


def _put(ctx: Context, found: Report | None, piece: Piece) -> None:
    if found is None or is_left_lying(found, ctx.now):
        found = begin(ctx)
    in_one_go = continues(found.pieces, piece)
    is_danger = ctx.house.categories.means_danger(piece.text)
    pieces = added(found.pieces, piece)
    kept = keep(ctx, replace(found, pieces=pieces, urgent=found.urgent or is_danger))
    _show(ctx, kept, EDIT if in_one_go else SEND)


def _show(ctx: Context, found: Report, method: str = SEND) -> None:
    """Drawn when it leaves: by then the rest of an album may be there."""
    ctx.db.outbox.put(
        Lane.REPLY,
        method,
        None,
        now=ctx.now,
        chat_id=ctx.private.id,
        card=found.card,
        fleeting=True,
    )
