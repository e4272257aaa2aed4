"""How it stands with each of those whom an announcement is for, whatever becomes of its letter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from community.announcements import Announcement, HasBegun, Standing, State
from community.people import Home, Role
from community.targets import Among, Target
from storage.outbox import Lane, Outcome
from storage.outbox import State as LetterState
from tests.storage.test_sign_ups import new_records

NOW = datetime(2026, 5, 1, 4, tzinfo=UTC)


class Square:
    """A few neighbours, and an announcement that has begun."""

    def __init__(self, people=3):
        self.connection, self.db = new_records()
        self.ids = [self.neighbour(number) for number in range(people)]
        self.announcement = self.begins()

    def neighbour(self, number, building="1号楼"):
        met = self.db.people.meet(101 + number, name=f"邻居{number}", language="en", now=NOW)
        home = Home(building)
        self.db.people.save(replace(met, roles=Role.RESIDENT, home=home))
        return met.id

    def begins(self, **facts):
        db = self.db
        made = db.announcements.create(Announcement("words", self.ids[0], **facts), NOW)
        db.announcements.stand(made, State.RUNNING, NOW)
        db.broadcasts.begin(made, db.announcements.meant(made), NOW)
        return db.announcements.announcement(made.id)

    def lets_go(self, most=100):
        for batch in self.db.broadcasts.due(self.announcement.id, NOW, most=most):
            chat_id = self.db.people.person(batch.hearer_id).telegram_id
            lane = Lane.ANNOUNCEMENT
            self.db.outbox.put(lane, "sendMessage", {"text": "words"}, now=NOW, chat_id=chat_id)
            self.db.broadcasts.left(self.announcement.id, batch)

    def claims(self, room=100):
        return self.db.outbox.claim(NOW, room=room, resting=())

    def ends(self, letter, state):
        self.db.outbox.settle([Outcome(letter, state)])

    def counts(self):
        return dict(self.db.broadcasts.tally(self.announcement.id).counts)


@pytest.fixture
def square():
    return Square()


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (LetterState.SENT, Standing.SENT),
        (LetterState.BLOCKED, Standing.BLOCKED),
        (LetterState.FAILED, Standing.FAILED),
        (LetterState.UNKNOWN, Standing.UNKNOWN),
        (LetterState.WAITING, Standing.LEAVING),
    ],
)
def test_how_a_letter_ends_is_how_it_stands(square, state, standing):
    square.lets_go(most=1)
    (letter,) = square.claims()

    square.ends(letter, state)

    assert square.counts() == {standing: 1, Standing.WAITING: 2}


def test_what_is_held_has_left_nothing_behind_and_leaves_again(square):
    square.lets_go()
    (letter, *_) = square.claims(room=1)

    square.db.broadcasts.hold(square.announcement.id)
    assert square.counts() == {Standing.LEAVING: 1, Standing.WAITING: 2}
    assert square.claims() == []
    square.ends(letter, LetterState.SENT)
    square.lets_go()

    assert len(square.claims()) == 2


def test_what_may_have_arrived_is_not_sent_once_more_when_it_is_withdrawn(square):
    square.lets_go(most=1)
    (letter,) = square.claims()
    again = Outcome(letter, LetterState.WAITING, counts=True)
    square.db.outbox.settle([again])

    square.db.broadcasts.withdraw(square.announcement.id)

    assert square.counts() == {Standing.UNKNOWN: 1, Standing.WITHDRAWN: 2}
    assert square.claims() == []


def test_a_letter_of_another_time_with_the_same_number_changes_nothing(square):
    square.lets_go()
    for letter in square.claims():
        square.ends(letter, LetterState.SENT)
    square.db.outbox.forget_old(NOW + timedelta(days=31))
    square.db.outbox.put(Lane.NOTICE, "sendMessage", {"text": "other"}, now=NOW, chat_id=101)

    (other,) = square.claims()
    square.ends(other, LetterState.FAILED)

    assert square.counts() == {Standing.SENT: 3}


def test_one_that_has_begun_can_be_neither_changed_nor_dropped(square):
    with pytest.raises(HasBegun):
        square.db.announcements.change(replace(square.announcement, words="others"))
    with pytest.raises(HasBegun):
        square.db.announcements.drop(square.announcement.id)


def test_the_same_seed_means_the_same_people():
    square = Square(people=40)
    target = Target(Among.BUILDINGS, ("1号楼",))

    drawn = square.begins(target=target, sample=7)

    assert square.db.announcements.meant(drawn) == square.db.announcements.meant(drawn)
    assert len(square.db.announcements.meant(drawn)) == 7
    assert square.db.broadcasts.tally(drawn.id).total == 7


def test_a_stranger_who_turns_out_to_be_a_contact_is_forgotten_with_their_place(square):
    square.connection.execute("DELETE FROM people WHERE id = ?", (square.ids[2],))

    assert square.counts() == {Standing.WAITING: 2}
