"""What stands beside the input: the rule in one sentence, and the way to the points."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from criteria import rules

BANDS = [{"from": "95", "points": "2"}, {"from": "80", "target": "100"}, {"points": "0"}]
OPTIONS = [
    {"key": "on_time", "label": "Gửi đúng hạn", "points": "1"},
    {"key": "late", "label": "Gửi sau hạn", "points": "0.5"},
    {"key": "none", "label": "Không gửi", "points": "0"},
]
STEPS = [
    {"at_least": 2, "points": "1.5"},
    {"at_least": 1, "points": "0.75"},
    {"at_least": 0, "points": "0"},
]
WIDE_STEPS = [
    {"at_least": 40, "points": "1"},
    {"at_least": 20, "points": "0.5"},
    {"at_least": 0, "points": "0"},
]
VIOLATIONS = [
    {"key": "missing", "label": "báo cáo thiếu", "points": "1"},
    {"key": "late", "label": "báo cáo muộn", "points": "0.5"},
]
CAPPED = [
    {"key": "heads", "label": "lãnh đạo bị kỷ luật", "points": "0.5", "cap": "0.5"},
    {"key": "staff", "label": "công chức bị kỷ luật", "points": "0.25", "cap": "0.5"},
]
ANSWERS = [
    {"key": "a", "label": "Hài lòng", "weight": "1"},
    {"key": "b", "label": "Không hài lòng", "weight": "0"},
]
RATINGS = [
    {"key": "best", "label": "Xuất sắc", "share": "1"},
    {"key": "good", "label": "Tốt", "share": "0.75"},
]
CASES = [
    {"key": "done", "label": "Có kiểm tra", "kind": "ratio", "params": {"target": "30"}},
    {"key": "not_done", "label": "Không kiểm tra", "points": "0"},
]


@pytest.mark.parametrize(
    ("kind", "params", "max_score", "sentence"),
    [
        ("ratio", {}, "3", "Điểm = tỷ lệ × 3"),
        ("ratio", {"empty": "full"}, "0.5", "Điểm = tỷ lệ × 0,5; không phát sinh: 0,5 điểm"),
        ("ratio", {"empty": "zero"}, "1", "Điểm = tỷ lệ × 1; không phát sinh: 0 điểm"),
        (
            "ratio",
            {"target": "50"},
            "1",
            "Từ 50% trở lên: 1 điểm; dưới 50%: tỷ lệ ÷ 50% × 1",
        ),
        (
            "ratio",
            {"floor": "80"},
            "1.5",
            "100%: 1,5 điểm; từ 80% đến dưới 100%: tỷ lệ × 1,5; dưới 80%: 0 điểm",
        ),
        (
            "ratio",
            {"target": "85", "floor": "60"},
            "10",
            "Từ 85% trở lên: 10 điểm; từ 60% đến dưới 85%: tỷ lệ ÷ 85% × 10; dưới 60%: 0 điểm",
        ),
        ("ratio", {"floor": "100"}, "1", "100%: 1 điểm; dưới 100%: 0 điểm"),
        ("ratio", {"over": True}, "1", "Từ 100% trở lên: 1 điểm; dưới 100%: tỷ lệ × 1"),
        (
            "bands",
            {"bands": BANDS},
            "2",
            "Từ 95% trở lên: 2 điểm; từ 80% đến dưới 95%: tỷ lệ × 2; dưới 80%: 0 điểm",
        ),
        (
            "bands",
            {"bands": [{"from": "100", "points": "1"}, {"points": "0.5"}], "empty": "full"},
            "1",
            "100%: 1 điểm; dưới 100%: 0,5 điểm; không phát sinh: 1 điểm",
        ),
        (
            "bands",
            {
                "measure": "number",
                "unit": "ngày",
                "bands": [{"from": "10", "points": "1"}, {"target": "10"}],
            },
            "1",
            "Từ 10 ngày trở lên: 1 điểm; dưới 10 ngày: giá trị ÷ 10 ngày × 1",
        ),
        (
            "choice",
            {"options": OPTIONS},
            "1",
            "Gửi đúng hạn: 1 điểm; gửi sau hạn: 0,5 điểm; không gửi: 0 điểm",
        ),
        (
            "count",
            {"unit": "sáng kiến", "steps": STEPS},
            "1.5",
            "Từ 2 sáng kiến trở lên: 1,5 điểm; 1 sáng kiến: 0,75 điểm; không có: 0 điểm",
        ),
        (
            "count",
            {"unit": "TTHC", "steps": WIDE_STEPS},
            "1",
            "Từ 40 TTHC trở lên: 1 điểm; từ 20 đến dưới 40 TTHC: 0,5 điểm; dưới 20 TTHC: 0 điểm",
        ),
        (
            "deduct",
            {"clean": "Đủ, đúng hạn", "violations": VIOLATIONS},
            "2",
            "Đủ, đúng hạn: 2 điểm; mỗi báo cáo thiếu trừ 1 điểm;"
            " mỗi báo cáo muộn trừ 0,5 điểm; không dưới 0",
        ),
        (
            "deduct",
            {"violations": CAPPED},
            "1",
            "Không có vi phạm: 1 điểm; có lãnh đạo bị kỷ luật: trừ 0,5 điểm;"
            " mỗi công chức bị kỷ luật trừ 0,25 điểm (nhiều nhất 0,5 điểm)",
        ),
        (
            "milestones",
            {"late_weight": "0.5"},
            "2",
            "Điểm = (số hoàn thành đúng hạn + 0,5 × số hoàn thành muộn) ÷ tổng số đến hạn × 2",
        ),
        (
            "survey",
            {"mode": "votes", "answers": ANSWERS},
            "2",
            "Điểm = trung bình có trọng số của các phiếu (Hài lòng 100%, Không hài lòng 0%) × 2",
        ),
        ("survey", {"mode": "percent"}, "10", "Điểm = chỉ số điều tra (%) × 10"),
        (
            "survey",
            {"mode": "score"},
            "40",
            "Nhập điểm điều tra đã công bố, từ 0 đến 40 điểm",
        ),
        ("manual", {"step": "0.25"}, "0.5", "Chấm từ 0 đến 0,5 điểm, theo bước 0,25"),
        ("rating", {"ratings": RATINGS}, "2", "Xuất sắc: 2 điểm; tốt: 1,5 điểm"),
        (
            "conditional",
            {"cases": CASES},
            "1",
            "Có kiểm tra: (từ 30% trở lên: 1 điểm; dưới 30%: tỷ lệ ÷ 30% × 1);"
            " không kiểm tra: 0 điểm",
        ),
        (
            "bonus",
            {"label": "mô hình", "each": "1"},
            "2",
            "Mỗi mô hình cộng 1 điểm, nhiều nhất 2 điểm",
        ),
        (
            "penalty",
            {"label": "Nộp hồ sơ", "options": OPTIONS},
            "1",
            "Gửi đúng hạn: trừ 1 điểm; gửi sau hạn: trừ 0,5 điểm; không gửi: 0 điểm",
        ),
    ],
)
def test_the_rule_is_one_sentence(
    kind: str, params: Mapping[str, object], max_score: str, sentence: str
) -> None:
    assert rules.explain(rules.parse(kind, params, Decimal(max_score))) == sentence


def counts(numerator: int, denominator: int) -> dict[str, str]:
    return {"numerator": str(numerator), "denominator": str(denominator)}


@pytest.mark.parametrize(
    ("kind", "params", "max_score", "inputs", "working"),
    [
        ("ratio", {}, "1", counts(232, 270), "232/270 = 85,93% → 0,86"),
        ("ratio", {}, "0.5", counts(232, 270), "232/270 = 85,93%; 85,93% × 0,5 → 0,43"),
        ("ratio", {"measure": "percent"}, "3", {"percent": "98.26"}, "98,26% × 3 → 2,95"),
        (
            "ratio",
            {"target": "50"},
            "1",
            counts(38, 275),
            "38/275 = 13,82%; 13,82% ÷ 50% → 0,28",
        ),
        (
            "ratio",
            {"target": "50"},
            "1",
            counts(3571, 5000),
            "3.571/5.000 = 71,42%; đạt mục tiêu 50% → 1",
        ),
        ("ratio", {"floor": "30"}, "1", counts(1, 4), "1/4 = 25%; dưới 30% → 0"),
        ("ratio", {"empty": "full"}, "1", {"denominator": "0"}, "không phát sinh → 1"),
        (
            "bands",
            {"bands": [{"from": "100", "points": "1"}, {"points": "0.5"}]},
            "1",
            counts(715, 721),
            "715/721 = 99,17%; bậc dưới 100% → 0,5",
        ),
        ("bands", {"bands": BANDS}, "2", counts(9, 10), "9/10 = 90%; 90% × 2 → 1,8"),
        (
            "bands",
            {"bands": BANDS, "empty": "full"},
            "2",
            {"denominator": "0"},
            "không phát sinh → 2",
        ),
        ("choice", {"options": OPTIONS}, "1", {"choice": "late"}, "Gửi sau hạn → 0,5"),
        (
            "count",
            {"unit": "sáng kiến", "steps": STEPS},
            "1.5",
            {"count": "1"},
            "1 sáng kiến → 0,75",
        ),
        (
            "deduct",
            {"violations": VIOLATIONS},
            "2",
            {"missing": "1", "late": "1"},
            "2 − 1 × 1 − 1 × 0,5 → 0,5",
        ),
        (
            "deduct",
            {"clean": "Đủ, đúng hạn", "violations": VIOLATIONS},
            "2",
            {"missing": "0", "late": "0"},
            "Đủ, đúng hạn → 2",
        ),
        (
            "deduct",
            {"violations": CAPPED},
            "1",
            {"heads": "3", "staff": "1"},
            "1 − 0,5 − 1 × 0,25 → 0,25",
        ),
        (
            "milestones",
            {"late_weight": "0.5"},
            "2",
            {"due": "4", "on_time": "2", "late": "2"},
            "(2 + 0,5 × 2) ÷ 4 × 2 → 1,5",
        ),
        (
            "survey",
            {"mode": "votes", "answers": ANSWERS},
            "2",
            {"a": "2", "b": "1"},
            "66,67% × 2 → 1,33",
        ),
        ("survey", {"mode": "percent"}, "2", {"percent": "75.16"}, "75,16% × 2 → 1,5"),
        ("survey", {"mode": "score"}, "40", {"score": "29.78"}, "điểm đã công bố → 29,78"),
        ("manual", {"step": "0.25"}, "0.5", {"score": "0.25"}, "chấm theo mức độ → 0,25"),
        ("rating", {"ratings": RATINGS}, "2", {"rating": "good"}, "Tốt: 75% × 2 → 1,5"),
        (
            "conditional",
            {"cases": CASES},
            "1",
            {"case": "done", "done-numerator": "1", "done-denominator": "4"},
            "Có kiểm tra: 1/4 = 25%; 25% ÷ 30% → 0,83",
        ),
        ("conditional", {"cases": CASES}, "1", {"case": "not_done"}, "Không kiểm tra → 0"),
        ("bonus", {"label": "mô hình", "each": "1"}, "2", {"count": "3"}, "3 × 1 → 2"),
    ],
)
def test_the_working_leads_to_the_points(
    kind: str,
    params: Mapping[str, object],
    max_score: str,
    inputs: dict[str, str],
    working: str,
) -> None:
    assert rules.working(rules.parse(kind, params, Decimal(max_score)), inputs) == working


def test_a_rate_just_below_an_edge_is_not_shown_as_reaching_it() -> None:
    rule = rules.parse("ratio", {"floor": "60"}, Decimal(1))
    assert rules.working(rule, counts(59999, 100000)) == "59.999/100.000 = 59,999%; dưới 60% → 0"
