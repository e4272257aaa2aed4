from datetime import UTC, datetime, timedelta

import pytest

from community.announcements import (
    Announcement,
    HasBegun,
    Standing,
    State,
    Tally,
    TooFarAway,
    TooLongForPhoto,
    require_fits,
    require_soon,
    standing_of,
)
from community.people import Person, Topic
from community.refusals import NoLongerThere

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ALICE = Person(1, 101, "Alice")


@pytest.mark.parametrize(
    ("hearer", "standing"),
    [
        (ALICE, Standing.WAITING),
        (None, Standing.UNHEARD),
        (Person(2, None, "Contact"), Standing.UNHEARD),
        (Person(3, 103, "Bob", blocked=True), Standing.BLOCKED),
        (Person(4, 104, "Cleo", muted=frozenset({Topic.ANNOUNCEMENTS})), Standing.MUTED),
        (Person(5, 105, "Dan", muted=frozenset({Topic.OFFERS})), Standing.WAITING),
    ],
)
def test_how_it_stands_before_anything_has_left(hearer, standing):
    assert standing_of(hearer, urgent=False) is standing


def test_what_is_urgent_also_goes_to_those_who_want_none():
    cleo = Person(4, 104, "Cleo", muted=frozenset({Topic.ANNOUNCEMENTS}))

    assert standing_of(cleo, urgent=True) is Standing.WAITING


def test_under_a_picture_there_is_room_for_1024_characters():
    require_fits("x" * 1024, "photo")
    require_fits("x" * 4096, "")

    with pytest.raises(TooLongForPhoto):
        require_fits("x" * 1025, "photo")


def test_it_is_planned_for_three_months_ahead_at_most():
    require_soon(NOW + timedelta(days=90), NOW)

    with pytest.raises(TooFarAway):
        require_soon(NOW + timedelta(days=91), NOW)


def test_only_a_draft_is_changed():
    begun = Announcement("words", 1, state=State.RUNNING)

    with pytest.raises(HasBegun):
        begun.require_draft()
    with pytest.raises(NoLongerThere):
        begun.require(State.PAUSED)


def test_a_tally_counts_what_is_asked_for():
    tally = Tally({Standing.SENT: 7, Standing.FAILED: 1, Standing.BLOCKED: 2})

    assert tally.of(Standing.FAILED, Standing.BLOCKED, Standing.MUTED) == 3
    assert tally.total == 10
