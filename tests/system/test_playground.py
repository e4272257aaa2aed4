"""The sandbox comes to life as a newcomer finds it, by people using the bot."""

from datetime import timedelta

import aiohttp
import pytest
import pytest_asyncio

from bot.neighbours import ADMIN, FLOWERS, NEW, PLANS, PLAYED, RESIDENTS, STAFF
from bot.playground import playground
from community.people import Role

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place():
    async with playground(0) as (linli, address):
        yield linli, address


async def rows(linli, sql):
    return await linli.doors.store.transaction(
        lambda db: [tuple(row) for row in db.updates._sql.rows(sql)]
    )


async def test_the_neighbourhood_is_lived_in(place):
    linli, _address = place
    titles = await rows(linli, "SELECT title, state FROM activities ORDER BY starts_at")
    left = "SELECT capacity - taken FROM activities WHERE title = '一起包饺子'"
    nearly_full = await rows(linli, left)
    groups = await rows(linli, "SELECT purpose FROM groups ORDER BY purpose")
    failed = await rows(linli, "SELECT count(*) FROM updates WHERE code IS NOT NULL")
    unsent = await rows(
        linli, "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'superseded')"
    )

    assert titles == [(plan.title, "published") for plan in (FLOWERS, *reversed(PLANS))]
    assert nearly_full == [(1,)]
    assert groups == [("desk",), ("neighbourhood",)]
    assert (failed, unsent) == ([(0,)], [(0,)])


async def test_everybody_is_there_but_the_one_who_is_new(place):
    linli, _address = place
    known = await rows(linli, "SELECT telegram_id, language FROM people WHERE roles > 0")

    assert {one.id for one in PLAYED} - {telegram_id for telegram_id, _language in known} == {
        NEW.id
    }
    assert dict(known)[RESIDENTS[1].id] == "zh_Hant"


async def test_somebody_new_finds_the_commands_before_the_first_word(place):
    _linli, address = place
    path = f"{address}/human/people/{NEW.id}/chats/{NEW.id}/commands"
    async with aiohttp.ClientSession() as client, client.get(path) as answer:
        commands = (await answer.json())["commands"]

    assert "activities" in [listed["command"] for listed in commands]
    assert all(listed["description"].isascii() for listed in commands)


async def test_staff_were_invited_and_the_admin_comes_from_the_settings(place):
    linli, _address = place
    found = await rows(linli, "SELECT telegram_id, roles FROM people")
    roles = {telegram_id: Role(held) for telegram_id, held in found}

    assert roles[STAFF.id] == Role.RESIDENT | Role.STAFF
    assert roles[ADMIN.id] == Role.RESIDENT | Role.STAFF | Role.ADMIN


async def test_the_next_thing_that_comes_is_something_people_hear_of(place):
    linli, _address = place
    due = await linli.clock.next_due_at()

    assert due > linli.doors.now() + timedelta(hours=1)
