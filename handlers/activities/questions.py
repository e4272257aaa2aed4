"""The organiser's questions, answered in private right after signing up, and changed later."""

from collections.abc import Sequence

from community.contacts import require_may_act_for
from community.people import Person, Role, Topic
from community.questions import (
    LARGEST_NUMBER,
    LONGEST_ANSWER,
    Answered,
    AnswersWanted,
    Kind,
    Question,
    QuestionsAdded,
)
from community.refusals import NoLongerThere
from community.sign_ups import NotSignedUp, SignUp, Standing
from handlers.activities.acting import whose
from handlers.activities.asked import asked, shown
from handlers.activities.buttons import ShowActivity, ShowAnswers
from handlers.activities.cards import card
from handlers.activities.wording import Seen, look, named
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.dates import when
from handlers.kit.form import Form, question
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Row, Screen, lines, paragraphs, plain, shortened
from handlers.kit.steps import Answers, Option, Step, buttons_only, number, words
from handlers.kit.whose import for_whom
from handlers.menu import to_menu
from locales import N_, _, ngettext
from storage.drafts import Draft
from storage.questions import ANSWERING

LONGEST_LABEL = 30
YES, NO = "yes", "no"

router = Router(
    keeps=(N_("your answers to an organiser's questions, until 30 days after the activity"),)
)


class ChangeAnswer(Press, prefix="act.again"):
    activity_id: int
    question_id: int
    for_id: int = 0


def ask_open(ctx: Context, sign_up: SignUp) -> None:
    """In private, whoever has a place: the first open question, and the others after it."""
    activity = ctx.db.activities.activity(sign_up.activity_id)
    ctx.db.questions.remind(activity, sign_up.person_id, now=ctx.now, house=ctx.house)
    if sign_up.standing is Standing.WAITING:
        return
    if open_question := _first_open(ctx, sign_up):
        draft = _begun(ctx, sign_up, open_question)
        ctx.private.say(question(ANSWERING_FORM, draft, ctx.turn))


@router.press(ShowAnswers, role=Role.RESIDENT)
def show_answers(ctx: Context, pressed: ShowAnswers) -> None:
    """On with what is open, or all there is."""
    seen = _signed_up(ctx, pressed.activity_id, pressed.for_id)
    assert seen.sign_up, "checked"
    if open_question := _first_open(ctx, seen.sign_up):
        _ask(ctx, seen.sign_up, open_question)
    else:
        ctx.show(_answers(seen, ctx.db.questions.of_sign_up(seen.sign_up)))


@router.press(ChangeAnswer, role=Role.RESIDENT)
def change_answer(ctx: Context, pressed: ChangeAnswer) -> None:
    seen = _signed_up(ctx, pressed.activity_id, pressed.for_id)
    wanted = ctx.db.questions.question(pressed.question_id)
    if wanted.activity_id != pressed.activity_id or seen.sign_up is None:
        raise NoLongerThere
    _ask(ctx, seen.sign_up, wanted)


def answer(ctx: Context, facts: Answers) -> None:
    """Kept, and on to the next that is open."""
    person = ctx.db.people.person(int(facts["person_id"]))
    if person is None:
        raise NoLongerThere
    require_may_act_for(ctx.person, person)
    seen = look(ctx.turn, int(facts["activity_id"]), person)
    wanted = ctx.db.questions.question(int(facts["question_id"]))
    if seen.sign_up is None:
        ctx.show(card(seen))  # given up in the meantime: there is nothing to ask any more
        return
    ctx.db.questions.answer(seen.sign_up.id, wanted.id, facts["answer"])
    if open_question := _first_open(ctx, seen.sign_up):
        _ask(ctx, seen.sign_up, open_question)
        return
    ctx.toast(_("Thank you. Only the organiser and the staff see your answers."))
    ctx.show(card(seen))


def put_off(ctx: Context) -> None:
    text = _("All right. You find the questions under the activity, at “Answer questions”.")
    ctx.show(Screen(text, [[to_menu()]]))


@router.notice(QuestionsAdded, topic=Topic.CHANGES)
def questions_added(chat: Chat, person: Person, notice: QuestionsAdded) -> None:
    seen, still = _still_open(chat.turn, person, notice.activity_id)
    text = ngettext(
        "The organiser has a question for you. Only the organiser and the staff see the answer.",
        "The organiser has {n} questions for you. Only the organiser and the staff see the "
        "answers.",
        still,
    )
    chat.say(Screen(paragraphs(named(seen.activity, chat.turn), text), [_answering(seen)]))


@router.notice(AnswersWanted, topic=Topic.REMINDERS)
def answers_wanted(chat: Chat, person: Person, notice: AnswersWanted) -> None:
    seen, still = _still_open(chat.turn, person, notice.activity_id, only_required=True)
    text = ngettext(
        "{n} question of the organiser is still open. Please answer until {until}.",
        "{n} questions of the organiser are still open. Please answer until {until}.",
        still,
        until=when(seen.activity.sign_up_closes_at, chat.turn),
    )
    chat.say(Screen(paragraphs(named(seen.activity, chat.turn), text), [_answering(seen)]))


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"answers": turn.db.questions.held(person.id)}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.questions.forget(person.id)


def _signed_up(ctx: Context, activity_id: int, for_id: int) -> Seen:
    seen = look(ctx.turn, activity_id, whose(ctx, for_id))
    if seen.sign_up is None:
        raise NotSignedUp
    return seen


def _first_open(ctx: Context, sign_up: SignUp) -> Question | None:
    answered = ctx.db.questions.of_sign_up(sign_up)
    return next((one.question for one in answered if one.is_open), None)


def _still_open(
    turn: Turn, person: Person, activity_id: int, *, only_required: bool = False
) -> tuple[Seen, int]:
    """Raises, so that the notice is moot, when there is nothing to answer (any more)."""
    seen = look(turn, activity_id, person)
    seen.activity.require_ahead(turn.now)
    if seen.sign_up is None or seen.standing is Standing.WAITING:
        raise NotSignedUp
    answered = turn.db.questions.of_sign_up(seen.sign_up)
    still = [a for a in answered if a.is_open and (a.question.is_required or not only_required)]
    if not still:
        raise NoLongerThere
    return seen, len(still)


def _answering(seen: Seen) -> Row:
    return [Button(_("Answer questions"), ShowAnswers(seen.activity.id, seen.for_id))]


def _ask(ctx: Context, sign_up: SignUp, wanted: Question) -> None:
    ctx.show(question(ANSWERING_FORM, _begun(ctx, sign_up, wanted), ctx.turn))


def _begun(ctx: Context, sign_up: SignUp, wanted: Question) -> Draft:
    known = {
        "activity_id": str(sign_up.activity_id),
        "person_id": str(sign_up.person_id),
        "question_id": str(wanted.id),
        "kind": _form_of(wanted),
    }
    begun = ctx.db.drafts.same(ctx.person.id, ANSWERING, known)
    return begun or ctx.db.drafts.start(ctx.person.id, ANSWERING, known, ctx.now)


def _answers(seen: Seen, answered: Sequence[Answered]) -> Screen:
    said = [
        f"{plain(asked(one.question))} <b>{shown(one) or _('not said')}</b>" for one in answered
    ]
    rows = [[Button(_label(one.question), _changing(seen, one))] for one in answered]
    text = paragraphs(
        for_whom(seen.person),
        named(seen.activity, seen.turn),
        lines(*said),
        _("Tap a question to answer it anew."),
    )
    back = Button(_("‹ Back"), ShowActivity(seen.activity.id, seen.for_id))
    return Screen(text, [*rows, [back]])


def _changing(seen: Seen, one: Answered) -> ChangeAnswer:
    return ChangeAnswer(seen.activity.id, one.question.id, seen.for_id)


def _label(one: Question) -> str:
    label = asked(one)
    return shortened(label, LONGEST_LABEL)


def _form_of(wanted: Question) -> str:
    """Which of the steps below asks it: fixed when the form begins."""
    return f"{wanted.kind}:{'required' if wanted.is_required else 'optional'}"


def _question(turn: Turn, facts: Answers) -> str:
    wanted = turn.db.questions.question(int(facts["question_id"]))
    activity = turn.db.activities.activity(int(facts["activity_id"]))
    person = turn.db.people.person(int(facts["person_id"]))
    whom = for_whom(person) if person else ""
    return paragraphs(whom, named(activity, turn), plain(asked(wanted)))


def _options(turn: Turn, facts: Answers) -> Sequence[Option]:
    wanted = turn.db.questions.question(int(facts["question_id"]))
    if wanted.kind is Kind.YES_NO:
        return (Option(YES, N_("Yes")), Option(NO, N_("No")))
    return [Option(option, option, literal=True) for option in wanted.options]


def _step(kind: Kind, *, is_required: bool) -> Step:
    reads = {Kind.WORDS: words(most=LONGEST_ANSWER), Kind.NUMBER: number(0, LARGEST_NUMBER)}
    form = f"{kind}:{'required' if is_required else 'optional'}"
    return Step(
        "answer",
        _question,
        reads.get(kind, buttons_only),
        _options,
        optional=not is_required,
        when=lambda facts: facts["kind"] == form,
        cancel=N_("Later"),
    )


ANSWERING_FORM = Form(
    ANSWERING,
    tuple(_step(kind, is_required=needed) for kind in Kind for needed in (True, False)),
    answer,
    cancelled=put_off,
)
