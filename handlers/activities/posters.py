"""A poster for the notice board, of an activity that people can still sign up for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from babel.dates import format_datetime

from community.activities import Activity
from community.people import Role
from handlers.activities.poster_pages import Poster, Said, poster_page
from handlers.activities.wording import named_plainly
from handlers.kit.context import Context, Turn
from handlers.kit.file_names import file_name
from handlers.kit.fonts import NoFont, Typeface, typeface
from handlers.kit.router import File, Router
from handlers.kit.screen import Press
from locales import N_, _, locale_of, speaking, spoken

# Babel's patterns for days: of this year, and of any other.
DAYS = {
    "zh_Hans": ("M月d日 EEEE", "y年M月d日 EEEE"),
    "zh_Hant": ("M月d日 EEEE", "y年M月d日 EEEE"),
    "en": ("EEEE d MMMM", "EEEE d MMMM y"),
}

router = Router(
    refusals={
        NoFont: N_(
            "I cannot print Chinese: this computer has no font for it. Please tell whoever runs "
            "it; “linli check” says what to install."
        ),
    }
)


class PrintPoster(Press, prefix="act.poster"):
    activity_id: int


@router.press(PrintPoster, role=Role.RESIDENT)
def print_poster(ctx: Context, pressed: PrintPoster) -> None:
    activity = ctx.db.activities.activity(pressed.activity_id)
    activity.require_managed_by(ctx.person)
    activity.require_ahead(ctx.now)
    _face(ctx.turn)
    ctx.toast(_("The poster is on its way. It takes a few seconds."))
    ctx.chat.make("poster", activity_id=activity.id, language=ctx.person.language)


@router.make("poster")
def make_poster(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    activity = turn.db.activities.activity(int(facts["activity_id"]))
    with speaking(str(facts["language"])):
        day = f"{activity.starts_at.astimezone(turn.house.zone):%Y-%m-%d}"
        name = file_name(_("Poster"), day, activity.title, ending="pdf")
        caption = _("To print on A4: {activity}", activity=named_plainly(activity, turn))
    return partial(_printed, poster(turn, activity), _face(turn), name=name, caption=caption)


def poster(turn: Turn, activity: Activity) -> Poster:
    """What it says, in the community's language and in the others."""
    house = turn.house
    return Poster(
        language=house.language,
        made_at=turn.now,
        community=house.name,
        title=activity.title,
        date=_said(turn, lambda: _date(activity, turn)),
        facts=(
            *([(_same(turn, N_("Place")), Said(activity.place))] if activity.place else []),
            (_same(turn, N_("Cost")), _or_usual(turn, activity.cost, N_("free"))),
            (_same(turn, N_("For whom")), _or_usual(turn, activity.who_may_come, N_("everyone"))),
        ),
        scan=_same(turn, N_("Scan to sign up")),
        address=turn.link(f"join-{activity.id}"),
        account=f"Telegram · @{turn.bot_name}",
        without_phone=_same(turn, N_("No smartphone? Ask the staff: they will sign you up.")),
        contact=house.privacy_contact,
    )


def _printed(content: Poster, face: Typeface, *, name: str, caption: str) -> File:
    return File("sendDocument", "document", name, poster_page(content, face), {"caption": caption})


def _face(turn: Turn) -> Typeface:
    face = typeface(turn.house.language, turn.house.font)
    if face is None:
        raise NoFont
    return face


def _said(turn: Turn, word: Callable[[], str]) -> Said:
    phrases = []
    for language in turn.house.languages:
        with speaking(language):
            phrases.append(word())
    return Said.of(phrases)


def _same(turn: Turn, message: str) -> Said:
    return _said(turn, lambda: _(message))


def _or_usual(turn: Turn, typed: str, usual: str) -> Said:
    return Said(typed) if typed else _same(turn, usual)


def _date(activity: Activity, turn: Turn) -> str:
    """The day and the time, with the end where it is on the same day."""
    start = activity.starts_at.astimezone(turn.house.zone)
    this_year, any_year = DAYS[spoken()]
    pattern = this_year if start.year == turn.now.astimezone(turn.house.zone).year else any_year
    day = format_datetime(start, pattern, locale=locale_of(spoken()))
    return _("{day}, {time}", day=day, time=_times(start, activity, turn))


def _times(start: datetime, activity: Activity, turn: Turn) -> str:
    end = activity.ends_at.astimezone(turn.house.zone) if activity.ends_at else None
    if end is None or end.date() != start.date():
        return f"{start:%H:%M}"
    return f"{start:%H:%M}–{end:%H:%M}"
