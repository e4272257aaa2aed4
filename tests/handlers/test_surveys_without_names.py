"""What somebody who reads everything the house keeps can tell about who answered what: nothing.

The answers are planted with marks that can be found again wherever they leak to.
"""

from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from storage.backup import back_up
from tests.handlers.surveying import answers, asked, published

MARK = "标记-kumquat-{}"
NAMES = ("阿兰", "阿波", "阿琛", "阿丹", "阿恩", "阿芳")


def files_with(folder, marker):
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and marker.encode() in path.read_bytes()
    )


@pytest.fixture
async def planted(town):
    """Six people have answered, each with a mark of their own; the survey is still open."""
    staff = await asked(town)
    people = [await town.resident(name) for name in NAMES]
    await published(town, staff)
    for number, person in enumerate(people):
        await answers(person, "5", MARK.format(number))
    return staff, people


async def everything(town):
    """Every row of every table, as text."""
    tables = [name for (name,) in await town.query(
        "SELECT name FROM sqlite_master WHERE type = 'table'")]  # fmt: skip
    return {name: str(await town.query(f"SELECT * FROM {name}")) for name in tables}


async def test_while_it_is_open_nothing_can_be_read_anywhere(town, planted, caplog):
    assert files_with(town.folder, "kumquat") == []
    assert (town.folder / "linli.db-wal").read_bytes() == b""
    assert not [name for name, rows in (await everything(town)).items() if "kumquat" in rows]
    assert "kumquat" not in caplog.text


async def test_a_half_answered_survey_can_be_read_nowhere_either(town):
    staff, lan = await asked(town), await town.resident("阿兰")
    await published(town, staff)
    await lan.taps("填写")
    await lan.taps("5")
    await lan.types(MARK.format(0))

    assert "kumquat" in lan.screen()
    assert files_with(town.folder, "kumquat") == []


async def test_when_it_is_over_the_answers_share_no_key_with_those_who_gave_them(town, planted):
    await town.passes(days=8)

    holding = [name for name, rows in (await everything(town)).items() if "kumquat" in rows]
    assert holding == ["survey_answers"]
    keys = await town.query("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)",
                            "survey_answers")  # fmt: skip
    assert keys == [("question_id", "survey_questions")]
    columns = await town.query("SELECT name FROM pragma_table_info('survey_answers')")
    assert columns == [("id",), ("question_id",), ("answer",)]
    assert files_with(town.folder, "kumquat") == ["linli.db"]


async def test_no_order_tells_who_answered_when(town, planted):
    await town.passes(days=8)

    who = await town.query("SELECT person_id FROM survey_answered")
    assert who == sorted(who)
    by_id = await town.query("SELECT id, answer FROM survey_answers WHERE answer LIKE '%kumquat%'"
                             " ORDER BY id")  # fmt: skip
    gaps = [later - one for (one, _), (later, _) in pairwise(by_id)]
    assert min(gaps) > 1_000_000
    moments = await town.query(
        "SELECT name FROM pragma_table_info('survey_answered') WHERE name LIKE '%at%'"
    )
    assert moments == []


async def test_two_answers_that_one_person_gave_are_not_known_to_be_of_one(town, planted):
    await town.passes(days=8)

    rows = await town.query("SELECT id, question_id FROM survey_answers ORDER BY id")
    assert len(rows) == 12
    assert len({number for number, _question in rows}) == 12


async def test_a_letter_tells_neither_a_question_nor_an_answer(town, planted):
    staff, _people = planted
    rows = await town.query("SELECT payload FROM outbox WHERE chat_id > 0 AND chat_id <> ?",
                            staff.id)  # fmt: skip

    assert not [payload for (payload,) in rows if payload and "还想说什么" in payload]
    assert await town.query("SELECT count(*) FROM drafts WHERE form = 'survey'") == [(0,)]


async def test_no_copy_of_the_database_tells_more(town, planted, tmp_path):
    before, after = tmp_path / "open.db", tmp_path / "over.db"
    back_up(town.folder / "linli.db", before)
    await town.passes(days=8)
    back_up(town.folder / "linli.db", after)

    assert b"kumquat" not in before.read_bytes()
    assert after.read_bytes().count(b"kumquat") == 2 * len(NAMES)  # the row and its index


async def test_staff_read_the_answers_but_not_whose_they_are(town, planted):
    staff, _people = planted
    await staff.types("/survey")
    await staff.taps("楼道灯")
    assert "目前的回答" not in staff.labels()
    message = town.world.messages(staff.id, staff.id)[-1]["message_id"]
    await staff.presses("sv.res:1:0", message)
    assert "结束以后才能看结果" in staff.toast
    await town.passes(days=8)

    await staff.taps("📊 结果")
    assert "5：6（100%）" in staff.screen()
    await staff.taps("‹")
    await staff.presses("sv.res:1:2", town.world.messages(staff.id, staff.id)[-1]["message_id"])
    said = staff.screen()
    assert all(MARK.format(number) in said for number in range(6))
    assert not any(name in said for name in NAMES)


async def test_the_table_has_no_names(town, planted):
    staff, _people = planted
    await town.passes(days=8)
    await staff.taps("表格")

    [sent] = [m for m in town.world.messages(staff.id, staff.id) if "document" in m]
    content = town.world.files.find(sent["document"]["file_id"]).content
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    said = str(rows)
    assert MARK.format(3) in said
    assert not any(name in said for name in NAMES)


async def test_what_is_kept_about_somebody_does_not_hold_their_answers(town, planted):
    _staff, (lan, *_others) = planted
    await town.passes(days=8)

    def held(db):
        return db.survey_answers.held(db.people.by_telegram(lan.id).id)

    found = await town.linli.doors.store.transaction(held)
    assert found == {
        "asked_or_answered": [{"title": "楼道灯", "answered": 1}],
        "answers_with_name": [],
    }


async def test_of_fewer_than_five_nothing_is_shown(town):
    staff = await asked(town)
    people = [await town.resident(name) for name in NAMES[:4]]
    await published(town, staff)
    for person in people:
        await answers(person, "5", "")
    await town.passes(days=8)

    await staff.taps("📊 结果")
    assert "回答的不到 5 人" in staff.toast
    await staff.taps("表格")
    assert "回答的不到 5 人" in staff.toast


async def test_a_question_that_few_were_asked_is_held_back(town):
    staff = await asked(town)
    people = [await town.resident(name) for name in NAMES]
    await published(town, staff)
    for person in people[:5]:
        await answers(person, "5", "")
    await answers(people[5], "1", "门口", "")
    await town.passes(days=8)

    await staff.taps("📊 结果")
    assert "1：1（17%）" in staff.screen()
    await staff.taps("›")
    assert "不显示" in staff.screen()
    assert "门口" not in staff.screen()


async def test_what_was_promised_cannot_be_taken_back_even_in_the_database(town, planted):
    with pytest.raises(Exception, match="published"):
        await town.query("UPDATE surveys SET anonymous = 0 RETURNING 1")


async def test_an_erased_person_leaves_the_counts(town, planted):
    staff, (lan, *_others) = planted
    await lan.types("/privacy")
    await lan.taps("删除我")
    await lan.taps("确定删除")
    await town.passes(days=8)

    await staff.taps("📊 结果")
    assert "6 人回答" in staff.screen()
