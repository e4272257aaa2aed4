"""What somebody new is asked: each question as a screen, and when it is asked at all."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.kit.context import Context
from handlers.kit.screen import Button, Press, Screen
from handlers.kit.steps import Answers
from handlers.privacy import notice
from locales import NATIVE_NAMES, _

PER_ROW = 3


class ChooseLanguage(Press, prefix="hi.lang"):
    language: int


class Agree(Press, prefix="hi.yes"):
    """Keep what the notice says."""


class Decline(Press, prefix="hi.no"):
    """Keep nothing."""


class LiveIn(Press, prefix="hi.home"):
    building: int


class Skip(Press, prefix="hi.skip"):
    """No answer to the question of the moment."""


class CanHelp(Press, prefix="hi.help"):
    yes: int


class GoBack(Press, prefix="hi.back"):
    """To the question before."""


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    asked: Callable[[Context], Screen]
    when: Callable[[Context, Answers], bool] = lambda _ctx, _answers: True


def _languages(ctx: Context) -> Screen:
    """Everybody finds their own: the one that Telegram suggests comes first."""
    languages = ctx.house.languages
    numbers = sorted(range(len(languages)), key=lambda i: languages[i] != ctx.person.language)
    rows = [[Button(NATIVE_NAMES[languages[i]], ChooseLanguage(i))] for i in numbers]
    return Screen(_("Hello! Which language shall I speak?"), rows)


def _notice(ctx: Context) -> Screen:
    rows = [[Button(_("I agree"), Agree())], [_back(), Button(_("No, thank you"), Decline())]]
    return Screen(notice(ctx.turn), rows)


def _buildings(ctx: Context) -> Screen:
    buttons = [Button(name, LiveIn(i)) for i, name in enumerate(ctx.house.buildings)]
    rows = [buttons[i : i + PER_ROW] for i in range(0, len(buttons), PER_ROW)]
    return Screen(_("Which building do you live in?"), [*rows, [_back(), _skip()]])


def _rooms(_ctx: Context) -> Screen:
    text = _('Which unit and room? Type it in one go, like "2-501", or just "501".')
    return Screen(text, [[_back(), _skip()]])


def _help(_ctx: Context) -> Screen:
    rows = [
        [Button(_("Yes, gladly"), CanHelp(1)), Button(_("Not now"), CanHelp(0))],
        [_back()],
    ]
    return Screen(_("Would you lend a hand as a volunteer now and then?"), rows)


QUESTIONS = (
    Question("language", _languages),
    Question("agreed", _notice),
    Question("building", _buildings, lambda ctx, _answers: bool(ctx.house.buildings)),
    Question("rooms", _rooms, lambda _ctx, answers: bool(answers.get("building"))),
    Question("help", _help),
)


def open_question(ctx: Context, answers: Answers) -> Question | None:
    """Where somebody stands is never stored: it is the first question without an answer."""
    return next((q for q in QUESTIONS if q.key not in answers and q.when(ctx, answers)), None)


def buttons(screen: Screen) -> list[Button]:
    return [b for row in screen.rows for b in row if isinstance(b, Button)]


def _back() -> Button:
    return Button(_("‹ Back"), GoBack())


def _skip() -> Button:
    return Button(_("Skip"), Skip())
