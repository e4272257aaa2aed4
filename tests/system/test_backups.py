import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backups import is_due, keep_backups, make_one
from bot.settings import Storage
from storage.store import open_store

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
async def storage(tmp_path: Path) -> Storage:
    """A closed database, to be backed up every six hours, two backups kept."""
    async with open_store(tmp_path):
        return Storage(folder=tmp_path, backup_every=6 * HOUR, backups_kept=2)


def made(storage: Storage) -> list[str]:
    return sorted(path.name for path in (storage.folder / "backups").glob("*"))


def test_first_backup_is_due_at_once(storage: Storage) -> None:
    assert is_due(storage, NOON)


def test_backup_is_due_again_after_its_rhythm(storage: Storage) -> None:
    make_one(storage, NOON)

    assert not is_due(storage, NOON + 5 * HOUR)
    assert is_due(storage, NOON + 6 * HOUR)


def test_backup_is_due_when_the_clock_was_wrong_before(storage: Storage) -> None:
    make_one(storage, NOON.replace(year=2099))

    assert is_due(storage, NOON)


def test_copies_made_by_hand_do_not_count(storage: Storage) -> None:
    (storage.folder / "backups").mkdir()
    (storage.folder / "backups" / "linli-2026-before-the-move.db").touch()

    assert is_due(storage, NOON)


def test_only_as_many_as_asked_for_stay(storage: Storage) -> None:
    for hours in range(4):
        make_one(storage, NOON + hours * HOUR)

    assert made(storage) == ["linli-20261121-140000.db", "linli-20261121-150000.db"]


async def test_backup_is_made_while_linli_runs(storage: Storage) -> None:
    async with open_store(storage.folder):
        keeping = asyncio.create_task(keep_backups(storage, lambda: NOON))
        async with asyncio.timeout(10):
            while "linli-20261121-120000.db" not in made(storage):
                await asyncio.to_thread(lambda: None)
        keeping.cancel()

    assert made(storage) == ["linli-20261121-120000.db"]


async def test_failed_backup_is_logged_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    storage = Storage(folder=tmp_path / "nothing", backup_every=HOUR)
    keeping = asyncio.create_task(keep_backups(storage, lambda: NOON))

    async with asyncio.timeout(10):
        while "no backup could be made; next try in 10 minutes" not in caplog.messages:
            await asyncio.to_thread(lambda: None)

    assert not keeping.done()
    keeping.cancel()


async def test_no_rhythm_means_no_backups(storage: Storage) -> None:
    await keep_backups(storage.model_copy(update={"backup_every": timedelta()}), lambda: NOON)

    assert made(storage) == []
