"""A file that somebody sent for the bot to read: how it is asked for, and what becomes of it.

Knows neither the network nor what is in the file; delivery fetches it, a feature reads it.
"""

from collections.abc import Mapping
from typing import Any

from community.refusals import Refusal
from handlers.kit.context import Chat, Turn
from handlers.kit.incoming import Content, Said
from handlers.kit.screen import Button, Opens, Screen
from handlers.kit.steps import Unfit
from locales import N_, _, speaking


class FileWanted(Unfit):
    """Anything but a file."""


class FileTooBig(Refusal):
    """More than `most` megabytes."""


class FileGone(Refusal):
    """Telegram has it no longer."""


class FileOutOfReach(Refusal):
    """It could not be fetched, more than once."""


class FileUnreadable(Refusal):
    """Nobody foresaw what is in it."""


def file(content: Content, _turn: Turn) -> str:
    """A form's answer: Telegram's file_id. Only `chat.fetch` brings what is in it."""
    if content.said is not Said.DOCUMENT:
        raise FileWanted
    return content.file_id


def take_in(
    kind: str, facts: Mapping[str, Any], found: object, *, chat_id: int, turn: Turn
) -> None:
    """Do with what was found as the feature declares; a Refusal is told to who sent the file.

    Whoever has lost the right meanwhile hears nothing: nothing of theirs is done.
    """
    fetch = turn.features.fetches[kind]
    person = turn.db.people.by_telegram(chat_id)
    if person is None or fetch.role not in person.roles:
        return
    chat = Chat(turn, chat_id)
    with speaking(person.language):
        try:
            if isinstance(found, Refusal):
                raise found
            with turn.db.savepoint():
                fetch.act(chat, person, facts, found)
        except Refusal as refusal:
            if not turn.features.expects(refusal):
                raise
            said = _(turn.features.refusals[type(refusal)], **refusal.facts)
            chat.say(Screen(said, [[Button(_("Send it again"), Opens(fetch.again))]]))


REFUSALS: dict[type[Refusal], str] = {
    FileWanted: N_("Please send a file here (attach → File). What you sent was not used."),
    FileTooBig: N_("This file is too big: at most {most} MB. Please send a smaller one."),
    FileGone: N_("Telegram no longer has this file. Please send it again."),
    FileOutOfReach: N_("The file could not be fetched just now. Please send it again."),
    FileUnreadable: N_(
        "This file could not be read. Please save it anew as .xlsx or .csv and send that."
    ),
}
