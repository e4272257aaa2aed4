import pytest

from community.contacts import (
    MOST_CONTACTS,
    TooManyContacts,
    may_act_for,
    require_may_act_for,
    require_room,
)
from community.people import Person, Role
from community.refusals import NotAllowed

LEI = Person(1, 101, "李雷", roles=Role.RESIDENT)
MEI = Person(2, 102, "韩梅梅", roles=Role.RESIDENT)
STAFF = Person(3, 103, "小李", roles=Role.RESIDENT | Role.STAFF)
GRANNY = Person(4, None, "王奶奶", proxy_id=1)
ERASED = Person(5, None)


@pytest.mark.parametrize(
    ("actor", "person", "may"),
    [
        (LEI, LEI, True),
        (LEI, GRANNY, True),
        (MEI, GRANNY, False),
        (STAFF, GRANNY, True),
        (LEI, MEI, False),
        (STAFF, MEI, False),
        (STAFF, ERASED, False),
    ],
)
def test_who_may_act_for_whom(actor, person, may):
    assert may_act_for(actor, person) is may


def test_who_may_not_is_refused():
    with pytest.raises(NotAllowed):
        require_may_act_for(MEI, GRANNY)


def test_a_resident_acts_for_a_few_and_staff_for_anybody():
    require_room(LEI, MOST_CONTACTS - 1)
    require_room(STAFF, 500)
    with pytest.raises(TooManyContacts):
        require_room(LEI, MOST_CONTACTS)


def test_somebody_who_has_been_erased_is_no_contact():
    assert GRANNY.is_contact
    assert not ERASED.is_contact
    assert not LEI.is_contact
