"""An anonymous report from the first word to the last question, and what is left of its author."""

import pytest

from community.ratings import Reason
from storage.store import DATABASE
from tests.handlers.desk_work import Worker, reported

WORDS = "保安半夜睡觉没人管"


@pytest.fixture
async def wang(town):
    return await town.resident("王阿姨", "zh_Hans", building="3号楼")


@pytest.fixture
async def li(town):
    return Worker(town, await town.staff("小李"))


async def reports_anonymously(wang):
    await wang.types("/report")
    await wang.taps("匿名")
    await reported(wang, WORDS, "治安")


async def rows_about(town, wang):
    """Every row of every table, their own left out, in which the author's ids stand."""
    [(person_id,)] = await town.query("SELECT id FROM people WHERE telegram_id = ?", wang.id)
    tables = await town.query("SELECT name FROM sqlite_master WHERE type = 'table'")
    found = {}
    for (table,) in tables:
        columns = [row[1] for row in await town.query(f"PRAGMA table_info({table})")]
        people = [c for c in columns if c in ("person_id", "chat_id", "telegram_id")]
        for row in await town.query(f"SELECT * FROM {table}"):
            named = dict(zip(columns, row, strict=False))
            if table != "people" and {named[c] for c in people} & {person_id, wang.id}:
                found.setdefault(table, []).append(named)
    return found


async def test_no_row_ties_the_author_to_the_report(wang, li, town):
    await reports_anonymously(wang)
    await li.answers(1, "今晚去看")
    await li.closes(1)
    await wang.taps("联系过")
    await town.passes(minutes=1)

    found = await rows_about(town, wang)

    assert set(found) <= {"cards", "outbox"}
    for row in (*found.get("cards", ()), *found.get("outbox", ())):
        assert "#1" not in str(row)
        assert "匿名" not in str(row)
        assert WORDS not in str(row)


async def test_the_log_is_empty_and_the_words_stand_where_they_have_to(wang, li, town):
    await reports_anonymously(wang)
    await li.answers(1, "今晚去看")
    await town.settle()

    log = town.folder / f"{DATABASE}-wal"

    assert WORDS.encode() not in log.read_bytes()
    [(entries,)] = await town.query(
        "SELECT count(*) FROM ticket_entries WHERE text LIKE ?", f"%{WORDS}%"
    )
    [(letters,)] = await town.query(
        "SELECT count(*) FROM outbox WHERE payload LIKE ?", f"%{WORDS}%"
    )
    await town.linli.doors.store.checkpoint()
    assert (town.folder / DATABASE).read_bytes().count(WORDS.encode()) == entries + letters


async def test_the_author_hears_in_the_morning_what_was_answered_at_night(wang, li, town):
    await reports_anonymously(wang)
    await town.passes(hours=11)  # it is eleven in the evening
    wang._look_around()
    await li.answers(1, "今晚去看")
    wang.sees_nothing_of("今晚去看")

    await town.passes(hours=10)

    wang.sees("今晚去看")


async def test_who_has_blocked_the_bot_is_unreachable_and_nothing_breaks(wang, li, town):
    await reports_anonymously(wang)
    await wang.blocks_the_bot()
    await li.answers(1, "今晚去看")

    reaches = await town.linli.doors.store.transaction(lambda db: db.tickets.reaches(1))

    assert not reaches
    assert await town.query(
        "SELECT state FROM notices WHERE kind = 'SealedNews' AND facts LIKE '%AnswerGiven%'"
    ) == [("moot",)]


async def test_without_a_reason_it_is_opened_again_after_ten_minutes(wang, li, town):
    await reported(wang)
    await li.closes(1)
    await wang.taps("没人联系")
    await wang.taps("没解决")
    await town.passes(minutes=11)

    assert await town.query("SELECT state, reopenings FROM tickets") == [("in_hand", 1)]
    assert await town.query("SELECT reason FROM ticket_ratings") == [(Reason.UNSAID.value,)]


async def test_a_week_after_the_closing_it_is_settled(wang, li, town):
    await reports_anonymously(wang)
    await li.closes(1)
    await town.passes(days=8)

    assert await town.query("SELECT state FROM tickets") == [("settled",)]
