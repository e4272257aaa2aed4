from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pace import Pace

ANN, GROUP = 7, -100


def test_a_person_is_written_to_once_a_second():
    pace = Pace()
    pace.spend(ANN, 0.0)

    assert pace.resting(0.5) == [ANN]
    assert pace.resting(1.0) == []


def test_a_group_is_written_to_eighteen_times_a_minute():
    pace = Pace()
    at = 0.0
    for _ in range(18):
        assert pace.resting(at) == []
        pace.spend(GROUP, at)
        at += pace.next_free(at)

    assert round(at) == 60


def test_when_everything_is_spent_the_next_moment_is_known():
    pace = Pace(per_second=2, person_gap=0)
    pace.spend(1, 0.0)
    pace.spend(2, 0.4)

    assert pace.room(0.5) == 0
    assert pace.next_free(0.5) == 0.5
    assert pace.room(1.0) == 1


def test_when_nothing_rests_there_is_nothing_to_wait_for():
    assert Pace().next_free(0.0) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 0.3)), max_size=200))
def test_no_second_ever_sees_more_than_its_share(tries):
    pace, at, sent = Pace(), 0.0, []
    for chat, pause in tries:
        at += pause
        if pace.room(at) and chat not in pace.resting(at):
            pace.spend(chat, at)
            sent.append(at)

    assert all(sum(begin < moment <= begin + 1 for moment in sent) <= 25 for begin in sent)
