"""Backups in their folder: made on a rhythm while Linli runs, and as many kept as asked for.

Must not stop anything: a backup that fails is logged, and tried again later.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.settings import Storage
from storage.backup import FOLDER, Unusable, back_up, name_at, newest_at, rotate
from storage.store import DATABASE, NewerSchema

LOOK_EVERY = 600  # seconds; often enough for any rhythm, and after a failure

log = logging.getLogger(__name__)


async def keep_backups(storage: Storage, now: Callable[[], datetime]) -> None:
    """Runs for ever, unless no backups are wanted."""
    while storage.backup_every:
        if is_due(storage, now()):
            await _try_one(storage, now())
        await asyncio.sleep(LOOK_EVERY)


def is_due(storage: Storage, now: datetime) -> bool:
    """Judged by the newest file, so that restarts neither delay nor repeat a backup."""
    newest = newest_at(storage.folder / FOLDER)
    # A backup from the future was made before the clock was put right.
    return newest is None or newest > now or newest + storage.backup_every <= now


def make_one(storage: Storage, now: datetime) -> Path:
    folder = storage.folder / FOLDER
    made = folder / name_at(now)
    back_up(storage.folder / DATABASE, made)
    rotate(folder, storage.backups_kept)
    return made


async def _try_one(storage: Storage, now: datetime) -> None:
    try:
        made = await asyncio.to_thread(make_one, storage, now)
    except (Unusable, NewerSchema, sqlite3.Error, OSError):
        log.exception("no backup could be made; next try in %d minutes", LOOK_EVERY // 60)
    else:
        log.info("backup made: %s", made.name)
