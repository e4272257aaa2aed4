import pytest

from community.homes import HomeUnclear, read_home
from community.people import Home


@pytest.mark.parametrize(
    ("typed", "unit", "room"),
    [
        ("501", "", "501"),
        ("501室", "", "501"),
        ("501房", "", "501"),
        ("5楼", None, None),
        ("2单元 501", "2", "501"),
        ("2单元501室", "2", "501"),
        ("2單元501號", "2", "501"),
        ("二单元 501", "2", "501"),
        ("２单元 ５０１", "2", "501"),
        ("2单元，501", "2", "501"),
        ("2-501", "2", "501"),
        (" 2 - 501 ", "2", "501"),
        ("2/501", "2", "501"),
        ("2 501", "2", "501"),
        ("a-12b", "A", "12B"),
        ("Unit 2, room 501", "2", "501"),
        ("unit 2 501", "2", "501"),
        ("room 501", "", "501"),
        ("12 单元 3", "12", "3"),
    ],
)
def test_units_and_rooms_are_read_as_people_write_them(typed, unit, room):
    if unit is None:
        with pytest.raises(HomeUnclear):
            read_home(typed)
    else:
        assert read_home(typed, building="2号楼") == Home("2号楼", unit, room)


@pytest.mark.parametrize(
    "typed",
    ["", "河边", "unit", "unit 501", "2-501-3", "1234567", "二单元", "<b>", "501; DROP", "abc"],
)
def test_what_is_no_room_is_not_guessed(typed):
    with pytest.raises(HomeUnclear):
        read_home(typed)
