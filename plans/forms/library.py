from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.forms.fields import Line, Text
from plans.fields import ReformField
from plans.models import Solution


class SolutionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=ReformField.choices)
    text = Text(
        label=_("Nhiệm vụ, giải pháp"),
        rows=4,
        max_length=4000,
        error_messages={"required": _("Hãy ghi nhiệm vụ, giải pháp.")},
    )
    product = Line(label=_("Sản phẩm, kết quả"), required=False, max_length=500)
    keywords = Line(
        label=_("Từ khoá"),
        required=False,
        max_length=400,
        help_text=_(
            "Cách nhau bằng dấu phẩy. Có trong tên tiêu chí hoặc nguyên nhân trừ điểm thì lời này"
            " được gợi ý; bỏ trống: dùng chung cho cả lĩnh vực."
        ),
    )
    is_active = forms.BooleanField(label=_("Đang dùng để gợi ý"), required=False, initial=True)

    @classmethod
    def of(cls, solution: Solution) -> "SolutionForm":
        return cls(initial={name: getattr(solution, name) for name in cls.base_fields})

    def values(self) -> dict[str, object]:
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}
