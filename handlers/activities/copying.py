"""The same activity once more: everything is copied, only the date is asked."""

from datetime import datetime

from community.people import Role
from handlers.activities.managed import managed
from handlers.activities.series_buttons import Copy
from handlers.activities.wording import asking_about
from handlers.kit.context import Context
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.steps import Answers, Step
from handlers.kit.times import moment
from locales import N_, _

router = Router()


@router.press(Copy, role=Role.RESIDENT)
def begin(ctx: Context, pressed: Copy) -> None:
    ctx.db.activities.activity(pressed.activity_id).require_managed_by(ctx.person)
    COPY.start(ctx, activity_id=pressed.activity_id)


def copy(ctx: Context, facts: Answers) -> None:
    activity = ctx.db.activities.activity(int(facts["activity_id"]))
    activity.require_managed_by(ctx.person)
    starts_at = datetime.fromisoformat(facts["starts_at"])
    draft = ctx.db.series.copy(activity, starts_at, by=ctx.person.id, now=ctx.now)
    ctx.show(managed(ctx.turn, draft, news=_("Copied, with its questions.")))


COPY = Form(
    "copy",
    (
        Step(
            "starts_at",
            asking_about(N_("When does the new one begin? Please type day and time.")),
            moment,
        ),
    ),
    copy,
)
