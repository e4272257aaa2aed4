import pytest

from community.searching import is_meant


@pytest.mark.parametrize(
    "words",
    ["", "粽", "粽子 活动室", "tai chi", "ＴＡＩ", "  包粽子  ", "一楼"],
)
def test_all_words_stand_in_the_title_or_the_place(words):
    assert is_meant(words, "包粽子 Tai Chi", "一楼活动室")


@pytest.mark.parametrize("words", ["饺子", "粽子 饺子", "粽子,活动室"])
def test_one_word_that_is_missing_is_enough_to_pass_over(words):
    assert not is_meant(words, "包粽子", "一楼活动室")


@pytest.mark.parametrize("words", ["手機", "手机", "社區", "社区", "臺式"])
def test_either_script_finds_the_other(words):
    assert is_meant(words, "手机課", "社區活動室", "台式")
