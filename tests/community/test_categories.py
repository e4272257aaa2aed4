"""What words suggest; on a small list of its own, so that no shipped word is a test's business."""

from datetime import timedelta

from community.categories import (
    Categories,
    Category,
    Gist,
    Suggested,
    in_language,
)

LIFT = Category("lift", {"zh_Hans": "电梯", "en": "Lift"}, words=("电梯", "lift", "elevator*"))
OLD = Category("elderly_care", {"zh_Hans": "为老服务"}, words=("老人", "老人家"))
GREEN = Category("greenery", {"zh_Hans": "绿化"}, words=("长椅", "花园"))
CATEGORIES = Categories(
    all=(LIFT, OLD, GREEN),
    gists={
        Gist.PRAISE: ("谢谢", "thank*"),
        Gist.HELP: ("怎么",),
        Gist.COMPLAINT: ("坏了",),
        Gist.FOLLOW_UP: ("没联系",),
        Gist.SMALL_TALK: ("谢谢", "thank you"),
    },
    danger=("被困", "煤气 漏", "fire_in"),
)


def test_a_word_suggests_its_category():
    assert CATEGORIES.suggest("三号楼的电梯又停了").categories == ("lift",)


def test_more_words_of_one_category_outdo_fewer_of_another():
    assert CATEGORIES.suggest("花园加长椅，老人家好休息").categories == (
        "greenery",
        "elderly_care",
    )


def test_a_word_within_a_word_does_not_count_twice():
    assert CATEGORIES.suggest("老人家在花园").categories[0] == "elderly_care"


def test_other_scripts_match_whole_words():
    assert CATEGORIES.suggest("The LIFT is broken").categories == ("lift",)
    assert CATEGORIES.suggest("What an uplifting film").categories == ()


def test_a_star_stands_for_any_ending():
    assert CATEGORIES.suggest("both elevators").categories == ("lift",)


def test_danger_is_seen_whatever_else_is_said():
    assert CATEGORIES.suggest("谢谢，电梯里有人被困！").is_danger


def test_parts_of_a_danger_may_stand_apart():
    assert CATEGORIES.suggest("家里煤气好像在漏").is_danger
    assert not CATEGORIES.suggest("煤气费怎么交").is_danger


def test_words_side_by_side_are_meant_side_by_side():
    assert CATEGORIES.suggest("There is a fire in the hall").is_danger
    assert not CATEGORIES.suggest("Put out the fire. Come in").is_danger


def test_full_width_letters_are_read_like_others():
    assert CATEGORIES.suggest("ＬＩＦＴ").categories == ("lift",)


def test_thanks_alone_are_small_talk_and_with_more_they_are_praise():
    assert CATEGORIES.suggest("谢谢！").gist is Gist.SMALL_TALK
    assert CATEGORIES.suggest("谢谢保安小赵").gist is Gist.PRAISE


def test_a_number_means_a_ticket_there_is():
    suggested = CATEGORIES.suggest("第3次问了，上次的 #12 怎么还没回复")

    assert suggested.gist is Gist.FOLLOW_UP
    assert suggested.named == (12,)


def test_nothing_said_suggests_nothing():
    assert CATEGORIES.suggest("") == Suggested()
    assert CATEGORIES.suggest("😡😡😡").categories == ()


def test_what_is_no_kind_of_ticket_starts_as_a_complaint():
    assert Suggested(Gist.FOLLOW_UP).kind is Gist.COMPLAINT


def test_a_category_that_is_gone_is_shown_by_its_id():
    gone = CATEGORIES.category("sauna")

    assert gone.name("zh_Hans") == "sauna"
    assert gone.answer_within == timedelta(hours=8)


def test_a_name_in_another_language_is_better_than_none():
    assert OLD.name("en") == "为老服务"
    assert in_language({}, "en") == ""
