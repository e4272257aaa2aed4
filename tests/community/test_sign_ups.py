from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.activities import Activity, CapacityUnfit, HasStarted, IsCancelled, State
from community.hours import QuietHours
from community.refusals import NoLongerThere
from community.sign_ups import (
    DecideFirst,
    NoRoomForMore,
    NothingOffered,
    PartyTooLarge,
    PlacesTaken,
    SignUp,
    SignUpClosed,
    Standing,
    TooManyCompanions,
    accept,
    admit,
    change_companions,
    pass_on,
    resize,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = QuietHours(time(21), time(8), SHANGHAI)
NOON = datetime(2026, 5, 1, 12, tzinfo=SHANGHAI)
ALICE, BOB, CAROL = 1, 2, 3

DUMPLINGS = Activity(
    id=7,
    title="包饺子",
    starts_at=datetime(2026, 5, 9, 14, tzinfo=SHANGHAI),
    capacity=4,
    organiser_id=9,
    state=State.PUBLISHED,
)


def waits(person_id, companions=0):
    return SignUp(7, person_id, Standing.WAITING, companions, id=person_id)


def has_a_place(person_id, companions=0):
    return SignUp(7, person_id, Standing.CONFIRMED, companions, id=person_id)


def given(activity, *line, now=NOON):
    lasts = timedelta(hours=4)
    found = pass_on(activity, [(s, HOURS) for s in line], now=now, lasts=lasts)
    return [(s.person_id, s.standing.value, s.offered_until) for s in found]


def shanghai(day, hour, minute=0):
    return datetime(2026, 5, day, hour, minute, tzinfo=SHANGHAI)


# Joining


def test_a_party_that_fits_has_its_places_at_once():
    asked = admit(DUMPLINGS, ALICE, now=NOON, someone_waits=False, companions=3)

    assert asked == SignUp(7, ALICE, Standing.CONFIRMED, 3)


def test_a_party_that_does_not_fit_waits_together():
    activity = replace(DUMPLINGS, taken=2)

    asked = admit(activity, ALICE, now=NOON, someone_waits=False, companions=2)

    assert asked.standing is Standing.WAITING


def test_a_newcomer_does_not_overtake_those_who_wait():
    activity = replace(DUMPLINGS, taken=3, waiting=1)

    asked = admit(activity, ALICE, now=NOON, someone_waits=True)

    assert asked.standing is Standing.WAITING


def test_on_the_last_day_a_place_too_small_for_those_who_wait_is_anybodys():
    activity = replace(DUMPLINGS, taken=3, waiting=1)

    asked = admit(activity, ALICE, now=shanghai(8, 15), someone_waits=True)

    assert asked.standing is Standing.CONFIRMED


def test_reserved_places_are_not_free():
    activity = replace(DUMPLINGS, taken=2, reserved=2)

    asked = admit(activity, ALICE, now=NOON, someone_waits=False)

    assert asked.standing is Standing.WAITING


@pytest.mark.parametrize(
    ("activity", "refusal"),
    [
        (replace(DUMPLINGS, state=State.CANCELLED), IsCancelled),
        (replace(DUMPLINGS, state=State.DRAFT), NoLongerThere),
        (replace(DUMPLINGS, starts_at=NOON), HasStarted),
        (replace(DUMPLINGS, closes_at=NOON), SignUpClosed),
    ],
)
def test_nobody_joins_what_is_not_open(activity, refusal):
    with pytest.raises(refusal):
        admit(activity, ALICE, now=NOON, someone_waits=False)


def test_more_companions_than_allowed_are_refused_with_what_is():
    with pytest.raises(TooManyCompanions) as raised:
        admit(DUMPLINGS, ALICE, now=NOON, someone_waits=False, companions=4)

    assert raised.value.facts == {"most": 3}


def test_a_party_larger_than_the_activity_is_refused():
    small = replace(DUMPLINGS, capacity=2)

    with pytest.raises(PartyTooLarge):
        admit(small, ALICE, now=NOON, someone_waits=False, companions=2)


# Passing places on


def test_a_freed_place_is_offered_for_four_hours():
    activity = replace(DUMPLINGS, taken=3, waiting=1)

    assert given(activity, waits(ALICE)) == [(ALICE, "offered", shanghai(1, 16))]


def test_an_offer_at_night_counts_from_the_morning():
    activity = replace(DUMPLINGS, taken=3, waiting=1)

    offers = given(activity, waits(ALICE), now=shanghai(1, 23))

    assert offers == [(ALICE, "offered", shanghai(2, 12))]


def test_an_offer_never_ends_in_the_night():
    activity = replace(DUMPLINGS, taken=3, waiting=1)

    offers = given(activity, waits(ALICE), now=shanghai(1, 19))

    assert offers == [(ALICE, "offered", shanghai(2, 8))]


def test_an_offer_ends_when_sign_up_closes():
    activity = replace(DUMPLINGS, taken=3, waiting=1, closes_at=shanghai(1, 14))

    assert given(activity, waits(ALICE)) == [(ALICE, "offered", shanghai(1, 14))]


def test_an_offer_for_an_early_morning_ends_on_the_evening_before():
    sunrise = replace(DUMPLINGS, starts_at=shanghai(2, 6), taken=3, waiting=1)

    offers = given(sunrise, waits(ALICE), now=shanghai(1, 19))

    assert offers == [(ALICE, "offered", shanghai(1, 20, 30))]


def test_too_late_to_ask_the_next_is_confirmed_at_once():
    activity = replace(DUMPLINGS, taken=3, waiting=1)

    assert given(activity, waits(ALICE), now=shanghai(9, 13, 45)) == [(ALICE, "confirmed", None)]


def test_after_sign_up_closed_a_freed_place_still_goes_to_whoever_waits():
    activity = replace(DUMPLINGS, taken=3, waiting=1, closes_at=shanghai(8, 12))

    assert given(activity, waits(ALICE), now=shanghai(9, 10)) == [(ALICE, "confirmed", None)]


def test_nobody_is_given_what_they_cannot_hear_of_in_time():
    sunrise = replace(DUMPLINGS, starts_at=shanghai(2, 6), taken=3, waiting=1)

    assert given(sunrise, waits(ALICE), now=shanghai(2, 3)) == []


def test_a_large_party_is_not_overtaken():
    activity = replace(DUMPLINGS, taken=3, waiting=2)

    assert given(activity, waits(ALICE, companions=2), waits(BOB)) == []


def test_on_the_last_day_parties_that_fit_pass_by_one_that_does_not():
    activity = replace(DUMPLINGS, taken=3, waiting=3)
    line = (waits(ALICE, companions=2), waits(BOB), waits(CAROL))

    assert given(activity, *line, now=shanghai(8, 15)) == [(BOB, "offered", shanghai(8, 19))]


def test_several_places_go_to_several_parties_in_order():
    activity = replace(DUMPLINGS, taken=1, waiting=3)

    offers = given(activity, waits(ALICE, companions=1), waits(BOB), waits(CAROL))

    assert [person for person, _standing, _until in offers] == [ALICE, BOB]


def test_no_more_of_the_line_is_read_than_is_needed():
    def line():
        yield waits(ALICE), HOURS
        raise AssertionError("read too far")

    activity = replace(DUMPLINGS, taken=3, waiting=1000)

    assert len(list(pass_on(activity, line(), now=NOON, lasts=timedelta(hours=4)))) == 1


@pytest.mark.parametrize(
    "activity",
    [
        replace(DUMPLINGS, taken=3, state=State.CANCELLED),
        replace(DUMPLINGS, taken=3, starts_at=NOON),
        replace(DUMPLINGS, taken=4),
    ],
)
def test_nothing_is_passed_on_of_what_is_over_or_full(activity):
    assert given(activity, waits(ALICE)) == []


# Changing the number


def test_fewer_companions_are_always_possible():
    activity = replace(DUMPLINGS, taken=4, waiting=1)
    mine = has_a_place(ALICE, companions=3)

    changed = change_companions(activity, mine, 1, now=NOON, someone_waits=True)

    assert changed == has_a_place(ALICE, companions=1)


def test_more_companions_than_fit_are_refused_with_what_is_possible():
    activity = replace(DUMPLINGS, taken=3)
    mine = has_a_place(ALICE, companions=1)

    with pytest.raises(NoRoomForMore) as raised:
        change_companions(activity, mine, 3, now=NOON, someone_waits=False)

    assert raised.value.facts == {"possible": 2}


def test_more_companions_do_not_overtake_those_who_wait():
    activity = replace(DUMPLINGS, taken=2, waiting=1)

    with pytest.raises(NoRoomForMore) as raised:
        change_companions(activity, has_a_place(ALICE), 1, now=NOON, someone_waits=True)

    assert raised.value.facts == {"possible": 0}


def test_who_waits_may_bring_more_and_keeps_the_position():
    activity = replace(DUMPLINGS, taken=4, waiting=1)

    changed = change_companions(activity, waits(ALICE), 3, now=NOON, someone_waits=True)

    assert changed == waits(ALICE, companions=3)


def test_an_offer_has_to_be_answered_before_the_number_changes():
    offered = replace(waits(ALICE), standing=Standing.OFFERED, offered_until=NOON)

    with pytest.raises(DecideFirst):
        change_companions(DUMPLINGS, offered, 1, now=NOON, someone_waits=False)


def test_after_sign_up_closed_nobody_brings_more_but_anybody_fewer():
    closed = replace(DUMPLINGS, closes_at=NOON, taken=2)
    mine = has_a_place(ALICE, companions=1)

    fewer = change_companions(closed, mine, 0, now=NOON, someone_waits=False)

    assert fewer == has_a_place(ALICE)
    with pytest.raises(SignUpClosed):
        change_companions(closed, mine, 2, now=NOON, someone_waits=False)


# Answering an offer


def test_an_accepted_offer_is_a_place():
    offered = replace(waits(ALICE), standing=Standing.OFFERED, offered_until=NOON)

    assert accept(DUMPLINGS, offered, NOON) == has_a_place(ALICE)


def test_nothing_is_accepted_that_was_not_offered():
    with pytest.raises(NothingOffered):
        accept(DUMPLINGS, waits(ALICE), NOON)


# The number of places


def test_an_activity_cannot_become_smaller_than_what_is_given_away():
    with pytest.raises(PlacesTaken) as raised:
        resize(replace(DUMPLINGS, taken=2, reserved=1), 2)

    assert raised.value.facts == {"taken": 3}


@pytest.mark.parametrize("capacity", [0, -1, 100_001, 1_000_000_000])
def test_impossible_numbers_of_places_are_refused(capacity):
    with pytest.raises(CapacityUnfit):
        resize(DUMPLINGS, capacity)
    with pytest.raises(CapacityUnfit):
        replace(DUMPLINGS, capacity=capacity).require_possible(datetime(2026, 5, 1, tzinfo=UTC))
