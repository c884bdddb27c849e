"""Loose figures: the index and its growth, the survey, the year before."""

import pytest

from reports.figure_check import Kind
from tests.reports.figure_check.tables import SUMMARY, check, found

TWO_FIELDS = f"{SUMMARY}\n1|Một|20/30|66.7|24/30|80|+13.3\n2|Hai|20/30|66.7|21/30|70|+3.3\n"
SURVEY = "Chỉ số hài lòng (SIPAS) năm 2021 đạt 30/40 điểm, tỷ lệ 75%.\n"


def test_a_right_index_is_the_sum_of_fields_and_survey() -> None:
    findings = check(f"Chỉ số CCHC năm 2021 đạt: 75%\n{TWO_FIELDS}{SURVEY}")
    assert found(findings) == []
    assert findings.rows_checked == 4


def test_it_finds_an_index_that_is_not_the_sum() -> None:
    findings = check(f"Chỉ số CCHC năm 2021 đạt: 76%\n{TWO_FIELDS}{SURVEY}")
    assert found(findings) == [("Chỉ số", "total", "76%", "75")]
    assert "24 + 21 = 45; thêm SIPAS 30 là 75" in findings.slips[0].message


def test_it_names_the_field_whose_swapped_digits_explain_the_difference() -> None:
    fields = f"{SUMMARY}\n1|Một|1/1|100|26.64/30|88.8|-11.2\n2|Hai|1/1|100|21/30|70|-30\n"
    findings = check(f"Chỉ số CCHC năm 2021 đạt: 77,46%\n{fields}{SURVEY}")
    assert found(findings) == [("Chỉ số", "total", "77,46%", "77.64")]
    assert "Nếu lĩnh vực 1 là 26,46" in findings.slips[0].message


def test_a_few_fields_alone_make_no_index() -> None:
    one = f"{SUMMARY}\n1|Một|20/30|66.7|24/30|80|+13.3\n"
    assert found(check(f"Chỉ số CCHC năm 2021 đạt: 76%\n{one}{SURVEY}")) == []


def test_it_finds_the_same_index_printed_differently() -> None:
    findings = check("Chỉ số CCHC năm 2021 đạt 75,62%.\nChỉ số CCHC năm 2021|75,26")
    assert found(findings) == [("Chỉ số", "total", "75,26", "75.62")]


def test_growth_is_the_difference_of_the_two_years() -> None:
    years = "Năm đánh giá|Chỉ số CCHC (%)\n2020|69,40%\n2021|75,62%\n"
    assert found(check(f"{years}Tổng điểm chỉ số CCHC tăng 6,22% so với năm 2020")) == []
    wrong = check(f"{years}Tổng điểm chỉ số CCHC tăng 6,32% so với năm 2020")
    assert found(wrong) == [("Chỉ số", "percent", "6,32", "6.22")]


def test_the_mean_growth_of_others_is_not_ours() -> None:
    years = "Năm|Chỉ số CCHC (%)\n2020|69,40\n2021|75,62\n"
    told = "Chỉ số CCHC tăng 6,22% (điểm tăng trung bình của các huyện là 4,9%)."
    assert found(check(years + told)) == []


def test_the_survey_percentage_may_be_the_mean_of_its_factors() -> None:
    factors = "".join(
        f"- Chỉ số hài lòng về {name} đạt {value}%, xếp vị trí thứ 8/11.\n"
        for name, value in (("Tiếp cận dịch vụ", "70"), ("Thủ tục hành chính", "82"))
    )
    findings = check(f"Chỉ số SIPAS năm 2021 đạt 30/40 điểm, tỷ lệ 76%\n{factors}")
    assert found(findings) == [("SIPAS", "percent", "76%", "75")]
    assert "trung bình cộng của 2 yếu tố (70; 82)" in findings.slips[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Nội dung|Điểm đạt/điểm tối đa|Tỷ lệ (%)\nChỉ số hài lòng (SIPAS)|29.78/40|74.87",
        "SIPAS|29.78/40 điểm|74.87%",
        "Chỉ số hài lòng (SIPAS) năm 2021: 29.78/40 điểm, tỷ lệ 74.87%",
        "SIPAS đạt 29,78/40 điểm (74,87%)",
        "Chỉ số SIPAS đạt 29.78 điểm trên tổng 40 điểm, tỷ lệ 74.87%",
        "Chỉ tiêu|Điểm|Tối đa|%\nSIPAS|29.78|40|74.87",
        "Chỉ số|Điểm|Tối đa|Tỷ lệ (%)\nSIPAS|29.78|40|74.87",
        "Số liệu|In trong báo cáo\nSIPAS|29.78/40 điểm, tỷ lệ 74.87%",
        "Chỉ số hài lòng|29.78/40 điểm\nTỷ lệ|74.87%",
        "Điểm SIPAS 2021|29.78\nThang điểm SIPAS|40\nTỷ lệ % SIPAS|74.87%",
        "SIPAS|29.78|40|74.87%",
        "Mã|Nội dung|Tối đa|Đạt|Tỷ lệ\nS|Chỉ số hài lòng SIPAS|40|29.78|74.87",
        "SIPAS (điểm/40)|29.78\nSIPAS (%)|74.87",
        "II. KẾT QUẢ CHỈ SỐ HÀI LÒNG (SIPAS)\nĐiểm|29.78\nĐiểm tối đa|40\nTỷ lệ (%)|74.87",
        "Chỉ số|Giá trị\nSIPAS - điểm đạt|29.78\nSIPAS - điểm tối đa|40\nSIPAS - tỷ lệ|74.87",
        "Nội dung|Năm 2020|Năm 2021\nSIPAS (%)|67.37|74.87\nSIPAS (điểm)||29.78/40",
    ],
)
def test_the_survey_may_be_told_in_many_ways(text: str) -> None:
    slips = check(text).slips
    assert [(slip.code, slip.kind, slip.recomputed) for slip in slips] == [
        ("SIPAS", Kind.PERCENT, "74.45")
    ]


def test_ranks_are_no_points() -> None:
    findings = check(f"{SURVEY}Thứ hạng SIPAS|9/11\nXếp hạng|3/11\n{TWO_FIELDS}")
    assert found(findings) == []


def test_a_past_index_without_its_parts_is_not_doubted() -> None:
    text = f"Chỉ số CCHC năm 2020: 90%\nChỉ số CCHC năm 2021: 75%\n{TWO_FIELDS}{SURVEY}"
    assert found(check(text)) == []


def test_a_past_index_lies_between_its_fields_and_its_survey() -> None:
    text = f"Chỉ số CCHC năm 2020: 90%\nChỉ số CCHC năm 2021: 75%\n{TWO_FIELDS}"
    grown = SURVEY.replace("75%.", "75%, tăng 5% so với năm 2020.")
    findings = check(text + grown)
    assert found(findings) == [("Chỉ số", "total", "90%", "68")]
    assert "SIPAS 70%" in findings.slips[0].message
    assert found(check(text.replace("90%", "68%") + grown)) == []


def test_the_total_of_the_fields_may_stand_in_a_line_of_its_own() -> None:
    assert found(check(f"{TWO_FIELDS}\nTổng điểm các lĩnh vực|45\n")) == []
    assert found(check(f"{TWO_FIELDS}\nTổng điểm các lĩnh vực|54\n")) == [
        ("Tổng", "total", "54", "45")
    ]
