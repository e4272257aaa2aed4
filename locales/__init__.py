"""Which words: catalogs read from the .po files, and the language of the moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
LANGUAGES = ("zh_Hans", "zh_Hant", "en")
NATIVE_NAMES = {"zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English"}

# Babel's negotiate_locale() does not know that Taiwan writes Hant, so a table decides.
_TRADITIONAL = ("tw", "hk", "mo", "hant")

_language: ContextVar[str] = ContextVar("language", default="en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def spoken() -> str:
    """The language of the moment."""
    return _language.get()


@cache
def locale_of(language: str) -> Locale:
    """Babel's, parsed once: its functions parse a name at every call."""
    return Locale.parse(language)


def best_of(language_code: str | None, offered: tuple[str, ...]) -> str:
    """The offered language closest to Telegram's optional `language_code` ("zh-hant", "pt-br")."""
    code = (language_code or "").lower().replace("_", "-")
    wanted = "en"
    if code.startswith("zh"):
        wanted = "zh_Hant" if code.endswith(_TRADITIONAL) else "zh_Hans"
    return wanted if code and wanted in offered else offered[0]


def N_(message: str) -> str:  # noqa: N802 -- gettext's name for "extract now, translate later"
    return message


def _(message: str, /, **values: object) -> str:
    said = catalog(_language.get()).gettext(message)
    return said.format(**values) if values else said


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    return catalog(_language.get()).ngettext(one, many, n).format(n=n, **values)


@cache
def catalog(language: str) -> NullTranslations:
    """Compiled in memory, so that nothing compiled is committed or can be out of date."""
    source = FOLDER / language / "messages.po"
    if not source.exists():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as po:
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
