"""What each kind of rule is for, and a plausible beginning of its form."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from criteria.forms.rules.layout import Label
from parindex.lib.numbers import plain

Params = dict[str, object]

CARDS: dict[str, Label] = {
    "choice": gettext_lazy("Chọn một trong các phương án, mỗi phương án có điểm riêng."),
    "ratio": gettext_lazy("Điểm theo tỷ lệ đạt được, đến mục tiêu thì trọn điểm."),
    "bands": gettext_lazy("Số liệu rơi vào bậc nào thì được điểm của bậc đó."),
    "count": gettext_lazy("Điểm theo số lượng: có mấy việc thì được mấy điểm."),
    "deduct": gettext_lazy("Trọn điểm, trừ dần theo số vi phạm."),
    "milestones": gettext_lazy("Nhiệm vụ đúng hạn tính đủ, muộn tính một phần."),
    "rating": gettext_lazy("Phần của điểm tối đa theo mức xếp loại do cơ quan khác công nhận."),
    "survey": gettext_lazy("Điểm điều tra xã hội học do cơ quan thường trực nhập."),
    "manual": gettext_lazy("Người chấm tự cho điểm từ 0 đến tối đa, theo bước."),
    "conditional": gettext_lazy("Tùy trường hợp mà chấm theo cách khác nhau."),
    "bonus": gettext_lazy("Điểm cộng, ngoài thang điểm."),
    "penalty": gettext_lazy("Điểm trừ, ngoài thang điểm."),
}
"""One line for each kind, in the order in which they are offered."""


def starter(kind: str, max_score: Decimal) -> Params:
    """Parameters that are valid for this maximum, to be overwritten."""
    return _STARTERS[kind](max_score)


def _choice(most: Decimal) -> Params:
    return {
        "label": _("Kết quả thực hiện"),
        "options": [
            {"key": "dat", "label": _("Đạt yêu cầu"), "points": plain(most)},
            {"key": "khong_dat", "label": _("Không đạt yêu cầu"), "points": "0"},
        ],
    }


def _ratio(most: Decimal) -> Params:
    return {**_share(), "target": "100"}


def _bands(most: Decimal) -> Params:
    bands = [
        {"from": "100", "points": plain(most)},
        {"from": "80", "target": "100"},
        {"points": "0"},
    ]
    return {**_share(), "bands": bands}


def _count(most: Decimal) -> Params:
    return {
        "label": _("Số sáng kiến được công nhận"),
        "unit": _("sáng kiến"),
        "steps": [
            {"at_least": "1", "points": plain(most)},
            {"at_least": "0", "points": "0"},
        ],
    }


def _deduct(most: Decimal) -> Params:
    each = plain(min(most, Decimal("0.25")))
    return {
        "clean": _("Không có báo cáo chậm"),
        "violations": [{"key": "cham", "label": _("báo cáo chậm"), "points": each}],
    }


def _milestones(most: Decimal) -> Params:
    return {
        "late_weight": "0.5",
        "due_label": _("Tổng số nhiệm vụ đến hạn"),
        "on_time_label": _("Số nhiệm vụ hoàn thành đúng hạn"),
        "late_label": _("Số nhiệm vụ hoàn thành muộn"),
    }


def _rating(most: Decimal) -> Params:
    grades = [
        (_("Hoàn thành xuất sắc nhiệm vụ"), "xuat_sac", "1"),
        (_("Hoàn thành tốt nhiệm vụ"), "tot", "0.8"),
        (_("Hoàn thành nhiệm vụ"), "hoan_thanh", "0.5"),
        (_("Không hoàn thành nhiệm vụ"), "khong", "0"),
    ]
    return {
        "label": _("Kết quả xếp loại"),
        "ratings": [{"key": key, "label": label, "share": share} for label, key, share in grades],
    }


def _survey(most: Decimal) -> Params:
    return {"mode": "percent", "label": _("Chỉ số hài lòng (%)")}


def _manual(most: Decimal) -> Params:
    steps = (Decimal(text) for text in ("0.25", "0.1", "0.05", "0.01", "0.001"))
    step = next((each for each in steps if most % each == 0), Decimal("0.0001"))
    return {"label": _("Điểm"), "step": plain(step)}


def _conditional(most: Decimal) -> Params:
    return {
        "label": _("Trong năm có phát sinh nhiệm vụ"),
        "cases": [
            {
                "key": "co",
                "label": _("Có phát sinh"),
                "kind": "ratio",
                "max_score": plain(most),
                "params": _ratio(most),
            },
            {"key": "khong", "label": _("Không phát sinh"), "points": "0"},
        ],
    }


def _bonus(most: Decimal) -> Params:
    return {"label": _("sáng kiến được cấp tỉnh công nhận"), "each": plain(most)}


def _penalty(most: Decimal) -> Params:
    return {"label": _("lần không thực hiện báo cáo"), "each": plain(most)}


def _share() -> Params:
    return {
        "measure": "counts",
        "numerator_label": _("Số nhiệm vụ hoàn thành"),
        "denominator_label": _("Tổng số nhiệm vụ được giao"),
    }


_STARTERS: dict[str, Callable[[Decimal], Params]] = {
    "choice": _choice,
    "ratio": _ratio,
    "bands": _bands,
    "count": _count,
    "deduct": _deduct,
    "milestones": _milestones,
    "rating": _rating,
    "survey": _survey,
    "manual": _manual,
    "conditional": _conditional,
    "bonus": _bonus,
    "penalty": _penalty,
}
