"""How was it? Asked of those who were there, shown to who organised it, answered to all asked."""

from dataclasses import replace

from community.activities import Activity
from community.feedback import (
    LONGEST_WORDS,
    FeedbackAsked,
    FeedbackAskedAgain,
    FeedbackClosed,
    FeedbackDue,
    FeedbackGathered,
    NobodyAsked,
    WasNotThere,
    WhatWillBeDone,
    is_open,
)
from community.groups import Purpose
from community.people import Person, Role, Topic
from community.refusals import NoLongerThere
from handlers.activities.acting import note_acting, whose
from handlers.activities.opinions import (
    AskFeedback,
    Rate,
    Reply,
    ShowResult,
    asking,
    result,
    thanks,
)
from handlers.activities.wording import asking_about, named
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Link, Screen, paragraphs, plain
from handlers.kit.steps import Answers, Step, words
from handlers.kit.whose import for_whom
from locales import N_, _, ngettext, speaking

LONGEST_REPLY = 1000

router = Router(
    keeps=(N_("what you say about activities afterwards; the organiser does not see who said it"),
           ),
    refusals={
        FeedbackClosed: N_("This can no longer be answered or changed. Thank you all the same!"),
        WasNotThere: N_("Only those who were checked in are asked. Were you there? Then please "
                        "tell the organiser."),
        NobodyAsked: N_("Nobody has been asked about it yet, so there is nobody to tell."),
    },
)  # fmt: skip


# Asking


@router.alarm(FeedbackDue)
def ask_everyone(turn: Turn, alarm: FeedbackDue) -> None:
    turn.db.feedback.ask(alarm.activity_id, turn.now)
    turn.db.outbox.redraw(f"activity:{alarm.activity_id}", turn.now)
    activity = turn.db.activities.activity(alarm.activity_id)
    is_asked = is_open(activity, turn.now) and turn.db.attendance.here(activity.id)
    if is_asked and turn.db.activities.organiser_is_gone(activity):
        _tell_desk(turn, activity)


@router.notice(FeedbackAsked, topic=Topic.FEEDBACK)
def ask(chat: Chat, person: Person, notice: FeedbackAsked) -> None:
    db, now = chat.turn.db, chat.turn.now
    activity = db.feedback.require_askable(notice.activity_id, person.id, now)
    if not db.asks.take(person.id, now, chat.turn.house):
        raise NoLongerThere
    db.feedback.note_asked(activity, person.id, now)
    chat.say(asking(chat.turn, activity, person.id if person.is_contact else 0))


@router.notice(FeedbackAskedAgain, topic=Topic.FEEDBACK)
def ask_again(chat: Chat, person: Person, notice: FeedbackAskedAgain) -> None:
    db, now = chat.turn.db, chat.turn.now
    activity = db.feedback.require_askable(notice.activity_id, person.id, now)
    has_answered = db.feedback.of(activity.id, person.id) is not None
    if has_answered or not db.asks.take(person.id, now, chat.turn.house):
        raise NoLongerThere
    chat.say(asking(chat.turn, activity, person.id if person.is_contact else 0))


# Answering


@router.press(AskFeedback, role=Role.RESIDENT)
def show_question(ctx: Context, pressed: AskFeedback) -> None:
    person = whose(ctx, pressed.for_id)
    activity = ctx.db.feedback.require_askable(pressed.activity_id, person.id, ctx.now)
    ctx.show(_for(person, asking(ctx.turn, activity, pressed.for_id)))


@router.press(Rate, role=Role.RESIDENT)
def rate(ctx: Context, pressed: Rate) -> None:
    """Counted at once; what follows is optional."""
    person = whose(ctx, pressed.for_id)
    ctx.db.feedback.rate(pressed.activity_id, person.id, pressed.level, ctx.now)
    note_acting(ctx, "gave feedback for", pressed.activity_id, person)
    ctx.toast(_("{level} of 5. Thank you!", level=pressed.level))
    SAYING.start(ctx, activity_id=pressed.activity_id, for_id=pressed.for_id)


def say(ctx: Context, facts: Answers) -> None:
    activity = ctx.db.activities.activity(int(facts["activity_id"]))
    person = whose(ctx, int(facts["for_id"]))

    def write_down() -> None:
        ctx.db.feedback.say(activity.id, person.id, facts["words"], ctx.now)

    if not facts["words"] or ctx.turn.features.attempt(ctx, write_down):
        ctx.show(_for(person, thanks(ctx.turn, activity, int(facts["for_id"]))))


# The result


@router.notice(FeedbackGathered)
def tell_result(chat: Chat, person: Person, notice: FeedbackGathered) -> None:
    activity = chat.turn.db.activities.activity(notice.activity_id)
    activity.require_managed_by(person)
    if not chat.turn.db.feedback.result(activity, chat.turn.now).asked:
        raise NobodyAsked
    chat.say(result(chat.turn, activity, 0))


@router.press(ShowResult, role=Role.RESIDENT)
def show_result(ctx: Context, pressed: ShowResult) -> None:
    ctx.show(result(ctx.turn, _managed(ctx, pressed.activity_id), pressed.page))


@router.press(Reply, role=Role.RESIDENT)
def begin_reply(ctx: Context, pressed: Reply) -> None:
    REPLYING.start(ctx, activity_id=_managed(ctx, pressed.activity_id).id)


def reply(ctx: Context, facts: Answers) -> None:
    activity = _managed(ctx, int(facts["activity_id"]))
    told = ctx.db.feedback.reply(activity.id, facts["words"], by_id=ctx.person.id, now=ctx.now)
    ctx.db.audit.note("replied to feedback", activity.card, by=ctx.person.id, now=ctx.now)
    news = ngettext("{n} person will hear of it.", "{n} people will hear of it.", told)
    back = Button(_("What people said"), ShowResult(activity.id, 0))
    ctx.show(Screen(paragraphs(named(activity, ctx.turn), news), [[back]]))


@router.notice(WhatWillBeDone, topic=Topic.FEEDBACK)
def tell_reply(chat: Chat, _person: Person, notice: WhatWillBeDone) -> None:
    said = chat.turn.db.feedback.replied(notice.reply_id)
    activity = chat.turn.db.activities.activity(said.activity_id)
    thank = _("Thank you for coming and for telling us what you think. This is what we will do:")
    chat.say(Screen(paragraphs(named(activity, chat.turn), thank, plain(said.words))))


# The person


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"feedback": turn.db.feedback.held(person.id)}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.feedback.forget(person.id)


def _tell_desk(turn: Turn, activity: Activity) -> None:
    """Else nobody would read what people say."""
    desk = turn.db.groups.serving(Purpose.DESK)
    if desk is None:
        return
    with speaking(turn.house.language):
        text = _("This took place, and its organiser can no longer be reached. What people say "
                 "about it in the next days is for the staff to read and to answer.")  # fmt: skip
        to_read = Link(_("Open"), turn.link(f"act-{activity.id}"))
        Chat(turn, desk.chat_id).say(Screen(paragraphs(named(activity, turn), text), [[to_read]]))


def _for(person: Person, screen: Screen) -> Screen:
    return replace(screen, html=paragraphs(for_whom(person), screen.html))


def _managed(ctx: Context, activity_id: int) -> Activity:
    activity = ctx.db.activities.activity(activity_id)
    activity.require_managed_by(ctx.person)
    return activity


SAYING = Form(
    "feedback",
    (
        Step(
            "words",
            asking_about(
                N_("Thank you! Is there something you liked, or something to do better?")
            ),
            words(most=LONGEST_WORDS, multiline=True),
            optional=True,
            cancel="",  # the number is given already
        ),
    ),
    say,
)

REPLYING = Form(
    "feedback_reply",
    (
        Step(
            "words",
            asking_about(N_("What will you do? Everyone who was asked will read this.")),
            words(most=LONGEST_REPLY, multiline=True),
            name=N_("What we will do"),
        ),
    ),
    reply,
    title=N_("Send this to everyone who was asked?"),
    review=True,
)
