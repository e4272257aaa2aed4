from dataclasses import replace
from datetime import timedelta

import pytest

from community.activities import ConfirmationEnds
from community.changes import moved
from community.hours import QuietHours
from community.refusals import NoLongerThere
from community.sign_ups import MovedAgain, NotSignedUp
from tests.storage.test_sign_ups import HOUSE, NOON, START, Hall

A_DAY = timedelta(days=1)


def moves(hall, by):
    hours = QuietHours.of(HOUSE)
    after = moved(hall.activity, hall.activity.starts_at + by, now=hall.now, hours=hours)
    return hall.db.changes.change(after, by=hall.person("小李"), now=hall.now, house=HOUSE)


def asks(hall, *names):
    for name in names:
        sign_up = hall.of(name)
        hall.db.changes.note_told(sign_up, hall.activity.last_move, hall.now)


def kinds(hall, name):
    return [kind for said, kind in hall.notices() if said == name]


def test_everybody_is_told_and_those_with_a_place_are_asked():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")

    changed = moves(hall, A_DAY)

    assert changed.told == 2
    assert hall.of("甲").confirm_by == NOON + A_DAY
    assert hall.of("乙").confirm_by is None
    assert kinds(hall, "甲") == ["ActivityMoved", "StillUnconfirmed"]
    assert kinds(hall, "乙") == ["ActivityMoved"]


def test_who_signs_up_after_the_change_has_nothing_to_confirm():
    hall = Hall(2)
    moves(hall, A_DAY)

    hall.joins("甲")

    assert hall.of("甲").confirm_by is None
    assert hall.db.changes.unread(hall.of("甲")) == []


def test_a_confirmed_place_is_asked_about_no_more():
    hall = Hall(1)
    hall.joins("甲")
    move = moves(hall, A_DAY).activity.last_move

    hall.db.changes.confirm(hall.id, hall.person("甲"), move, NOON)

    assert hall.of("甲").confirm_by is None
    assert kinds(hall, "甲") == []


def test_a_question_about_an_earlier_change_confirms_nothing():
    hall = Hall(1)
    hall.joins("甲")
    first = moves(hall, A_DAY).activity.last_move
    moves(hall, A_DAY)

    with pytest.raises(MovedAgain):
        hall.db.changes.confirm(hall.id, hall.person("甲"), first, NOON)
    assert kinds(hall, "甲") == ["ActivityMoved", "StillUnconfirmed"]


def test_only_a_place_can_be_confirmed():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")
    move = moves(hall, A_DAY).activity.last_move

    for name in ("乙", "丙"):
        with pytest.raises(NotSignedUp):
            hall.db.changes.confirm(hall.id, hall.person(name), move, NOON)


def test_at_the_deadline_unconfirmed_places_go_on_and_confirmed_ones_stay():
    hall = Hall(2)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)
    move = moves(hall, A_DAY).activity.last_move
    asks(hall, "甲", "乙", "丙")
    hall.db.changes.confirm(hall.id, hall.person("乙"), move, NOON)
    hall.now = NOON + A_DAY

    hall.db.changes.lapse(hall.id, now=hall.now, house=HOUSE)

    assert [hall.stands(name) for name in ("甲", "乙", "丙")] == [None, "confirmed", "offered"]
    assert "PlaceLapsed" in kinds(hall, "甲")


def test_nobody_loses_a_place_over_a_question_they_were_never_asked():
    hall = Hall(1)
    hall.joins("甲")
    moves(hall, A_DAY)
    hall.now = NOON + A_DAY

    hall.db.changes.lapse(hall.id, now=hall.now, house=HOUSE)

    assert hall.stands("甲") == "confirmed"
    assert hall.of("甲").confirm_by == NOON + 2 * A_DAY
    assert (None, "ConfirmationEnds") in hall.notices()


def test_when_there_is_no_time_left_the_place_is_kept():
    hall = Hall(1)
    hall.joins("甲")
    moves(hall, A_DAY)
    hall.now = START  # a day before the new start: too late to ask

    hall.db.changes.lapse(hall.id, now=hall.now + timedelta(hours=6), house=HOUSE)

    assert hall.stands("甲") == "confirmed"
    assert hall.of("甲").confirm_by is None


def test_the_alarms_are_set_for_the_new_time_only():
    hall = Hall(1)
    moves(hall, 7 * A_DAY)

    due = [d.kind for d in hall.db.notices.due(START + timedelta(minutes=1))]

    assert due == []
    assert "LastDayBegins" in [d.kind for d in hall.db.notices.due(START + 7 * A_DAY)]


def test_somebody_reminded_of_the_old_time_is_reminded_of_the_new_one():
    hall = Hall(1)
    hall.joins("甲")
    hall.db.activity_reminders.remind(hall.id, A_DAY, now=hall.now, house=HOUSE)
    for due in hall.db.notices.due(hall.now):
        hall.db.notices.end(due.id, "told")
    moves(hall, 7 * A_DAY)

    hall.db.activity_reminders.remind(hall.id, A_DAY, now=hall.now, house=HOUSE)

    assert "StartsSoon" in kinds(hall, "甲")


def test_an_offer_fits_the_new_start():
    hall = Hall(1)
    hall.joins("甲")
    hall.joins("乙")
    hall.leaves("甲")

    moves(hall, NOON + timedelta(hours=2) - START)

    assert hall.of("乙").offered_until == NOON + timedelta(hours=2)
    assert kinds(hall, "乙") == ["ActivityMoved"]
    assert (None, "OfferEnds") in hall.notices()


def test_a_change_of_words_is_written_down_and_told_to_nobody():
    hall = Hall(1)
    hall.joins("甲")
    after = replace(hall.activity, title="包粽子", cost="5元")

    changed = hall.db.changes.change(after, by=hall.person("小李"), now=NOON, house=HOUSE)

    assert [(c.field.value, c.was, c.becomes) for c in changed.changes] == [
        ("title", "包饺子", "包粽子"),
        ("cost", "", "5元"),
    ]
    assert changed.told == 0
    assert hall.notices() == []


def test_what_is_no_change_does_nothing():
    hall = Hall(1)
    hall.joins("甲")

    changed = hall.db.changes.change(hall.activity, by=1, now=NOON, house=HOUSE)

    assert (changed.changes, changed.told) == ([], 0)


def test_an_activity_that_is_not_there_cannot_be_changed():
    hall = Hall(1)

    with pytest.raises(NoLongerThere):
        hall.db.changes.change(replace(hall.activity, id=99), by=1, now=NOON, house=HOUSE)


def test_an_alarm_of_a_deadline_that_was_moved_does_nothing():
    hall = Hall(1)
    hall.joins("甲")
    moves(hall, A_DAY)
    asks(hall, "甲")
    hall.now = NOON + timedelta(hours=20)
    moves(hall, A_DAY)

    alarm = ConfirmationEnds(hall.id)
    hall.db.changes.lapse(alarm.activity_id, now=NOON + A_DAY, house=HOUSE)

    assert hall.stands("甲") == "confirmed"
