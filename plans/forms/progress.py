"""A unit's report as typed: the whole, and one form per task."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.forms import DayField
from parindex.lib.numbers import NumberError, parse_percent
from plans.models import Doing, ProgressReport, Task, TaskProgress, TaskState
from plans.services.progress import Row, Words

DOING_OF = {TaskState.DOING: Doing.DOING, TaskState.DONE: Doing.DONE}


class WholeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    summary = forms.CharField(
        label=_("Đánh giá chung"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    obstacles = forms.CharField(
        label=_("Khó khăn, kiến nghị"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def words(self) -> Words:
        return Words(self.cleaned_data["summary"], self.cleaned_data["obstacles"])


class PercentField(forms.CharField):
    """A whole percentage; 75 and 75% are both taken."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            percent = parse_percent(text)
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error
        if not 0 <= percent <= 100:
            raise forms.ValidationError(_("Tỷ lệ hoàn thành từ 0 đến 100%."))
        if percent != int(percent):
            raise forms.ValidationError(_("Nhập tỷ lệ tròn, ví dụ 75."))
        return int(percent)


class TaskProgressForm(forms.Form):
    """``name`` is prefixed by ``t<task id>``, as the service names its complaints."""

    doing = forms.ChoiceField(label=_("Mức độ"), choices=Doing.choices, widget=forms.RadioSelect)
    percent = PercentField(
        label=_("Tỷ lệ hoàn thành (%)"),
        required=False,
        max_length=10,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "num", "autocomplete": "off"}
        ),
    )
    done_on = DayField(label=_("Hoàn thành ngày"), required=False)
    text = forms.CharField(
        label=_("Kết quả thực hiện"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = forms.CharField(
        label=_("Văn bản, tài liệu chứng minh"),
        required=False,
        max_length=500,
        help_text=_("Số, ngày, trích yếu; ví dụ: Báo cáo số 45/BC-UBND ngày 10/6/2022."),
    )
    obstacles = forms.CharField(
        label=_("Khó khăn, vướng mắc"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        data: Any = None,
        *,
        task: Task,
        row: TaskProgress | None,
        before: TaskProgress | None,
    ) -> None:
        super().__init__(data, prefix=f"t{task.pk}", initial=_initial(task, row, before))
        self.task = task

    def clean(self) -> dict[str, Any]:
        is_done = self.cleaned_data.get("doing") == Doing.DONE
        if is_done and not self.cleaned_data.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", _("Hãy ghi ngày hoàn thành."))
        return self.cleaned_data

    @property
    def row(self) -> Row:
        found = self.cleaned_data
        return Row(
            doing=Doing(found["doing"]),
            percent=found["percent"],
            done_on=found["done_on"],
            text=found["text"],
            evidence=found["evidence"],
            obstacles=found["obstacles"],
        )


CARRIED = ("doing", "percent", "done_on", "evidence", "obstacles")
"""What of the last report still holds until the unit says otherwise."""


def _initial(
    task: Task, row: TaskProgress | None, before: TaskProgress | None
) -> dict[str, object]:
    """What this report says; else what the last one said; else where the task stands."""
    if row is not None:
        return {name: getattr(row, name) for name in TaskProgressForm.base_fields}
    if before is not None:
        return {name: getattr(before, name) for name in CARRIED}
    return {"doing": DOING_OF.get(TaskState(task.state), Doing.WAITING), "done_on": task.done_on}


class RuleForm(forms.Form):
    """When a plan, or one unit of it, reports."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    monthly = forms.BooleanField(label=_("Kiểm tra hằng tháng"), required=False)
    quarterly = forms.BooleanField(label=_("Báo cáo quý"), required=False)
    half_yearly = forms.BooleanField(label=_("Báo cáo 6 tháng"), required=False)
    yearly = forms.BooleanField(label=_("Báo cáo năm"), required=False)
    due_day = forms.IntegerField(
        label=_("Hạn gửi: ngày của tháng cuối kỳ"),
        min_value=1,
        max_value=31,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
        help_text=_("Thường là ngày 15: quý I báo cáo trước 15/3, 6 tháng trước 15/6."),
        error_messages={
            "invalid": _("Nhập ngày từ 1 đến 31."),
            "min_value": _("Nhập ngày từ 1 đến 31."),
            "max_value": _("Nhập ngày từ 1 đến 31."),
        },
    )

    def clean(self) -> dict[str, Any]:
        asked = ("monthly", "quarterly", "half_yearly", "yearly")
        if not any(self.cleaned_data.get(name) for name in asked):
            self.add_error("quarterly", _("Chọn ít nhất một kỳ báo cáo."))
        return self.cleaned_data


def task_forms(
    tasks: Iterable[Task],
    report: ProgressReport | None,
    before: Mapping[int, TaskProgress],
    data: Any = None,
) -> list[TaskProgressForm]:
    """A task that the page sent nothing of is left as it is."""
    rows = {row.task_id: row for row in report.rows.all()} if report else {}
    return [
        TaskProgressForm(
            data if data is not None and f"t{task.pk}-doing" in data else None,
            task=task,
            row=rows.get(task.pk),
            before=before.get(task.pk),
        )
        for task in tasks
    ]
