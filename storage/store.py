"""The database file: one connection that writes, opened, migrated and lent out by transaction."""

import fcntl
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiosqlite

from storage.records import Records
from storage.seal import Seal, seal_in

DATABASE = "linli.db"
MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = "busy_timeout = 5000"  # milliseconds
FINGERPRINT = "author key"  # the name under which it is remembered
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    PATIENCE,
    "secure_delete = ON",
    "trusted_schema = OFF",
)
STATEMENTS_KEPT = 512  # prepared; a press uses about twenty different ones

T = TypeVar("T")


class InUse(Exception):  # noqa: N818 -- a fact about the folder
    """Another instance has the data folder open."""


class NewerSchema(Exception):  # noqa: N818 -- a fact about the file
    """The database was written by a newer version of the bot."""


class _Connection(aiosqlite.Connection):
    """aiosqlite's connection and thread, lent for a whole transaction instead of a statement."""

    async def visit(self, act: Callable[[sqlite3.Connection], T]) -> T:
        done: T = await self._execute(partial(act, self._conn))  # type: ignore[no-untyped-call]
        return done


class Store:
    def __init__(self, connection: _Connection, seal: Seal) -> None:
        self._connection, self._seal = connection, seal
        self._records: Records | None = None

    async def transaction(self, act: Callable[[Records], T]) -> T:
        """Run `act` in the database's thread: committed when it returns, undone when it raises.

        Nothing in `act` can wait, so transactions never interleave, and a caller that is
        cancelled leaves no half of one behind.
        """
        return await self._connection.visit(partial(self._transact, act))

    async def checkpoint(self) -> None:
        """Move what the log holds into the database and empty the log: what has been erased
        stands in neither any more."""
        await self._connection.visit(_empty_log)

    def _transact(self, act: Callable[[Records], T], raw: sqlite3.Connection) -> T:
        raw.execute("BEGIN IMMEDIATE")
        try:
            done = act(self._records_on(raw))
            raw.execute("COMMIT")
        except BaseException:
            # When the disk is full SQLite may already have rolled everything back by itself.
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
        self._leave_no_traces(raw)
        return done

    def _leave_no_traces(self, raw: sqlite3.Connection) -> None:
        """Secrets that have left the tables leave the log as well, as soon as nobody reads it.
        What was done is committed: a failure here is only a reason to try again next time."""
        if self._records is None or not self._records.leaves_traces:
            return
        with suppress(sqlite3.Error):
            raw.execute("PRAGMA busy_timeout = 0")
            (is_busy, *_) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            raw.execute(f"PRAGMA {PATIENCE}")
            if not is_busy:
                self._records.left_no_traces()

    def _records_on(self, raw: sqlite3.Connection) -> Records:
        if self._records is None:
            self._records = Records(raw, self._seal)
        return self._records


@asynccontextmanager
async def open_store(folder: Path) -> AsyncIterator[Store]:
    """Open or create the database in `folder`; raises InUse, NewerSchema, KeyMissing or
    OtherKey."""
    with only_instance(folder):
        connection = _Connection(partial(_connect, folder / DATABASE), 64)
        async with connection:
            await connection.visit(_prepare)
            seal = await connection.visit(partial(_seal, folder))
            yield Store(connection, seal)


@asynccontextmanager
async def read_only(folder: Path) -> AsyncIterator[aiosqlite.Connection]:
    """For pages, charts and exports: sees the last commit, can change nothing."""
    where = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro"
    async with aiosqlite.connect(where, uri=True) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@contextmanager
def only_instance(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; raises InUse when another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(folder) from None
        yield


def newest_schema() -> int:
    """The `user_version` that this version of the house writes."""
    return len(_scripts())


def _scripts() -> list[Path]:
    return sorted(MIGRATIONS.glob("*.sql"))


def _connect(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        database,
        isolation_level=None,
        cached_statements=STATEMENTS_KEPT,
        check_same_thread=False,  # made and used in aiosqlite's thread, closed when it ends
    )
    connection.row_factory = sqlite3.Row
    return connection


def _seal(folder: Path, raw: sqlite3.Connection) -> Seal:
    """The folder's; the database remembers by which fingerprint to know it."""
    remembered = Records(raw).remembered
    seal = seal_in(folder, remembered.value(FINGERPRINT))
    remembered.put(FINGERPRINT, seal.fingerprint)
    return seal


def _empty_log(raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _prepare(raw: sqlite3.Connection) -> None:
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    _migrate(raw)


def _migrate(raw: sqlite3.Connection) -> None:
    """Apply the numbered files that user_version says are missing, each all or nothing."""
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    scripts = _scripts()
    if version > len(scripts):
        raise NewerSchema(version)
    for number, script in enumerate(scripts[version:], start=version + 1):
        sql = script.read_text(encoding="utf-8")
        try:
            # executescript() commits whatever is open, so the transaction is part of the script.
            raw.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
