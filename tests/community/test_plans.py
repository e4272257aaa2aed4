"""What the rows of a plan mean, whatever table they came from."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.activities import Activity, State
from community.plan_dates import PlanDate, Rhythm
from community.plans import (
    Entry,
    TooManyDrafts,
    companions_in,
    read_month,
    sort_out,
)
from community.series import NoDates, copy_of, moment_on, proposed

NOW = datetime(2026, 5, 1, 4, tzinfo=UTC)
NOBODY = {"moments": set(), "titles": set()}


def entry(title="包饺子", *, days=(10,), places=20, row=2):
    moments = tuple(NOW + timedelta(days=d) for d in days)
    return Entry(row, title, 5, "", PlanDate(moments, first=date(2026, 5, 11)), places=places)


@pytest.mark.parametrize(
    ("note", "companions"),
    [
        ("每户最多四人", 3),
        ("每戶最多四人", 3),
        ("每家限2人", 1),
        ("at most 4 people per household", 3),
        ("每户一人", 0),
        (
            "请大家自备围裙和口罩，食材由社区统一准备，食堂地面湿滑请穿防滑鞋，孩子由家长看护，每户最多四人",
            3,
        ),
        ("每户最多五十人", 10),
        ("可由家人代报名", 0),
        ("", 0),
    ],
)
def test_how_many_come_along(note, companions):
    assert companions_in(note) == companions


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("1", 1),
        ("12月", 12),
        ("一月", 1),
        ("十二月份", 12),
        ("March", 3),
        ("13", None),
        ("?", None),
    ],
)
def test_months(said, month):
    assert read_month(said) == month


def test_a_row_with_places_becomes_a_draft_and_one_without_stays_in_the_plan():
    found = sort_out([entry(), entry("走访", places=0)], NOW, **NOBODY)

    assert [(e.title, len(m)) for e, m in found.drafts] == [("包饺子", 1)]
    assert [e.title for e in found.items] == ["走访"]


def test_the_same_row_twice_is_made_once():
    found = sort_out([entry(), entry(row=3)], NOW, **NOBODY)

    assert found.count == 1
    assert [e.row for e in found.known] == [3]


def test_of_a_series_only_what_is_new_and_ahead_is_made():
    known = {("包饺子", NOW + timedelta(days=17))}

    found = sort_out([entry(days=(-4, 3, 10, 17))], NOW, moments=known, titles=set())

    assert found.count == 2


def test_what_is_over_is_told_apart_from_what_is_known():
    known = {("旧的", NOW - timedelta(days=9))}

    found = sort_out(
        [entry(days=(-4,)), entry("旧的", days=(-9,), row=3)], NOW, moments=known, titles=set()
    )

    assert ([e.row for e in found.passed], [e.row for e in found.known]) == ([2], [3])


def test_more_than_can_be_looked_at_is_refused():
    with pytest.raises(TooManyDrafts):
        sort_out([entry(days=range(1, 370), title=f"{n}") for n in range(20)], NOW, **NOBODY)


def test_every_other_week_counts_from_the_first():
    saturdays = proposed(
        Rhythm((6,), 2), date(2026, 5, 9), after=date(2026, 5, 9), until=date(2026, 6, 10)
    )

    assert [one.day for one in saturdays] == [date(2026, 5, 23), date(2026, 6, 6)]


def test_a_series_gives_as_many_dates_as_asked_beside_its_holidays():
    found = proposed(Rhythm((4,)), date(2026, 9, 24), after=date(2026, 9, 24), times=2)

    assert [(one.day, one.is_kept) for one in found] == [
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 15), True),
    ]


def test_a_series_over_the_spring_festival_rests():
    found = proposed(Rhythm((2, 5)), date(2027, 2, 1), after=date(2027, 2, 1), times=2)

    assert [one.day for one in found if not one.is_kept] == [date(2027, 2, 5), date(2027, 2, 9)]


def test_a_series_without_a_date_is_refused():
    with pytest.raises(NoDates):
        proposed(Rhythm((6,)), date(2026, 5, 9), after=date(2026, 5, 9), until=date(2026, 5, 12))


def test_the_time_on_the_wall_stays_when_the_clocks_change():
    vienna = ZoneInfo("Europe/Vienna")
    winter = datetime(2026, 3, 20, 18, tzinfo=vienna).astimezone(UTC)

    assert moment_on(date(2026, 4, 3), winter, vienna) == datetime(2026, 4, 3, 16, tzinfo=UTC)


def test_a_copy_has_everything_but_what_people_did(activity):
    later = activity.starts_at + timedelta(days=7)

    copied = copy_of(activity, later, organiser_id=9)

    assert copied.ends_at == activity.ends_at + timedelta(days=7)
    assert copied.closes_at == activity.closes_at + timedelta(days=7)
    assert (copied.title, copied.photo, copied.latitude) == ("包饺子", "file", 31.2)
    assert (copied.id, copied.taken, copied.waiting, copied.organiser_id) == (0, 0, 0, 9)
    assert copied.state == "draft"


@pytest.fixture
def activity():
    starts_at = NOW + timedelta(days=8)
    return Activity(
        title="包饺子",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        closes_at=starts_at - timedelta(days=1),
        capacity=5,
        organiser_id=1,
        id=7,
        photo="file",
        latitude=31.2,
        longitude=121.4,
        state=State.PUBLISHED,
        taken=4,
        waiting=2,
    )
