"""Copies of the database: made while Linli runs, verified before they count, and put back.

Must not know the clock, or who asks. Everything here blocks: call it from a thread.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from storage.store import DATABASE, NewerSchema, newest_schema, only_instance

FOLDER = "backups"  # inside the data folder, unless the operator names another
_NAMES = f"linli-{'[0-9]' * 8}-{'[0-9]' * 6}.db"
_PART = ".part"
_MOMENT = "%Y%m%d-%H%M%S"


class Unusable(Exception):  # noqa: N818 -- a fact about the file
    """The file is not a sound database of Linli."""


def name_at(now: datetime) -> str:
    return f"linli-{now.astimezone(UTC):{_MOMENT}}.db"


def newest_at(folder: Path) -> datetime | None:
    """When the newest backup in `folder` was begun, as its name says."""
    names = sorted(path.stem for path in folder.glob(_NAMES))
    if not names:
        return None
    return datetime.strptime(names[-1], f"linli-{_MOMENT}").replace(tzinfo=UTC)


@contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing and holds up no one who writes."""
    where = f"{database.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(where, uri=True, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def schema_of(database: Path, check: str = "quick_check") -> int:
    """The schema's version of a sound database; raises Unusable or NewerSchema."""
    try:
        with reading(database) as connection:
            complaints = [row[0] for row in connection.execute(f"PRAGMA {check}(5)")]
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise Unusable(f"{database}: {error}") from None
    if complaints != ["ok"]:
        raise Unusable(f"{database}: {'; '.join(complaints)}")
    if not version:
        raise Unusable(f"{database}: not a database of Linli")
    if version > newest_schema():
        raise NewerSchema(version)
    return int(version)


def back_up(database: Path, into: Path) -> None:
    """Write a verified copy of `database` as the file `into`; raises Unusable.

    The last commit before the call is in it. A crash on the way leaves at most a .part file.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    with _part_of(into) as part:
        _copy(database, part)
        _settle(part, into)


def rotate(folder: Path, keep: int) -> None:
    """Only the newest `keep` backups stay; a copy cut short goes when it is older than they."""
    backups = sorted(folder.glob(_NAMES))
    for backup in backups[:-keep]:
        backup.unlink()
    oldest = min((backup.stat().st_mtime for backup in backups[-keep:]), default=0)
    for part in folder.glob(f"*{_PART}"):
        if part.stat().st_mtime < oldest:
            part.unlink()


def restore(backup: Path, folder: Path, *, now: datetime) -> Path | None:
    """Make `backup` the database in `folder`; raises Unusable, NewerSchema or InUse.

    The database that stood there is kept beside it under the name that is returned.
    """
    schema_of(backup, "integrity_check")
    database = folder / DATABASE
    with only_instance(folder), _part_of(database) as part:
        _copy(backup, part)
        aside = _kept_aside(database, now) if database.exists() else None
        _settle(part, database)
    return aside


def _copy(database: Path, part: Path) -> None:
    """What is committed now, without what was erased; a second look at the copy proves it."""
    with reading(database) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute("VACUUM INTO ?", (str(part),))
    if schema_of(part, "integrity_check") != version:
        raise Unusable(f"{database}: its schema changed during the copy")


def _kept_aside(database: Path, now: datetime) -> Path:
    """Copied with its log, byte by byte, since it may be damaged; then the log is taken away.

    A log left behind would be replayed into the restored file and ruin it.
    """
    aside = database.with_name(f"linli-replaced-{now.astimezone(UTC):{_MOMENT}}.db")
    for suffix in ("", "-wal"):
        if _with(database, suffix).exists():
            shutil.copy(_with(database, suffix), _with(aside, suffix))
            _flush(_with(aside, suffix))
    # The log goes into the file first, so that nothing is lost if it all ends here.
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for suffix in ("-wal", "-shm"):
        _with(database, suffix).unlink(missing_ok=True)
    return aside


def _with(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A new empty file beside `target`, for its owner only, gone when the block ends."""
    handle, name = tempfile.mkstemp(_PART, f"{target.name}.", target.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _settle(part: Path, target: Path) -> None:
    """Rename once everything is on the disk."""
    _flush(part)
    part.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
