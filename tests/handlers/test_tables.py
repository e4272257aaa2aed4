"""Tables as people save them, and what is told about those that cannot be used."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from handlers.kit.grids import (
    IsFormula,
    IsGarbled,
    IsHidden,
    IsMerged,
    IsYesNo,
    NotATable,
    OldWorkbook,
    TooManyColumns,
    TooManyRows,
    letter,
)
from handlers.kit.tables import Column, ColumnMissing, ColumnTwice, EmptyTable, read_table
from locales import speaking

COLUMNS = (
    Column("title", "Title", ("标题", "標題"), required=True),
    Column("month", "Month", ("月份",), required=True),
    Column("places", "Places", ("名额", "名額")),
)
TEXT = "月份,标题,名额\n5,包饺子,20\n6,端午包粽子,36\n"
ROWS = [("包饺子", "5", "20"), ("端午包粽子", "6", "36")]


def said(table):
    return [(row["title"], row["month"], row["places"]) for row in table.rows]


def workbook(*rows, change=lambda sheet: None, titled="计划"):
    book = openpyxl.Workbook()
    book.active.title = titled
    for row in rows:
        book.active.append(row)
    change(book.active)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def troubles(table):
    return [(t.row, t.key, type(t.refusal)) for t in table.troubles]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_however_it_was_saved(encoding, separator):
    content = TEXT.replace(",", separator).encode(encoding)

    assert said(read_table(content, COLUMNS)) == ROWS


def test_a_table_from_taiwan_is_read():
    content = "月份,標題,名額\n5,包餃子,20\n".encode("big5")

    assert said(read_table(content, COLUMNS)) == [("包餃子", "5", "20")]


def test_headers_in_the_senders_language_are_known():
    with speaking("en"):
        table = read_table(b"month ,TITLE,Places (people)*\n5,Dumplings,20\n", COLUMNS)

    assert said(table) == [("Dumplings", "5", "20")]
    assert table.headers["places"] == ("C", "Places (people)*")


def test_a_title_above_the_headers_and_blank_rows_are_passed_over():
    content = "幸福里社区 年度计划,,\n\n" + TEXT.replace("20\n", "20\n,,\n")

    table = read_table(content.encode(), COLUMNS)

    assert [(row.number, row["title"]) for row in table.rows] == [(4, "包饺子"), (6, "端午包粽子")]


def test_a_workbook_gives_the_same_as_text():
    content = workbook(("月份", "标题", "名额"), (5, "包饺子", 20), (6, "端午包粽子", 36.0))

    table = read_table(content, COLUMNS)

    assert said(table) == ROWS
    assert table.troubles == []


def test_the_sheet_with_the_headers_is_taken():
    def add_plan(first):
        plan = first.parent.create_sheet("年度计划")
        for row in (("月份", "标题"), (5, "包饺子")):
            plan.append(row)

    content = workbook(("说明",), ("请填写第二页",), change=add_plan)

    assert said(read_table(content, COLUMNS)) == [("包饺子", "5", "")]


def test_formulas_merged_cells_and_hidden_rows_are_told_by_row_and_column():
    def spoil(sheet):
        sheet.merge_cells("A3:A4")
        sheet["C3"] = "=C2*2"
        sheet["B4"] = True
        sheet.row_dimensions[5].hidden = True

    content = workbook(
        ("月份", "标题", "名额"),
        (5, "包饺子", 20),
        (6, "端午包粽子", 36),
        (6, "除草", 40),
        (7, "暑期课堂", 25),
        change=spoil,
    )

    assert troubles(read_table(content, COLUMNS)) == [
        (3, "month", IsMerged),
        (3, "places", IsFormula),
        (4, "title", IsYesNo),
        (5, "", IsHidden),
    ]


def test_a_remark_with_a_comma_of_its_own_is_one_remark():
    columns = (*COLUMNS, Column("note", "Note", ("备注",)))
    content = "月份,标题,备注\n7,暑期课堂,系列,12次\n8,座谈会\n".encode()

    assert [row["note"] for row in read_table(content, columns).rows] == ["系列，12次", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_sign_that_is_broken_is_told_where_it_stands(encoding):
    content = TEXT.encode(encoding).replace("粽".encode(encoding), b"\xff")

    assert troubles(read_table(content, COLUMNS)) == [(3, "title", IsGarbled)]


def test_a_formula_in_text_is_told_too():
    table = read_table(TEXT.replace("36", "=18*2").encode(), COLUMNS)

    assert troubles(table) == [(3, "places", IsFormula)]
    assert table.headers["places"] == ("C", "名额")


def test_what_is_wrong_in_a_column_nobody_needs_is_no_matter():
    content = workbook(("月份", "标题", "自用"), (5, "包饺子", "=1+1"))

    assert read_table(content, COLUMNS).troubles == []


def test_a_missing_column_is_named():
    with pytest.raises(ColumnMissing) as refused, speaking("en"):
        read_table("标题,名额\n包饺子,20\n".encode(), COLUMNS)

    assert refused.value.facts == {"columns": "Month"}


def test_a_column_that_is_there_twice_is_named():
    with pytest.raises(ColumnTwice) as refused, speaking("en"):
        read_table("月份,标题,名额,标题\n5,包饺子,20,包饺子\n".encode(), COLUMNS)

    assert refused.value.facts == {"column": "标题", "letters": "B, D"}


def test_headers_alone_are_no_plan():
    with pytest.raises(EmptyTable):
        read_table("月份,标题\n".encode(), COLUMNS)


def zipped(**parts):
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00\x01",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "大家好,请看附件".encode(),
        b"\xff\xfe\x00",
        b"PK\x03\x04 but no zip",
        zipped(word__document_xml="<w/>"),
        zipped(xl__workbook_xml="<not closed"),
        zipped(xl__workbook_xml="<a/>", xl__bomb_xml=b"0" * 61_000_000),
    ],
)
def test_what_is_no_table_is_told_so(content):
    with pytest.raises(NotATable):
        read_table(content, COLUMNS)


def test_a_workbook_of_the_last_century_is_told_so():
    with pytest.raises(OldWorkbook):
        read_table(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), COLUMNS)


def test_five_thousand_rows_are_read_and_one_more_is_too_many():
    rows = [f"{n % 12 + 1},活动 {n},20" for n in range(5_001)]
    most = "\n".join(["月份,标题,名额", *rows[:5_000]])

    assert len(read_table(most.encode("gb18030"), COLUMNS).rows) == 5_000
    with pytest.raises(TooManyRows):
        read_table(f"{most}\n{rows[-1]}".encode("gb18030"), COLUMNS)


def test_five_thousand_rows_of_a_workbook_are_read():
    rows = [(n % 12 + 1, f"活动 {n}", 20) for n in range(5_000)]
    content = workbook(("月份", "标题", "名额"), *rows)

    assert len(read_table(content, COLUMNS).rows) == 5_000


def test_a_table_wider_than_any_plan_is_told_so():
    with pytest.raises(TooManyColumns):
        read_table(("月份,标题" + "," * 50 + "x\n").encode(), COLUMNS)


def test_columns_are_called_as_a_spreadsheet_calls_them():
    assert [letter(n) for n in (0, 25, 26, 49)] == ["A", "Z", "AA", "AX"]
