"""Units that join or leave a running campaign."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.candidates import eligible_units
from assessments.models import Campaign
from parindex.units.models import Unit

if TYPE_CHECKING:
    UnitsField = forms.ModelMultipleChoiceField[Unit]
else:
    UnitsField = forms.ModelMultipleChoiceField


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))


class CodedUnits(UnitsField):
    def label_from_instance(self, obj: models.Model) -> str:
        unit = cast(Unit, obj)
        return f"{unit.title} ({unit.code})"


class AddUnitsForm(ReasonForm):
    units = CodedUnits(
        label=_("Đơn vị"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một đơn vị.")},
    )
    field_order = ("units", "reason")

    def __init__(self, data: Any = None, *, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        taking_part = campaign.assessments.taking_part().values("unit")
        cast(UnitsField, self.fields["units"]).queryset = eligible_units(campaign).exclude(
            pk__in=taking_part
        )
