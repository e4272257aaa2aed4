"""Linli is killed in the middle of making its database, and then started like any other day."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import storage.store
from benchmarks.prove.scene import Scene, scene
from benchmarks.prove.siege import Ending, besiege, settle
from storage.store import DATABASE, newest_schema


async def half_migrations(random: Random, count: int) -> tuple[int, list[str]]:
    """How many were tried, and what was wrong with the database afterwards."""
    with TemporaryDirectory() as folder:
        async with scene(Path(folder) / "town") as town:
            wrongs = [
                wrong
                for statement in islice(_statements(random), count)
                for wrong in await _killed_at(town, statement)
            ]
    return count, wrongs


def _statements(random: Random) -> Iterator[int]:
    """The numbers of statements to die before, from a look at a whole migration."""
    seen: list[str] = []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.set_trace_callback(seen.append)
        storage.store._migrate(connection)
    while True:
        yield random.randint(1, len(seen))


async def _killed_at(town: Scene, statement: int) -> list[str]:
    with TemporaryDirectory() as folder:
        fresh = replace(town, folder=Path(folder))
        await besiege(fresh, [Ending(point="migrating", count=statement)])
        await settle(fresh)
        return _wrongs(fresh.folder / DATABASE)


def _wrongs(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (health,) = connection.execute("PRAGMA integrity_check").fetchone()
    right = (newest_schema(), "ok")
    return [] if (version, health) == right else [f"schema {version}, {health}"]
