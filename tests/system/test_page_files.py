"""The files of the sandbox's page: complete in every language, and content with themselves."""

import re
from pathlib import Path

import pytest

from sandbox.server import PAGE

LANGUAGES = ("zh_hans", "zh_hant", "en")


def words_of(language: str) -> set[str]:
    text = (PAGE / "words" / f"{language}.js").read_text()
    return set(re.findall(r"^  (\w+):", text, re.MULTILINE))


def modules() -> list[Path]:
    return [path for path in PAGE.rglob("*.js") if path.parent.name != "words"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_that_is_said(language: str) -> None:
    said = r"""(?:\b(?:say|plain)\(|label: |key = \w+ \? )"([a-z][a-z0-9_]*)\""""
    used = {word for path in modules() for word in re.findall(said, path.read_text())}

    assert len(used) > 100
    assert used <= words_of(language)
    assert words_of(language) == words_of("en")


def test_page_asks_nothing_of_the_network() -> None:
    files = [*PAGE.rglob("*.js"), *PAGE.rglob("*.css"), *PAGE.rglob("*.html")]

    found = (re.findall(r"https?://[^\s\"'`)]+", path.read_text()) for path in files)
    addresses = {address for each in found for address in each}

    assert addresses <= {"http://www.w3.org/2000/svg", "https://${text}"}
