"""To whom a survey goes and until when: published, it is asked; over, its answers can be read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from community.groups import Purpose
from community.people import Person, Role
from community.polls import NoGroupForPolls
from community.survey_news import SurveyEnds, SurveyOverNow
from community.surveys import (
    ClosingUnfit,
    Plan,
    State,
    Survey,
    SurveyOver,
    require_closing,
)
from community.targets import NobodyThere
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.dates import when
from handlers.kit.form import Form
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, lines, paragraphs
from handlers.kit.steps import Answers, Option, Step, always
from handlers.kit.times import moment
from handlers.kit.whom import sample_of, target_of, whom_steps
from handlers.surveys.buttons import (
    CloseNow,
    OpenSurvey,
    PostSurvey,
    Publish,
    ShowSurvey,
    ShowTurnout,
    ShowUnserved,
)
from handlers.surveys.managed import managed, turnout, unserved
from handlers.surveys.wording import described, title
from locales import N_, _, ngettext, speaking

router = Router(
    refusals={
        NobodyThere: N_("Nobody I know of belongs to these people. Please choose others."),
        ClosingUnfit: N_("A survey is open for an hour at least and for three months at most."),
    }
)


@router.press(Publish, role=Role.STAFF)
def begin(ctx: Context, pressed: Publish) -> None:
    ctx.db.surveys.survey(pressed.survey_id).require_draft()
    PUBLISHING.start(ctx, survey_id=pressed.survey_id)


def publish(ctx: Context, facts: Answers) -> None:
    survey = ctx.db.surveys.publish(int(facts["survey_id"]), _plan(ctx.turn, facts), ctx.now)
    ctx.db.audit.note("published a survey", survey.about, by=ctx.person.id, now=ctx.now)
    ctx.show(managed(ctx.turn, survey))


@router.press(PostSurvey, role=Role.STAFF)
def post_in_group(ctx: Context, pressed: PostSurvey) -> None:
    """For everybody who reads the group; who has not been there yet is welcomed first."""
    survey = ctx.db.surveys.survey(pressed.survey_id)
    if not survey.is_open(ctx.now):
        raise SurveyOver
    group = ctx.db.groups.serving(Purpose.NEIGHBOURHOOD)
    if group is None:
        raise NoGroupForPolls
    with speaking(ctx.house.language):
        button = Button(_("Answer it"), OpenSurvey(survey.id))
        Chat(ctx.turn, group.chat_id).say(Screen(described(survey, ctx.turn), [[button]]))
    ctx.toast(_("It is on its way to the group."))


@router.press(ShowTurnout, role=Role.STAFF)
def show_turnout(ctx: Context, pressed: ShowTurnout) -> None:
    ctx.show(turnout(ctx.turn, ctx.db.surveys.survey(pressed.survey_id)))


@router.press(ShowUnserved, role=Role.STAFF)
def show_unserved(ctx: Context, pressed: ShowUnserved) -> None:
    ctx.show(unserved(ctx.turn, ctx.db.surveys.survey(pressed.survey_id)))


@router.press(CloseNow, role=Role.STAFF)
def close_now(ctx: Context, pressed: CloseNow) -> None:
    survey = ctx.db.surveys.survey(pressed.survey_id)
    if survey.state is State.OPEN and not pressed.sure:
        rows = [
            [Button(_("Yes, close it"), CloseNow(survey.id, 1))],
            [Button(_("No, go back"), ShowSurvey(survey.id))],
        ]
        text = _("Close it now? Who has not answered yet no longer can.")
        ctx.show(Screen(paragraphs(bold(title(survey)), text), rows))
        return
    if survey.state is State.OPEN:
        close(ctx.turn, survey)
        ctx.db.audit.note("closed a survey", survey.about, by=ctx.person.id, now=ctx.now)
    ctx.show(managed(ctx.turn, ctx.db.surveys.survey(survey.id)))


@router.alarm(SurveyEnds)
def end(turn: Turn, alarm: SurveyEnds) -> None:
    survey = close(turn, turn.db.surveys.survey(alarm.survey_id))
    for person_id in _makers(turn, survey):
        turn.db.notices.put(
            person_id,
            SurveyOverNow(survey.id),
            due_at=turn.now,
            until=turn.now + timedelta(days=14),
        )


@router.notice(SurveyOverNow)
def tell_over(chat: Chat, _person: Person, notice: SurveyOverNow) -> None:
    survey = chat.turn.db.surveys.survey(notice.survey_id)
    screen = managed(chat.turn, survey)
    text = paragraphs(_("This survey is over. Those who answered would like to hear what came of "
                        "it."), screen.html)  # fmt: skip
    chat.say(Screen(text, screen.rows))


def close(turn: Turn, survey: Survey) -> Survey:
    closed = turn.db.surveys.close(survey.id, turn.now)
    if closed.anonymous:
        turn.db.survey_answers.unseal(closed)
    return closed


def _makers(turn: Turn, survey: Survey) -> Sequence[int]:
    """Who made it, if they are still of the staff; else the administrators."""
    maker = turn.db.people.person(survey.made_by) if survey.made_by else None
    if maker and Role.STAFF in maker.roles:
        return [maker.id]
    return [admin.id for admin in turn.db.people.with_role(Role.ADMIN)]


def _plan(turn: Turn, facts: Answers) -> Plan:
    closes = facts.get("closes", "7")
    closes_at = (
        turn.now + timedelta(days=int(closes))
        if closes.isdigit()
        else datetime.fromisoformat(closes)
    )
    return Plan(target_of(facts), sample_of(facts), closes_at)


def _count(turn: Turn, facts: Answers) -> int:
    return len(turn.db.surveys.meant(_plan(turn, facts)))


def _read_closing(content: Content, turn: Turn) -> str:
    kept = moment(content, turn)
    require_closing(datetime.fromisoformat(kept), turn.now)
    return kept


def _preview(turn: Turn, facts: Answers) -> str:
    survey = turn.db.surveys.survey(int(facts["survey_id"]))
    number, plan = _count(turn, facts), _plan(turn, facts)
    return paragraphs(
        described(survey, turn),
        lines(
            ngettext("It goes to {n} person.", "It goes to {n} people.", number),
            _("Open until {until}", until=when(plan.closes_at, turn)),
            _("They are reminded twice at most."),
        ),
        _("Once it is published, nothing of it can be changed. Publish it now?"),
    )


PUBLISHING = Form(
    "survey_publish",
    (
        *whom_steps(N_("Who shall be asked?"), always),
        Step(
            "closes",
            N_("Until when can it be answered? Tap, or type a day and a time."),
            _read_closing,
            (
                Option("3", N_("3 days")),
                Option("7", N_("A week")),
                Option("14", N_("Two weeks")),
            ),
            columns=3,
        ),
        Step("sure", _preview, options=(Option("yes", N_("📣 Publish")),), columns=1),
    ),
    publish,
    role=Role.STAFF,
)
