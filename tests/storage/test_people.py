from datetime import UTC, datetime, time

import pytest

from community.people import Home, Person, Role, Topic
from storage.store import open_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
async def do(tmp_path):
    """Run something with the people, each in a transaction of its own."""
    async with open_store(tmp_path) as store:

        async def with_people(act):
            return await store.transaction(lambda db: act(db.people))

        yield with_people


def meet(telegram_id=7, name="Ann", language="en"):
    return lambda people: people.meet(telegram_id, name=name, language=language, now=NOW)


async def test_somebody_never_met_is_nobody(do):
    assert await do(lambda people: people.by_telegram(7)) is None


async def test_who_is_met_is_a_guest_with_an_id_of_the_house(do):
    ann = await do(meet())

    assert ann == Person(ann.id, 7, "Ann", "en", Role.GUEST)
    assert await do(lambda people: people.by_telegram(7)) == ann
    assert await do(lambda people: people.person(ann.id)) == ann


async def test_meeting_again_keeps_the_person_and_takes_the_new_name(do):
    ann = await do(meet())
    again = await do(meet(name="Anna", language="zh_Hans"))

    assert (again.id, again.name, again.language) == (ann.id, "Anna", "en")


async def test_everything_about_a_person_is_kept(do):
    met = await do(meet())
    ann = Person(
        met.id,
        7,
        "Ann Lee",
        "zh_Hant",
        Role.RESIDENT | Role.STAFF,
        Home("3号楼", "2", "501"),
        time(22, 30),
        time(6, 15),
        frozenset({Topic.OFFERS, Topic.REMINDERS}),
        blocked=True,
        agreed_at=NOW,
    )

    await do(lambda people: people.save(ann))

    assert await do(lambda people: people.by_telegram(7)) == ann


async def test_midnight_is_a_time_of_day_like_any_other(do):
    met = await do(meet())
    night_owl = Person(met.id, 7, quiet_from=time(0), quiet_until=time(9))

    await do(lambda people: people.save(night_owl))

    kept = await do(lambda people: people.person(met.id))
    assert (kept.quiet_from, kept.quiet_until) == (time(0), time(9))


async def test_people_are_found_by_their_role_whatever_else_they_are(do):
    roles = {1: Role.RESIDENT, 2: Role.RESIDENT | Role.STAFF, 3: Role.STAFF | Role.ADMIN}
    for telegram_id, held in roles.items():
        met = await do(meet(telegram_id))
        person = Person(met.id, telegram_id, roles=held)
        await do(lambda people, person=person: people.save(person))

    staff = await do(lambda people: people.with_role(Role.STAFF))

    assert [person.telegram_id for person in staff] == [2, 3]


@pytest.mark.parametrize("blocked", [True, False])
async def test_whether_somebody_can_be_reached_is_remembered(do, blocked):
    await do(meet())
    await do(lambda people: people.reachable(7, blocked=not blocked))

    await do(lambda people: people.reachable(7, blocked=blocked))

    assert (await do(lambda people: people.by_telegram(7))).blocked is blocked
