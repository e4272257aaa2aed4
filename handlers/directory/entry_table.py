"""Services as a table: its columns, and each row understood or told what is wrong with it.

Runs beside the bot, in a thread: knows no records.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from community.directory import (
    LONGEST,
    Category,
    Entry,
    Kind,
    UnknownCategory,
    UnknownKind,
    read_phone,
    searchable,
)
from community.names import clean, one_line, says_something
from community.plans import TitleWanted
from community.refusals import Refusal
from handlers.kit.steps import TooLong
from handlers.kit.tables import Column, Row, Table, Trouble, read_table
from locales import N_

T = TypeVar("T")
YES = frozenset(("yes", "y", "1", "true", "是", "有", "已同意", "同意", "√", "✓", "✔"))

COLUMNS = (
    Column(
        "name",
        N_("Entry"),
        ("Name", "名称", "名稱", "服务", "服務", "标题", "Title"),
        required=True,
    ),
    Column("kind", N_("Kind"), ("类型", "類型", "种类", "Type")),
    Column("category", N_("Category"), ("类别", "類別", "分类", "分類")),
    Column("what", N_("What it is"), ("介绍", "介紹", "内容", "內容", "说明", "Description")),
    Column("phone", N_("Phone"), ("电话", "電話", "联系电话", "联系方式", "聯絡電話", "Contact")),
    Column("address", N_("Address"), ("地址", "地点", "地點", "Where")),
    Column("hours", N_("Hours"), ("时间", "時間", "服务时间", "营业时间", "開放時間", "Open")),
    Column("fee", N_("Fee"), ("费用", "費用", "收费", "收費", "价格", "Price", "Cost")),
    Column("terms", N_("Terms"), ("条件", "條件", "借用条件", "Conditions")),
    Column("promise", N_("Promise"), ("承诺", "承諾", "服务承诺")),
    Column("agreed", N_("Agreed"), ("同意", "本人同意", "已同意", "Consent")),
)


class TwiceInTable(Refusal):
    """The same name stands in `row` as well."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds; with troubles nothing of it is used."""

    table: Table
    entries: Sequence[Entry]
    troubles: Sequence[Trouble]


def read_sheet(content: bytes, facts: Mapping[str, Any]) -> Sheet:
    """`facts`: categories and kinds by the words for them; the empty word names them all."""
    table = read_table(content, COLUMNS)
    troubles, found = list(table.troubles), []
    spoiled = {(trouble.row, trouble.key) for trouble in troubles}
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        reader = _Reader(row, facts, seen)
        if (entry := reader.entry()) is not None:
            found.append(entry)
        troubles += [t for t in reader.troubles if (t.row, t.key) not in spoiled]
    return Sheet(table, found, sorted(troubles, key=lambda trouble: trouble.row))


class _Reader:
    """One row, with everything that is wrong in it and not only the first."""

    def __init__(
        self, row: Row, facts: Mapping[str, Any], seen: dict[tuple[str, str], int]
    ) -> None:
        self._row, self._seen = row, seen
        self._categories: Mapping[str, str] = facts["categories"]
        self._kinds: Mapping[str, str] = facts["kinds"]
        self.troubles: list[Trouble] = []

    def entry(self) -> Entry | None:
        kind = self._cell("kind", self._kind, Kind.SERVICE)
        category = self._cell("category", self._category, Category.OTHER)
        said: dict[str, Any] = {
            key: self._cell(key, READERS.get(key, _line(key)), "") for key in LONGEST
        }
        agreed = searchable(self._row["agreed"]).strip() in YES
        entry = Entry(**said, kind=kind, category=category, has_agreed=agreed)
        self._cell("agreed", lambda _said: entry.require_agreed(), None)
        self._cell("name", lambda _said: self._require_new(entry), None)
        return None if self.troubles else entry

    def _cell(self, key: str, read: Callable[[str], T], otherwise: T) -> T:
        try:
            return read(self._row[key])
        except Refusal as refusal:
            self.troubles.append(Trouble(self._row.number, key, refusal))
            return otherwise

    def _kind(self, said: str) -> Kind:
        if not one_line(said):
            return Kind.SERVICE
        if (code := self._kinds.get(plainly(said))) is None:
            raise UnknownKind(kinds=self._kinds[""])
        return Kind(code)

    def _category(self, said: str) -> Category:
        if not one_line(said):
            return Category.OTHER
        if (code := self._categories.get(plainly(said))) is None:
            raise UnknownCategory(categories=self._categories[""])
        return Category(code)

    def _require_new(self, entry: Entry) -> None:
        """As the directory tells entries apart."""
        row = self._seen.setdefault((searchable(entry.name), entry.kind), self._row.number)
        if entry.name and row != self._row.number:
            raise TwiceInTable(row=row)


def plainly(word: str) -> str:
    return searchable(one_line(word))


def _line(key: str) -> Callable[[str], str]:
    return lambda said: _short(one_line(said), key)


def _name(said: str) -> str:
    if not says_something(said):
        raise TitleWanted
    return _short(one_line(said), "name")


def _phone(said: str) -> str:
    return _short(read_phone(one_line(said)), "phone") if one_line(said) else ""


def _what(said: str) -> str:
    return _short(clean(said), "what")


def _short(said: str, key: str) -> str:
    if len(said) > LONGEST[key]:
        raise TooLong(most=LONGEST[key], length=len(said))
    return said


READERS: Mapping[str, Callable[[str], str]] = {"name": _name, "phone": _phone, "what": _what}
