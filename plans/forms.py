from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.forms import DayField
from plans.models import Task, TaskState


class TaskForm(forms.Form):
    """One task of the plan; the service decides what is missing."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    content = forms.CharField(
        label=_("Nhiệm vụ, giải pháp"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )
    lead = forms.CharField(label=_("Chủ trì"), max_length=200, required=False)
    deadline = DayField(label=_("Thời hạn"), required=False)
    state = forms.ChoiceField(label=_("Quyết định"), choices=TaskState.choices)

    @classmethod
    def of(cls, task: Task) -> "TaskForm":
        return cls(
            initial={
                "version": task.version,
                "content": task.content,
                "lead": task.lead,
                "deadline": task.deadline,
                "state": task.state,
            },
            prefix=f"t{task.pk}",
        )
