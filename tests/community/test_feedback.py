from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.activities import Activity, State
from community.feedback import (
    Feedback,
    FeedbackClosed,
    require_level,
    require_open,
    result,
)
from community.refusals import NoLongerThere

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 5, 9, 14, tzinfo=SHANGHAI)
DUMPLINGS = Activity("包饺子", START, 10, 1, id=7, state=State.PUBLISHED)  # until 16:00
ASKED_AT = START + timedelta(hours=3)


def said(*answers):
    return [Feedback(7, number, level, words) for number, (level, words) in enumerate(answers)]


def test_it_is_open_for_a_week_from_an_hour_after_the_end():
    require_open(DUMPLINGS, ASKED_AT)
    require_open(DUMPLINGS, ASKED_AT + timedelta(days=6, hours=23))
    for closed in (ASKED_AT - timedelta(minutes=1), ASKED_AT + timedelta(days=7)):
        with pytest.raises(FeedbackClosed):
            require_open(DUMPLINGS, closed)


@pytest.mark.parametrize("level", [0, 6, 99])
def test_there_are_five_levels(level):
    with pytest.raises(NoLongerThere):
        require_level(level)


def test_the_result_counts_everybody_who_was_asked():
    found = result(DUMPLINGS, said((5, ""), (4, ""), (4, "")), asked=7, now=ASKED_AT)

    assert (found.asked, found.answered, found.average) == (7, 3, 13 / 3)
    assert found.levels == {1: 0, 2: 0, 3: 0, 4: 2, 5: 1}


def test_without_answers_there_is_no_average():
    assert result(DUMPLINGS, [], asked=7, now=ASKED_AT).average is None


def test_words_of_two_are_held_back_until_it_closes():
    two = said((5, "好吃"), (4, ""))

    early = result(DUMPLINGS, two, asked=7, now=ASKED_AT)
    late = result(DUMPLINGS, two, asked=7, now=ASKED_AT + timedelta(days=7))

    assert (early.words, early.held_back) == ((), 1)
    assert (late.words, late.held_back) == (["好吃"], 0)


def test_the_order_of_the_words_does_not_follow_who_said_them():
    answers = said((5, "甲"), (4, "乙"), (3, "丙"), (2, "丁"))

    found = result(DUMPLINGS, answers, asked=4, now=ASKED_AT)

    assert found.words == result(DUMPLINGS, answers[::-1], asked=4, now=ASKED_AT).words
    assert sorted(found.words) == sorted("甲乙丙丁")
