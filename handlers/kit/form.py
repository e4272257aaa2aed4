"""Questions as data. Where a person stands is never stored: it is the first question
that applies and has no answer yet. Answers are a draft, so a restart loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from community.people import Role
from community.refusals import NoLongerThere
from handlers.kit.context import Context, Turn
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Screen, lines, paragraphs
from handlers.kit.steps import REFUSALS, Answers, ButtonsWanted, Step
from locales import N_, _, speaking
from storage.drafts import Draft

Finish = Callable[[Context, Answers], None]


def say_cancelled(ctx: Context) -> None:
    ctx.show(Screen(_("Cancelled. Nothing was sent.")))


@dataclass(frozen=True, slots=True)
class Form:
    """With `review`, the answers are shown before `finish`, each of them changeable. What
    `cancelled` says comes after the answers are gone."""

    name: str
    steps: tuple[Step, ...]
    finish: Finish
    role: Role = Role.RESIDENT
    title: str = ""
    confirm: str = N_("Send")
    review: bool = False
    cancelled: Callable[[Context], None] = say_cancelled
    is_aside: bool = False  # asked in a message of its own: the one that was tapped stays

    def __post_init__(self) -> None:
        if FORMS.setdefault(self.name, self) is not self:
            raise TypeError(f"form {self.name!r} is declared twice")

    def open_step(self, draft: Draft) -> Step | None:
        facts = draft.facts
        return next((s for s in self.steps if s.key not in facts and s.when(facts)), None)

    def given(self, draft: Draft) -> list[Step]:
        """The questions that have been answered and still apply."""
        facts = draft.facts
        return [s for s in self.steps if s.key in draft.answers and s.when(facts)]

    def start(self, ctx: Context, **known: object) -> None:
        """Begin in the private chat, or go on with what was begun with the same facts."""
        facts = {key: str(value) for key, value in known.items()}
        begun = ctx.db.drafts.same(ctx.person.id, self.name, facts)
        draft = begun or ctx.db.drafts.start(ctx.person.id, self.name, facts, ctx.now)
        if begun:
            ctx.db.drafts.save(begun, ctx.now)
        ask = ctx.say if self.is_aside else ctx.show
        ask(question(self, draft, ctx.turn))


FORMS: dict[str, Form] = {}

router = Router(refusals=REFUSALS)


class Pick(Press, prefix="f.pick"):
    draft_id: int
    step: int
    option: int


class Skip(Press, prefix="f.skip"):
    draft_id: int
    step: int


class Back(Press, prefix="f.back"):
    draft_id: int


class Cancel(Press, prefix="f.stop"):
    draft_id: int


class Confirm(Press, prefix="f.done"):
    draft_id: int


class Review(Press, prefix="f.list"):
    draft_id: int


class Change(Press, prefix="f.edit"):
    draft_id: int
    step: int


@router.press(Pick, role=Role.GUEST)
def pick(ctx: Context, pressed: Pick) -> None:
    form, draft = _opened(ctx, pressed.draft_id)
    step = _asked(form, draft, pressed.step)
    choices = step.choices(ctx.turn, draft.facts)
    if pressed.option >= len(choices):
        raise NoLongerThere
    _answered(ctx, form, draft, step, choices[pressed.option].value)


@router.press(Skip, role=Role.GUEST)
def skip(ctx: Context, pressed: Skip) -> None:
    form, draft = _opened(ctx, pressed.draft_id)
    step = _asked(form, draft, pressed.step)
    if not step.optional:
        raise NoLongerThere
    _answered(ctx, form, draft, step, "")


@router.press(Back, role=Role.GUEST)
def back(ctx: Context, pressed: Back) -> None:
    form, draft = _opened(ctx, pressed.draft_id)
    latest = [step.key for step in form.given(draft)][-1:]
    answers = {key: value for key, value in draft.answers.items() if key not in latest}
    _go_on(ctx, form, replace(draft, answers=answers))


@router.press(Cancel, role=Role.GUEST)
def cancel(ctx: Context, pressed: Cancel) -> None:
    _form, draft = _opened(ctx, pressed.draft_id)
    _drop(ctx, draft)


@router.press(Confirm, role=Role.GUEST)
def confirm(ctx: Context, pressed: Confirm) -> None:
    form, draft = _opened(ctx, pressed.draft_id)
    if not form.review or form.open_step(draft):
        raise NoLongerThere
    _finish(ctx, form, draft)


@router.press(Review, role=Role.GUEST)
def choose_change(ctx: Context, pressed: Review) -> None:
    """Which of the answers to change."""
    form, draft = _opened(ctx, pressed.draft_id)
    given = [Button(_(s.name), Change(draft.id, form.steps.index(s))) for s in form.given(draft)]
    rows = [given[i : i + 2] for i in range(0, len(given), 2)]
    ctx.show(Screen(_("Which one?"), [*rows, [Button(_("Cancel"), Cancel(draft.id))]]))


@router.press(Change, role=Role.GUEST)
def change(ctx: Context, pressed: Change) -> None:
    form, draft = _opened(ctx, pressed.draft_id)
    if pressed.step >= len(form.steps):
        raise NoLongerThere
    key = form.steps[pressed.step].key
    answers = {k: v for k, v in draft.answers.items() if k != key}
    _go_on(ctx, form, replace(draft, answers=answers))


@router.content
def answer(ctx: Context, content: Content) -> bool:
    """Words, or whatever the open question asks for; False when nothing is being asked.
    A typed label of one of the buttons counts as a tap on it."""
    draft = ctx.db.drafts.open_of(ctx.person.id)
    if draft is None or draft.form not in FORMS:
        return False
    form, draft = _opened(ctx, draft.id)
    step = form.open_step(draft)
    if tapped := _typed_label(question(form, draft, ctx.turn), content):
        router.presses[type(tapped)].act(ctx, tapped)
    elif step is None:
        raise ButtonsWanted
    else:
        _answered(ctx, form, draft, step, step.answer(content, ctx.turn, draft.facts))
    return True


def is_asking(ctx: Context) -> bool:
    """Whether a question waits for this person's words."""
    draft = ctx.db.drafts.open_of(ctx.person.id)
    return draft is not None and draft.form in FORMS


def cancel_open(ctx: Context) -> bool:
    """Drop the open form; False when there is none."""
    draft = ctx.db.drafts.open_of(ctx.person.id)
    if draft is None:
        return False
    _drop(ctx, draft)
    return True


def _typed_label(asked: Screen, content: Content) -> Press | None:
    typed = content.text.strip()
    shown = (button for row in asked.rows for button in row if isinstance(button, Button))
    return next((b.press for b in shown if b.label == typed and isinstance(b.press, Press)), None)


def _opened(ctx: Context, draft_id: int) -> tuple[Form, Draft]:
    """The draft that a press or the words belong to, if it is still this person's."""
    draft = ctx.db.drafts.one(draft_id, ctx.person.id)
    if draft is None or draft.form not in FORMS:
        raise NoLongerThere
    form = FORMS[draft.form]
    ctx.require(form.role)
    return form, draft


def _asked(form: Form, draft: Draft, number: int) -> Step:
    step = form.open_step(draft)
    if step is None or form.steps.index(step) != number:
        raise NoLongerThere
    return step


def _answered(ctx: Context, form: Form, draft: Draft, step: Step, value: str) -> None:
    step.answered(ctx, value)
    with speaking(ctx.person.language):  # the answer may have been a language
        _go_on(ctx, form, replace(draft, answers={**draft.answers, step.key: value}))


def _go_on(ctx: Context, form: Form, draft: Draft) -> None:
    if form.open_step(draft) or form.review:
        ctx.db.drafts.save(draft, ctx.now)
        ctx.show(question(form, draft, ctx.turn))
    else:
        _finish(ctx, form, draft)


def _finish(ctx: Context, form: Form, draft: Draft) -> None:
    ctx.db.drafts.drop(draft.id)
    form.finish(ctx, draft.facts)
    _resume_earlier(ctx)


def _drop(ctx: Context, draft: Draft) -> None:
    ctx.db.drafts.drop(draft.id)
    form = FORMS.get(draft.form)
    (form.cancelled if form else say_cancelled)(ctx)
    _resume_earlier(ctx)


def _resume_earlier(ctx: Context) -> None:
    """Somebody who began two forms goes on with the first when the second is done."""
    draft = ctx.db.drafts.open_of(ctx.person.id)
    if draft is None or draft.form not in FORMS or not draft.answers:
        return
    asked = question(FORMS[draft.form], draft, ctx.turn)
    begun = _("You were in the middle of this:")
    ctx.private.say(replace(asked, html=paragraphs(begun, asked.html)))


def question(form: Form, draft: Draft, turn: Turn) -> Screen:
    """The open question, or the summary when all are answered."""
    step = form.open_step(draft)
    if step is None:
        return _summary(form, draft, turn)
    number = form.steps.index(step)
    choices = step.choices(turn, draft.facts)
    picks = [Button(c.text, Pick(draft.id, number, i)) for i, c in enumerate(choices)]
    rows = [picks[i : i + step.columns] for i in range(0, len(picks), step.columns)]
    skips = [Button(_("Skip"), Skip(draft.id, number))] if step.optional else []
    backs = [Button(_("‹ Back"), Back(draft.id))] if form.given(draft) else []
    stops = [Button(_(step.cancel), Cancel(draft.id))] if step.cancel else []
    return Screen(step.asked(turn, draft.facts), [*rows, [*backs, *skips, *stops]])


def _summary(form: Form, draft: Draft, turn: Turn) -> Screen:
    facts = draft.facts
    said = [
        _("{name}: {answer}", name=_(step.name), answer=step.shown(facts[step.key], turn))
        for step in form.given(draft)
        if facts[step.key]
    ]
    rows = [
        [Button(_(form.confirm), Confirm(draft.id))],
        [Button(_("Change"), Review(draft.id)), Button(_("Cancel"), Cancel(draft.id))],
    ]
    return Screen(paragraphs(f"<b>{_(form.title)}</b>", lines(*said)), rows)
