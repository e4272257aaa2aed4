"""Words from the organiser to those who signed up, and the answers, each in private."""

from collections.abc import Mapping, Sequence

from community.activities import Activity, State
from community.messages import (
    LONGEST_ANSWER,
    LONGEST_MESSAGE,
    Answer,
    AnswerWritten,
    Audience,
    Message,
    MessageFromOrganiser,
    NobodyToWriteTo,
    Recipient,
    TooManyAnswers,
    TooManyMessages,
    UrgentFromOrganiser,
)
from community.people import Person, Role
from community.refusals import NoLongerThere, NotAllowed
from community.sign_ups import NotSignedUp
from handlers.activities.buttons import ManagePeople, ShowActivity
from handlers.activities.wording import asking_about, named
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Screen, isolated, paragraphs, plain
from handlers.kit.steps import Answers, Option, Step, words
from locales import N_, _, ngettext

MOST_NAMES = 20  # of those who do not get it; the rest are counted

WHOM: Mapping[Audience, str] = {
    Audience.PLACED: N_("With a place ({n})"),
    Audience.WAITING: N_("Waiting ({n})"),
    Audience.ABSENT: N_("Did not come ({n})"),
    Audience.EVERYONE: N_("Everyone ({n})"),
}

router = Router(
    keeps=(N_("what you and organisers write to each other about activities"),),
    refusals={
        TooManyMessages: N_(
            "{most} messages about this have gone out today, and more would be too much. Please "
            "write again tomorrow, or post it in the group."
        ),
        TooManyAnswers: N_("That is enough for one day. Please go on tomorrow, or call them."),
        NobodyToWriteTo: N_("There is nobody on this list, so nothing was sent."),
    },
)


class WriteToThem(Press, prefix="msg.write"):
    activity_id: int


class AnswerMessage(Press, prefix="msg.answer"):
    message_id: int


class AnswerBack(Press, prefix="msg.back"):
    answer_id: int


@router.press(WriteToThem, role=Role.RESIDENT)
def begin_writing(ctx: Context, pressed: WriteToThem) -> None:
    activity = _managed(ctx, pressed.activity_id)
    ctx.db.messages.require_room(activity.id, now=ctx.now, house=ctx.house)
    if not ctx.db.messages.recipients(activity.id, Audience.EVERYONE):
        raise NobodyToWriteTo
    WRITING.start(ctx, activity_id=activity.id, sender_id=ctx.person.id)


def send(ctx: Context, facts: Answers) -> None:
    activity = _managed(ctx, int(facts["activity_id"]))
    written = Message(activity.id, ctx.person.id, Audience(facts["whom"]), facts["words"])
    sent, all_of_them = ctx.db.messages.send(written, activity, now=ctx.now, house=ctx.house)
    subject = f"{activity.card} message:{sent.id}"
    ctx.db.audit.note("wrote to people", subject, by=ctx.person.id, now=ctx.now)
    text = paragraphs(named(activity, ctx.turn), _sent(all_of_them), _not_reached(all_of_them))
    ctx.show(Screen(text, [[Button(_("‹ Back"), ManagePeople(activity.id))]]))


@router.notice(MessageFromOrganiser)
def message_from_organiser(chat: Chat, _person: Person, notice: MessageFromOrganiser) -> None:
    _say_message(chat, notice.message_id)


@router.notice(UrgentFromOrganiser, urgent=True)
def urgent_from_organiser(chat: Chat, _person: Person, notice: UrgentFromOrganiser) -> None:
    _say_message(chat, notice.message_id)


@router.press(AnswerMessage, role=Role.RESIDENT)
def begin_answering(ctx: Context, pressed: AnswerMessage) -> None:
    message = ctx.db.messages.message(pressed.message_id)
    if not ctx.db.messages.concerns(message, ctx.person.id):
        raise NotSignedUp
    ANSWERING.start(ctx, message_id=message.id, to_id=_who_answers(ctx.turn, message))


@router.press(AnswerBack, role=Role.RESIDENT)
def begin_answering_back(ctx: Context, pressed: AnswerBack) -> None:
    answer = ctx.db.messages.written_answer(pressed.answer_id)
    if answer.to_id != ctx.person.id:
        raise NotAllowed
    ANSWERING.start(ctx, message_id=answer.message_id, to_id=answer.from_id)


def answer(ctx: Context, facts: Answers) -> None:
    to = _hearing(ctx.turn, facts)
    written = Answer(int(facts["message_id"]), ctx.person.id, to.id, facts["words"])
    ctx.db.messages.answer(written, now=ctx.now, house=ctx.house)
    ctx.show(Screen(_("{name} gets your answer.", name=isolated(to.name))))


@router.notice(AnswerWritten)
def answer_written(chat: Chat, _person: Person, notice: AnswerWritten) -> None:
    written = chat.turn.db.messages.written_answer(notice.answer_id)
    activity = _activity_of(chat.turn, written.message_id)
    says = _("💬 {name} answers:", name=isolated(written.sender))
    text = paragraphs(named(activity, chat.turn), says, plain(written.text))
    chat.say(Screen(text, [[Button(_("Answer"), AnswerBack(written.id))]]))


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"messages_about_activities": turn.db.messages.held(person.id)}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.messages.forget(person.id)


def _say_message(chat: Chat, message_id: int) -> None:
    message = chat.turn.db.messages.message(message_id)
    activity = chat.turn.db.activities.activity(message.activity_id)
    rows = [
        [Button(_("Answer"), AnswerMessage(message.id))],
        [Button(_("See the activity"), ShowActivity(activity.id))],
    ]
    chat.say(Screen(_worded(activity, message.sender, message.text, chat.turn), rows))


def _worded(activity: Activity, sender: str, text: str, turn: Turn) -> str:
    says = _("📣 {name} writes:", name=isolated(sender))
    return paragraphs(named(activity, turn), says, plain(text))


def _sent(recipients: Sequence[Recipient]) -> str:
    reached = sum(recipient.is_reachable for recipient in recipients)
    return ngettext("Sent to {n} person.", "Sent to {n} people.", reached)


def _not_reached(recipients: Sequence[Recipient]) -> str:
    """Those whom somebody has to tell in another way."""
    names = [recipient.name for recipient in recipients if not recipient.is_reachable]
    if not names:
        return ""
    more = f" +{len(names) - MOST_NAMES}" if len(names) > MOST_NAMES else ""
    return ngettext(
        "{n} does not get it (no Telegram, or has blocked the bot): {names}. Please tell them "
        "yourself.",
        "{n} do not get it (no Telegram, or have blocked the bot): {names}. Please tell them "
        "yourself.",
        len(names),
        names=_(", ").join(map(isolated, names[:MOST_NAMES])) + more,
    )


def _managed(ctx: Context, activity_id: int) -> Activity:
    activity = ctx.db.activities.activity(activity_id)
    activity.require_managed_by(ctx.person)
    if activity.state is State.DRAFT:
        raise NoLongerThere
    return activity


def _activity_of(turn: Turn, message_id: int) -> Activity:
    return turn.db.activities.activity(turn.db.messages.message(message_id).activity_id)


def _who_answers(turn: Turn, message: Message) -> int:
    """Who wrote it, or the organiser when they cannot be reached any more."""
    hearer = turn.db.people.hearer(message.sender_id)
    if hearer and not hearer.blocked:
        return message.sender_id
    return turn.db.activities.activity(message.activity_id).organiser_id


def _hearing(turn: Turn, facts: Answers) -> Person:
    to = turn.db.people.hearer(int(facts["to_id"]))
    if to is None:
        raise NoLongerThere
    return to


def _audiences(turn: Turn, answers: Answers) -> Sequence[Option]:
    """Only those that somebody belongs to."""
    activity_id = int(answers["activity_id"])
    counts = {
        audience: len(turn.db.messages.recipients(activity_id, audience)) for audience in WHOM
    }
    return [
        Option(audience, _(label, n=counts[audience]), literal=True)
        for audience, label in WHOM.items()
        if counts[audience]
    ]


def _preview(turn: Turn, answers: Answers) -> str:
    activity = turn.db.activities.activity(int(answers["activity_id"]))
    sender = turn.db.people.person(int(answers["sender_id"]))
    text = _worded(activity, sender.name if sender else "", answers["words"], turn)
    return paragraphs(_("This is what they will read:"), f"<blockquote>{text}</blockquote>")


def _send_to(turn: Turn, answers: Answers) -> Sequence[Option]:
    activity_id, audience = int(answers["activity_id"]), Audience(answers["whom"])
    count = len(turn.db.messages.recipients(activity_id, audience))
    return [Option("yes", ngettext("Send to {n}", "Send to {n}", count), literal=True)]


def _what_to_answer(turn: Turn, answers: Answers) -> str:
    activity = _activity_of(turn, int(answers["message_id"]))
    ask = _("What would you like to say? Only {name} reads it, with your name.",
            name=isolated(_hearing(turn, answers).name))  # fmt: skip
    return paragraphs(named(activity, turn), ask)


WRITING = Form(
    "write_to_them",
    (
        Step("whom", asking_about(N_("Whom would you like to write to?")), options=_audiences),
        Step(
            "words",
            asking_about(N_("What would you like to tell them? It comes from you, by name.")),
            words(most=LONGEST_MESSAGE, multiline=True),
        ),
        Step("send", _preview, options=_send_to, columns=1),
    ),
    send,
)

ANSWERING = Form(
    "answer_organiser",
    (Step("words", _what_to_answer, words(most=LONGEST_ANSWER, multiline=True)),),
    answer,
    is_aside=True,
)
