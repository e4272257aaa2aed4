import asyncio
import logging
import sqlite3

import pytest
from telegram.error import TelegramError

from handlers.kit.screen import Screen
from tests.system.conftest import Prod, press, traces

QUIET = logging.getLogger("bot.intake")


@pytest.fixture(autouse=True)
def _silence():
    QUIET.setLevel(logging.CRITICAL)
    yield
    QUIET.setLevel(logging.NOTSET)


def notes(ctx, pressed):
    """Leaves a trace in the database and says so."""
    ctx.db.remembered.put(f"prod:{pressed.number}", str(ctx.now))
    ctx.say(Screen(f"noted {pressed.number}"))


async def test_the_same_update_twice_acts_once(town, buttons):
    ann = await town.resident("Ann")
    buttons(notes)
    await town.linli.intake.take([press(900, ann), press(900, ann)])
    await town.linli.intake.take([press(900, ann)])
    await town.settle()

    assert ann.news().count("noted 1") == 1


async def test_ids_that_start_again_lower_are_new_updates(town, buttons):
    ann = await town.resident("Ann")
    buttons(notes)

    await town.linli.intake.take([press(900_000, ann, 1)])
    await town.linli.intake.take([press(17, ann, 2)])

    assert await traces(town) == ["prod:1", "prod:2"]


@pytest.mark.parametrize(
    "error",
    [ValueError("boom"), sqlite3.IntegrityError("CHECK"), RecursionError(), KeyError("x")],
    ids=repr,
)
async def test_a_broken_update_leaves_nothing_but_a_code(town, buttons, error):
    ann = await town.resident("Ann", "en")

    def breaks(ctx, pressed):
        notes(ctx, pressed)
        if pressed.number == 1:
            raise error

    buttons(breaks)
    await town.linli.intake.take([press(900, ann, 1), press(901, ann, 2)])
    await town.settle()

    assert await traces(town) == ["prod:2"]
    ((code, kind),) = await town.query("SELECT code, error FROM updates WHERE code IS NOT NULL")
    assert kind == type(error).__name__
    told = [call for method, call, _ in town.world.calls if method == "answerCallbackQuery"]
    assert told[0]["text"] == f"Something went wrong here. Please tell the staff this code: {code}"


@pytest.mark.parametrize(
    "broken",
    [
        {"update_id": 70, "message": {"message_id": "x", "date": "y", "chat": 3}},
        {"update_id": 71, "message": {"message_id": 1, "chat": {"id": [1], "type": "private"}}},
        {"update_id": 72},
        {"no": "update"},
        "text",
        None,
    ],
)
async def test_an_update_that_makes_no_sense_stops_nobody(town, buttons, broken):
    ann = await town.resident("Ann")
    buttons(notes)

    await town.linli.intake.take([broken, press(901, ann)])

    assert await traces(town) == ["prod:1"]


async def test_a_full_disk_loses_nothing_and_the_batch_comes_again(town, buttons):
    ann = await town.resident("Ann")
    buttons(notes)
    for number in range(100):
        town.world.press(ann.id, ann.id, 1, Prod(number).pack())
    ((pages,),) = await town.query("PRAGMA page_count")
    await town.query(f"PRAGMA max_page_count = {pages + 1}")

    with pytest.raises(sqlite3.OperationalError, match="full"):
        await town.linli.intake.poll(wait=0)
    assert await traces(town) == []
    await town.query("PRAGMA max_page_count = 100000")
    await town.settle()

    assert len(await traces(town)) == 100
    assert town.world.pending_updates() == 0


@pytest.mark.parametrize("status", [401, 404, 409, 500, 502])
async def test_troubles_of_telegram_while_polling_pass(town, buttons, status):
    ann = await town.resident("Ann")
    buttons(notes)
    town.world.press(ann.id, ann.id, 1, Prod(1).pack())
    town.world.faults.add(method="getUpdates", times=2, status=status, description="trouble")

    for _ in range(2):
        with pytest.raises(TelegramError):
            await town.linli.intake.poll(wait=0)
    await town.settle()

    assert await traces(town) == ["prod:1"]


async def test_garbage_instead_of_updates_passes(town, buttons):
    ann = await town.resident("Ann")
    buttons(notes)
    town.world.press(ann.id, ann.id, 1, Prod(1).pack())
    town.world.faults.add(method="getUpdates", times=1, garbage=True)

    with pytest.raises(TelegramError):
        await town.linli.intake.poll(wait=0)
    await town.settle()

    assert await traces(town) == ["prod:1"]


async def test_a_lost_answer_to_a_poll_brings_the_updates_again(town, buttons):
    ann = await town.resident("Ann")
    buttons(notes)
    town.world.press(ann.id, ann.id, 1, Prod(1).pack())
    town.world.faults.add(method="getUpdates", times=1, lose_answer=True)

    with pytest.raises(TelegramError):
        await town.linli.intake.poll(wait=0)
    await town.settle()

    assert await traces(town) == ["prod:1"]


async def test_a_batch_cut_off_by_a_stop_is_whole_or_comes_again(town, buttons):
    ann = await town.resident("Ann")
    buttons(notes)
    task = asyncio.create_task(town.linli.intake.take([press(900, ann, 1), press(901, ann, 2)]))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await town.restart()
    buttons_again = town.linli.doors.features.presses
    assert Prod not in buttons_again

    assert await traces(town) in ([], ["prod:1", "prod:2"])
