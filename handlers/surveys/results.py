"""What came of a survey: for the staff as screens, pictures and a table; for those who answered,
what will be done."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from community.groups import Purpose
from community.people import Person, Role, Topic
from community.refusals import NoLongerThere
from community.survey_news import WhatSurveyChanged
from community.surveys import (
    NobodyAnswered,
    NotOverYet,
    Result,
    State,
    StillSecret,
    Survey,
    TooFewAnswered,
)
from handlers.kit.charts import bar_chart
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.file_names import file_name
from handlers.kit.fonts import NoFont, typeface
from handlers.kit.form import Form
from handlers.kit.router import File, Router
from handlers.kit.screen import Button, Screen, bold, paragraphs, plain
from handlers.kit.spreadsheets import spreadsheet
from handlers.kit.steps import Answers, Option, Step, words
from handlers.surveys.buttons import (
    PostPicture,
    ReplyToAll,
    ShowParts,
    ShowPhotos,
    ShowPicture,
    ShowResult,
    TakeTable,
)
from handlers.surveys.managed import managed
from handlers.surveys.outcome import bars, caption, parts, result_screen, table
from handlers.surveys.wording import said, title
from locales import N_, _, ngettext, speaking

LONGEST_REPLY = 1000
MOST_PHOTOS = 20

router = Router(
    refusals={
        StillSecret: N_(
            "Answers without names are shown when the survey is over: while it is open, each new "
            "one would tell whose it is."
        ),
        TooFewAnswered: N_(
            "Fewer than {least} people have answered. Without names that is too few to show: one "
            "could guess who they are."
        ),
        NotOverYet: N_("Please wait until the survey is over, so that everybody is heard."),
        NobodyAnswered: N_("Nobody has answered, so there is nobody to tell."),
    }
)


@router.press(ShowResult, role=Role.STAFF)
def show_result(ctx: Context, pressed: ShowResult) -> None:
    survey, results = _results(ctx.turn, pressed.survey_id)
    ctx.show(result_screen(survey, results, min(pressed.place, len(results) - 1)))


@router.press(ShowParts, role=Role.STAFF)
def show_parts(ctx: Context, pressed: ShowParts) -> None:
    """Only where answers have names, and never of a few."""
    survey, result = _result(ctx.turn, pressed.survey_id, pressed.place)
    if survey.anonymous:
        raise StillSecret
    found = ctx.db.survey_answers.by_building(
        survey, result.question, least=ctx.house.least_answers
    )
    back = [Button(_("‹ Back"), ShowResult(survey.id, pressed.place))]
    ctx.show(Screen(parts(survey, found, least=ctx.house.least_answers), [back]))


@router.press(ShowPicture, role=Role.STAFF)
def show_picture(ctx: Context, pressed: ShowPicture) -> None:
    _result(ctx.turn, pressed.survey_id, pressed.place)
    _require_font(ctx.turn)
    ctx.toast(_("The picture is on its way."))
    _picture(ctx.private, pressed.survey_id, pressed.place, ctx.person.language)


@router.press(PostPicture, role=Role.STAFF)
def post_picture(ctx: Context, pressed: PostPicture) -> None:
    survey, _shown = _result(ctx.turn, pressed.survey_id, pressed.place)
    group = ctx.db.groups.serving(Purpose.NEIGHBOURHOOD)
    if group is None or survey.state is not State.CLOSED:
        raise NotOverYet if group else NoLongerThere
    _require_font(ctx.turn)
    ctx.db.audit.note("posted a survey's result", survey.about, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("It is on its way to the group."))
    _picture(Chat(ctx.turn, group.chat_id), survey.id, pressed.place, ctx.house.language)


@router.press(ShowPhotos, role=Role.STAFF)
def show_photos(ctx: Context, pressed: ShowPhotos) -> None:
    _survey, result = _result(ctx.turn, pressed.survey_id, pressed.place)
    for file_id in result.words[:MOST_PHOTOS]:
        ctx.private.send("sendPhoto", {"photo": file_id})


@router.make("survey_picture")
def make_picture(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    survey, result = _result(turn, int(facts["survey_id"]), int(facts["place"]))
    language = str(facts["language"])
    with speaking(language):
        asked, drawn = said(result.question.words, survey), bars(survey, result)
        beneath = caption(result)
        told = f"📊 {title(survey)}"
    build = partial(
        bar_chart,
        asked,
        drawn,
        caption=beneath,
        language=language,
        font=turn.house.font,
        whole=result.answered or 1,
    )
    return lambda: File("sendPhoto", "photo", "result.png", build(), {"caption": told})


@router.press(TakeTable, role=Role.STAFF)
def take_table(ctx: Context, pressed: TakeTable) -> None:
    survey, _found = _results(ctx.turn, pressed.survey_id)
    ctx.db.audit.note("took a survey's answers", survey.about, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("The table is on its way."))
    ctx.private.make("survey_table", survey_id=survey.id, language=ctx.person.language)


@router.make("survey_table")
def make_table(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    survey, results = _results(turn, int(facts["survey_id"]))
    with speaking(str(facts["language"])):
        columns, rows = table(turn, survey, results)
        day = f"{turn.now.astimezone(turn.house.zone):%Y-%m-%d}"
        name = file_name(_("Survey"), day, title(survey), ending="xlsx")
        told = _("Answers to {survey}. Please keep it safe and delete it afterwards.",
                 survey=title(survey))  # fmt: skip
    build = partial(spreadsheet, title(survey), columns, rows, made_at=turn.now)
    return lambda: File("sendDocument", "document", name, build(), {"caption": told})


# What will be done


@router.press(ReplyToAll, role=Role.STAFF)
def begin_reply(ctx: Context, pressed: ReplyToAll) -> None:
    _require_over(ctx.turn, pressed.survey_id)
    REPLYING.start(ctx, survey_id=pressed.survey_id)


def reply(ctx: Context, facts: Answers) -> None:
    survey = _require_over(ctx.turn, int(facts["survey_id"]))
    people = ctx.db.survey_answers.who(survey.id)
    number = ctx.db.surveys.reply(
        survey.id,
        facts["words"],
        for_all=facts["group"] == "yes",
        by_id=ctx.person.id,
        now=ctx.now,
    )
    ctx.db.surveys.tell(people, WhatSurveyChanged(number), ctx.now)
    ctx.db.audit.note("replied to a survey", survey.about, by=ctx.person.id, now=ctx.now)
    group = ctx.db.groups.serving(Purpose.NEIGHBOURHOOD)
    if facts["group"] == "yes" and group:
        with speaking(ctx.house.language):
            Chat(ctx.turn, group.chat_id).say(_reply(survey, facts["words"], is_theirs=False))
    told = ngettext("{n} person will hear of it.", "{n} people will hear of it.", len(people))
    screen = managed(ctx.turn, survey)
    ctx.show(Screen(paragraphs(told, screen.html), screen.rows))


@router.notice(WhatSurveyChanged, topic=Topic.FEEDBACK)
def tell_reply(chat: Chat, _person: Person, notice: WhatSurveyChanged) -> None:
    survey_id, said_words = chat.turn.db.surveys.reply_of(notice.reply_id)
    survey = chat.turn.db.surveys.survey(survey_id)
    chat.say(_reply(survey, said_words, is_theirs=True))


def _reply(survey: Survey, words_said: str, *, is_theirs: bool) -> Screen:
    thank = (
        _("Thank you for your answers. This is what we will do:")
        if is_theirs
        else _("You said what you think. This is what we will do:")
    )
    return Screen(paragraphs(f"📋 {bold(title(survey))}", thank, plain(words_said)))


def _require_over(turn: Turn, survey_id: int) -> Survey:
    survey = turn.db.surveys.survey(survey_id)
    if survey.state is not State.CLOSED:
        raise NotOverYet
    if not turn.db.survey_answers.who(survey_id):
        raise NobodyAnswered
    return survey


def _results(turn: Turn, survey_id: int) -> tuple[Survey, Sequence[Result]]:
    survey = turn.db.surveys.survey(survey_id)
    if survey.state is State.DRAFT:
        raise NoLongerThere
    return survey, turn.db.survey_answers.results(survey, least=turn.house.least_answers)


def _result(turn: Turn, survey_id: int, place: int) -> tuple[Survey, Result]:
    survey, results = _results(turn, survey_id)
    if place >= len(results) or results[place].held_back:
        raise NoLongerThere
    return survey, results[place]


def _require_font(turn: Turn) -> None:
    if typeface(turn.house.language, turn.house.font) is None:
        raise NoFont


def _picture(chat: Chat, survey_id: int, place: int, language: str) -> None:
    chat.make("survey_picture", survey_id=survey_id, place=place, language=language)


def _reply_question(turn: Turn, facts: Answers) -> str:
    survey = turn.db.surveys.survey(int(facts["survey_id"]))
    ask = _("What will you do? Everyone who answered will read this.")
    return paragraphs(bold(title(survey)), ask)


def _shown_group(value: str, _turn: Turn) -> str:
    return _("Yes") if value == "yes" else _("No")


REPLYING = Form(
    "survey_reply",
    (
        Step(
            "words",
            _reply_question,
            words(most=LONGEST_REPLY, multiline=True),
            name=N_("What we will do"),
        ),
        Step(
            "group",
            N_("Shall the neighbourhood group read it as well?"),
            options=(Option("yes", N_("Yes")), Option("no", N_("No"))),
            name=N_("In the group"),
            shown=_shown_group,
        ),
    ),
    reply,
    role=Role.STAFF,
    title=N_("Send this to everyone who answered?"),
    review=True,
)
