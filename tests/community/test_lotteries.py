from hashlib import sha256

from community.lotteries import Lot, draw, in_drawn_order, seal


def test_the_seal_is_the_hash_of_the_seed():
    assert seal("tomato") == sha256(b"tomato").hexdigest()


def test_the_order_is_that_of_the_hashes_of_seed_and_number():
    def by_hand(number):
        return sha256(f"tomato:{number}".encode()).hexdigest()

    assert in_drawn_order("tomato", [1, 2, 3, 4]) == sorted([1, 2, 3, 4], key=by_hand)


def test_the_order_of_signing_up_makes_no_difference():
    assert in_drawn_order("tomato", [3, 1, 2]) == in_drawn_order("tomato", [1, 2, 3])


def test_places_go_down_the_drawn_order():
    first, second, third = in_drawn_order("tomato", [1, 2, 3])

    lots = list(draw("tomato", {1: 1, 2: 1, 3: 1}, 2))

    assert lots == [
        Lot(1, first, 1, True),
        Lot(2, second, 1, True),
        Lot(3, third, 1, False),
    ]


def test_a_family_gets_all_places_or_none_and_holds_nobody_up():
    first, second, third = in_drawn_order("tomato", [1, 2, 3])

    lots = list(draw("tomato", {first: 1, second: 3, third: 1}, 2))

    assert [(lot.sign_up_id, lot.has_place) for lot in lots] == [
        (first, True),
        (second, False),
        (third, True),
    ]


def test_a_draw_of_nobody_gives_nothing():
    assert list(draw("tomato", {}, 5)) == []


def test_each_has_the_same_chance():
    wins = [next(draw(f"seed {n}", {1: 1, 2: 1, 3: 1}, 1)).sign_up_id for n in range(3000)]

    assert all(900 < wins.count(number) < 1100 for number in (1, 2, 3))
