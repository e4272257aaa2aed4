"""Names for the files people get: readable, and harmless on every computer."""

import re

from community.names import one_line

LONGEST = 80  # characters before the ending

_UNFIT = re.compile(r'[\\/:*?"<>|]+')


def file_name(*parts: str, ending: str) -> str:
    """As "海报 2026-05-09 包饺子.pdf"."""
    said = _UNFIT.sub(" ", one_line(" ".join(parts)))
    return f"{' '.join(said.split())[:LONGEST].strip(' .')}.{ending}"
