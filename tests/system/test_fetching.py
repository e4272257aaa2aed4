"""A file that staff sent on purpose is fetched, read and acted on once, whatever happens."""

from dataclasses import replace

import pytest

from sandbox.shapes import Upload
from storage.outbox import Lane
from tests.handlers.planning import DUMPLINGS, plan, sends_plan


@pytest.fixture
async def staff(town):
    return await town.staff()


async def ask_for(town, staff, content=None, file_id=""):
    """A letter that asks for the file, not yet taken by delivery."""
    content = plan(DUMPLINGS) if content is None else content
    kept = file_id or town.world.files.keep(Upload("plan.csv", content), "document").file_id
    facts = {"file_id": kept, "language": "zh_Hans", "year": 2027, "zone": "Asia/Shanghai"}

    def put(db):
        now = town.clock.now()
        db.outbox.put(Lane.REPLY, "fetch:plan", facts, now=now, chat_id=staff.id)

    await town.linli.doors.store.transaction(put)
    staff._look_around()


async def bring(town):
    """Fetched and read, but neither acted on nor marked."""
    await town.linli.delivery.round()
    await town.linli.delivery.calls_ended()


async def proposals(town):
    [(count,)] = await town.query("SELECT count(*) FROM proposals")
    return count


async def letters(town):
    return await town.query("SELECT state, attempts FROM outbox WHERE method = 'fetch:plan'")


async def test_what_was_brought_acts_in_the_commit_that_marks_it(town, staff):
    await ask_for(town, staff)

    await bring(town)
    assert await proposals(town) == 0
    assert await letters(town) == [("claimed", 1)]
    await town.linli.delivery.round()

    assert await proposals(town) == 1
    assert await letters(town) == [("sent", 1)]


async def test_after_a_crash_it_is_brought_again_and_acts_once(town, staff):
    await ask_for(town, staff)
    await bring(town)

    await town.restart()
    await town.settle()

    assert await proposals(town) == 1
    assert await letters(town) == [("sent", 1)]
    assert len([said for said in staff.news() if "可以生成" in said]) == 1


async def test_a_stop_before_the_commit_leaves_it_to_the_next_start(town, staff):
    await ask_for(town, staff)
    await bring(town)

    await town.linli.delivery._stop()
    await town.restart()
    await town.settle()

    assert await proposals(town) == 1


async def test_a_file_too_big_is_told_and_not_fetched(town, staff):
    await ask_for(town, staff, content=b"a" * (5 * 1024 * 1024 + 1))

    await town.settle()

    staff.sees("文件太大：最多 5 MB")
    assert staff.labels() == ["重新发送"]


async def test_a_file_that_telegram_no_longer_has_is_told(town, staff):
    await ask_for(town, staff, file_id="AgNone")

    await town.settle()

    staff.sees("Telegram 上已经没有这个文件了")
    assert await letters(town) == [("sent", 1)]


async def test_trouble_is_waited_out(town, staff):
    await ask_for(town, staff)
    town.world.faults.add(method="getFile", times=3, status=502)

    await town.settle()

    staff.sees("可以生成 1 份活动草稿")


async def test_a_429_is_waited_out(town, staff):
    await ask_for(town, staff)
    town.world.faults.add(method="getFile", times=1, retry_after=7)

    await town.settle()

    staff.sees("可以生成 1 份活动草稿")


async def test_an_answer_that_never_comes_is_told_after_the_second_try(town, staff):
    await ask_for(town, staff)
    town.world.faults.add(method="getFile", times=5, lose_answer=True)

    await town.settle()

    staff.sees("刚才没能取到文件")


async def test_a_reader_that_breaks_is_told_and_the_bot_goes_on(town, staff):
    features = town.linli.doors.features

    def broken(_content, _facts):
        raise RuntimeError("nobody thought of this")

    features.fetches["plan"] = replace(features.fetches["plan"], read=broken)
    await ask_for(town, staff)

    await town.settle()

    staff.sees("这个文件读不了")


async def test_an_act_that_breaks_leaves_nothing_behind_and_is_told(town, staff):
    features = town.linli.doors.features

    def broken(chat, person, _facts, _found):
        chat.turn.db.audit.note("half", "x:1", by=person.id, now=chat.turn.now)
        raise RuntimeError("nobody thought of this")

    features.fetches["plan"] = replace(features.fetches["plan"], act=broken)
    await ask_for(town, staff)

    await town.settle()

    staff.sees("这个文件读不了")
    assert await letters(town) == [("failed", 1)]
    assert await town.query("SELECT * FROM audit WHERE action = 'half'") == []


async def test_who_is_no_longer_staff_gets_nothing_done(town, staff):
    await ask_for(town, staff)
    await town.query("UPDATE people SET roles = 1 WHERE telegram_id = ? RETURNING 1", staff.id)

    await town.settle()

    assert await proposals(town) == 0
    staff.sees_nothing_of("可以生成")


async def test_what_is_no_table_is_told(town, staff):
    await sends_plan(staff, b"%PDF-1.7\n\x00\x01", name="plan.pdf")

    staff.sees("里面没有找到表格")
    assert staff.labels() == ["重新发送"]
