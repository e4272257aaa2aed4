"""What can be said about an entry, as questions: for writing it down and for changing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from community.directory import LONGEST, Category, Entry, Kind, read_phone
from handlers.directory.wording import CATEGORIES, KINDS
from handlers.kit.context import Turn
from handlers.kit.incoming import Content
from handlers.kit.steps import Answers, Option, Read, Step, as_typed, buttons_only, place, words
from locales import N_, _

NO_PLACE = (None, None)


@dataclass(frozen=True, slots=True)
class Part:
    """`kinds`: of which it is asked at all; `is_asked`: already when it is written down."""

    key: str
    name: str
    question: str
    read: Read
    options: tuple[Option, ...] = ()
    optional: bool = True
    kinds: tuple[Kind, ...] = tuple(Kind)
    is_asked: bool = True
    shown: Callable[[str, Turn], str] = as_typed

    def step(self, when: Callable[[Answers], bool]) -> Step:
        return Step(
            self.key,
            self.question,
            self.read,
            self.options,
            optional=self.optional,
            when=when,
            name=self.name,
            shown=self.shown,
        )


def _phone(content: Content, turn: Turn) -> str:
    return read_phone(words(most=LONGEST["phone"])(content, turn))


def _said(key: str) -> Read:
    return words(most=LONGEST[key], multiline=key == "what")


CATEGORY_OPTIONS = tuple(Option(one.value, label) for one, label in CATEGORIES.items())
KIND_OPTIONS = tuple(Option(one.value, label) for one, label in KINDS.items())
LENT = (Kind.ORGANISATION, Kind.PERSON)

PARTS: Sequence[Part] = (
    Part(
        "category",
        N_("Category"),
        N_("Which category does it belong to?"),
        buttons_only,
        CATEGORY_OPTIONS,
        optional=False,
        shown=lambda value, _turn: _(CATEGORIES[Category(value)]),
    ),
    Part(
        "name",
        N_("Entry"),
        N_("What is it called? The name by which people look for it."),
        _said("name"),
        optional=False,
    ),
    Part("what", N_("What it is"), N_("What is offered or lent? A line or two."), _said("what")),
    Part(
        "phone",
        N_("Phone"),
        N_("Which phone number? Everybody can read it. A name may stand beside it."),
        _phone,
    ),
    Part("address", N_("Address"), N_("Where is it?"), _said("address")),
    Part("hours", N_("Hours"), N_("When is it open or reachable?"), _said("hours")),
    Part("fee", N_("Fee"), N_("What does it cost?"), _said("fee")),
    Part(
        "terms",
        N_("Terms"),
        N_("On what terms is it lent: deposit, for how long?"),
        _said("terms"),
        kinds=LENT,
    ),
    Part(
        "promise",
        N_("Promise"),
        N_("What can people count on? For example: there within two hours."),
        _said("promise"),
        kinds=(Kind.SERVICE,),
    ),
    Part(
        "place",
        N_("Map"),
        N_("Please send the location (attach → Location). Skip takes the pin away."),
        place,
        is_asked=False,
    ),
)

BY_KEY = {part.key: part for part in PARTS}


def entry_from(facts: Answers) -> Entry:
    said: dict[str, Any] = {key: facts.get(key, "") for key in LONGEST}
    kind, category = Kind(facts["kind"]), Category(facts["category"])
    return Entry(**said, kind=kind, category=category, has_agreed=bool(facts.get("agreed")))


def changed(entry: Entry, key: str, value: str) -> Entry:
    if key == "category":
        return replace(entry, category=Category(value))
    if key == "place":
        latitude, longitude = map(float, value.split(",")) if value else NO_PLACE
        return replace(entry, latitude=latitude, longitude=longitude)
    said: dict[str, Any] = {key: value}
    return replace(entry, **said)
