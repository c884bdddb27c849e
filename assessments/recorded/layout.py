"""The workbook by which results of a past year come in."""

from django.db.models import F
from django.utils.translation import gettext as _

from assessments.models import Campaign, RecordedResult
from criteria.models import Criterion
from parindex.lib.workbooks import Column, Guide, Sheet, Template, template_workbook

SHEET = "Kết quả"
TOTAL, FIELD, CRITERION = "total", "field", "criterion"
IN_ORDER = (
    *("unit__position", "unit__code"),
    F("criterion__sort_key").asc(nulls_first=True),
    "pk",
)
"""A unit's total stands before its fields, on both databases."""

LEVELS = {TOTAL: "Tổng", FIELD: "Lĩnh vực", CRITERION: "Tiêu chí"}

COLUMNS = (
    Column("unit", "Đơn vị mã", True, "mã đơn vị trên cổng, không phải tên"),
    Column(
        "level",
        "Mức",
        True,
        "Tổng là cả chỉ số; Tiêu chí là tiêu chí hoặc tiêu chí thành phần",
        choices=tuple(LEVELS.values()),
        width=12,
    ),
    Column("criterion", "Mã tiêu chí", hint="để trống ở mức Tổng", width=12),
    Column("points", "Điểm", hint="như trong văn bản, ví dụ 6,46", width=10),
    Column("maximum", "Điểm tối đa", hint="bắt buộc khi có điểm", width=12),
    Column(
        "percent", "Tỷ lệ %", hint="ghi khi văn bản có nêu; bỏ trống thì tính từ điểm", width=10
    ),
    Column("rank", "Hạng", hint="như đã công bố", form="number", width=8),
    Column("rank_of", "Trên tổng số", hint="số đơn vị được xếp hạng", form="number", width=12),
    Column("source", "Nguồn", True, "văn bản nêu số này: tên, số, ngày", width=40),
    Column("note", "Ghi chú", hint="điều cần biết về số này", width=40),
)
TEMPLATE = Template(
    kind="ket-qua-nam-truoc",
    version=1,
    name="Kết quả năm trước",
    sheets=(Sheet(SHEET, COLUMNS),),
)


def recorded_template(campaign: Campaign, *, is_filled: bool = False) -> bytes:
    """Empty, or with what is recorded already."""
    guide = Guide(
        _("Kết quả năm %(year)s: %(name)s") % {"year": campaign.year, "name": campaign.name},
        [
            _("Mỗi dòng là một số liệu của một đơn vị, ở mức biết được; không cần đủ mọi mức."),
            _("Hai văn bản nêu hai số khác nhau: ghi hai dòng với hai nguồn, cổng giữ cả hai."),
            _("Cùng đơn vị, cùng mức, cùng nguồn với dòng đã có: số mới thay số cũ."),
            _("Có một ô sai thì không dòng nào được ghi."),
        ],
    )
    rows = [_line(row) for row in _recorded(campaign)] if is_filled else []
    return template_workbook(TEMPLATE, guide, {SHEET: rows})


def level_of(criterion: Criterion | None) -> str:
    if criterion is None:
        return TOTAL
    return FIELD if criterion.parent_id is None else CRITERION


def _recorded(campaign: Campaign) -> "list[RecordedResult]":
    rows = RecordedResult.objects.filter(campaign=campaign).select_related("unit", "criterion")
    return list(rows.order_by(*IN_ORDER))


def _line(row: RecordedResult) -> list[object]:
    return [
        row.unit.code,
        LEVELS[level_of(row.criterion)],
        row.criterion.code if row.criterion else "",
        row.points,
        row.max_points,
        row.percent,
        row.rank,
        row.rank_of,
        row.source,
        row.note,
    ]
