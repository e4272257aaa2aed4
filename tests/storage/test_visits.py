"""Care visits: seen by few, sealed, and never forgotten silently."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community.people import Role
from community.refusals import NotAllowed
from community.shift_news import VisitCheck
from community.shifts import OnlyAssigned, Shift
from community.visits import NothingToVisit, Visited
from community.volunteers import ApprovalMissing
from tests.storage.corps import HOUR, HOUSE, START, Corps

WANG = Visited("王奶奶", "3号楼 2单元 501", "13800000000", "耳朵不太好")
END = START + HOUR


@pytest.fixture
def corps():
    corps = Corps()
    corps.volunteer("小明")
    corps.db.volunteers.approve(corps.person("小明"), by=corps.staff, now=corps.now)
    corps.visit = plan(corps)
    return corps


def plan(corps, visited=WANG, **facts):
    shift = Shift("关怀探访", START, END, **facts)
    return corps.db.visits.create(shift, visited, by=corps.staff, now=corps.now, house=HOUSE)


def assign(corps, name):
    return corps.db.crews.assign(
        *(corps.visit.parts[0].id, corps.person(name)),
        by=corps.staff, now=corps.now,
    )  # fmt: skip


def note(corps, name, words):
    corps.db.visits.note(corps.visit.id, corps.known(name), words, now=corps.now, house=HOUSE)


def check(corps):
    corps.now = END + timedelta(minutes=30)
    corps.db.visits.check(VisitCheck(corps.visit.id), corps.now)


def test_only_those_assigned_and_the_one_responsible_know_whom(corps):
    corps.volunteer("小红")
    corps.person("小王", Role.RESIDENT | Role.STAFF | Role.ADMIN)
    assign(corps, "小明")

    for name in ("小明", "小李"):
        assert corps.db.visits.visited(corps.visit.id, corps.known(name)) == WANG
    for name in ("小红", "小王"):
        with pytest.raises(NotAllowed):
            corps.db.visits.visited(corps.visit.id, corps.known(name))


def test_nothing_of_it_stands_readable_in_the_database(corps):
    assign(corps, "小明")
    corps.now = END
    note(corps, "小明", "血压有点高")

    dump = "\n".join(corps.connection.iterdump())
    sealed = ["王奶奶", "501", "13800000000", "耳朵", "血压"]
    assert [word for word in sealed if word in dump] == []
    assert "小明" in dump


def test_what_was_found_is_read_by_the_same_few(corps):
    assign(corps, "小明")
    corps.now = END
    note(corps, "小明", "一切都好")

    [found] = corps.db.visits.notes(corps.visit.id, corps.known("小李"))

    assert (found.by, found.words) == ("小明", "一切都好")


def test_visits_are_given_only_to_those_the_staff_vouch_for(corps):
    corps.volunteer("小红")

    with pytest.raises(ApprovalMissing):
        assign(corps, "小红")


def test_a_visit_is_never_taken_nor_listed(corps):
    with pytest.raises(OnlyAssigned):
        corps.takes("小明", corps.visit)
    assert corps.db.rota.can_take(corps.person("小明"), corps.now) == []
    assert corps.db.rota.unfilled(START - HOUR) == []
    assert corps.db.rota.coming(corps.now, offset=0, limit=9) == []
    mine = corps.db.rota.coming(corps.now, offset=0, limit=9, viewer_id=corps.staff)
    assert [shift.id for shift in mine] == [corps.visit.id]


def test_a_visit_that_was_not_made_is_said_to_the_one_responsible(corps):
    corps.person("小王", Role.RESIDENT | Role.STAFF)
    assign(corps, "小明")
    assert corps.alarms("VisitCheck") == ["05-09 15:30"]

    check(corps)

    assert corps.told("VisitMissed") == ["小李"]


def test_whoever_tells_of_a_visit_has_made_it(corps):
    assign(corps, "小明")
    corps.now = END + timedelta(minutes=10)
    note(corps, "小明", "一切都好")

    check(corps)

    assert corps.told("VisitMissed") == []
    [service] = corps.db.hours.of(corps.person("小明"), offset=0, limit=9)
    assert (service.title, service.minutes) == ("", 60)


def test_a_visit_given_up_calls_nobody_but_the_one_responsible(corps):
    corps.volunteer("小红")
    assign(corps, "小明")

    assert corps.gives_up("小明", corps.visit) is None

    assert corps.told("VisitGivenUp") == ["小李"]
    assert corps.told("GapCall") == []


def test_a_visit_needs_somebody_to_be_visited(corps):
    with pytest.raises(NothingToVisit):
        plan(corps, Visited(""))


def test_of_somebody_erased_neither_visits_nor_notes_remain(corps):
    neighbour = corps.person("王奶奶")
    corps.visit = plan(corps, visited_id=neighbour)
    assign(corps, "小明")
    note(corps, "小明", "一切都好")

    corps.db.farewells.forget(neighbour, now=corps.now, house=HOUSE)

    lead = corps.known("小李")
    assert corps.db.visits.visited(corps.visit.id, lead) == Visited("")
    assert corps.db.visits.notes(corps.visit.id, lead) == []
    assert corps.told("ShiftCalledOff") == ["小明"]


def test_a_visit_is_taken_over_only_from_somebody_who_has_left_the_staff(corps):
    corps.person("小王", Role.RESIDENT | Role.STAFF)
    with pytest.raises(NotAllowed):
        corps.db.visits.take_over(corps.visit.id, corps.known("小王"), corps.now)
    corps.db.people.save(replace(corps.known("小李"), roles=Role.RESIDENT))
    with pytest.raises(NotAllowed):
        corps.db.visits.take_over(corps.visit.id, corps.known("小明"), corps.now)

    corps.db.visits.take_over(corps.visit.id, corps.known("小王"), corps.now)

    assert corps.db.visits.visited(corps.visit.id, corps.known("小王")) == WANG
    assert corps.db.audit.newest(1)[0].action == "visit taken over"
