import asyncio
import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from storage.backup import Unusable, back_up, name_at, restore, rotate, schema_of
from storage.store import (
    DATABASE,
    InUse,
    NewerSchema,
    newest_schema,
    only_instance,
    open_store,
)

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A data folder whose database knows one person and is closed."""
    folder = tmp_path / "data"
    await greet(folder, 1, "王芳")
    return folder


async def greet(folder: Path, telegram_id: int, name: str) -> None:
    async with open_store(folder) as store:
        await store.transaction(
            lambda db: db.people.meet(telegram_id, name=name, language="zh_Hans", now=NOON)
        )


def names(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT name FROM people ORDER BY telegram_id")
        return [row[0] for row in rows]


def remains(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def spoil(file: Path) -> None:
    """Overwrite the second half of the file, as a bad disk would."""
    half = file.stat().st_size // 2
    with file.open("r+b") as bytes_:
        bytes_.seek(half)
        bytes_.write(b"\xff" * half)


# Making one


def test_name_is_the_moment_in_utc() -> None:
    shanghai = timezone(timedelta(hours=8))

    assert name_at(datetime(2026, 1, 2, 3, 4, 5, tzinfo=shanghai)) == "linli-20260101-190405.db"


def test_backup_holds_what_was_committed(folder: Path, tmp_path: Path) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")

    assert names(tmp_path / "copy.db") == ["王芳"]
    assert schema_of(tmp_path / "copy.db", "integrity_check") == newest_schema()


def test_backup_makes_its_folder_and_leaves_nothing_else(folder: Path, tmp_path: Path) -> None:
    back_up(folder / DATABASE, tmp_path / "a" / "b" / "copy.db")

    assert remains(tmp_path / "a" / "b") == ["copy.db"]


def test_backup_replaces_one_of_the_same_name(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("yesterday's", encoding="utf-8")

    back_up(folder / DATABASE, tmp_path / "copy.db")

    assert names(tmp_path / "copy.db") == ["王芳"]


def test_backup_is_for_its_owner_only(folder: Path, tmp_path: Path) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")

    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


async def test_backup_while_running_has_every_commit_before_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with open_store(folder) as store:
        for number in range(50):
            await store.transaction(
                lambda db, number=number: db.people.meet(
                    number, name=f"{number:03}", language="en", now=NOON
                )
            )
            if number % 10 == 9:
                await asyncio.to_thread(back_up, folder / DATABASE, tmp_path / f"{number:03}.db")

    for number in (9, 19, 29, 39, 49):
        assert names(tmp_path / f"{number:03}.db")[-1] == f"{number:03}"


async def test_backup_in_the_middle_of_writing_is_a_whole_moment(tmp_path: Path) -> None:
    """People are met in pairs, so an odd one out would be half a transaction."""
    folder = tmp_path / "data"
    async with open_store(folder) as store:
        done = asyncio.Event()

        async def write() -> None:
            number = 0
            while not done.is_set():
                await store.transaction(
                    lambda db, number=number: [
                        db.people.meet(number + more, name="二人", language="en", now=NOON)
                        for more in (0, 1)
                    ]
                )
                number += 2

        writing = asyncio.create_task(write())
        for number in range(20):
            await asyncio.to_thread(back_up, folder / DATABASE, tmp_path / f"{number}.db")
        done.set()
        await writing

    counts = [len(names(tmp_path / f"{number}.db")) for number in range(20)]
    assert [count % 2 for count in counts] == [0] * 20
    assert counts == sorted(counts)


async def test_backup_does_not_hold_what_was_erased(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("DELETE FROM people")
        connection.commit()

    back_up(folder / DATABASE, tmp_path / "copy.db")

    assert "王芳".encode() not in (tmp_path / "copy.db").read_bytes()


def test_backup_of_a_damaged_database_is_refused_and_not_kept(
    folder: Path, tmp_path: Path
) -> None:
    spoil(folder / DATABASE)
    into = tmp_path / "backups"

    with pytest.raises((Unusable, sqlite3.DatabaseError)):
        back_up(folder / DATABASE, into / "copy.db")

    assert remains(into) == []


def test_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        back_up(tmp_path / DATABASE, tmp_path / "copy.db")

    assert remains(tmp_path) == []


# Keeping some


def test_newest_backups_stay(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / name_at(NOON.replace(day=day))).touch()

    rotate(tmp_path, keep=2)

    assert remains(tmp_path) == ["linli-20261104-120000.db", "linli-20261105-120000.db"]


def test_files_of_other_names_stay(tmp_path: Path) -> None:
    for name in ("before-the-move.db", "linli-20261101-120000.db", "linli-20261102-120000.db"):
        (tmp_path / name).touch()

    rotate(tmp_path, keep=1)

    assert remains(tmp_path) == ["before-the-move.db", "linli-20261102-120000.db"]


def test_copy_cut_short_goes_only_when_it_is_older_than_the_backups(tmp_path: Path) -> None:
    for name, at in (("old.part", 100), ("linli-20261101-120000.db", 200), ("new.part", 300)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (at, at))

    rotate(tmp_path, keep=3)

    assert remains(tmp_path) == ["linli-20261101-120000.db", "new.part"]


def test_nothing_to_rotate_is_fine(tmp_path: Path) -> None:
    rotate(tmp_path, keep=3)

    assert remains(tmp_path) == []


# Putting one back


async def test_restored_backup_is_the_database(folder: Path, tmp_path: Path) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")
    await greet(folder, 2, "李强")

    restore(tmp_path / "copy.db", folder, now=NOON)
    await greet(folder, 3, "赵敏")

    assert names(folder / DATABASE) == ["王芳", "赵敏"]


async def test_replaced_database_is_kept_and_can_be_put_back(folder: Path, tmp_path: Path) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")
    await greet(folder, 2, "李强")

    aside = restore(tmp_path / "copy.db", folder, now=NOON)
    assert aside == folder / "linli-replaced-20261121-120000.db"
    restore(aside, folder, now=NOON + timedelta(minutes=1))

    assert names(folder / DATABASE) == ["王芳", "李强"]


async def test_restore_after_a_crash_leaves_no_log_that_would_be_replayed(
    folder: Path, tmp_path: Path
) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")
    crashed = crash(folder, tmp_path / "crashed")

    aside = restore(tmp_path / "copy.db", crashed, now=NOON)

    assert names(crashed / DATABASE) == ["王芳"]
    assert aside is not None
    assert names(aside) == ["王芳", "落在日志里"]


def crash(folder: Path, into: Path) -> Path:
    """The folder as a killed process leaves it: the last commit stands only in the log."""
    into.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE people SET language = 'en'")
        connection.execute(
            "INSERT INTO people (telegram_id, name, language, met_at)"
            " VALUES (2, '落在日志里', 'en', 0)"
        )
        connection.commit()
        for name in (DATABASE, f"{DATABASE}-wal"):
            (into / name).write_bytes((folder / name).read_bytes())
    return into


async def test_damaged_database_is_replaced_and_kept_byte_by_byte(
    folder: Path, tmp_path: Path
) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")
    spoil(folder / DATABASE)
    damaged = (folder / DATABASE).read_bytes()

    aside = restore(tmp_path / "copy.db", folder, now=NOON)

    assert names(folder / DATABASE) == ["王芳"]
    assert aside is not None
    assert aside.read_bytes() == damaged


def test_backup_is_restored_into_a_folder_that_is_new(folder: Path, tmp_path: Path) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")

    aside = restore(tmp_path / "copy.db", tmp_path / "new", now=NOON)

    assert aside is None
    assert names(tmp_path / "new" / DATABASE) == ["王芳"]


def test_restore_is_refused_while_linli_runs(folder: Path, tmp_path: Path) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")
    before = (folder / DATABASE).read_bytes()

    with only_instance(folder), pytest.raises(InUse):
        restore(tmp_path / "copy.db", folder, now=NOON)

    assert (folder / DATABASE).read_bytes() == before


def test_damaged_backup_is_refused(folder: Path, tmp_path: Path) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")
    spoil(tmp_path / "copy.db")

    with pytest.raises(Unusable):
        restore(tmp_path / "copy.db", folder, now=NOON)

    assert names(folder / DATABASE) == ["王芳"]


def test_backup_from_a_newer_linli_is_refused(folder: Path, tmp_path: Path) -> None:
    back_up(folder / DATABASE, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        connection.execute(f"PRAGMA user_version = {newest_schema() + 1}")

    with pytest.raises(NewerSchema):
        restore(tmp_path / "copy.db", folder, now=NOON)


@pytest.mark.parametrize("content", [b"", b"a letter, not a database" * 100])
def test_file_that_is_no_database_is_refused(folder: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.db").write_bytes(content)

    with pytest.raises(Unusable):
        restore(tmp_path / "letter.db", folder, now=NOON)


def test_file_that_is_not_there_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        restore(tmp_path / "nowhere.db", folder, now=NOON)


def test_refused_restore_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    before = remains(folder)

    with pytest.raises(Unusable):
        restore(tmp_path / "nowhere.db", folder, now=NOON)

    assert remains(folder) == before
