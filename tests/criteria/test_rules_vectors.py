"""Figures that real papers print, and the edges around them."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from criteria import rules

PERCENT = {"measure": "percent"}
DISBURSEMENT = {"measure": "percent", "target": "85", "floor": "60"}
INSPECTED = {
    "measure": "percent",
    "bands": [
        {"from": "30", "points": "1"},
        {"from": "25", "points": "0.5"},
        {"points": "0.25"},
    ],
}
SIGNED = {
    "measure": "percent",
    "bands": [{"from": "95", "points": "2"}, {"from": "80", "target": "100"}, {"points": "0"}],
}
GOOD_WORK = {
    "bands": [
        {"from": "100", "points": "1"},
        {"from": "90", "points": "0.5"},
        {"points": "0"},
    ]
}
REVENUE = {
    "measure": "amounts",
    "over": True,
    "bands": [{"from": "105", "points": "1"}, {"from": "100", "points": "0.5"}, {"points": "0"}],
}
GROWTH = {
    "measure": "number",
    "unit": "điểm phần trăm",
    "bands": [{"from": "5", "points": "2"}, {"from": "0", "points": "1"}, {"points": "0"}],
}
VOTES = {
    "mode": "votes",
    "answers": [
        {"key": "a", "label": "A", "weight": "1"},
        {"key": "b", "label": "B", "weight": "0.6"},
        {"key": "c", "label": "C", "weight": "0.2"},
        {"key": "d", "label": "D", "weight": "0"},
    ],
}
ON_TIME = {
    "options": [
        {"key": "on_time", "label": "Đúng hạn", "points": "1"},
        {"key": "late", "label": "Sau hạn", "points": "0.5"},
        {"key": "none", "label": "Không gửi", "points": "0"},
    ]
}
LATE_DAYS = {
    "label": "Nộp hồ sơ",
    "options": [
        {"key": "on_time", "label": "Đúng hạn", "points": "0"},
        {"key": "two_days", "label": "Trễ chưa quá 2 ngày", "points": "1"},
        {"key": "more", "label": "Trễ từ ngày thứ ba", "points": "2"},
    ],
}
ALL_REPORTS = {
    "options": [
        {"key": "all", "label": "Đủ báo cáo", "points": "1"},
        {"key": "missing", "label": "Thiếu báo cáo", "points": "0"},
    ]
}
INITIATIVES = {
    "steps": [
        {"at_least": 2, "points": "2"},
        {"at_least": 1, "points": "1"},
        {"at_least": 0, "points": "0"},
    ]
}
REPORTS = {
    "violations": [
        {"key": "missing", "label": "báo cáo thiếu", "points": "1"},
        {"key": "late", "label": "báo cáo muộn", "points": "0.5"},
    ]
}
DISCIPLINE = {
    "violations": [
        {"key": "heads", "label": "lãnh đạo bị kỷ luật", "points": "0.5", "cap": "0.5"},
        {"key": "staff", "label": "công chức bị kỷ luật", "points": "0.25", "cap": "0.5"},
    ]
}
RATING = {
    "ratings": [
        {"key": "best", "label": "Xuất sắc", "share": "1"},
        {"key": "good", "label": "Tốt", "share": "0.75"},
        {"key": "done", "label": "Hoàn thành", "share": "0.5"},
    ]
}
PLANNED = {
    "cases": [
        {
            "key": "plan",
            "label": "Có kế hoạch",
            "kind": "bands",
            "params": {"bands": [{"from": "100", "points": "5"}, {"points": "3"}]},
        },
        {
            "key": "no_plan",
            "label": "Không có kế hoạch",
            "kind": "choice",
            "max_score": "2",
            "params": {
                "options": [
                    {"key": "yes", "label": "Có làm", "points": "2"},
                    {"key": "no", "label": "Không làm", "points": "0"},
                ]
            },
        },
        {"key": "nothing", "label": "Không thực hiện", "points": "0"},
    ]
}


def counts(numerator: int, denominator: int) -> dict[str, str]:
    return {"numerator": str(numerator), "denominator": str(denominator)}


def planned(numerator: int, denominator: int) -> dict[str, str]:
    shares = counts(numerator, denominator)
    return {"case": "plan"} | {f"plan-{name}": value for name, value in shares.items()}


def votes(a: int, b: int, c: int, d: int) -> dict[str, str]:
    return {"a": str(a), "b": str(b), "c": str(c), "d": str(d)}


def tasks(due: int, on_time: int, late: int) -> dict[str, str]:
    return {"due": str(due), "on_time": str(on_time), "late": str(late)}


@pytest.mark.parametrize(
    ("kind", "params", "max_score", "inputs", "expected"),
    [
        # Tỷ lệ
        ("ratio", PERCENT, "3", {"percent": "98.26"}, "2.95"),
        ("ratio", {}, "1", counts(232, 270), "0.86"),
        ("ratio", {}, "1", counts(0, 270), "0.00"),
        ("ratio", {}, "1", counts(270, 270), "1.00"),
        ("ratio", DISBURSEMENT, "10", {"percent": "72"}, "8.47"),
        ("ratio", DISBURSEMENT, "10", {"percent": "85"}, "10.00"),
        ("ratio", DISBURSEMENT, "10", {"percent": "84.999"}, "10.00"),
        ("ratio", DISBURSEMENT, "10", {"percent": "59.99"}, "0.00"),
        ("ratio", DISBURSEMENT, "10", {"percent": "59.9999"}, "0.00"),
        ("ratio", DISBURSEMENT, "10", {"percent": "60"}, "7.06"),
        ("ratio", {"target": "50"}, "1", counts(38, 275), "0.28"),
        ("ratio", {"target": "20"}, "1", counts(119, 3571), "0.17"),
        ("ratio", {"floor": "95"}, "1", counts(949, 1000), "0.00"),
        ("ratio", {"floor": "95"}, "1", counts(950, 1000), "0.95"),
        ("ratio", {"empty": "full"}, "1.5", {"denominator": "0"}, "1.50"),
        ("ratio", {"empty": "zero"}, "1.5", counts(0, 0), "0.00"),
        ("ratio", {"over": True, "target": "110"}, "1", counts(120, 100), "1.00"),
        ("ratio", {"over": True, "target": "110"}, "1", counts(99, 100), "0.90"),
        # Bậc: mốc nửa mở, so với tỷ lệ chưa làm tròn
        ("bands", INSPECTED, "1", {"percent": "30"}, "1.00"),
        ("bands", INSPECTED, "1", {"percent": "29.9999"}, "0.50"),
        ("bands", INSPECTED, "1", {"percent": "25"}, "0.50"),
        ("bands", INSPECTED, "1", {"percent": "24.99"}, "0.25"),
        ("bands", INSPECTED, "1", {"percent": "0"}, "0.25"),
        ("bands", GOOD_WORK, "1", counts(715, 721), "0.50"),
        ("bands", GOOD_WORK, "1", counts(721, 721), "1.00"),
        ("bands", GOOD_WORK, "1", counts(99999, 100000), "0.50"),
        ("bands", GOOD_WORK, "1", counts(89, 100), "0.00"),
        ("bands", SIGNED, "2", {"percent": "95"}, "2.00"),
        ("bands", SIGNED, "2", {"percent": "94.9"}, "1.90"),
        ("bands", SIGNED, "2", {"percent": "80"}, "1.60"),
        ("bands", SIGNED, "2", {"percent": "79.99"}, "0.00"),
        ("bands", REVENUE, "1", {"numerator": "1050", "denominator": "1000"}, "1.00"),
        ("bands", REVENUE, "1", {"numerator": "1000.5", "denominator": "1000"}, "0.50"),
        ("bands", REVENUE, "1", {"numerator": "999.9", "denominator": "1000"}, "0.00"),
        ("bands", GROWTH, "2", {"value": "5"}, "2.00"),
        ("bands", GROWTH, "2", {"value": "-0.07"}, "0.00"),
        # Phương án
        ("choice", ON_TIME, "1", {"choice": "late"}, "0.50"),
        ("choice", ALL_REPORTS, "1", {"choice": "missing"}, "0.00"),
        # Số lượng
        ("count", INITIATIVES, "2", {"count": "0"}, "0.00"),
        ("count", INITIATIVES, "2", {"count": "1"}, "1.00"),
        ("count", INITIATIVES, "2", {"count": "2"}, "2.00"),
        ("count", INITIATIVES, "2", {"count": "7"}, "2.00"),
        # Trừ
        ("deduct", REPORTS, "2", {"missing": "0", "late": "0"}, "2.00"),
        ("deduct", REPORTS, "2", {"missing": "1", "late": "1"}, "0.50"),
        ("deduct", REPORTS, "2", {"missing": "3", "late": "0"}, "0.00"),
        ("deduct", DISCIPLINE, "1", {"heads": "9", "staff": "0"}, "0.50"),
        ("deduct", DISCIPLINE, "1", {"heads": "1", "staff": "9"}, "0.00"),
        # Nhiệm vụ
        ("milestones", {"late_weight": "0.5"}, "1", tasks(4, 2, 2), "0.75"),
        ("milestones", {"late_weight": "0.5"}, "1", tasks(4, 2, 0), "0.50"),
        ("milestones", {"late_weight": "0"}, "2", tasks(3, 1, 2), "0.67"),
        ("milestones", {"late_weight": "0.5", "empty": "full"}, "2", {"due": "0"}, "2.00"),
        # Điều tra
        ("survey", VOTES, "2", votes(10, 5, 4, 1), "1.38"),
        ("survey", VOTES, "2", votes(0, 0, 0, 5), "0.00"),
        ("survey", {"mode": "percent"}, "2", {"percent": "75.16"}, "1.50"),
        ("survey", {"mode": "score"}, "40", {"score": "29.78"}, "29.78"),
        # Mức độ, xếp loại, điều kiện
        ("manual", {"step": "0.25"}, "0.5", {"score": "0.25"}, "0.25"),
        ("rating", RATING, "2", {"rating": "good"}, "1.50"),
        ("conditional", PLANNED, "5", planned(9, 9), "5.00"),
        ("conditional", PLANNED, "5", planned(8, 9), "3.00"),
        ("conditional", PLANNED, "5", {"case": "no_plan", "no_plan-choice": "yes"}, "2.00"),
        ("conditional", PLANNED, "5", {"case": "nothing"}, "0.00"),
        # Thưởng, phạt: số dương, không vượt mức tối đa
        ("bonus", {"label": "mô hình", "each": "1"}, "2", {"count": "1"}, "1.00"),
        ("bonus", {"label": "mô hình", "each": "1"}, "2", {"count": "5"}, "2.00"),
        ("penalty", {"label": "lần", "each": "0.5"}, "1", {"count": "1"}, "0.50"),
        ("penalty", LATE_DAYS, "2", {"choice": "two_days"}, "1.00"),
    ],
)
def test_it_computes_the_published_points(
    kind: str,
    params: Mapping[str, object],
    max_score: str,
    inputs: dict[str, str],
    expected: str,
) -> None:
    rule = rules.parse(kind, params, Decimal(max_score))
    reached = rules.score(rule, inputs)
    assert str(reached) == expected
    assert rules.read_inputs(rule, inputs) == inputs
    assert rules.is_complete(rule, inputs)


def test_only_the_score_is_rounded_once_at_the_end() -> None:
    rule = rules.parse("ratio", {"target": "85"}, Decimal(10))
    inputs = counts(2, 3)
    assert str(rules.score(rule, inputs, places=4)) == "7.8431"
    assert str(rules.score(rule, inputs)) == "7.84"
    assert str(rules.score(rule, inputs, places=0)) == "8"


def test_half_a_hundredth_goes_up() -> None:
    rule = rules.parse("survey", {"mode": "percent"}, Decimal(1))
    assert str(rules.score(rule, {"percent": "12.5"})) == "0.13"


@pytest.mark.parametrize(
    ("kind", "params", "inputs"),
    [
        ("ratio", {}, {}),
        ("ratio", {}, {"numerator": "5"}),
        ("bands", GOOD_WORK, {"denominator": "5"}),
        ("choice", ON_TIME, {}),
        ("count", INITIATIVES, {}),
        ("deduct", REPORTS, {"missing": "0"}),
        ("milestones", {"late_weight": "0.5"}, {"due": "4", "on_time": "2"}),
        ("survey", VOTES, {"a": "10", "b": "5", "c": "4"}),
        ("manual", {}, {}),
        ("rating", RATING, {}),
        ("bonus", {"label": "mô hình", "each": "1"}, {}),
        ("conditional", PLANNED, {}),
        ("conditional", PLANNED, {"case": "no_plan"}),
    ],
)
def test_missing_is_not_zero(
    kind: str, params: Mapping[str, object], inputs: dict[str, str]
) -> None:
    most = {"conditional": 5, "count": 2, "deduct": 2}
    rule = rules.parse(kind, params, Decimal(most.get(kind, 1)))
    assert rules.score(rule, inputs) is None
    assert not rules.is_complete(rule, inputs)
    assert rules.working(rule, inputs) == ""
