from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.activities import Activity, CapacityUnfit, HasStarted, IsCancelled, State
from community.groups import Purpose
from community.house import House
from community.moments import MomentPassed
from community.people import Person, Role
from community.refusals import NoLongerThere, NotAllowed
from tests.storage.test_sign_ups import new_records

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUSE = House()
NOON = datetime(2026, 5, 1, 12, tzinfo=SHANGHAI)
START = datetime(2026, 5, 9, 14, tzinfo=SHANGHAI)


@pytest.fixture
def db():
    _connection, records = new_records()
    records.people.meet(1001, name="小李", language="zh_Hans", now=NOON)
    return records


def plan(title="包饺子", **facts):
    return Activity(
        **{"title": title, "starts_at": START, "capacity": 4, "organiser_id": 1, **facts}
    )


def published(db, title="包饺子", **facts):
    draft = db.activities.create(plan(title, **facts), NOON)
    return db.activities.publish(draft.id, now=NOON, house=HOUSE)


def test_what_is_written_down_is_read_back(db):
    full = plan(
        details="带围裙",
        ends_at=START + timedelta(hours=2),
        closes_at=START - timedelta(hours=1),
        place="活动室",
        latitude=31.23,
        longitude=121.47,
        cost="10元",
        who_may_come="60岁以上",
        photo="file",
        companions_allowed=1,
    )

    created = db.activities.create(full, NOON)

    assert created == replace(full, id=1, organiser="小李")


def test_a_draft_is_not_among_what_is_coming(db):
    db.activities.create(plan(), NOON)

    assert db.activities.count_upcoming(NOON) == 0
    assert db.activities.count_upcoming(NOON, drafts=True) == 1


def test_what_is_coming_is_listed_by_date_a_page_at_a_time(db):
    for days in (3, 1, 2):
        published(db, f"第{days}天", starts_at=NOON + timedelta(days=days))

    first = db.activities.upcoming(NOON, offset=0, limit=2)
    second = db.activities.upcoming(NOON, offset=2, limit=2)

    assert [activity.title for activity in (*first, *second)] == ["第1天", "第2天", "第3天"]


def test_what_has_begun_is_not_coming(db):
    published(db)

    assert db.activities.upcoming(START, offset=0, limit=6) == []


def test_publishing_twice_changes_nothing(db):
    activity = published(db)
    alarms = db.notices.due(START)

    again = db.activities.publish(activity.id, now=NOON, house=HOUSE)

    assert again.state is State.PUBLISHED
    assert db.notices.due(START) == alarms


def test_a_draft_whose_moment_has_passed_is_not_published(db):
    draft = db.activities.create(plan(), NOON)

    with pytest.raises(MomentPassed):
        db.activities.publish(draft.id, now=START, house=HOUSE)


def test_only_a_draft_can_vanish(db):
    draft = db.activities.create(plan(), NOON)
    activity = published(db)

    db.activities.discard(draft.id)

    with pytest.raises(NoLongerThere):
        db.activities.activity(draft.id)
    with pytest.raises(NoLongerThere):
        db.activities.discard(activity.id)


def test_the_number_of_a_discarded_draft_is_never_used_again(db):
    draft = db.activities.create(plan(), NOON)
    db.activities.discard(draft.id)

    assert db.activities.create(plan(), NOON).id == draft.id + 1


def test_what_is_cancelled_or_over_cannot_be_cancelled(db):
    activity = published(db)
    db.activities.cancel(activity.id, "下雨", NOON)
    other = published(db)

    with pytest.raises(IsCancelled):
        db.activities.cancel(activity.id, "又下雨", NOON)
    with pytest.raises(HasStarted):
        db.activities.cancel(other.id, "下雨", START)


def test_a_cancelled_activity_has_no_alarms_left(db):
    activity = published(db)

    db.activities.cancel(activity.id, "下雨", NOON)

    assert db.notices.next_due_at() is None


@pytest.mark.parametrize("capacity", [0, -1, 100_001])
def test_impossible_numbers_of_places_are_not_written_down(db, capacity):
    with pytest.raises(CapacityUnfit):
        db.activities.create(plan(capacity=capacity), NOON)


def test_the_group_is_shown_the_card_once(db):
    activity = published(db)
    assert db.activities.post(activity.id) is None

    db.groups.note(-100, title="邻居群", is_forum=False, is_member=True)
    db.groups.bind(-100, Purpose.NEIGHBOURHOOD)

    assert db.activities.post(activity.id).chat_id == -100
    assert db.activities.post(activity.id) is None
    assert db.activities.is_posted(activity.id)


def test_who_organises_it_and_staff_may_manage_it(db):
    activity = published(db)
    organiser = Person(1, 1001, roles=Role.RESIDENT)
    staff = Person(2, 1002, roles=Role.RESIDENT | Role.STAFF)
    neighbour = Person(3, 1003, roles=Role.RESIDENT | Role.VOLUNTEER)

    activity.require_managed_by(organiser)
    activity.require_managed_by(staff)
    with pytest.raises(NotAllowed):
        activity.require_managed_by(neighbour)
