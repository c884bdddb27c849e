"""Results of past years: the year they belong to."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from assessments.campaign_forms.outline import FIRST_YEAR, LAST_YEAR, SetField, UnitField
from assessments.candidates import FITTING_LEVELS, organisers_for, published_sets
from assessments.services.recorded import PastYear
from criteria.models import CriteriaSet, SetLevel
from parindex.forms import DayField
from parindex.units.models import Unit, User


class PastYearForm(forms.Form):
    year = forms.IntegerField(
        label=gettext_lazy("Năm của kết quả"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
        error_messages={"invalid": gettext_lazy("Năm gồm bốn chữ số, ví dụ 2020.")},
    )
    organiser = UnitField(
        label=gettext_lazy("Đơn vị tổ chức"), queryset=Unit.objects.none(), empty_label=None
    )
    criteria_set = SetField(
        label=gettext_lazy("Bộ tiêu chí"),
        queryset=CriteriaSet.objects.none(),
        required=False,
        empty_label=gettext_lazy("– Không rõ, chỉ biết tổng điểm –"),
        help_text=gettext_lazy("Cần có để ghi điểm từng lĩnh vực, tiêu chí."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp được đánh giá"),
        choices=SetLevel.choices,
        help_text=gettext_lazy("Dùng khi không rõ bộ tiêu chí; có bộ thì theo cấp của bộ."),
    )
    decision_number = forms.CharField(
        label=gettext_lazy("Số quyết định công bố"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ: 313/QĐ-UBND"),
    )
    decision_date = DayField(label=gettext_lazy("Ngày quyết định"), required=False)

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        organisers = organisers_for(user)
        cast(UnitField, self.fields["organiser"]).queryset = organisers
        cast(SetField, self.fields["criteria_set"]).queryset = (
            published_sets(organisers).filter(criteria__isnull=False).distinct()
        )
        possible = {level for unit in organisers for level in FITTING_LEVELS[unit.kind]}
        levels = [(v, label) for v, label in SetLevel.choices if v in possible]
        cast(forms.ChoiceField, self.fields["level"]).choices = levels
        self.initial.setdefault("level", SetLevel.COMMUNE)

    def past_year(self) -> PastYear:
        return PastYear(**self.cleaned_data)
