"""What tickets can be about: names, questions, promises and the words that suggest them.

Must not know where the list comes from. Words only suggest: the person decides by a tap.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cache

from community.names import clean

Texts = Mapping[str, str]  # by language code
OTHER = "other"
READ = 1000  # characters, in which people say what it is about
PLACEHOLDERS = frozenset({"number", "category", "community"})

_NAMED = re.compile(r"#\s?([0-9]{1,9})(?![0-9])")


class Gist(StrEnum):
    """What words said unasked seem to want; the first four are kinds of tickets."""

    PRAISE = "praise"
    SUGGESTION = "suggestion"
    HELP = "help"
    COMPLAINT = "complaint"
    FOLLOW_UP = "follow_up"
    WITHDRAWAL = "withdrawal"
    MUTE = "mute"
    SMALL_TALK = "small_talk"


KINDS = (Gist.COMPLAINT, Gist.SUGGESTION, Gist.HELP, Gist.PRAISE)
# Words that speak about a ticket say more than the words within them.
_ABOUT_A_TICKET = (Gist.WITHDRAWAL, Gist.MUTE, Gist.FOLLOW_UP)
_OTHERWISE = (Gist.PRAISE, Gist.SUGGESTION, Gist.HELP, Gist.COMPLAINT)


@dataclass(frozen=True, slots=True)
class Choice:
    texts: Texts
    is_danger: bool = False  # whoever taps it sees the emergency numbers first


@dataclass(frozen=True, slots=True)
class Question:
    """What staff would have to ask about such a ticket anyway; without choices it is typed."""

    key: str
    texts: Texts
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    names: Texts = field(default_factory=dict)
    answer_within: timedelta = timedelta(hours=8)  # of working time
    solve_within: timedelta = timedelta(hours=40)  # of working time
    is_shared: bool = True  # whether neighbours may hear that somebody else has reported it
    words: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    templates: Mapping[str, Texts] = field(default_factory=dict)  # by state

    def name(self, language: str) -> str:
        return in_language(self.names, language) or self.id


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    number: str
    names: Texts


@dataclass(frozen=True, slots=True)
class Suggested:
    gist: Gist | None = None
    categories: tuple[str, ...] = ()  # the likeliest first
    is_danger: bool = False
    named: tuple[int, ...] = ()  # numbers of tickets in the words

    @property
    def kind(self) -> Gist:
        return self.gist if self.gist in KINDS else Gist.COMPLAINT


@dataclass(frozen=True, slots=True)
class Categories:
    """All there are. A ticket whose category is gone keeps its promises like the rest."""

    all: tuple[Category, ...] = ()
    gists: Mapping[Gist, tuple[str, ...]] = field(default_factory=dict)
    danger: tuple[str, ...] = ()
    numbers: tuple[EmergencyNumber, ...] = ()

    def __iter__(self) -> Iterator[Category]:
        return iter(self.all)

    def __contains__(self, category_id: object) -> bool:
        return any(category.id == category_id for category in self.all)

    def category(self, category_id: str) -> Category:
        """One that is no longer listed is shown by its id."""
        found = next((one for one in self.all if one.id == category_id), None)
        return found or Category(category_id, is_shared=False)

    def means_danger(self, words: str) -> bool:
        text = _folded(words)
        return any(_is_said(word, text) for word in self.danger)

    def suggest(self, words: str) -> Suggested:
        """From how it begins; danger is looked for to the end."""
        text = _folded(words[:READ])
        if not text:
            return Suggested()
        named = tuple(int(number) for number in _NAMED.findall(text))
        is_danger = self.means_danger(words)
        return Suggested(self._gist(text, named, is_danger), self._fitting(text), is_danger, named)

    def _gist(self, text: str, named: tuple[int, ...], is_danger: bool) -> Gist | None:
        """Only a whole message is small talk: "thank you" also begins a praise."""
        bare = "".join(sign for sign in text if unicodedata.category(sign)[0] in "LN")
        talk = self.gists.get(Gist.SMALL_TALK, ())
        if bare in {"".join(word.split()) for word in talk}:
            return Gist.SMALL_TALK
        if named:
            return Gist.FOLLOW_UP
        found = next((g for g in _ABOUT_A_TICKET if self._says(g, text)), None)
        if found is None and is_danger:
            return Gist.HELP
        return found or next((g for g in _OTHERWISE if self._says(g, text)), None)

    def _says(self, gist: Gist, text: str) -> bool:
        return any(_is_said(word, text) for word in self.gists.get(gist, ()))

    def _fitting(self, text: str) -> tuple[str, ...]:
        """By how many of their words are said, then by how long these are."""
        said = {
            category.id: _longest([word for word in category.words if _is_said(word, text)])
            for category in self.all
        }
        found = [category_id for category_id, words in said.items() if words]
        found.sort(key=lambda one: (-len(said[one]), -sum(map(len, said[one]))))
        return tuple(found)


def in_language(texts: Texts, language: str) -> str:
    """The text in this language, else in the first it is written in."""
    return texts.get(language) or next(iter(texts.values()), "")


def _longest(words: list[str]) -> list[str]:
    """Without those that stand within another: that would count one thing twice."""
    return [word for word in words if not any(word != other and word in other for other in words)]


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", clean(words)).casefold().split())


def _is_said(word: str, text: str) -> bool:
    """Words with spaces between are all said, in any order; "leak*" is also "leaking". Looked for
    as they stand first, since most words are not there at all."""
    return all(
        stem in text and (pattern is None or pattern.search(text))
        for stem, pattern in _parts(word)
    )


@cache
def _parts(word: str) -> tuple[tuple[str, re.Pattern[str] | None], ...]:
    return tuple(_part(part) for part in word.casefold().split())


def _part(part: str) -> tuple[str, re.Pattern[str] | None]:
    """Chinese is written without spaces; other words begin and end somewhere."""
    stem = part.rstrip("*").replace("_", " ")
    if not part.isascii():
        return stem, None
    ending = "" if part.endswith("*") else r"\b"
    return stem, re.compile(rf"\b{re.escape(stem)}{ending}")
