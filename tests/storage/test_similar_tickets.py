from datetime import timedelta

import pytest

from community.tickets import Kind
from tests.storage.office import Office


@pytest.fixture
def office():
    return Office()


def similar(office, words, building="3号楼", *, name="新邻居", category="water"):
    found = office.db.tickets.similar(
        category, building, words, person=office.person(name), now=office.now
    )
    return [one.ticket.words for one in found]


def opens_long_ago(office, *said, building="3号楼", **facts):
    for number, text in enumerate(said):
        office.opens(f"邻居{number}", text, building=building, **facts)
    office.now += timedelta(days=5)


def test_the_most_alike_comes_first_in_chinese_too(office):
    opens_long_ago(office, "水表走得太快", "二单元没有热水", "二单元从昨晚起没有热水了")

    assert similar(office, "没有热水，二单元") == [
        "二单元从昨晚起没有热水了",
        "二单元没有热水",
    ]


def test_words_of_two_signs_are_enough(office):
    opens_long_ago(office, "漏水")

    assert similar(office, "厨房漏水很厉害") == ["漏水"]


def test_other_languages_are_compared_by_words(office):
    opens_long_ago(office, "No hot water in unit 2", "The meter is too fast")

    assert similar(office, "hot water is gone") == ["No hot water in unit 2"]


def test_one_thing_told_in_two_languages_is_found_while_it_is_new(office):
    office.opens("Emma", "Street light is out", building="3号楼")

    assert similar(office, "路灯坏了") == ["Street light is out"]
    office.now += timedelta(days=5)
    assert similar(office, "路灯坏了") == []


def test_another_building_or_category_is_another_thing(office):
    opens_long_ago(office, "没有热水")

    assert similar(office, "没有热水", "4号楼") == []
    assert similar(office, "没有热水", category="noise") == []


def test_somewhere_unsaid_is_near_everywhere(office):
    opens_long_ago(office, "没有热水")

    assert similar(office, "没有热水", "") == ["没有热水"]


def test_ones_own_are_not_shown_even_anonymous_ones(office):
    office.opens("王奶奶", "没有热水", building="3号楼", anonymous=True)

    assert similar(office, "没有热水", name="王奶奶") == []
    assert similar(office, "没有热水") == ["没有热水"]


def test_what_was_closed_is_shown_for_two_weeks(office):
    ticket = office.opens("王奶奶", "没有热水", building="3号楼").ticket
    office.closes(ticket.id, office.staff())

    office.now += timedelta(days=13)
    assert similar(office, "没有热水") == ["没有热水"]
    office.now += timedelta(days=2)
    assert similar(office, "没有热水") == []


def test_at_most_three_and_never_praise_or_what_was_withdrawn(office):
    gone = office.opens("甲", "没有热水", building="3号楼").ticket
    office.db.tickets.withdraw(office.voice("甲", gone.id), now=office.now, house=office.house)
    office.opens("乙", "热水很好", building="3号楼", kind=Kind.PRAISE)
    for name in "丙丁戊己":
        office.opens(name, f"{name}家没有热水", building="3号楼")

    assert similar(office, "没有热水") == ["己家没有热水", "戊家没有热水", "丁家没有热水"]


def test_a_photo_alone_is_shown_what_is_new_in_its_place(office):
    opens_long_ago(office, "没有热水", "水表走得太快")

    assert similar(office, "") == ["水表走得太快", "没有热水"]
