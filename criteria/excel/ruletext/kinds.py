"""Which lines each kind of rule is written in."""

from collections.abc import Mapping

from criteria.excel.ruletext.base import Line, Single
from criteria.excel.ruletext.entries import (
    ANSWERS,
    BANDS,
    CASES,
    OPTIONS,
    RATINGS,
    STEPS,
    VIOLATIONS,
)
from criteria.rules.measure import AMOUNTS, COUNTS, NUMBER, PERCENT

LABEL = Single("label", "Tên số liệu")
UNIT = Single("unit", "Đơn vị tính")
EMPTY = Single(
    "empty",
    "Khi mẫu số bằng 0",
    "word",
    (("error", "không nhận"), ("full", "điểm tối đa"), ("zero", "0 điểm")),
)
MEASURE: tuple[Line, ...] = (
    Single(
        "measure",
        "Kê khai",
        "word",
        (
            (COUNTS, "hai số đếm"),
            (AMOUNTS, "hai số lượng"),
            (PERCENT, "tỷ lệ %"),
            (NUMBER, "một con số"),
        ),
    ),
    LABEL,
    UNIT,
    Single("numerator_label", "Tử số"),
    Single("denominator_label", "Mẫu số"),
    EMPTY,
    Single("over", "Cho vượt 100%", "yes"),
)
ADJUSTMENT: tuple[Line, ...] = (LABEL, Single("each", "Mỗi lần", "number"), OPTIONS)

LINES: Mapping[str, tuple[Line, ...]] = {
    "choice": (LABEL, OPTIONS),
    "ratio": (
        *MEASURE,
        Single("target", "Mục tiêu", "percent"),
        Single("floor", "Mức sàn", "percent"),
    ),
    "bands": (*MEASURE, BANDS),
    "count": (LABEL, UNIT, STEPS),
    "deduct": (Single("clean", "Không vi phạm"), VIOLATIONS),
    "milestones": (
        Single("late_weight", "Hệ số hoàn thành muộn", "number"),
        Single("due_label", "Tên số đến hạn"),
        Single("on_time_label", "Tên số đúng hạn"),
        Single("late_label", "Tên số muộn"),
        Single(
            "empty",
            "Khi không có việc đến hạn",
            "word",
            EMPTY.words,
        ),
    ),
    "rating": (LABEL, RATINGS),
    "survey": (
        Single(
            "mode",
            "Cách nhập",
            "word",
            (("votes", "số phiếu"), ("percent", "chỉ số %"), ("score", "điểm đã công bố")),
        ),
        LABEL,
        ANSWERS,
    ),
    "manual": (Single("step", "Bước", "number"), LABEL),
    "bonus": ADJUSTMENT,
    "penalty": ADJUSTMENT,
    "conditional": (LABEL, CASES),
}
"""By kind: every line that may stand in the cell, in the order in which they are written."""

CASE_POINTS = Single("points", "Điểm", "number")
CASE_KIND = Single("kind", "Cách chấm")
CASE_MAX = Single("max_score", "Điểm tối đa", "number")
"""Below a case: fixed points, or a kind with its own lines."""
