"""Making a survey: a draft, its questions and branches, a trial. Published it stays as it is."""

from collections.abc import Sequence

from community.people import Role
from community.surveys import (
    CHOICES,
    LONGEST_INTRO,
    LONGEST_QUESTION,
    LONGEST_TITLE,
    Kind,
    NoQuestions,
    NotADraft,
    OptionsUnfit,
    OthersDepend,
    Question,
    Survey,
    TooManyQuestions,
    read_options,
)
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, bold, lines, paragraphs, plain, shortened
from handlers.kit.steps import Answers, Option, Step, words
from handlers.surveys.buttons import (
    AddQuestion,
    CopySurvey,
    Discard,
    ListSurveys,
    NewSurvey,
    RemoveQuestion,
    SetAnonymous,
    SetHousehold,
    ShowQuestions,
    ShowSurvey,
    TryOut,
)
from handlers.surveys.managed import LONGEST_LABEL, managed, questions_to_remove, surveys
from handlers.surveys.sheets import shown
from handlers.surveys.wording import KINDS, option, said
from handlers.tickets.discreet import show
from locales import N_, _

LONGEST_OPTIONS = 800
ALWAYS = "0"
LOW, HIGH = "1,2", "4,5"

router = Router(
    refusals={
        NotADraft: N_(
            "This survey is published, so it stays as people have read it. Tap “Copy” and change "
            "the copy."
        ),
        NoQuestions: N_("It has no questions yet. Please add one first."),
        TooManyQuestions: N_("{most} questions are the most. People are grateful for few."),
        OptionsUnfit: N_(
            "Please write {least} to {most} different answers, each on a line of its own and of "
            "at most {length} characters."
        ),
        OthersDepend: N_(
            "Question {number} is asked only after this one. Please take that one out first."
        ),
    }
)


@router.command("survey", role=Role.STAFF, summary=N_("Make a survey"), label=N_("Make a survey"))
def show_surveys(ctx: Context) -> None:
    ctx.show(surveys(ctx.turn, 0))


@router.press(ListSurveys, role=Role.STAFF)
def show_page(ctx: Context, pressed: ListSurveys) -> None:
    ctx.show(surveys(ctx.turn, pressed.page))


@router.press(ShowSurvey, role=Role.STAFF)
def show_survey(ctx: Context, pressed: ShowSurvey) -> None:
    ctx.show(managed(ctx.turn, ctx.db.surveys.survey(pressed.survey_id)))


@router.press(NewSurvey, role=Role.STAFF)
def begin(ctx: Context, _pressed: NewSurvey) -> None:
    NEW.start(ctx)


def create(ctx: Context, facts: Answers) -> None:
    survey = Survey(
        0,
        facts["title"],
        facts["intro"],
        anonymous=facts["names"] == "no",
        by_household=facts["per"] == "home",
        made_by=ctx.person.id,
    )
    ctx.show(managed(ctx.turn, ctx.db.survey_drafts.create(survey, ctx.now)))


@router.press(SetAnonymous, role=Role.STAFF)
def set_anonymous(ctx: Context, pressed: SetAnonymous) -> None:
    ctx.db.survey_drafts.set_promise(pressed.survey_id, anonymous=bool(pressed.to))
    ctx.show(managed(ctx.turn, ctx.db.surveys.survey(pressed.survey_id)))


@router.press(SetHousehold, role=Role.STAFF)
def set_household(ctx: Context, pressed: SetHousehold) -> None:
    ctx.db.survey_drafts.set_promise(pressed.survey_id, by_household=bool(pressed.to))
    ctx.show(managed(ctx.turn, ctx.db.surveys.survey(pressed.survey_id)))


@router.press(AddQuestion, role=Role.STAFF)
def begin_question(ctx: Context, pressed: AddQuestion) -> None:
    ctx.db.surveys.survey(pressed.survey_id).require_draft()
    QUESTION.start(ctx, survey_id=pressed.survey_id)


def add(ctx: Context, facts: Answers) -> None:
    survey_id = int(facts["survey_id"])
    after = int(facts.get("after", ALWAYS))
    question = Question(
        0,
        Kind(facts["kind"]),
        facts["words"],
        read_options(facts["options"]) if facts.get("options") else (),
        required=facts["required"] == "yes",
        when_id=after or None,
        when_any=tuple(facts["any"].split(",")) if after else (),
    )
    ctx.db.survey_drafts.add(survey_id, question)
    ctx.show(managed(ctx.turn, ctx.db.surveys.survey(survey_id)))


@router.press(ShowQuestions, role=Role.STAFF)
def show_questions(ctx: Context, pressed: ShowQuestions) -> None:
    survey = ctx.db.surveys.survey(pressed.survey_id)
    survey.require_draft()
    ctx.show(questions_to_remove(ctx.turn, survey))


@router.press(RemoveQuestion, role=Role.STAFF)
def remove_question(ctx: Context, pressed: RemoveQuestion) -> None:
    ctx.db.survey_drafts.remove(pressed.survey_id, pressed.question_id)
    ctx.show(managed(ctx.turn, ctx.db.surveys.survey(pressed.survey_id)))


@router.press(TryOut, role=Role.STAFF)
def try_out(ctx: Context, pressed: TryOut) -> None:
    """As people will see it; nothing is kept."""
    survey = ctx.db.surveys.survey(pressed.survey_id)
    if not ctx.db.surveys.questions(survey.id):
        raise NoQuestions
    sheet = ctx.db.survey_sheets.begin(ctx.person.id, survey.id, for_id=0, trial=True, now=ctx.now)
    show(ctx, shown(ctx.turn, sheet))


@router.press(CopySurvey, role=Role.STAFF)
def copy(ctx: Context, pressed: CopySurvey) -> None:
    copied = ctx.db.survey_drafts.copy(pressed.survey_id, by_id=ctx.person.id, now=ctx.now)
    ctx.toast(_("This is the copy."))
    ctx.show(managed(ctx.turn, copied))


@router.press(Discard, role=Role.STAFF)
def discard(ctx: Context, pressed: Discard) -> None:
    survey = ctx.db.surveys.survey(pressed.survey_id)
    survey.require_draft()
    if not pressed.sure:
        rows = [
            [Button(_("Yes, delete it"), Discard(survey.id, 1))],
            [Button(_("No, keep it"), ShowSurvey(survey.id))],
        ]
        ctx.show(Screen(paragraphs(bold(survey.title), _("Delete this draft?")), rows))
        return
    ctx.db.survey_drafts.discard(survey.id)
    ctx.show(surveys(ctx.turn, 0))


def _read_options(content: Content, turn: Turn) -> str:
    typed = words(most=LONGEST_OPTIONS, multiline=True)(content, turn)
    return "\n".join(read_options(typed))


def _is_choice(facts: Answers) -> bool:
    return facts.get("kind") in (Kind.ONE, Kind.MANY)


def _earlier(turn: Turn, facts: Answers) -> Sequence[tuple[int, Question]]:
    """Those that another one can depend on, with their numbers."""
    questions = turn.db.surveys.questions(int(facts["survey_id"]))
    return [(n, q) for n, q in enumerate(questions, start=1) if q.kind in CHOICES]


def _after(turn: Turn, facts: Answers) -> Sequence[Option]:
    earlier = [
        Option(str(q.id), shortened(f"{n}. {q.words}", LONGEST_LABEL), literal=True)
        for n, q in _earlier(turn, facts)
    ]
    return [Option(ALWAYS, N_("Everybody")), *earlier[-10:]]


def _parent(turn: Turn, facts: Answers) -> Question | None:
    after = int(facts.get("after", ALWAYS))
    return next((q for _n, q in _earlier(turn, facts) if q.id == after), None)


def _any(turn: Turn, facts: Answers) -> Sequence[Option]:
    parent = _parent(turn, facts)
    if parent is None:
        return ()
    survey = turn.db.surveys.survey(int(facts["survey_id"]))
    each = [
        Option(v, shortened(option(survey, parent, v), LONGEST_LABEL), literal=True)
        for v in parent.values
    ]
    if parent.kind is not Kind.SCALE:
        return each
    return [Option(LOW, N_("Low: 1 or 2")), Option(HIGH, N_("High: 4 or 5")), *each]


def _any_question(turn: Turn, facts: Answers) -> str:
    parent = _parent(turn, facts)
    asked = plain(parent.words) if parent else ""
    return lines(asked, _("After which answer is the new question asked?"))


def _words_question(turn: Turn, facts: Answers) -> str:
    survey = turn.db.surveys.survey(int(facts["survey_id"]))
    return paragraphs(bold(said(survey.title, survey)), _("What would you like to ask?"))


NEW = Form(
    "survey_new",
    (
        Step("title", N_("What is the survey called?"), words(most=LONGEST_TITLE)),
        Step(
            "intro",
            N_("What is it for? One or two sentences help people to answer."),
            words(most=LONGEST_INTRO, multiline=True),
            optional=True,
        ),
        Step(
            "names",
            N_(
                "With or without names? Without names nobody, not even you, can tell who answered "
                "what. Once it is published this can never be changed."
            ),
            options=(Option("no", N_("Without names")), Option("yes", N_("With names"))),
        ),
        Step(
            "per",
            N_("One answer per person, or one per household?"),
            options=(Option("person", N_("Per person")), Option("home", N_("Per household"))),
        ),
    ),
    create,
    role=Role.STAFF,
)

QUESTION = Form(
    "survey_question",
    (
        Step("words", _words_question, words(most=LONGEST_QUESTION, multiline=True)),
        Step(
            "kind",
            N_("What does an answer look like?"),
            options=tuple(Option(kind, label) for kind, label in KINDS.items()),
        ),
        Step(
            "options",
            N_("Which answers are there? Please type each on a line of its own."),
            _read_options,
            when=_is_choice,
        ),
        Step(
            "required",
            N_("Must it be answered?"),
            options=(Option("yes", N_("Yes")), Option("no", N_("It may be skipped"))),
        ),
        Step("after", N_("Who is asked this?"), options=_after, columns=1),
        Step(
            "any",
            _any_question,
            options=_any,
            columns=1,
            when=lambda facts: facts.get("after", ALWAYS) != ALWAYS,
        ),
    ),
    add,
    role=Role.STAFF,
)
