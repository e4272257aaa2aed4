from datetime import UTC, datetime, timedelta

import pytest

from community.groups import Purpose
from community.polls import (
    OptionsUnfit,
    Poll,
    PollClosingUnfit,
    open_period,
    read_options,
    require_closing,
    winners,
)

NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)


def poll(*votes, lasts=timedelta(days=1)):
    options = ("周六", "周日", "都行")[: len(votes)]
    return Poll(1, "哪天？", options, Purpose.NEIGHBOURHOOD, NOON + lasts, votes=votes)


def test_telegram_closes_what_is_open_for_thirty_days_at_most():
    assert open_period(poll(0, 0), NOON) == 86_400
    assert open_period(poll(0, 0, lasts=timedelta(seconds=2_628_000)), NOON) == 2_628_000
    assert open_period(poll(0, 0, lasts=timedelta(seconds=2_628_001)), NOON) is None


def test_it_is_open_for_five_minutes_at_least():
    require_closing(NOON + timedelta(minutes=5), NOON)
    for closes_at in (NOON - timedelta(days=1), NOON + timedelta(days=93)):
        with pytest.raises(PollClosingUnfit):
            require_closing(closes_at, NOON)


def test_options_are_two_to_twelve_and_short():
    assert read_options("周六\n周日") == ("周六", "周日")
    for typed in ("周六", "周六\n周六", f"周六\n{'长' * 101}"):
        with pytest.raises(OptionsUnfit):
            read_options(typed)


def test_winners_are_those_whom_nobody_outdid():
    assert winners(poll(2, 1, 2)) == ["周六", "都行"]
    assert winners(poll(0, 0)) == []
