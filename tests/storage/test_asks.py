"""How often somebody has been asked: counted under a mark that only the key can read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from community.house import House
from storage.store import open_store

NOON = datetime(2026, 5, 30, 4, tzinfo=UTC)
HOUSE = replace(House(), asks_per_month=2)


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as opened:
        yield opened


async def test_so_many_times_a_month_and_no_more(store):
    def ask(db):
        taken = [db.asks.take(7, NOON, HOUSE) for _time in range(3)]
        return taken, db.asks.take(8, NOON, HOUSE)

    assert await store.transaction(ask) == ([True, True, False], True)


async def test_a_new_month_begins_anew(store):
    def ask(db):
        for _time in range(2):
            db.asks.note(7, NOON, HOUSE)
        return db.asks.may_ask(7, NOON, HOUSE), db.asks.may_ask(7, NOON + timedelta(days=2), HOUSE)

    assert await store.transaction(ask) == (False, True)


async def test_nobody_without_the_key_can_tell_who_was_asked(store):
    def ask(db):
        db.asks.note(7, NOON, HOUSE)
        return [tuple(row) for row in db.asks._sql.rows("SELECT * FROM asks")]

    [(mark, month, times)] = await store.transaction(ask)
    assert (len(mark), month, times) == (16, 202605, 1)


async def test_somebody_erased_leaves_no_count(store):
    def ask(db):
        db.asks.note(7, NOON, HOUSE)
        db.asks.forget(7, NOON, HOUSE)
        return len(db.asks._sql.rows("SELECT * FROM asks"))

    assert await store.transaction(ask) == 0
