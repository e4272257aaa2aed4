import asyncio
import sqlite3

import pytest

from storage.store import DATABASE, InUse, NewerSchema, newest_schema, open_store, read_only


async def remembered(store, name="a"):
    return await store.transaction(lambda db: db.remembered.value(name))


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as opened:
        yield opened


async def test_what_a_transaction_wrote_is_kept_when_it_returns(store):
    await store.transaction(lambda db: db.remembered.put("a", "1"))

    assert await remembered(store) == "1"


async def test_what_a_transaction_wrote_is_undone_when_it_raises(store):
    def broken(db):
        db.remembered.put("a", "1")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.transaction(broken)

    assert await remembered(store) is None


async def test_a_savepoint_undoes_its_part_and_no_more(store):
    def partly(db):
        db.remembered.put("a", "1")
        with pytest.raises(ZeroDivisionError), db.savepoint():
            db.remembered.put("b", "2")
            raise ZeroDivisionError

    await store.transaction(partly)

    assert await remembered(store) == "1"
    assert await remembered(store, "b") is None


async def test_transactions_of_many_tasks_never_interleave(store):
    def count(db):
        value = int(db.remembered.value("n") or 0)
        db.remembered.put("n", str(value + 1))

    await asyncio.gather(*(store.transaction(count) for _ in range(200)))

    assert await remembered(store, "n") == "200"


async def test_a_caller_that_is_cancelled_leaves_no_half_transaction(store):
    def whole(db):
        db.remembered.put("a", "1")
        db.remembered.put("b", "2")

    task = asyncio.create_task(store.transaction(whole))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert (await remembered(store) is None) == (await remembered(store, "b") is None)


async def test_the_connection_is_set_up_to_lose_nothing(store):
    def pragmas(db):
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        return [db.updates._sql.one(f"PRAGMA {name}")[0] for name in names]

    assert await store.transaction(pragmas) == ["wal", 2, 1, 1, 0]


async def test_a_second_instance_is_refused(store, tmp_path):
    with pytest.raises(InUse):
        async with open_store(tmp_path):
            pass


async def test_the_folder_is_free_again_after_closing(tmp_path):
    async with open_store(tmp_path):
        pass

    async with open_store(tmp_path) as again:
        assert await remembered(again) is None


async def test_a_newer_schema_is_refused_and_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / DATABASE) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()

    with pytest.raises(NewerSchema):
        async with open_store(tmp_path):
            pass

    with sqlite3.connect(tmp_path / DATABASE) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (99,)
    raw.close()


async def test_a_migration_that_breaks_leaves_the_version_before_it(tmp_path, monkeypatch):
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "0001_good.sql").write_text("CREATE TABLE good (id INTEGER);")
    (scripts / "0002_bad.sql").write_text("CREATE TABLE half (id INTEGER); CREATE TABLE good (x);")
    monkeypatch.setattr("storage.store.MIGRATIONS", scripts)

    with pytest.raises(sqlite3.OperationalError):
        async with open_store(tmp_path):
            pass

    with sqlite3.connect(tmp_path / DATABASE) as raw:
        tables = raw.execute("SELECT name FROM sqlite_master").fetchall()
        assert (tables, raw.execute("PRAGMA user_version").fetchone()) == ([("good",)], (1,))
    raw.close()


async def test_a_reader_sees_the_last_commit_and_can_change_nothing(store, tmp_path):
    await store.transaction(lambda db: db.remembered.put("a", "1"))

    async with read_only(tmp_path) as reading:
        found = await reading.execute_fetchall("SELECT name FROM remembered WHERE name = 'a'")
        rows = list(found)
        assert [row["name"] for row in rows] == ["a"]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await reading.execute("DELETE FROM remembered")


async def test_the_schema_is_the_newest_after_opening(store):
    version = await store.transaction(lambda db: db.updates._sql.one("PRAGMA user_version")[0])

    assert version == newest_schema()
