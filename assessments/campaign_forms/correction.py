"""Forms of a correction: one score that changes, and the decision that publishes it."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, Campaign
from assessments.services.campaigns import Line
from criteria.models import Criterion
from parindex.forms import DayField

if TYPE_CHECKING:
    AssessmentChoice = forms.ModelChoiceField[Assessment]
    CriterionChoice = forms.ModelChoiceField[Criterion]
else:
    AssessmentChoice = CriterionChoice = forms.ModelChoiceField


class UnitChoice(AssessmentChoice):
    def label_from_instance(self, obj: models.Model) -> str:
        return cast(Assessment, obj).unit.title


class LineForm(forms.Form):
    unit = UnitChoice(
        label=_("Đơn vị"), queryset=Assessment.objects.none(), empty_label=_("Chọn đơn vị")
    )
    criterion = CriterionChoice(
        label=_("Mục"), queryset=Criterion.objects.none(), empty_label=_("Chọn mục")
    )
    score = forms.CharField(
        label=_("Điểm đính chính"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}),
    )
    cause = forms.CharField(
        label=_("Nguyên nhân trừ điểm"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bỏ trống khi điểm đính chính là điểm tối đa."),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Assessment.objects.taking_part().filter(campaign=campaign)
        cast(UnitChoice, self.fields["unit"]).queryset = units.select_related("unit").in_order()
        leaves = Criterion.objects.leaves().filter(set=campaign.criteria_set_id)
        cast(CriterionChoice, self.fields["criterion"]).queryset = leaves.order_by("sort_key")

    @property
    def line(self) -> Line:
        data = self.cleaned_data
        return Line(data["unit"].unit_id, data["criterion"].pk, data["score"], data["cause"])


class CorrectionForm(forms.Form):
    number = forms.CharField(
        label=_("Số quyết định đính chính"), max_length=60, help_text=_("Ví dụ: 402/QĐ-UBND")
    )
    signed_on = DayField(label=_("Ngày ký"))
    reason = forms.CharField(
        label=_("Lý do đính chính"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hiện ở trang kết quả, mọi đơn vị đọc được."),
    )
