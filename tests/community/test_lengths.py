from datetime import timedelta

import pytest

from community.lengths import NotALength, read_length


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("2小时", 120),
        ("两个小时", 120),
        ("一个半小時", 90),
        ("半小时", 30),
        ("90分钟", 90),
        ("1小时30分钟", 90),
        ("半天", 240),
        ("全天", 480),
        ("1.5 hours", 90),
        ("2h", 120),
        ("90 min", 90),
        ("half a day", 240),
        ("３", 180),
    ],
)
def test_lengths_are_read_as_people_type_them(said, minutes):
    assert read_length(said) == timedelta(minutes=minutes)


@pytest.mark.parametrize("said", ["", "很久", "0", "0小时", "9999小时", "-2", "2小时吧", "🙂"])
def test_what_is_no_length_is_refused(said):
    with pytest.raises(NotALength):
        read_length(said)
