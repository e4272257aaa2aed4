"""Whatever people typed is text in every cell: no formula, no link, no broken file."""

import random
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from community.names import clean
from handlers.kit.spreadsheets import LONGEST_CELL, Column, cell, sheet_name, spreadsheet

NOW = datetime(2026, 5, 1, 4, tzinfo=UTC)
DANGEROUS = (
    "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1",
    "\r=1", "=\x00", "http://example.org", "mailto:a@b.c", "internal:Sheet1!A1", "{=1+1}",
    "\ud800", "\udfff=1", "\ufffe", "\uffff", "_x0041_", "_x000D_", "<b>&amp;", "]]>", "'=1",
    "1e400", "007", "TRUE", "#REF!", "２+3", "\u202e=1", "💥" * 20_000, "邻" * 40_000, "",
)  # fmt: skip


def read(content):
    return load_workbook(BytesIO(content)).active


def made(rows, title="名单"):
    columns = [Column("姓名", 10), Column("备注", 20)]
    return spreadsheet(title, columns, rows, made_at=NOW)


def nasty(count):
    chosen = random.Random(7)
    for number in range(count):
        head, tail = chosen.choice(DANGEROUS), chosen.choice(DANGEROUS)
        yield head if number < len(DANGEROUS) * 2 else (head[:40] + tail[:40])


def test_ten_thousand_nasty_cells_are_plain_text():
    typed = list(nasty(10_000))

    content = made([[said, said] for said in typed])

    rows = list(read(content).iter_rows(min_row=2))
    cells = [one for row in rows for one in row]
    assert {one.data_type for one in cells} <= {"s", "n"}
    assert [one.value for one in cells if one.data_type == "n" and one.value is not None] == []
    assert all(one.hyperlink is None for one in cells)
    assert len(rows) == 10_000
    with ZipFile(BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_what_people_typed_can_be_read_again_as_it_was():
    typed = ["=cmd|' /C calc'!A0", "+1", "@x", "http://example.org", "<b>&amp;", "007", "邻里"]

    sheet = read(made([[said, ""] for said in typed]))

    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == typed


@pytest.mark.parametrize("sign", ["邻", "💥"])
def test_a_cell_is_never_longer_than_excel_allows(sign):
    said = cell(sign * 40_000)

    assert len(said.encode("utf-16-le")) // 2 in (LONGEST_CELL, LONGEST_CELL - 1)


def test_a_cell_holds_nothing_that_cannot_be_stored():
    assert cell("a\ud800b\x00c\ufffe\uffffd") == clean("a\ud800bcd")


def test_the_first_row_stays_in_sight():
    sheet = read(made([["阿兰", ""]]))

    assert [one.value for one in sheet[1]] == ["姓名", "备注"]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


def test_a_sheet_is_named_as_excel_allows():
    assert sheet_name("包饺子 [5/9] *？") == "包饺子 5 9 ？"
    assert sheet_name("长" * 40) == "长" * 31
    assert sheet_name("History") == "1"
    assert sheet_name("'':") == "1"
    assert sheet_name("💥" * 30) == "1"
    assert read(made([])).title == "名单"
