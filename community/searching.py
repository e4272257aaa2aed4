"""Whether a text is meant by the words that somebody looks for. Knows nothing of what is found."""

import unicodedata

from community.characters import simplified


def is_meant(words: str, *texts: str) -> bool:
    """Each of the words stands somewhere in the texts, whatever its case or width, and whether in
    simplified or in traditional characters."""
    said = _plain(" ".join(texts))
    return all(word in said for word in _plain(words).split())


def _plain(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text)).casefold()
