"""Fonts that can print Chinese, and text that fits the paper."""

from datetime import UTC, datetime

import pytest

from handlers.kit.file_names import file_name
from handlers.kit.fonts import Face, installed, is_fit, typeface
from handlers.kit.pdf import Sheet

FACE = typeface("zh_Hans")
pytestmark = pytest.mark.skipif(FACE is None, reason="no font with Chinese signs")


@pytest.fixture(scope="module")
def sheet():
    made_at = datetime(2026, 5, 1, tzinfo=UTC)
    sheet = Sheet(FACE, title="海报", language="zh_Hans", made_at=made_at)
    yield sheet
    sheet.content()


def test_a_file_that_is_no_font_is_not_fit(tmp_path):
    file = tmp_path / "broken.ttc"
    file.write_bytes(b"ttcf" + bytes(20))

    assert not is_fit(Face(file))
    assert typeface("zh_Hans", str(file)) is None
    assert typeface("zh_Hans", str(tmp_path / "not-there.ttf")) is None


def test_nothing_is_installed_in_an_empty_folder(tmp_path):
    assert list(installed([tmp_path, tmp_path / "not-there"])) == []


def test_the_regular_file_stands_in_for_a_bold_one_that_is_missing(tmp_path):
    file = tmp_path / "fonts" / "notosanscjk-regular.TTC"
    file.parent.mkdir()
    file.touch()

    assert list(installed([tmp_path])) == [(file, file)]


def test_each_script_gets_the_face_of_its_region():
    if "NotoSansCJK" not in FACE.regular.file.name:
        pytest.skip("only the Noto fonts have one for each region")

    assert typeface("zh_Hans").regular.number == 2
    assert typeface("zh_Hant").regular.number == 3


def test_emoji_are_not_printed(sheet):
    assert sheet.printable("包粽子🎉 👨‍👩‍👧 全家来") == "包粽子 全家来"


def test_a_letter_that_the_font_lacks_leaves_a_question_mark(sheet):
    assert sheet.printable("茶 ꦗꦮ") == "茶 ??"


def test_a_short_title_is_as_large_as_can_be(sheet):
    block = sheet.fitted("太极拳", width=170, height=80, sizes=(76, 40, 20), bold=True)

    assert (block.lines, block.size) == (["太极拳"], 76)


def test_a_long_title_is_made_smaller_until_it_fits(sheet):
    block = sheet.fitted("邻" * 100, width=170, height=80, sizes=(76, 40, 20), bold=True)

    assert block.size == 20
    assert block.height <= 80
    assert "".join(block.lines) == "邻" * 100


def test_lines_are_of_similar_length(sheet):
    block = sheet.fitted("邻" * 11, width=100, height=80, sizes=(30,))

    assert block.lines == ["邻" * 6, "邻" * 5]


def test_words_stay_whole_and_marks_begin_no_line(sheet):
    narrow = sheet.fitted("sign up today", width=25, height=80, sizes=(20,))
    marks = sheet.fitted("邻邻邻，里里里", width=22, height=80, sizes=(20,))

    assert narrow.lines == ["sign up", "today"]
    assert not [line for line in marks.lines if line.startswith("，")]


def test_a_word_wider_than_the_paper_is_broken(sheet):
    block = sheet.fitted("w" * 100, width=100, height=500, sizes=(40,))

    assert "".join(block.lines) == "w" * 100
    assert len(block.lines) > 5


def test_nothing_to_say_takes_no_room(sheet):
    assert sheet.line("🎉", size=20, width=100).height == 0


def test_names_of_files_are_harmless():
    assert file_name("海报", "5-9", "../a:b*c", ending="pdf") == "海报 5-9 .. a b c.pdf"
    assert file_name("名单", "长" * 200, ending="xlsx") == f"名单 {'长' * 77}.xlsx"
    assert file_name("x\u202excod", "\n", ending="pdf") == "xxcod.pdf"
