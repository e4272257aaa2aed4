"""Linli is killed while people tap: what they were told holds. `make prove` does it at length."""

from random import Random

from benchmarks.prove.kills import judged_siege
from benchmarks.prove.migrating import half_migrations
from benchmarks.prove.siege import Ending


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


async def test_a_half_made_database_is_finished_at_the_next_start():
    tried, wrongs = await half_migrations(Random(1), 2)

    assert (tried, wrongs) == (2, [])
