from datetime import UTC, datetime, timedelta

import pytest

from community.invitations import InvitationUsed
from community.people import Person, Role
from community.refusals import NotAllowed
from storage.store import open_store

NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as opened:
        yield opened


def person(db, telegram_id, roles):
    met = db.people.meet(telegram_id, name=f"P{telegram_id}", language="en", now=NOON)
    known = Person(met.id, telegram_id, met.name, "en", Role.RESIDENT | roles, agreed_at=NOON)
    db.people.save(known)
    return known


async def test_only_the_hash_of_a_code_is_kept(store):
    def act(db):
        db.invitations.make("secret", Role.VOLUNTEER, person(db, 1, Role.STAFF), NOON)
        return [tuple(row) for row in db.invitations._sql.rows("SELECT * FROM invitations")]

    [row] = await store.transaction(act)
    assert "secret" not in str(row)


async def test_an_invitation_is_found_by_its_code_and_by_no_other(store):
    def act(db):
        db.invitations.make("secret", Role.VOLUNTEER, person(db, 1, Role.STAFF), NOON)
        found = db.invitations.find("secret")
        assert found.role is Role.VOLUNTEER
        assert found.expires_at == NOON + timedelta(days=7)
        assert db.invitations.find("Secret") is None
        assert db.invitations.find("") is None

    await store.transaction(act)


async def test_taking_gives_the_role_tells_the_maker_and_leaves_a_trace(store):
    def act(db):
        li, lan = person(db, 1, Role.STAFF), person(db, 2, Role.GUEST)
        db.invitations.make("secret", Role.VOLUNTEER, li, NOON)
        db.invitations.take(db.invitations.find("secret"), lan, NOON)
        assert db.people.person(lan.id).roles == Role.RESIDENT | Role.VOLUNTEER
        [told] = db.notices.due(NOON)
        assert (told.person_id, told.kind) == (li.id, "InvitationTaken")
        assert told.facts == {"person_id": lan.id, "role": Role.VOLUNTEER.value}
        newest = db.audit.newest(1)[0]
        assert (newest.person_id, newest.action) == (lan.id, "took an invitation")
        with pytest.raises(InvitationUsed):
            db.invitations.take(db.invitations.find("secret"), person(db, 3, Role.GUEST), NOON)

    await store.transaction(act)


async def test_a_role_that_is_not_the_makers_to_give_makes_no_invitation(store):
    def act(db):
        with pytest.raises(NotAllowed):
            db.invitations.make("secret", Role.STAFF, person(db, 1, Role.STAFF), NOON)
        assert db.invitations.find("secret") is None

    await store.transaction(act)


async def test_guesses_are_counted_for_each_person_alone(store):
    def act(db):
        for n in range(5):
            db.invitations.guessed(7, NOON + n * SECOND)
        assert db.invitations.is_silenced(7, NOON + 10 * SECOND)
        assert not db.invitations.is_silenced(8, NOON + 10 * SECOND)

    await store.transaction(act)


async def test_who_is_removed_from_the_staff_hears_of_it(store):
    def act(db):
        admin, li = person(db, 1, Role.STAFF | Role.ADMIN), person(db, 2, Role.STAFF)
        db.invitations.remove_from_staff(li, by=admin, now=NOON)
        assert db.people.person(li.id).roles == Role.RESIDENT
        [told] = db.notices.due(NOON)
        assert (told.person_id, told.kind) == (li.id, "RoleRemoved")
        newest = db.audit.newest(1)[0]
        assert (newest.person_id, newest.subject) == (admin.id, f"person:{li.id}")

    await store.transaction(act)
