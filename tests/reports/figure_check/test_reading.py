"""Workbooks and pasted text become the same sheets; what cannot be read says why."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from unicodedata import normalize

import pytest
from openpyxl import Workbook

from reports.figure_check import UnreadableFile, check_sheets, read_pasted, read_workbook
from reports.figure_check.excel import FILE_MAX
from reports.figure_check.excel import Workbook as ReadWorkbook
from tests.reports.figure_check.tables import check, found

HEADER = ["Mã", "Nội dung", "Điểm tối đa", "Điểm đạt được", "Điểm bị trừ"]
PERCENTS = ["TT", "Lĩnh vực", "Điểm đạt được", "Điểm tối đa", "Tỷ lệ (%)"]


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content: bytes, name: str = "bảng.xlsx") -> ReadWorkbook:
    return read_workbook(BytesIO(content), name=name, size=len(content))


def book_of(*rows: Sequence[object]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return book


def slips_in(book: Workbook) -> list[tuple[str, str, str, str]]:
    return found(check_sheets(read(saved(book)).sheets))


def test_a_number_counts_as_excel_shows_it() -> None:
    book = book_of(PERCENTS, ["1", "Một", 2, 3, 0.6667], ["2", "Hai", 1, 3, 33.333333333333336])
    sheet = book.worksheets[0]
    sheet["E2"].number_format = "0.0%"
    sheet["E3"].number_format = "0.00"
    assert slips_in(book) == []
    sheet["E2"] = 0.665
    assert slips_in(book) == [("1", "percent", "66.5%", "66.7")]


def test_noise_of_floating_point_is_no_slip() -> None:
    book = book_of(HEADER, ["1", "Một", 0.3, 0.1 + 0.2, None], ["1.1", "A", 0.1, 0.1, None])
    book.worksheets[0].append(["1.2", "B", 0.2, 0.2, None])
    assert slips_in(book) == []


def test_the_code_one_point_ten_survives_as_a_number() -> None:
    rows = [[1.0 + i / 10, f"Mục {i}", 1, 1, None] for i in range(1, 10)]
    book = book_of(HEADER, [1, "Lĩnh vực", 11, 10, -1], *rows)
    book.worksheets[0].append([1.1, "Mục 10", 1, 0, None])
    book.worksheets[0].append([1.11, "Mục 11", 1, 1, None])
    assert slips_in(book) == [("1.10", "blank", "", "-1")]


def test_a_pair_that_excel_took_for_a_date_is_a_note() -> None:
    header = ["TT", "Lĩnh vực", "Năm 2020: điểm/điểm tối đa", "Năm 2020: %", "Năm 2021: %"]
    book = book_of(header, ["1", "Một", date(2026, 4, 5), 80, 90], ["2", "Hai", "4/5", 80, 90])
    findings = check_sheets(read(saved(book)).sheets)
    assert found(findings) == []
    assert "bị Excel đổi thành ngày tháng" in findings.notes[0].text


def test_rows_are_numbered_as_excel_does() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, values in ((7, HEADER), (12, ["4", "Bộ máy", "2", "1"])):
        for column, value in enumerate(values, start=2):
            sheet.cell(row, column, value)
    slips = check_sheets(read(saved(book)).sheets).slips
    assert [(slip.at.sheet, slip.at.row) for slip in slips] == [("Sheet", 12)]


def test_a_formula_without_its_result_is_refused_with_its_place() -> None:
    book = book_of(HEADER, ["1", "Một", 1, "=C2", None])
    with pytest.raises(UnreadableFile, match=r"ô D2 là công thức chưa có kết quả.*Excel, lưu lại"):
        read(saved(book))


def test_hidden_sheets_are_left_out_and_said_so() -> None:
    book = book_of(HEADER, ["1", "Một", 1, 0, None])
    book.create_sheet("Nháp").append(["1", "Một", 1, 0, None])
    book["Nháp"].sheet_state = "hidden"
    workbook = read(saved(book))
    assert [sheet.name for sheet in workbook.sheets] == ["Sheet"]
    assert workbook.remarks == ("Bỏ qua trang ẩn “Nháp”.",)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bảng.xls", b"x", "lưu thành .xlsx"),
        ("bảng.docx", b"x", "chép rồi dán"),
        ("bảng.xlsx", b"", "rỗng"),
        ("bảng.xlsx", b"Ti\xc3\xaau ch\xc3\xad", "mang đuôi"),
        ("bảng.xlsx", b"PK\x03\x04 broken", "hỏng"),
    ],
)
def test_an_unreadable_file_says_why(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(content, name)


def test_a_damaged_workbook_says_so() -> None:
    content = saved(book_of(HEADER))
    cut = content.replace(b"xl/workbook.xml", b"xl/workbo0k.xml")
    with pytest.raises(UnreadableFile, match="hỏng"):
        read(cut)


def test_a_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="5 MB"):
        read_workbook(BytesIO(b"PK"), name="bảng.xlsx", size=FILE_MAX + 1)


def test_pasted_lines_keep_their_numbers() -> None:
    text = (
        "\r\nTiêu chí\tNội dung\tĐiểm tối đa\tĐiểm đạt được\tĐiểm bị trừ\r\n\r\n4\tMột\t2\t1\t\r\n"
    )
    assert [slip.at.row for slip in check_sheets([read_pasted(text)]).slips] == [4]


def test_a_cell_that_excel_quoted_is_one_cell() -> None:
    text = 'Mã|Nội dung|"Điểm\ntối đa"|Điểm đạt được|Điểm bị trừ\n4|"Một\nhai ""ba"""|2|1|'
    findings = check(text)
    assert found(findings) == [("4", "blank", "", "-1")]
    assert findings.slips[0].at.row == 3


def test_a_stray_quotation_mark_does_not_eat_the_table() -> None:
    text = 'Mã|Nội dung|Điểm tối đa|Điểm đạt được|Điểm bị trừ\n4|"Một|2|1|\n5|Hai|2|1|'
    assert [slip[0] for slip in found(check(text))] == ["4", "5"]


def test_bars_may_part_the_cells() -> None:
    text = "| Mã | Nội dung | Tối đa | Đạt | Trừ |\n|---|---|---|---|---|\n| 4 | Một | 2 | 1 | |"
    assert found(check_sheets([read_pasted(text)])) == [("4", "blank", "", "-1")]


def test_accents_may_be_composed_either_way_or_missing() -> None:
    text = "Tiêu chí|Nội dung|Điểm tối đa|Điểm đạt được|Điểm bị trừ\n4|Một|2|1|"
    for written in (
        normalize("NFD", text),
        text.upper(),
        "Ma|Noi dung|Diem toi da|Diem dat|Diem tru\n4|Mot|2|1|",
    ):
        assert found(check(written)) == [("4", "blank", "", "-1")]


def test_text_without_a_table_checks_nothing() -> None:
    assert not check(
        "Kính gửi Ủy ban nhân dân huyện\nBáo cáo kết quả năm 2021"
    ).has_checked_anything
