"""Finding out, in an emergency, who wrote an anonymous ticket: two staff members and a reason,
and the person is told."""

from dataclasses import replace

from community.people import Role
from handlers.kit.context import Chat, Context
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, isolated, paragraphs, plain
from handlers.kit.steps import Answers, Step, words
from handlers.kit.whose import home_line
from handlers.tickets.case_forms import about, ticket_of
from handlers.tickets.desk import show_case
from handlers.tickets.desk_posts import in_topic_of
from handlers.tickets.moves import AgreeReveal, AskReveal
from locales import N_, _, speaking

LONGEST_REASON = 500

router = Router()


@router.press(AskReveal, role=Role.STAFF)
def begin(ctx: Context, pressed: AskReveal) -> None:
    ctx.db.tickets.ticket(pressed.ticket_id)
    ASKING.start(ctx, ticket_id=pressed.ticket_id)


def ask(ctx: Context, facts: Answers) -> None:
    ticket = ticket_of(ctx.turn, facts)
    reveal = ctx.db.reveals.ask(ticket.id, ctx.person, facts["reason"], now=ctx.now)
    if chat := in_topic_of(ctx.turn, ticket):
        with speaking(ctx.house.language):
            text = _(
                "{name} asks to find out who wrote #{number}. The reason: {reason}\n\nA second "
                "person must agree. The resident will be told, and it is written into the log.",
                name=isolated(ctx.person.name),
                number=ticket.id,
                reason=plain(reveal.reason),
            )
            agree = Button(_("I agree"), AgreeReveal(ticket.id, reveal.id))
            chat.say(Screen(text, [[agree]]))
    show_case(ctx, ticket, _("A second person must agree; your colleagues are asked."))


@router.press(AgreeReveal, role=Role.STAFF, entry=lambda pressed: f"case-{pressed.ticket_id}")
def agree(ctx: Context, pressed: AgreeReveal) -> None:
    """Both who asked and who agreed hear the name, each in private; the group does not."""
    reveal = ctx.db.reveals.reveal(pressed.reveal_id)
    author = ctx.db.reveals.agree(reveal.id, ctx.person, now=ctx.now)
    told = {ctx.person.id, reveal.asked_by}
    for staff in (ctx.db.people.person(person_id) for person_id in sorted(told)):
        if staff is None or staff.telegram_id is None:
            continue
        with speaking(staff.language):
            text = _("#{number} was written by {name}.", number=reveal.ticket_id,
                     name=bold(author.name))  # fmt: skip
            chat = replace(Chat(ctx.turn, staff.telegram_id), fleeting=True)
            chat.say(Screen(paragraphs(text, home_line(author.home))))
    ctx.toast(_("Told to you and to your colleague in private."))


ASKING = Form(
    "reveal",
    (
        Step(
            "reason",
            about(
                N_(
                    "Why must it be known who this is? Only for an emergency. The resident reads "
                    "your reason, and it stays in the log."
                )
            ),
            words(most=LONGEST_REASON, multiline=True),
            name=N_("Reason"),
        ),
    ),
    ask,
    role=Role.STAFF,
    title=N_("Ask a second person to agree?"),
    confirm=N_("Ask"),
    review=True,
)
