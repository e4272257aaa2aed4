"""Texts in Telegram's HTML: tags become entities, mistakes are refused in Telegram's words."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.refusals import Refusal, bad_request
from sandbox.shapes import Json
from sandbox.texts.cleaning import utf16_length

PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
OTHER_TAGS = {"a", "span", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot));?", re.IGNORECASE)
ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s=>]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'"""
    r"""|(?P<bare>[^\s>]*)))?""",
    re.DOTALL,
)
SURROGATES = range(0xD800, 0xE000)
USER_LINK = re.compile(r"tg://user\?id=(\d+)$")
SPEAKS_OF_USER = Callable[[int], Json | None]


@dataclass(slots=True)
class OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int


@dataclass(slots=True)
class Reader:
    """One pass over one text; the state of a parse."""

    source: str
    find_user: SPEAKS_OF_USER
    position: int = 0
    pieces: list[str] = field(default_factory=list)
    units: int = 0
    stack: list[OpenTag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> tuple[str, list[Json]]:
        while self.position < len(self.source):
            self._read_text()
            if self.position < len(self.source):
                self._read_tag()
        if self.stack:
            name = self.stack[-1].name
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
        return "".join(self.pieces), self.entities

    def _read_text(self) -> None:
        end = self.source.find("<", self.position)
        end = len(self.source) if end < 0 else end
        piece = REFERENCE.sub(_character, self.source[self.position : end])
        self.pieces.append(piece)
        self.units += utf16_length(piece)
        self.position = end

    def _read_tag(self) -> None:
        self._check_name()
        end = self._tag_end()
        inside = self.source[self.position + 1 : end]
        if inside.startswith("/"):
            self._close(inside[1:].strip().lower())
        else:
            self._open(inside)
        self.position = end + 1

    def _check_name(self) -> None:
        name = re.compile(r"[^\s>]*").match(self.source, self.position + 1)
        if name is None or name.end() == len(self.source) or name.group().startswith("/"):
            return
        known = name.group().lower()
        if known not in PLAIN_TAGS and known not in OTHER_TAGS:
            raise unparsable(f'Unsupported start tag "{known}" at byte offset {self._bytes()}')

    def _tag_end(self) -> int:
        """Where the tag that begins here ends; a sign within quotes does not end it."""
        quote = ""
        for at in range(self.position + 1, len(self.source)):
            character = self.source[at]
            if quote:
                quote = "" if character == quote else quote
            elif character == ">":
                return at
            elif character in "\"'" and self.source[at - 1] == "=":
                quote = character
        kind = "end" if self.source.startswith("</", self.position) else "start"
        raise unparsable(f"Unclosed {kind} tag at byte offset {self._bytes()}")

    def _open(self, inside: str) -> None:
        name = re.split(r"\s", inside, maxsplit=1)[0]
        attributes = _attributes(inside[len(name) :])
        name = name.lower()
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsable(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes()}'
            )
        self.stack.append(OpenTag(name, attributes, self.units))

    def _close(self, name: str) -> None:
        if not self.stack:
            raise unparsable(f"Unexpected end tag at byte offset {self._bytes()}")
        tag = self.stack.pop()
        if name and name != tag.name:
            raise unparsable(
                f"Unmatched end tag at byte offset {self._bytes()}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        length = self.units - tag.offset
        entity = self._entity(tag, length)
        if entity and length:
            self.entities.append(entity | {"offset": tag.offset, "length": length})

    def _entity(self, tag: OpenTag, length: int) -> Json | None:
        if tag.name == "a":
            return self._link(tag, length)
        if tag.name == "code" and self.stack and self.stack[-1].name == "pre":
            self.stack[-1].attributes["class"] = tag.attributes.get("class", "")
            return None
        special = SPECIAL_TAGS.get(tag.name)
        return special(tag.attributes) if special else {"type": PLAIN_TAGS[tag.name]}

    def _link(self, tag: OpenTag, length: int) -> Json | None:
        address = tag.attributes.get("href") or "".join(self.pieces)[-length:]
        return link_entity(address, self.find_user)

    def _bytes(self) -> int:
        return len(self.source[: self.position].encode())


def _preformatted(attributes: dict[str, str]) -> Json:
    language = attributes.get("class", "")
    if language.startswith("language-"):
        return {"type": "pre", "language": language.removeprefix("language-")}
    return {"type": "pre"}


def _quotation(attributes: dict[str, str]) -> Json:
    return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}


def _custom_emoji(attributes: dict[str, str]) -> Json:
    return {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}


def _moment(attributes: dict[str, str]) -> Json:
    unix_time = attributes.get("unix", "")
    return {"type": "date_time", "unix_time": int(unix_time) if unix_time.isdecimal() else 0}


SPECIAL_TAGS: dict[str, Callable[[dict[str, str]], Json]] = {
    "span": lambda _attributes: {"type": "spoiler"},
    "tg-emoji": _custom_emoji,
    "tg-time": _moment,
    "blockquote": _quotation,
    "pre": _preformatted,
}


def parse_html(source: str, find_user: SPEAKS_OF_USER) -> tuple[str, list[Json]]:
    if "<" not in source and "&" not in source:
        return source, []
    return Reader(source, find_user).read()


def link_entity(address: str, find_user: SPEAKS_OF_USER) -> Json | None:
    """A link, or the mention of a person the bot knows; an address that is none leaves nothing."""
    to_user = USER_LINK.match(address)
    if to_user:
        user = find_user(int(to_user.group(1)))
        return {"type": "text_mention", "user": user} if user else None
    if "://" in address:
        known = re.match(r"(https?|ftp|tg|ton|tonsite)://[^\s/]", address, re.IGNORECASE)
        return {"type": "text_link", "url": address} if known else None
    if re.match(r"[\w-]+(\.[\w-]+)+", address):
        return {"type": "text_link", "url": f"http://{address}"}
    return None


def unparsable(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(text):
        value = match["double"] or match["single"] or match["bare"] or ""
        found[match["name"].lower()] = REFERENCE.sub(_character, value)
    return found


def _character(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return NAMED[name.lower()]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    is_character = 0 < code <= sys.maxunicode and code not in SURROGATES
    return chr(code) if is_character else reference.group()
