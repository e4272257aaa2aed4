"""Tables of figures, for the eye and for the documents. Knows nothing of what was measured."""

import platform
import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """In Markdown, with columns that line up: the first to the left, numbers to the right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(row, widths) for row in (head, rule, *rows))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(padded)} |"


def circumstances() -> str:
    """When and with what; figures of different machines cannot be compared."""
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("python-telegram-bot", "aiogram", "aiohttp")
    )
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {_processor()}, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}."
    )


def bound(failures: int, tries: int) -> str:
    """None in N does not mean never: the true rate is below 3/N with 95 % confidence."""
    if failures:
        return f"{failures} of {tries:,}"
    return f"0 of {tries:,} (below {3 / tries:.2g})" if tries else "nothing tried"


def write(file: Path, text: str, *, below: str) -> None:
    """Put the figures beneath this line of the document; what stands above it is kept."""
    kept = file.read_text(encoding="utf-8").partition(below)[0] if file.exists() else ""
    file.write_text(f"{kept}{below}\n\n{text}\n", encoding="utf-8")


def write_parts(file: Path, told: Mapping[str, str], order: Sequence[str], *, below: str) -> None:
    """Each part between marks that nobody sees: those that are not told now stay as they are."""
    old = file.read_text(encoding="utf-8").partition(below)[2] if file.exists() else ""
    kept = dict(re.findall(r"<!-- (\w+) -->\n(.*?)\n<!-- / -->", old, re.DOTALL))
    parts = {**kept, **told}
    texts = [f"<!-- {part} -->\n{parts[part]}\n<!-- / -->" for part in order if part in parts]
    write(file, "\n\n".join(texts), below=below)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
