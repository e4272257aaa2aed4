from dataclasses import dataclass
from datetime import timedelta

import pytest

from community.people import Topic
from community.refusals import NoLongerThere
from handlers.kit.router import Wording
from handlers.kit.screen import Screen

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bell:
    number: int


@pytest.fixture
async def ann(town):
    return await town.resident("Ann", "en")


def ring(chat, _person, notice):
    """Moot when the number is 0, broken when it is negative."""
    if notice.number == 0:
        raise NoLongerThere
    if notice.number < 0:
        raise ZeroDivisionError
    chat.say(Screen(f"ring {notice.number}"))


@pytest.fixture
def bell(town):
    """`bell()` declares, in the bot that runs now, how the bell is told."""

    def declare(*, topic=None, urgent=False):
        town.linli.doors.features.notices["Bell"] = Wording(Bell, ring, topic, urgent)

    declare()
    return declare


async def put(town, person, *, number=1, after=HOUR, until=24 * HOUR, key=None, about=None):
    ((person_id,),) = await town.query("SELECT id FROM people WHERE telegram_id = ?", person.id)
    now = town.clock.now()
    await town.linli.doors.store.transaction(
        lambda db: db.notices.put(
            person_id, Bell(number), due_at=now + after, until=now + until, key=key, about=about
        )
    )


async def ends(town):
    return [state for (state,) in await town.query("SELECT state FROM notices ORDER BY id")]


async def test_a_notice_is_told_when_it_is_due_and_once(town, ann, bell):
    await put(town, ann)

    await town.passes(minutes=59)
    ann.sees_nothing_of("ring")
    await town.passes(minutes=1)
    await town.passes(hours=5)

    assert ann.news().count("ring 1") == 1
    assert await ends(town) == ["told"]


async def test_at_night_it_waits_for_the_morning(town, ann, bell):
    await put(town, ann, after=10 * HOUR)  # 22:00

    await town.passes(hours=19.9)
    ann.sees_nothing_of("ring")
    await town.passes(hours=0.1)  # 8:00

    ann.sees("ring 1")


async def test_what_is_urgent_is_told_at_night(town, ann, bell):
    bell(urgent=True)
    await put(town, ann, after=10 * HOUR)

    await town.passes(hours=10)

    ann.sees("ring 1")


async def test_what_is_of_no_use_in_the_morning_is_recorded_as_late(town, ann, bell):
    await put(town, ann, after=10 * HOUR, until=12 * HOUR)

    await town.passes(hours=24)

    ann.sees_nothing_of("ring")
    assert await ends(town) == ["late"]


async def test_what_came_due_while_the_bot_was_down_is_told_or_recorded_as_late(town, ann, bell):
    await put(town, ann, number=1, after=HOUR, until=24 * HOUR)
    await put(town, ann, number=2, after=HOUR, until=2 * HOUR)
    town.clock.advance(3 * HOUR)

    await town.restart()
    bell()
    await town.settle()

    ann.sees("ring 1")
    assert await ends(town) == ["told", "late"]


async def test_a_refusal_makes_it_moot_and_an_error_makes_it_failed(town, ann, bell):
    await put(town, ann, number=0)
    await put(town, ann, number=-1)
    await put(town, ann, number=7)

    await town.passes(hours=2)

    ann.sees("ring")
    assert await ends(town) == ["moot", "failed", "told"]


async def test_a_muted_topic_is_moot(town, ann, bell):
    bell(topic=Topic.REMINDERS)
    await town.query(
        "UPDATE people SET muted = 'reminders' WHERE telegram_id = ? RETURNING 1", ann.id
    )
    await put(town, ann)

    await town.passes(hours=2)

    assert await ends(town) == ["moot"]


async def test_who_blocked_the_bot_is_not_written_to(town, ann, bell):
    await put(town, ann)
    await town.query("UPDATE people SET blocked = 1 WHERE telegram_id = ? RETURNING 1", ann.id)

    await town.passes(hours=2)

    assert await ends(town) == ["failed"]


async def test_the_same_key_moves_what_waits_and_never_repeats_what_was_told(town, ann, bell):
    await put(town, ann, number=1, after=HOUR, key="k")
    await put(town, ann, number=2, after=2 * HOUR, key="k")
    await town.passes(hours=3)
    await put(town, ann, number=3, after=HOUR, key="k")
    await town.passes(hours=2)

    assert [said for said in ann.news() if "ring" in said] == ["ring 2"]


async def test_what_is_withdrawn_is_moot_and_its_key_is_free_again(town, ann, bell):
    await put(town, ann, key="k", about="activity:1")
    await town.linli.doors.store.transaction(lambda db: db.notices.withdraw(about="activity:1"))
    await put(town, ann, number=2, key="k", about="activity:1")

    await town.passes(hours=2)

    assert await ends(town) == ["moot", "told"]
    ann.sees("ring 2")


async def test_a_thousand_due_at_once_all_end(town, ann, bell):
    for number in range(1000):
        await put(town, ann, number=0, after=HOUR + timedelta(seconds=number))
    town.clock.advance(3 * HOUR)

    await town.settle()

    assert await town.query("SELECT state, count(*) FROM notices GROUP BY 1") == [("moot", 1000)]


async def test_tidying_forgets_old_update_ids(town, ann):
    town.clock.advance(timedelta(hours=49))
    await town.linli.clock.tidy()

    assert await town.query("SELECT count(*) FROM updates") == [(0,)]
