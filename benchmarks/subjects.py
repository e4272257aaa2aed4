"""The bots that are measured: how each is started, what it gets, and what it has to call."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.neighbourhood import (
    EACH_JOINS,
    prepare,
    taps_on_join,
    texts,
    zone_where_it_is_noon,
)
from bot.run import now

TOKEN = "12345:benchmark"  # noqa: S105 -- a pretend one


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    does: str
    module: str
    updates: list[dict[str, Any]]
    expected: dict[str, int]
    database: Path | None = None  # to start from

    def command(self, address: str) -> list[str]:
        ours = ["run"] if self.database else [address]
        return [sys.executable, "-m", self.module, *ours]

    def environment(self, address: str, folder: Path) -> dict[str, str]:
        """Linli's is set here and nowhere else: no config file, no other variable."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("LINLI_")}
        if self.database is None:
            return kept
        shutil.copytree(self.database, folder, dirs_exist_ok=True)
        return kept | linli_environment(address, folder)


def linli_environment(address: str, folder: Path) -> dict[str, str]:
    config = folder / "config.toml"
    config.touch()
    return {
        "LINLI_CONFIG": str(config),
        "LINLI_TELEGRAM__TOKEN": TOKEN,
        "LINLI_TELEGRAM__BASE_URL": address,
        "LINLI_COMMUNITY__ZONE": zone_where_it_is_noon(now()),
        "LINLI_STORAGE__FOLDER": str(folder),
        "LINLI_STORAGE__BACKUP_EVERY": "0h",
    }


def subjects(count: int, scratch: Path) -> list[Subject]:
    """All of them, for so many updates each."""
    people = count // EACH_JOINS
    database = scratch / "prepared"
    prepare(database, people)
    said = texts(count)
    once = {"sendMessage": count}
    both = {"answerCallbackQuery": count, "editMessageText": count}
    return [
        Subject("ptb", "echo, nothing stored", "benchmarks.bots.ptb_echo", said, once),
        Subject("aiogram", "echo, nothing stored", "benchmarks.bots.aiogram_echo", said, once),
        Subject(
            "Linli",
            "sign-up stored, toast and edited card",
            "benchmarks.bots.linli_unpaced",
            taps_on_join(people),
            both,
            database,
        ),
    ]
