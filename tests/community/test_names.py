import pytest

from community.names import clean, one_line, says_something


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  王  阿姨 \n", "王 阿姨"),
        ("a\u202eb\u2066c", "abc"),  # bidi controls
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "é"),
        ("Q" + "\u0301" * 9, "Q\u0301\u0301"),  # stacked marks
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),  # a family stays together
        ("half\ud83d", "half\ufffd"),  # half of a surrogate pair
        ("tab\tbell\x07", "tab bell"),
        ('<b>"&', '<b>"&'),  # markup is the screen's business
    ],
)
def test_names_keep_what_can_be_seen(typed, kept):
    assert one_line(typed) == kept


def test_text_keeps_its_lines():
    assert clean(" one\n\ntwo \u200b") == "one\n\ntwo"


@pytest.mark.parametrize(
    ("typed", "says"), [("包粽子", True), ("3", True), ("🙂🙂", False), ("  …!", False)]
)
def test_emoji_and_signs_alone_name_nothing(typed, says):
    assert says_something(typed) is says
