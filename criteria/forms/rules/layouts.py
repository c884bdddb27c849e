"""The form of every kind of rule."""

from django.utils.translation import gettext_lazy as _

from criteria.forms.rules.layout import Cell, Label, Layout, Rows, When
from criteria.rules.measure import AMOUNTS, COUNTS, NUMBER, PERCENT
from criteria.rules.simple import SIMPLE

KEY = Cell("key", "", "key")
POINTS = Cell("points", _("Điểm"), "number")
COEFFICIENT = _("Hệ số (1 = trọn điểm)")

EMPTY = (
    ("error", _("không nhận: phải để trống hoặc khai không phát sinh")),
    ("full", _("tính điểm tối đa")),
    ("zero", _("tính 0 điểm")),
)

_SHARES = (COUNTS, AMOUNTS)
_MEASURES = {
    COUNTS: _("Hai số đếm: số đạt trên tổng số"),
    AMOUNTS: _("Hai số lượng (tiền, diện tích …): phần đạt trên tổng"),
    PERCENT: _("Tỷ lệ % đã tính sẵn"),
    NUMBER: _("Một con số (không phải tỷ lệ)"),
}


def _measure(*kinds: str) -> Layout:
    rates = tuple(kind for kind in kinds if kind != NUMBER)
    parts: Layout = (
        Cell(
            "measure",
            _("Đơn vị kê khai"),
            "select",
            choices=tuple((kind, _MEASURES[kind]) for kind in kinds),
            default=COUNTS,
            is_narrow=False,
        ),
        Cell("numerator_label", _("Tên số trên (số đạt)"), when=When("measure", _SHARES)),
        Cell("denominator_label", _("Tên số dưới (tổng số)"), when=When("measure", _SHARES)),
        Cell("label", _("Tên số liệu"), when=When("measure", (PERCENT, NUMBER))),
        Cell(
            "unit",
            _("Đơn vị tính"),
            hint=_("Ví dụ: triệu đồng"),
            when=When("measure", (NUMBER,)),
        ),
        Cell(
            "empty",
            _("Khi tổng số bằng 0"),
            "select",
            choices=EMPTY,
            default="error",
            when=When("measure", _SHARES),
        ),
        Cell("over", _("Tỷ lệ có thể vượt 100%"), "flag", when=When("measure", rates)),
    )
    asked = set(kinds)
    return tuple(
        part for part in parts if part.when is None or asked.intersection(part.when.values)
    )


def _options(when: When | None = None) -> Rows:
    return Rows(
        "options",
        _("Các phương án"),
        (KEY, Cell("label", _("Phương án"), is_narrow=False), POINTS),
        _("Thêm phương án"),
        when=when,
    )


def _adjustment(each: Label) -> Layout:
    return (
        Cell(
            "mode",
            _("Cách tính"),
            "select",
            choices=(
                ("each", _("Đếm: mỗi lần, mỗi việc được từng ấy điểm")),
                ("options", _("Chọn một phương án")),
            ),
            default="each",
            is_parameter=False,
            is_narrow=False,
        ),
        Cell(
            "label",
            _("Đếm gì, hoặc chọn về việc gì"),
            hint=_("Ví dụ: sáng kiến được công nhận"),
            is_narrow=False,
        ),
        Cell("each", each, "number", when=When("mode", ("each",))),
        _options(When("mode", ("options",))),
    )


CHOICE: Layout = (
    Cell("label", _("Câu hỏi"), hint=_("Ví dụ: Kết quả ban hành kế hoạch"), is_narrow=False),
    _options(),
)

RATIO: Layout = (
    *_measure(COUNTS, AMOUNTS, PERCENT),
    Cell(
        "target",
        _("Đạt từ (%) thì được điểm tối đa"),
        "number",
        hint=_("Bỏ trống: 100"),
    ),
    Cell("floor", _("Dưới (%) thì 0 điểm"), "number", hint=_("Bỏ trống: không có sàn")),
)

BANDS: Layout = (
    *_measure(COUNTS, AMOUNTS, PERCENT, NUMBER),
    Rows(
        "bands",
        _("Các bậc, từ cao xuống thấp"),
        (
            Cell("from", _("Từ mức … trở lên"), "edge"),
            Cell("points", _("Điểm của bậc"), "number"),
            Cell("target", _("hoặc theo tỷ lệ, trọn điểm ở"), "edge"),
        ),
        _("Thêm bậc"),
        hint=_(
            "Số liệu được so với từng mốc, không làm tròn. Bậc cuối cùng bỏ trống mốc: mọi mức còn"
            " lại. Mỗi bậc điền điểm cố định, hoặc mức để tính theo tỷ lệ."
        ),
        has_rest=True,
    ),
)

COUNT: Layout = (
    Cell("label", _("Đếm gì"), hint=_("Ví dụ: Số sáng kiến được công nhận"), is_narrow=False),
    Cell("unit", _("Đơn vị đếm"), hint=_("Ví dụ: sáng kiến")),
    Rows(
        "steps",
        _("Các mức, từ nhiều xuống ít"),
        (Cell("at_least", _("Từ … trở lên"), "whole"), POINTS),
        _("Thêm mức"),
        hint=_("Mức cuối cùng bắt đầu từ 0."),
        has_rest=True,
    ),
)

DEDUCT: Layout = (
    Cell(
        "clean",
        _("Câu ghi khi không vi phạm"),
        hint=_("Ví dụ: Không có báo cáo chậm"),
        is_narrow=False,
    ),
    Rows(
        "violations",
        _("Các loại vi phạm"),
        (
            KEY,
            Cell("label", _("Mỗi …"), hint=_("Ví dụ: báo cáo chậm"), is_narrow=False),
            Cell("points", _("Trừ (điểm)"), "number"),
            Cell("cap", _("Trừ nhiều nhất"), "number"),
        ),
        _("Thêm loại vi phạm"),
        hint=_("“Trừ nhiều nhất” bỏ trống: trừ đến hết điểm."),
        at_least=1,
    ),
)

MILESTONES: Layout = (
    Cell("late_weight", _("Nhiệm vụ hoàn thành muộn tính hệ số"), "number", hint=_("Từ 0 đến 1")),
    Cell("due_label", _("Tên tổng số đến hạn")),
    Cell("on_time_label", _("Tên số hoàn thành đúng hạn")),
    Cell("late_label", _("Tên số hoàn thành muộn")),
    Cell("empty", _("Khi không có nhiệm vụ đến hạn"), "select", choices=EMPTY, default="error"),
)

RATING: Layout = (
    Cell("label", _("Xếp loại về việc gì"), is_narrow=False),
    Rows(
        "ratings",
        _("Các mức xếp loại"),
        (
            KEY,
            Cell("label", _("Mức"), is_narrow=False),
            Cell("share", COEFFICIENT, "number"),
        ),
        _("Thêm mức"),
    ),
)

SURVEY: Layout = (
    Cell(
        "mode",
        _("Kết quả điều tra nhập vào là"),
        "select",
        choices=(
            ("percent", _("Chỉ số (%)")),
            ("votes", _("Số phiếu của từng phương án trả lời")),
            ("score", _("Điểm đã công bố")),
        ),
        default="percent",
        is_narrow=False,
    ),
    Cell("label", _("Tên số liệu"), when=When("mode", ("percent", "score")), is_narrow=False),
    Rows(
        "answers",
        _("Các phương án trả lời"),
        (
            KEY,
            Cell("label", _("Phương án trả lời"), is_narrow=False),
            Cell("weight", COEFFICIENT, "number"),
        ),
        _("Thêm phương án trả lời"),
        when=When("mode", ("votes",)),
    ),
)

MANUAL: Layout = (
    Cell("label", _("Tên ô điểm")),
    Cell("step", _("Bước điểm"), "number", hint=_("Ví dụ 0,25; bỏ trống: 0,01")),
)

CONDITIONAL: Layout = (
    Cell("label", _("Câu hỏi chọn trường hợp"), is_narrow=False),
    Rows(
        "cases",
        _("Các trường hợp"),
        (
            KEY,
            Cell("label", _("Trường hợp"), is_narrow=False),
            Cell(
                "kind",
                _("Cách chấm khi đó"),
                "select",
                choices=(
                    ("", _("Điểm cố định")),
                    *((kind, rule.title) for kind, rule in SIMPLE.items()),
                ),
            ),
            Cell("points", _("Điểm"), "number", when=When("kind", ("",))),
            Cell(
                "max_score",
                _("Điểm tối đa khi đó"),
                "number",
                hint=_("Bỏ trống: điểm tối đa của mục"),
                when=When("kind", tuple(SIMPLE)),
            ),
        ),
        _("Thêm trường hợp"),
        has_rules=True,
    ),
)

LAYOUTS: dict[str, Layout] = {
    "choice": CHOICE,
    "ratio": RATIO,
    "bands": BANDS,
    "count": COUNT,
    "deduct": DEDUCT,
    "milestones": MILESTONES,
    "rating": RATING,
    "survey": SURVEY,
    "manual": MANUAL,
    "conditional": CONDITIONAL,
    "bonus": _adjustment(_("Cộng mỗi lần (điểm)")),
    "penalty": _adjustment(_("Trừ mỗi lần (điểm)")),
}
