from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.forms.fields import Line, PointsInput, Text
from parindex.forms import DayField
from plans.efforts import Effort
from plans.fields import ReformField
from plans.models import Repair, Task, TaskState
from plans.services.tasks import TaskWords

DECISIONS = (TaskState.ACCEPTED, TaskState.PROPOSED, TaskState.DROPPED)
FIELD_CHOICES = [("", _("– Chưa xếp lĩnh vực –")), *ReformField.choices]
OFFICES = "co-quan"
"""Id of the list from which the names of offices are picked."""


def office_line(**kwargs: Any) -> Line:
    given = {"required": False, **kwargs}
    return Line(widget=forms.TextInput(attrs={"list": OFFICES}), **given)


_NEEDED = {
    "lead": _("Hãy ghi cơ quan chủ trì nhiệm vụ này."),
    "deadline_words": _("Hãy ghi thời hạn."),
}


class TaskForm(forms.Form):
    """One row of the task table."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(
        label=_("Quyết định"), choices=[(s.value, s.label) for s in DECISIONS]
    )
    content = Text(
        label=_("Nhiệm vụ, giải pháp"),
        rows=4,
        max_length=4000,
        error_messages={"required": _("Hãy ghi nhiệm vụ, giải pháp.")},
    )
    lead = office_line(label=_("Cơ quan chủ trì"), max_length=300)
    partners = office_line(
        label=_("Cơ quan phối hợp"),
        max_length=600,
        help_text=_("Nhiều cơ quan cách nhau bằng dấu chấm phẩy."),
    )
    deadline_words = Line(
        label=_("Thời gian hoàn thành"),
        required=False,
        max_length=400,
        help_text=_(
            "Ghi như trong kế hoạch: Trước 20/5/2022; Trong tháng 4/2022; Quý II/2022; Năm 2022;"
            " Sau khi tỉnh ban hành chương trình."
        ),
    )
    product = Line(label=_("Sản phẩm, kết quả"), required=False, max_length=500)
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=FIELD_CHOICES, required=False)
    code = Line(label=_("Số thứ tự"), required=False, max_length=12)
    effort = forms.ChoiceField(
        label=_("Mức độ khó"),
        choices=[("", _("– Theo tiêu chí –")), *Effort.choices],
        required=False,
    )
    awaited_on = DayField(
        label=_("Việc phải chờ đã có ngày"),
        required=False,
        help_text=_("Chỉ dùng khi thời hạn là “Sau khi …”: ghi ngày việc ấy xảy ra."),
    )
    awaited_days = forms.IntegerField(
        label=_("Số ngày thực hiện sau đó"), required=False, min_value=0, max_value=3660
    )
    latest = DayField(
        label=_("Muộn nhất"),
        required=False,
        help_text=_("Đến ngày này vẫn chưa có việc phải chờ thì nhiệm vụ cũng tới hạn."),
    )
    is_heading = forms.BooleanField(
        label=_("Chỉ là dòng tiêu đề của một nhóm nhiệm vụ"), required=False
    )

    def __init__(self, *args: Any, repairs: list[Repair] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.repairs = repairs or []
        for repair in self.repairs:
            self.fields[f"expected-{repair.pk}"] = PointsInput(
                label=_("Điểm dự kiến lấy lại ở %(code)s") % {"code": repair.entry.criterion.code},
                positive=False,
                initial=repair.expected,
            )
        if self.repairs:
            del self.fields["is_heading"]
        for name, message in _NEEDED.items():
            self.fields[name].required = self._is_taken()
            self.fields[name].error_messages["required"] = message

    def _is_taken(self) -> bool:
        """A task of the plan needs somebody and a deadline; a proposal, a heading may wait."""
        if not self.is_bound:
            return True
        return self.data.get("state") == TaskState.ACCEPTED and not self.data.get("is_heading")

    @classmethod
    def of(cls, task: Task, repairs: list[Repair]) -> "TaskForm":
        names = [name for name in cls.base_fields if hasattr(task, name)]
        initial = {name: getattr(task, name) for name in names}
        return cls(initial={**initial, "latest": task.latest}, repairs=repairs)

    def words(self) -> TaskWords:
        data = self.cleaned_data
        plain = ("content", "code", "field", "product", "lead", "partners", "deadline_words")
        return TaskWords(
            **{name: data[name] for name in plain},
            awaited_on=data["awaited_on"],
            awaited_days=data["awaited_days"] or 0,
            latest=data["latest"],
            effort=data["effort"],
            state=TaskState(data["state"]),
            is_heading=data.get("is_heading", False),
        )

    def expected(self) -> dict[int, Decimal]:
        return {r.pk: self.cleaned_data[f"expected-{r.pk}"] for r in self.repairs}
