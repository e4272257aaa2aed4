"""What an organiser asks: in private, right after the place is taken, and seen by few."""

import pytest

from tests.handlers.publishing import announced

ANSWERS = (
    "SELECT p.name, coalesce(nullif(q.ready, ''), q.text), a.answer FROM answers AS a"
    " JOIN questions AS q ON q.id = a.question_id JOIN sign_ups AS s ON s.id = a.sign_up_id"
    " JOIN people AS p ON p.id = s.person_id ORDER BY s.id, q.id"
)
QUESTIONS = (
    "SELECT coalesce(nullif(ready, ''), text), kind, is_required FROM questions ORDER BY id"
)


@pytest.fixture
async def li(town):
    li = await town.staff("小李")
    await announced(town, li, places=5)
    await li.types("/activities")
    await li.taps("包饺子")
    await li.taps("管理")
    await li.taps("发到群里")
    return li


async def asks(li, *ready):
    await li.types("/activities")
    await li.taps("包饺子")
    await li.taps("管理")
    await li.taps("✏️ 修改")
    await li.taps("报名问题…")
    for label in ready:
        await li.taps(label)


async def test_ready_questions_are_added_by_one_tap_and_a_second_tap_changes_nothing(town, li):
    await asks(li)
    message, data = li._button("+ 年龄", li.id)
    await li.taps("+ 年龄")
    await li.presses(data, message)
    await li.taps("+ 轮椅")
    li.sees("2. 您会坐轮椅来吗？")
    assert await town.query(QUESTIONS) == [("age", "number", 0), ("wheelchair", "yes_no", 0)]


async def test_an_own_question_with_options(town, li):
    await asks(li)
    await li.taps("+ 自己出题")
    await li.types("吃什么馅？")
    await li.taps("选一项")
    await li.types("猪肉")
    li.sees("请输入 2 到 8 个选项")
    await li.types("猪肉、素馅、猪肉")
    await li.taps("是")
    li.sees("1. 吃什么馅？ ❗")
    assert await town.query("SELECT options FROM questions") == [("猪肉\n素馅",)]
    await li.taps("吃什么馅？")
    await li.taps("改为可跳过")
    li.sees("可以跳过")
    assert await town.query(QUESTIONS) == [("吃什么馅？", "choice", 0)]


async def test_a_tap_in_the_group_takes_the_place_and_asks_in_private(town, li):
    await asks(li, "+ 年龄", "+ 轮椅", "+ 过敏")
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    fang.sees_nothing_of("年纪", where=town.group)
    fang.sees("您今年多大年纪？")
    await fang.types("三十五")
    fang.sees("您会坐轮椅来吗？")
    await fang.taps("不")
    fang.sees("过敏或忌口")
    await fang.taps("跳过")
    fang.sees("✅ 报名成功")
    assert await town.query(ANSWERS) == [
        ("王芳", "age", "35"),
        ("王芳", "wheelchair", "no"),
        ("王芳", "allergies", ""),
    ]


async def test_who_answers_later_sees_what_is_open_and_is_reminded_the_day_before(town, li):
    await asks(li, "+ 年龄")
    await li.taps("年龄")
    await li.taps("改为必答")
    fang = await town.resident("Fang", "en")
    await fang.taps("报名", where=town.group)
    fang.sees("How old are you?")
    await fang.taps("Later")
    fang.sees("Answer questions")
    await fang.types("/activities")
    await fang.taps("包饺子")
    fang.sees("❗ 1 question of the organiser is still open.")
    await town.passes(days=7, hours=3)
    fang.sees("Please answer until Sat 9 May, 14:00.")
    await fang.taps("Answer questions")
    await fang.types("thirty")
    fang.sees("Please type a number")
    await fang.types("30")
    assert await town.query(ANSWERS) == [("Fang", "age", "30")]


async def test_an_answer_is_changed_later(town, li):
    await asks(li, "+ 电话")
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    await fang.types("139")
    await fang.taps("我的回答")
    fang.sees("139")
    await fang.taps("请留一个")
    await fang.types("138")
    assert await town.query(ANSWERS) == [("王芳", "phone", "138")]


async def test_who_signed_up_before_is_asked_once_and_by_day(town, li):
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    await asks(li, "+ 年龄", "+ 电话")
    fang._look_around()
    await town.passes(minutes=11)
    assert "2 个问题" in fang.sees("组织者有")
    await fang.taps("回答问题")
    fang.sees("多大年纪")


async def test_a_removed_question_takes_its_answers_with_it(town, li):
    await asks(li, "+ 年龄")
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    await fang.types("35")
    await asks(li)
    await li.taps("年龄")
    li.sees("已有 1 人回答")
    await li.taps("删除")
    assert await town.query(ANSWERS) == []
    await fang.types("/activities")
    await fang.taps("包饺子")
    assert "我的回答" not in fang.labels()


async def test_the_child_answers_for_the_parent(town, li):
    await asks(li, "+ 年龄")
    lei = await town.resident("李雷", building="3号楼", unit="1", room="301")
    await lei.types("/activities")
    await lei.taps("包饺子")
    await lei.taps("代他人报名")
    await lei.types("王奶奶")
    await lei.taps("是，同住")
    await lei.taps("没有别人")
    assert "您今年多大年纪" in lei.sees("代\u2068王奶奶\u2069（3号楼 1单元 301室）：\n\n包饺子")
    await lei.types("81")
    assert await town.query(ANSWERS) == [("王奶奶", "age", "81")]


async def test_nobody_but_those_who_manage_it_asks(town, li):
    await asks(li, "+ 年龄")
    fang = await town.resident("王芳")
    await fang.types("/activities")
    message = town.world.messages(fang.id, fang.id)[-1]["message_id"]
    for data in ("act.asks:1", "ask.ready:1:2", "ask.own:1", "ask.show:1", "ask.drop:1"):
        await fang.presses(data, message)
        assert fang.toast, data
    await fang.presses("ask.must:1:1", message)
    assert await town.query(QUESTIONS) == [("age", "number", 0)]


async def test_answers_are_in_ones_file_and_go_with_the_person(town, li):
    await asks(li, "+ 电话")
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    await fang.types("13900001111")
    held = await town.linli.doors.store.transaction(
        lambda db: db.questions.held(db.people.by_telegram(fang.id).id)
    )
    assert held == [{"activity": "包饺子", "question": "phone", "answer": "13900001111"}]
    await fang.types("/privacy")
    await fang.taps("删除我")
    await fang.taps("删除")
    assert await town.query(ANSWERS) == []


async def test_answers_are_forgotten_thirty_days_after(town, li):
    await asks(li, "+ 电话")
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    await fang.types("139")
    await town.passes(days=37)
    await town.linli.clock.tidy()
    assert len(await town.query(ANSWERS)) == 1
    await town.passes(days=2)
    await town.linli.clock.tidy()
    assert await town.query(ANSWERS) == []


async def test_a_question_that_is_removed_while_it_is_asked_is_asked_no_more(town, li):
    await asks(li, "+ 年龄")
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    await li.taps("年龄")
    await li.taps("删除")
    await fang.types("/me")
    fang.sees("✅ 报名成功")
    assert await town.query("SELECT count(*) FROM drafts WHERE form = 'answer'") == [(0,)]


async def test_an_answer_after_the_place_was_given_up_is_kept_nowhere(town, li):
    await asks(li, "+ 年龄")
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    await fang.types("/activities")
    await fang.taps("包饺子")
    await fang.taps("取消我的名额")
    await fang.taps("确定取消")
    await fang.types("35")
    fang.sees("要转给社区工作者吗")
    assert await town.query(ANSWERS) == []


async def test_the_questions_in_traditional_characters(town, li):
    await asks(li, "+ 过敏")
    fang = await town.resident("王芳", "zh_Hant")
    await fang.types("/activities")
    await fang.taps("包饺子")
    await fang.taps("報名")
    fang.sees("您有什麼過敏或忌口嗎？")
    await fang.types("花生")
    await fang.taps("我的回答")
    fang.sees("忌口嗎？ 花生")


async def test_after_erasure_the_files_hold_no_answer(town, li):
    await asks(li, "+ 过敏")
    fang = await town.resident("王芳")
    await fang.taps("报名", where=town.group)
    await fang.types("kumquat-allergy-77")
    await fang.types("/privacy")
    await fang.taps("删除我")
    await fang.taps("删除")
    await town.passes(days=2)
    await town.linli.clock.tidy()
    files = [path for path in town.folder.iterdir() if path.is_file()]
    assert not [path.name for path in files if b"kumquat-allergy-77" in path.read_bytes()]


async def test_only_who_brings_others_is_asked_for_their_names(town, li):
    await asks(li, "+ 同行人姓名")
    fang = await town.resident("王芳")
    lei = await town.resident("李雷")

    await fang.taps("报名", where=town.group)
    assert "回答问题" not in fang.labels()
    await lei.follows("bring-1")
    await lei.taps("+1")

    lei.sees("同来的人叫什么名字")
    await lei.types("小李")
    assert await town.query(ANSWERS) == [("李雷", "companions", "小李")]
