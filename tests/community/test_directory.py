"""What an entry of the directory needs, and when it is asked about again."""

from datetime import UTC, datetime, timedelta

import pytest

from community.directory import (
    Category,
    ConsentWanted,
    Entry,
    Kind,
    PhoneUnclear,
    next_ask,
    read_phone,
    searchable,
    telling_signs,
)
from community.people import Person, Role
from community.refusals import NotAllowed

NOW = datetime(2026, 5, 1, 4, tzinfo=UTC)
QUARTER = timedelta(days=90)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0351-7654321", "0351-7654321"),
        ("０３５１－７６５４３２１", "0351-7654321"),
        ("138 0000 1111 王师傅", "138 0000 1111 王师傅"),
        ("110", "110"),
        ("+86 (351) 765 4321 转 8", "+86 (351) 765 4321 转 8"),
    ],
)
def test_a_phone_number_stays_as_it_was_typed(typed, kept):
    assert read_phone(typed) == kept


@pytest.mark.parametrize("typed", ["找老王", "12", "3号楼 2 单元", "微信", ""])
def test_what_nobody_can_call_is_no_phone_number(typed):
    with pytest.raises(PhoneUnclear):
        read_phone(typed)


def test_a_person_is_listed_with_their_consent_only():
    neighbour = Entry("李阿姨", Kind.PERSON, Category.OTHER)

    with pytest.raises(ConsentWanted):
        neighbour.require_agreed()
    Entry("李阿姨", Kind.PERSON, Category.OTHER, has_agreed=True).require_agreed()
    Entry("食堂", Kind.ORGANISATION, Category.MEALS).require_agreed()


def test_asked_twice_in_vain_it_is_doubtful_until_somebody_answers():
    assert next_ask(0, NOW, QUARTER) == (1, NOW + timedelta(days=7))
    assert next_ask(1, NOW, QUARTER) == (2, NOW + timedelta(days=7))
    assert next_ask(2, NOW, QUARTER) == (3, NOW + QUARTER)
    assert next_ask(3, NOW, QUARTER) == (3, NOW + QUARTER)
    doubtful = [Entry("锁", Kind.SERVICE, Category.REPAIRS, asked=n).is_doubtful for n in range(4)]
    assert doubtful == [False, False, False, True]


def test_only_the_keeper_and_the_staff_say_that_it_is_right():
    entry = Entry("锁", Kind.SERVICE, Category.REPAIRS, keeper_id=7)

    entry.require_kept_by(Person(7, 107, roles=Role.RESIDENT))
    entry.require_kept_by(Person(8, 108, roles=Role.RESIDENT | Role.STAFF))
    with pytest.raises(NotAllowed):
        entry.require_kept_by(Person(9, 109, roles=Role.RESIDENT))


def test_width_case_and_script_are_one_when_words_are_looked_for():
    assert searchable("開鎖 ＡＢＣ") == "开锁 abc"
    assert telling_signs("我想找修锁的") == {"修", "锁"}
