from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from community.people import Home, Person, Role
from storage.outbox import Lane
from storage.store import open_store

NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Something:
    number: int


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as opened:
        yield opened


def guest(db, telegram_id, now=NOON):
    return db.people.meet(telegram_id, name="", language="en", now=now)


def resident(db, telegram_id):
    met = guest(db, telegram_id)
    home = Home("2号楼", "3", "501")
    known = Person(met.id, telegram_id, "Lan", "en", Role.RESIDENT, home, agreed_at=NOON)
    db.people.save(known)
    return known


def letter(db, chat_id, text="hi"):
    db.outbox.put(Lane.REPLY, "sendMessage", {"text": text}, now=NOON, chat_id=chat_id)


def sent(db):
    db.outbox._sql.run("UPDATE outbox SET state = 'sent'")


def count(db, table):
    return db.outbox._sql.one(f"SELECT count(*) AS n FROM {table}")["n"]


async def test_nothing_is_kept_of_a_guest_who_declines(store):
    def act(db):
        ming = guest(db, 7)
        db.drafts.start(ming.id, "welcome", {"then": "join-7"}, NOON)
        db.outbox.remember("message:1", chat_id=7, message_id=1)
        letter(db, 7)
        db.privacy.keep_nothing(ming)
        return [count(db, table) for table in ("people", "drafts", "cards", "outbox")]

    assert await store.transaction(act) == [0, 0, 0, 0]


async def test_who_has_agreed_is_not_dropped_but_erased(store):
    def act(db):
        lan = resident(db, 7)
        db.privacy.keep_nothing(lan)
        return count(db, "people")

    assert await store.transaction(act) == 1


async def test_the_erased_person_still_counts_and_is_nobody(store):
    def act(db):
        lan = resident(db, 7)
        db.drafts.start(lan.id, "name", {}, NOON)
        db.notices.put(lan.id, Something(1), due_at=NOON, until=NOON + DAY, key="k")
        letter(db, 7)
        db.privacy.erase(lan, NOON)
        assert db.people.by_telegram(7) is None
        assert db.people.person(lan.id) == Person(lan.id, None)
        assert db.notices.due(NOON) == []
        assert [count(db, table) for table in ("people", "drafts", "outbox")] == [1, 0, 0]

    await store.transaction(act)


async def test_the_same_telegram_account_can_arrive_again_as_somebody_new(store):
    def act(db):
        lan = resident(db, 7)
        db.privacy.erase(lan, NOON)
        again = guest(db, 7)
        assert again.id != lan.id

    await store.transaction(act)


async def test_letters_of_strangers_go_and_those_of_residents_and_groups_stay(store):
    def act(db):
        resident(db, 7)
        for chat_id in (7, 8, -100):
            letter(db, chat_id)
            db.outbox.remember("message:1", chat_id=chat_id, message_id=1)
        sent(db)
        letter(db, 8, "not sent yet")
        db.privacy.forget_old(NOON)
        rows = db.outbox._sql.rows("SELECT chat_id, state FROM outbox ORDER BY id")
        cards = db.outbox._sql.rows("SELECT chat_id FROM cards ORDER BY chat_id")
        return [tuple(row) for row in rows], [row["chat_id"] for row in cards]

    assert await store.transaction(act) == (
        [(7, "sent"), (-100, "sent"), (8, "waiting")],
        [-100, 7],
    )


async def test_codes_are_taken_out_of_letters_that_have_left(store):
    def act(db):
        resident(db, 7)
        letter(db, 7, "https://t.me/bot?start=invite-secret")
        sent(db)
        letter(db, 7, "https://t.me/bot?start=invite-waiting")
        db.privacy.forget_old(NOON)
        return [row["payload"] for row in db.outbox._sql.rows("SELECT payload FROM outbox")]

    gone, waiting = await store.transaction(act)
    assert gone == "{}"
    assert "invite-waiting" in waiting


async def test_a_welcome_never_finished_is_forgotten_after_a_month(store):
    def act(db):
        guest(db, 7)
        guest(db, 8, now=NOON + DAY)
        started = guest(db, 9)
        db.drafts.start(started.id, "welcome", {}, NOON)
        resident(db, 10)
        db.privacy.forget_old(NOON + 30 * DAY + timedelta(seconds=1))
        return [
            row["telegram_id"] for row in db.outbox._sql.rows("SELECT telegram_id FROM people")
        ]

    assert await store.transaction(act) == [8, 9, 10]


async def test_what_is_held_is_told_in_plain_values(store):
    def act(db):
        lan = resident(db, 7)
        draft = db.drafts.start(lan.id, "name", {}, NOON)
        assert draft
        db.notices.put(lan.id, Something(1), due_at=NOON, until=NOON + DAY)
        return db.privacy.held(lan)

    assert await store.transaction(act) == {
        "met_at": int(NOON.timestamp()),
        "invitations_made": 0,
        "notices_waiting": 1,
        "unfinished": ["{}"],
    }
