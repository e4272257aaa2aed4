"""The three answers at the end, each by one tap in the ticket's own message; words if wanted."""

from community.people import Role
from community.ratings import QuestionOver, Rating
from community.refusals import NoLongerThere
from community.threads import Voice
from handlers.kit.context import Context
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.steps import Answers, Step, words
from handlers.tickets.buttons import GiveReason, Rate, SayMore
from handlers.tickets.cards import card
from handlers.tickets.desk_posts import redraw_case
from handlers.tickets.discreet import say, show
from handlers.tickets.endings import reason_at, unpacked
from handlers.tickets.own import own, required
from locales import N_, _

LONGEST_WORDS = 1000

router = Router(
    refusals={
        QuestionOver: N_("This question is no longer open. Send /tickets to see how it stands."),
    }
)


@router.press(Rate, role=Role.RESIDENT)
def rate(ctx: Context, pressed: Rate) -> None:
    voice = own(ctx, pressed.voice_id)
    answer = unpacked(pressed.answer)
    if answer is None:
        raise NoLongerThere
    question, value = answer
    asker = None if ctx.db.tickets.belongs(voice, ctx.person) else ctx.person.id
    rating = ctx.db.ratings.rate(
        voice, pressed.round, question, value, now=ctx.now, house=ctx.house, by=asker
    )
    _show(ctx, voice, rating)


@router.press(GiveReason, role=Role.RESIDENT)
def give_reason(ctx: Context, pressed: GiveReason) -> None:
    """Whoever says why it is not solved has it opened again."""
    voice = own(ctx, pressed.voice_id)
    reason = reason_at(pressed.reason)
    if reason is None:
        raise NoLongerThere
    rating = ctx.db.ratings.give_reason(voice, pressed.round, reason, now=ctx.now, house=ctx.house)
    _show(ctx, voice, rating)


@router.press(SayMore, role=Role.RESIDENT)
def say_more(ctx: Context, pressed: SayMore) -> None:
    voice = own(ctx, pressed.voice_id)
    WORDS.start(ctx, thread=ctx.db.tickets.token(voice), round=pressed.round)


def write_down(ctx: Context, facts: Answers) -> None:
    thread = ctx.db.tickets.voice_by(int(facts["thread"]))
    voice = required(ctx.turn, thread, ctx.person)
    ctx.db.ratings.say_why(voice, int(facts["round"]), facts["words"], now=ctx.now)
    redraw_case(ctx.turn, ctx.db.tickets.ticket(voice.head_id))
    say(ctx, card(ctx.turn, voice, heading=_("Thank you, that was passed on.")))


def _show(ctx: Context, voice: Voice, rating: Rating) -> None:
    if rating.reopened:
        ctx.toast(_("It is opened again."))
    redraw_case(ctx.turn, ctx.db.tickets.ticket(voice.head_id))
    show(ctx, card(ctx.turn, voice))


WORDS = Form(
    "ticket-words",
    (
        Step(
            "words",
            N_("What would you like to tell the staff about it?"),
            words(most=LONGEST_WORDS, multiline=True),
        ),
    ),
    write_down,
)
