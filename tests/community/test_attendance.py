from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.activities import Activity, IsCancelled, State
from community.attendance import (
    Attendance,
    CheckInNotYet,
    CheckInOver,
    How,
    Missed,
    PartyUnfit,
    Phase,
    check_in,
    excuse,
    most_people,
    phase,
    read_code,
    require_possible,
    with_people,
)
from community.refusals import NoLongerThere
from community.sign_ups import SignUp, Standing

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 5, 9, 14, tzinfo=SHANGHAI)
DUMPLINGS = Activity("包饺子", START, 10, 1, id=7, state=State.PUBLISHED)  # until 16:00
FAMILY = SignUp(7, 2, Standing.CONFIRMED, companions=2)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(-1.01, Phase.NOT_YET), (-1, Phase.OPEN), (4.99, Phase.OPEN), (5, Phase.OVER)],
)
def test_checking_in_counts_from_an_hour_before_to_three_hours_after(hours, expected):
    assert phase(DUMPLINGS, START + timedelta(hours=hours)) is expected


def test_who_manages_it_may_put_right_who_was_there_for_a_week():
    over = START + timedelta(hours=2)

    require_possible(DUMPLINGS, over + timedelta(days=6), by_manager=True)
    with pytest.raises(CheckInOver):
        require_possible(DUMPLINGS, over + timedelta(days=6), by_manager=False)
    with pytest.raises(CheckInOver):
        require_possible(DUMPLINGS, over + timedelta(days=7), by_manager=True)


def test_before_the_hour_nobody_is_checked_in_by_anybody():
    with pytest.raises(CheckInNotYet):
        require_possible(DUMPLINGS, START - timedelta(hours=2), by_manager=True)


@pytest.mark.parametrize(
    ("state", "refusal"), [(State.CANCELLED, IsCancelled), (State.DRAFT, NoLongerThere)]
)
def test_what_does_not_take_place_has_no_check_in(state, refusal):
    with pytest.raises(refusal):
        require_possible(replace(DUMPLINGS, state=state), START, by_manager=True)


def test_a_party_has_come_whole_until_somebody_says_otherwise():
    came = check_in(DUMPLINGS, 2, sign_up=FAMILY, now=START, how=How.CODE)

    assert came == Attendance(7, 2, 3, START, How.CODE)


@pytest.mark.parametrize("sign_up", [None, SignUp(7, 2, Standing.WAITING)])
def test_without_a_place_one_walks_in_whatever_the_way(sign_up):
    came = check_in(DUMPLINGS, 2, sign_up=sign_up, now=START, how=How.QR)

    assert came.how is How.WALK_IN
    assert came.people == 1


def test_a_party_is_from_one_to_as_many_as_may_come():
    came = check_in(DUMPLINGS, 2, sign_up=FAMILY, now=START, how=How.CODE)
    most = most_people(DUMPLINGS, FAMILY)

    assert most == 4
    assert with_people(came, 4, most=most).people == 4
    for unfit in (0, 5):
        with pytest.raises(PartyUnfit):
            with_people(came, unfit, most=most)


def test_a_party_that_was_larger_when_it_signed_up_still_is():
    assert most_people(replace(DUMPLINGS, companions_allowed=0), FAMILY) == 3


def test_a_second_excuse_leaves_the_first():
    first = excuse(Missed(7, 2, START), by_id=2, now=START)

    assert excuse(first, by_id=9, now=START + timedelta(days=1)) == first


@pytest.mark.parametrize(
    "typed", ["123456", "123 456", " １２３４５６ ", "123-456", "１２３　４５６"]
)
def test_six_digits_are_a_code_however_they_are_typed(typed):
    assert read_code(typed) == "123456"


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "12345a", "一二三四五六", "①②③④⑤⑥" * 99]
)
def test_anything_else_is_not(typed):
    assert read_code(typed) is None
