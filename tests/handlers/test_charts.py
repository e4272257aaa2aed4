"""Pictures of figures, looked at pixel by pixel."""

from io import BytesIO

import pytest
from PIL import Image

from handlers.kit.charts import (
    ACCENT,
    INK,
    INNER,
    MARGIN,
    MOST,
    PAPER,
    TRACK,
    WIDTH,
    Bar,
    bar_chart,
    folded,
)
from handlers.kit.fonts import NoFont, typeface

pytestmark = pytest.mark.skipif(typeface("zh_Hans") is None, reason="no font with Chinese signs")


def drawn(*bars, whole=None, caption="", title="指标", language="zh_Hans"):
    content = bar_chart(title, bars, caption=caption, language=language, whole=whole)
    return Image.open(BytesIO(content))


def strokes(picture):
    """How many pixels of every bar are filled, from the top one down."""
    found, was_in = [], False
    for y in range(picture.height):
        row = picture.crop((MARGIN, y, MARGIN + INNER, y + 1)).getcolors()
        counts = {colour: count for count, colour in row or ()}
        is_in = counts.keys() <= {ACCENT, TRACK} and counts.keys() != set()
        if is_in and not was_in:
            found.append(counts.get(ACCENT, 0))
        was_in = is_in
    return found


def test_the_length_of_a_bar_is_its_value():
    assert strokes(drawn(Bar("a", 50, ""), Bar("b", 25, ""), Bar("c", 100, ""), whole=100)) == [
        INNER // 2,
        INNER // 4,
        INNER,
    ]


def test_counts_are_as_long_as_the_largest_allows():
    assert strokes(drawn(Bar("a", 3, "3"), Bar("b", 12, "12"))) == [INNER // 4, INNER]


def test_nothing_is_no_bar_and_very_little_can_be_seen():
    assert strokes(drawn(Bar("a", 0, "0"), Bar("b", 0.01, "0.01"), whole=100)) == [0, 2]


def test_more_than_the_whole_does_not_leave_the_picture():
    assert strokes(drawn(Bar("a", 120, "120%"), whole=100)) == [INNER]


def test_what_cannot_be_computed_has_words_and_no_bar():
    assert strokes(drawn(Bar("a", None, "—", "缺少：居民户"), whole=100)) == []


def test_one_bar_and_none_are_pictures_too():
    assert drawn(Bar("a", 7, "7")).width == WIDTH
    assert drawn().width == WIDTH


def test_the_time_before_is_a_line_across_the_bar():
    picture = drawn(Bar("a", 80, "80%", before=50), whole=100)
    middle = MARGIN + INNER // 2 + 1

    column = [picture.getpixel((middle, y)) for y in range(picture.height)]

    assert column.count(INK) > 26


def test_of_two_hundred_the_longest_stay_and_the_rest_is_one_line():
    bars = folded([Bar(str(n), n, str(n)) for n in range(200)], "其他")

    assert len(bars) == MOST + 1
    assert [bar.label for bar in bars[:3]] == ["199", "198", "197"]
    assert (bars[-1].label, bars[-1].said, bars[-1].value) == ("其他", str(sum(range(180))), None)


def test_few_are_only_put_in_order():
    assert [bar.label for bar in folded([Bar("a", 1, "1"), Bar("b", 2, "2")], "…")] == ["b", "a"]


def test_long_and_strange_words_stay_inside():
    endless = "超" * 100 + "x" * 200
    picture = drawn(
        Bar(endless, 1, "1", endless), title=endless, caption=f"🎉\u202e{endless}", language="en"
    )

    edges = {
        colour
        for x in (0, 20, WIDTH - 20, WIDTH - 1)
        for _count, colour in picture.crop((x, 0, x + 1, picture.height)).getcolors()
    }
    assert edges == {PAPER}


def test_without_a_font_it_is_refused():
    with pytest.raises(NoFont):
        bar_chart("x", [], caption="", language="en", font="/nowhere.ttf")
