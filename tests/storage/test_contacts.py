"""People without Telegram: recognised, never twice, and offered places through their proxy."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community.contacts import ActedForAlready, HasTelegram
from community.people import Home, Role
from tests.storage.test_sign_ups import HOUSE, NOON, Hall

HOME = Home("3号楼", "1", "301")


class House:
    """A hall with two residents and somebody of the staff, and those they act for."""

    def __init__(self, places=1):
        self.hall = Hall(places)
        self.db = self.hall.db
        self.lei, self.mei, self.staff = (self.known(n) for n in ("李雷", "韩梅梅", "小李"))
        self.staff = replace(self.staff, roles=Role.RESIDENT | Role.STAFF)
        self.db.people.save(self.staff)

    def known(self, name):
        return self.db.people.person(self.hall.person(name))

    def meets(self, actor, name="王奶奶", home=HOME):
        return self.db.contacts.meet(actor, name=name, home=home, now=NOON)

    def joins(self, person):
        return self.db.sign_ups.sign_up(self.hall.id, person.id, now=self.hall.now, house=HOUSE)


def test_the_same_name_at_the_same_home_is_the_same_person():
    house = House()

    assert house.meets(house.lei).id == house.meets(house.lei).id == house.meets(house.staff).id
    assert house.meets(house.staff).proxy_id == house.lei.id


def test_the_same_name_in_another_room_is_somebody_else():
    house = House()

    assert house.meets(house.lei).id != house.meets(house.lei, home=Home("3号楼", "1", "302")).id


def test_without_a_room_only_ones_own_are_recognised():
    house = House()
    granny = house.meets(house.lei)

    assert house.meets(house.lei, home=Home()).id == granny.id
    assert house.meets(house.mei, home=Home()).id != granny.id


def test_nobody_but_staff_meets_whom_somebody_else_acts_for():
    house = House()
    house.meets(house.lei)

    with pytest.raises(ActedForAlready):
        house.meets(house.mei)


def test_staff_hear_that_somebody_has_telegram_and_residents_do_not():
    house = House()
    house.db.people.save(replace(house.mei, home=HOME))

    with pytest.raises(HasTelegram):
        house.meets(house.staff, "韩梅梅")
    assert house.meets(house.lei, "韩梅梅").is_contact


def test_whom_nobody_acts_for_any_more_the_next_of_the_staff_takes_on():
    house = House()
    granny = house.meets(house.lei)
    house.joins(granny)

    assert house.db.contacts.forget_proxy(house.lei.id) == []
    assert house.db.contacts.contact(granny.id).proxy_id is None
    assert house.meets(house.staff).proxy_id == house.staff.id


def test_who_has_signed_up_for_nothing_is_given_back_when_the_proxy_goes():
    house = House()
    granny = house.meets(house.lei)

    assert [one.id for one in house.db.contacts.forget_proxy(house.lei.id)] == [granny.id]


def test_a_freed_place_is_offered_to_a_contact_whose_proxy_can_be_reached():
    house = House()
    house.hall.joins("先到")
    granny = house.meets(house.lei)
    house.joins(granny)

    house.hall.leaves("先到")

    assert house.db.sign_ups.of(granny.id, house.hall.id).standing == "offered"


@pytest.mark.parametrize("why", ["blocked", "gone"])
def test_it_goes_past_a_contact_for_whom_nobody_hears(why):
    house = House()
    house.hall.joins("先到")
    granny = house.meets(house.lei)
    house.joins(granny)
    house.hall.joins("后来")
    if why == "blocked":
        house.db.people.reachable(house.lei.telegram_id, blocked=True)
    else:
        house.db.contacts.forget_proxy(house.lei.id)

    house.hall.leaves("先到")

    assert house.db.sign_ups.of(granny.id, house.hall.id).standing == "waiting"
    assert house.hall.stands("后来") == "offered"


def test_an_offer_ends_by_the_day_of_whoever_hears_it():
    house = House()
    house.hall.joins("先到")
    quiet = replace(house.lei, quiet_from=NOON.time(), quiet_until=NOON.replace(hour=20).time())
    house.db.people.save(quiet)
    house.joins(house.meets(house.lei))

    house.hall.leaves("先到")

    (offered,) = house.hall.connection.execute("SELECT offered_until FROM sign_ups").fetchone()
    assert offered == (NOON + timedelta(hours=8 + 4)).timestamp()  # told in the evening


def test_the_roster_says_through_whom_and_who_has_to_be_told():
    house = House(places=5)
    for actor, name in ((house.lei, "王奶奶"), (house.staff, "张大爷")):
        made = house.joins(house.meets(actor, name))
        house.db.contacts.note_made_by(made.id, actor.id)
    house.db.people.reachable(house.staff.telegram_id, blocked=True)

    listed = house.db.sign_ups.roster(house.hall.id, offset=0, limit=9)

    assert [(one.name, one.made_by, one.is_by_staff, one.has_to_be_told) for one in listed] == [
        ("王奶奶", "李雷", False, False),
        ("张大爷", "小李", True, True),
    ]


def test_what_is_coming_for_those_one_acts_for():
    house = House(places=5)
    granny = house.meets(house.lei)
    house.joins(granny)

    assert house.db.contacts.coming(house.lei.id, NOON, most=9) == [(granny, house.hall.id)]
    assert house.db.contacts.coming(house.mei.id, NOON, most=9) == []
