"""How alike two short texts are: by pairs of neighbouring signs in Chinese, by words elsewhere."""

import re
import unicodedata

from community.characters import simplified

_WORD = re.compile(r"[a-z0-9]+")
_SIGNS = re.compile(r"[\u3400-\u9fff]+")
_EMPTY = frozenset(
    (
        *("the", "and", "for", "are", "was", "has", "have", "had", "not", "but", "our", "this"),
        *("that", "with", "from", "there", "they", "you", "your", "very", "can", "cannot"),
        *("will", "would", "been", "please", "again", "still", "since"),
    )
)
SHORTEST = 3  # letters of a word that says something


def grams(text: str) -> frozenset[str]:
    """What can be compared: "电梯坏了" gives 电梯, 梯坏, 坏了."""
    plain = simplified(unicodedata.normalize("NFKC", text)).casefold()
    pairs = {
        run[at : at + 2] for run in _SIGNS.findall(plain) for at in range(max(1, len(run) - 1))
    }
    words = {
        _stem(word)
        for word in _WORD.findall(plain)
        if len(word) >= SHORTEST and word not in _EMPTY
    }
    return frozenset(pairs | words)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 for nothing in common, 1 when the shorter one stands in the longer one."""
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word
