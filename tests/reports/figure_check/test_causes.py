"""Every deduction has its cause, and the text tells the same deduction as the table."""

from tests.reports.figure_check.tables import DETAIL, check, check_detail, found

ROWS = (
    "1|Lĩnh vực|4|2.2|-1.8",
    "1.1|Kế hoạch cải cách hành chính hằng năm|1|0.5|-0.5",
    "1.2|Công tác tuyên truyền|1|0|-1",
    "1.3|Trách nhiệm người đứng đầu|2|1.7|-0.3",
    "1.3.1|Tham dự đầy đủ hội nghị|1|1|",
    "1.3.2|Tổ chức gặp gỡ doanh nghiệp|1|0.7|-0.3",
)
FIRST = "- Tiêu chí 1.1. Kế hoạch cải cách hành chính hằng năm (trừ 0.5 điểm)\nNguyên nhân: Chậm."
SECOND = "- Tiêu chí 1.2. Công tác tuyên truyền (trừ 1 điểm)\nNguyên nhân: Chưa làm."
THIRD = "- Tiêu chí thành phần 1.3.2. Tổ chức gặp gỡ (trừ 0,3 điểm);\nNguyên nhân: Thiếu."


def test_it_finds_nothing_when_every_deduction_is_explained() -> None:
    assert found(check_detail(*ROWS, FIRST, SECOND, THIRD)) == []


def test_it_finds_a_deduction_without_a_cause() -> None:
    assert found(check_detail(*ROWS, FIRST, SECOND)) == [("1.3.2", "missing", "", "")]


def test_a_paper_without_any_cause_is_not_blamed_for_each() -> None:
    assert found(check_detail(*ROWS)) == []


def test_a_field_without_causes_is_not_blamed_when_few_others_have_them() -> None:
    more = ("2|Khác|1|0|-1", "2.1|Một|1|0|-1", "3|Nữa|1|0|-1", "3.1|Một|1|0|-1")
    assert found(check_detail(*ROWS, FIRST, SECOND, THIRD, *more)) == []


def test_a_field_without_causes_is_blamed_when_most_others_have_them() -> None:
    more = ("2|Khác|1|0|-1", "2.1|Một|1|0|-1", "3|Nữa|1|0|-1", "3.1|Hai|1|0|-1")
    cause = "- Tiêu chí 2.1. Một (trừ 1 điểm): chưa ban hành."
    findings = check_detail(*ROWS, *more, FIRST, SECOND, THIRD, cause)
    assert found(findings) == [("3.1", "missing", "", "")]


def test_the_cause_of_a_criterion_covers_its_parts() -> None:
    above = THIRD.replace("thành phần 1.3.2. Tổ chức gặp gỡ", "1.3. Trách nhiệm người đứng đầu")
    assert found(check_detail(*ROWS, FIRST, SECOND, above)) == []


def test_a_criterion_named_without_a_reason_is_not_explained() -> None:
    assert found(check_detail(*ROWS, FIRST, SECOND, THIRD.partition("\n")[0])) == [
        ("1.3.2", "missing", "", "")
    ]


def test_the_text_must_tell_the_same_deduction() -> None:
    findings = check_detail(*ROWS, FIRST.replace("0.5", "0.05"), SECOND, THIRD)
    assert found(findings) == [("1.1", "arithmetic", "0.05", "0.5")]
    assert findings.slips[0].at.row == 8


def test_a_wrong_code_is_a_note_and_the_name_decides() -> None:
    wrong = THIRD.replace("1.3.2. Tổ chức gặp gỡ", "1.3. Tổ chức gặp gỡ doanh nghiệp")
    findings = check_detail(*ROWS, FIRST, SECOND, wrong)
    assert found(findings) == []
    assert "Lời văn ghi mã 1.3, nội dung là của 1.3.2" in findings.notes[0].text


def test_a_criterion_broken_over_two_lines_is_read_whole() -> None:
    broken = SECOND.replace("Công tác tuyên truyền", "Công tác tuyên\n\ntruyền")
    assert found(check_detail(*ROWS, FIRST, broken, THIRD)) == []


def test_causes_may_stand_in_a_column() -> None:
    causes = ("", "Chậm", "Chưa làm", "", "", "")
    rows = "\n".join(f"{row}|{cause}" for row, cause in zip(ROWS, causes, strict=True))
    assert found(check(f"{DETAIL}|Nguyên nhân\n{rows}")) == [("1.3.2", "missing", "", "")]


def test_causes_may_stand_in_a_table_of_their_own() -> None:
    table = "Tiêu chí|Nguyên nhân\n1.1. Kế hoạch (trừ 0,4 điểm)|Chậm\n1.2. Tuyên truyền|Chưa làm"
    assert found(check_detail(*ROWS, "", table)) == [
        ("1.3.2", "missing", "", ""),
        ("1.1", "arithmetic", "0,4", "0.5"),
    ]


def test_a_cause_may_stand_right_below_its_row() -> None:
    rows = (*ROWS[:2], "|Nguyên nhân: Chậm ban hành.", *ROWS[2:])
    assert found(check_detail(*rows)) == [
        ("1.2", "missing", "", ""),
        ("1.3.2", "missing", "", ""),
    ]
