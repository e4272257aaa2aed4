from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.surveys import (
    ClosingUnfit,
    Kind,
    OptionsUnfit,
    Question,
    open_question,
    percent,
    read_options,
    reminders_at,
    require_closing,
    tally,
    ticked,
)
from community.surveys import given as kept
from community.targets import sampled

NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)
LIGHT = Question(1, Kind.SCALE, "灯亮吗？")
WHERE = Question(2, Kind.ONE, "哪里？", ("门口", "楼梯"), when_id=1, when_any=("1", "2"))
STEPS = Question(3, Kind.TEXT, "第几级？", when_id=2, when_any=("1",))
MORE = Question(4, Kind.TEXT, "还有吗？", required=False)
ALL = (LIGHT, WHERE, STEPS, MORE)


def test_the_first_question_without_an_answer_is_asked():
    assert open_question(ALL, {}) is LIGHT
    assert open_question(ALL, {1: "2"}) is WHERE
    assert open_question(ALL, {1: "2", 2: "1"}) is STEPS
    assert open_question(ALL, {1: "5"}) is MORE
    assert open_question(ALL, {1: "5", 4: ""}) is None


def test_what_hangs_on_a_changed_answer_is_dropped_to_the_last_branch():
    assert kept(ALL, {1: "5", 2: "1", 3: "第三级", 4: "谢谢"}) == {1: "5", 4: "谢谢"}


def test_of_several_any_one_leads_on():
    several = Question(1, Kind.MANY, "?", ("a", "b", "c"))
    after = Question(2, Kind.TEXT, "?", when_id=1, when_any=("2",))

    assert open_question((several, after), {1: "0,2"}) is after
    assert open_question((several, after), {1: "0,1"}) is None


def test_a_tick_is_taken_and_taken_back():
    assert ticked("", "2") == "2"
    assert ticked("2", "10") == "2,10"
    assert ticked("2,10", "2") == "10"


@pytest.mark.parametrize(
    "typed", ["一个", "一\n一", "\n\n", "一\n" + "长" * 61, "\n".join("abcdefghijklm")]
)
def test_options_that_fit_no_choice(typed):
    with pytest.raises(OptionsUnfit):
        read_options(typed)


def test_options_are_read_line_by_line():
    assert read_options(" 门口 \n\n楼梯\n") == ("门口", "楼梯")


def test_it_is_open_for_an_hour_at_least_and_a_quarter_at_most():
    require_closing(NOON + timedelta(hours=1), NOON)
    for closes_at in (NOON, NOON + timedelta(minutes=59), NOON + timedelta(days=93)):
        with pytest.raises(ClosingUnfit):
            require_closing(closes_at, NOON)


@pytest.mark.parametrize(
    ("lasts", "reminders"),
    [
        (timedelta(hours=5), []),
        (timedelta(days=2), [timedelta(days=1)]),
        (timedelta(days=3), [timedelta(hours=36)]),
        (timedelta(days=7), [timedelta(hours=84), timedelta(days=6)]),
        (timedelta(days=90), [timedelta(days=45), timedelta(days=89)]),
    ],
)
def test_people_are_reminded_twice_at_most_and_never_on_two_days_in_a_row(lasts, reminders):
    assert reminders_at(NOON, NOON + lasts) == [NOON + after for after in reminders]


def test_what_is_shown_of_a_scale():
    result = tally(LIGHT, ["5", "5", "3", "", "1"], anonymous=True, least=4)

    assert result.counts == {"1": 1, "2": 0, "3": 1, "4": 0, "5": 2}
    assert (result.answered, result.skipped, result.average) == (4, 1, 3.5)


def test_too_few_answers_without_names_are_held_back():
    result = tally(LIGHT, ["5", "5", "3", ""], anonymous=True, least=4)

    assert (result.held_back, result.counts, result.average) == (True, {}, None)
    assert not tally(LIGHT, ["5"], anonymous=False, least=4).held_back
    assert tally(LIGHT, [""], anonymous=False, least=4).average is None


def test_words_stand_in_an_order_that_tells_nothing():
    assert tally(MORE, ["谢谢", "", "安静"], anonymous=False, least=5).words == ["安静", "谢谢"]


def test_of_nothing_there_is_no_share():
    assert [percent(0, 0), percent(1, 8), percent(1, 3), percent(3, 3)] == [0, 13, 33, 100]


@settings(max_examples=50)
@given(st.sets(st.integers(1, 10_000), min_size=1), st.integers(1, 50))
def test_a_sample_can_be_drawn_again_from_its_seed(people, size):
    drawn = sampled(people, size, "seed")

    assert drawn == sampled(sorted(people, reverse=True), size, "seed")
    assert set(drawn) <= people
    assert len(drawn) == min(size, len(people))


def test_every_person_is_drawn_as_often_as_any_other():
    times = dict.fromkeys(range(1, 11), 0)
    for seed in range(2000):
        for one in sampled(times, 3, str(seed)):
            times[one] += 1

    assert all(500 < count < 700 for count in times.values())
