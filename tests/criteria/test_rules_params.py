"""Rules that cannot be scored are refused, with the parameter and the way to mend it."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from criteria import rules

YES_NO = [
    {"key": "yes", "label": "Có", "points": "1"},
    {"key": "no", "label": "Không", "points": "0"},
]


def option(key: str, label: str, points: str) -> dict[str, str]:
    return {"key": key, "label": label, "points": points}


@pytest.mark.parametrize(
    ("kind", "params", "path", "complaint"),
    [
        ("magic", {}, "kind", "Không có cách chấm"),
        # Phương án
        ("choice", {}, "options", "ít nhất 2 dòng"),
        ("choice", {"options": YES_NO[:1]}, "options", "ít nhất 2 dòng"),
        ("choice", {"options": [YES_NO[0], YES_NO[0]]}, "options", "lặp lại"),
        ("choice", {"options": [YES_NO[0], option("x", "Có", "0")]}, "options", "lặp lại"),
        ("choice", {"options": [YES_NO[0], option("x", "X", "2")]}, "options[1].points", "vượt"),
        (
            "choice",
            {"options": [YES_NO[0], option("x", "X", "-1")]},
            "options[1].points",
            "nhỏ hơn",
        ),
        ("choice", {"options": [YES_NO[1], option("x", "X", "0.5")]}, "options", "điểm tối đa 1"),
        (
            "choice",
            {"options": [YES_NO[0], option("Có!", "X", "0")]},
            "options[1].key",
            "không dấu",
        ),
        ("choice", {"options": [YES_NO[0], option("x", " ", "0")]}, "options[1].label", "Thiếu"),
        ("choice", {"options": ["yes", "no"]}, "options[0]", "nhóm tham số"),
        ("choice", {"options": YES_NO, "colour": "red"}, "colour", "không có tham số"),
        (
            "choice",
            {"options": [YES_NO[0] | {"point": "1"}, YES_NO[1]]},
            "options[0].point",
            "không có tham số",
        ),
        # Tỷ lệ
        ("ratio", {"target": "0"}, "target", "lớn hơn 0"),
        ("ratio", {"target": "-5"}, "target", "lớn hơn 0"),
        ("ratio", {"target": "101"}, "target", "không ai đạt được"),
        ("ratio", {"target": "50", "floor": "60"}, "floor", "vượt mức cao nhất là 50"),
        ("ratio", {"floor": "-1"}, "floor", "nhỏ hơn"),
        ("ratio", {"target": 0.5}, "target", "dưới dạng chuỗi"),
        ("ratio", {"target": True}, "target", "dưới dạng chuỗi"),
        ("ratio", {"target": "năm mươi"}, "target", "không phải là số"),
        ("ratio", {"target": []}, "target", "Không phải là số"),
        ("ratio", {"target": Decimal("NaN")}, "target", "hữu hạn"),
        ("ratio", {"measure": "number"}, "measure", "Chọn"),
        ("ratio", {"empty": "half"}, "empty", "Chọn"),
        ("ratio", {"over": "yes"}, "over", "true hoặc false"),
        ("ratio", {"numerator_label": "x" * 301}, "numerator_label", "300 ký tự"),
        # Bậc
        ("bands", {"bands": [{"points": "1"}]}, "bands", "ít nhất 2 dòng"),
        (
            "bands",
            {"bands": [{"from": "80", "points": "1"}, {"from": "80", "points": "0"}]},
            "bands[1].from",
            "phải nhỏ hơn mốc 80",
        ),
        (
            "bands",
            {"bands": [{"from": "80", "points": "1"}, {"from": "50", "points": "0"}]},
            "bands[1].from",
            "chưa phủ hết",
        ),
        (
            "bands",
            {"bands": [{"points": "1"}, {"from": "50", "points": "0"}]},
            "bands[0]",
            "Chỉ bậc cuối cùng",
        ),
        (
            "bands",
            {"bands": [{"from": "80", "points": "0.5"}, {"points": "0"}]},
            "bands",
            "Không bậc nào đạt điểm tối đa 1",
        ),
        (
            "bands",
            {"bands": [{"from": "80", "points": "1,5"}, {"points": "0"}]},
            "bands[0].points",
            "1,5 vượt mức cao nhất là 1",
        ),
        (
            "bands",
            {"bands": [{"from": "80", "points": "1", "target": "90"}, {"points": "0"}]},
            "bands[0].points",
            "không cả hai",
        ),
        ("bands", {"bands": [{"from": "80"}, {"points": "0"}]}, "bands[0].points", "Thiếu số"),
        (
            "bands",
            {"bands": [{"from": "80", "target": "0"}, {"points": "0"}]},
            "bands[0].target",
            "lớn hơn 0",
        ),
        (
            "bands",
            {"bands": [{"from": "105", "points": "1"}, {"points": "0"}]},
            "bands",
            "vượt 100%",
        ),
        # Số lượng
        (
            "count",
            {"steps": [{"at_least": 1, "points": "1"}, {"at_least": 2, "points": "0"}]},
            "steps[1].at_least",
            "phải nhỏ hơn mốc 1",
        ),
        (
            "count",
            {"steps": [{"at_least": 2, "points": "1"}, {"at_least": 1, "points": "0"}]},
            "steps[1].at_least",
            "bắt đầu từ 0",
        ),
        (
            "count",
            {"steps": [{"at_least": "1.5", "points": "1"}, {"at_least": 0, "points": "0"}]},
            "steps[0].at_least",
            "số nguyên",
        ),
        (
            "count",
            {"steps": [{"at_least": 1, "points": "0.5"}, {"at_least": 0, "points": "0"}]},
            "steps",
            "Không dòng nào đạt điểm tối đa",
        ),
        # Trừ
        ("deduct", {"violations": []}, "violations", "ít nhất 1 dòng"),
        (
            "deduct",
            {"violations": [{"key": "late", "label": "báo cáo muộn", "points": "0"}]},
            "violations[0].points",
            "lớn hơn 0",
        ),
        (
            "deduct",
            {"violations": [{"key": "late", "label": "báo cáo muộn", "points": "2"}]},
            "violations[0].points",
            "vượt điểm tối đa 1",
        ),
        (
            "deduct",
            {"violations": [{"key": "x", "label": "x", "points": "0.5", "cap": "0.25"}]},
            "violations[0].cap",
            "nhỏ hơn mức thấp nhất là 0,5",
        ),
        # Nhiệm vụ, điều tra, mức độ, xếp loại
        ("milestones", {}, "late_weight", "Thiếu số"),
        ("milestones", {"late_weight": "1.1"}, "late_weight", "vượt mức cao nhất là 1"),
        ("survey", {}, "mode", "Chọn"),
        (
            "survey",
            {
                "mode": "votes",
                "answers": [
                    {"key": "a", "label": "A", "weight": "60"},
                    {"key": "b", "label": "B", "weight": "0"},
                ],
            },
            "answers[0].weight",
            "vượt mức cao nhất là 1",
        ),
        (
            "survey",
            {
                "mode": "votes",
                "answers": [
                    {"key": "a", "label": "A", "weight": "0.6"},
                    {"key": "b", "label": "B", "weight": "0"},
                ],
            },
            "answers",
            "trọng số 1",
        ),
        ("manual", {"step": "0"}, "step", "lớn hơn 0"),
        ("manual", {"step": "0.3"}, "step", "không chia hết điểm tối đa 1"),
        (
            "rating",
            {
                "ratings": [
                    {"key": "a", "label": "Tốt", "share": "0.75"},
                    {"key": "b", "label": "Khá", "share": "0.5"},
                ]
            },
            "ratings",
            "trọn điểm tối đa",
        ),
        # Thưởng, phạt
        ("bonus", {"label": "mô hình", "each": "0"}, "each", "lớn hơn 0"),
        ("penalty", {"label": "lần", "each": "2"}, "each", "2 vượt mức tối đa 1"),
        ("penalty", {"each": "1"}, "label", "Thiếu nội dung"),
        # Điều kiện
        (
            "conditional",
            {"cases": [{"key": "a", "label": "A", "points": "1"}]},
            "cases",
            "ít nhất 2 dòng",
        ),
        (
            "conditional",
            {
                "cases": [
                    {"key": "a", "label": "A", "kind": "conditional", "params": {}},
                    {"key": "b", "label": "B", "points": "0"},
                ]
            },
            "cases[0].kind",
            "không dùng được",
        ),
        (
            "conditional",
            {
                "cases": [
                    {"key": "a", "label": "A", "kind": "ratio", "params": {"target": "0"}},
                    {"key": "b", "label": "B", "points": "0"},
                ]
            },
            "cases[0].params.target",
            "lớn hơn 0",
        ),
        (
            "conditional",
            {
                "cases": [
                    {"key": "a", "label": "A", "kind": "ratio", "params": {"goal": "0"}},
                    {"key": "b", "label": "B", "points": "0"},
                ]
            },
            "cases[0].params.goal",
            "không có tham số",
        ),
        (
            "conditional",
            {
                "cases": [
                    {"key": "a", "label": "A", "kind": "ratio"},
                    {"key": "b", "label": "B", "points": "0"},
                ]
            },
            "cases[0].params",
            "Thiếu nhóm tham số",
        ),
        (
            "conditional",
            {
                "cases": [
                    {"key": "a", "label": "A", "points": "0.5"},
                    {"key": "b", "label": "B", "points": "0"},
                ]
            },
            "cases",
            "Không trường hợp nào đạt điểm tối đa",
        ),
    ],
)
def test_it_refuses_a_rule_that_cannot_be_scored(
    kind: str, params: Mapping[str, object], path: str, complaint: str
) -> None:
    with pytest.raises(rules.RuleError) as error:
        rules.parse(kind, params, Decimal(1))
    assert error.value.path == path
    assert complaint in error.value.message


@pytest.mark.parametrize("max_score", [Decimal(0), Decimal(-1), Decimal("NaN")])
def test_a_leaf_must_be_worth_something(max_score: Decimal) -> None:
    with pytest.raises(rules.RuleError) as error:
        rules.parse("ratio", {}, max_score)
    assert error.value.path == "max_score"


def test_vietnamese_numbers_are_understood_in_parameters() -> None:
    comma = rules.parse("ratio", {"target": "62,5"}, Decimal(1))
    dot = rules.parse("ratio", {"target": "62.5"}, Decimal(1))
    assert comma == dot
    assert rules.dump(comma)["target"] == "62.5"


def test_every_kind_has_a_vietnamese_name() -> None:
    assert set(rules.KINDS) == {
        *("choice", "ratio", "bands", "count", "deduct", "milestones", "rating", "survey"),
        *("manual", "conditional", "bonus", "penalty"),
    }
    assert all(title[0].isupper() for title in rules.KINDS.values())
