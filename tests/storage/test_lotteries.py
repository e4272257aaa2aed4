from dataclasses import replace
from datetime import timedelta

import pytest

from community.activities import IsCancelled
from community.lotteries import DrawHeldAlready, DrawPassed, in_drawn_order, seal
from tests.storage.test_sign_ups import HOUSE, NOON, START, Hall

DRAW = NOON + timedelta(days=4)


def hall_by_lot(capacity):
    hall = Hall(capacity)
    draft = replace(hall.activity, title="包粽子", draw_at=DRAW, state="draft")
    created = hall.db.activities.create(draft, NOON)
    hall.id = hall.db.activities.publish(created.id, now=NOON, house=HOUSE).id
    return hall


def holds(hall):
    hall.now = DRAW
    return hall.db.lotteries.hold(hall.id, now=DRAW, house=HOUSE)


def in_order(hall):
    """Names as the published seed sorts their numbers, worked out by hand."""
    numbers = {hall.of(name).id: name for name in hall.ids if hall.of(name)}
    seed = hall.db.lotteries.seed(hall.activity)
    assert seal(seed) == hall.activity.draw_seal
    return [numbers[number] for number in in_drawn_order(seed, numbers)]


def test_nobody_has_a_place_before_the_draw():
    hall = hall_by_lot(5)

    assert [hall.joins(name).standing.value for name in ("甲", "乙")] == ["waiting", "waiting"]
    assert hall.db.lotteries.seed(hall.activity) == ""


def test_a_freed_or_added_place_is_not_passed_on_before_the_draw():
    hall = hall_by_lot(1)
    hall.joins("甲")
    hall.joins("乙")

    hall.leaves("甲")
    hall.db.sign_ups.resize(hall.id, 3, now=NOON, house=HOUSE)

    assert hall.stands("乙") == "waiting"


def test_the_first_lots_have_places_and_the_others_stand_in_the_drawn_order():
    hall = hall_by_lot(2)
    for name in ("甲", "乙", "丙", "丁"):
        hall.joins(name)

    holds(hall)

    first, second, third, fourth = in_order(hall)
    stands = [hall.stands(name) for name in (first, second, third, fourth)]
    assert stands == ["confirmed", "confirmed", "waiting", "waiting"]
    assert (hall.position(third), hall.position(fourth)) == (1, 2)


def test_the_drawn_order_is_the_order_of_the_line():
    hall = hall_by_lot(1)
    for name in ("甲", "乙", "丙", "丁"):
        hall.joins(name)
    holds(hall)
    first, second, third, _fourth = in_order(hall)

    hall.leaves(first)
    hall.declines(second)

    assert hall.stands(third) == "offered"


def test_who_signs_up_after_the_draw_stands_behind_everybody():
    hall = hall_by_lot(1)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)
    holds(hall)

    hall.joins("丁")

    assert hall.position("丁") == 3


def test_everybody_in_the_draw_is_told_once():
    hall = hall_by_lot(1)
    hall.joins("甲")
    hall.joins("乙")

    holds(hall)

    told = [name for name, kind in hall.notices() if kind == "DrawHeld"]
    assert sorted(told) == ["乙", "甲"]
    with pytest.raises(DrawHeldAlready):
        holds(hall)


def test_the_record_of_the_draw_outlives_those_who_leave():
    hall = hall_by_lot(2)
    hall.joins("甲")
    hall.joins("乙", companions=1)
    holds(hall)
    before = hall.db.lotteries.lots(hall.id, offset=0, limit=10)

    hall.leaves("甲")
    hall.leaves("乙")

    assert hall.db.lotteries.lots(hall.id, offset=0, limit=10) == before
    assert sorted(lot.party for lot in before) == [1, 2]
    assert hall.db.lotteries.count(hall.id) == 2


def test_a_cancelled_activity_has_no_draw():
    hall = hall_by_lot(1)
    hall.joins("甲")
    hall.db.activities.cancel(hall.id, "下雨", NOON)

    with pytest.raises(IsCancelled):
        holds(hall)


def test_a_draft_whose_draw_is_past_is_not_published():
    hall = Hall(1)
    draft = replace(hall.activity, draw_at=DRAW, state="draft")
    created = hall.db.activities.create(draft, NOON)

    with pytest.raises(DrawPassed):
        hall.db.activities.publish(created.id, now=DRAW + timedelta(hours=1), house=HOUSE)
    assert created.starts_at == START
