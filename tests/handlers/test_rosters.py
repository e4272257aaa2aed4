"""The list of an activity as a table that staff take away."""

from io import BytesIO

from openpyxl import load_workbook

from tests.handlers.organising import published


async def table(town, staff, *labels):
    """What is in the file, row by row."""
    await staff.types("/activities")
    for label in labels or ("包饺子", "管理", "人员", "导出表格"):
        await staff.taps(label)
    document = town.world.messages(staff.id, staff.id)[-1]["document"]
    content = town.world.files.find(document["file_id"]).content
    rows = [[one or "" for one in row] for row in load_workbook(BytesIO(content)).active.values]
    return document["file_name"], rows


async def test_a_table_has_everybody_with_their_home_and_where_they_stand(town):
    staff = await town.staff()
    lan = await town.resident("阿兰", building="1号楼", unit="2", room="501")
    bo = await town.resident("=cmd()")
    await published(staff, places=1)
    await lan.taps("报名", where=town.group)
    await bo.taps("报名", where=town.group)

    name, rows = await table(town, staff)

    assert name == "名单 2026-05-09 包饺子.xlsx"
    assert rows[0][:8] == ["序号", "姓名", "楼栋", "单元", "房号", "状态", "同行人数", "备注"]
    assert rows[1][:8] == ["1", "阿兰", "1号楼", "2", "501", "已报名", "", ""]
    assert rows[2][:6] == ["2", "=cmd()", "", "", "", "候补第 1 位"]
    assert rows[1][-2] == "5月1日 周五 12:00"


async def test_taking_the_table_is_noted(town):
    staff = await town.staff()
    await published(staff)

    await table(town, staff)

    assert ("took the roster", "activity:1") in await town.query(
        "SELECT action, subject FROM audit"
    )


async def test_a_table_speaks_the_language_of_who_asked(town):
    lee = await town.staff("Lee", "en")
    await published(await town.staff())

    name, rows = await table(town, lee, "包饺子", "Manage", "People", "As a table")

    assert name == "Roster 2026-05-09 包饺子.xlsx"
    assert rows == [
        ["No.", "Name", "Building", "Unit", "Room", "Standing", "Brings", "Note",
         "Signed up by", "Signed up at", "Came"]
    ]  # fmt: skip


async def test_residents_take_no_table(town):
    lan = await town.resident("阿兰")
    await published(await town.staff())
    await lan.types("/activities")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]

    await lan.presses("act.table:1", message)

    assert lan.toast == "您没有这个权限。如有需要，请联系社区工作者。"
    assert await town.query("SELECT count(*) FROM audit WHERE action LIKE 'took%'") == [(0,)]


async def test_who_came_is_in_the_table_and_who_came_without_signing_up(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await town.resident("阿波")
    await published(staff)
    await lan.taps("报名", where=town.group)
    for name, people, how in (("阿兰", 2, "staff"), ("阿波", 1, "walk_in")):
        await town.query(
            "INSERT INTO attendance (activity_id, person_id, people, at, how)"
            " SELECT 1, id, ?, 0, ? FROM people WHERE name = ?",
            *(people, how, name),
        )

    _name, rows = await table(town, staff)

    assert [(row[1], row[5], row[-1]) for row in rows[1:]] == [
        ("阿兰", "已报名", "2"),
        ("阿波", "现场参加", "1"),
    ]


async def test_private_answers_have_a_column_for_each_question(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff)
    await lan.taps("报名", where=town.group)
    await town.query(
        "INSERT INTO questions (activity_id, kind, text, is_required)"
        " VALUES (1, 'words', '=吃', 0)"
    )
    await town.query("INSERT INTO answers (sign_up_id, question_id, answer) VALUES (1, 1, '+素')")

    _name, rows = await table(town, staff)

    assert (rows[0][8], rows[1][8]) == ("=吃", "+素")


async def five_hundred_sign_up(town):
    await town.query(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
        " INSERT INTO people (id, telegram_id, name, language, roles, met_at)"
        " SELECT 1000 + i, 5000 + i, substr('邻居' || i || '的很长很长的名字', 1), 'zh_Hans', 1, 0"
        " FROM n"
    )
    await town.query(
        "INSERT INTO sign_ups (activity_id, person_id, standing, companions, note, made_at)"
        " SELECT 1, id, CASE WHEN id <= 1400 THEN 'confirmed' ELSE 'waiting' END, 0,"
        " replace(hex(zeroblob(100)), '00', '注意'), 0 FROM people WHERE id > 1000 ORDER BY id"
    )


async def test_a_list_of_five_hundred_with_long_notes_can_be_read_in_the_chat(town):
    staff = await town.staff()
    await published(staff, places=400)
    await five_hundred_sign_up(town)
    await staff.types("/activities")
    for label in ("包饺子", "管理", "人员", "报名名单"):
        await staff.taps(label)

    assert "500 份报名" in staff.sees("邻居1的")
    assert len(staff.screen()) < 2000
    await staff.taps("›")
    staff.sees("邻居21的")
    await staff.taps("»")
    assert "⏳ 候补第 100 位" in staff.sees("邻居500的")
