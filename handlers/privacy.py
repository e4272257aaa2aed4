"""What is kept about people: said in plain words, handed out as a file, erased on request."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from community.people import Person, Role
from handlers.kit.context import Context, Turn
from handlers.kit.router import File, Router
from handlers.kit.screen import Button, Opens, Press, Screen, bold, lines, paragraphs, plain
from handlers.menu import to_menu, unlist_commands
from locales import N_, _, speaking
from storage.outbox import KEPT

SOON = timedelta(minutes=10)  # by then the last answer has left
STILL_USEFUL = timedelta(days=7)

router = Router()


class ShowMine(Press, prefix="mine.file"):
    """What is kept about me?"""


class AskErase(Press, prefix="mine.erase"):
    """Erase me: asks once."""


class Erase(Press, prefix="mine.gone"):
    """Erase me, yes."""


@dataclass(frozen=True, slots=True)
class StrangersForgotten:
    """The house forgets what it sent to people it does not know (any more)."""


def notice(turn: Turn) -> str:
    """Follows what is switched on: each feature says what it keeps."""
    kept = [_("your Telegram number, your name as you give it, and your language")]
    if turn.house.buildings:
        kept.append(_("where you live, if you say so"))
    kept += [_(text) for text in turn.features.keeps]
    contact = turn.house.privacy_contact
    return paragraphs(
        bold(_("What this bot keeps about you")),
        lines(*(f"• {text}" for text in kept)),
        _("<b>Why:</b> so that you can take part in {community} and hear what concerns you.",
          community=plain(turn.house.name)),
        _("<b>Who sees it:</b> the staff, and whoever organises what you sign up for. Your name "
          "is shown in the neighbourhood group only if you allow it."),
        _("<b>How long:</b> until you have it erased. Messages that were sent and forms that "
          "were not finished go after {days} days.", days=KEPT.days),
        _("<b>Your choice:</b> /privacy shows everything that is kept and erases it at once."),
        _("Questions: {contact}", contact=plain(contact)) if contact else "",
    )  # fmt: skip


def forget_strangers(turn: Turn) -> None:
    """Soon after a goodbye has been said, not even its letter is kept."""
    due_at = turn.now + SOON
    turn.db.notices.put(None, StrangersForgotten(), due_at=due_at, until=due_at + STILL_USEFUL)


@router.command(
    "privacy", role=Role.GUEST, summary=N_("What is kept about you"), label=N_("Privacy")
)
def show_notice(ctx: Context) -> None:
    rows = [
        [Button(_("What is kept about me"), ShowMine())],
        [Button(_("Erase me"), AskErase()), to_menu()],
    ]
    begin = [[Button(_("Begin"), Opens("start"))]]
    ctx.show(Screen(notice(ctx.turn), rows if ctx.person.is_known else begin))


@router.press(ShowMine, role=Role.RESIDENT)
def send_mine(ctx: Context, _pressed: ShowMine) -> None:
    ctx.toast(_("The file is on its way."))
    ctx.private.make("my_data", person_id=ctx.person.id)


@router.press(AskErase, role=Role.RESIDENT)
def ask_erase(ctx: Context, _pressed: AskErase) -> None:
    text = _(
        "Everything that is kept about you will be erased, and places you have taken go to "
        "others. This cannot be undone."
    )
    rows = [[Button(_("Yes, erase me"), Erase())], [Button(_("No, keep it"), Opens("privacy"))]]
    ctx.show(Screen(text, rows))


@router.press(Erase, role=Role.RESIDENT)
def erase(ctx: Context, _pressed: Erase) -> None:
    assert ctx.person.telegram_id, "who presses has Telegram"
    ctx.turn.features.erase(ctx.turn, ctx.person)
    ctx.db.privacy.erase(ctx.person, ctx.now)
    unlist_commands(ctx.turn, ctx.person.telegram_id)
    forget_strangers(ctx.turn)
    ctx.show(
        Screen(_("You have been erased. Thank you for having been here. /start begins anew."))
    )


@router.alarm(StrangersForgotten)
def forget(turn: Turn, _due: StrangersForgotten) -> None:
    turn.db.privacy.forget_old(turn.now)


@router.make("my_data")
def my_data(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    person = turn.db.people.person(int(facts["person_id"]))
    everything = _everything(turn, person) if person else {}
    with speaking(person.language if person else turn.house.language):
        caption = _("Everything that is kept about you.")
    content = json.dumps(everything, ensure_ascii=False, indent=2, default=str).encode()
    return lambda: File("sendDocument", "document", "my-data.json", content, {"caption": caption})


def _everything(turn: Turn, person: Person) -> dict[str, object]:
    held = {"person": _row(person), "house": turn.db.privacy.held(person)}
    return {**held, **turn.features.held(turn, person)}


def _row(person: Person) -> dict[str, object]:
    return {
        "telegram_id": person.telegram_id,
        "name": person.name,
        "language": person.language,
        "roles": [str(role.name).lower() for role in person.roles],
        "building": person.home.building,
        "unit": person.home.unit,
        "room": person.home.room,
        "quiet_from": person.quiet_from,
        "quiet_until": person.quiet_until,
        "muted": sorted(person.muted),
        "shows_name": person.shows_name,
        "simple": person.simple,
        "agreed_at": person.agreed_at,
    }
