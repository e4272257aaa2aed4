"""How was it? Asked of those who were there; what comes of it, and what nobody learns."""

from tests.handlers.attending import at_the_door, published, to_the_day

ASKED = "您觉得这次活动怎么样"


async def asked(town, *names):
    """Everyone of these names was there and has been asked an hour after the end."""
    staff, *people, code = await at_the_door(town, *names)
    for person in people:
        await person.types(code)
    await town.passes(hours=3, minutes=25)
    return staff, *people


async def answers(person, level, words=""):
    await person.taps(level)
    await (person.types(words) if words else person.taps("跳过"))


async def shown_result(staff):
    await to_the_day(staff)
    await staff.taps("大家的评价")
    return staff.screen()


async def test_who_was_there_gives_a_number_and_a_sentence(town):
    staff, lan, bo = await asked(town, "阿兰", "阿波")
    lan.sees(ASKED)
    lan.sees("1 很差 · 2 不太好 · 3 一般 · 4 好 · 5 很好")

    await answers(lan, "5", "馅儿真香")
    lan.sees("下次活动会因此办得更好")
    await answers(bo, "4")

    result = await shown_result(staff)
    assert "4.5 分（满分 5 分）；2 人中 2 人已评价" in result
    assert "5 很好：1 人" in result


async def test_only_those_checked_in_are_asked(town):
    _staff, lan, bo, code = await at_the_door(town, "阿兰", "阿波")
    await lan.types(code)
    await town.passes(days=5)

    lan.sees(ASKED)
    bo.sees_nothing_of(ASKED)
    message = town.world.messages(bo.id, bo.id)[-1]["message_id"]
    await bo.presses("fb.rate:1:5:0", message)

    assert "只请签到的人评价" in bo.toast
    assert await town.query("SELECT * FROM feedback") == []


async def test_twice_is_one_answer_and_the_newest_counts(town):
    staff, lan = await asked(town, "阿兰")

    await answers(lan, "2", "太挤")
    await lan.taps("修改评价")
    await answers(lan, "4")

    assert await town.query("SELECT level, words FROM feedback") == [(4, "太挤")]
    assert "1 人中 1 人已评价" in await shown_result(staff)


async def test_sentences_of_few_are_held_back_until_the_end(town):
    staff, lan = await asked(town, "阿兰")
    await answers(lan, "2", "太挤")

    result = await shown_result(staff)
    assert "太挤" not in result
    assert "还有 1 条留言" in result
    await town.passes(days=8)

    assert "太挤" in await shown_result(staff)


async def test_three_sentences_are_shown_without_names(town):
    staff, *people = await asked(town, "阿兰", "阿波", "阿琛")
    for person, words in zip(people, ("馅儿香", "人太多", "下次还来"), strict=True):
        await answers(person, "4", words)

    result = await shown_result(staff)

    assert all(words in result for words in ("馅儿香", "人太多", "下次还来"))
    assert not any(name in result for name in ("阿兰", "阿波", "阿琛"))


async def test_no_answer_is_asked_for_once_more_and_no_third_time(town):
    _staff, lan, bo = await asked(town, "阿兰", "阿波")
    await answers(lan, "5")
    await bo.types("/menu")

    await town.passes(days=3)
    bo.sees(ASKED)
    lan.sees_nothing_of(ASKED)
    await bo.types("/menu")
    await town.passes(days=20)

    bo.sees_nothing_of(ASKED)


async def test_after_a_week_it_is_closed(town):
    _staff, lan = await asked(town, "阿兰")
    message, data = lan._button("5", lan.id)
    await town.passes(days=8)

    await lan.presses(data, message)

    assert lan.toast == "评价已经截止，不能再写或修改了。还是谢谢您！"


async def test_words_that_come_too_late_are_told_so_and_nobody_is_stuck(town):
    _staff, lan = await asked(town, "阿兰")
    await lan.taps("5")
    await town.passes(days=8)

    await lan.types("馅儿真香")

    lan.sees("评价已经截止")
    assert await town.query("SELECT * FROM drafts") == []
    assert await town.query("SELECT level, words FROM feedback") == [(5, "")]


async def test_the_organiser_hears_the_result_after_three_days_and_answers_everybody(town):
    staff, lan, bo = await asked(town, "阿兰", "阿波")
    await answers(lan, "3", "灯太暗")
    await town.passes(days=3)

    staff.sees("大家的评价")
    await staff.taps("回复大家")
    await staff.types("换一盏更亮的灯")
    staff.sees("把这段话发给所有被征求过评价的人？")
    await staff.taps("发送")

    staff.sees("会发给 2 人")
    for one in (lan, bo):
        one.sees("换一盏更亮的灯")
    assert ("replied to feedback",) in await town.query("SELECT action FROM audit")


async def test_nobody_is_asked_at_night(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(town, staff)
    await town.query("UPDATE activities SET ends_at = starts_at + 7 * 3600 RETURNING 1")
    await lan.follows("join-1")
    await town.passes(days=8, hours=2)
    await town.linli.doors.store.transaction(
        lambda db: db.attendance.check_in(1, 3, now=town.clock.now(), how="code")
    )

    await town.passes(hours=9)  # 23:00
    lan.sees_nothing_of(ASKED)
    await town.passes(hours=10)

    lan.sees(ASKED)


async def test_an_erased_persons_button_leads_to_the_welcome_and_the_counts_stay(town):
    staff, lan, _bo = await asked(town, "阿兰", "阿波")
    message, data = lan._button("5", lan.id)
    await answers(lan, "1", "馅儿咸")
    await lan.types("/privacy")
    await lan.taps("删除我")
    await lan.taps("确定删除")

    await lan.presses(data, message)

    lan.sees("先认识一下")
    assert await town.query("SELECT level, words FROM feedback") == [(1, "")]
    assert "2 人中 1 人已评价" in await shown_result(staff)


async def test_a_forged_level_changes_nothing(town):
    _staff, lan = await asked(town, "阿兰")
    message, _data = lan._button("5", lan.id)

    for forged in ("fb.rate:1:9:0", "fb.rate:1:0:0", "fb.rate:99:3:0", "fb.rate:1:3:99"):
        await lan.presses(forged, message)

    assert await town.query("SELECT * FROM feedback") == []


async def test_a_resident_sees_no_result(town):
    _staff, lan = await asked(town, "阿兰")
    message, _data = lan._button("5", lan.id)

    for forged in ("fb.show:1:0", "fb.reply:1"):
        await lan.presses(forged, message)

        assert "社区工作者" in lan.toast


async def test_what_is_kept_is_handed_out(town):
    _staff, lan = await asked(town, "阿兰")
    await answers(lan, "4", "馅儿香")

    def held(db):
        person = db.people.by_telegram(lan.id)
        return db.feedback.held(person.id), db.attendance.held(person.id)

    said, was_at = await town.linli.doors.store.transaction(held)

    assert [(entry["level"], entry["words"]) for entry in said] == [(4, "馅儿香")]
    assert [(entry["title"], entry["how"]) for entry in was_at] == [("包饺子", "code")]


async def test_who_acts_for_a_mother_without_telegram_answers_for_her(town):
    staff, lan, code = await at_the_door(town, "阿兰")
    await town.query(
        "INSERT INTO people (name, language, met_at, proxy_id) SELECT '妈妈', 'zh_Hans', 0, id"
        " FROM people WHERE telegram_id = ? RETURNING 1",
        lan.id,
    )
    await town.query(
        "INSERT INTO sign_ups (activity_id, person_id, standing, companions, note, made_at)"
        " SELECT 1, id, 'confirmed', 0, '', 0 FROM people WHERE name = '妈妈' RETURNING 1"
    )
    await lan.types(code)
    await lan.taps("妈妈 也到了")
    await town.passes(hours=3, minutes=25)
    hers = [m for m in town.world.messages(lan.id, lan.id) if "妈妈" in m.get("text", "")][-1]

    await lan.presses(hers["reply_markup"]["inline_keyboard"][0][2]["callback_data"],
                      hers["message_id"])  # fmt: skip
    await lan.types("凳子太硬")

    assert await town.query(
        "SELECT p.name, f.level, f.words FROM feedback AS f JOIN people AS p ON p.id = f.person_id"
    ) == [("妈妈", 3, "凳子太硬")]
    assert "2 人中 1 人已评价" in await shown_result(staff)


async def test_when_the_organiser_is_gone_the_staff_read_what_people_say(town):
    staff, lan, code = await at_the_door(town, "阿兰")
    await lan.types(code)
    await staff.blocks_the_bot()
    wang = await town.staff("小王")

    await town.passes(hours=3, minutes=25)

    town.admin.sees("组织者已联系不上", where=town.desk)
    await lan.taps("5")
    await wang.follows("act-1")
    await wang.taps("管理")
    await wang.taps("大家的评价")
    wang.sees("5.0 分")
