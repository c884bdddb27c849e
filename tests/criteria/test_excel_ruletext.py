"""Parameters of rules as lines: what is written is read back, and nothing is guessed."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from criteria import rules
from criteria.excel.ruletext import LINES, LineError, read, write
from criteria.excel.ruletext.reading import kind_of
from criteria.excel.ruletext.writing import NotWritable


def stored_rules() -> list[tuple[str, str, dict[str, Any], str]]:
    found = []
    for path in sorted(Path(settings.FIXTURE_DIRS[0]).glob("criteria_*.json")):
        for record in json.loads(path.read_text()):
            fields = record["fields"]
            if fields.get("rule_kind"):
                name = f"{fields['set'][0]}/{fields['code']}"
                found.append(
                    (name, fields["rule_kind"], fields["rule_params"], fields["max_score"])
                )
    return found


def test_every_rule_of_the_sets_comes_back_exactly() -> None:
    found = stored_rules()
    assert len(found) > 250
    for name, kind, params, most in found:
        back = read(kind, write(kind, params)).params
        assert back == params, name
        assert rules.dump(rules.parse(kind, back, Decimal(most))) == params, name


MEASURE = {"numerator_label": "Đã làm", "denominator_label": "Phải làm"}
RICH: list[tuple[str, dict[str, Any]]] = [
    ("ratio", {"measure": "amounts", **MEASURE, "over": True, "empty": "zero", "target": "90.5"}),
    ("ratio", {"measure": "percent", "label": "Tỷ lệ: đúng hạn (%)", "target": "100"}),
    (
        "bands",
        {
            "measure": "number",
            "label": "Số tiền",
            "unit": "triệu đồng",
            "bands": [{"from": "1000", "points": "2"}, {"points": "0.25"}],
        },
    ),
    (
        "bands",
        {
            "measure": "counts",
            **MEASURE,
            "empty": "full",
            "bands": [
                {"from": "80", "points": "2"},
                {"from": "60", "target": "80"},
                {"points": "0"},
            ],
        },
    ),
    (
        "rating",
        {
            "label": "Xếp loại",
            "ratings": [
                {"key": "tot", "label": "Tốt [A]", "share": "1"},
                {"key": "kha", "label": "Khá\nhoặc \\ tương đương", "share": "0.705"},
            ],
        },
    ),
    (
        "deduct",
        {
            "clean": "Đủ",
            "violations": [{"key": "a", "label": "lỗi", "points": "0.5", "cap": "1.5"}],
        },
    ),
    (
        "conditional",
        {
            "label": "Trường hợp",
            "cases": [
                {
                    "key": "x",
                    "label": "Có: đủ",
                    "kind": "milestones",
                    "max_score": "2",
                    "params": {
                        "late_weight": "0.5",
                        "due_label": "Đến hạn",
                        "on_time_label": "Đúng hạn",
                        "late_label": "Muộn",
                        "empty": "full",
                    },
                },
                {
                    "key": "y",
                    "label": "Một phần",
                    "kind": "choice",
                    "max_score": "1",
                    "params": {
                        "label": "Kết quả",
                        "options": [
                            {"key": "co", "label": "Có", "points": "1"},
                            {"key": "khong", "label": "Không", "points": "0"},
                        ],
                    },
                },
                {"key": "z", "label": "Không", "points": "0"},
            ],
        },
    ),
    (
        "survey",
        {
            "mode": "votes",
            "answers": [
                {"key": "a", "label": "Rất tốt", "weight": "1"},
                {"key": "b", "label": "Kém", "weight": "0"},
            ],
        },
    ),
]


@pytest.mark.parametrize(("kind", "params"), RICH)
def test_it_carries_what_the_sets_do_not_use_yet(kind: str, params: dict[str, Any]) -> None:
    rules.parse(kind, params, Decimal(2))
    assert read(kind, write(kind, params)).params == params


def test_every_kind_has_its_lines() -> None:
    assert LINES.keys() == rules.KINDS.keys()
    assert all(kind_of(title) == kind for kind, title in rules.KINDS.items())


def test_it_reads_what_a_person_types() -> None:
    typed = """
        TEN SO LIEU:  Kết quả
        1 điểm: Đúng hạn
        0.5 diem: Muộn
        0: Đúng hạn
    """
    found = read("choice", typed).params
    assert found["label"] == "Kết quả"
    assert found["options"] == [
        {"key": "dung_han", "label": "Đúng hạn", "points": "1"},
        {"key": "muon", "label": "Muộn", "points": "0.5"},
        {"key": "dung_han_2", "label": "Đúng hạn", "points": "0"},
    ]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("bands", "từ 50%: 1 điểm\ntrên 30%: 0,5 điểm", "Dòng 2 (“trên 30%: 0,5 điểm”)"),
        ("bands", "từ 50%: nhiều điểm", "không phải là số"),
        ("ratio", "Kê khai: ước lượng", "chỉ nhận: hai số đếm; hai số lượng"),
        ("ratio", "Mục tiêu: 90%\nMục tiêu: 80%", "đã có ở dòng trên"),
        ("choice", "{'options': []}", "Các dòng dùng được: “Tên số liệu: …”"),
        ("conditional", "Trường hợp: Có", "phải có dòng “Điểm: …” hoặc “Cách chấm: …”"),
        ("conditional", "Trường hợp: Có\nCách chấm: Đoán", "chọn một trong: Chọn phương án"),
        ("conditional", "Trường hợp: Có\nĐiểm: 1\nCách chấm: Theo bậc", "bỏ một trong hai"),
        ("conditional", "Trường hợp:", "Thiếu nội dung"),
    ],
)
def test_it_says_which_line_is_wrong(kind: str, text: str, words: str) -> None:
    with pytest.raises(LineError) as refused:
        read(kind, text)
    assert words in str(refused.value)


def test_a_complaint_about_a_parameter_finds_its_line() -> None:
    found = read("bands", "Tử số: a\ntừ 50%: 1 điểm\ntừ 60%: 0,5 điểm\ncòn lại: 0 điểm")
    with pytest.raises(rules.RuleError) as refused:
        rules.parse("bands", found.params, Decimal(1))
    line = found.place(refused.value.path)
    assert line is not None
    assert (line.number, line.text) == (3, "từ 60%: 0,5 điểm")


def test_parameters_that_no_kind_has_are_not_written_by_halves() -> None:
    with pytest.raises(NotWritable):
        write("choice", {"label": "x", "strange": 1})
    with pytest.raises(NotWritable):
        write("choice", {"options": "none"})
