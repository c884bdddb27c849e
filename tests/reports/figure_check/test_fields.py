"""Tables by field: percentages to the decimals printed, changes, the same points as the detail."""

import pytest

from tests.reports.figure_check.tables import DETAIL, SUMMARY, check, check_summary, found


def test_it_finds_nothing_in_a_right_table() -> None:
    findings = check_summary("1|Một|7.5/12|62.5|6.46/10|64.6|+2.1", "2|Hai|4/4|100|5/5|100|0")
    assert found(findings) == []
    assert findings.rows_checked == 2


@pytest.mark.parametrize(
    ("points", "percent", "right"),
    [
        ("1/16", "6.3", True),  # 6,25 lên 6,3
        ("1/16", "6.2", False),
        ("1/8", "13", True),  # 12,5 lên 13
        ("1/8", "12", False),
        ("1/8", "12.5", True),
        ("1/8", "12.50", True),
        ("2/3", "66.67", True),
        ("2/3", "66.7", True),
        ("2/3", "67", True),
        ("2/3", "66.66", False),
        ("2/3", "66", False),
        ("5/11", "45.45", True),
        ("5/11", "45.5", True),
        ("3/3", "100", True),
        ("0/3", "0", True),
        ("333/1000", "33.30", True),
        ("6,81/10", "68,1%", True),
    ],
)
def test_a_percentage_is_rounded_half_up_to_the_decimals_printed(
    points: str, percent: str, right: bool
) -> None:
    findings = check_summary(f"1|Một|{points}|{percent}|1/1|100|")
    assert (found(findings) == []) is right


def test_it_says_that_a_percentage_was_cut_off() -> None:
    findings = check_summary("4|Bộ máy|4.5/7|64.2|6/7|85.7|+21.4")
    assert found(findings) == [("4", "percent", "64.2", "64.3")]
    assert "4,5 / 7 = 64,2857%, làm tròn một chữ số là 64,3" in findings.slips[0].message
    assert "cắt bớt" in findings.slips[0].message


def test_a_change_that_follows_from_the_true_percentages_is_right() -> None:
    findings = check_summary("4|Bộ máy|4.5/7|64.2|6/7|85.6|+21.4")
    assert [slip[2] for slip in found(findings)] == ["64.2", "85.6"]


@pytest.mark.parametrize("change", ["+19", "19", "19.0", "19.03", "Tăng 19", "tăng 19,0"])
def test_a_change_may_be_written_in_many_ways(change: str) -> None:
    assert found(check_summary(f"5|Công vụ|11.5/16|71.9|10/11|90.9|{change}")) == []


def test_a_change_of_right_printed_percentages_is_right() -> None:
    """66,67 → 68,10 is +1,43; 68,1 − 66,7 = 1,4 as well. 62,54 → 66,45: +3,9 and 4,0 both."""
    assert found(check_summary("1|Một|6254/10000|62.5|6645/10000|66.5|+3.9")) == []
    assert found(check_summary("1|Một|6254/10000|62.5|6645/10000|66.5|+4.0")) == []


@pytest.mark.parametrize(
    ("change", "right"), [("-2.5", "-2.5"), ("giảm 2,5", "-2.5"), ("+2.5", ""), ("2.5", "")]
)
def test_a_change_has_a_sign(change: str, right: str) -> None:
    slips = found(check_summary(f"1|Một|65/100|65|62.5/100|62.5|{change}"))
    assert slips == ([] if right else [("1", "percent", change, "-2.5")])


def test_no_change_may_be_said_in_words() -> None:
    assert found(check_summary("6|Tài chính|3/5|60|3/5|60|Không tăng")) == []
    assert found(check_summary("6|Tài chính|3/5|60|4/5|80|Không tăng")) == [
        ("6", "percent", "Không tăng", "+20")
    ]


def test_points_that_differ_from_the_detail_draw_their_percentages_along() -> None:
    text = f"{SUMMARY}\n1|Một|7.5/12|62.5|6.64/10|66.4|+3.9\n\n{DETAIL}\n"
    findings = check(f"{text}1|Một|10|6.46|-3.54\n1.1|A|9|5.46|-3.54\n1.2|B|1|1|")
    assert found(findings) == [
        ("1", "arithmetic", "6.64", "6.46"),
        ("1", "percent", "66.4", "64.6"),
        ("1", "percent", "+3.9", "+2.1"),
    ]
    assert "viết đảo hai chữ số" in findings.slips[0].message
    assert "điểm in sai 6,64" in findings.slips[1].message


def test_a_list_of_fields_with_deductions_follows_the_detail() -> None:
    header = "TT|Lĩnh vực|Điểm tối đa|Điểm đạt được|Điểm bị trừ|Tỷ lệ (%)\n"
    text = f"{header}1|Một|10|6.64|-3.36|66.4\n2|Hai|5|5||100\n\n{DETAIL}\n"
    findings = check(f"{text}1|Một|10|6.46|-3.54\n1.1|A|9|5.46|-3.54\n1.2|B|1|1|")
    assert sorted(found(findings)) == [
        ("1", "arithmetic", "-3.36", "-3.54"),
        ("1", "arithmetic", "6.64", "6.46"),
        ("1", "percent", "66.4", "64.6"),
    ]


def test_the_total_row_is_added_up_with_the_right_points() -> None:
    rows = ("1|Một|1/2|50|2/4|50|0", "2|Hai|1/2|50|3/4|75|+25", "|Tổng cộng|2/4|50|5/8|62.5|+12.5")
    assert found(check_summary(*rows)) == []
    wrong = (*rows[:2], "|Tổng cộng|2/4|50|6/8|75|+25")
    assert found(check_summary(*wrong)) == [
        ("Tổng", "percent", "75", "62.5"),
        ("Tổng", "percent", "+25", "+12.5"),
        ("Tổng", "total", "6", "5"),
    ]


def test_units_in_a_ranking_are_no_fields() -> None:
    header = "TT|Đơn vị|Điểm|Điểm tối đa|Tỷ lệ (%)\n"
    findings = check(
        f"{header}1|Xã A|80|100|80\n2|Xã B|75|100|74\n\n{DETAIL}\n1|Một|2|2|\n1.1|A|2|2|"
    )
    assert found(findings) == [("2", "percent", "74", "75")]


def test_a_ranking_without_anything_to_add_up_is_not_called_right() -> None:
    findings = check("TT|Đơn vị|Tổng điểm|Xếp hạng\n1|Xã A|80|1\n2|Xã B|75|2")
    assert not findings.has_checked_anything


def test_word_leaves_no_empty_cells_for_a_merged_heading() -> None:
    header = "TT|Lĩnh vực|Năm 2020|Năm 2021|Tăng/giảm (%)\n||Điểm/tối đa|%|Điểm/tối đa|%|\n"
    assert found(check(f"{header}4|Bộ máy|4.5/7|64.2|6/7|85.7|+21.4")) == [
        ("4", "percent", "64.2", "64.3")
    ]
