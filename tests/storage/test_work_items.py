from datetime import date, timedelta

import pytest

from community.people import Role
from community.refusals import NoLongerThere
from community.work_items import MonthUnfit, WorkItemRemindersDue
from tests.storage.corps import HOUSE, Corps

DUE = date(2026, 5, 20)


@pytest.fixture
def corps():
    corps = Corps()
    corps.owner = corps.person("小王", Role.RESIDENT | Role.STAFF)
    return corps


def add(corps, title="消防演练", **facts):
    return corps.db.work.add(2026, 5, title, by=corps.staff, now=corps.now, house=HOUSE, **facts)


def reminds(corps, item, days):
    corps.db.work.remind(WorkItemRemindersDue(item.id, days), corps.now)


def test_the_owner_is_reminded_a_week_and_a_day_before_and_the_day_after(corps):
    item = add(corps, owner_id=corps.owner, due_on=DUE)
    assert corps.alarms("WorkItemRemindersDue") == ["05-13 09:00", "05-19 09:00", "05-21 09:00"]

    reminds(corps, item, 7)

    assert corps.told("WorkItemDue") == ["小王"]


def test_what_nobody_sees_to_is_everybodys(corps):
    reminds(corps, add(corps, due_on=DUE), 7)

    assert corps.told("WorkItemDue") == ["小李", "小王"]


def test_an_owner_who_is_no_longer_of_the_staff_is_not_reminded(corps):
    item = add(corps, owner_id=corps.person("居民"), due_on=DUE)

    assert corps.db.work.hearers(item) == [corps.staff, corps.owner]


def test_another_day_moves_the_reminders(corps):
    item = add(corps, due_on=DUE)

    corps.db.work.set_due(item.id, DUE + timedelta(days=2), now=corps.now, house=HOUSE)

    assert corps.alarms("WorkItemRemindersDue") == ["05-15 09:00", "05-21 09:00", "05-23 09:00"]


def test_what_is_done_reminds_nobody_until_it_is_taken_up_again(corps):
    item = add(corps, due_on=DUE)
    corps.db.work.finish(item.id, now=corps.now, house=HOUSE)
    assert corps.alarms("WorkItemRemindersDue") == []
    with pytest.raises(NoLongerThere):
        reminds(corps, item, 7)

    corps.db.work.reopen(item.id, now=corps.now, house=HOUSE)

    assert len(corps.alarms("WorkItemRemindersDue")) == 3


def test_what_is_due_and_what_is_overdue(corps):
    late, soon = add(corps, due_on=DUE), add(corps, due_on=DUE + timedelta(days=3))
    add(corps, due_on=DUE + timedelta(days=30))
    done = add(corps, due_on=DUE)
    corps.db.work.finish(done.id, now=corps.now, house=HOUSE)
    today = DUE + timedelta(days=1)

    assert [item.id for item in corps.db.work.overdue(today)] == [late.id]
    assert [item.id for item in corps.db.work.due(today)] == [soon.id]
    assert late.is_overdue(today)


def test_a_month_lists_what_is_dated_first_and_what_is_done_last(corps):
    someday, dated = add(corps, "植树"), add(corps, "演练", due_on=DUE)
    done = add(corps, "大扫除", due_on=DUE)
    corps.db.work.finish(done.id, now=corps.now, house=HOUSE)

    month = corps.db.work.month(2026, 5)

    assert [item.id for item in month] == [dated.id, someday.id, done.id]


def test_a_month_that_is_none_is_refused(corps):
    with pytest.raises(MonthUnfit):
        corps.db.work.add(2026, 13, "植树", by=corps.staff, now=corps.now, house=HOUSE)


def test_what_became_an_activity_is_no_work_item_any_more(corps):
    item = add(corps, owner_id=corps.owner, due_on=DUE)

    corps.db.plans.drop(item.id)

    with pytest.raises(NoLongerThere):
        corps.db.work.item(item.id)


def test_items_of_somebody_erased_have_no_owner(corps):
    item = add(corps, owner_id=corps.owner, due_on=DUE)

    corps.db.farewells.forget(corps.owner, now=corps.now, house=HOUSE)

    assert corps.db.work.item(item.id).owner_id is None
