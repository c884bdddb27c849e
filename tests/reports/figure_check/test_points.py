"""Detail tables: each wrong cell is told once, in its own row, with its reason."""

from dataclasses import replace

import pytest

from reports.figure_check import check_sheets
from tests.reports.figure_check.tables import check, check_detail, found
from tests.reports.figure_check.van_canh import RIGHT, Figures
from tests.reports.figure_check.workbooks import Look, pasted


def test_it_finds_nothing_in_a_right_table() -> None:
    findings = check_detail("1|Lĩnh vực|3|2.5|-0.5", "1.1|Một|2|2|", "1.2|Hai|1|0.5|-0.5")
    assert found(findings) == []
    assert findings.rows_checked == 3


def test_it_finds_a_deduction_that_is_not_maximum_less_achieved() -> None:
    findings = check_detail("3|Lĩnh vực|3|2.95|-0,05", "3.5|Kết quả|3|2,95|-0,15")
    assert found(findings) == [("3.5", "arithmetic", "-0,15", "-0.05")]
    assert "3 − 2,95 = 0,05" in findings.slips[0].message


def test_a_positive_deduction_stays_positive() -> None:
    findings = check_detail("3|Lĩnh vực|3|2|1", "3.1|Một|2|1|0.5", "3.2|Hai|1|1|")
    assert found(findings) == [("3.1", "arithmetic", "0.5", "1")]


@pytest.mark.parametrize("empty", ["", "-", "–", "…"])
def test_it_finds_a_blank_deduction_where_points_are_lost(empty: str) -> None:
    findings = check_detail(f"4|Lĩnh vực|2|1|{empty}", "4.1|Một|1|0|-1", "4.2|Hai|1|1|")
    assert found(findings) == [("4", "blank", "", "-1")]


def test_a_table_without_a_column_of_deductions_has_no_blanks() -> None:
    text = "Mã|Nội dung|Điểm tối đa|Điểm đạt được\n4|Lĩnh vực|2|1\n4.1|Một|1|0\n4.2|Hai|1|1"
    assert found(check(text)) == []


def test_it_finds_a_parent_that_is_not_the_sum_of_its_parts() -> None:
    findings = check_detail(
        "5|Lĩnh vực|3|2.5|-0.5",
        "5.1|Một|2|2|",
        "5.1.1|Con|1|1|",
        "5.1.2|Con|1|0.5|-0.5",
        "5.2|Hai|1|1|",
    )
    assert found(findings) == [
        ("5.1", "arithmetic", "2", "1.5"),
        ("5.1", "blank", "", "-0.5"),
    ]
    assert "1 + 0,5 = 1,5" in findings.slips[0].message
    assert "Dòng 5 in 2,5 cũng chỉ đúng khi 5.1 là 1,5" in findings.slips[0].message


def test_it_finds_a_parent_whose_maximum_is_wrong() -> None:
    findings = check_detail("5|Lĩnh vực|4|3|", "5.1|Một|2|2|", "5.2|Hai|1|1|")
    assert found(findings) == [("5", "arithmetic", "4", "3")]


def test_it_explains_swapped_digits() -> None:
    findings = check_detail("1|Lĩnh vực|10|6.46|- 3.36", "1.1|Một|9|6.46|-2.54", "1.2|Hai|1|0|-1")
    assert found(findings) == [("1", "arithmetic", "- 3.36", "-3.54")]
    assert "6,64, là 6,46 viết đảo hai chữ số" in findings.slips[0].message


def test_the_parent_tells_that_a_leafs_points_are_wrong_and_not_its_deduction() -> None:
    findings = check_detail("1|Lĩnh vực|2|1.75|-0.25", "1.1|Một|1|0.57|-0.25", "1.2|Hai|1|1|")
    assert found(findings) == [("1.1", "arithmetic", "0.57", "0.75")]


def test_the_parent_tells_that_a_leafs_maximum_is_wrong() -> None:
    findings = check_detail("1|Lĩnh vực|2|1.5|-0.5", "1.1|Một|10|0.5|-0.5", "1.2|Hai|1|1|")
    assert found(findings) == [("1.1", "arithmetic", "10", "1")]


def test_it_finds_more_points_than_the_maximum() -> None:
    findings = check_detail("1|Lĩnh vực|2|1.5|-0.5", "1.1|Một|1|5|-0.5", "1.2|Hai|1|1|")
    assert found(findings) == [("1.1", "arithmetic", "5", "0.5")]
    assert "lớn hơn điểm tối đa" in findings.slips[0].message


def test_it_finds_an_empty_score() -> None:
    findings = check_detail("1|Lĩnh vực|2|1.5|-0.5", "1.1|Một|1||-0.5", "1.2|Hai|1|1|")
    assert found(findings) == [("1.1", "blank", "", "0.5")]


def test_a_form_not_filled_in_yet_is_not_wrong() -> None:
    findings = check_detail("1|Lĩnh vực|2||", "1.1|Một|1||", "1.2|Hai|1||")
    assert found(findings) == []


def test_it_says_the_items_below_do_not_add_up_when_the_cell_above_is_empty() -> None:
    findings = check_detail("3|Lĩnh vực|4|2.95|", "3.1|Một|1|0|-1", "3.2|Hai|3|2.95|-0.15")
    assert ("3", "arithmetic", "-1.15", "-1.05") in found(findings)
    assert found(findings)[0] == ("3", "blank", "", "-1.05")


def test_rows_missing_at_the_end_are_one_slip() -> None:
    findings = check_detail("1|Lĩnh vực|10|8|-2", "1.1|Một|2|2|", "1.2|Hai|2|1|-1")
    assert found(findings) == [("1", "arithmetic", "10", "4")]
    assert "bảng thiếu dòng" in findings.slips[0].message


def test_rows_missing_in_between_are_a_note_and_no_slip() -> None:
    findings = check_detail("1|Lĩnh vực|10|8|-2", "1.1|Một|2|2|", "1.4|Bốn|2|1|-1")
    assert found(findings) == []
    assert "không cộng được" in findings.notes[0].text


def test_the_field_row_without_its_code_is_the_field_of_the_rows_below() -> None:
    findings = check_detail("|XÂY DỰNG CHÍNH QUYỀN ĐIỆN TỬ|2|1|", "7.1|Một|1|1|", "7.2|Hai|1|0|-1")
    assert found(findings) == [("7", "blank", "", "-1")]


def test_rows_with_a_dash_are_parts_of_the_criterion_above() -> None:
    findings = check_detail(
        "1|Lĩnh vực|2|1.5|-0.5",
        "1.1|Một|1|1|",
        "|- Con một;|0.5|0.5|",
        "|- Con hai|0.5|0|-0.5",
        "1.2|Hai|1|1|",
    )
    assert found(findings) == [
        ("1.1", "arithmetic", "1", "0.5"),
        ("1.1", "blank", "", "-0.5"),
    ]


def test_a_lost_first_cell_and_a_lost_header_break_nothing() -> None:
    findings = check_detail(
        "XÂY DỰNG CHÍNH QUYỀN ĐIỆN TỬ|2|1|",
        "7.1|Cung cấp thông tin trên|1|1|",
        "",
        "Tiêu chí|Nội dung|Điểm tối đa|Điểm đạt được|Điểm bị trừ",
        "|cổng thông tin|||",
        "7.2|Hai|1|0|-1",
    )
    assert found(findings) == [("7", "blank", "", "-1")]


def test_roman_fields_with_codes_that_begin_anew() -> None:
    findings = check_detail(
        "I|Lĩnh vực một|1|1|", "1|Một|1|1|", "II|Lĩnh vực hai|2|2|", "1|Một|1|1|", "2|Hai|1|0|-1"
    )
    assert found(findings) == [
        ("2", "arithmetic", "2", "1"),
        ("2", "blank", "", "-1"),
    ]


def test_the_same_table_twice_is_two_tables() -> None:
    rows = ("1|Lĩnh vực|2|1|", "1.1|Một|1|1|", "1.2|Hai|1|0|-1")
    assert found(check_detail(*rows, *rows)) == [("1", "blank", "", "-1")] * 2


def test_totals_that_were_added_up_before_rounding_are_right() -> None:
    """6,8078 is printed as 6,81."""
    findings = check_detail(
        "3|Lĩnh vực|4|3.81|-0.19", "3.1|Một|3|2.9478|-0.0522", "3.2|Hai|1|0.86|-0.14"
    )
    assert found(findings) == []


def test_a_cell_that_is_no_number_is_a_note() -> None:
    findings = check_detail("1|Lĩnh vực|2|2|", "1.1|Một|1|Đạt|", "1.2|Hai|1|1|")
    assert any("“Đạt” không phải là số" in note.text for note in findings.notes)


def single_changes() -> list[tuple[int, int, str]]:
    """Row, column and another number: a different one for each cell of points lost or kept."""
    changes = []
    for row, cells in enumerate(RIGHT.detail):
        for column in (1, 2, 3):
            text = cells[column]
            if text:
                changes.append((row, column, text + ("5" if "." in text else ".5")))
    return changes


@pytest.mark.parametrize("column", [1, 2, 3])
def test_one_wrong_cell_is_one_slip_in_its_row(column: int) -> None:
    """Every cell of the right paper in turn: never a cascade, never another row."""
    for row, changed, text in single_changes():
        if changed != column:
            continue
        cells = list(RIGHT.detail[row])
        cells[column] = text
        detail = tuple(tuple(cells) if i == row else r for i, r in enumerate(RIGHT.detail))
        figures: Figures = replace(RIGHT, detail=detail)
        look = Look(figures=figures, causes="none", sub_codes="coded", shows_field_code=True)
        slips = check_sheets(pasted(look)).slips
        assert [slip.code for slip in slips] == [cells[0]], (cells, slips)
