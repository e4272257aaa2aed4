import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from storage.audit import Entry
from storage.store import open_store

NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as opened:
        yield opened


async def test_the_newest_deed_comes_first_and_no_more_than_asked(store):
    def act(db):
        for n, action in enumerate(("invited", "bound group", "erased")):
            db.audit.note(action, f"person:{n}", by=3, now=NOON + timedelta(minutes=n))
        return db.audit.newest(2)

    assert await store.transaction(act) == [
        Entry(NOON + timedelta(minutes=2), 3, "erased", "person:2"),
        Entry(NOON + timedelta(minutes=1), 3, "bound group", "person:1"),
    ]


async def test_what_the_house_does_by_itself_has_no_author(store):
    def act(db):
        db.audit.note("appointed first admin", "person:1", by=None, now=NOON)
        return db.audit.newest(1)

    [entry] = await store.transaction(act)
    assert entry.person_id is None


async def test_nobody_changes_what_stands_there(store):
    def forge(db):
        db.audit.note("erased", "person:1", by=3, now=NOON)
        db.audit._sql.run("UPDATE audit SET person_id = 4")

    with pytest.raises(sqlite3.IntegrityError, match="not changed"):
        await store.transaction(forge)
