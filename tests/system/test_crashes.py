"""Linli is killed while people tap: what they were told holds. `make prove` does it at length."""

import asyncio
from random import Random

import pytest

from benchmarks.prove.kills import judged_siege
from benchmarks.prove.migrating import half_migrations
from benchmarks.prove.siege import Ending
from benchmarks.prove.tickets.besieged import judged_office
from storage.outbox import Lane


async def test_whatever_moment_it_is_killed_at_nothing_is_lost_and_nothing_is_oversold():
    endings = [
        Ending(0.3, while_starting=True),
        Ending(0.1),
        Ending(0.7),
        Ending(point="before commit", count=2),
        Ending(point="after commit", count=2),
        Ending(point="sent", count=4),
    ]

    verdict = await judged_siege(endings, Random(1))

    assert {fault: found for fault, found in verdict.faults.items() if found} == {}
    assert verdict.most_copies <= 2
    assert verdict.acknowledged > 30


async def test_whatever_moment_it_is_killed_at_no_ticket_and_no_word_of_one_is_lost():
    endings = [Ending(2.0), Ending(2.5), Ending(1.5)]

    verdict = await judged_office(endings, Random(1))

    assert {fault: found for fault, found in verdict.faults.items() if found} == {}
    assert {where: found for where, found in verdict.search.found.items() if found} == {}
    assert verdict.most_copies <= 2
    assert verdict.acknowledged > 0  # on a busy machine it hardly comes up in between


async def test_a_half_made_database_is_finished_at_the_next_start():
    tried, wrongs = await half_migrations(Random(1), 2)

    assert (tried, wrongs) == (2, [])


async def test_asked_to_stop_in_the_middle_of_a_round_it_lets_go_what_it_has_claimed(town):
    ann = await town.resident("Ann", "en")
    delivery = town.linli.delivery

    def write(db):
        letter = {"text": "See you on Sunday"}
        db.outbox.put(Lane.REPLY, "sendMessage", letter, now=town.clock.now(), chat_id=ann.id)

    await town.linli.doors.store.transaction(write)

    stopped = asyncio.create_task(delivery.round())
    await asyncio.sleep(0)
    stopped.cancel()

    with pytest.raises(asyncio.CancelledError):
        await stopped
    await delivery.calls_ended()
    assert ann.screen() == "See you on Sunday"
