from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.assignments import Assignment, Standing, came_at, left_at, served
from community.gaps import AT_LEAST_APART, USUALLY_APART, apart
from community.hours_served import badges, credited, new_number, read_number
from community.shifts import LengthUnfit, Part, PlacesUnfit, Shift, require_length, require_people

START = datetime(2026, 5, 9, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
SHIFT = Shift("巡逻", START, START + 2 * HOUR, id=1)


def came(at, left=None):
    return Assignment(1, 1, 1, 1, Standing.CAME, came_at=at, left_at=left)


@pytest.mark.parametrize("lasts", [timedelta(0), -HOUR, 25 * HOUR])
def test_a_shift_ends_within_a_day_of_its_beginning(lasts):
    with pytest.raises(LengthUnfit):
        require_length(START, START + lasts)


@pytest.mark.parametrize("parts", [[], [Part(0)], [Part(2), Part(501)]])
def test_a_shift_needs_somebody(parts):
    with pytest.raises(PlacesUnfit):
        require_people(parts)


def test_time_counts_from_coming_to_leaving():
    assert served(SHIFT, came(START, START + HOUR)) == (START, START + HOUR)


def test_who_forgets_to_check_out_stayed_until_the_end():
    assert served(SHIFT, came(START)) == (START, START + 2 * HOUR)
    assert left_at(SHIFT, came(START), START + 9 * HOUR) == START + 2 * HOUR


def test_who_stays_a_little_longer_is_believed():
    later = START + 2.5 * HOUR

    assert left_at(SHIFT, came(START), later) == later


def test_what_is_written_down_after_the_end_was_the_whole_shift():
    assert came_at(SHIFT, START + 3 * HOUR) == START


@pytest.mark.parametrize(
    ("ahead", "wait"),
    [(timedelta(days=2), USUALLY_APART), (HOUR, 10 * HOUR / 60), (HOUR / 6, AT_LEAST_APART)],
)
def test_the_nearer_the_shift_the_faster_the_circles(ahead, wait):
    assert apart(START - ahead, START) == wait


@given(st.integers(0, 1440), st.integers(0, 1440), st.integers(0, 600))
def test_no_activity_counts_for_more_than_the_cap(lasted, counted, most):
    given_ = credited(
        timedelta(minutes=lasted),
        counted=timedelta(minutes=counted),
        most=timedelta(minutes=most),
    )

    assert timedelta(0) <= given_ <= timedelta(minutes=lasted)
    assert counted + given_ / timedelta(minutes=1) <= max(most, counted)


def test_badges_are_for_whole_hours():
    assert badges(599) == ()
    assert badges(600) == (10,)
    assert badges(99 * 60) == (10, 50)
    assert badges(6000) == (10, 50, 100)


def test_a_number_is_read_however_it_is_typed():
    assert read_number(" 1ab2 cd3f-ok5l ") == "1AB2-CD3F-0K51"
    assert read_number("１ＡＢ２ＣＤ３ＦＧＨ５６") == "1AB2-CD3F-GH56"
    assert read_number("1AB2") is None
    assert read_number("") is None


def test_numbers_are_read_as_they_are_written():
    numbers = {new_number() for _ in range(200)}

    assert len(numbers) == 200
    assert all(read_number(number) == number for number in numbers)
