"""Whom to call when somebody is in danger: two taps from everywhere, and before anything else
when words mean danger. Must not know what becomes of these words.
"""

from community.categories import in_language
from community.people import Role
from handlers.kit import form
from handlers.kit.context import Context, Turn
from handlers.kit.incoming import Content
from handlers.kit.router import Place, Router
from handlers.kit.screen import Button, Opens, Screen, bold, lines, paragraphs, plain
from handlers.menu import to_menu
from locales import N_, _, spoken

router = Router()
listening = Router()  # before every other: nothing comes before danger


def numbers(turn: Turn) -> str:
    """Safe HTML, a line for each number."""
    said = [
        f"📞 <b>{plain(one.number)}</b> {plain(in_language(one.names, spoken()))}"
        for one in turn.house.categories.numbers
    ]
    return lines(*said)


def call_first(turn: Turn) -> str:
    """Safe HTML; nobody reads here at night who could come running."""
    warned = bold(_("If anybody is in danger, please call at once:"))
    return paragraphs(warned, numbers(turn), _("This chat is not watched day and night."))


@router.command(
    "emergency",
    role=Role.GUEST,
    summary=N_("Emergency numbers"),
    label=N_("Emergency"),
    place=Place.PRIVATE | Place.GROUP,
)
def show_numbers(ctx: Context) -> None:
    ctx.show(Screen(call_first(ctx.turn), [_way_on(ctx)] if ctx.is_private else []))


@listening.content
def warn(ctx: Context, content: Content) -> bool:
    """The numbers come first, whoever writes; then the words go where they would have gone. An
    answer to a question may be refused, and must not take the numbers back with it."""
    if not ctx.house.categories.means_danger(content.text):
        return False
    is_known = ctx.person.is_known
    ctx.chat.say(Screen(call_first(ctx.turn), [] if is_known else [_way_on(ctx)]))
    if form.is_asking(ctx):
        ctx.turn.features.attempt(ctx, lambda: form.answer(ctx, content))
        return True
    return not is_known


def _way_on(ctx: Context) -> list[Button]:
    return [to_menu() if ctx.person.is_known else Button(_("Begin"), Opens("start"))]
