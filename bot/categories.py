"""The categories of tickets, read from TOML: those that Linli ships, or a file of one's own.

Must not know what they are used for. Every fault is told with its key and the remedy.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from bot.misconfigured import Misconfigured
from community.categories import (
    OTHER,
    PLACEHOLDERS,
    Categories,
    Category,
    Choice,
    EmergencyNumber,
    Gist,
    Question,
    Texts,
)

SHIPPED = Path(__file__).with_name("categories.toml")
STATES = ("claimed", "asked", "answered", "closed", "set_aside")

Language = Literal["zh_Hans", "zh_Hant", "en"]
State = Literal["claimed", "asked", "answered", "closed", "set_aside"]


def _filled_in(template: str) -> str:
    try:
        named = {part[1] for part in Formatter().parse(template) if part[1] is not None}
    except ValueError:
        raise ValueError('write "{{" where a brace itself is meant.') from None
    strange = sorted(named - PLACEHOLDERS)
    if strange:
        known = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
        raise ValueError(f"there is nothing to put for {{{strange[0]}}}; write one of {known}.")
    if "number" not in named:
        raise ValueError("write {number} somewhere: it tells people which ticket is meant.")
    return template


def _named(texts: Texts) -> Texts:
    if not texts:
        raise ValueError('write at least one language, such as { zh_Hans = "电梯" }.')
    return texts


Text = Annotated[str, Field(min_length=1, max_length=400)]
Written = Annotated[dict[Language, Text], AfterValidator(_named)]
Template = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_filled_in)]
Templates = dict[State, Annotated[dict[Language, Template], AfterValidator(_named)]]
Word = Annotated[str, Field(min_length=1, max_length=60)]
Hours = Annotated[
    timedelta,
    BeforeValidator(lambda hours: timedelta(hours=hours) if isinstance(hours, int) else None),
    Field(gt=timedelta(0), le=timedelta(hours=2000)),
]


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ChoiceTable(Table):
    text: Written
    danger: bool = False


class QuestionTable(Table):
    key: Annotated[str, Field(pattern="^[a-z_]{1,20}$")]
    text: Written
    choices: tuple[ChoiceTable, ...] = Field((), max_length=8)


class CategoryTable(Table):
    id: Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,29}$")]
    name: Written
    answer_hours: Hours
    solve_hours: Hours
    shared: bool = True
    words: tuple[Word, ...] = ()
    questions: tuple[QuestionTable, ...] = Field((), max_length=4)
    templates: Templates = Field(default_factory=dict)


class NumberTable(Table):
    number: Annotated[str, Field(pattern="^[0-9+() -]{2,20}$")]
    name: Written


class DangerTable(Table):
    words: tuple[Word, ...] = ()


class File(Table):
    categories: tuple[CategoryTable, ...] = Field((), max_length=40)
    numbers: tuple[NumberTable, ...] = Field((), max_length=12)
    danger: DangerTable = Field(default_factory=DangerTable)
    gists: dict[Gist, tuple[Word, ...]] = Field(default_factory=dict)
    templates: Templates = Field(default_factory=dict)


@cache
def shipped_categories() -> Categories:
    """What a neighbourhood has that decided nothing else."""
    return _read(SHIPPED)


def read_categories(path: Path) -> Categories:
    """What a file of one's own leaves out stays as it is shipped. Raises Misconfigured."""
    own, usual = _read(path), shipped_categories()
    return Categories(
        all=_with_other(own.all or usual.all, usual),
        gists={**usual.gists, **own.gists},
        danger=own.danger or usual.danger,
        numbers=own.numbers or usual.numbers,
    )


def _read(path: Path) -> Categories:
    try:
        file = File(**_written(path))
    except ValidationError as error:
        raise Misconfigured(_faults(error, path)) from None
    _require_distinct(file.categories, path)
    return _made(file)


def with_numbers(categories: Categories, more: Iterable[str]) -> Categories:
    """The local numbers, such as "96777 燃气抢修", come after everybody's."""
    parted = [one.partition(" ") for one in more]
    added = tuple(EmergencyNumber(number, {"": name}) for number, _space, name in parted)
    return replace(categories, numbers=(*categories.numbers, *added))


def _made(file: File) -> Categories:
    return Categories(
        all=tuple(_category(table, file.templates) for table in file.categories),
        gists=file.gists,
        danger=file.danger.words,
        numbers=tuple(EmergencyNumber(one.number, _texts(one.name)) for one in file.numbers),
    )


def _category(table: CategoryTable, usual: Templates) -> Category:
    return Category(
        id=table.id,
        names=_texts(table.name),
        answer_within=table.answer_hours,
        solve_within=table.solve_hours,
        is_shared=table.shared,
        words=table.words,
        questions=tuple(_question(one) for one in table.questions),
        templates={state: _texts(texts) for state, texts in {**usual, **table.templates}.items()},
    )


def _question(table: QuestionTable) -> Question:
    choices = tuple(Choice(_texts(one.text), one.danger) for one in table.choices)
    return Question(table.key, _texts(table.text), choices)


def _texts(written: Mapping[Language, str]) -> Texts:
    return {str(language): text for language, text in written.items()}


def _with_other(categories: tuple[Category, ...], usual: Categories) -> tuple[Category, ...]:
    """There is always something else that people need to write about."""
    if any(one.id == OTHER for one in categories):
        return categories
    return (*categories, usual.category(OTHER))


def _require_distinct(categories: Iterable[CategoryTable], path: Path) -> None:
    seen: set[str] = set()
    for one in categories:
        if one.id in seen:
            raise Misconfigured([f'{path}: categories: "{one.id}" stands twice; take one out.'])
        seen.add(one.id)


def _written(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Misconfigured([f"tickets.categories: there is no file {path}."]) from None
    except UnicodeDecodeError:
        raise Misconfigured([f"{path}: save this file as UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured([f'{path}: {error}; texts stand in "quotes".']) from None
    except OSError as error:
        raise Misconfigured([f"{path}: cannot be read: {error.strerror}."]) from None


def _faults(error: ValidationError, path: Path) -> list[str]:
    return [
        f"{path}: {_key(fault['loc'])}: {_remedy(fault)}"
        for fault in error.errors(include_url=False)
    ]


def _key(parts: tuple[int | str, ...]) -> str:
    """Counted from one, as people count the sections of a file."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)


def _remedy(fault: Any) -> str:
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    if fault["type"] == "extra_forbidden":
        return "there is no such key; take it out."
    if fault["type"] == "missing":
        return "this key is missing; write it as in the shipped categories."
    return f"{fault['msg']}."
