"""What whoever manages an activity asks those who sign up: the list, and adding to it."""

from collections.abc import Sequence

from community.activities import Activity
from community.people import Role
from community.questions import (
    KINDS,
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    Kind,
    OptionsUnfit,
    Question,
    Ready,
    TooManyQuestions,
    read_options,
)
from community.refusals import NoLongerThere
from handlers.activities.asked import asked, in_short
from handlers.activities.buttons import ManageChanges, ShowQuestions
from handlers.activities.wording import asking_about, named
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Row, Screen, lines, paragraphs, plain, shortened
from handlers.kit.steps import Answers, Option, Step, words
from locales import N_, _, ngettext

READY = tuple(Ready)
LONGEST_LABEL = 30
LONGEST_OPTIONS = 300

router = Router(
    refusals={
        TooManyQuestions: N_("An activity can ask up to {most} questions. Remove one first."),
        OptionsUnfit: N_(
            "Please type {least} to {most} answers to choose from, one on each line, each of up "
            "to {length} characters."
        ),
    }
)


class AddReady(Press, prefix="ask.ready"):
    activity_id: int
    number: int


class AddOwn(Press, prefix="ask.own"):
    activity_id: int


class ShowQuestion(Press, prefix="ask.show"):
    question_id: int


class RequireAnswer(Press, prefix="ask.must"):
    question_id: int
    is_required: int


class RemoveQuestion(Press, prefix="ask.drop"):
    question_id: int


@router.press(ShowQuestions, role=Role.RESIDENT)
def show_questions(ctx: Context, pressed: ShowQuestions) -> None:
    ctx.show(_questions(ctx.turn, _managed(ctx, pressed.activity_id)))


@router.press(AddReady, role=Role.RESIDENT)
def add_ready(ctx: Context, pressed: AddReady) -> None:
    """One tap; a second one changes nothing."""
    activity = _managed(ctx, pressed.activity_id)
    if pressed.number >= len(READY):
        raise NoLongerThere
    ready = READY[pressed.number]
    if ready not in {one.ready for one in ctx.db.questions.of(activity.id)}:
        _add(ctx, activity, Question(activity.id, KINDS[ready], ready=ready))
    ctx.show(_questions(ctx.turn, activity))


@router.press(AddOwn, role=Role.RESIDENT)
def begin_own(ctx: Context, pressed: AddOwn) -> None:
    OWN_QUESTION.start(ctx, activity_id=_managed(ctx, pressed.activity_id).id)


def add_own(ctx: Context, facts: Answers) -> None:
    activity = _managed(ctx, int(facts["activity_id"]))
    kind = Kind(facts["kind"])
    options = read_options(facts["options"]) if kind is Kind.CHOICE else ()
    needed = facts["required"] == "yes"
    _add(
        ctx,
        activity,
        Question(activity.id, kind, facts["text"], options=options, is_required=needed),
    )
    ctx.show(_questions(ctx.turn, activity))


@router.press(ShowQuestion, role=Role.RESIDENT)
def show_question(ctx: Context, pressed: ShowQuestion) -> None:
    ctx.show(_question(ctx, pressed.question_id))


@router.press(RequireAnswer, role=Role.RESIDENT)
def require_answer(ctx: Context, pressed: RequireAnswer) -> None:
    question = ctx.db.questions.question(pressed.question_id)
    activity = _managed(ctx, question.activity_id)
    ctx.db.questions.require(question.id, is_required=bool(pressed.is_required))
    subject = f"{activity.card} question:{question.id}"
    ctx.db.audit.note("changed a question", subject, by=ctx.person.id, now=ctx.now)
    ctx.show(_question(ctx, question.id))


@router.press(RemoveQuestion, role=Role.RESIDENT)
def remove_question(ctx: Context, pressed: RemoveQuestion) -> None:
    question = ctx.db.questions.question(pressed.question_id)
    activity = _managed(ctx, question.activity_id)
    ctx.db.questions.remove(question.id)
    subject = f"{activity.card} question:{question.id}"
    ctx.db.audit.note("removed a question", subject, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("Done."))
    ctx.show(_questions(ctx.turn, activity))


def _add(ctx: Context, activity: Activity, question: Question) -> None:
    """Those who have signed up already are asked too, once for all that is added in one go."""
    added = ctx.db.questions.add(question)
    ctx.db.questions.tell_of_new(activity, now=ctx.now, house=ctx.house)
    subject = f"{activity.card} question:{added.id}"
    ctx.db.audit.note("added a question", subject, by=ctx.person.id, now=ctx.now)


def _managed(ctx: Context, activity_id: int) -> Activity:
    """The right of who presses is checked at every press."""
    activity = ctx.db.activities.activity(activity_id)
    activity.require_managed_by(ctx.person)
    return activity


def _questions(turn: Turn, activity: Activity) -> Screen:
    found = turn.db.questions.of(activity.id)
    said = [_listed(number, one) for number, one in enumerate(found, start=1)]
    text = paragraphs(
        named(activity, turn),
        _("What everybody who signs up is asked, in private. Only you and the staff see the "
          "answers."),
        lines(*said) or _("Nothing yet. Tap what you would like to know:"),
    )  # fmt: skip
    theirs = [[Button(_label(one), ShowQuestion(one.id))] for one in found]
    more = _addable(activity, found) if len(found) < MOST_QUESTIONS else []
    return Screen(text, [*theirs, *more, [Button(_("‹ Back"), ManageChanges(activity.id))]])


def _addable(activity: Activity, found: Sequence[Question]) -> list[Row]:
    asked_already = {one.ready for one in found}
    ready = [
        Button(f"+ {in_short(Question(0, KINDS[one], ready=one))}", AddReady(activity.id, number))
        for number, one in enumerate(READY)
        if one not in asked_already
    ]
    rows: list[Row] = [ready[i : i + 2] for i in range(0, len(ready), 2)]
    return [*rows, [Button(_("+ Own question"), AddOwn(activity.id))]]


def _question(ctx: Context, question_id: int) -> Screen:
    question = ctx.db.questions.question(question_id)
    activity = _managed(ctx, question.activity_id)
    answers = ctx.db.questions.count_answers(question.id)
    text = paragraphs(
        named(activity, ctx.turn),
        plain(asked(question)),
        lines(*(f"• {plain(option)}" for option in question.options)),
        _("It must be answered.") if question.is_required else _("It may be skipped."),
        ngettext("{n} answer, which is erased when you remove the question.",
                 "{n} answers, which are erased when you remove the question.", answers)
        if answers else "",
    )  # fmt: skip
    need = Button(_("Must be answered"), RequireAnswer(question.id, 1))
    if question.is_required:
        need = Button(_("May be skipped"), RequireAnswer(question.id, 0))
    remove = Button(_("Remove"), RemoveQuestion(question.id))
    return Screen(text, [[need], [remove], [Button(_("‹ Back"), ShowQuestions(activity.id))]])


def _listed(number: int, question: Question) -> str:
    text = f"{number}. {plain(asked(question))}"
    return f"{text} ❗" if question.is_required else text


def _label(question: Question) -> str:
    label = in_short(question)
    return shortened(label, LONGEST_LABEL)


def _read_options(content: Content, turn: Turn) -> str:
    typed = words(most=LONGEST_OPTIONS, multiline=True)(content, turn)
    return "\n".join(read_options(typed))


OWN_QUESTION = Form(
    "question",
    (
        Step(
            "text",
            asking_about(N_("What would you like to ask?")),
            words(most=LONGEST_QUESTION),
        ),
        Step(
            "kind",
            N_("How is it answered?"),
            options=(
                Option("words", N_("In words")),
                Option("number", N_("With a number")),
                Option("yes_no", N_("Yes or no")),
                Option("choice", N_("By choosing")),
            ),
        ),
        Step(
            "options",
            N_("Which answers can people choose from? Type one on each line."),
            _read_options,
            when=lambda facts: facts.get("kind") == Kind.CHOICE,
        ),
        Step(
            "required",
            N_("Must it be answered?"),
            options=(Option("yes", N_("Yes")), Option("no", N_("No, it may be skipped"))),
        ),
    ),
    add_own,
)
