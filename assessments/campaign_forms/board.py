"""Forms on the board of a campaign: publish, extend."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, Campaign
from parindex.forms import DayField, MomentField

if TYPE_CHECKING:
    AssessmentChoice = forms.ModelChoiceField[Assessment]
else:
    AssessmentChoice = forms.ModelChoiceField


class UnitChoice(AssessmentChoice):
    def label_from_instance(self, obj: models.Model) -> str:
        return cast(Assessment, obj).unit.title


class PublishForm(forms.Form):
    number = forms.CharField(
        label=_("Số quyết định công bố"), max_length=60, help_text=_("Ví dụ: 313/QĐ-UBND")
    )
    signed_on = DayField(label=_("Ngày ký"))


class RecallForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do rút công bố tạm"), widget=forms.Textarea(attrs={"rows": 2})
    )


class ExtensionForm(forms.Form):
    assessment = UnitChoice(label=_("Đơn vị"), queryset=Assessment.objects.none())
    phase = forms.ChoiceField(label=_("Bước"), choices=())
    until = MomentField(label=_("Gia hạn đến"))
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phases = [(phase.value, phase.label) for phase in campaign.phases]
        cast(forms.ChoiceField, self.fields["phase"]).choices = phases
        participants = Assessment.objects.taking_part().filter(campaign=campaign)
        participants = participants.select_related("unit")
        cast(UnitChoice, self.fields["assessment"]).queryset = participants.order_by(
            "unit__position"
        )
