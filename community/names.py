"""What people typed, made safe to show beside others' words: no hidden or piled-up marks."""

import re
import unicodedata

# Bidi controls, zero-width and other invisible characters; the joiner stays, emoji need it.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u115f\u1160\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_PILED = re.compile(f"({_MARK}{{2}}){_MARK}+")
_LONE = re.compile("[\ud800-\udfff]")


def clean(typed: str) -> str:
    """Text of any number of lines without what cannot be seen; at most two marks on a letter."""
    if typed.isascii() and typed.isprintable():
        return typed.strip()
    text = unicodedata.normalize("NFC", _LONE.sub("\ufffd", typed))
    return _PILED.sub(r"\1", _HIDDEN.sub("", text)).strip()


def one_line(typed: str) -> str:
    """The same on a single line, for names and titles."""
    return " ".join(clean(typed).split())


def says_something(typed: str) -> bool:
    """Whether there is a letter, digit or ideograph: a row of emoji names nothing."""
    return any(unicodedata.category(c)[0] in "LN" for c in typed)
