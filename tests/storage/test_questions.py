"""What organisers ask and what people answered."""

from datetime import timedelta

import pytest

from community.questions import MOST_QUESTIONS, Kind, Question, Ready, TooManyQuestions
from community.refusals import NoLongerThere
from tests.storage.test_sign_ups import HOUSE, NOON, START, Hall


@pytest.fixture
def hall():
    return Hall(5)


def asks(hall, text="馅？", **more):
    return hall.db.questions.add(Question(hall.id, Kind.WORDS, text, **more))


def test_questions_are_asked_in_the_order_in_which_they_were_added(hall):
    asks(hall, "馅？")
    hall.db.questions.add(Question(hall.id, Kind.NUMBER, ready=Ready.AGE, is_required=True))

    asked = hall.db.questions.of(hall.id)

    assert [(one.text, one.ready, one.is_required) for one in asked] == [
        ("馅？", None, False),
        ("", Ready.AGE, True),
    ]


def test_there_is_an_end_to_asking(hall):
    for number in range(MOST_QUESTIONS):
        asks(hall, f"{number}?")

    with pytest.raises(TooManyQuestions):
        asks(hall, "one more?")


def test_answers_are_found_by_sign_up_and_question(hall):
    first, second = asks(hall, "1?"), asks(hall, "2?")
    sign_up = hall.joins("甲")
    hall.db.questions.answer(sign_up.id, first.id, "a")
    hall.db.questions.answer(sign_up.id, first.id, "b")

    assert hall.db.questions.answers(hall.id) == {sign_up.id: {first.id: "b"}}
    assert [one.answer for one in hall.db.questions.of_sign_up(sign_up)] == ["b", None]
    assert hall.db.questions.count_answers(second.id) == 0


def test_answers_go_with_the_question_and_with_the_sign_up(hall):
    first, second = asks(hall, "1?"), asks(hall, "2?")
    for name in ("甲", "乙"):
        sign_up = hall.joins(name)
        for question in (first, second):
            hall.db.questions.answer(sign_up.id, question.id, name)

    hall.db.questions.remove(first.id)
    hall.leaves("甲")

    assert list(hall.db.questions.answers(hall.id).values()) == [{second.id: "乙"}]
    with pytest.raises(NoLongerThere):
        hall.db.questions.question(first.id)


def test_questions_are_copied_without_answers(hall):
    asks(hall, "馅？", is_required=True)
    other = Hall(3)
    copied = hall.db.activities.create(other.activity, NOON).id

    hall.db.questions.copy(hall.id, copied)

    (copy,) = hall.db.questions.of(copied)
    assert (copy.text, copy.is_required) == ("馅？", True)


def test_a_person_is_forgotten_and_others_are_not(hall):
    question = asks(hall)
    for name in ("甲", "乙"):
        hall.db.questions.answer(hall.joins(name).id, question.id, name)

    hall.db.questions.forget(hall.person("甲"))

    assert [one["answer"] for one in hall.db.questions.held(hall.person("乙"))] == ["乙"]
    assert hall.db.questions.held(hall.person("甲")) == []


def test_answers_are_kept_for_thirty_days_after_the_start(hall):
    question = asks(hall)
    hall.db.questions.answer(hall.joins("甲").id, question.id, "a")

    hall.db.questions.forget_old(START + timedelta(days=30))
    assert hall.db.questions.count_answers(question.id) == 1
    hall.db.questions.forget_old(START + timedelta(days=30, seconds=1))

    assert hall.db.questions.count_answers(question.id) == 0


def test_the_reminder_is_on_the_day_before_and_only_once(hall):
    for _time in range(2):
        hall.db.questions.remind(hall.activity, hall.person("甲"), now=NOON, house=HOUSE)

    rows = hall.connection.execute("SELECT due_at FROM notices WHERE kind = 'AnswersWanted'")
    assert rows.fetchall()[0][0] == (START - timedelta(days=1)).timestamp()
