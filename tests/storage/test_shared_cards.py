"""Copies of cards in chats of people's own: learned once, brought up to date, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.outbox import ELSEWHERE, Lane, Outcome, State
from storage.store import open_store

NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as opened:
        yield opened


def learn(db, copy, *, card="activity:7", language="zh_Hans", seconds=0):
    now = NOON + timedelta(seconds=seconds)
    return db.shared_cards.learn(card, copy, language=language, now=now)


async def test_a_copy_is_learned_once(store):
    first, again = await store.transaction(lambda db: (learn(db, "a"), learn(db, "a")))

    assert first is not None
    assert again is None


async def test_what_a_known_copy_shows_does_not_change(store):
    def act(db):
        number = learn(db, "a")
        learn(db, "a", card="activity:9", language="en")
        return db.shared_cards.shared(number)

    shared = await store.transaction(act)

    assert (shared.card, shared.language) == ("activity:7", "zh_Hans")


async def test_only_the_fifty_looked_at_last_are_kept(store):
    def act(db):
        numbers = [learn(db, f"copy {n}", seconds=n) for n in range(50)]
        learn(db, "copy 0", seconds=60)
        learn(db, "one more", seconds=61)
        return [db.shared_cards.shared(number) is not None for number in numbers]

    kept = await store.transaction(act)

    assert kept == [True, False] + [True] * 48


async def test_each_copy_is_redrawn_once_one_after_the_other_and_last_of_all(store):
    def act(db):
        copies = [learn(db, "a"), learn(db, "b")]
        for _change in range(3):
            db.outbox.redraw("activity:7", NOON)
        db.outbox.put(Lane.REPLY, "sendMessage", {"text": "x"}, now=NOON, chat_id=5)
        first = db.outbox.claim(NOON, room=10, resting=[])
        db.outbox.settle([Outcome(letter, State.SENT) for letter in first])
        second = db.outbox.claim(NOON, room=10, resting=[])
        return copies, first, second

    (one, two), first, second = await store.transaction(act)

    assert [(letter.chat_id, letter.card) for letter in first] == [
        (5, None),
        (ELSEWHERE, f"shared:{one}"),
    ]
    assert [letter.card for letter in second] == [f"shared:{two}"]


async def test_copies_rest_together_while_others_go_on(store):
    def act(db):
        learn(db, "a")
        db.outbox.redraw("activity:7", NOON)
        db.outbox.put(Lane.ANNOUNCEMENT, "sendMessage", {"text": "x"}, now=NOON, chat_id=5)
        return db.outbox.claim(NOON, room=10, resting=[ELSEWHERE])

    assert [letter.chat_id for letter in await store.transaction(act)] == [5]


async def test_after_a_crash_the_newest_redrawing_of_a_copy_goes(store):
    def act(db):
        number = learn(db, "a")
        db.outbox.redraw("activity:7", NOON)
        (under_way,) = db.outbox.claim(NOON, room=10, resting=[])
        db.outbox.redraw("activity:7", NOON)
        db.outbox.recover([under_way.id])
        return number, under_way, db.outbox.claim(NOON, room=10, resting=[])

    number, under_way, letters = await store.transaction(act)

    assert [letter.card for letter in letters] == [f"shared:{number}"]
    assert letters[0].id != under_way.id


async def test_a_copy_that_is_gone_is_forgotten_alone(store):
    def act(db):
        gone, kept = learn(db, "a"), learn(db, "b")
        db.outbox.forget_card(f"shared:{gone}", chat_id=ELSEWHERE)
        return db.shared_cards.shared(gone), db.shared_cards.shared(kept)

    gone, kept = await store.transaction(act)

    assert gone is None
    assert kept.inline_message_id == "b"


async def test_what_shows_nothing_any_more_is_forgotten_after_a_month(store):
    def act(db):
        number = learn(db, "a")
        db.shared_cards.forget_old(NOON + timedelta(days=29))
        still = db.shared_cards.shared(number)
        db.shared_cards.forget_old(NOON + timedelta(days=31))
        return still, db.shared_cards.shared(number)

    still, then = await store.transaction(act)

    assert still is not None
    assert then is None
