from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pace import UNLIMITED, Pace
from storage.outbox import ELSEWHERE

ANN, GROUP = 7, -100


def sent_at(chat, count):
    """When `count` calls to one chat leave, each as soon as it may."""
    pace, at, moments = Pace(), 0.0, []
    for _ in range(count):
        while chat in pace.resting(at) or not pace.room(at):
            at += pace.next_free(at)
        pace.spend(chat, at)
        moments.append(round(at, 3))
    return moments


def test_a_person_hears_three_things_at_once_and_then_one_a_second():
    assert sent_at(ANN, 6) == [0, 0, 0, 1, 2, 3]


def test_who_has_not_been_written_to_for_a_while_hears_three_at_once_again():
    pace = Pace()
    for _ in range(3):
        pace.spend(ANN, 0.0)
    assert pace.resting(0.5) == [ANN]

    for _ in range(3):
        assert pace.resting(10.0) == []
        pace.spend(ANN, 10.0)
    assert pace.resting(10.0) == [ANN]


def test_shared_cards_everywhere_together_change_five_times_a_second():
    moments = sent_at(ELSEWHERE, 27)

    assert moments[:4] == [0, 0, 0.2, 0.4]
    assert moments[-1] == 5.0


def test_a_group_sees_eighteen_calls_in_its_busiest_minute():
    moments = sent_at(GROUP, 60)

    assert max(sum(t <= m < t + 60 for m in moments) for t in moments) == 18


def test_when_everything_is_spent_the_next_moment_is_known():
    pace = Pace(per_second=2, person=UNLIMITED)
    pace.spend(1, 0.0)
    pace.spend(2, 0.4)

    assert pace.room(0.5) == 0
    assert pace.next_free(0.5) == 0.5
    assert pace.room(1.0) == 1


def test_when_nothing_rests_there_is_nothing_to_wait_for():
    assert Pace().next_free(0.0) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(-3, 40), st.floats(0, 0.3)), max_size=200))
def test_no_second_ever_sees_more_than_its_share(tries):
    pace, at, sent = Pace(), 0.0, []
    for chat, pause in tries:
        at += pause
        if pace.room(at) and chat not in pace.resting(at):
            pace.spend(chat, at)
            sent.append(at)

    assert all(sum(begin < moment <= begin + 1 for moment in sent) <= 25 for begin in sent)
