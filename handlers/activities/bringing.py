"""Taking a place together with family or friends: how many, and what the organiser should know."""

from collections.abc import Sequence

from community.activities import MOST_COMPANIONS
from community.people import Role
from community.sign_ups import SignUpClosed, TooManyCompanions
from handlers.activities.acting import ask_despite
from handlers.activities.buttons import Bring, Join
from handlers.activities.joining import join, or_say_why, show_already, sign_up
from handlers.activities.wording import also_then, asking_about, look
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.links import number_in
from handlers.kit.router import Router
from handlers.kit.steps import Answers, Option, Step, number, words
from locales import N_

LONGEST_NOTE = 200

router = Router()


@router.press(Bring, role=Role.RESIDENT, entry=lambda pressed: f"bring-{pressed.activity_id}")
def bring(ctx: Context, pressed: Bring) -> None:
    if ctx.is_private:
        _bring(ctx, pressed.activity_id, is_sure=bool(pressed.sure))
    else:
        ctx.lead_to_private(f"bring-{pressed.activity_id}")


@router.link("bring")
def bring_by_link(ctx: Context, number: str) -> None:
    activity_id = number_in(number)
    or_say_why(ctx, ctx.person, activity_id, lambda: _bring(ctx, activity_id))


def finish_bringing(ctx: Context, facts: Answers) -> None:
    activity_id, companions = int(facts["activity_id"]), int(facts["companions"])
    or_say_why(
        ctx,
        ctx.person,
        activity_id,
        lambda: sign_up(ctx, activity_id, ctx.person, companions=companions, note=facts["note"]),
    )


def _bring(ctx: Context, activity_id: int, *, is_sure: bool = False) -> None:
    seen = look(ctx.turn, activity_id, ctx.person)
    seen.activity.require_ahead(ctx.now)
    if seen.sign_up:
        show_already(ctx, activity_id, ctx.person)
    elif not seen.activity.is_open(ctx.now):
        raise SignUpClosed
    elif not seen.activity.companions_allowed:
        join(ctx, Join(activity_id))
    elif not is_sure and (found := also_then(ctx.turn, ctx.person.id, seen.activity)):
        ctx.show(ask_despite(seen, found, Bring(activity_id, 1)))
    else:
        # An organiser with questions of their own asks enough.
        asks = bool(ctx.db.questions.of(activity_id))
        BRINGING.start(ctx, activity_id=activity_id, **({"note": ""} if asks else {}))


def _companions(turn: Turn, answers: Answers) -> Sequence[Option]:
    activity = turn.db.activities.activity(int(answers["activity_id"]))
    return [
        Option(str(n), f"+{n}", literal=True) for n in range(1, activity.companions_allowed + 1)
    ]


def require_allowed(companions: str, turn: Turn, answers: Answers) -> None:
    activity = turn.db.activities.activity(int(answers["activity_id"]))
    if int(companions) > activity.companions_allowed:
        raise TooManyCompanions(most=activity.companions_allowed)


BRINGING = Form(
    "bring",
    (
        Step(
            "companions",
            asking_about(
                N_("How many people come along with you? You get all places together, or none.")
            ),
            number(0, MOST_COMPANIONS),
            _companions,
            columns=5,
            require=require_allowed,
        ),
        Step(
            "note",
            asking_about(
                N_(
                    "Is there anything the organiser should know? For example ages, allergies or "
                    "a wheelchair. Only the staff see it."
                )
            ),
            words(most=LONGEST_NOTE),
            optional=True,
        ),
    ),
    finish_bringing,
)
