from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from storage.notices import AT_ONCE, End
from storage.store import open_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANN = 1


@dataclass(frozen=True, slots=True)
class Bell:
    number: int


@pytest.fixture
async def do(tmp_path):
    """Run something with the notices, each in a transaction of its own."""
    async with open_store(tmp_path) as store:
        await store.transaction(lambda db: db.people.meet(ANN, name="", language="en", now=NOW))

        async def with_notices(act):
            return await store.transaction(lambda db: act(db.notices))

        yield with_notices


def put(number=1, *, after=HOUR, until=24 * HOUR, who=ANN, **more):
    return lambda notices: notices.put(
        who, Bell(number), due_at=NOW + after, until=NOW + until, **more
    )


def due(now=NOW + HOUR):
    return lambda notices: [notice.facts["number"] for notice in notices.due(now)]


async def test_a_notice_is_due_from_its_moment_on(do):
    await do(put())

    assert await do(due(NOW + HOUR - timedelta(seconds=1))) == []
    assert await do(due(NOW + HOUR)) == [1]


async def test_what_is_due_comes_in_the_order_of_its_moments(do):
    await do(put(1, after=3 * HOUR))
    await do(put(2, after=1 * HOUR))
    await do(put(3, after=2 * HOUR))

    assert await do(due(NOW + 5 * HOUR)) == [2, 3, 1]


async def test_a_notice_carries_its_facts_and_when_it_ends_being_of_use(do):
    await do(put(7))

    (notice,) = await do(lambda notices: notices.due(NOW + HOUR))

    assert (notice.person_id, notice.kind, notice.facts) == (ANN, "Bell", {"number": 7})
    assert notice.useful_until == NOW + 24 * HOUR


@pytest.mark.parametrize("end", list(End))
async def test_what_has_ended_is_not_due_any_more(do, end):
    await do(put())
    (notice,) = await do(lambda notices: notices.due(NOW + HOUR))

    await do(lambda notices: notices.end(notice.id, end))

    assert await do(due()) == []


async def test_what_is_postponed_is_due_later(do):
    await do(put())
    (notice,) = await do(lambda notices: notices.due(NOW + HOUR))
    await do(lambda notices: notices.postpone(notice.id, NOW + 5 * HOUR))

    assert await do(due()) == []
    assert await do(lambda notices: notices.next_due_at()) == NOW + 5 * HOUR


async def test_the_next_moment_is_known_or_there_is_none(do):
    assert await do(lambda notices: notices.next_due_at()) is None
    await do(put(1, after=3 * HOUR))
    await do(put(2, after=2 * HOUR))

    assert await do(lambda notices: notices.next_due_at()) == NOW + 2 * HOUR


async def test_what_is_about_a_thing_is_withdrawn_with_it_and_nothing_else(do):
    await do(put(1, about="activity:1"))
    await do(put(2, about="activity:2"))
    await do(put(3, about="activity:1", who=None))

    await do(lambda notices: notices.withdraw(about="activity:1"))

    assert await do(due()) == [2]


async def test_one_persons_part_can_be_withdrawn(do):
    await do(put(1, about="activity:1"))
    await do(put(2, about="activity:1", who=None))

    await do(lambda notices: notices.withdraw(about="activity:1", person_id=ANN))

    assert await do(due()) == [2]


async def test_no_more_than_a_batch_is_due_at_once(do):
    def many(notices):
        for number in range(AT_ONCE + 3):
            put(number)(notices)

    await do(many)

    assert len(await do(due())) == AT_ONCE
