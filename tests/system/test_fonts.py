"""What is said about printing, by `linli check` and at the start."""

import pytest

from bot.check import fonts
from bot.run import mind_fonts
from handlers.kit.fonts import typeface


def test_a_chosen_file_that_cannot_print_chinese_is_told_with_the_remedy(tmp_path):
    file = tmp_path / "mine.ttf"
    file.write_bytes(b"no font")

    assert str(fonts("zh_Hans", str(file))) == (
        f"✗ fonts: {file} cannot print Chinese; install fonts-noto-cjk or fonts-wqy-microhei, "
        'or name a file under [papers] as "font"'
    )


@pytest.mark.skipif(typeface("zh_Hans") is None, reason="no font with Chinese signs")
def test_what_posters_are_printed_with_is_named():
    assert str(fonts("zh_Hans")).startswith("✓ fonts: posters are printed with ")


def test_without_a_font_it_is_said_at_the_start(tmp_path, caplog):
    mind_fonts("", [tmp_path])

    assert "No font that can print Chinese: install fonts-noto-cjk" in caplog.text


def test_with_a_font_nothing_is_said(tmp_path, caplog):
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()

    mind_fonts("", [tmp_path])

    assert caplog.text == ""
