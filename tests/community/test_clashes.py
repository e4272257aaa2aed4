from datetime import UTC, datetime, timedelta

import pytest

from community.activities import Activity
from community.clashes import clash, clashing

NOON = datetime(2026, 5, 9, 12, tzinfo=UTC)


def activity(hour, *, lasts=None, title="包饺子"):
    starts_at = NOON + timedelta(hours=hour)
    ends_at = starts_at + timedelta(hours=lasts) if lasts else None
    return Activity(title, starts_at, capacity=3, organiser_id=1, ends_at=ends_at)


@pytest.mark.parametrize(
    ("one", "other", "both_at_once"),
    [
        (activity(0, lasts=2), activity(1, lasts=2), True),
        (activity(0, lasts=4), activity(1, lasts=1), True),
        (activity(0, lasts=2), activity(2, lasts=2), False),  # one ends, the other begins
        (activity(0), activity(1.5), True),  # two hours where nobody has said
        (activity(0), activity(2), False),
    ],
)
def test_two_things_clash_when_they_overlap(one, other, both_at_once):
    assert clash(one, other) is both_at_once
    assert clash(other, one) is both_at_once


def test_those_that_clash_are_found_among_many():
    evening, reading = activity(6), activity(1, title="读书会")

    assert clashing(activity(0), [evening, reading]) == [reading]
