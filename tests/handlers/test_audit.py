"""The log of what staff have done: for the staff to read, for nobody to change."""

import re
from pathlib import Path

import pytest

from handlers.audit_words import ACTIONS, done, things
from tests.handlers.test_tickets_desk import at_the_desk, reported

ROOT = Path(__file__).parents[2]
NOTED = re.compile(r'(?:audit\.note\(|\bnote\(ctx, |note_acting\(ctx, )f?"([^"]+)"')


@pytest.fixture
async def li(town):
    (one,) = await at_the_desk(town, "小李")
    return one


async def test_the_newest_deed_comes_first_in_plain_words(town, li):
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.taps("我来办", town.desk)
    await li.follows(f"case-{number}")
    await li.taps("退回待领")
    await li.types("/log")
    said = li.sees("社区工作者操作记录")
    assert said.index(f"退回待领：#{number}") < said.index(f"领办：#{number}")
    assert "小李" in said


async def test_who_wrote_an_anonymous_ticket_stands_nowhere_in_it(town, li):
    wang = await town.resident("王秀兰")
    number = await reported(town, wang, "保安半夜睡觉", anonymous=True)
    await li.taps("我来办", town.desk)
    await li.types("/log")
    assert f"#{number}" in li.sees("领办")
    li.sees_nothing_of("王秀兰")


async def test_a_long_log_has_pages(town, li):
    wang = await town.resident("王秀兰")
    await reported(town, wang)
    for _mark in range(6):
        await li.taps("我来办", town.desk)
        await li.follows("case-1")
        await li.taps("退回待领")
    await li.types("/log")
    assert "1/2" in li.labels()
    await li.taps("›")
    assert "2/2" in li.labels()


async def test_a_resident_cannot_read_it(town):
    wang = await town.resident("王秀兰")
    await wang.types("/log")
    wang.sees_nothing_of("操作记录")


async def test_it_speaks_the_readers_language(town, li):
    lee = await town.staff("Lee", "en")
    wang = await town.resident("王秀兰")
    number = await reported(town, wang)
    await li.taps("我来办", town.desk)
    await lee.types("/log")
    lee.sees(f"took in hand: #{number}")


async def test_what_the_action_itself_names_is_shown_as_people_call_it(town, li):
    def read(db):
        turn = town.linli.doors.turn(db)
        person = turn.db.people.by_telegram(li.id)
        return done("counted 3", turn), things(f"person:{person.id} activity:99", turn)

    deed, named = await town.linli.doors.store.transaction(read)
    assert deed.endswith("(3)")
    assert "小李" in named[0]


def test_every_deed_that_is_noted_anywhere_has_words():
    noted = {
        found
        for room in ("handlers", "storage")
        for file in (ROOT / room).rglob("*.py")
        for found in NOTED.findall(file.read_text("utf-8"))
    }
    bare = {" ".join(re.sub(r"[a-z_.]*:?\{[^}]*\}", "", one).split()) for one in noted}
    assert len(bare) > 30
    assert {one for one in bare if one not in ACTIONS} == set()
