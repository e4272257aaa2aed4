"""The entities Telegram finds by itself in plain text: commands, mentions, hashtags, links."""

import re
from collections.abc import Iterator

from sandbox.shapes import Json
from sandbox.texts.cleaning import utf16_length

DOMAINS = "com|org|net|cn|me|io|app|dev|info|edu|gov|hk|tw|sg|ru|de|uk|example|xyz|top|ly"
PATTERN = re.compile(
    rf"""
      (?P<url>(?:https?|ftp|tg|ton)://[^\s<>"“”「」（），。；]+
        |(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:{DOMAINS})(?![\w-])(?:[/?\#][^\s<>"“”「」（），。；]*)?)
    | (?P<email>(?<![\w.@+-])[a-z0-9._%+-]+@(?:[a-z0-9-]+\.)+[a-z]{{2,}}(?!\w))
    | (?P<mention>(?<![\w@/])@[a-z0-9_]{{2,32}}(?!\w))
    | (?P<bot_command>(?<![\w/<>])/[a-z0-9_]{{1,64}}(?:@[a-z0-9_]{{3,32}})?(?![\w/<>]))
    | (?P<hashtag>(?<!\w)\#(?=\w*[^\W\d_])\w{{1,256}}(?!\w))
    | (?P<cashtag>(?<![\w$])\$(?-i:[A-Z]{{1,8}})(?![\w$]))
    | (?P<phone_number>(?<![\w+])(?:\+\d[\d -]{{6,17}}\d|1[3-9]\d{{9}})(?!\w))
    """,
    re.VERBOSE | re.IGNORECASE,
)
TRAILING = ".,:;!?)]}'…"
SIGNS = re.compile(r"[/@#$.\d]")


def found_entities(text: str) -> list[Json]:
    if not SIGNS.search(text):
        return []
    return list(_found(text))


def _found(text: str) -> Iterator[Json]:
    counted_to, units = 0, 0
    for match in PATTERN.finditer(text):
        kind = match.lastgroup or ""
        piece = match.group()
        if kind == "url":
            piece = piece.rstrip(TRAILING)
        units += utf16_length(text[counted_to : match.start()])
        counted_to = match.start()
        yield {"type": kind, "offset": units, "length": utf16_length(piece)}
