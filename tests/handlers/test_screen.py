import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.screen import (
    Button,
    Link,
    Opens,
    Press,
    Screen,
    bold,
    isolated,
    lines,
    paragraphs,
    plain,
)


class Water(Press, prefix="t.water"):
    plant_id: int
    litres: int


class Feed(Press, prefix="t.feed"):
    animal_id: int
    grams: int = 50
    twice: int = 0


class Greet(Press, prefix="t.greet"):
    """Says hello."""


def test_a_button_carries_its_prefix_and_its_numbers():
    assert Water(7, 2).pack() == "t.water:7:2"
    assert Greet().pack() == "t.greet"


@given(st.integers(0, 10**16 - 1), st.integers(0, 10**16 - 1))
def test_what_is_packed_is_unpacked_as_it_was(plant_id, litres):
    packed = Water(plant_id, litres).pack()

    assert Press.unpack(packed) == Water(plant_id, litres)
    assert len(packed.encode()) <= 64


@given(st.integers(0, 10**16 - 1), st.integers(0, 100), st.integers(0, 1))
def test_fields_with_a_default_are_unpacked_as_they_were(animal_id, grams, twice):
    pressed = Feed(animal_id, grams, twice)

    assert Press.unpack(pressed.pack()) == pressed


def test_what_stands_at_the_end_as_by_default_is_left_out():
    assert Feed(7).pack() == "t.feed:7"
    assert Feed(7, 20).pack() == "t.feed:7:20"
    assert Feed(7, 50, 1).pack() == "t.feed:7:50:1"


def test_a_button_from_before_a_field_was_added_still_works():
    assert Press.unpack("t.feed:7") == Feed(7, 50, 0)
    assert Press.unpack("t.feed:7:20") == Feed(7, 20, 0)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "t.feed",
        "t.feed:",
        "t.feed:7:50:0:1",
        "t.feed:7::1",
        "t.water",
        "t.water:7",
        "t.water:7:2:1",
        "t.water:7:x",
        "t.water:7:-2",
        "t.dry:7:2",
    ],
)
def test_data_of_another_shape_is_no_press(data):
    assert Press.unpack(data) is None


def test_two_buttons_cannot_have_the_same_prefix():
    with pytest.raises(TypeError, match=r"t\.water"):

        class Again(Press, prefix="t.water"):
            """Taken."""


def test_a_button_whose_data_could_be_too_long_is_refused_at_import():
    with pytest.raises(TypeError, match="too long"):

        class Long(Press, prefix="t.long"):
            one: int
            two: int
            three: int
            four: int


def test_a_screen_becomes_a_message_with_its_keyboard():
    screen = Screen(
        "<b>Plants</b>",
        [[Button("Water", Water(7, 2)), Link("More", "https://t.me/x")], []],
    )

    assert screen.payload() == {
        "text": "<b>Plants</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [
                    {"text": "Water", "callback_data": "t.water:7:2"},
                    {"text": "More", "url": "https://t.me/x"},
                ]
            ]
        },
    }


def test_a_screen_without_buttons_has_no_keyboard():
    assert "reply_markup" not in Screen("hello", [[]]).payload()


def test_a_button_can_do_what_a_command_does():
    assert Button("Menu", Opens("menu")).drawn() == {"text": "Menu", "callback_data": "/menu"}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<b>bold</b> & co", "&lt;b&gt;bold&lt;/b&gt; &amp; co"),
        ('say "hi"', 'say "hi"'),
        ("evil\u202etxt", "eviltxt"),
    ],
)
def test_what_people_typed_is_shown_and_never_obeyed(typed, shown):
    assert plain(typed) == shown
    assert bold(typed) == f"<b>{shown}</b>"


def test_a_name_keeps_to_itself_whatever_direction_it_is_written_in():
    assert isolated("שלום") == "\u2068שלום\u2069"


def test_parts_that_say_nothing_leave_no_gap():
    assert paragraphs("one", "", "two") == "one\n\ntwo"
    assert lines("", "one", "two") == "one\ntwo"
