"""What people see, described without Telegram types: a Screen, its buttons, safe text."""

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from html import escape
from typing import Any, ClassVar, Protocol, dataclass_transform

from telegram.constants import InlineKeyboardButtonLimit, ParseMode

from community.names import clean

LONGEST_ID = 16  # digits: Telegram's ids have at most 52 bits
ISOLATED, RELEASED = "\u2068", "\u2069"


class Packs(Protocol):
    """What a button may mean; `pack` gives its callback data, at most 64 bytes."""

    def pack(self) -> str: ...


@dataclass_transform(frozen_default=True)
class Press:
    """The meaning of a button: declare integer fields beside the handler that receives it. A field
    that is added later has a default, so that older buttons still mean what they meant."""

    prefix: ClassVar[str]
    kinds: ClassVar[dict[str, type["Press"]]] = {}
    _names: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[tuple[int, ...]] = ()  # of the last fields

    def __init_subclass__(cls, *, prefix: str) -> None:
        dataclass(frozen=True)(cls)
        declared = fields(cls)  # type: ignore[arg-type]
        cls._names = tuple(f.name for f in declared)
        cls._defaults = tuple(f.default for f in declared if f.default is not MISSING)
        worst = len(prefix) + len(cls._names) * (1 + LONGEST_ID)
        if prefix in Press.kinds or worst > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
            raise TypeError(f"button prefix {prefix!r} is taken or its data too long")
        cls.prefix = prefix
        Press.kinds[prefix] = cls

    def pack(self) -> str:
        """What stands at the end as by default is left out, as on buttons of before."""
        values = [getattr(self, name) for name in self._names]
        for usual in reversed(self._defaults):
            if values[-1] != usual:
                break
            values.pop()
        return ":".join((self.prefix, *map(str, values)))

    @staticmethod
    def unpack(data: str) -> "Press | None":
        """None when the data is from an older version, malformed or forged."""
        prefix, *values = data.split(":")
        kind = Press.kinds.get(prefix)
        most = len(kind._names) if kind else 0
        if kind is None or not most - len(kind._defaults) <= len(values) <= most:
            return None
        if not all(v.isascii() and v.isdigit() and len(v) <= LONGEST_ID for v in values):
            return None
        return kind(*map(int, values))


@dataclass(frozen=True, slots=True)
class Opens:
    """A button that does what the command does when typed."""

    command: str

    def pack(self) -> str:
        return f"/{self.command}"


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    press: Packs

    def drawn(self) -> dict[str, str]:
        return {"text": self.label, "callback_data": self.press.pack()}


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads to an address."""

    label: str
    url: str

    def drawn(self) -> dict[str, str]:
        return {"text": self.label, "url": self.url}


@dataclass(frozen=True, slots=True)
class Share:
    """A button that lets people choose a chat and puts the bot's name and these words there:
    one tap on what is found shares it. Only where `turn.has_inline_mode`."""

    label: str
    words: str

    def drawn(self) -> dict[str, str]:
        return {"text": self.label, "switch_inline_query": self.words}


Row = Sequence[Button | Link | Share]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: HTML, rows of buttons, and the name of what it shows if it can be edited."""

    html: str
    rows: Sequence[Row] = ()
    card: str | None = None

    def payload(self) -> dict[str, Any]:
        rows = [[button.drawn() for button in row] for row in self.rows if row]
        keyboard = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
        return {
            "text": self.html,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": {"is_disabled": True},
            **keyboard,
        }


def in_pairs(buttons: Row) -> list[Row]:
    """Two in a row, as many as a small phone can show with their labels whole."""
    return [buttons[i : i + 2] for i in range(0, len(buttons), 2)]


def shortened(text: str, most: int) -> str:
    """Plain text, with a sign where it was too long for its place."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def plain(typed: str) -> str:
    """What people typed reaches a Screen only through here: no markup, nothing unseen."""
    return escape(clean(typed), quote=False)


def isolated(name: str) -> str:
    """A name inside a sentence, whatever direction it is written in."""
    return f"{ISOLATED}{plain(name)}{RELEASED}"


def bold(typed: str) -> str:
    return f"<b>{plain(typed)}</b>"


def paragraphs(*parts: str) -> str:
    """The parts that say something, with an empty line between."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str) -> str:
    """The parts that say something, one on each line."""
    return "\n".join(part for part in parts if part)
