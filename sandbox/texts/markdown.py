"""Texts in Telegram's MarkdownV2 and in its older Markdown, with the refusals of both."""

import re
from dataclasses import dataclass, field

from sandbox.shapes import Json
from sandbox.texts.cleaning import utf16_length
from sandbox.texts.html import SPEAKS_OF_USER, link_entity, unparsable

RESERVED = "_*[]()~`>#+-=|{}.!"
MARKS = {
    "__": "underline",
    "||": "spoiler",
    "_": "italic",
    "*": "bold",
    "~": "strikethrough",
}
CALLED = {
    "underline": "Underline",
    "spoiler": "Spoiler",
    "italic": "Italic",
    "bold": "Bold",
    "strikethrough": "Strikethrough",
    "link": "TextUrl",
    "code": "Code",
    "pre": "Pre",
}
OLD_MARKS = {"_": "italic", "*": "bold"}
LANGUAGE = re.compile(r"([^\s`]+)\n")
QUOTE_LINE = re.compile(r"(\*\*)?>", re.MULTILINE)


@dataclass(slots=True)
class Opened:
    kind: str
    mark: str
    offset: int
    at_byte: int


@dataclass(slots=True)
class Reader:
    """One pass over one text in MarkdownV2."""

    source: str
    find_user: SPEAKS_OF_USER
    position: int = 0
    pieces: list[str] = field(default_factory=list)
    units: int = 0
    stack: list[Opened] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    quote: Opened | None = None

    def read(self) -> tuple[str, list[Json]]:
        while self.position < len(self.source):
            self._step()
        self._end_quote()
        if self.stack:
            opened = self.stack[-1]
            raise unparsable(
                f"Can't find end of {CALLED[opened.kind]} entity at byte offset {opened.at_byte}"
            )
        return "".join(self.pieces), self.entities

    def _step(self) -> None:
        at_line_start = self.position == 0 or self.source[self.position - 1] == "\n"
        if at_line_start and self._quote_line():
            return
        rest = self.source[self.position :]
        character = rest[0]
        if character == "\\" and len(rest) > 1 and rest[1].isascii():
            self._write(rest[1], 2)
        elif character == "`":
            self._code(rest)
        elif self._mark(rest) or self._link_part(rest):
            return
        elif character in RESERVED:
            raise unparsable(
                f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
            )
        else:
            self._write(character, 1)

    def _mark(self, rest: str) -> bool:
        mark = next((each for each in MARKS if rest.startswith(each)), "")
        if not mark:
            return False
        if self.stack and self.stack[-1].mark in {mark, mark[0]}:
            mark = self.stack[-1].mark
            opened = self.stack.pop()
            self._add({"type": opened.kind}, opened.offset)
        else:
            self._push(MARKS[mark], mark)
        self.position += len(mark)
        return True

    def _link_part(self, rest: str) -> bool:
        if rest[0] == "[" or rest.startswith("!["):
            self._push("link", "[")
            self.position += 2 if rest[0] == "!" else 1
            return True
        if rest[0] != "]" or not self.stack or self.stack[-1].mark != "[":
            return False
        opened = self.stack.pop()
        address = re.match(r"\]\(((?:[^)\\]|\\.)*)\)", rest)
        if address:
            unescaped = re.sub(r"\\(.)", r"\1", address.group(1))
            entity = link_entity(unescaped, self.find_user)
            if entity:
                self._add(entity, opened.offset)
        self.position += address.end() if address else 1
        return True

    def _code(self, rest: str) -> None:
        mark = "```" if rest.startswith("```") else "`"
        kind = "pre" if mark == "```" else "code"
        end = self.source.find(mark, self.position + len(mark))
        if end < 0:
            offset = len(self.source[: self.position].encode())
            raise unparsable(f"Can't find end of {CALLED[kind]} entity at byte offset {offset}")
        inside = self.source[self.position + len(mark) : end]
        language = LANGUAGE.match(inside) if kind == "pre" else None
        shown = re.sub(r"\\([`\\])", r"\1", inside[language.end() :] if language else inside)
        start = self.units
        self._write(shown.strip("\n") if kind == "pre" else shown, 0)
        named = {"language": language.group(1)} if language else {}
        self._add({"type": kind} | named, start)
        self.position = end + len(mark)

    def _quote_line(self) -> bool:
        line = QUOTE_LINE.match(self.source, self.position)
        if not line:
            self._end_quote()
            return False
        if self.quote is None:
            self.quote = Opened("blockquote", ">", self.units, 0)
        self.position = line.end()
        return True

    def _end_quote(self) -> None:
        if self.quote:
            self._add({"type": "blockquote"}, self.quote.offset)
            self.quote = None

    def _push(self, kind: str, mark: str) -> None:
        at_byte = len(self.source[: self.position].encode())
        self.stack.append(Opened(kind, mark, self.units, at_byte))

    def _add(self, entity: Json, offset: int) -> None:
        if self.units > offset:
            self.entities.append(entity | {"offset": offset, "length": self.units - offset})

    def _write(self, piece: str, advance: int) -> None:
        self.pieces.append(piece)
        self.units += utf16_length(piece)
        self.position += advance


def parse_markdown(source: str, find_user: SPEAKS_OF_USER) -> tuple[str, list[Json]]:
    return Reader(source, find_user).read()


OLD = re.compile(
    r"\\(?P<escaped>[_*`\[])|```(?P<pre>.*?)```|`(?P<code>[^`]*)`|\*(?P<bold>[^*]*)\*"
    r"|_(?P<italic>[^_]*)_|\[(?P<label>[^\]]*)\]\((?P<address>[^)]*)\)|(?P<stray>[_*`])"
    r"|(?P<plain>.)",
    re.DOTALL,
)


def parse_old_markdown(source: str, find_user: SPEAKS_OF_USER) -> tuple[str, list[Json]]:
    pieces: list[str] = []
    entities: list[Json] = []
    units = 0
    for match in OLD.finditer(source):
        if match["stray"]:
            offset = len(source[: match.start()].encode())
            raise unparsable(f"Can't find end of the entity starting at byte offset {offset}")
        kind = str(match.lastgroup)
        shown = match["label"] if kind == "address" else match[kind]
        entity = _old_entity(kind, match["address"] or "", find_user)
        length = utf16_length(shown)
        if entity and length:
            entities.append(entity | {"offset": units, "length": length})
        pieces.append(shown)
        units += length
    return "".join(pieces), entities


def _old_entity(kind: str, address: str, find_user: SPEAKS_OF_USER) -> Json | None:
    if kind in {"escaped", "plain"}:
        return None
    if kind == "address":
        return link_entity(address, find_user)
    return {"type": kind}
