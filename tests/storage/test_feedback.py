from datetime import timedelta

import pytest

from community.attendance import How
from community.feedback import FeedbackClosed, NobodyAsked, WasNotThere
from community.refusals import NoLongerThere
from tests.storage.test_sign_ups import START, Hall

ASKED_AT = START + timedelta(hours=3)


@pytest.fixture
def hall():
    """甲 and 乙 were there, 丙 was not; an hour after the end."""
    hall = Hall(9)
    for name in ("甲", "乙", "丙"):
        hall.joins(name)
    hall.now = START
    for name in ("甲", "乙"):
        comes(hall, name)
    hall.now = ASKED_AT
    return hall


def comes(hall, name):
    hall.db.attendance.check_in(hall.id, hall.person(name), now=hall.now, how=How.CODE)


def waiting(hall, kind):
    sql = "SELECT person_id FROM notices WHERE kind = ? AND state = 'waiting' ORDER BY id"
    return [row[0] for row in hall.connection.execute(sql, (kind,))]


def test_everybody_who_was_there_is_asked_once(hall):
    for _ring in range(2):
        hall.db.feedback.ask(hall.id, hall.now)

    assert waiting(hall, "FeedbackAsked") == [hall.person("甲"), hall.person("乙")]
    assert waiting(hall, "FeedbackGathered") == [hall.activity.organiser_id]


def test_nobody_is_asked_before_it_is_over(hall):
    hall.db.feedback.ask(hall.id, START + timedelta(hours=1))

    assert waiting(hall, "FeedbackAsked") == []
    rings_at = "SELECT max(due_at) FROM notices WHERE kind = 'FeedbackDue'"
    assert hall.connection.execute(rings_at).fetchone()[0] == int(ASKED_AT.timestamp())


def test_who_is_checked_in_late_is_asked_as_well(hall):
    hall.db.feedback.ask(hall.id, hall.now)

    hall.db.feedback.ask_one(hall.activity, hall.person("丙"), hall.now)

    assert waiting(hall, "FeedbackAsked")[-1] == hall.person("丙")


def test_the_second_question_is_put_once_and_not_after_the_end(hall):
    for _time in range(2):
        hall.db.feedback.note_asked(hall.activity, hall.person("甲"), hall.now)
    late = hall.now + timedelta(days=5)
    hall.db.feedback.note_asked(hall.activity, hall.person("乙"), late)

    assert waiting(hall, "FeedbackAskedAgain") == [hall.person("甲")]
    assert hall.db.feedback.result(hall.activity, hall.now).asked == 2


def test_only_who_was_there_can_say_how_it_was_and_only_for_a_week(hall):
    with pytest.raises(WasNotThere):
        hall.db.feedback.rate(hall.id, hall.person("丙"), 5, hall.now)
    with pytest.raises(FeedbackClosed):
        hall.db.feedback.rate(hall.id, hall.person("甲"), 5, hall.now + timedelta(days=7))


def test_words_need_a_number_first(hall):
    with pytest.raises(NoLongerThere):
        hall.db.feedback.say(hall.id, hall.person("甲"), "好吃", hall.now)


def test_what_will_be_done_goes_to_those_who_were_asked(hall):
    organiser = hall.activity.organiser_id
    with pytest.raises(NobodyAsked):
        hall.db.feedback.reply(hall.id, "更亮的灯", by_id=organiser, now=hall.now)
    hall.db.feedback.note_asked(hall.activity, hall.person("乙"), hall.now)

    told = hall.db.feedback.reply(hall.id, "更亮的灯", by_id=organiser, now=hall.now)

    assert told == 1
    assert waiting(hall, "WhatWillBeDone") == [hall.person("乙")]
    assert hall.db.feedback.replies(hall.id) == ["更亮的灯"]


def test_erasing_takes_the_words_and_leaves_the_number(hall):
    hall.db.feedback.rate(hall.id, hall.person("甲"), 2, hall.now)
    hall.db.feedback.say(hall.id, hall.person("甲"), "太咸", hall.now)

    hall.db.feedback.forget(hall.person("甲"))

    found = hall.db.feedback.result(hall.activity, hall.now + timedelta(days=8))
    assert (found.levels[2], found.words) == (1, [])


def test_an_answer_counts_no_more_when_its_author_was_not_there_after_all(hall):
    hall.db.feedback.rate(hall.id, hall.person("甲"), 2, hall.now)

    hall.db.attendance.undo(hall.id, hall.person("甲"), hall.now)

    assert hall.db.feedback.result(hall.activity, hall.now).answered == 0
