import re

import pytest
from babel.messages.pofile import read_po

from locales import FOLDER, LANGUAGES, NATIVE_NAMES, _, best_of, locale_of, ngettext, speaking

OFFERED = ("zh_Hans", "zh_Hant", "en")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", "zh_Hans"),
        ("zh-hant", "zh_Hant"),
        ("zh-CN", "zh_Hans"),
        ("zh-SG", "zh_Hans"),
        ("zh-TW", "zh_Hant"),
        ("zh-HK", "zh_Hant"),
        ("zh-MO", "zh_Hant"),
        ("zh", "zh_Hans"),
        ("zh_Hant", "zh_Hant"),
        ("en", "en"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("pt-br", "en"),
        ("", "zh_Hans"),
        (None, "zh_Hans"),
    ],
)
def test_the_language_follows_telegrams(code, language):
    assert best_of(code, OFFERED) == language


def test_a_language_that_is_not_offered_gives_the_communitys_own():
    assert best_of("en", ("zh_Hant", "zh_Hans")) == "zh_Hant"


def test_the_language_of_the_moment_ends_with_the_moment():
    with speaking("zh_Hans"):
        with speaking("zh_Hant"):
            assert _("Join") == "報名"
        assert _("Join") == "报名"
    assert _("Join") == "Join"


def test_one_and_many():
    with speaking("en"):
        assert ngettext("{n} place", "{n} places", 1) == "1 place"
        assert ngettext("{n} place", "{n} places", 2) == "2 places"
    with speaking("zh_Hans"):
        assert ngettext("{n} place", "{n} places", 2) == "名额：2 个"


def test_what_fills_a_text_is_never_read_as_a_text_itself():
    assert _("{name}: {answer}", name="{answer}", answer="{0}") == "{answer}: {0}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_name_and_a_calendar(language):
    assert NATIVE_NAMES[language]
    assert locale_of(language).language in ("zh", "en")


def entries(language):
    with (FOLDER / language / "messages.po").open("rb") as po:
        return {m.id: m.string for m in read_po(po, locale=language) if m.id}


SIMPLIFIED_ONLY = "这们报动务为时间对说请设选应给区让发还没过个从会开关进书"
TRADITIONAL_ONLY = "這們報動務為時間對說請設選應給區讓發還沒過個從會開關進書"


def test_simplified_texts_hold_no_traditional_characters():
    said = " ".join(str(string) for string in entries("zh_Hans").values())

    assert not set(said) & set(TRADITIONAL_ONLY) - set(SIMPLIFIED_ONLY) - set(
        NATIVE_NAMES["zh_Hant"]
    )


def test_traditional_texts_hold_no_simplified_characters():
    said = " ".join(str(string) for string in entries("zh_Hant").values())

    assert not set(said) & set(SIMPLIFIED_ONLY) - set(TRADITIONAL_ONLY) - set(
        NATIVE_NAMES["zh_Hans"]
    )


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_people_are_addressed_politely_everywhere(language):
    familiar = [string for string in entries(language).values() if re.search("你", str(string))]

    assert familiar == []


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_chinese_punctuation_is_chinese(language):
    """After an ideograph stands a full-width sign."""
    western = [
        s for s in entries(language).values() if re.search(r"[\u4e00-\u9fff][,;!?:]", str(s))
    ]

    assert western == []
