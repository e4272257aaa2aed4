"""The categories that are shipped, and a file of one's own with all that can be wrong in it."""

import json
from pathlib import Path

import pytest

from bot.categories import read_categories, shipped_categories, with_numbers
from bot.misconfigured import Misconfigured
from community.categories import PLACEHOLDERS
from locales import LANGUAGES

VOICES = Path(__file__).parents[3] / "shared" / "data" / "voices.jsonl"
SAUNA = """
[[categories]]
id = "sauna"
name = { zh_Hans = "桑拿", en = "Sauna" }
answer_hours = 1
solve_hours = 2
words = ["桑拿"]
"""


@pytest.fixture
def faults(tmp_path):
    """What the operator reads about a file."""

    def read(text: str) -> str:
        with pytest.raises(Misconfigured) as refused:
            read_categories(_written(tmp_path, text))
        return "\n".join(refused.value.lines)

    return read


def test_every_shipped_text_is_in_every_language():
    shipped = shipped_categories()
    texts = [texts for one in shipped for texts in (one.names, *one.templates.values())]
    texts += [question.texts for one in shipped for question in one.questions]
    texts += [c.texts for one in shipped for q in one.questions for c in q.choices]
    texts += [number.names for number in shipped.numbers]

    assert {tuple(sorted(text)) for text in texts} == {tuple(sorted(LANGUAGES))}


def test_every_shipped_template_can_be_filled_in():
    for category in shipped_categories():
        for texts in category.templates.values():
            for text in texts.values():
                assert "#42" in text.format(**dict.fromkeys(PLACEHOLDERS, "") | {"number": 42})


def test_names_fit_on_a_button():
    names = [name for one in shipped_categories() for name in one.names.values()]

    assert [name for name in names if len(name) > 20] == []


def test_a_file_of_ones_own_replaces_the_categories_and_keeps_something_else(tmp_path):
    own = read_categories(_written(tmp_path, SAUNA))

    assert [one.id for one in own] == ["sauna", "other"]
    assert own.danger == shipped_categories().danger
    assert own.suggest("桑拿太热").categories == ("sauna",)


def test_local_numbers_come_after_everybodys():
    added = with_numbers(shipped_categories(), ["96777 燃气抢修"]).numbers[-1]

    assert (added.number, list(added.names.values())) == ("96777", ["燃气抢修"])


def test_a_placeholder_that_nothing_fills_is_named(faults):
    said = faults(SAUNA + '[categories.templates.closed]\nzh_Hans = "{name} #{number}"')

    assert "categories.1.templates.closed.zh_Hans: there is nothing to put for {name}" in said
    assert "{category}, {community}, {number}" in said


def test_a_template_without_the_number_is_refused(faults):
    said = faults(SAUNA + '[categories.templates.closed]\nzh_Hans = "好了"')

    assert "templates.closed.zh_Hans: write {number} somewhere" in said


def test_a_lone_brace_is_refused(faults):
    said = faults(SAUNA + '[categories.templates.closed]\nzh_Hans = "#{number"')

    assert 'write "{{" where a brace itself is meant' in said


def test_a_key_that_is_missing_is_named(faults):
    said = faults(SAUNA.replace("answer_hours = 1", ""))

    assert "categories.1.answer_hours: this key is missing" in said


def test_hours_that_are_none_are_refused(faults):
    assert "categories.1.answer_hours" in faults(SAUNA.replace("= 1", '= "soon"'))
    assert "categories.1.answer_hours" in faults(SAUNA.replace("= 1", "= 0"))


def test_a_key_nobody_knows_is_refused(faults):
    assert "categories.1.colour: there is no such key" in faults(SAUNA + 'colour = "red"')


def test_the_same_id_twice_is_refused(faults):
    assert '"sauna" stands twice' in faults(SAUNA * 2)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Misconfigured, match=r"tickets\.categories: there is no file"):
        read_categories(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    "said",
    [
        "家里着火了",
        "燃气好像在泄漏",
        "有人困在电梯里",
        "我活不下去了",
        "樓下有人持刀",
        "瓦斯味很重",
        "阿公昏倒了",
        "There is a fire in the kitchen",
        "I can smell gas in the hall",
        "My neighbour is unconscious",
        "We are trapped in the lift",
    ],
)
def test_danger_is_heard_in_every_language(said):
    assert shipped_categories().means_danger(said)


@pytest.mark.parametrize(
    "said",
    [
        "消防通道被占了",
        "火车站怎么走",
        "煤气费怎么交",
        "The fire extinguisher is old",
        "刀具回收点",
    ],
)
def test_what_only_sounds_like_danger_is_no_alarm(said):
    assert not shipped_categories().means_danger(said)


@pytest.mark.skipif(not VOICES.exists(), reason="the data to try it with is not beside this")
def test_danger_is_heard_in_what_people_really_write():
    voices = [json.loads(line) for line in VOICES.read_text("utf-8").splitlines()]
    heard = [shipped_categories().suggest(voice["text"]).is_danger for voice in voices]

    assert heard == [voice["emergency"] for voice in voices]


@pytest.mark.skipif(not VOICES.exists(), reason="the data to try it with is not beside this")
def test_most_categories_are_suggested_rightly():
    voices = [json.loads(line) for line in VOICES.read_text("utf-8").splitlines()]
    named = [voice for voice in voices if voice["category"]]
    right = [
        voice
        for voice in named
        if voice["category"] in shipped_categories().suggest(voice["text"]).categories[:1]
    ]

    assert len(right) >= 0.9 * len(named)


def _written(folder: Path, text: str) -> Path:
    path = folder / "categories.toml"
    path.write_text(text, encoding="utf-8")
    return path
