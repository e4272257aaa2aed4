import pytest

from community.questions import KINDS, Kind, OptionsUnfit, Question, Ready, read_options


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ("猪肉\n素馅", ("猪肉", "素馅")),
        ("猪肉、素馅，羊肉", ("猪肉", "素馅", "羊肉")),
        ("S / M / L", ("S", "M", "L")),
        ("tea, coffee, tea", ("tea", "coffee")),
        ("  一  号 \n\n二号\n", ("一 号", "二号")),
    ],
)
def test_options_are_read_as_people_list_them(typed, options):
    assert read_options(typed) == options


@pytest.mark.parametrize(
    "typed", ["", "只有一个", "甲\n甲", "x" * 31 + "\ny", "😀、🎉", "、".join("abcdefghi")]
)
def test_a_choice_needs_two_to_eight_short_options(typed):
    with pytest.raises(OptionsUnfit):
        read_options(typed)


def test_every_ready_question_says_what_its_answer_looks_like():
    assert set(KINDS) == set(Ready)


def test_a_copy_is_asked_of_others_and_not_written_down_yet():
    asked = Question(1, Kind.CHOICE, "馅？", options=("a", "b"), is_required=True, id=9)

    copy = asked.for_activity(2)

    assert copy == Question(2, Kind.CHOICE, "馅？", options=("a", "b"), is_required=True)
