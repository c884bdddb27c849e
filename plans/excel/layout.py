"""The workbook of a task table: the columns that a plan's annex prints, and two of the portal."""

from django.utils.translation import gettext as _

from parindex.lib.workbooks import Column, Guide, Sheet, Template, template_workbook
from plans.fields import ReformField
from plans.models import Plan, Task, TaskState

SHEET = "Nhiệm vụ"
FIELDS = {field.value: str(field.label) for field in ReformField}

COLUMNS = (
    Column(
        "code", "STT", True, "mỗi nhiệm vụ một số, ví dụ 2.1; nhận ra dòng theo số này", width=8
    ),
    Column("content", "Nhiệm vụ", True, "nội dung nhiệm vụ, giải pháp", width=60),
    Column(
        "deadline",
        "Thời gian hoàn thành",
        hint="ghi như trong kế hoạch: Trước 20/5/2022; Trong tháng 4/2022; Quý II/2022; Sau khi …",
        width=28,
    ),
    Column("lead", "Cơ quan chủ trì", hint="để trống chỉ ở dòng tiêu đề có dòng con", width=28),
    Column("partners", "Cơ quan phối hợp", hint="cách nhau bằng dấu chấm phẩy", width=28),
    Column("product", "Sản phẩm, kết quả", width=28),
    Column("field", "Lĩnh vực", choices=tuple(FIELDS.values()), width=28),
)
TEMPLATE = Template(
    kind="bang-nhiem-vu", version=1, name="Bảng nhiệm vụ", sheets=(Sheet(SHEET, COLUMNS),)
)


def tasks_workbook(plan: Plan, *, is_filled: bool = True) -> bytes:
    """Empty, or with the tasks of the plan as they stand."""
    guide = Guide(
        _("Bảng nhiệm vụ: %(title)s") % {"title": plan.title},
        [
            _("Số thứ tự đã có trên cổng: dòng ấy được sửa; số mới: thêm nhiệm vụ."),
            _("Nhiệm vụ không có trong tệp được giữ nguyên, không bị xoá."),
            _("Dòng không có cơ quan chủ trì mà có dòng con (2 và 2.1) là tiêu đề nhóm."),
            _("Có một ô sai thì không dòng nào được ghi."),
        ],
    )
    tasks = plan.tasks.exclude(state=TaskState.DROPPED) if is_filled else []
    return template_workbook(TEMPLATE, guide, {SHEET: [_line(task) for task in tasks]})


def _line(task: Task) -> list[object]:
    return [
        task.code,
        task.content,
        task.deadline_text,
        task.lead,
        task.partners,
        task.product,
        FIELDS.get(task.field, ""),
    ]
